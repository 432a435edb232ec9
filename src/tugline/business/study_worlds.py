"""The worlds of a study: how long each warms up, and how many of them there are."""

from collections.abc import Callable, Sequence
from numbers import Real
from typing import NamedTuple

from tugline.errors import UsageError
from tugline.studies.customers import WEEK, Crowd
from tugline.studies.deciding import check_figure
from tugline.studies.engines import Engine
from tugline.studies.replicate import Base, Outcome, Policy
from tugline.studies.replications import Progress, replicate
from tugline.studies.stopping import LARGEST_PRECISION, Precision, replicate_until
from tugline.studies.warm_up import WarmUp, find_warm_up

AUTO = "auto"


class Worlds(NamedTuple):
    """All runs by policy, who came, days of warm-up, and what was found on the way: None where it was not asked for."""

    outcomes: dict[str, list[Outcome]]
    customers: Crowd
    warm_up: int
    found: WarmUp | None
    precision: Precision | None


def refuse_worlds(figure: str, precision: float | None, warm_up: int | str, *, replay: bool = False) -> None:
    """Refuse what no study can go by.

    Raises
    ------
    UsageError
        The figure is none to decide by, the precision out of range, or the warm-up a word other than `AUTO`.
    """
    check_figure(figure)
    if precision is not None and not (isinstance(precision, Real) and 0 < precision <= LARGEST_PRECISION):
        raise UsageError(f"study, precision: {precision!r}; expected above 0, at most {LARGEST_PRECISION}")
    if isinstance(warm_up, str) and warm_up != AUTO:
        raise UsageError(f"study, warm-up: {warm_up!r}; expected a number of days or {AUTO!r}")
    if replay and warm_up == AUTO:
        raise UsageError(f"study, warm-up: {warm_up!r}; expected a number of days: a replay begins as its history did")


def weeks(warm_up: int | str) -> int:
    """Return days of a warm-up in whole weeks, in which planners plan."""
    return -(-int(warm_up) // WEEK) * WEEK


def run_worlds(
    base: Base, policies: Sequence[Policy], coming: Callable[[int], Crowd], *, seed: int, replications: int,
    warm_up: int | str, days: int, figure: str, precision: float | None, threads: int | None, on: Engine,
    progress: Progress | None,
) -> Worlds:  # fmt: skip
    """Run every policy in every world; `replications` is the most where a precision is wanted.

    `coming` returns who comes in so many days from the start.
    """
    found = None
    if isinstance(warm_up, str):
        found = find_warm_up(base, policies, coming, seed=seed, threads=threads, on=on, progress=progress)
    before = found.days if found is not None else weeks(warm_up)
    customers = coming(before + days)
    if precision is None:
        outcomes = replicate(
            base, policies, customers, seed=seed, replications=replications, warm_up=before, days=days,
            threads=threads, on=on, progress=progress,
        )  # fmt: skip
        return Worlds(outcomes, customers, before, found, None)
    outcomes, reached = replicate_until(
        base, policies, customers, figure=figure, wanted=precision, seed=seed, most=replications, warm_up=before,
        days=days, threads=threads, on=on, progress=progress,
    )  # fmt: skip
    return Worlds(outcomes, customers, before, found, reached)
