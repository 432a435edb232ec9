"""The constraint of a line under each policy: the resource or source that is used most, and what an hour of it earns.

By the theory of constraints [1]_ a plant earns what its constraint lets through: net revenue less what is truly
variable, the material, for each hour that the constraint works. What stands idle most of its time holds nothing up.

References
----------
.. [1] Goldratt, Cox, The goal, 1984; throughput accounting in Corbett, Throughput accounting, 1998.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from tugline.ledger import layout as lay
from tugline.studies.compare import Estimate, estimate
from tugline.studies.loads import Load
from tugline.studies.replicate import Outcome

LEAST_USED = 0.5
"""What is used for a smaller share of its time limits nothing."""


class Constraint(NamedTuple):
    """The resource or source that is used most under a policy, and throughput, in cents, for an hour of its work."""

    resource: str
    used: Estimate
    hourly: Estimate

    @property
    def binds(self) -> bool:
        """Whether it is used so much that it limits what comes through."""
        return self.used.mean >= LEAST_USED


class Uses(NamedTuple):
    """By policy: the share of its open hours, or of its weekly capacity, that each resource and limited source is used.

    `constraint` is what is used most, None = nothing works; see `Constraint.binds`.
    """

    used: dict[str, dict[str, Estimate]]
    constraint: dict[str, Constraint | None]


def throughput(outcome: Outcome) -> int:
    """Return net revenue less the material of what was sold, in cents.

    Material is cost of sales but for the conversion in it, which in a steady state is what was applied in the window.
    """
    flow = {code: outcome.flows[f"account {code}"] for code in (lay.REVENUE, lay.RETURNS, lay.COST_OF_SALES)}
    return -sum(flow.values()) - outcome.flows[f"account {lay.CONVERSION_APPLIED}"]


def _both(load: Load) -> tuple[np.ndarray, np.ndarray]:
    """Return hours at work and hours in all, of resources first and then of sources."""
    return np.concatenate([load.worked, load.supplied]), np.concatenate([load.open, load.limited])


def uses(outcomes: Mapping[str, Sequence[Outcome]], names: Sequence[str], sources: Sequence[str] = ()) -> Uses:
    """Return how resources and limited sources are used; `names` and `sources` = what they are called."""
    found, called = Uses({}, {}), [*names, *sources]
    for policy, runs in outcomes.items():
        hours = [_both(run.load) for run in runs]
        shares = np.array([worked / np.maximum(at_most, 1e-9) for worked, at_most in hours]).reshape(len(runs), -1)
        works = np.flatnonzero(shares.sum(axis=0) > 0).tolist()
        found.used[policy] = {called[r]: estimate(shares[:, r].tolist()) for r in works}
        found.constraint[policy] = None
        if works:
            most = max(works, key=lambda r: float(shares[:, r].mean()))
            earned = zip(runs, hours, strict=True)
            hourly = [throughput(run) / max(float(worked[most]), 1e-9) for run, (worked, _) in earned]
            found.constraint[policy] = Constraint(called[most], found.used[policy][called[most]], estimate(hourly))
    return found
