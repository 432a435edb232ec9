"""All runs of a study: each policy in each world of luck, side by side."""

from collections.abc import Callable, Sequence

from tugline.studies.customers import Crowd
from tugline.studies.engines import Engine, Runner, engine
from tugline.studies.replicate import Base, Outcome, Policy
from tugline.studies.shared import Shared
from tugline.world.chances import key_of

Progress = Callable[[int, int], None]
"""Told (runs done, runs in all)."""


def replicate(
    base: Base, policies: Sequence[Policy], customers: Crowd, *, seed: int, replications: int, warm_up: int,
    days: int, first: int = 0, threads: int | None = None, on: Engine = "threads", progress: Progress | None = None,
) -> dict[str, list[Outcome]]:  # fmt: skip
    """Return what came of every policy in replications from `first` on; the same wherever and however they run.

    Parameters
    ----------
    threads
        Runs side by side; None = as many as there are cores.
    on
        Threads, processes or Ray.
    """
    with engine(on, Shared(base, tuple(policies), customers, warm_up, days), threads) as run_all:
        return worlds(run_all, policies, seed, range(first, first + replications), progress)


def worlds(
    run_all: Runner, policies: Sequence[Policy], seed: int, replications: range, progress: Progress | None = None
) -> dict[str, list[Outcome]]:
    """Return what came of every policy in some replications, on an engine that runs already."""
    place = {(p, key_of(seed, r)): (policy.name, r) for r in replications for p, policy in enumerate(policies)}
    found: dict[tuple[str, int], Outcome] = {}
    for done, (job, outcome) in enumerate(run_all(list(place)), 1):
        found[place[job]] = outcome
        if progress is not None:
            progress(done, len(place))
    return {policy.name: [found[policy.name, r] for r in replications] for policy in policies}
