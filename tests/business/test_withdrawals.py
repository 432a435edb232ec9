"""Pulls that nobody has taken on follow the orders that they are for, and say so."""

import pytest

import tugline as tl

AT = "2026-01-06T09:00"
MAKER = {
    "business": {"name": "maker", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2026-01-05"},
    "items": {"item": ["bike", "wheel"], "cost": ["100", "10"], "price": ["200", ""]},
    "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
    "sources": {
        "item": ["bike", "wheel"], "location": ["main", "main"], "kind": ["make", "buy"], "from": ["", "acme"],
        "lead_time": ["1d", "3d"], "unit_cost": ["", "9.5"],
    },
    "stock": {"item": ["wheel", "bike"], "location": ["main", "main"], "on_hand": ["0", "0"]},
    "loops": {"item": ["bike", "wheel"], "location": ["main", "main"], "loop": ["to_order", "to_order"]},
}  # fmt: skip


def order(quantity, wanted="2026-02-20"):
    return {
        "orders": [
            {
                "order": "A", "line": "1", "item": "bike", "quantity": quantity, "ordered_at": AT,
                "wanted_at": wanted,
            }
        ]
    }  # fmt: skip


@pytest.fixture(params=["plant", "plain"])
def maker(request, tmp_path):
    """Return what opens the business again with other order rows, a plant or a plain world, on one journal."""

    def at(rows, until):
        tables = {**MAKER, **rows, "business": {**MAKER["business"], "world": request.param}}
        with tl.open(tables, journal=tmp_path / "journal.db") as business:
            business.advance(until)
            assert business.verify() == []
            return business.result(open_only=True)

    return at


def test_an_order_that_is_cancelled_before_anybody_acted_leaves_nothing_to_do(tmp_path):
    tables = {**MAKER, **order("5")}
    with tl.open(tables, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-07")
        assert [(pull.kind, pull.quantity) for pull in plant.result(open_only=True).pulls] == [("make", 5), ("buy", 10)]
    with tl.open({**MAKER, **order("0")}, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-08")
        assert plant.result(open_only=True).pulls == []
        bike, wheel = plant.result().pulls
        assert (bike.state, wheel.state) == ("withdrawn", "withdrawn")
        assert bike.why.endswith("pull 5; withdrawn: order A line 1 was cancelled")
        assert wheel.why.endswith("pull 10; withdrawn: order A line 1 was cancelled")
        assert "withdrawn: order A line 1 was cancelled" in plant.explain(wheel.id)
        plant.signal(tl.Event("started", bike.id, at="2026-01-08T10:00"))
        plant.advance("2026-01-09")
        assert [row.why for row in plant.quarantine] == [
            f"'{bike.id}' is no open pull: `tugline explain` tells what became of it"
        ]
        assert plant.verify() == []


def test_a_smaller_order_shrinks_what_is_asked_for_it_down_the_bill(maker):
    maker(order("5"), AT)
    bike = maker(order("2"), "2026-01-06T09:01").pulls[0]
    assert (bike.kind, bike.quantity) == ("make", 2)
    assert bike.why == (
        "order A line 1 needs 5 more than is here or coming: pull 5; 3 of it withdrawn: order A line 1 was changed"
    )


def test_what_is_told_of_a_changed_order_is_what_it_is_now(tmp_path):
    with tl.open({**MAKER, **order("5")}, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-07")
    with tl.open({**MAKER, **order("2")}, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-08")
        assert "\n    4 of wheel\n" in plant.explain(plant.result().pulls[0].id)
        assert "order changed 2 bike at main [200.00 EUR each, wanted 2026-02-20" in plant.explain("A 1")
    with tl.open({**MAKER, **order("0")}, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-09")
        assert "order cancelled bike at main\n" in plant.explain("A 1")


def test_what_the_plain_world_has_placed_comes_in_all_the_same(tmp_path):
    """The world places at once, so the wheels come and wait for the next order; the bike was never begun."""
    world = {**MAKER, "business": {**MAKER["business"], "world": "plain"}}
    with tl.open({**world, **order("5")}, journal=tmp_path / "j.db") as business:
        business.advance("2026-01-07")
    with tl.open({**world, **order("0")}, journal=tmp_path / "j.db") as business:
        business.advance("2026-01-08")
        (wheel,) = business.result(open_only=True).pulls
        assert (wheel.kind, wheel.state) == ("buy", "placed")
        assert wheel.why.endswith("pull 10; nobody waits for it any more")
        business.advance("2026-02-01")
        assert [(s.item, s.on_hand) for s in business.result().stock] == [("wheel", 10)]
        assert business.verify() == []


def test_goods_that_were_shipped_from_the_shelf_are_not_made_as_well():
    with tl.open({**MAKER, **order("5")}) as plant:
        plant.advance("2026-01-07")
        plant.signal(tl.Event("counted", item="bike", location="main", quantity=5, at="2026-01-07T10:00"))
        plant.signal(tl.Event("shipped", "A 1", quantity=5, at="2026-01-07T11:00"))
        plant.advance("2026-01-08")
        assert plant.result(open_only=True).pulls == []
        assert plant.verify() == []


def test_a_pull_that_was_accepted_stays():
    with tl.open({**MAKER, **order("5")}) as plant:
        plant.advance("2026-01-07")
        wheel = next(pull for pull in plant.result(open_only=True).pulls if pull.kind == "buy")
        plant.signal(tl.Event("accepted", wheel.id, at="2026-01-07T10:00"))
        plant.signal(tl.Cancel("A 1", at="2026-01-07T11:00"))
        plant.advance("2026-01-08")
        (left,) = plant.result(open_only=True).pulls
        assert (left.id, left.state, left.quantity) == (wheel.id, "accepted", 10)
        assert left.why.endswith("nobody waits for it any more")


def test_a_waiting_order_is_pulled_for_where_nobody_knows_the_stock():
    """Nobody counted the bikes: the loop takes them to be at its maximum, but then the order would have shipped."""
    loops = {"item": ["bike"], "location": ["main"], "loop": ["min_max"], "min": ["2"], "max": ["20"]}
    tables = {**MAKER, "loops": loops, "stock": {"item": ["wheel"], "location": ["main"], "on_hand": ["90"]}}
    tables["business"] = {**MAKER["business"], "world": "plain"}
    with tl.open({**tables, **order("3", "2026-01-20")}) as business:
        business.advance("2026-01-06T10:00")
        bike = next(pull for pull in business.result(open_only=True).pulls if pull.item == "bike")
        said = "3 wait with nothing on its way, so they are not among the stock that nobody knows here: pull 3"
        assert (bike.quantity, bike.why) == (3, said)
        assert len(business.result().promises) == 1
        business.advance("2026-01-10")
        assert business.result().promises == [], "it has shipped"
        assert business.verify() == []


def two_orders(*orders):
    columns = {"line": "1", "item": "bike", "ordered_at": AT, "wanted_at": "2026-02-20"}
    return {"orders": [{"order": name, "quantity": quantity, **columns} for name, quantity in orders]}


def test_a_pull_that_goes_in_parts_names_the_reason_of_each(tmp_path):
    """A asks for 20, is changed to 13 and then cancelled."""
    with tl.open({**MAKER, **two_orders(("A", "20"))}, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-07")
    with tl.open({**MAKER, **two_orders(("A", "13"))}, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-08")
        plant.signal(tl.Cancel("A 1", at="2026-01-08T11:00"))
        plant.advance("2026-01-09")
        bike = plant.result().pulls[0]
        assert bike.state == "withdrawn"
        assert bike.why.endswith(
            "pull 20; 7 of it withdrawn: order A line 1 was changed; 13 of it withdrawn: order A line 1 was cancelled"
        )


def test_a_count_that_makes_a_loop_ask_for_less_is_told_in_words():
    """10 are there and 50 are asked for up to 60; when 45 are counted, only 15 are missing."""
    loops = {"item": ["bike"], "location": ["main"], "loop": ["min_max"], "min": ["50"], "max": ["60"]}
    stock = {"item": ["wheel", "bike"], "location": ["main", "main"], "on_hand": ["200", "10"]}
    with tl.open({**MAKER, "loops": loops, "stock": stock}) as plant:
        plant.advance("2026-01-06")
        plant.signal(tl.Event("counted", item="bike", location="main", quantity=45, at="2026-01-07T10:00"))
        plant.advance("2026-01-08")
        (bike,) = plant.result().pulls
        counted = next(n for n in range(1, plant.facts + 1) if "counted" in plant.explain(f"F{n}").splitlines()[0])
        less = f"35 of it withdrawn: 45 bike were counted at main (F{counted})"
        assert bike.quantity == 15
        assert bike.why == f"position 10 ≤ minimum 50, up to maximum 60: pull 50; {less}"


def test_a_pull_is_told_with_the_bill_that_it_was_released_with(tmp_path):
    with tl.open({**MAKER, **order("5")}, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-07")
        bike = plant.result().pulls[0].id
        plant.adopt({**MAKER, **order("5"), "boms": {**MAKER["boms"], "quantity": ["3"]}})
        assert "\n    10 of wheel\n" in plant.explain(bike)
        assert "loop: to_order" in plant.explain(bike)


def test_what_a_new_order_is_given_of_an_old_pull_is_told_by_both_their_names(tmp_path):
    with tl.open({**MAKER, **order("5")}, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-07")
        wheel = next(pull.id for pull in plant.result().pulls if pull.kind == "buy")
        plant.signal(tl.Event("accepted", wheel, at="2026-01-07T10:00"))
        plant.advance("2026-01-08")
    later = {**order("0")["orders"][0], "order": "B", "quantity": "3", "ordered_at": "2026-01-08T09:00"}
    with tl.open({**MAKER, "orders": [*order("0")["orders"], later]}, journal=tmp_path / "j.db") as plant:
        plant.advance("2026-01-09")
        bike = next(pull.id for pull in plant.result(open_only=True).pulls if pull.kind == "make")
        assert f"pegged 6 wheel at main of {wheel} for {bike}\n" in plant.explain(wheel) + "\n"
