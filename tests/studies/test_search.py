"""The search for factors on functions whose best place is known, and the frontier by plain comparison."""

import math

import numpy as np
import pytest

from tugline.studies.search import Tried, frontier, search


def newsvendor(factors):
    """A level f holds 10 f of stock at 100 a unit; service 1 - exp(-2 f), each share of it worth 10,000.

    Most money where 20,000 exp(-2 f) = 1,000: f = ln(20) / 2 = 1.498, service 0.95.
    """
    (f,) = factors
    service = 1 - math.exp(-2 * f)
    return Tried(factors, 10_000 * service - 1000 * f, 1000 * f, 10 * math.exp(-2 * f), service)


def test_the_most_money_is_found_where_service_is_no_matter():
    found = search(newsvendor, 1, service=0.5, budget=60)
    assert found.tried[0].factors == (1.0,), "the loops as they are come first"
    assert found.best.factors[0] == pytest.approx(math.log(20) / 2, rel=0.02)
    assert len(found.tried) < 120


def test_more_service_is_bought_as_cheaply_as_it_can_be():
    """0.98 takes f = ln(50) / 2 = 1.956, and not more."""
    found = search(newsvendor, 1, service=0.98, budget=80)
    assert found.best.service >= 0.98
    assert found.best.factors[0] == pytest.approx(math.log(50) / 2, rel=0.03)


def test_what_cannot_be_reached_has_no_best():
    assert search(newsvendor, 1, service=0.9999, budget=30).best is None


def test_two_knobs_are_turned_each_its_own_way():
    def bowl(factors):
        a, b = (math.log2(f) for f in factors)
        return Tried(factors, 1000 - 100 * ((a - 1) ** 2 + (b + 0.5) ** 2), 0, 0, 1)

    found = search(bowl, 2, service=0.9, budget=200)
    assert found.best.factors == pytest.approx((2, 2**-0.5), rel=0.05)


def test_the_same_search_finds_the_same():
    assert search(newsvendor, 1, service=0.9, budget=40) == search(newsvendor, 1, service=0.9, budget=40)


def test_the_frontier_holds_what_nothing_beats_in_both():
    dice = np.random.Generator(np.random.PCG64(1))
    some = [Tried((float(i),), 0, *dice.integers(0, 15, 2).astype(float), 0) for i in range(60)]
    found = frontier(some)
    for each in some:
        beaten = any((o.wait <= each.wait and o.cost <= each.cost) and (o.wait, o.cost) != (each.wait, each.cost)
                     for o in some)  # fmt: skip
        assert ((each.wait, each.cost) in {(f.wait, f.cost) for f in found}) == (not beaten)
    assert [f.wait for f in found] == sorted({f.wait for f in found})
