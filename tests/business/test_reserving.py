"""Order and promise in one act: what is promised is kept for it, ends, changes, and is never promised twice."""

import pytest

import tugline as tl
from tugline.errors import RefusedError, UsageError

BUSINESS = {"name": "Shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "tick": "minute"}
SHOP = {
    "business": {**BUSINESS, "world": "plain"},
    "items": {"item": ["tv", "kit", "cable"], "price": ["300", "", "5"], "cost": ["100", "40", "1"]},
    "locations": {"location": ["shop"]},
    "customers": {"customer": ["ann"], "priority": ["2"]},
    "boms": {"item": ["tv"], "component": ["kit"], "quantity": ["1"]},
    "suppliers": {"supplier": ["acme"]},
    "sources": {
        "item": ["tv", "kit", "cable"], "location": ["shop"] * 3, "kind": ["make", "buy", "buy"],
        "from": ["", "acme", "acme"], "lead_time": ["", "1d", "1d"], "valid_to": ["", "2026-01-02", ""],
    },
    "calendars": {
        "calendar": ["day"] * 5, "weekday": ["mon", "tue", "wed", "thu", "fri"], "opens": ["08:00"] * 5,
        "closes": ["16:00"] * 5,
    },
    "resources": {"resource": ["bench"], "calendar": ["day"]},
    "operations": {"item": ["tv"], "step": ["1"], "resource": ["bench"], "run_time": ["2h"]},
    "stock": {"item": ["tv", "kit", "cable"], "location": ["shop"] * 3, "on_hand": ["1", "6", "10"]},
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
}  # fmt: skip
"""Televisions of kits that nobody can buy: six kits, one set that is ready, two hours each on one bench."""


@pytest.fixture
def shop():
    with tl.open(SHOP) as business:
        business.advance("2026-01-05")
        yield business


def view(business, order):
    return next(promise for promise in business.result().promises if promise.order == order)


def test_a_promise_is_for_the_end_of_the_day_on_which_all_of_it_is_there(shop):
    offer = shop.reserve("A-1", item="tv", quantity=3)
    assert (offer.promised[:16], offer.by[:16]) == ("2026-01-05T12:00", "2026-01-05T23:59")
    assert (offer.order, offer.reserved_until) == ("A-1", None)
    shown = view(shop, "A-1")
    assert (shown.state, shown.promised, shown.at_risk) == ("promised", offer.by, False)
    assert shown.expected == offer.promised


def test_a_wanted_date_that_can_be_kept_is_what_is_promised(shop):
    assert shop.reserve("A-1", item="tv", quantity=2, wanted="2026-01-09").by[:16] == "2026-01-09T23:59"
    late = shop.reserve("A-2", item="tv", quantity=5, wanted="2026-01-05T10:00")
    assert late.late_days > 0
    assert late.by[:16] == f"{late.promised[:10]}T23:59"


def test_who_accepts_a_wait_and_names_no_date_is_not_late_at_once():
    """As in the table `orders`, where such a line is wanted after the wait."""
    patient = {**SHOP, "customers": {"customer": ["ann"], "priority": ["2"], "wait_days": ["10"]}}
    with tl.open(patient) as business:
        business.advance("2026-01-05")
        business.reserve("A-1", item="tv", quantity=6, customer="ann")
        booked = view(business, "A-1")
        assert (booked.wanted[:10], booked.late_days) == ("2026-01-15", 0)


def test_what_was_promised_is_promised_to_nobody_else(shop):
    """Seven sets can ever be there: one stands there, six kits are left."""
    assert shop.reserve("A-1", item="tv", quantity=4).by is not None
    assert shop.promise(item="tv", quantity=4).promised is None
    with pytest.raises(RefusedError, match="4 tv at shop cannot be promised"):
        shop.reserve("A-2", item="tv", quantity=4)
    assert [promise.order for promise in shop.result().promises] == ["A-1"], "nothing is left of what was refused"
    assert shop.reserve("A-2", item="tv", quantity=3).by is not None


def test_order_and_promise_are_facts_of_one_pulse(shop):
    before = shop.facts
    shop.reserve("A-1", item="tv", quantity=2)
    told = shop.explain("A-1")
    placed, made = f"F{before + 1} ", f"F{before + 2} "
    assert f"{placed}2026-01-05 00:00 order placed 2 tv at shop" in told
    assert f"{made}2026-01-05 00:00 promise made 2 tv at shop [promised 2026-01-05 23:59]" in told
    assert "promised: 2026-01-05 23:59, ordered for good: kept as things stand" in told
    assert shop.verify() == []


def test_a_number_can_be_used_once(shop):
    shop.reserve("A-1", item="tv", quantity=1)
    with pytest.raises(RefusedError, match="order 'A-1' was taken in before"):
        shop.reserve("A-1", item="tv", quantity=1)
    assert shop.reserve("A-1", line="2", item="cable", quantity=1).line == "2"


def test_what_is_reserved_keeps_its_goods_pulls_nothing_and_ends_unless_it_is_ordered(shop):
    offer = shop.reserve("A-1", item="tv", quantity=3, reserved_until="2026-01-05T09:00")
    assert offer.reserved_until[:16] == "2026-01-05T09:00"
    shop.advance("2026-01-05T08:59")
    shown = view(shop, "A-1")
    assert (shown.state, shown.reserved_until) == ("reserved", offer.reserved_until)
    assert shop.result().pulls == []
    assert shop.promise(item="tv", quantity=5).promised is None
    shop.advance("2026-01-05T09:00")
    assert shop.result().promises == []
    assert shop.promise(item="tv", quantity=7).promised is not None
    assert "promise expired 3 tv at shop" in shop.explain("A-1")
    assert shop.verify() == []


def test_what_is_reserved_in_a_choice_of_options_is_not_pulled_either():
    options = {"item": ["tv", "tv"], "group": ["stand", "stand"], "option": ["none", "oak"]}
    with tl.open({**SHOP, "options": options}) as shop:
        shop.advance("2026-01-05")
        shop.reserve("A-1", item="tv", quantity=1, options="stand=oak", reserved_until="2026-01-05T12:00")
        assert shop.result().pulls == []
        shop.signal(tl.Event("agreed", "A-1", "2026-01-05T08:00"))
        shop.advance("2026-01-05T08:00")
        assert [pull.quantity for pull in shop.result().pulls] == [1.0]


def test_nothing_is_reserved_for_longer_than_it_is_promised(shop):
    with pytest.raises(RefusedError, match="it is promised by 2026-01-05T23:59"):
        shop.reserve("A-1", item="tv", quantity=1, reserved_until="2026-01-06")
    assert shop.result().promises == []


def test_who_agrees_in_time_has_ordered(shop):
    shop.reserve("A-1", item="tv", quantity=3, reserved_until="2026-01-05")
    shop.signal(tl.Event("agreed", "A-1", "2026-01-05T12:00"))
    shop.advance("2026-01-05T12:00")
    assert (view(shop, "A-1").state, len(shop.result().pulls)) == ("promised", 1)
    shop.advance("2026-01-08")
    assert shop.result().promises == [], "it was made and has shipped"


def test_an_order_of_the_same_number_takes_up_what_is_reserved(shop):
    shop.reserve("A-1", item="tv", quantity=3, customer="ann", reserved_until="2026-01-05")
    shop.signal(tl.Order("A-1", item="tv", quantity=2, at="2026-01-05T10:00", customer="ann"))
    shop.advance("2026-01-05T10:00")
    assert shop.quarantined() == []
    shown = view(shop, "A-1")
    assert (shown.state, shown.quantity, shown.promised[:10]) == ("promised", 2.0, "2026-01-05")


def test_an_open_order_is_promised_a_date_another_one_and_none(shop):
    shop.signal(tl.Order("B-1", item="tv", quantity=3, at="2026-01-05", wanted="2026-01-12"))
    shop.advance("2026-01-05")
    assert view(shop, "B-1").state == "quoted"
    for due in ("2026-01-09", "2026-01-08"):
        shop.signal(tl.Event("promised", "B-1", "2026-01-05", due=due))
        shop.advance("2026-01-05")
        assert (view(shop, "B-1").state, view(shop, "B-1").promised[:16]) == ("promised", f"{due}T23:59")
    shop.signal(tl.Event("withdrawn", "B-1", "2026-01-05"))
    shop.advance("2026-01-05")
    assert view(shop, "B-1").state == "quoted"
    told = shop.explain("B-1")
    assert [word for word in ("promise made", "promise changed") if word in told] == ["promise made", "promise changed"]


@pytest.mark.parametrize(("event", "why"), [
    (tl.Event("promised", "B-1", "2026-01-05"), "'promised' needs a due"),
    (tl.Event("promised", "", "2026-01-05", due="2026-01-09"), "'promised' needs an order line"),
    (tl.Event("promised", "B-1", "2026-01-05T12:00", due="2026-01-05T11:00"), "lies before"),
    (tl.Event("withdrawn", "B-1", "2026-01-05"), "was promised no date"),
    (tl.Event("agreed", "B-1", "2026-01-05"), "is not reserved"),
    (tl.Event("agreed", "B-7", "2026-01-05"), "'B-7' is no open order line"),
])  # fmt: skip
def test_what_cannot_be_said_of_a_promise_waits_in_quarantine_with_the_reason(shop, event, why):
    shop.signal(tl.Order("B-1", item="tv", quantity=3, at="2026-01-05"))
    shop.advance("2026-01-05")
    shop.signal(event)
    shop.advance("2026-01-05T12:00")
    (row,) = shop.quarantined()
    assert why in row.why


def test_a_promise_goes_before_orders_that_were_promised_nothing(shop):
    """Six sets of hours and kits: who was promised goes first although the other came first and is urgent."""
    shop.signal(tl.Order("B-1", item="tv", quantity=6, at="2026-01-05T00:01", wanted="2026-01-05", priority=1))
    shop.reserve("A-1", item="tv", quantity=4)
    shop.advance("2026-01-05T00:01")
    assert [view(shop, name).at_risk for name in ("A-1", "B-1")] == [False, False]
    assert (view(shop, "A-1").expected[:16], view(shop, "B-1").expected) == ("2026-01-05T14:00", None)


def test_plans_keep_what_was_promised_and_say_what_they_cannot(shop):
    shop.reserve("A-1", item="tv", quantity=4)
    shop.signal(tl.Order("B-1", item="tv", quantity=3, at="2026-01-05", wanted="2026-01-05T23:00", priority=1))
    shop.advance("2026-01-05")
    orders = {order.order: order for order in shop.plan().orders}
    assert (orders["A-1"].at_risk, orders["A-1"].completes <= orders["A-1"].promised) == (False, True)
    assert (orders["B-1"].promised, orders["B-1"].completes[:16], orders["B-1"].late_days) == (
        None, "2026-01-06T12:00", 0.54,
    )  # fmt: skip
    shop.signal(tl.Count("kit", 0, "2026-01-05"))
    shop.advance("2026-01-05")
    orders = {order.order: order for order in shop.plan().orders}
    assert orders["A-1"].at_risk
    assert view(shop, "A-1").at_risk


@pytest.mark.parametrize(("fields", "why"), [
    ({"reserved_until": "2026-01-04"}, "expected a time after now"),
    ({"reserved_until": "soon"}, "expected ISO 8601"),
    ({"item": "radio"}, "is no stock point"),
    ({"customer": "bob"}, "customer 'bob' is not known"),
    ({"quantity": 0}, "expected a number above 0"),
])  # fmt: skip
def test_what_cannot_be_booked_is_refused_and_nothing_is_written(shop, fields, why):
    before = shop.facts, shop.digest
    with pytest.raises(UsageError, match=why):
        shop.reserve("A-1", **{"item": "tv", "quantity": 1, **fields})
    with pytest.raises(UsageError, match="order ''"):
        shop.reserve("", item="tv", quantity=1)
    assert (shop.facts, shop.digest) == before


def test_a_business_that_is_opened_again_still_keeps_its_promises(tmp_path):
    path = tmp_path / "journal.db"
    with tl.open(SHOP, journal=path) as business:
        business.advance("2026-01-05")
        business.reserve("A-1", item="tv", quantity=4, reserved_until="2026-01-05")
        digest = business.digest
    with tl.open(SHOP, journal=path) as business:
        assert business.digest == digest
        assert (view(business, "A-1").state, business.promise(item="tv", quantity=4).promised) == ("reserved", None)
        assert business.verify() == []


def test_what_is_reserved_and_what_is_ordered_are_not_the_same_state(shop):
    shop.reserve("A-1", item="cable", quantity=2, reserved_until="2026-01-05T20:00")
    reserved = shop.digest
    shop.reserve("A-2", item="cable", quantity=2, reserved_until="2026-01-05T19:00")
    with tl.open(SHOP) as other:
        other.advance("2026-01-05")
        other.reserve("A-1", item="cable", quantity=2, reserved_until="2026-01-05T20:00")
        assert other.digest == reserved
        other.reserve("A-2", item="cable", quantity=2, reserved_until="2026-01-05T18:00")
        assert other.digest != shop.digest


def test_who_reserves_may_choose_options_and_pays_for_them():
    tables = {
        **SHOP,
        "options": {
            "item": ["tv", "tv"], "group": ["stand", "stand"], "option": ["none", "oak"], "price_delta": ["0", "40"],
        },
    }  # fmt: skip
    with tl.open(tables) as shop:
        shop.advance("2026-01-05")
        offer = shop.reserve("A-1", item="tv", quantity=1, options="stand=oak")
        assert (offer.options, offer.price, offer.by[:10]) == ("stand=oak", 340.0, "2026-01-05")
        assert "stand=oak" in shop.explain("A-1")
        assert shop.promise(item="tv", quantity=1).promised[:16] == "2026-01-05T00:00", "the plain one is still there"
        assert shop.verify() == []
