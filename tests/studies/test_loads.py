"""Loads: open hours only, units and mates counted, work that is not ended, and what theory says of a queue."""

import numpy as np
import pytest

import tugline as tl
from tugline.facts.kinds import FACT, Kind
from tugline.network import layout as net
from tugline.network.lanes import NO_LANES
from tugline.report.use_lists import uses_listing
from tugline.state.arena import make_grid
from tugline.studies.constraint import throughput
from tugline.studies.loads import Loads

HOUR = 60


def grid():
    """A saw that is open from 8 to 16 on two days, a crew of two that is always there; step 1 needs both."""
    operation = np.zeros(3, net.OPERATION)
    operation["step"], operation["resource"] = (1, 1, 2), (0, 1, 1)
    source = np.zeros(1, net.SOURCE)
    source["operation_stop"] = 3
    resource = np.zeros(2, net.RESOURCE)
    resource["units"], resource["calendar"] = (1, 2), (0, -1)
    opens = np.zeros(2, net.OPEN)
    opens["start"], opens["stop"], opens["before"] = (8 * HOUR, 32 * HOUR), (16 * HOUR, 40 * HOUR), (0, 8 * HOUR)
    return make_grid(
        np.zeros(1, net.POINT), source, np.zeros(0, net.NEED), operation, resource, np.zeros(0, net.PARTY), opens,
        np.array([0, 2]), np.arange(10) * 24 * HOUR, 60, np.zeros(3, np.int64), *NO_LANES,
        np.zeros(0, net.CHOICE),
    )  # fmt: skip


def facts(*rows):
    found = np.zeros(len(rows), FACT)
    for row, (kind, pull, step, resource, tick) in zip(found, rows, strict=True):
        row["kind"], row["reference"], row["code"], row["resource"], row["tick"] = kind, pull, step, resource, tick
        row["source"] = 1
    return found


def test_only_open_hours_count_and_who_is_needed_together_works_as_long():
    """From 14 on the first day to 10 on the second: 4 open hours of the saw, 20 of the crew; then 3 of it alone."""
    loads = Loads(grid(), 0, 60)
    loads.add(facts((Kind.STARTED, 7, 1, 1, 14 * HOUR)))
    loads.add(facts((Kind.FINISHED, 7, 1, 1, 34 * HOUR), (Kind.STARTED, 7, 2, 2, 34 * HOUR)))
    loads.add(facts((Kind.FINISHED, 7, 2, 2, 37 * HOUR)))
    found = loads.found(48 * HOUR)
    assert found.worked.tolist() == [4, 23]
    assert found.open.tolist() == [16, 96]


def test_work_counts_inside_the_window_only_ended_or_not():
    """The window is from 10 on the first day to 12 on the second: one begins before it and the other ends after it."""
    loads = Loads(grid(), 10 * HOUR, 60)
    loads.add(facts((Kind.STARTED, 1, 2, 2, 5 * HOUR), (Kind.STARTED, 2, 2, 2, 30 * HOUR)))
    loads.add(facts((Kind.FINISHED, 1, 2, 2, 12 * HOUR), (Kind.STARTED, 3, 2, 2, 40 * HOUR)))
    found = loads.found(36 * HOUR)
    assert found.worked.tolist() == [0, 2 + 6]
    assert found.open.tolist() == [10, 52]


def test_nobody_works_where_nothing_is_made():
    assert Loads(grid(), 0, 60).found(HOUR).worked.tolist() == [0, 0]


def test_a_bench_works_as_much_as_its_customers_ask_for_and_is_the_constraint():
    """Two hours a day of an hour's work each, 8 open hours: a quarter. 100 less 20 of material for each hour."""
    days = range(1, 91)
    tables = {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-06-01", "world": "plain"},
        "items": {"item": ["bike", "wheel"], "cost": ["", "10"], "price": ["100", ""]},
        "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
        "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["1h"]},
        "resources": {"resource": ["bench", "idle"], "cost_per_hour": ["10", "5"], "calendar": ["day", "day"]},
        "calendars": {"calendar": ["day"] * 7, "weekday": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                      "opens": ["08:00"] * 7, "closes": ["16:00"] * 7},
        "sources": {"item": ["wheel"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["3d"]},
        "suppliers": {"supplier": ["acme"]},
        "orders": {
            "order": [f"A{d}" for d in days], "item": ["bike"] * 90, "quantity": ["2"] * 90,
            "ordered_at": [f"2026-{3 + (d - 1) // 30:02}-{1 + (d - 1) % 30:02}T09:00" for d in days],
        },
    }  # fmt: skip
    study = tl.study(tables, policies=["pull"], replications=4, years=0.5, warm_up=28)
    (said,) = (sentence for sentence in uses_listing(study).summary.split("; ") if "under pull" in sentence)
    assert said == "under pull no resource and no source limits what comes through (used most: bench, 24.5%)"
    assert not study.uses.constraint["pull"].binds
    assert list(study.uses.used["pull"]) == ["bench"]
    constraint = study.uses.constraint["pull"]
    lines = study.policies["pull"]["lines"].mean / study.days
    assert constraint.resource == "bench"
    assert constraint.used.mean == pytest.approx(lines * 2 / 8, rel=0.02)
    assert constraint.hourly.mean == pytest.approx(8000, rel=0.03)
    run = study.outcomes["pull"][0]
    assert throughput(run) == pytest.approx(run.load.worked[0] * 8000, rel=0.05)


def test_a_source_works_off_what_it_is_asked_for_in_turn():
    """7 a week at most: asked for 14 on day 1 and 7 on day 2, it is at work for three weeks from day 1 on."""
    day = 24 * HOUR
    loads = Loads(grid(), 8 * day, 60, np.array([7]))
    asked = facts((Kind.PULL_PLACED, 1, 0, 0, day), (Kind.STARTED, 2, 1, 0, 2 * day), (Kind.STARTED, 3, 1, 0, 40 * day))
    asked["quantity"] = 14, 7, 1
    loads.add(asked)
    found = loads.found(50 * day)
    assert found.supplied.tolist() == [(22 - 8 + 1) * 24]
    assert found.limited.tolist() == [(50 - 8) * 24]
    assert Loads(grid(), 0, 60).found(day).limited.tolist() == [0]


def test_a_source_of_which_too_little_comes_is_the_constraint():
    """Seven wheels are asked for in a week, three come at most; the bench makes a bicycle of one in an hour."""
    days = range(1, 91)
    tables = {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-06-01", "world": "plain"},
        "items": {"item": ["bike", "wheel"], "cost": ["", "10"], "price": ["100", ""]},
        "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["1"]},
        "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["1h"]},
        "resources": {"resource": ["bench"], "cost_per_hour": ["10"]},
        "sources": {
            "item": ["wheel"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["3d"],
            "weekly_capacity": ["3"],
        },
        "suppliers": {"supplier": ["acme"]},
        "orders": {
            "order": [f"A{d}" for d in days], "item": ["bike"] * 90, "quantity": ["1"] * 90,
            "ordered_at": [f"2026-{3 + (d - 1) // 30:02}-{1 + (d - 1) % 30:02}T09:00" for d in days],
        },
    }  # fmt: skip
    study = tl.study(tables, policies=["pull"], replications=2, years=0.5, warm_up=28)
    assert study.uses.used["pull"]["wheel at main from acme"].mean == pytest.approx(1, abs=0.001)
    assert study.uses.used["pull"]["bench"].mean < 0.05
    assert study.uses.constraint["pull"].resource == "wheel at main from acme"
    assert "wheel at main from acme is used most, and so the constraint" in uses_listing(study).summary
