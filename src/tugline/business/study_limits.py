"""How large a study may be, and which policies there are: whatever lies outside is refused before anything runs."""

import math
from collections.abc import Sequence
from numbers import Integral, Real

from tugline.business.policies import NAMES, by_models, nearest_name
from tugline.errors import UsageError
from tugline.studies.engines import ENGINES
from tugline.studies.statsforecasts import refuse_missing

DAYS_IN_YEAR = 365
LEAST_DAYS = 28
LARGEST_YEARS = 8
MOST_THREADS = 1024
FRACTIONS = frozenset({"service"})
"""Numbers that need not be whole."""


def days_of_years(years: float, what: str = "study") -> int:
    """Return how many whole days some years are."""
    low, high = LEAST_DAYS, LARGEST_YEARS * DAYS_IN_YEAR
    if not _is_number(years) or not math.isfinite(years) or not low <= round(years * DAYS_IN_YEAR) <= high:
        number = "as a number of years such as 0.5"
        raise UsageError(f"{what}, years: {years!r}; expected {LEAST_DAYS} days to {LARGEST_YEARS} years, {number}")
    return round(years * DAYS_IN_YEAR)


def _is_number(value: object) -> bool:
    return isinstance(value, Integral | Real) and not isinstance(value, bool)


def names_of(policies: str | Sequence[str]) -> Sequence[str]:
    """Return names of policies that may be written in one text, with commas between."""
    return [name.strip() for name in policies.split(",") if name.strip()] if isinstance(policies, str) else policies


def refuse(
    policies: Sequence[str], replications: int, seed: int, warm_up: int | str, threads: int | None, *,

    engine: str = "threads",
    more: Sequence[str] = (),
) -> None:  # fmt: skip
    """Refuse what makes no study, before any time is spent.

    `more` = names of policies beside those that are known; a warm-up in words is to be found out.
    """
    refuse_policies(policies, more)
    if engine not in ENGINES:
        raise UsageError(f"study, engine: {engine!r}; expected {', '.join(ENGINES[:-1])} or {ENGINES[-1]}")
    refuse_numbers("study", replications, seed, warm_up, threads)


def refuse_numbers(
    what: str, replications: int, seed: int, warm_up: int | str, threads: int | None,
    *more: tuple[str, float, float, float],
) -> None:  # fmt: skip
    """Refuse numbers of worlds that are out of range, and `more`: names, values, the lowest and the highest allowed."""
    limits = (
        *more,
        ("replications", replications, 2, 10_000),
        ("seed", seed, 0, 2**63 - 1),
        ("warm-up", 0 if isinstance(warm_up, str) else warm_up, 0, 1000),
        ("threads", 1 if threads is None else threads, 1, MOST_THREADS),
    )
    for name, value, low, high in limits:
        whole = name not in FRACTIONS
        if not (isinstance(value, Integral) if whole else _is_number(value)) or isinstance(value, bool):
            number = "a whole number" if whole else "a number"
            raise UsageError(f"{what}, {name}: {value!r}; expected {number}, {low} to {high}")
        if not low <= value <= high:
            raise UsageError(f"{what}, {name}: {value}; expected {low} to {high}")


def refuse_policies(policies: Sequence[str], more: Sequence[str] = ()) -> None:
    """Refuse names of policies of which one is not known or named twice, or none at all."""
    if not policies or len(set(policies)) < len(policies):
        raise UsageError(f"policies {', '.join(policies) or 'none'}; expected at least one, each once")
    names = (*NAMES, *more)
    for name in policies:
        if name not in names:
            near = nearest_name(name, more)
            hint = f"Maybe {near!r} is meant." if near else ""
            raise UsageError(f"policy {name!r}; expected some of {', '.join(names)}", hint=hint)
    if any(by_models(name) for name in policies):
        refuse_missing()
