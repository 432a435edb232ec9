"""Run a case: its study, a verdict on every published figure, and the same with each assumption lower and higher."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from tugline.business.study_limits import DAYS_IN_YEAR, days_of_years, refuse_numbers
from tugline.business.studying import PolicyOf, Study, study
from tugline.cases.case import Build, Built
from tugline.cases.catalogue import case_named
from tugline.cases.parameters import CaseFile
from tugline.cases.verdict import Verdict, verdict
from tugline.errors import UsageError

Progress = Callable[[int, int], None]
"""Told (runs done, runs in all)."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What comes of the published figures when one assumption is another number."""

    parameter: str
    value: float
    verdicts: list[Verdict]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of a case; `sensitivity` is empty where it was not asked for."""

    name: str
    file: CaseFile
    study: Study
    verdicts: list[Verdict]
    sensitivity: list[Changed]


def run_case(
    name: str, *, replications: int | None = None, years: float | None = None, seed: int = 1, sensitivity: bool = True,
    threads: int | None = None, progress: Progress | None = None,
) -> CaseResult:  # fmt: skip
    """Build a case from its parameters, run it, and hold it against what was published.

    Parameters
    ----------
    name
        One of `catalogue.CASES`.
    replications, years
        Worlds, and what is measured in each; those of the case's file if None.
    sensitivity
        Whether each assumption is tried lower and higher, in as many worlds.

    Raises
    ------
    UsageError
        There is no such case, or a number is out of range.
    """
    file, build = case_named(name)
    if file.fixed and years is not None:
        raise UsageError(
            f"case {name}, years: {years:g}; expected none: what was published of it is of {file.days} days",
            hint="Leave them away.",
        )
    others = list(tried(file)) if sensitivity else []
    worlds = file.replications if replications is None else replications
    refuse_numbers(f"case {name}", worlds, seed, 0, threads)
    if years is not None:
        days_of_years(years, f"case {name}")
    each = worlds * len(file.policies)

    def run(number: int, values: Mapping[str, float]) -> tuple[Study, list[Verdict]]:
        def told(done: int, _: int) -> None:
            if progress is not None:
                progress(number * each + done, (1 + len(others)) * each)

        return _run(file, build, values, replications=worlds, years=years, seed=seed, threads=threads, progress=told)

    found, verdicts = run(0, file.values())
    changed = [
        Changed(parameter, value, run(number, {**file.values(), parameter: value})[1])
        for number, (parameter, value) in enumerate(others, 1)
    ]
    return CaseResult(name, file, found, verdicts, changed)


def tried(file: CaseFile) -> Iterator[tuple[str, float]]:
    """Yield each assumption with its low and its high."""
    for name, parameter in file.parameters.items():
        for value in (parameter.low, parameter.high):
            if parameter.assumed and value is not None:
                yield name, value


def _named(name: str, make: PolicyOf) -> PolicyOf:
    return lambda company: replace(make(company), name=name)


def _run(
    file: CaseFile, build: Build, values: Mapping[str, float], *, replications: int, years: float | None, seed: int,
    threads: int | None, progress: Progress,
) -> tuple[Study, list[Verdict]]:  # fmt: skip
    built: Built = build(values)
    found = study(
        built.tables, policies=file.policies, years=file.days / DAYS_IN_YEAR if years is None else years,
        replications=replications, seed=seed, warm_up=file.warm_up, threads=threads, progress=progress,
        others={policy: _named(policy, make) for policy, make in built.policies.items()}, customers=built.customers,
    )  # fmt: skip
    return found, [verdict(each, found.outcomes, built.figures) for each in file.published]
