"""The bridge adds up to the cent."""

from math import sqrt

import numpy as np
import pytest

from tugline.ledger import layout as lay
from tugline.studies.bridge import bridge, sums
from tugline.studies.contribution import parts
from tugline.studies.replicate import Outcome
from tugline.studies.watch import Waits

RATE = 200_000


def outcome(**cents):
    flows = {f"account {code}": 0 for code in range(1, lay.N_ACCOUNTS)}
    flows |= {f"tally {code}": 0 for code in range(lay.N_TALLIES)}
    flows |= {"inventory sum": 0, "wip sum": 0, "order cost": 0}
    for name, value in cents.items():
        key = {"lost": f"tally {lay.MARKDOWN_LOSS}", "held": "inventory sum", "orders": "order cost"}.get(name)
        flows[key or f"account {getattr(lay, name.upper())}"] = value
    return Outcome({}, {}, Waits(np.zeros(0), np.zeros(0, bool)), {}, flows, "")


def test_a_bridge_by_hand():
    """Push sells 1,000.00 of goods listed at 1,200.00 that cost 500.00 and keeps 3,650.00 for a year at 20 %; pull
    sells 1,100.00 of 1,150.00 at 480.00, keeps 730.00, pays 30.00 more freight and 12.00 more for orders, and scraps
    20.00 less."""
    push = outcome(revenue=-100_000, cost_of_sales=50_000, lost=20_000, held=365_000 * 365, scrap=5_000, orders=800)
    pull = outcome(
        revenue=-110_000, cost_of_sales=48_000, lost=5_000, held=73_000 * 365, scrap=3_000, freight_out=3_000,
        orders=2_000,
    )  # fmt: skip
    steps = {step.name: step.amount for step in bridge([pull], [push], 365, RATE)}
    assert steps == {
        "avoided markdowns": 15_000, "reduced carrying cost": 58_400, "lower waste": 2_000, "unit cost": 0,
        "logistics": -3_000, "ordering": -1_200, "sales": (115_000 - 48_000) - (120_000 - 50_000), "variances": 0,
    }  # fmt: skip
    ours, theirs = (sum(parts(run.flows, 365, RATE)) for run in (pull, push))
    assert ours == 110_000 - 48_000 - 14_600 - 3_000 - 3_000 - 2_000
    assert theirs == 100_000 - 50_000 - 73_000 - 5_000 - 800
    assert sum(steps.values()) == ours - theirs


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_books_hold_the_steps_sum_to_the_difference(seed):
    dice = np.random.Generator(np.random.PCG64(seed))
    names = [
        "revenue", "returns", "cost_of_sales", "price_variance", "production_variance", "freight_in", "freight_out",
        "expedite", "overtime", "scrap", "count_gain", "count_loss", "write_down", "revaluation", "lost", "held",
    ]  # fmt: skip

    def any_outcome():
        return outcome(**{name: int(dice.integers(-(10**9), 10**9)) for name in names})

    a, b = [any_outcome()], [any_outcome()]
    total = sum(step.amount for step in bridge(a, b, 365, RATE))
    assert total == sum(parts(a[0].flows, 365, RATE)) - sum(parts(b[0].flows, 365, RATE))
    flow = {name: a[0].flows[f"account {getattr(lay, name.upper())}"] for name in names if name not in ("lost", "held")}
    carrying = -parts(a[0].flows, 365, RATE)[1]
    assert sum(parts(a[0].flows, 365, RATE)) == -sum(flow.values()) - carrying, "every account is in just one step"


def test_a_sum_is_known_as_well_as_its_paired_worlds_tell():
    """Pull wastes 100.00, 200.00 and 300.00 less and pays 90.00, 190.00 and 290.00 more freight: 10.00 in each world.

    It sells 10.00, 20.00 and 30.00 more: in all 20.00, 30.00 and 40.00, whose standard error is 10.00 / sqrt(3). Ten
    intervals hold together with 95 %, each with 99.5 %; t of two degrees is (2p - 1) / sqrt(2p(1 - p)) at p = 0.9975.
    """
    pull = [outcome(freight_out=cents - 1_000, revenue=-cents // 10) for cents in (10_000, 20_000, 30_000)]
    push = [outcome(scrap=cents) for cents in (10_000, 20_000, 30_000)]
    advantage, all_ = sums(pull, push, 365, RATE)
    assert advantage == ("gross margin advantage", 1_000, 1_000, 1_000)
    assert advantage.shown
    half = 0.995 / sqrt(2 * 0.9975 * 0.0025) * 1_000 / sqrt(3)
    assert half == pytest.approx(8_134, abs=1)
    assert all_.amount == 3_000
    assert (all_.low, all_.high) == pytest.approx((3_000 - half, 3_000 + half))
    assert not all_.shown
    steps = {step.name: step for step in bridge(pull, push, 365, RATE)}
    assert (steps["lower waste"].low, steps["lower waste"].high) == pytest.approx(
        (20_000 - 10 * half, 20_000 + 10 * half)
    )
    assert not steps["lower waste"].shown, "neither of the two is known whose sum is"
    assert not steps["logistics"].shown


@pytest.mark.parametrize("seed", range(5))
def test_sums_are_those_of_the_steps_as_they_are_rounded(seed):
    dice = np.random.Generator(np.random.PCG64(seed))
    names = ["revenue", "cost_of_sales", "scrap", "freight_in", "exchange_gain_loss", "lost", "held", "orders"]
    a, b = ([outcome(**{n: int(dice.integers(-(10**6), 10**6)) for n in names}) for _ in range(3)] for _ in range(2))
    steps = bridge(a, b, 365, RATE)
    advantage, all_ = sums(a, b, 365, RATE)
    assert advantage.amount == sum(step.amount for step in steps if not step.apart)
    assert all_.amount == sum(step.amount for step in steps)
    assert all_.low < all_.amount < all_.high
