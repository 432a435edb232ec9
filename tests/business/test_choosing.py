"""Configure to order: what customers choose, from the order to the books, through changes, replays and adoptions."""

import pytest

import tugline as tl
from tugline.errors import RefusedError
from tugline.state import arena

PLANT = {"name": "Shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "tick": "minute"}
BUSINESS = {**PLANT, "world": "plain"}
OPTIONS = {
    "item": ["bike"] * 5,
    "group": ["frame", "frame", "rack", "rack", "rack"],
    "option": ["steel", "carbon", "none", "light", "heavy"],
    "price_delta": ["", "200", "", "20", "30"],
    "requires": ["", "", "", "", "frame=steel"],
}
SHOP = {
    "business": BUSINESS,
    "items": {
        "item": ["bike", "steel", "carbon", "rack", "bell"], "cost": ["100", "40", "150", "10", "2"],
        "price": ["300", "", "", "", "5"],
    },
    "locations": {"location": ["works"]},
    "options": OPTIONS,
    "boms": {
        "item": ["bike"] * 4, "component": ["steel", "carbon", "rack", "rack"], "quantity": ["1", "1", "1", "2"],
        "option_group": ["frame", "frame", "rack", "rack"], "option": ["steel", "carbon", "light", "heavy"],
    },
    "sources": {
        "item": ["bike", "steel", "carbon", "rack"], "location": ["works"] * 4, "kind": ["make", "buy", "buy", "buy"],
        "from": ["", "acme", "acme", "acme"], "lead_time": ["1d", "3d", "5d", "2d"], "minimum": ["5", "", "", ""],
    },
    "suppliers": {"supplier": ["acme"]},
    "stock": {
        "item": ["bike", "steel", "carbon", "rack", "bell"], "location": ["works"] * 5,
        "on_hand": ["2", "9", "0", "0", "50"],
    },
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
}  # fmt: skip


def order(number="A-1", options="", at="2026-01-05T08:00", quantity=1, **fields):
    return tl.Order(order=number, item="bike", quantity=quantity, at=at, options=options, **fields)


@pytest.fixture
def shop():
    with tl.open(SHOP) as business:
        yield business


def pulls(business):
    """Return item and quantity of every open pull."""
    return sorted((pull.item, pull.quantity) for pull in business.result(open_only=True).pulls)


def price(business):
    line = next(row for row in arena.arrays(business._core.state)["line"] if row["id"] > 0)
    return int(line["price"]) / 10_000


def why(business):
    return [row.why for row in business.quarantined()]


def test_bill_and_price_follow_what_is_chosen(shop):
    shop.signal(order(options="frame=carbon rack=light"))
    shop.advance("2026-01-05T09:00")
    # Two bikes of the default choice are there; none of them is this one, and no lot of five is made for it.
    assert pulls(shop) == [("bike", 1.0), ("carbon", 1.0), ("rack", 1.0)]
    assert price(shop) == 520


def test_what_is_chosen_may_be_said_by_group(shop):
    shop.signal(order(options={"rack": "heavy"}))
    shop.advance("2026-01-05T09:00")
    assert pulls(shop) == [("bike", 1.0), ("rack", 2.0)]


def test_an_agreed_price_stays(shop):
    shop.signal(order(options="frame=carbon", price=444))
    shop.advance("2026-01-05T09:00")
    assert price(shop) == 444


def test_the_default_options_are_served_as_if_nobody_had_chosen(shop):
    shop.signal(order(options="frame=steel rack=none"))
    shop.advance("2026-01-05T09:00")
    assert pulls(shop) == []


def test_it_ships_at_the_price_of_the_choice(shop):
    shop.signal(order(options="frame=carbon"))
    shop.advance("2026-01-20")
    assert pulls(shop) == []
    assert {account.account: account.credit for account in shop.result().accounts}["revenue"] == 500


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("frame=carbon rack=heavy", "rack=heavy requires frame=steel. Nearest: frame=steel rack=heavy at 330.00 EUR"),
        ("rack=heavy frame=carbon", "; or frame=carbon rack=none at 500.00 EUR"),
        ("frame=karbon", "'karbon' is not an option of frame; expected one of carbon, steel. Maybe 'carbon'?"),
        ("fram=steel", "'fram' is not a group of 'bike'; expected one of frame, rack. Maybe 'frame'?"),
        ("frame", "names no group; expected answers like colour=red size=54"),
        ("frame=steel frame=carbon", "answered twice, 'steel' and 'carbon'"),
    ],
)
def test_a_wrong_choice_is_refused_with_the_rule_and_what_is_near(shop, options, says):
    shop.signal(order(options=options))
    shop.advance("2026-01-05T09:00")
    assert says in why(shop)[0]
    assert shop.result().promises == []


