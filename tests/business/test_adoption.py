"""`apply`: changed tables come into force with one pulse; what was before stays, and what is in use cannot go."""

import copy

import pytest

import tugline as tl
from tugline.business.opened import open_in_force
from tugline.business.reopening import recover
from tugline.errors import NetworkChangedError, RefusedError, StorageError
from tugline.journal.journal import Journal

TABLES = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "world": "plain"},
    "items": [
        {"item": "bike", "cost": "100", "price": "200"},
        {"item": "wheel", "cost": "10"},
        {"item": "spare", "cost": "1"},
    ],
    "locations": [{"location": "shop"}, {"location": "works"}],
    "boms": [{"item": "bike", "component": "wheel", "quantity": "2", "location": "works"}],
    "sources": [
        {"item": "bike", "location": "shop", "kind": "move", "from": "works", "lead_time": "1d"},
        {"item": "bike", "location": "works", "kind": "make", "lead_time": "1d"},
        {"item": "wheel", "location": "works", "kind": "buy", "from": "acme", "lead_time": "3d", "unit_cost": "10"},
    ],
    "customers": [{"customer": "ann"}, {"customer": "bob"}],
    "stock": [{"item": "wheel", "location": "works", "on_hand": "0"}],
    "orders": [
        {"order": "A", "item": "bike", "customer": "ann", "quantity": "1", "ordered_at": "2024-01-02"},
        {"order": "B", "item": "bike", "location": "shop", "quantity": "1", "ordered_at": "2024-01-20"},
    ],
}  # fmt: skip


class Shop:
    """A business whose tables are edited between runs; every opening is compared with the state that was left."""

    def __init__(self, journal):
        self.journal, self.digest = journal, None
        self.tables = copy.deepcopy(TABLES)
        self.result = None

    def row(self, table, **cells):
        """Return the row of a table that holds the given cells."""
        return next(row for row in self.tables[table] if all(row.get(k) == v for k, v in cells.items()))

    def open(self):
        business = tl.open(self.tables, journal=self.journal)
        assert self.digest in (None, business.digest)
        assert business.verify() == []
        return business

    def run(self, until):
        with self.open() as business:
            business.advance(until)
            self.result, self.digest = business.result(), business.digest
        return self.result

    def apply(self, **more):
        with open_in_force(self.journal) as business:
            adoption = business.adopt(self.tables, **more)
        if adoption.fact:
            self.digest = None
            with self.open() as business:
                self.result, self.digest = business.result(), business.digest
        return adoption

    def pulls(self, **wanted):
        return [p for p in self.result.pulls if all(getattr(p, k) == v for k, v in wanted.items())]

    def day(self, **wanted):
        """Return the days on which pulls were due, or those of the only stock fact."""
        return [p.due[:10] for p in self.pulls(**wanted)]

    def promised(self, order):
        return next(p.promised[:10] for p in self.result.promises if p.order == order)


@pytest.fixture
def shop(tmp_path):
    return Shop(tmp_path / "journal.db")


def said(adoption):
    return [str(change) for change in (*adoption.tables, *adoption.loops)]


def test_a_run_on_edited_tables_is_refused_until_they_are_applied(shop):
    shop.run("2024-01-03")
    shop.row("sources", item="wheel")["lead_time"] = "5d"
    with pytest.raises(NetworkChangedError, match="not those that are in force") as caught:
        shop.open()
    assert caught.value.exit_code == 3
    assert "tugline apply" in caught.value.hint
    assert said(shop.apply()) == ["sources, wheel, works, buy, acme: lead_time 3d → 5d"]
    shop.run("2024-01-04")


def test_what_is_on_its_way_keeps_its_date_and_what_is_new_takes_the_new_lead_time(shop):
    shop.run("2024-01-03")
    shop.row("sources", item="wheel")["lead_time"] = "5d"
    shop.apply()
    # Ordered on the 2nd: wheels in 3 days, then a day of work and a day on the road.
    assert shop.promised("A") == "2024-01-07"
    shop.run("2024-01-20")
    # Ordered on the 20th: wheels in 5 days.
    assert shop.promised("B") == "2024-01-27"


