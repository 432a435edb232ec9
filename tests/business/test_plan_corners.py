"""Plans where something is held, down, begun, shared or closed: worked out by hand."""

import pytest

import tugline as tl
from tests.business.test_offering import WORKS

NIGHTS = {"calendar": ["day"] * 7, "weekday": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
          "opens": ["08:00"] * 7, "closes": ["16:00"] * 7}  # fmt: skip


def works(**more):
    """Return the works with nothing on hand, without a least lot, and with other tables in place of theirs."""
    tables = WORKS | {"stock": {**WORKS["stock"], "on_hand": ["0"] * 3}}
    tables["sources"] = {**WORKS["sources"], "minimum": ["", "", ""]}
    return tables | more


def frames(tables, *orders, until="2026-01-05"):
    """Return a business that has taken in orders of frames: name, quantity and when they are wanted."""
    business = tl.open(tables)
    for order, quantity, wanted in orders:
        business.signal(tl.Order(order, item="frame", quantity=quantity, at="2026-01-05", wanted=wanted))
    business.advance(until)
    return business


def late(plan):
    return {order.order for order in plan.orders if order.late_days != 0}


def run_time(hours):
    return {"item": ["bike", "frame"], "step": ["1", "1"], "resource": ["bench", "weld"], "run_time": ["2h", hours]}


def test_closed_hours_between_jobs_do_not_count_as_work_that_others_are_freed_of():
    """One frame a day; of six days' work for five days only the order of two days has to be late."""
    tables = works(calendars=NIGHTS, operations=run_time("8h"))
    orders = [("S1", 1, "2026-01-05T23:59"), ("S2", 1, "2026-01-06"), ("B", 2, "2026-01-06"), ("S3", 1, "2026-01-07"),
              ("S4", 1, "2026-01-08"), ("S5", 1, "2026-01-09")]  # fmt: skip
    with frames(tables, *orders) as business:
        assert late(business.plan()) == {"B"}


def test_a_lot_that_others_wait_for_does_not_give_way_and_is_made_once():
    tables = works(
        items={"item": ["frame", "rack"], "cost": ["40", "40"]}, boms={"item": [], "component": []},
        sources={
            "item": ["frame", "rack"], "location": ["works"] * 2, "kind": ["make"] * 2, "minimum": ["10", ""],
        },
        calendars={"calendar": []}, resources={"resource": ["weld"]},
        operations={
            "item": ["frame", "rack"], "step": ["1", "1"], "resource": ["weld"] * 2, "run_time": ["12h", "24h"],
        },
        stock={"item": ["frame", "rack"], "location": ["works"] * 2, "on_hand": ["0", "0"]},
    )  # fmt: skip
    del tables["boms"], tables["calendars"], tables["suppliers"]
    with tl.open(tables) as business:
        for order, item, quantity, wanted in (
            ("A", "frame", 4, "2026-01-06"), ("C", "frame", 3, "2026-01-20"), ("Z", "rack", 1, "2026-01-07"),
        ):  # fmt: skip
            business.signal(tl.Order(order, item=item, quantity=quantity, at="2026-01-05", wanted=wanted))
        business.advance("2026-01-05")
        plan = business.plan()
    made = [operation.quantity for operation in plan.operations if operation.item == "frame"]
    assert made == [10.0]


@pytest.mark.parametrize("world", ["plain", "plant"])
def test_what_is_held_is_not_worked_on_before_its_hold_ends(world):
    tables = works(business={**WORKS["business"], "world": world})
    with frames(tables, ("A", 1, "2026-01-06")) as business:
        (pull,) = [pull.id for pull in business.result().pulls if pull.item == "frame"]
        business.signal(tl.Event("held", pull, "2026-01-05", due="2026-01-12"))
        business.advance("2026-01-05")
        (order,) = business.plan().orders
        assert order.completes[:16] == business.promises[0].promised[:16] == "2026-01-12T12:00"
        business.signal(tl.Event("freed", pull, "2026-01-05"))
        business.advance("2026-01-05")
        assert business.plan().orders[0].completes[:16] == "2026-01-05T12:00"


def test_what_is_held_without_an_end_is_never_there():
    with frames(works(), ("A", 1, "2026-01-06")) as business:
        (pull,) = [pull.id for pull in business.result().pulls if pull.item == "frame"]
        business.signal(tl.Event("held", pull, "2026-01-05"))
        business.advance("2026-01-05")
        (order,) = business.plan().orders
        assert (order.completes, order.late_days) == (None, None)
        assert "held" in order.cause


