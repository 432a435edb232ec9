"""Search for factors of loops that bring the most money at a wanted service, and the frontier of speed against cost."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import direct

WIDEST = 4.0
"""Factors lie from 1 / WIDEST to WIDEST; their logarithms are what is searched."""
PENALTY = 10.0
"""What a missing share of service costs, in the size of the money at the beginning."""


class Tried(NamedTuple):
    """What came of some factors, as means over the worlds of the search; money in cents."""

    factors: tuple[float, ...]
    contribution: float
    cost: float
    """What holding, ordering, moving, waste and variances took."""
    wait: float
    """Days to delivery of 95 % of lines; at tills alone, the share of customers who did not find all."""
    service: float


class Searched(NamedTuple):
    """All that was tried, in turn, the first of them the loops as they are; the best of it, and the frontier."""

    tried: list[Tried]
    best: Tried | None
    """None = nothing that was tried gives the service."""
    frontier: list[Tried]


def search(evaluate: Callable[[tuple[float, ...]], Tried], knobs: int, *, service: float, budget: int) -> Searched:
    """Return the factors with the largest contribution among those that give the service.

    Parameters
    ----------
    evaluate
        Told factors, it runs them in the same worlds each time (common random numbers): a plain function, without luck.
    knobs
        How many factors there are, >= 1.
    budget
        About so many different ones are tried, the present loops (all factors 1) first.

    Notes
    -----
    DIRECT [1]_ divides the box of the logarithms of the factors into thirds, the boxes first that could hold the best
    value at some rate of change; locally biased [2]_. It needs no derivatives, which levels in whole units do not
    have, and no luck of its own. Of what lacks service, `PENALTY` times the size of the first contribution is taken for
    each share that is missing. The best is the best of what was tried, whatever the optimiser returns.

    References
    ----------
    .. [1] Jones, Perttunen, Stuckman, Lipschitzian optimization without the Lipschitz constant, Journal of
       Optimization Theory and Applications 79, 1993.
    .. [2] Gablonsky, Kelley, A locally-biased form of the DIRECT algorithm, Journal of Global Optimization 21, 2001.
    """
    tried: dict[tuple[float, ...], Tried] = {}
    size = 1.0

    def loss(x: np.ndarray) -> float:
        nonlocal size
        factors = tuple(round(float(WIDEST**each), 6) for each in x)
        if factors not in tried:
            tried[factors] = evaluate(factors)
        found = tried[factors]
        if len(tried) == 1:
            size = max(1.0, abs(found.contribution))
        return -found.contribution + PENALTY * size * max(0.0, service - found.service)

    direct(loss, [(-1.0, 1.0)] * knobs, maxfun=budget, maxiter=budget, locally_biased=True, vol_tol=0, len_tol=1e-3)
    all_ = list(tried.values())
    enough = [each for each in all_ if each.service >= service]
    best = max(enough, key=lambda each: each.contribution) if enough else None
    return Searched(all_, best, frontier(all_))


def frontier(tried: Sequence[Tried]) -> list[Tried]:
    """Return what nothing else beats in both wait and cost, from the fastest to the cheapest (Pareto)."""
    found: list[Tried] = []
    cheapest = math.inf
    for each in sorted(tried, key=lambda t: (t.wait, t.cost, t.factors)):
        if each.cost < cheapest:
            found.append(each)
            cheapest = each.cost
    return found