def test_a_new_part_is_asked_for_by_new_pulls_only(shop):
    shop.run("2024-01-03")
    shop.tables["items"].append({"item": "bell", "cost": "2"})
    shop.tables["boms"].append({"item": "bike", "component": "bell", "quantity": "1", "location": "works"})
    shop.tables["sources"].append(
        {"item": "bell", "location": "works", "kind": "buy", "from": "acme", "lead_time": "9d"}
    )
    adoption = shop.apply()
    assert said(adoption)[-1] == "loops in force, bell, works: added (to_order)"
    assert adoption.pulls == 0
    assert shop.promised("A") == "2024-01-07"
    shop.run("2024-01-21")
    assert [(p.at[:10], p.quantity) for p in shop.pulls(item="bell")] == [("2024-01-20", 1)]
    assert shop.promised("B") == "2024-01-31"
    shop.run("2024-02-02")
    assert shop.result.promises == []


def test_a_new_location_serves_its_customers(shop):
    shop.run("2024-01-03")
    shop.tables["locations"].append({"location": "branch"})
    shop.tables["sources"].append(
        {"item": "bike", "location": "branch", "kind": "move", "from": "works", "lead_time": "2d"}
    )
    assert said(shop.apply()) == [
        "locations, branch: added (location branch)",
        "sources, bike, branch, move, works: added (from works, item bike, kind move, lead_time 2d, location branch)",
        "loops in force, bike, branch: added (to_order)",
    ]
    shop.tables["orders"].append(
        {"order": "C", "item": "bike", "location": "branch", "quantity": "1", "ordered_at": "2024-01-04"}
    )
    shop.run("2024-01-05")
    assert [(p.at[:10], p.from_) for p in shop.pulls(location="branch")] == [("2024-01-04", "works")]
    assert shop.promised("C") == "2024-01-10"


def test_a_higher_level_is_pulled_to_at_once(shop):
    shop.tables["loops"] = [{"item": "wheel", "location": "works", "loop": "base_stock", "level": "10"}]
    shop.run("2024-01-01")
    assert [(p.quantity, p.at[:10]) for p in shop.pulls(item="wheel")] == [(10, "2024-01-01")]
    shop.tables["loops"][0]["level"] = "15"
    adoption = shop.apply()
    assert said(adoption) == [
        "loops, wheel, works: level 10 → 15",
        "loops in force, wheel, works: level 10 → 15",
    ]
    assert adoption.pulls == 1
    assert [p.quantity for p in shop.pulls(item="wheel")] == [10, 5]


def test_a_loop_of_another_kind_forgets_the_parameters_of_the_old_one(shop):
    shop.tables["loops"] = [
        {"item": "wheel", "location": "works", "loop": "base_stock", "level": "10", "pack": "5", "review": "1d"}
    ]
    shop.run("2024-01-02")
    shop.tables["loops"] = [{"item": "wheel", "location": "works", "loop": "min_max", "min": "3", "max": "30"}]
    assert said(shop.apply())[-6:] == [
        "loops in force, wheel, works: loop base_stock → min_max",
        "loops in force, wheel, works: level 10 → 0",
        "loops in force, wheel, works: min 0 → 3",
        "loops in force, wheel, works: max 0 → 30",
        "loops in force, wheel, works: pack 5 → 1",
        "loops in force, wheel, works: review 1440 → 0",
    ]
    loop = next(view for view in shop.result.loops if view.item == "wheel")
    assert (loop.loop, loop.parameters) == ("min_max", {"min": 3, "max": 30})


def test_cards_join_and_leave_a_loop(shop):
    kanban = {"item": "wheel", "location": "works", "loop": "kanban", "mode": "one_card", "cards": "2"}
    kanban["container"] = "4"
    shop.tables["stock"][0]["on_hand"] = "8"
    shop.tables["loops"] = [kanban]
    shop.tables["orders"] = []
    shop.run("2024-01-02")
    assert shop.pulls(item="wheel") == []
    kanban["cards"] = "3"
    # The new card has no container: it pulls one.
    assert shop.apply().pulls == 1
    assert [p.quantity for p in shop.pulls(item="wheel")] == [4]
    shop.run("2024-01-10")
    kanban["cards"] = "1"
    assert shop.apply().pulls == 0
    kanban["cards"] = "2"
    shop.apply()
    shop.tables["loops"] = []
    shop.apply()
    assert shop.run("2024-01-20").stock[0].on_hand == 12


