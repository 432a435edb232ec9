"""Customers that a study draws beside those that its history records: as many a day, or not."""

import numpy as np

from tugline.studies.customers import LEAST_YEAR, YEAR, History, draw, expect
from tugline.studies.lives import Lives
from tugline.studies.twin import RELATIVE_TOLERANCE, Finding, judge_one
from tugline.world.chances import key_of

WORLDS = 4
NOT_ON_SALE = "for items that are not on sale then"
DEMAND = "order lines and sales"


def drawn_finding(
    history: History, day_start: np.ndarray, day: int, warm_up: int, days: int, seed: int, lives: Lives | None = None
) -> tuple[Finding, ...]:
    """Return how many lines a day a study draws from a history, in a few worlds, beside those that it records.

    That is of `days` days after the warm-up from local day `day` on, by lives of items, without trend or markdowns.

    Notes
    -----
    With a year of history each day is held against the same day of its last year, else against the whole history.
    """
    customers, first_day = expect(history, day, warm_up + days), day + warm_up
    low, high = history.days
    lines = np.bincount(np.repeat(history.day, np.diff(history.start)) - low, minlength=high - low)
    ahead = np.arange(first_day, first_day + days)
    if high - low >= LEAST_YEAR:
        same = high - YEAR + (ahead - high) % YEAR
        recorded = float(np.where(same >= low, lines[np.maximum(0, same - low)], lines.mean()).mean())
    else:
        recorded = float(lines.mean())
    drawn, gone = [], 0.0
    for r in range(WORLDS):
        rows = draw(customers, key_of(seed, r), day_start, first_day, days)
        come = rows if lives is None else lives.of(rows)
        drawn.append(len(come) / days)
        gone += (len(rows) - len(come)) / days / WORLDS
    verdict = judge_one(recorded, drawn, RELATIVE_TOLERANCE * recorded)
    note = "over all orders of the tables, not these days alone; without a trend"
    if gone:
        note += f"; {gone:,.1f} a day more would be {NOT_ON_SALE}"
    return (Finding(DEMAND, "", recorded, float(np.mean(drawn)), "a day", int(lines.sum()), verdict, note=note),)
