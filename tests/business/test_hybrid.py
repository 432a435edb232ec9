"""The hybrid policy: a plan buys what is bought far ahead, loops pull the rest."""

import math
from datetime import date, timedelta

import numpy as np
import pytest

import tugline as tl
from tugline.business.hybrid import drawn_on, strategic
from tugline.business.naming import Naming
from tugline.facts.kinds import Kind

START = date(2027, 1, 4)


def maker(*, frame="45d", second=False, wheel="3d", per_day=lambda _: 3, days=364):
    """A maker of a road and a city bike, to order in five days, of one frame and wheels of their own."""
    first = START - timedelta(days=days)
    sold = [
        (f"{d}-{k}", ("road", "city")[k % 2], first + timedelta(days=d)) for d in range(days) for k in range(per_day(d))
    ]  # fmt: skip
    bought = [("frame", "acme", frame), ("road wheel", "acme", wheel), ("city wheel", "acme", wheel)]
    bought += [("frame", "other", frame)] if second else []
    return {
        "business": {
            "name": "m", "currency": "EUR", "timezone": "UTC", "start": str(START), "world": "plain",
            "finance": {"carrying_rate": 0.2},
        },
        "items": {
            "item": ["road", "city", "frame", "road wheel", "city wheel"], "cost": ["", "", "80", "20", "15"],
            "price": ["400", "300", "", "", ""],
        },
        "boms": {
            "item": ["road", "road", "city", "city"], "component": ["frame", "road wheel", "frame", "city wheel"],
            "quantity": ["1", "2", "1", "2"],
        },
        "operations": {
            "item": ["road", "city"], "step": ["1", "1"], "resource": ["bench"] * 2, "run_time": ["1h"] * 2,
        },
        "resources": {"resource": ["bench"], "cost_per_hour": ["20"]},
        "suppliers": {"supplier": ["acme", "other"]},
        "sources": {
            "item": ["road", "city", *(b[0] for b in bought)], "location": ["main"] * (2 + len(bought)),
            "kind": ["make"] * 2 + ["buy"] * len(bought), "from": ["", "", *(b[1] for b in bought)],
            "lead_time": ["", "", *(b[2] for b in bought)], "priority": ["1"] * (5) + ["2"] * (len(bought) - 3),
        },
        "stock": {
            "item": ["road", "city", "frame", "road wheel", "city wheel"], "location": ["main"] * 5,
            "on_hand": ["0", "0", "200", "30", "30"],
        },
        "orders": {
            "order": [f"A{s[0]}" for s in sold], "item": [s[1] for s in sold], "quantity": ["1"] * len(sold),
            "ordered_at": [f"{s[2]}T09:00" for s in sold],
            "wanted_at": [f"{s[2] + timedelta(days=5)}T18:00" for s in sold],
        },
    }  # fmt: skip


def seasonal(day):
    return round(4 - 3 * math.cos(2 * math.pi * day / 365))


@pytest.fixture
def planned(monkeypatch):
    """The items that a study's hybrid buys by plan, for tables."""

    def of(tables):
        found = []

        def seen(network, rates, situation):
            chosen = strategic(network, rates, situation)
            naming, many = Naming(network), drawn_on(network, rates)
            items = [naming.item(p) for p in range(len(chosen))]
            drawn = dict(zip(items, many.tolist(), strict=True))
            found.append(({items[p] for p in np.flatnonzero(chosen)}, drawn))
            return chosen

        monkeypatch.setattr("tugline.business.policies.strategic", seen)
        study = tl.study(tables, policies=["hybrid", "pull"], replications=2, years=0.1, warm_up=0)
        return (*found[0], study)

    return of


def test_a_plan_buys_what_is_shared_and_takes_longer_than_customers_wait(planned):
    items, drawn, study = planned(maker())
    assert items == {"frame"}, "wheels come in time for the order"
    assert drawn == {"road": 1, "city": 1, "frame": 2, "road wheel": 1, "city wheel": 1}, "customers count as one"
    assert study.says["hybrid"].endswith("one source has: frame; loops pull the rest")


def test_what_has_a_second_source_is_pulled(planned):
    assert planned(maker(second=True))[0] == set()


def test_what_one_thing_is_made_of_is_planned_only_if_it_takes_very_long(planned):
    assert planned(maker(wheel="20d"))[0] == {"frame"}
    assert planned(maker(wheel="30d"))[0] == {"frame", "road wheel", "city wheel"}


def test_what_comes_in_time_for_orders_is_pulled_and_then_hybrid_is_pull(planned):
    items, _, study = planned(maker(frame="3d"))
    assert items == set()
    assert study.says["hybrid"].startswith("pull everywhere")
    assert [a.digest for a in study.outcomes["hybrid"]] == [b.digest for b in study.outcomes["pull"]]


def test_only_what_is_planned_is_added_by_the_planner_and_no_loop_pulls_it(monkeypatch):
    """Every pull of a frame is added from outside, none of anything else."""
    import tugline.studies.shared as runs

    added, released = set(), set()
    plain = runs.run

    def watched(*given, **named):
        def see(facts):
            added.update(facts["point"][facts["kind"] == Kind.PULL_ADDED].tolist())
            released.update(facts["point"][(facts["kind"] == Kind.PULL_RELEASED) & (facts["code"] > 0)].tolist())

        return plain(*given, **named, seen=see)

    monkeypatch.setattr(runs, "run", watched)
    tl.study(maker(), policies=["hybrid"], replications=2, years=0.5, warm_up=0, threads=1)
    assert len(added) == 1
    assert added.isdisjoint(released)
    assert len(released) == 4


def test_in_a_season_the_plan_buys_ahead_what_a_level_lacks():
    """45 days to the frame; the level of a loop covers mean days, the plan those that come."""
    policies = ["hybrid", "push", "pull"]
    found = tl.study(maker(per_day=seasonal), policies=policies, replications=4, years=2.0, warm_up=182)
    (in_time,) = [d for d in found.differences if (d.metric, d.a) == ("on_time_share", "hybrid")]
    assert in_time.low > 0.2
    mean = {policy: found.policies[policy] for policy in policies}
    assert mean["hybrid"]["on_time_share"].mean > 0.9
    held = {policy: mean[policy]["average_inventory"].mean for policy in policies}
    assert held["hybrid"] < 0.7 * min(held["push"], held["pull"]), "bicycles are made to order, and wheels come in time"


def test_a_part_that_ends_for_customers_is_bought_as_before():
    """Nobody orders frames; that they end a month after the start changes nothing, whoever buys them."""
    given = {"policies": ["pull", "hybrid", "push"], "replications": 2, "years": 0.25, "warm_up": 0}
    ending = maker()
    ending["items"]["ends_at"] = ["", "", "2027-02-03", "", ""]
    found, plain = tl.study(ending, **given), tl.study(maker(), **given)
    assert found.digest == plain.digest
    assert any("as a part it is pulled as before" in told for told in found.assumptions)