def test_what_was_never_used_can_be_taken_out_and_come_back(shop):
    shop.run("2024-01-03")
    spare = shop.tables["items"].pop()
    assert said(shop.apply()) == ["items, spare: removed (cost 1, item spare)"]
    shop.run("2024-01-04")
    shop.tables["items"].append(spare)
    assert said(shop.apply())[-1] == "loops in force, spare, shop: added (to_order)"
    shop.run("2024-01-05")


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (
            lambda t: t.update(
                items=[{**t["items"][0], "item": "cycle"}, *t["items"][1:]], boms=[], orders=[],
                sources=[row for row in t["sources"] if row["item"] != "bike"],
            ),
            "item 'bike' is in use at shop, works",
        ),
        (
            lambda t: t.update(
                locations=[{"location": "shop"}, {"location": "plant"}],
                boms=[{**t["boms"][0], "location": "plant"}],
                sources=[
                    {**row, **{k: "plant" for k in ("location", "from") if row.get(k) == "works"}}
                    for row in t["sources"]
                ],
                stock=[],
            ),
            "location 'works' is in use by bike, wheel",
        ),
        (
            lambda t: (t["customers"].pop(0), t["orders"].pop(0)),
            "customer 'ann' has facts and stands in no table any more",
        ),
        (
            lambda t: t["sources"][2].update({"from": "wheelworld"}),
            "the source wheel, works, buy, acme has open pulls: P11",
        ),
        (lambda t: t["items"][1].update(decimals="2"), "item 'wheel' is counted in 0 decimals and would be in 2"),
        (lambda t: t["locations"].reverse(), "rows without a location mean 'shop' and would mean 'works'"),
        (lambda t: t["business"].update(currency="USD"), "business.toml, currency: USD; every fact rests on EUR"),
        (lambda t: t["business"].update(start="2024-02-01"), "business.toml, start: 2024-02-01"),
        (lambda t: t["business"].update(name="store"), "business.toml, name: store; every fact rests on shop"),
    ],
)  # fmt: skip
def test_what_is_in_use_stays(shop, edit, expected):
    shop.run("2024-01-03")
    before = shop.journal.read_bytes()
    edit(shop.tables)
    with pytest.raises(RefusedError, match="cannot be adopted") as caught:
        shop.apply()
    assert expected in str(caught.value)
    assert caught.value.exit_code == 3
    assert shop.journal.read_bytes() == before
    shop.tables = copy.deepcopy(TABLES)
    shop.run("2024-01-04")


def test_all_obstacles_are_told_at_once(shop):
    shop.run("2024-01-03")
    shop.tables["business"]["tick"] = "hour"
    shop.tables["items"][1]["decimals"] = "1"
    shop.tables["locations"].reverse()
    with pytest.raises(RefusedError) as caught:
        shop.apply()
    assert str(caught.value).count("\n- ") == 3


def test_another_supplier_takes_over_when_what_is_open_has_come(shop):
    shop.run("2024-01-03")
    shop.run("2024-01-10")
    wheel = shop.row("sources", item="wheel")
    wheel.update({"from": "wheelworld", "lead_time": "1d"})
    shop.tables["suppliers"] = [{"supplier": "acme"}, {"supplier": "wheelworld"}]
    shop.apply()
    shop.run("2024-01-22")
    # What was bought of the old one is still told as it was.
    assert [(p.at[:10], p.kind, p.from_) for p in shop.pulls(item="wheel")] == [
        ("2024-01-02", "buy", "acme"), ("2024-01-20", "buy", "wheelworld"),
    ]  # fmt: skip
    with shop.open() as business:
        assert "from acme" in business.explain(shop.pulls(item="wheel")[0].id)


def test_a_supplier_with_facts_must_stay(shop):
    shop.run("2024-01-10")
    shop.row("sources", item="wheel")["from"] = "wheelworld"
    with pytest.raises(RefusedError, match="supplier 'acme' has facts"):
        shop.apply()


def test_a_default_gives_way_to_what_is_told_later(shop):
    shop.tables["sources"].pop()
    shop.run("2024-01-25")
    assert {p.from_ for p in shop.pulls(item="wheel")} == {"unnamed supplier"}
    shop.tables["sources"].append(
        {"item": "wheel", "location": "works", "kind": "buy", "from": "acme", "lead_time": "1d", "priority": "1"}
    )
    with pytest.raises(RefusedError, match="wheel, works, buy, unnamed supplier has open pulls"):
        shop.apply()
    shop.tables["sources"].append(
        {"item": "wheel", "location": "works", "kind": "buy", "valid_to": "2024-01-25", "priority": "1"}
    )
    shop.apply()
    shop.tables["orders"].append({"order": "D", "item": "bike", "quantity": "1", "ordered_at": "2024-01-26"})
    shop.run("2024-02-20")
    assert [p.from_ for p in shop.pulls(item="wheel")] == ["unnamed supplier", "unnamed supplier", "acme"]
    assert shop.result.trial_balance == 0


