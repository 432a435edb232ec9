"""The honest twin of a company: its present policy, simulated over its own history, beside what that records."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tugline.business.policies import PRESENT
from tugline.business.record import Record
from tugline.business.twin_assumptions import assumption_findings, unrecorded_assumptions
from tugline.business.twin_words import sentences
from tugline.facts.kinds import FACT, Kind
from tugline.network.network import Network
from tugline.studies.observed import Facts
from tugline.studies.replicate import Base, Outcome, Policy, run
from tugline.studies.twin import (
    DAYS_TOLERANCE,
    RELATIVE_TOLERANCE,
    SHARE_TOLERANCE,
    Finding,
    Twin,
    judge_one,
)
from tugline.studies.watch import Watch
from tugline.units.quantity import plural
from tugline.world.chances import key_of

MOST_WORLDS = 4
"""Worlds of luck that the twin runs in at most: it is to be compared, not measured to the last digit."""
ON_TIME, HALF, MOST = "on time", "order to delivery, half of lines", "order to delivery, 95% of lines"
TILLS, STOCK = "recorded sales that it could make", "stock, mean of days"


@dataclass(frozen=True, slots=True)
class Present:
    """The present policy in some worlds over the days of a record: what came of it, and what its facts told."""

    outcomes: list[Outcome]
    facts: list[Facts]


class Days(NamedTuple):
    """Local days of a record: the first, the day after the last, and the last tick of these."""

    first: int
    stop: int
    as_of: int


def varies(base: Base) -> bool:
    """Return whether anything in the worlds of a study is a matter of luck, customers aside."""
    source, resource, _ = base.chances
    return bool((source["row"] >= 0).any() or (resource["row"] >= 0).any())


def days_of(record: Record, day_start: np.ndarray) -> Days:
    """Return the days of a record."""
    first, stop = record.days(day_start)
    return Days(first, stop, int(day_start[stop]) - 1)


def honest_twin(
    network: Network, base: Base, record: Record, *, loops_stated: bool, counted: int, seed: int, worlds: int,
    threads: int | None, more: tuple[Finding, ...] = (),
) -> Twin:  # fmt: skip
    """Run the present policy over a company's own history and compare; where there is nothing to compare, say so.

    Parameters
    ----------
    base
        The business as it was at its start.
    loops_stated
        Whether the tables say which loops are in force.
    counted
        Stock points whose stock at the start is not known.
    more
        What was compared elsewhere, to be told with the rest.
    """
    days = days_of(record, network.day_start)
    findings: list[Finding] = []
    worlds = min(worlds, MOST_WORLDS) if varies(base) else 1
    missing = [*_unstated(network, loops_stated=loops_stated, counted=counted), *_unrecorded(record)]
    if _is_comparable(record):
        present = _run_present(base, record, days, seed, worlds, threads)
        if record.facts is not None:
            window = record.facts[record.facts["tick"] <= days.as_of]
            findings += assumption_findings(network, base.grid, window, present.facts)
            missing += unrecorded_assumptions(window)
        findings += more
        findings += [f for f in _outcomes(network, record, days, present) if f is not None]
    else:
        findings += more
        worlds = 0
    clock = network.clock
    return Twin(
        first_day=clock.date(int(max(0, network.day_start[days.first]))).isoformat(),
        last_day=clock.date(days.as_of).isoformat(),
        record=record.told,
        worlds=worlds,
        findings=tuple(findings),
        not_recorded=tuple(missing),
        says=tuple(sentences(findings, missing)),
    )


def _is_comparable(record: Record) -> bool:
    return len(record.customers.rows) > 0 and (
        record.facts is not None or bool((record.customers.rows["kind"] == Kind.SALE_MADE).any())
    )


def _run_present(base: Base, record: Record, days: Days, seed: int, worlds: int, threads: int | None) -> Present:
    policy, base = Policy(PRESENT, np.zeros(0, FACT), ""), base._replace(day=days.first)
    kept = [Facts() for _ in range(worlds)]

    def one(r: int) -> Outcome:
        return run(
            base, policy, record.customers, key_of(seed, r), warm_up=0, days=days.stop - days.first, seen=kept[r]
        )

    with ThreadPoolExecutor(threads) as pool:
        return Present(list(pool.map(one, range(worlds))), kept)


def _outcomes(network: Network, record: Record, days: Days, present: Present) -> Iterator[Finding | None]:
    """Yield what customers and the books saw: of the record and of the twin."""
    if record.facts is not None:
        yield from _deliveries(network, record.facts, days, present)
        yield _stock(record, days, present)
    sales = int((record.customers.rows["kind"] == Kind.SALE_MADE).sum())
    if sales:
        served = [float(o.values["till_service"] or 0) for o in present.outcomes]
        verdict = judge_one(1.0, served, SHARE_TOLERANCE)
        note = "they were made, so the goods were there"
        yield Finding(TILLS, "", 1.0, float(np.mean(served)), "share", sales, verdict, note=note)


def arrivals(facts: np.ndarray) -> np.ndarray:
    """Return facts in which what was shipped counts as delivered, if nobody ever said that anything was delivered."""
    if (facts["kind"] == Kind.DELIVERED).any():
        return facts
    told = facts.copy()
    told["kind"][told["kind"] == Kind.SHIPPED] = int(Kind.DELIVERED)
    return told


def _deliveries(network: Network, facts: np.ndarray, days: Days, present: Present) -> Iterator[Finding | None]:
    told = arrivals(facts[facts["tick"] <= days.as_of])
    if not (told["kind"] == Kind.DELIVERED).any():
        return
    watch = Watch(int(network.day_start[days.first]))
    watch.add(told)
    lines = watch.lines()
    service, waits = lines.service(days.as_of), lines.waits(days.as_of, 86_400 / network.tick_seconds)
    ordered = np.sort(waits.days)
    shown = (
        (ON_TIME, "on_time_share", "share", service.on_time_share, service.due_lines),
        (HALF, "days_to_delivery_p50", "days", _rank(ordered, 50), len(ordered)),
        (MOST, "days_to_delivery_p95", "days", _rank(ordered, 95), len(ordered)),
    )
    for aspect, name, unit, recorded, n in shown:
        values = [value for o in present.outcomes if (value := o.values[name]) is not None]
        if recorded is None or not values:
            continue
        tolerance = SHARE_TOLERANCE if unit == "share" else max(DAYS_TOLERANCE, RELATIVE_TOLERANCE * recorded)
        verdict = judge_one(recorded, values, tolerance)
        yield Finding(aspect, "", recorded, float(np.mean(values)), unit, n, verdict)


def _rank(ordered: np.ndarray, percent: int) -> float | None:
    return float(ordered[-(-len(ordered) * percent // 100) - 1]) if len(ordered) else None


def _stock(record: Record, days: Days, present: Present) -> Finding | None:
    """Return the stock by day as a share of the recorded, None where the books know no value of it."""
    if record.inventory is None:
        return None
    recorded = record.inventory[: days.stop - days.first].astype(float)
    mean = float(recorded.mean()) if len(recorded) else 0.0
    if mean <= 0:
        return None
    each = [o.series["inventory"][: len(recorded)].astype(float) for o in present.outcomes]
    twin = [float(series.mean()) / mean for series in each]
    apart = float(np.mean([np.abs(series - recorded).mean() for series in each])) / mean
    verdict = judge_one(1.0, twin, RELATIVE_TOLERANCE)
    note = f"day by day {apart:.1%} apart, at standard cost"
    return Finding(STOCK, "", 1.0, float(np.mean(twin)), "share", len(recorded), verdict, note=note)


def _unstated(network: Network, *, loops_stated: bool, counted: int) -> Iterator[str]:
    """Yield what the tables leave open, so that something stands for it in every world."""
    if not loops_stated:
        yield "the present policy: the loops table states none, so the default policy stands for it"
    if counted:
        yield f"the stock of the start at {plural(counted, 'stock point')}: what their loops aim at stands for it"
    if defaulted := int(network.source["defaulted_lead"].sum()):
        yield f"lead times of {plural(defaulted, 'source')}, in no table either: the default stands for them"


def _unrecorded(record: Record) -> Iterator[str]:
    if record.facts is None:
        yield (
            "what came of orders and pulls: nobody tells receipts, work, scrap, shipments or stock in this world; with"
            ' world = "plant" in business.toml, rows of `events` do'
        )
        return
    kinds = set(np.unique(record.facts["kind"]).tolist())
    if not kinds & {int(Kind.DELIVERED), int(Kind.SHIPPED)}:
        yield "deliveries: no `delivered` and no `shipped`"
    elif int(Kind.DELIVERED) not in kinds:
        yield "when goods arrived: no `delivered`; `shipped` stands for it"
    if record.inventory is None:
        yield "stock by day: nobody told what came in or left"
