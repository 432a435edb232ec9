"""All runs of a study: each policy in each world of luck, side by side on all cores."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from tugline.studies.customers import Crowd
from tugline.studies.replicate import Base, Outcome, Policy, run
from tugline.world.chances import key_of

Progress = Callable[[int, int], None]
"""Told (runs done, runs in all)."""


def replicate(
    base: Base, policies: Sequence[Policy], customers: Crowd, *, seed: int, replications: int, warm_up: int,
    days: int, first: int = 0, threads: int | None = None, progress: Progress | None = None,
) -> dict[str, list[Outcome]]:  # fmt: skip
    """Return what came of every policy in replications from `first` on; the same whatever the number of threads.

    The kernels hold no lock, so threads run side by side; each works on copies of its own.
    """
    jobs = [(policy, r) for r in range(first, first + replications) for policy in policies]
    found: dict[tuple[str, int], Outcome] = {}
    with ThreadPoolExecutor(threads if threads is not None else os.cpu_count() or 1) as pool:
        futures = {
            pool.submit(run, base, policy, customers, key_of(seed, r), warm_up=warm_up, days=days): (policy.name, r)
            for policy, r in jobs
        }
        try:
            for done, future in enumerate(as_completed(futures), 1):
                found[futures[future]] = future.result()
                if progress is not None:
                    progress(done, len(jobs))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return {policy.name: [found[policy.name, r] for r in range(first, first + replications)] for policy in policies}
