"""Where the worlds of a study run: threads of this process, other processes, or a cluster of Ray."""

import hashlib
import logging
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Literal, get_args

from tugline.errors import UsageError
from tugline.studies.replicate import Outcome
from tugline.studies.shared import Shared, packed, unpacked

Engine = Literal["threads", "processes", "ray"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
Job = tuple[int, int]
"""Policy by its place, and the key of a world's luck."""
Runner = Callable[[Sequence[Job]], Iterator[tuple[Job, Outcome]]]
"""Runs jobs side by side and yields each with what came of it, as it is done."""


def engine(name: Engine, common: Shared, workers: int | None) -> AbstractContextManager[Runner]:
    """Return what runs the jobs of a study; the outcomes are the same on all of them.

    Parameters
    ----------
    workers
        Runs side by side; None = as many as there are cores, or as a cluster of Ray has.

    Raises
    ------
    UsageError
        Ray is not installed, or something of the study cannot be taken to another process.
    """
    if name == "threads":
        return _threads(common, workers)
    shared = packed(common)
    return _processes(shared, workers) if name == "processes" else _ray(shared, workers)


@contextmanager
def _threads(common: Shared, workers: int | None) -> Iterator[Runner]:
    """Run in threads: kernels hold no lock, and each run works on copies of its own."""
    with ThreadPoolExecutor(workers or os.cpu_count() or 1) as pool:
        yield lambda jobs: _completed(pool, {pool.submit(common.run, *job): job for job in jobs})


_held: dict[str, Shared] = {}
"""What is shared by the runs of the study that this process, a worker, is busy with."""
ONLY = ""


def _hold(shared: bytes, name: str = ONLY) -> None:
    _held.clear()
    _held[name] = unpacked(shared)


def _run_held(policy: int, key: int) -> Outcome:
    return _held[ONLY].run(policy, key)


def _run_there(where: list[Any], name: str, policy: int, key: int) -> Outcome:
    if name not in _held:
        import ray

        _hold(ray.get(where[0]), name)
    return _held[name].run(policy, key)


@contextmanager
def _processes(shared: bytes, workers: int | None) -> Iterator[Runner]:
    # A process that is forked from one with threads may hang.
    own = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers or os.cpu_count() or 1, own, initializer=_hold, initargs=(shared,)) as pool:
        yield lambda jobs: _completed(pool, {pool.submit(_run_held, *job): job for job in jobs})


def _completed(
    pool: ThreadPoolExecutor | ProcessPoolExecutor, futures: dict[Future[Outcome], Job]
) -> Iterator[tuple[Job, Outcome]]:
    try:
        for future in as_completed(futures):
            yield futures[future], future.result()
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise


@contextmanager
def _ray(shared: bytes, workers: int | None) -> Iterator[Runner]:
    try:
        import ray
    except ImportError as error:
        raise UsageError(
            "Ray is not installed", hint="Install tugline with its extra for it, tugline[ray], or use --engine threads."
        ) from error
    own = not ray.is_initialized()
    if own:
        ray.init(num_cpus=workers, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
    there = ray.remote(num_cpus=1)(_run_there)
    # In a list, so that a worker fetches it only once it needs it.
    where, name = [ray.put(shared)], hashlib.sha256(shared).hexdigest()

    def run_all(jobs: Sequence[Job]) -> Iterator[tuple[Job, Outcome]]:
        waiting: dict[Any, Job] = {there.remote(where, name, *job): job for job in jobs}
        while waiting:
            (done,), _ = ray.wait(list(waiting), num_returns=1)
            yield waiting.pop(done), ray.get(done)

    try:
        yield run_all
    finally:
        if own:
            ray.shutdown()
