"""A queue is named in a plant where something runs or waits before a pull, and nowhere else."""

import pytest

import tugline as tl

TABLES = {
    "business": {"name": "w", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["shelf", "bench"]},
    "resources": {"resource": ["saw", "oven"]},
    "operations": {"item": ["shelf", "bench"], "step": ["1", "1"], "resource": ["saw"] * 2, "run_time": ["15min"] * 2},
    "sources": {"item": ["shelf", "bench"], "location": ["main"] * 2, "kind": ["make"] * 2},
}
IDLE = "waits to be started: all its material is there"
QUEUE = "waits in the queue of saw"


@pytest.fixture
def workshop():
    with tl.open(TABLES) as business:
        business.signal(tl.Order("A", "shelf", 1, at="2026-01-05T09:00"))
        business.signal(tl.Order("B", "bench", 1, at="2026-01-05T09:01"))
        business.advance("2026-01-05T10:00")
        yield business


def held(business):
    return {pull.item: pull.blocked_by.partition(") ")[2] for pull in business.result().pulls}


def test_the_first_at_an_idle_resource_waits_to_be_started_and_the_next_stands_behind_it(workshop):
    assert held(workshop) == {"shelf": IDLE, "bench": QUEUE}
    (first, second) = [pull.id for pull in workshop.pulls]
    assert IDLE in workshop.explain(first)
    assert QUEUE in workshop.explain(second)


def test_what_runs_at_a_resource_has_the_others_wait_in_its_queue(workshop):
    bench = next(pull for pull in workshop.pulls if pull.item == "bench")
    workshop.signal(tl.Event("started", bench.id, at="2026-01-05T10:00"))
    workshop.advance("2026-01-05T10:05")
    assert held(workshop) == {"shelf": QUEUE, "bench": ""}
    workshop.signal(tl.Event("received", bench.id, quantity=1, at="2026-01-05T10:10"))
    workshop.advance("2026-01-05T10:10")
    assert held(workshop)["shelf"] == IDLE


def test_who_took_a_pull_on_does_not_have_the_resource_yet(workshop):
    bench = next(pull for pull in workshop.pulls if pull.item == "bench")
    workshop.signal(tl.Event("accepted", bench.id, at="2026-01-05T10:00"))
    workshop.advance("2026-01-05T10:05")
    assert held(workshop) == {"shelf": IDLE, "bench": QUEUE}


def test_a_resource_with_two_units_has_no_queue_for_two():
    with tl.open({**TABLES, "resources": {"resource": ["saw"], "units": ["2"]}}) as business:
        for order, item in (("A", "shelf"), ("B", "bench"), ("C", "bench")):
            business.signal(tl.Order(order, item, 1, at="2026-01-05T09:00"))
        business.advance("2026-01-05T10:00")
        assert [pull.blocked_by.partition(") ")[2] for pull in business.result().pulls] == [IDLE, IDLE, QUEUE]


def test_a_closed_resource_has_a_queue_behind_the_first_alone():
    calendars = {"calendar": ["late"] * 5, "weekday": ["mon", "tue", "wed", "thu", "fri"], "opens": ["14:00"] * 5,
                 "closes": ["22:00"] * 5}  # fmt: skip
    with tl.open({
        **TABLES, "calendars": calendars, "resources": {"resource": ["saw"], "calendar": ["late"]},
    }) as business:  # fmt: skip
        business.signal(tl.Order("A", "shelf", 1, at="2026-01-05T09:00"))
        business.signal(tl.Order("B", "bench", 1, at="2026-01-05T09:01"))
        business.advance("2026-01-05T10:00")
        assert held(business) == {"shelf": IDLE, "bench": QUEUE}


def test_the_plain_world_begins_what_it_can_so_what_is_ready_waits_in_a_queue():
    tables = {**TABLES, "business": {**TABLES["business"], "world": "plain"}}
    with tl.open(tables) as business:
        business.signal(tl.Order("A", "shelf", 1, at="2026-01-05T09:00"))
        business.signal(tl.Order("B", "bench", 1, at="2026-01-05T09:01"))
        business.advance("2026-01-05T09:05")
        assert held(business) == {"shelf": "", "bench": QUEUE}
