"""Lots and levels that `check` doubts: more than is used in the days that the goods keep, so that the rest spoils."""

import math
from collections.abc import Iterator

import numpy as np

from tugline.business.loop_table import loop_rows
from tugline.business.naming import Naming
from tugline.business.parts import make_grid
from tugline.business.perishing import shelf_days
from tugline.business.policy import days_text, lead_days_of
from tugline.business.rates import Demand, first_sources, measure
from tugline.network.loop_rows import LoopRow
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.studies.ageing import KEEPS
from tugline.units.quantity import plural


def spoiling(network: Network, tables: Tables, history: Demand) -> Iterator[tuple[str, int, str, str]]:
    """Yield table, line, quantity and why: smallest lots of sources, then what rows of the loops table fill up to.

    Rates are those of the history; where nobody used any, nothing is doubted. Of what a loop fills up to a part may
    always be under way, and does not age: it is doubted where it is more than its lead time uses besides.
    """
    keeps = shelf_days(network, tables)
    if (keeps == KEEPS).all():
        return
    use = measure(network, history).mean
    yield from _large_lots(network, use, keeps)
    yield from _high_levels(network, tables, use, keeps)


def _large_lots(network: Network, use: np.ndarray, keeps: np.ndarray) -> Iterator[tuple[str, int, str, str]]:
    naming, told = Naming(network), set()
    for row in np.flatnonzero(network.source_line > 0).tolist():
        source, line = network.source[row], int(network.source_line[row])
        point, lot = int(source["point"]), max(int(source["minimum"]), int(source["multiple"]))
        if 0 < use[point] * keeps[point] < lot and line not in told:
            told.add(line)
            why = _why(naming, point, lot / use[point], int(keeps[point]), "the smallest lot of its source")
            yield "sources", line, naming.show(point, lot), why


def _high_levels(
    network: Network, tables: Tables, use: np.ndarray, keeps: np.ndarray
) -> Iterator[tuple[str, int, str, str]]:
    naming, told = Naming(network), set()
    grid, first = make_grid(network), first_sources(network)
    for row in loop_rows(network, tables):
        point, most = row.place, _filled_up_to(row)
        # Without a source nothing is under way.
        row_of = int(first[point])
        lead = lead_days_of(network, grid, row_of, max(1, math.ceil(use[point]))) if row_of >= 0 else 0.0
        if 0 < use[point] * (keeps[point] + lead) < most and row.line not in told:
            told.add(row.line)
            why = _why(naming, point, most / use[point], int(keeps[point]), f"what its {row.loop} loop fills up to")
            yield "loops", row.line, naming.show(point, most), why


def _filled_up_to(row: LoopRow) -> int:
    """Return what a loop fills its position up to, 0 where its row does not say it."""
    given = {name: value for name, value in row.parameters.items() if isinstance(value, int)}
    if row.loop == "reorder":
        return given["point"] + given["quantity"] if {"point", "quantity"} <= given.keys() else 0
    return given.get({"base_stock": "level", "min_max": "max"}.get(row.loop, ""), 0)


def _why(naming: Naming, point: int, days: float, keeps: int, what: str) -> str:
    return (
        f"{naming.item(point)} at {naming.location(point)}: {what} is used up in {days_text(days)}, and it keeps for"
        f" {plural(keeps, 'day')}: in a study the rest spoils"
    )
