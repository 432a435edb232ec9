"""How likely dates are: order statistics of simulated worlds that run on from a business as it stands."""

import copy

import numpy as np
import pytest

import tugline as tl
from tests.business.test_offering import WORKS
from tugline.business.likely import rank_of
from tugline.errors import UsageError
from tugline.world.chances import lognormal_row
from tugline.world.luck import ONE, STEPS

LEAD_DAYS = 10


def shop(spread="0.5", orders=()):
    """Return a shop that buys lamps to order, ten days away, and does nothing else."""
    return {
        "business": {**WORKS["business"], "world": "plain"},
        "items": {"item": ["lamp"], "cost": ["10"], "price": ["20"]},
        "locations": {"location": ["shop"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["lamp"], "location": ["shop"], "kind": ["buy"], "from": ["acme"], "lead_time": [f"{LEAD_DAYS}d"],
            "lead_time_spread": [spread],
        },
        "stock": {"item": ["lamp"], "location": ["shop"], "on_hand": ["0"]},
        "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
        "orders": [
            {"order": name, "item": "lamp", "quantity": "1", "ordered_at": at} for name, at in orders
        ],
    }  # fmt: skip


def opened(tables, until="2026-01-05"):
    business = tl.open(copy.deepcopy(tables))
    business.advance(until)
    return business


def days_of(date):
    return (np.datetime64(date[:16]) - np.datetime64("2026-01-05T00:00")) / np.timedelta64(1, "D")


def test_the_rank_is_that_of_one_more_run():
    """0.8 of 4: the 4th, as the fifth is later with 1/5; 0.8 of 99: the 80th; 0.95 of 19: the last."""
    assert [rank_of(0.8, 4), rank_of(0.8, 99), rank_of(0.95, 19), rank_of(0.5, 2)] == [4, 80, 19, 2]


def test_a_purchase_alone_has_the_quantiles_of_its_lead_time():
    """The rank of a share of 399 draws spreads by sqrt(p (1 - p) / 399): 0.02 at 0.8; four of these either way."""
    with opened(shop()) as business:
        found = business.likely(item="lamp", quantity=1, runs=399)
    factors = lognormal_row(0.5)[: STEPS + 1] / ONE
    for one in found.dates:
        margin = 4 * (one.probability * (1 - one.probability) / 399) ** 0.5
        low, high = (int(min(0.999, max(0, one.probability + by)) * STEPS) for by in (-margin, margin))
        assert LEAD_DAYS * factors[low] <= days_of(one.date) <= LEAD_DAYS * factors[high]


def test_where_nothing_varies_there_is_one_date_and_it_says_so():
    with opened(shop(spread="")) as business:
        found, quote = business.likely(item="lamp", quantity=1), business.quote(item="lamp", quantity=1)
    assert {one.date for one in found.dates} == {quote.promised}
    assert (found.varies, found.runs) == (False, 1)
    assert any("no lead_time_spread" in sentence for sentence in found.rests_on)


def test_the_chance_of_a_date_is_the_share_of_runs_by_then():
    with opened(shop()) as business:
        p80 = business.likely(item="lamp", quantity=1, runs=99).dates[0].date
        assert business.likely(item="lamp", quantity=1, runs=99, promised=p80).chance == pytest.approx(80 / 99)


def test_what_is_on_its_way_never_comes_before_now_and_no_other_purchase_is_needed():
    """Ordered on the 5th, cancelled on the 6th: on the 14th a lamp is still on its way and serves whoever asks."""
    tables = shop(orders=[("A", "2026-01-05T08:00")])
    tables["orders"][0]["cancelled_at"] = "2026-01-06T08:00"
    with opened(tables, "2026-01-14T08:00") as business:
        found = business.likely(item="lamp", quantity=1, runs=99, probabilities=(0.05, 0.5))
        plain = business.quote(item="lamp", quantity=1)
    early, half = (days_of(one.date) for one in found.dates)
    assert plain.promised.startswith("2026-01-15")
    assert 9 + 8 / 24 < early < half < 9 + LEAD_DAYS, "given what has passed, sooner than a purchase of today"


def test_the_same_seed_gives_the_same_answer_and_the_business_is_as_it_was():
    with opened(shop()) as business:
        before = business.digest, business.facts
        first, again = (business.likely(item="lamp", quantity=2, runs=29) for _ in range(2))
        other = business.likely(item="lamp", quantity=2, runs=29, seed=2)
        assert first == again != other
        assert (business.digest, business.facts) == before


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"runs": 18}, "at least 19"),
        ({"runs": 0}, "runs: 0"),
        ({"seed": -1}, "seed: -1"),
        ({"probabilities": (1.0,)}, "probability: 1.0"),
        ({"probabilities": ("80%",)}, "'80%'"),
        ({"item": "lam"}, "'lam'"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(given, says):
    with opened(shop()) as business, pytest.raises(UsageError, match=says):
        business.likely(**{"item": "lamp", "quantity": 1, **given})
