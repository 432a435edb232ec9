"""What a plan changes of the one before it: nothing without a reason, and each change is told."""

import copy

import pytest
from msgspec.structs import replace

import tugline as tl
from tugline.business.plan_changes import changes_of
from tugline.errors import UsageError

TABLES = {
    "business": {"name": "works", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["bench", "stool"], "price": ["200", "50"]},
    "locations": {"location": ["works"]},
    "resources": {"resource": ["saw", "plane"], "location": ["works"] * 2},
    "operations": {
        "item": ["bench", "stool"], "step": ["1", "1"], "resource": ["saw", "saw"], "run_time": ["1d", "12h"],
    },
    "sources": {"item": ["bench", "stool"], "location": ["works"] * 2, "kind": ["make", "make"]},
    "stock": {"item": ["bench", "stool"], "location": ["works"] * 2, "on_hand": ["0", "0"]},
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
    "orders": {
        "order": ["A", "B"], "item": ["bench"] * 2, "quantity": ["1", "2"], "ordered_at": ["2026-01-05"] * 2,
        "wanted_at": ["2026-01-20", "2026-01-12"],
    },
}  # fmt: skip


@pytest.fixture
def works():
    with tl.open(copy.deepcopy(TABLES)) as business:
        business.advance("2026-01-05")
        yield business


def test_a_plan_of_the_same_facts_changes_nothing(works):
    first = works.plan()
    again = works.plan(since=first).changes
    assert (again.lines, again.work, again.stayed, again.work_stayed) == ((), (), 2, 2)
    assert again.since == first.as_of
    assert first.changes is None


def test_an_order_that_is_new_and_one_that_is_gone_are_told_and_what_moves_for_them(works):
    first = works.plan()
    by_order = {order.order: order for order in first.orders}
    works.signal(tl.Order("C", "stool", 1, "2026-01-05T06:00", wanted="2026-01-06"), tl.Cancel("B", "2026-01-05T06:00"))
    works.advance("2026-01-05T06:00")
    plan = works.plan(since=first)
    told = {line.order: line for line in plan.changes.lines}
    assert (told["C"].what, told["C"].before, told["C"].days) == ("new", None, None)
    assert (told["B"].what, told["B"].before, told["B"].after) == ("gone", by_order["B"].completes, None)
    now = next(order for order in plan.orders if order.order == "A")
    assert (told["A"].what, told["A"].before, told["A"].after) == ("earlier", by_order["A"].completes, now.completes)
    assert told["A"].days < 0
    (moved,) = plan.changes.work
    assert (moved.order, moved.resource, moved.start_before, moved.start) == (
        "A", "saw", next(work.start for work in first.operations if work.order == "A"),
        next(work.start for work in plan.operations if work.order == "A"),
    )  # fmt: skip


def test_the_order_of_work_that_people_go_by_stays_where_another_is_no_better(works):
    """Both stools are due on the same day; whichever came first in the last plan stays first."""
    works.signal(tl.Order("S1", "stool", 1, "2026-01-05", wanted="2026-01-25"))
    works.signal(tl.Order("S2", "stool", 1, "2026-01-05", wanted="2026-01-25"))
    works.advance("2026-01-05")
    plan = works.plan()
    starts = {work.order: work for work in plan.operations}
    swapped = tuple(
        replace(work, start=starts["S2" if work.order == "S1" else "S1"].start) if work.order in {"S1", "S2"} else work
        for work in plan.operations
    )
    assert starts["S1"].start != starts["S2"].start
    other = works.plan(since=replace(plan, operations=swapped))
    now = {work.order: work.start for work in other.operations}
    assert (now["S1"], now["S2"]) == (starts["S2"].start, starts["S1"].start)


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"business": "mill"}, "'mill'"), ({"as_of": "2027-01-01T00:00:00+00:00"}, "2027-01-01")],
)
def test_a_plan_of_another_business_or_a_later_moment_is_refused(works, changes, why):
    with pytest.raises(UsageError, match=why):
        works.plan(since=replace(works.plan(), **changes))


def test_a_better_plan_is_taken_all_the_same(works):
    """By the last plan A goes first, and B, two days of work, would be late: due dates alone make nobody late."""
    plan = works.plan()
    turned = tuple(
        replace(work, start=f"2026-01-{5 if work.order == 'A' else 6:02}T00:00:00+00:00") for work in plan.operations
    )
    works.signal(tl.Event("down", "saw", "2026-01-05", due="2026-01-10"))
    works.advance("2026-01-05")
    again = works.plan(since=replace(plan, operations=turned))
    assert {order.order: order.late_days for order in again.orders} == {"A": 0, "B": 0}
    starts = {work.order: work.start for work in again.operations}
    assert starts["B"] < starts["A"]


def lateness(plan):
    return -(plan.on_time or 0), sum(order.late_days or 0 for order in plan.orders)


@pytest.mark.parametrize("seed", range(25))
def test_nothing_changes_without_a_reason_in_random_businesses(make, seed):
    """The turns of the last plan may themselves be better than those it was made by; else nobody is later for it."""
    with tl.open(make(seed, world="plant", dirty=False).tables()) as business:
        business.advance("2026-03-30")
        first = business.plan()
        again = business.plan(since=first)
        (on_time, late), (on_time_now, late_now) = lateness(first), lateness(again)
        assert on_time_now <= on_time
        assert late_now <= late * 20 / 19 + 0.01
        if late_now == late:
            assert {line.what for line in again.changes.lines} <= {"earlier"}


def test_a_line_that_slips_by_a_minute_is_later(works):
    plan = works.plan()
    first = next(order for order in plan.orders if order.order == "A")
    sooner = replace(first, completes=first.completes.replace("T00:00", "T00:05"))
    before = replace(plan, orders=tuple(first if each is first else each for each in plan.orders))
    after = replace(plan, orders=tuple(sooner if each is first else each for each in plan.orders))
    assert [line.what for line in changes_of(before, after).lines] == ["later"]
    assert [line.what for line in changes_of(after, before).lines] == ["earlier"]


@pytest.mark.parametrize(("field", "value"), [("as_of", "soon"), ("orders", "garbage"), ("operations", "garbage")])
def test_a_damaged_plan_is_refused_with_the_place(works, field, value):
    plan = works.plan()
    damaged = {
        "as_of": {"as_of": value},
        "orders": {"orders": (replace(plan.orders[0], completes=value),)},
        "operations": {"operations": (replace(plan.operations[0], start=value),)},
    }[field]
    with pytest.raises(UsageError, match=rf"the earlier plan: {field}.*'{value}'; expected a time"):
        works.plan(since=replace(plan, **damaged))


def test_a_plan_by_another_preference_is_compared_with_and_does_not_stay(works):
    plan = works.plan(prefer="least_late", since=works.plan())
    assert plan.changes is not None
    assert plan.orders == works.plan(prefer="least_late").orders
