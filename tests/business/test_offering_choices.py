"""The promise desk and the plan, where customers choose: the parts of their choice, and nobody else's goods."""

import pytest

import tugline as tl
from tugline.errors import UsageError

WORKS = {
    "business": {"name": "Shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "tick": "minute"},
    "items": {"item": ["bike", "steel", "carbon"], "cost": ["100", "40", "150"], "price": ["300", "", ""]},
    "locations": {"location": ["works", "shop"]},
    "options": {
        "item": ["bike"] * 4, "group": ["frame", "frame", "colour", "colour"],
        "option": ["steel", "carbon", "red", "gold"], "price_delta": ["", "200", "", "50"],
        "requires": ["", "", "", "frame=carbon"],
    },
    "boms": {
        "item": ["bike", "bike"], "component": ["steel", "carbon"], "quantity": ["1", "1"],
        "option_group": ["frame", "frame"], "option": ["steel", "carbon"],
    },
    "sources": {
        "item": ["bike", "bike", "steel", "carbon"], "location": ["works", "shop", "works", "works"],
        "kind": ["make", "move", "buy", "buy"], "from": ["", "works", "acme", "acme"],
        "lead_time": ["", "1d", "3d", "5d"], "minimum": ["4", "", "", ""],
    },
    "suppliers": {"supplier": ["acme"]},
    "resources": {"resource": ["bench"]},
    "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["2h"]},
    "stock": {
        "item": ["bike", "steel", "carbon"], "location": ["works"] * 3, "on_hand": ["5", "9", "1"],
    },
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
}  # fmt: skip


@pytest.fixture
def works():
    with tl.open(WORKS) as business:
        business.advance("2026-01-05")
        yield business


def uses(offer):
    return {(use.kind, use.item, use.quantity) for use in offer.uses}


def test_a_choice_is_promised_by_its_own_parts_and_price(works):
    """Five bikes of the default choice are there; a carbon one takes the carbon frame and two hours on the bench."""
    offer = works.promise(item="bike", quantity=1, options="frame=carbon")
    assert (offer.promised, offer.price) == ("2026-01-05T02:00:00+00:00", 500.0)
    assert offer.options == "colour=red frame=carbon"
    assert uses(offer) == {("stock", "carbon", 1.0), ("make", "bike", 1.0), ("work", "bike", 1.0)}
    default = works.promise(item="bike", quantity=1)
    assert (default.promised, default.price, default.options) == ("2026-01-05T00:00:00+00:00", 300.0, "")


def test_a_quote_runs_ahead_with_what_is_chosen(works):
    """The carbon frame is there: one bike in two hours; of the default choice five can ship at once."""
    assert works.quote(item="bike", quantity=1, options="frame=carbon").promised == "2026-01-05T02:00:00+00:00"
    assert works.quote(item="bike", quantity=5).promised == "2026-01-05T00:00:00+00:00"
    # Another frame comes after five days, and two bikes take two hours each.
    assert works.quote(item="bike", quantity=2, options="frame=carbon").promised == "2026-01-10T04:00:00+00:00"


def test_two_of_a_choice_wait_for_its_material(works):
    offer = works.promise(item="bike", quantity=2, options={"frame": "carbon", "colour": "gold"})
    # One more carbon frame comes after five days; then two bikes of two hours, in one lot.
    assert (offer.promised, offer.price) == ("2026-01-10T04:00:00+00:00", 550.0)
    assert ("purchase", "carbon", 1.0) in uses(offer)
    assert len(offer.split) == 1


def test_a_choice_is_moved_from_where_it_is_made(works):
    offer = works.promise(item="bike", quantity=1, location="shop", options="frame=carbon")
    assert offer.promised == "2026-01-06T02:00:00+00:00"
    assert ("move", "bike", 1.0) in uses(offer)


def test_an_order_of_a_choice_is_planned_with_its_parts_and_leaves_the_stock_alone(works):
    order = {"item": "bike", "quantity": 1, "at": "2026-01-05T00:00"}
    works.signal(tl.Order(order="A", options="frame=carbon", **order), tl.Order(order="B", **order))
    works.advance("2026-01-05T00:01")
    plan = works.plan()
    assert {(row.order, row.completes[:16]) for row in plan.orders} == {
        ("A", "2026-01-05T02:01"), ("B", "2026-01-05T00:01"),
    }  # fmt: skip
    assert [(row.order, row.item, row.quantity) for row in plan.operations] == [("A", "bike", 1.0)]
    # The one carbon frame is taken: another carbon bike waits for the next one.
    assert works.promise(item="bike", quantity=1, options="frame=carbon").promised[:10] == "2026-01-10"
    assert works.promise(item="bike", quantity=4).promised == "2026-01-05T00:01:00+00:00"


def test_what_a_rule_refuses_is_refused_with_what_is_near(works):
    near = "colour=gold requires frame=carbon. Nearest: colour=gold frame=carbon at 550"
    with pytest.raises(UsageError, match=near):
        works.promise(item="bike", quantity=1, options="colour=gold")
    with pytest.raises(UsageError, match="item 'steel' has no options"):
        works.promise(item="steel", quantity=1, location="works", options="colour=gold")
    with pytest.raises(UsageError, match="options 7; expected a text or options by group"):
        works.promise(item="bike", quantity=1, options=7)