def test_options_of_an_item_without_any_are_refused(shop):
    shop.signal(tl.Order(order="B", item="bell", quantity=1, at="2026-01-05T08:00", options="colour=red"))
    shop.advance("2026-01-05T09:00")
    assert why(shop) == ["item 'bell' has no options; expected none, not 'colour=red'"]


def test_the_same_again_has_no_effect_and_other_options_are_a_change():
    with tl.open({**SHOP, "business": PLANT}) as shop:
        _change(shop)


def _change(shop):
    for options in ("frame=carbon", "frame=carbon", "rack=light"):
        shop.signal(order(options=options))
        shop.advance("2026-01-05T10:00")
    assert pulls(shop) == [("bike", 1.0), ("rack", 1.0)]
    assert price(shop) == 320
    shop.signal(order(options=""))
    shop.advance("2026-01-05T11:00")
    # Back to the defaults: one of the two that are there.
    assert pulls(shop) == []
    assert price(shop) == 300
    shop.signal(order(options="frame=carbon"))
    shop.advance("2026-01-05T12:00")
    assert why(shop) == ["'A-1' has shipped, or is ready to: what was chosen stands: cancel the line and order anew"]


def test_options_stand_once_the_work_has_begun(shop):
    shop.signal(order(options="rack=light"))
    shop.advance("2026-01-07T12:00")
    shop.signal(order(options="rack=heavy", at="2026-01-07T12:30"))
    shop.advance("2026-01-07T13:00")
    assert len(why(shop)) == 1
    assert "is made for 'A-1' and somebody has taken it on: what was chosen stands" in why(shop)[0]


def test_orders_of_a_table_choose_too_and_quotes_and_history_are_left_alone():
    orders = {
        "order": ["Q", "H", "O", "N", "X"], "item": ["bike"] * 5, "quantity": ["1"] * 5,
        "ordered_at": ["2025-12-01", "2025-12-01", "2026-01-02", "2026-01-05T08:00", "2026-01-05T08:00"],
        "status": ["quote", "", "open", "", ""],
        "options": ["paint=gold", "paint=gold", "frame=carbon", "rack=light", "paint=gold"],
    }  # fmt: skip
    with tl.open({**SHOP, "orders": orders}) as business:
        business.advance("2026-01-05T09:00")
        assert pulls(business) == [("bike", 1.0), ("bike", 1.0), ("carbon", 1.0), ("rack", 1.0)]
        assert len(why(business)) == 1


def test_a_journal_says_what_was_chosen_and_replays_to_the_same(tmp_path):
    import shutil

    path = tmp_path / "journal.db"
    with tl.open(SHOP, journal=path) as business:
        business.signal(order(options="frame=carbon rack=light"), order("A-2", "rack=heavy", quantity=3))
        business.advance("2026-01-06")
        digest = business.digest
    shutil.copy(path, tmp_path / "again.db")
    with tl.open(SHOP, journal=path) as business:
        assert business.digest == digest
        assert "chose frame=carbon rack=light" in business.explain("A-1")


