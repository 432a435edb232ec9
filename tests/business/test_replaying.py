"""A company's own history under other policies: as it came, known as it was known, measured as it was."""

import numpy as np
import pytest

import tugline as tl
from tugline.business.asked import asked
from tugline.business.needed import read_source
from tugline.business.replaying import before_start
from tugline.errors import UsageError
from tugline.network.compile import compile_network
from tugline.state import arena
from tugline.studies.replicate import digest_of

DAYS = [f"2026-{m:02}-{d:02}" for m in range(1, 5) for d in range(1, 29)]
START, AFTER = "2026-03-02", [day for day in DAYS if day >= "2026-03-02"]


def maker(*, spread="", loops=True, returns=True, **more):
    """A maker of bikes with a history before and after its start, all stock known; some orders are cancelled."""
    n = len(DAYS)
    events = {"at": ["2026-04-01T15:00", "2026-04-03T15:00"], "event": ["returned"] * 2, "item": ["bike"] * 2,
              "quantity": ["1", "1"], "reference": ["A70", ""]}  # fmt: skip
    tables = {
        "business": {"name": "b", "currency": "EUR", "timezone": "Europe/Berlin", "start": START, "world": "plain"},
        "items": {"item": ["bike", "wheel"], "cost": ["", "10"], "price": ["100", ""]},
        "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
        "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["1h"]},
        "resources": {"resource": ["bench"], "cost_per_hour": ["10"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["bike", "wheel"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
            "lead_time": ["", "10d"], "lead_time_spread": ["", spread],
        },
        "stock": {"item": ["bike", "wheel"], "location": ["main"] * 2, "on_hand": ["10", "60"]},
        "orders": {
            "order": [f"A{i}" for i in range(n)], "item": ["bike"] * n, "quantity": [str(1 + i % 3) for i in range(n)],
            "ordered_at": [f"{day}T09:00" for day in DAYS], "wanted_at": [f"{day}T18:00" for day in DAYS],
            "cancelled_at": [f"{day}T{'09:00' if i % 2 else '12:00'}" if i % 9 == 0 else ""
                             for i, day in enumerate(DAYS)],
        },
    }  # fmt: skip
    if loops:
        tables["loops"] = {
            "item": ["bike", "wheel"], "location": ["main"] * 2, "loop": ["to_order", "reorder"], "point": ["", "40"],
            "quantity": ["", "60"],
        }  # fmt: skip
    return {**tables, **({"events": events} if returns else {}), **more}


@pytest.fixture(scope="module")
def found():
    return tl.study(maker(spread="0.6"), replay=True, replications=5, threads=2)


def test_the_present_policy_without_luck_is_the_plain_run_of_the_same_folder_bit_for_bit():
    """Orders, cancellations in the minute of the order and later, returns of a line and of none: all as in a run."""
    study = tl.study(maker(), replay=True, policies=["present"])
    with tl.open(maker()) as business:
        business.advance("2026-04-28T23:59")
        assert business.result(open_only=True).metrics
        run = digest_of(business._core.state)
        returned = sum(1 for rows in business._core.journal.read() for kind in rows["kind"] if kind == 18)
        cancelled = sum(1 for rows in business._core.journal.read() for kind in rows["kind"] if kind == 31)
    assert (returned, cancelled > 2) == (2, True)
    assert [o.digest for o in study.outcomes["present"]] == [run]


def test_what_customers_chose_comes_again():
    """Every third bike has other options than the default ones, the one that comes back among them."""
    tables = maker(options={
        "item": ["bike"] * 2, "group": ["bell", "bell"], "option": ["no", "yes"], "price_delta": ["", "9"],
    })  # fmt: skip
    tables["orders"]["options"] = ["bell=yes" if i % 3 == 1 else "" for i in range(len(DAYS))]
    study = tl.study(tables, replay=True, policies=["present"])
    with tl.open(tables) as business:
        business.advance("2026-04-28T23:59")
        run = digest_of(business._core.state)
        stock = arena.arrays(business._core.state)["stock"][business.network.point_row("bike")]
        chosen = sum(1 for rows in business._core.journal.read() for kind in rows["kind"] if kind == 47)
        assert {row.content["row"].split()[0] for row in business.quarantined()} == {"order_cancelled"}
    assert chosen > 10
    assert int(stock["apart"]) == 1
    assert [o.digest for o in study.outcomes["present"]] == [run]


def test_the_same_orders_come_under_every_policy_in_every_world(found):
    assert set(found.outcomes) == {"pull", "push", "present"}
    assert found.baseline == "present"
    lines = {run.values["lines"] for runs in found.outcomes.values() for run in runs}
    cancelled = sum(1 for i, day in enumerate(DAYS) if day >= START and i % 9 == 0)
    assert max(lines) <= len(AFTER)
    assert min(lines) >= len(AFTER) - cancelled, "cancelled before anything came, a line is none"
    kept = maker(spread="0.6")
    kept["orders"]["cancelled_at"] = [""] * len(DAYS)
    every = tl.study(kept, replay=True, replications=3).outcomes
    assert {run.values["lines"] for runs in every.values() for run in runs} == {len(AFTER)}
    assert found.days == len(AFTER) + 3, "the 29th to the 31st of March count, on which nobody came: until the last day"


def test_policies_know_nothing_of_what_came_after_the_start():
    """With other orders after the start the levels of the pull policy and the planner's history are the same."""
    ours = maker()
    rows = [i for i, day in enumerate(DAYS) if day < START]
    past = {**ours, "orders": {name: [column[i] for i in rows] for name, column in ours["orders"].items()}}
    known = []
    for tables in (ours, past):
        read = read_source({**tables, "events": {"at": [], "event": []}})
        known.append(before_start(asked(compile_network(read), read)))
    full, cut = known
    for name in ("tick", "point", "quantity", "due"):
        assert np.array_equal(full.lines[name], cut.lines[name])
    assert np.array_equal(full.day, cut.day)
    assert full.days == (full.day[0], 0)


def test_what_a_business_begins_without_any_history_can_still_be_replayed():
    ours = maker()
    rows = [i for i, day in enumerate(DAYS) if day >= START]
    tables = {**ours, "orders": {name: [column[i] for i in rows] for name, column in ours["orders"].items()}}
    tables["orders"]["cancelled_at"] = [""] * len(rows)
    study = tl.study(tables, replay=True)
    assert "policies know nothing of customers" in " ".join(study.assumptions)
    assert study.policies["push"]["lines"].mean == study.policies["present"]["lines"].mean


def test_without_luck_one_world_says_it_all_and_its_differences_have_no_interval():
    study = tl.study(maker(), replay=True, replications=7)
    assert study.replications == 1
    assert all(d.low == d.mean == d.high for d in study.differences)
    assert any(d.shown for d in study.differences)
    total = sum(step.amount for step in study.bridge["pull"])
    assert all(step.low == step.amount == step.high for step in study.bridge["pull"])
    assert total != 0


def test_with_luck_every_world_has_another_one(found):
    assert found.replications == 5
    digests = {run.digest for run in found.outcomes["present"]}
    assert len(digests) == 5


def test_where_no_loops_are_stated_the_default_stands_for_the_present_and_is_run_once():
    study = tl.study(maker(loops=False), replay=True)
    assert list(study.outcomes) == ["push", "present"]
    assert "the loops table states none" in " ".join(study.twin.not_recorded)
    assert "not what people did" in " ".join(study.assumptions)
    both = tl.study(maker(loops=False), replay=True, policies=["pull", "present"])
    assert both.outcomes["pull"][0].digest == both.outcomes["present"][0].digest


def test_what_another_policy_leads_to_others_of_is_left_out_and_said():
    counted = {"at": ["2026-03-20T10:00"], "event": ["counted"], "item": ["wheel"], "quantity": ["5"]}
    study = tl.study(maker(returns=False, events=counted), replay=True, policies=["present"])
    assert "left out, since another policy leads to others: 1 counted" in " ".join(study.assumptions)
    without = tl.study(maker(returns=False), replay=True, policies=["present"])
    assert study.digest == without.digest


def test_a_warm_up_and_years_cut_the_window():
    study = tl.study(maker(), replay=True, policies=["present"], warm_up=10, years=28 / 365)
    assert (study.warm_up, study.days) == (14, 28)


@pytest.mark.parametrize(
    ("tables", "given", "says"),
    [
        (maker(), {"years": 1}, "study, days: 365; expected at most 58"),
        (maker(), {"warm_up": 35}, "a replay needs 28 days of orders or sales from the start on, 2026-03-02 after a"),
        (maker(), {"policies": ["pull", "pusch"]}, "policy 'pusch'; expected some of"),
        (
            maker(returns=False, business={**maker()["business"], "start": "2026-04-20"}), {},
            "a replay needs 28 days of orders or sales from the start on, 2026-04-20; .* end on 2026-04-28",
        ),
        (maker(returns=False, business={**maker()["business"], "start": "2027-04-20"}), {}, "and sales hold none"),
    ],
)  # fmt: skip
def test_what_makes_no_replay_is_refused(tables, given, says):
    with pytest.raises(UsageError, match=says):
        tl.study(tables, replay=True, **given)


def test_the_same_holds_from_the_middle_of_a_day_with_stops_and_subscriptions():
    events = {"at": ["2026-03-20T08:00", "2026-03-22T17:00"], "event": ["down", "up"], "reference": ["bench"] * 2}
    tables = maker(
        returns=False,
        events=events,
        business={**maker()["business"], "start": "2026-03-02T11:30"},
        customers={"customer": ["club"]},
        subscriptions={"customer": ["club"], "item": ["bike"], "quantity": ["2"], "every": ["7d"],
                       "starts_at": ["2026-03-03T20:00"]},
    )  # fmt: skip
    study = tl.study(tables, replay=True, policies=["present"])
    with tl.open(tables) as business:
        business.advance("2026-04-28T23:59")
        turns = sum(1 for rows in business._core.journal.read() for row in rows if row["kind"] == 41 and row["party"])
        assert turns == 9, "the last one in the evening of the last day, when all orders are in"
        assert [o.digest for o in study.outcomes["present"]] == [digest_of(business._core.state)]


def test_stops_that_are_recorded_come_again_and_no_others_are_drawn():
    """The bench is said to fail every 80 hours; its one stop is recorded, so that there is no luck left."""
    events = {"at": ["2026-03-20T08:00", "2026-03-22T17:00"], "event": ["down", "up"], "reference": ["bench"] * 2}
    resources = {"resource": ["bench"], "time_between_failures": ["80h"], "time_to_repair": ["20h"]}
    known = tl.study(maker(returns=False, events=events, resources=resources), replay=True, policies=["present"])
    assert known.replications == 1
    assert any("resources stop when events say that they did" in each for each in known.assumptions)
    assert any("work takes its planned time" in each for each in known.assumptions)
    drawn = tl.study(maker(returns=False, resources=resources), replay=True, policies=["present"], replications=3)
    assert len({outcome.digest for outcome in drawn.outcomes["present"]}) == 3
    assert any("resources fail and are repaired" in each for each in drawn.assumptions)


def test_what_python_said_to_a_plant_comes_again_out_of_its_journal(folder_of):
    """Thirty orders of a lamp at 20.00, one of which became five the next day, and one nothing: all wait ten days."""
    tables = {
        "business": {"name": "p", "currency": "EUR", "timezone": "UTC", "start": "2026-03-01", "world": "plant"},
        "items": {"item": ["lamp"], "cost": ["10"], "price": ["20"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {"item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["10d"]},
        "loops": {"item": ["lamp"], "location": ["main"], "loop": ["to_order"]},
        "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["0"]},
    }  # fmt: skip
    folder = folder_of(tables)
    with tl.open(folder, journal=folder / ".tugline" / "journal.db") as business:
        for day in range(1, 31):
            business.signal(tl.Order(f"A{day}", item="lamp", quantity=1, at=f"2026-03-{day:02}T10:00"))
            business.advance(f"2026-03-{day:02}T10:00")
            if day == 5:
                business.signal(tl.Order("A5", item="lamp", quantity=5, at="2026-03-06T09:00"))
            if day == 7:
                business.signal(tl.Cancel("A7", at="2026-03-08T09:00"))
        business.advance("2026-04-20")
    for policies in (["present"], ["push", "present"]):
        study = tl.study(folder, replay=True, policies=policies)
        for runs in study.outcomes.values():
            assert runs[0].values["net_revenue"] == (28 + 5) * 2000, "in cents"
            assert runs[0].values["lines"] == 29
    assert study.twin.record == "the journal journal.db"
    assert "deliveries: no `delivered` and no `shipped`" in study.twin.not_recorded
    assert "stock by day: nobody told what came in or left" in study.twin.not_recorded


def test_a_replay_is_the_same_whatever_the_number_of_threads(found):
    alone = tl.study(maker(spread="0.6"), replay=True, replications=5, threads=1)
    assert alone.digest == found.digest
    assert alone.policies == found.policies
    assert alone.twin == found.twin
