"""Dates with a probability on real records: fitted on what was known at one day, judged on what was asked for later."""

import csv
import gzip
import math
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tugline.studies.predictive import LEAST, Predictive, Sample, luck_of
from tugline.world.luck import ONE, STEPS

PROBABILITIES = (0.8, 0.95)
DRAWS = 200
"""Distributions that may be the true one, whose mean tells the date of a probability."""


class Deal(NamedTuple):
    """What was asked for on a day, was stated to take so many days, > 0, and came on a day, None = it has not."""

    group: str
    asked: date
    stated: int
    came: date | None


class Covered(NamedTuple):
    """How many dates were judged, by how many groups of their own, and the share that held by probability.

    `stated` is the share that came within the days stated.
    """

    told: str
    judged: int
    groups: int
    shares: tuple[float, ...]
    stated: float


def coverage(told: str, deals: Sequence[Deal], splits: Sequence[date]) -> Covered:
    """Fit on what is known at each split and judge what is asked for from then until before the next one.

    A group with too few records goes by those of all groups together. What was asked for and had not come by the split
    counts as that, and no more.
    """
    held, stated, own = list[list[bool]](), list[bool](), set[str]()
    for split, end in pairwise(splits):
        before = [deal for deal in deals if deal.asked < split]
        after = [deal for deal in deals if split <= deal.asked < end and deal.came is not None]
        of = dict[str, list[Deal]]()
        for deal in before:
            of.setdefault(deal.group, []).append(deal)
        factors = dict[str, Sequence[float]]()
        every = _factors(_sample(before, split))
        for deal in after:
            if deal.group not in factors:
                sample = _sample(of.get(deal.group, []), split)
                factors[deal.group] = _factors(sample) if len(sample.known) >= LEAST else every
                own |= {deal.group} if len(sample.known) >= LEAST else set()
            took = (deal.came - deal.asked).days if deal.came is not None else 0
            # A date is a day: whatever part of it is promised, all of it is.
            held.append([took <= math.ceil(factor * deal.stated - 1e-6) for factor in factors[deal.group]])
            stated.append(took <= deal.stated)
    shares = np.array(held).mean(axis=0).tolist()
    return Covered(told, len(held), len(own), tuple(shares), float(np.mean(stated)))


def _sample(deals: Sequence[Deal], split: date) -> Sample:
    known, beyond = [], []
    for deal in deals:
        if deal.came is not None and deal.came < split:
            known.append(max(0.5, (deal.came - deal.asked).days) / deal.stated)
        else:
            beyond.append(max(0.5, (split - deal.asked).days) / deal.stated)
    return Sample(np.array(known), np.array(beyond))


def _factors(sample: Sample) -> Sequence[float]:
    """Return the factors that hold with the probabilities, where all distributions that may be true are as likely."""
    predictive, luck = Predictive(sample, luck_of(1)), luck_of(2)
    rows = np.sort(np.concatenate([predictive.row(luck)[: STEPS + 1] for _ in range(DRAWS)]))
    found: list[float] = (np.quantile(rows, PROBABILITIES) / ONE).tolist()
    return found


def deliveries(path: Path) -> Iterator[Deal]:
    """Yield the purchase lines of the delivery history that say when they were sent, scheduled and delivered.

    Lines of one vendor that were sent on one day for one date and came together count once.
    """
    seen = set[Deal]()
    for row in _rows(path):
        names = ("PO Sent to Vendor Date", "Scheduled Delivery Date", "Delivered to Client Date")
        sent, scheduled, came = (_day(row[name]) for name in names)
        if sent is None or scheduled is None or came is None or scheduled <= sent or came < sent:
            continue
        deal = Deal(row["Vendor"], sent, (scheduled - sent).days, came)
        if deal not in seen:
            seen.add(deal)
            yield deal


def work_orders(path: Path) -> Iterator[Deal]:
    """Yield the work orders of the bicycle maker by product: started, due and ended."""
    for row in _rows(path):
        started, due, ended = (_day(row[name][:10]) for name in ("StartDate", "DueDate", "EndDate"))
        if started is not None and due is not None and due > started:
            yield Deal(row["ProductID"], started, (due - started).days, ended)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day(text: str) -> date | None:
    """Return a day, None where it is not one: the delivery history has words in place of some dates."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
