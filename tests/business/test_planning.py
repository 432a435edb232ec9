"""A plan of a small works: two resources, one line that cannot be in time, boards to buy, benches to move."""

import copy

import pytest

import tugline as tl
from tugline.errors import UsageError

TABLES = {
    "business": {"name": "works", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["bench", "board"], "cost": ["", "5"], "price": ["200", ""]},
    "locations": {"location": ["works", "shop"]},
    "boms": {"item": ["bench"], "component": ["board"], "quantity": ["2"], "location": ["works"]},
    "resources": {"resource": ["saw", "oven", "idle"], "location": ["works"] * 3},
    "operations": {
        "item": ["bench", "bench"], "step": ["1", "2"], "resource": ["saw", "oven"], "run_time": ["1d", "12h"],
        "location": ["works"] * 2,
    },
    "sources": {
        "item": ["bench", "bench", "board"], "location": ["shop", "works", "works"], "kind": ["move", "make", "buy"],
        "from": ["works", "", "acme"], "lead_time": ["1d", "", "3d"],
    },
    "stock": {
        "item": ["board", "bench", "bench"], "location": ["works", "shop", "works"], "on_hand": ["2", "0", "0"],
    },
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
    "orders": {
        "order": ["A", "B"], "item": ["bench"] * 2, "location": ["shop"] * 2, "quantity": ["1", "2"],
        "ordered_at": ["2026-01-05"] * 2, "wanted_at": ["2026-01-20", "2026-01-07"],
    },
}  # fmt: skip


@pytest.fixture
def works():
    with tl.open(copy.deepcopy(TABLES)) as business:
        business.advance()
        yield business


def test_lines_are_complete_when_work_and_material_allow(works):
    # A has its boards: a day on the saw, half a day in the oven, a day on the way. B waits three days for boards, then
    # takes two days, one day and one day, as a whole lot.
    late, fine = works.plan().orders
    assert (late.order, late.completes[:16], late.late_days) == ("B", "2026-01-12T00:00", 5)
    assert (fine.order, fine.completes[:16], fine.late_days) == ("A", "2026-01-07T12:00", 0)
    assert late.cause == "board at works is there on 2026-01-08 00:00"


def test_boards_that_a_pull_asks_for_are_to_be_ordered_until_they_are(works):
    bought = works.plan().purchases
    assert {(each.item, each.supplier, each.placed[:10], each.arrives[:10]) for each in bought} == {
        ("board", "acme", "2026-01-05", "2026-01-08")
    }
    assert sum(each.quantity for each in bought) == 4
    for each in bought:
        works.signal(tl.Event("placed", each.lot, "2026-01-05"))
    works.advance("2026-01-05")
    plan = works.plan()
    assert plan.purchases == ()
    assert [(each.item, each.location, each.lot) for each in plan.arrivals] == [
        (each.item, each.location, each.lot) for each in bought
    ]


def test_benches_leave_when_they_are_made(works):
    assert [(move.from_, move.to, move.leaves[:16]) for move in works.plan().moves] == [
        ("works", "shop", "2026-01-11T00:00"), ("works", "shop", "2026-01-06T12:00"),
    ]  # fmt: skip


def test_hours_of_a_resource_are_those_of_its_lots_and_who_has_none_is_left_out(works):
    assert {(row.resource, row.busy_hours) for row in works.plan().load} == {("saw", 72.0), ("oven", 36.0)}


def test_pegs_lead_from_each_line_to_boards(works):
    plan = works.plan()
    supplies = {}
    for peg in plan.pegs:
        supplies.setdefault(peg.demand, []).append(peg)

    def boards(name):
        return sum(peg.quantity if peg.item == "board" else boards(peg.supply) for peg in supplies[name])

    assert (boards("A"), boards("B")) == (2, 4)


def test_a_plan_writes_nothing(works):
    before = works.digest, works.facts
    works.plan()
    works.plan(prefer="least_late")
    assert (works.digest, works.facts) == before


def test_what_is_no_preference_is_refused(works):
    with pytest.raises(UsageError, match="prefer 'soon'; expected"):
        works.plan(prefer="soon")
