"""What customers and the books saw of a history, of the record and of the twin: deliveries, stock by day, sales."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tugline.business.record import Record
from tugline.facts.kinds import Kind
from tugline.network.network import Network
from tugline.studies.observed import Facts
from tugline.studies.replicate import Outcome
from tugline.studies.twin import DAYS_TOLERANCE, RELATIVE_TOLERANCE, SHARE_TOLERANCE, Finding, judge_one
from tugline.studies.watch import Watch

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


def days_of(record: Record, day_start: np.ndarray) -> Days:
    """Return the days of a record."""
    first, stop = record.days(day_start)
    return Days(first, stop, int(day_start[stop]) - 1)


def outcome_findings(network: Network, record: Record, days: Days, present: Present) -> list[Finding]:
    """Return what customers and the books saw: of the record and of the twin."""
    found: list[Finding] = []
    if record.facts is not None:
        found += _deliveries(network, record.facts, days, present)
        found += _stock(record, days, present)
    sales = int((record.customers.rows["kind"] == Kind.SALE_MADE).sum())
    if sales:
        served = [float(o.values["till_service"] or 0) for o in present.outcomes]
        verdict = judge_one(1.0, served, SHARE_TOLERANCE)
        note = "they were made, so the goods were there"
        found.append(Finding(TILLS, "", 1.0, float(np.mean(served)), "share", sales, verdict, note=note))
    return found


def arrivals(facts: np.ndarray) -> np.ndarray:
    """Return facts in which what was shipped counts as delivered, if nobody ever said that anything was delivered."""
    if (facts["kind"] == Kind.DELIVERED).any():
        return facts
    told = facts.copy()
    told["kind"][told["kind"] == Kind.SHIPPED] = int(Kind.DELIVERED)
    return told


def _deliveries(network: Network, facts: np.ndarray, days: Days, present: Present) -> Iterator[Finding]:
    told = arrivals(facts[facts["tick"] <= days.as_of])
    if not (told["kind"] == Kind.DELIVERED).any():
        return
    watch = Watch(int(network.day_start[days.first]))
    watch.add(told)
    lines = watch.lines()
    service, waits = lines.service(days.as_of), lines.waits(days.as_of, 86_400 / network.tick_seconds)
    shown = (
        (ON_TIME, "on_time_share", "share", service.on_time_share, service.due_lines),
        (HALF, "days_to_delivery_p50", "days", waits.of_most(50), len(waits.days)),
        (MOST, "days_to_delivery_p95", "days", waits.of_most(95), len(waits.days)),
    )
    for aspect, name, unit, recorded, n in shown:
        values = [value for o in present.outcomes if (value := o.values[name]) is not None]
        if recorded is None or not values:
            continue
        tolerance = SHARE_TOLERANCE if unit == "share" else max(DAYS_TOLERANCE, RELATIVE_TOLERANCE * recorded)
        verdict = judge_one(recorded, values, tolerance)
        yield Finding(aspect, "", recorded, float(np.mean(values)), unit, n, verdict)


def _stock(record: Record, days: Days, present: Present) -> Iterator[Finding]:
    """Yield the stock by day as a share of the recorded; nothing where the books know no value of it."""
    if record.inventory is None:
        return
    recorded = record.inventory[: days.stop - days.first].astype(float)
    mean = float(recorded.mean()) if len(recorded) else 0.0
    if mean <= 0:
        return
    each = [o.series["inventory"][: len(recorded)].astype(float) for o in present.outcomes]
    twin = [float(series.mean()) / mean for series in each]
    apart = float(np.mean([np.abs(series - recorded).mean() for series in each])) / mean
    verdict = judge_one(1.0, twin, RELATIVE_TOLERANCE)
    note = f"day by day {apart:.1%} apart, at standard cost"
    yield Finding(STOCK, "", 1.0, float(np.mean(twin)), "share", len(recorded), verdict, note=note)