def test_there_and_back_again(shop):
    shop.run("2024-01-03")
    wheel = shop.row("sources", item="wheel")
    for lead_time in ("5d", "3d", "5d"):
        wheel["lead_time"] = lead_time
        assert shop.apply().fact
    shop.run("2024-01-21")
    assert shop.promised("B") == "2024-01-27"
    wheel["lead_time"] = "3d"
    with pytest.raises(NetworkChangedError):
        shop.open()


def test_without_a_difference_nothing_is_written(shop):
    shop.run("2024-01-03")
    before = shop.journal.read_bytes()
    shop.tables["items"].reverse()
    adoption = shop.apply()
    assert (adoption.tables, adoption.fact, str(adoption)) == ((), 0, "nothing changed")
    assert shop.journal.read_bytes() == before


def test_one_can_look_first(shop):
    shop.run("2024-01-03")
    before = shop.journal.read_bytes()
    shop.tables["loops"] = [{"item": "wheel", "location": "works", "loop": "base_stock", "level": "10"}]
    adoption = shop.apply(dry=True)
    assert adoption.fact == 0
    assert "loops in force, wheel, works: loop to_order → base_stock" in said(adoption)
    assert shop.journal.read_bytes() == before
    with pytest.raises(NetworkChangedError):
        shop.open()


def test_it_is_written_who_adopted(shop):
    shop.run("2024-01-03")
    shop.row("items", item="bike")["name"] = "Bicycle"
    adoption = shop.apply(who="Ann Smith")
    with shop.open() as business:
        assert f"F{adoption.fact}" in business.explain(f"F{adoption.fact}")
        assert "Ann Smith" in business._journal.names("actor").values()


@pytest.mark.parametrize("written", [False, True])
def test_a_kill_between_leaves_the_old_tables_or_the_new_ones_in_force(shop, written, monkeypatch):
    """The adoption is one commit: a process that dies before it has changed nothing, one that dies after it, all."""
    shop.run("2024-01-03")
    append = Journal.append

    def dies(journal, *arguments, **more):
        if written:
            append(journal, *arguments, **more)
        raise StorageError("the power is gone")

    new = copy.deepcopy(shop.tables)
    shop.row("sources", item="wheel")["lead_time"] = "5d"
    old, shop.tables = new, shop.tables
    monkeypatch.setattr(Journal, "append", dies)
    with pytest.raises(StorageError):
        shop.apply()
    monkeypatch.undo()
    if written:
        shop.digest = None
    else:
        with pytest.raises(NetworkChangedError):
            shop.open()
        shop.tables = old
    shop.run("2024-01-20")
    assert shop.promised("B") == ("2024-01-27" if written else "2024-01-25")


def test_the_state_in_memory_is_the_one_that_is_recovered_at_every_step(tmp_path, monkeypatch):
    from tugline.business import core as core_module

    monkeypatch.setattr(core_module, "SNAPSHOT_EVERY", 1)
    tables, journal = copy.deepcopy(TABLES), tmp_path / "journal.db"
    with tl.open(tables, journal=journal) as business:
        for step, until in enumerate(("2024-01-03", "2024-01-05T12:00", "2024-01-06T01:00", "2024-01-21")):
            business.advance(until)
            tables["items"].append({"item": f"{step} new", "cost": "7"})
            tables["items"][1]["cost"] = str(11 + step)
            business.adopt(tables)
            live = business.digest
            assert business.verify() == []
            business.close()
            business = tl.open(tables, journal=journal)  # noqa: PLW2901 - the file is opened again and again
            assert business.digest == live
        business.advance("2024-02-01")
        assert business.result().promises == []
        assert business.verify() == []
        business.close()


def test_a_business_in_memory_adopts_too():
    tables = copy.deepcopy(TABLES)
    with tl.open(tables) as business:
        business.advance("2024-01-03")
        tables["sources"][2]["lead_time"] = "5d"
        business.adopt(tables)
        business.advance("2024-01-21")
        assert business.result().promises[0].promised[:10] == "2024-01-27"
        assert business.verify() == []
        with pytest.raises(RefusedError):
            business.adopt({**tables, "items": tables["items"][1:], "boms": [], "sources": [], "orders": []})
        business.advance("2024-02-01")
        assert business.verify() == []