def test_work_that_has_begun_keeps_the_lead_time_of_its_source():
    sources = {**works()["sources"], "lead_time": ["", "10d", "3d"]}
    tables = works(sources=sources, business={**WORKS["business"], "world": "plain"})
    with frames(tables, ("A", 6, "2026-01-06"), until="2026-01-05T10:00") as business:
        (order,) = business.plan().orders
        assert order.completes[:10] == business.promises[0].promised[:10] == "2026-01-15"


@pytest.mark.parametrize("back", ["2026-01-07T12:00", None])
def test_running_work_keeps_its_unit_while_it_is_down(back):
    tables = works(business={**WORKS["business"], "world": "plain"})
    with frames(tables, ("A", 6, "2026-01-06"), ("C", 3, "2026-01-08"), until="2026-01-05T10:00") as business:
        before = {order.order: order.completes for order in business.plan().orders}
        business.signal(tl.Event("down", "weld", "2026-01-05T10:00", due=back))
        business.advance("2026-01-05T10:00")
        plan = business.plan()
    operations = {operation.order: (operation.start, operation.end) for operation in plan.operations}
    assert "A" in operations
    after = {order.order: order.completes for order in plan.orders}
    if back is None:
        assert after["C"] is None
    else:
        assert operations["C"][0] >= operations["A"][1]
        assert after["C"] >= before["C"], "a stop makes nothing earlier"


@pytest.mark.parametrize(("asked", "comes"), [("2026-01-05", "2026-01-08"), ("2026-01-09", "2026-01-14")])
def test_lead_times_in_open_days_are_counted_as_the_world_counts_them(asked, comes):
    sources = {**works()["sources"], "calendar": ["", "", "day"]}
    with tl.open(works(sources=sources)) as business:
        business.advance(asked)
        assert business.promise(item="wheel", quantity=2).promised[:10] == comes
        assert business.quote(item="wheel", quantity=2).promised[:10] == comes


def test_a_step_that_runs_is_not_a_wait_for_the_next_one():
    tables = works(
        business={**WORKS["business"], "world": "plain"},
        resources={"resource": ["saw", "oven"]},
        operations={
            "item": ["frame", "frame"], "step": ["1", "2"], "resource": ["saw", "oven"], "run_time": ["3d", "1h"],
        },
    )  # fmt: skip
    with frames(tables, ("A", 1, "2026-01-06"), until="2026-01-05T06:00") as business:
        (order,) = business.plan().orders
    assert "oven" not in order.cause


def test_what_an_offer_takes_adds_up_where_some_is_there_and_some_is_bought():
    tables = works(stock={**WORKS["stock"], "on_hand": ["0", "0", "4"]})
    with tl.open(tables) as business:
        business.advance("2026-01-05")
        offer = business.promise(item="wheel", quantity=6, ways_out=True)
    assert [(use.kind, use.quantity) for use in offer.uses] == [("purchase", 2.0), ("stock", 4.0)]
    assert offer.ways_out[0].what.startswith("2 wheel at once")


def test_a_quantity_that_takes_too_many_lots_is_refused_and_the_desk_goes_on():
    sources = {**works()["sources"], "maximum": ["", "10", ""]}
    with tl.open(works(sources=sources)) as business:
        business.advance("2026-01-05")
        before = business.promise(item="frame", quantity=2)
        with pytest.raises(tl.TuglineError, match="ten thousand lots"):
            business.promise(item="frame", quantity="1000000000")
        assert business.promise(item="frame", quantity=2) == before


def test_overtime_is_told_and_paid_for_each_of_two_that_work_at_once():
    tables = works(
        resources={
            "resource": ["weld", "man"],
            "units": ["1", "5"],
            "calendar": ["day"] * 2,
            "cost_per_hour": ["40", "20"],
        },
        operations={"item": ["frame"] * 2, "step": ["1"] * 2, "resource": ["weld", "man"], "run_time": ["4h"] * 2},
    )
    with frames(tables, ("A", 8, "2026-01-07"), ("C", 2, "2026-01-08")) as business:
        offer = business.promise(item="frame", quantity=1, ways_out=True)
    (way,) = [way for way in offer.ways_out if "overtime" in way.what]
    assert "4.0 h overtime on weld" in way.what
    assert "4.0 h overtime on man" in way.what
    assert way.cost == 4 * 40 + 4 * 20