def test_what_is_open_is_carried_to_tables_with_other_options(tmp_path):
    path = tmp_path / "journal.db"
    with tl.open(SHOP, journal=path) as business:
        business.signal(order(options="frame=carbon", quantity=2))
        business.advance("2026-01-06")
        before = business.digest
    # A new option goes before the others by its price, and carbon becomes the default one.
    other = {name: [*column, new] for (name, column), new in zip(
        OPTIONS.items(), ["bike", "frame", "alu", "10", ""], strict=True
    )}  # fmt: skip
    other["price_delta"] = ["400", "1", "", "20", "30", "10"]
    with tl.open(SHOP, journal=path) as business:
        business.adopt({**SHOP, "options": other})
        business.advance("2026-01-06T01:00")
        line = next(row for row in arena.arrays(business._core.state)["line"] if row["id"] > 0)
        assert line["price"] == 500_0000
        assert pulls(business) == [("bike", 2.0), ("carbon", 2.0)]
        assert business.digest == before
        gone = {name: [cell for cell, option in zip(column, OPTIONS["option"], strict=True) if option != "carbon"]
                for name, column in OPTIONS.items()}  # fmt: skip
        boms = {name: [column[0], *column[2:]] for name, column in SHOP["boms"].items()}
        with pytest.raises(RefusedError, match="which its options would not have any more"):
            business.adopt({**SHOP, "options": gone, "boms": boms})


def test_what_comes_back_of_a_choice_is_set_apart(tmp_path):
    path = tmp_path / "journal.db"
    with tl.open({**SHOP, "business": PLANT}, journal=path) as shop:
        shop.signal(order(options="frame=carbon"))
        shop.advance("2026-01-05T09:00")
        (made,) = [pull.id for pull in shop.result(open_only=True).pulls if pull.item == "bike"]
        shop.signal(tl.Event(event="received", reference=made, at="2026-01-06T08:00"))
        shop.signal(tl.Event(event="shipped", reference="A-1", at="2026-01-06T09:00"))
        shop.signal(tl.Event(event="returned", reference="A-1", quantity=1, item="bike", at="2026-01-09T09:00"))
        shop.signal(order("A-2", at="2026-01-09T10:00", quantity=3))
        shop.advance("2026-01-09T11:00")
        assert why(shop) == []
        stock = arena.arrays(shop._core.state)["stock"][shop.network.point_row("bike")]
        # Two of the default choice are there, and the carbon bike that came back.
        assert (int(stock["on_hand"]), int(stock["apart"])) == (3, 1)
        assert ("bike", 5.0) in pulls(shop)
        digest = shop.digest
    with tl.open({**SHOP, "business": PLANT}, journal=path) as shop:
        assert shop.digest == digest
        assert shop.verify() == []


def test_a_new_price_list_changes_nothing_of_what_was_ordered(tmp_path):
    orders = {
        "order": ["A", "B"], "item": ["bike"] * 2, "quantity": ["1", "9"], "ordered_at": ["2026-01-05T08:00"] * 2,
        "options": ["frame=carbon", ""],
    }  # fmt: skip
    path, before = tmp_path / "journal.db", {**SHOP, "orders": orders}
    before["options"] = {**OPTIONS, "price_delta": ["-10", "200", "", "20", "30"]}
    with tl.open(before, journal=path) as business:
        business.advance("2026-01-05T09:00")
        after = {**before, "options": {**OPTIONS, "price_delta": ["-40", "250", "5", "20", "30"]}}
        after["items"] = {**SHOP["items"], "price": ["320", "", "", "", "5"]}
        business.adopt(after)
    with tl.open(after, journal=path) as business:
        business.advance("2026-01-05T10:00")
        assert why(business) == []
        lines = arena.arrays(business._core.state)["line"]
        # 300 with carbon, and with the default frame that was 10 cheaper.
        assert sorted(lines["price"][lines["id"] > 0].tolist()) == [290_0000, 500_0000]
        assert [int(business.network.point["price"][business.network.point_row("bike")])] == [285_0000]