def test_rows_of_signals_may_go_and_come(shop):
    shop.run("2024-01-10")
    first = shop.tables["orders"].pop(0)
    # Ann is named by no order any more, and a branch by a new one; neither defines the business.
    shop.tables["locations"].append({"location": "branch"})
    shop.apply()
    shop.tables["orders"].append({**first, "order": "E", "location": "branch", "ordered_at": "2024-01-11"})
    shop.run("2024-01-12")
    assert [p.loop for p in shop.pulls(location="branch")] == ["to_order"]
    shop.tables["orders"].clear()
    shop.run("2024-02-10")
    assert shop.result.promises == []


def test_a_new_price_list_changes_no_order_of_old(shop):
    shop.tables["customers"][0].update(wait_days="3", priority="2")
    shop.run("2024-01-10")
    facts = shop.result.counts["facts"]
    shop.row("items", item="bike")["price"] = "250"
    shop.tables["customers"][0].update(wait_days="5", priority="4")
    shop.apply()
    shop.run("2024-01-10")
    assert shop.result.quarantine == []
    # The adoption itself, its pulse, and nothing else.
    assert shop.result.counts["facts"] <= facts + 2
    shop.row("orders", order="A")["quantity"] = "2"
    shop.run("2024-01-20")
    assert shop.result.counts["order_lines"] == 2
    shop.run("2024-02-10")
    revenue = next(a.credit for a in shop.result.accounts if a.account == "revenue")
    assert revenue == 200 + 250


def test_stock_is_worth_its_new_cost_and_what_is_on_the_road_too(shop):
    shop.tables["stock"] = [
        {"item": "bike", "location": "works", "on_hand": "1"}, {"item": "wheel", "location": "works", "on_hand": "3"},
    ]  # fmt: skip
    shop.run("2024-01-02T12:00")
    balance = {a.account: a.debit - a.credit for a in shop.result.accounts}
    assert (balance["transit"], balance["inventory_bought"], balance["inventory_made"]) == (100, 30, 0)
    shop.row("items", item="bike")["cost"] = "90"
    shop.row("items", item="wheel")["cost"] = "12"
    shop.apply()
    balance = {a.account: a.debit - a.credit for a in shop.result.accounts}
    assert (balance["transit"], balance["inventory_bought"], balance["revaluation"]) == (90, 36, 10 - 6)
    shop.run("2024-01-10")
    balance = {a.account: a.debit - a.credit for a in shop.result.accounts}
    assert (balance["transit"], balance["count_loss"], balance["cost_of_sales"]) == (0, 0, 90)


def test_stock_of_what_is_made_from_now_on_moves_to_its_account(shop):
    shop.tables["stock"].append({"item": "spare", "location": "works", "on_hand": "7"})
    shop.run("2024-01-02")
    shop.tables["items"].append({"item": "rod"})
    shop.tables["boms"].append({"item": "spare", "component": "rod", "quantity": "1", "location": "works"})
    shop.tables["sources"].append({"item": "spare", "location": "works", "kind": "make"})
    shop.apply()
    balance = {a.account: a.debit - a.credit for a in shop.result.accounts}
    assert (balance["inventory_bought"], balance["inventory_made"]) == (0, 7)


def test_what_the_journal_keeps_is_enough_to_come_back(shop):
    shop.run("2024-01-03")
    shop.tables["items"].append({"item": "bell"})
    shop.apply()
    from tugline.business.adoption import tables_in_force
    from tugline.business.digest import digest_of
    from tugline.journal.opening import open_journal

    with open_journal(shop.journal) as journal:
        tables = tables_in_force(journal)
        assert tables["orders"].n == 0
        assert digest_of(recover(tables, journal, world=True)) == shop.digest


def test_what_waits_in_quarantine_is_let_go_when_its_item_comes(shop):
    shop.tables["orders"].append({"order": "Q", "item": "bell", "quantity": "1", "ordered_at": "2024-01-04"})
    shop.run("2024-01-03")
    waiting = [(q.table, q.why) for q in shop.result.quarantine]
    assert waiting == [("orders", "item 'bell' is no stock point of the business")]
    shop.row("sources", item="wheel")["lead_time"] = "5d"
    shop.apply()
    assert [(q.table, q.why) for q in shop.result.quarantine] == waiting
    shop.tables["items"].append({"item": "bell"})
    shop.apply()
    assert shop.result.quarantine == []
    shop.run("2024-01-05")
    assert [p.signal for p in shop.pulls(item="bell")] == ["order Q"]
