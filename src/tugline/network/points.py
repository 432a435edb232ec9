"""Which stock points the tables name, and the rows of all points in their levels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tugline.network.exact import BoolArray, IntArray
from tugline.network.findings import Findings
from tugline.network.known import NOTHING_ELSE, Known
from tugline.network.layout import MAKE, MOVE
from tugline.network.levels import SHOWN, Graph, circles, levels, way_round
from tugline.network.reach import Draft, Ground
from tugline.network.registers import Registers
from tugline.network.spans import distinct, places, ranges
from tugline.network.tables import Tables

NAMING = ("stock", "supply", "orders", "sales", "forecast", "events", "subscriptions")
"""Tables whose rows name a stock point; `sources` and `boms` do so besides, in their own way."""


def named_points(tables: Tables, registers: Registers, known: Known = NOTHING_ELSE) -> IntArray:
    """Return the sorted keys (item * locations + location) of the points that the tables name or facts do.

    Rows with an unknown item name none.
    """
    n_locations = len(registers.locations)
    found = []
    for name in (*NAMING, "loops"):
        table = tables[name]
        item = registers.items.rows_of(table["item"])
        if name == "subscriptions":
            location = np.full(table.n, registers.default_location)
        else:
            # A loop for many points at once names no known item and location; it watches points that are there anyway.
            location = registers.locations_of(table["location"])
        found.append(distinct((item * n_locations + location)[(item >= 0) & (location >= 0)]))
    return distinct(*found, _known_points(registers, known))


def _known_points(registers: Registers, known: Known) -> IntArray:
    names = [point.partition("\t") for point in known.points]
    item = np.array([registers.items.row(name[0]) for name in names], np.int64)
    location = np.array([registers.locations.row(name[2]) for name in names], np.int64)
    return distinct((item * len(registers.locations) + location)[item >= 0])


def parents(tables: Tables, registers: Registers, findings: Findings) -> IntArray:
    """Return the parent of every location, -1 = none."""
    table = tables["locations"]
    parent = np.full(len(registers.locations), -1, np.int64)
    parent[registers.locations.rows_of(table["location"])] = registers.locations.rows_of(table["parent"])
    below = np.flatnonzero(parent >= 0)
    graph = Graph(len(parent), below, parent[below])
    for circle in circles(graph):
        way = way_round(circle, registers.locations.names.__getitem__)
        findings.add("location.circle", "locations", 0, "parent", way, "parents that do not lead back to a location")
        parent[circle] = -1
    return parent


@dataclass(frozen=True, slots=True)
class Draws:
    """What makes draw: by line of a bill, the draft that makes, the key of the component's point, and the line."""

    source: IntArray
    key: IntArray
    line: IntArray


def edges(keys: IntArray, sources: Draft, draws: Draws, ground: Ground) -> Graph:
    """Return who draws from whom among the points: moves from the point they draw from, makes from their components.

    The moves are first, in the order of their sources.
    """
    moves = np.flatnonzero(sources.kind == MOVE)
    item, _ = ground.split(sources.point[moves])
    above = np.concatenate([sources.point[moves], sources.point[draws.source]])
    below = np.concatenate([item * ground.n_locations + sources.place[moves], draws.key])
    assert not np.any(sources.kind[draws.source] != MAKE)
    return Graph(len(keys), places(keys, above), places(keys, below))


def edge_lines(sources: Draft, draws: Draws, source_lines: IntArray) -> tuple[IntArray, IntArray]:
    """Return of every edge whether a bill makes it, and the line of `boms` or `sources`, 0 = a default source."""
    row = sources.row[sources.kind == MOVE]
    moves = np.where(row >= 0, np.append(source_lines, 0)[row], 0)
    bill = np.append(np.zeros(len(moves), np.int64), np.ones(len(draws.line), np.int64))
    return bill, np.append(moves, draws.line)


def level_of(
    graph: Graph, keys: IntArray, registers: Registers, ground: Ground, findings: Findings, *,
    lines: tuple[IntArray, IntArray],
) -> IntArray:  # fmt: skip
    """Return the level of every point; circles are problems, told as the way round them and the lines that make it.

    `lines` is what `edge_lines` gives.
    """
    level, stuck = levels(graph)
    if stuck.any():
        item, location = ground.split(keys)
        rows = _Rows(graph, *lines)
        for circle in circles(graph):
            one_place = len(np.unique(location[circle])) == 1

            def name(point: int, *, alone: bool = one_place) -> str:
                at = "" if alone else f" at {registers.locations.names[location[point]]}"
                return f"{registers.items.names[item[point]]}{at}"

            _note_circle(way_round(circle, name), rows.of(circle), findings, alone=len(circle) == 2)
    return np.maximum(level, 0)


class _Rows:
    """The rows of `boms` and `sources` that make the edges of a graph, in the order of the edges' ends."""

    def __init__(self, graph: Graph, bill: IntArray, line: IntArray) -> None:
        self._n, self._bill, self._line = graph.n, bill, line
        ends = graph.above * graph.n + graph.below
        self._order = np.argsort(ends, kind="stable")
        self._ends = ends[self._order]

    def of(self, circle: Sequence[int]) -> list[tuple[str, int]]:
        """Return table and line, 0 = none, of all that make the steps of a way, along it."""
        way = np.array(circle, np.int64)
        steps = way[:-1] * self._n + way[1:]
        start, stop = (np.searchsorted(self._ends, steps, side) for side in ("left", "right"))
        edges = self._order[ranges(start, stop)]
        tables = ("boms" if bill else "sources" for bill in self._bill[edges].tolist())
        return list(zip(tables, self._line[edges].tolist(), strict=True))


def _note_circle(way: str, rows: list[tuple[str, int]], findings: Findings, *, alone: bool) -> None:
    """Note a circle, of one point `alone` or of several, in the table that makes it, and the rows that do."""
    table, line = min(rows)
    column = "component" if table == "boms" else "from"
    if alone:
        itself = "another component than the item itself" if table == "boms" else "another place than it moves to"
        findings.add("network.circle", table, line, column, way, itself)
        return
    told = list(dict.fromkeys(f"{name} line {line}" for name, line in rows if line))
    more = [f"one of {len(told) - SHOWN:,} others"] if len(told) > SHOWN else []
    wrong = " or ".join([*told[:SHOWN], *more])
    hint = f"{wrong} is the wrong way round?" if told else "a row of sources for one of them is missing?"
    expected = "bills and moves that end somewhere; this one leads back to where it began"
    findings.add("network.circle", table, 0, column, way, expected, hint)


def in_order(level: IntArray) -> tuple[IntArray, IntArray]:
    """Return (place in the sorted keys by row, row by place): by level, then item name, then location name.

    Keys are ranks of names, so a stable sort by level is enough. Points are not sorted by mechanism inside a level:
    which loop watches a point is a fact that may change while the rows may not.
    """
    order = np.argsort(level, kind="stable")
    row = np.empty_like(order)
    row[order] = np.arange(len(order))
    return order, row


def has_rows(keys: IntArray, tables: Tables, registers: Registers) -> BoolArray:
    """Return for which points the stock table has a row."""
    table = tables["stock"]
    item, location = registers.items.rows_of(table["item"]), registers.locations_of(table["location"])
    there = distinct((item * len(registers.locations) + location)[(item >= 0) & (location >= 0)])
    return places(there, keys) >= 0
