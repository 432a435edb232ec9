"""The constraint of a line under each policy: the resource that is used most, and what an hour of it earns.

By the theory of constraints [1]_ a plant earns what its constraint lets through: net revenue less what is truly
variable, the material, for each hour that the constraint works.

References
----------
.. [1] Goldratt, Cox, The goal, 1984; throughput accounting in Corbett, Throughput accounting, 1998.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tugline.ledger import layout as lay
from tugline.studies.compare import Estimate, estimate
from tugline.studies.replicate import Outcome


class Constraint(NamedTuple):
    """The resource that is used most under a policy, and throughput, in cents, for an hour of its work."""

    resource: str
    used: Estimate
    hourly: Estimate


class Uses(NamedTuple):
    """By policy: the share of its open hours that each resource works, and the constraint; None = nothing works."""

    used: dict[str, dict[str, Estimate]]
    constraint: dict[str, Constraint | None]


def throughput(outcome: Outcome) -> int:
    """Return net revenue less the material of what was sold, in cents.

    Material is cost of sales but for the conversion in it, which in a steady state is what was applied in the window.
    """
    flow = {code: outcome.flows[f"account {code}"] for code in (lay.REVENUE, lay.RETURNS, lay.COST_OF_SALES)}
    return -sum(flow.values()) - outcome.flows[f"account {lay.CONVERSION_APPLIED}"]


def uses(outcomes: Mapping[str, Sequence[Outcome]], names: Sequence[str]) -> Uses:
    """Return how resources are used; `names` = those of the resources."""
    found = Uses({}, {})
    for policy, runs in outcomes.items():
        shares = np.array([run.load.worked / np.maximum(run.load.open, 1e-9) for run in runs]).reshape(len(runs), -1)
        works = np.flatnonzero(shares.sum(axis=0) > 0).tolist()
        found.used[policy] = {names[r]: estimate(shares[:, r].tolist()) for r in works}
        found.constraint[policy] = None
        if works:
            most = max(works, key=lambda r: float(shares[:, r].mean()))
            hourly = [throughput(run) / max(float(run.load.worked[most]), 1e-9) for run in runs]
            found.constraint[policy] = Constraint(names[most], found.used[policy][names[most]], estimate(hourly))
    return found
