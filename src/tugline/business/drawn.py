"""Customers that a study draws beside those that its history records: as many a day, or not."""

from datetime import date

import numpy as np

from tugline.studies.customers import LEAST_YEAR, YEAR, History, draw, expect
from tugline.studies.lives import Lives
from tugline.studies.twin import RELATIVE_TOLERANCE, Finding, judge_one
from tugline.world.chances import key_of

WORLDS = 4
NOT_ON_SALE = "for items that are not on sale then"
DEMAND = "order lines and sales"


def drawn_finding(
    history: History, start: date, day_start: np.ndarray, day: int, seed: int, lives: Lives | None = None
) -> tuple[Finding, ...]:
    """Return how many lines a day a study draws from a history, in a few worlds, beside those that it records.

    Neither hangs on how long the study is: with a year of history its last year is held against a year of customers
    from local day `day` on, each day against the same day of the year; with less, all of it. `start` is local day 0.
    With `lives`, nobody comes for items that are not on sale.
    """
    low, high = history.days
    lines = np.bincount(np.repeat(history.day, np.diff(history.start)) - low, minlength=high - low)
    recorded = lines[-YEAR:] if high - low >= LEAST_YEAR else lines
    customers = expect(history, day, YEAR)
    drawn, gone = [], 0.0
    for r in range(WORLDS):
        rows = draw(customers, key_of(seed, r), day_start, day, YEAR)
        come = rows if lives is None else lives.of(rows)
        drawn.append(len(come) / YEAR)
        gone += (len(rows) - len(come)) / YEAR / WORLDS
    mean = float(recorded.mean())
    first, last = (date.fromordinal(start.toordinal() + d).isoformat() for d in (high - len(recorded), high - 1))
    note = f"recorded {first} to {last}; the twin: drawn for a year from the start on, without a trend"
    if gone:
        note += f"; {gone:,.1f} a day more would be {NOT_ON_SALE}"
    verdict = judge_one(mean, drawn, RELATIVE_TOLERANCE * mean)
    return (Finding(DEMAND, "", mean, float(np.mean(drawn)), "a day", int(recorded.sum()), verdict, note=note),)
