"""Which stock points the tables name, and the rows of all points in their levels."""

import numpy as np

from tugline.network.exact import BoolArray, IntArray
from tugline.network.findings import Findings
from tugline.network.known import NOTHING_ELSE, Known
from tugline.network.layout import MAKE, MOVE
from tugline.network.levels import Graph, circles, levels
from tugline.network.reach import Draft, Ground
from tugline.network.registers import Registers
from tugline.network.spans import distinct, places
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
        way = " → ".join(registers.locations.names[row] for row in circle)
        findings.add("location.circle", "locations", 0, "parent", way, "parents that do not lead back to a location")
        parent[circle] = -1
    return parent


def edges(keys: IntArray, sources: Draft, need_source: IntArray, need_key: IntArray, ground: Ground) -> Graph:
    """Return who draws from whom among the points: moves from the point they draw from, makes from their components."""
    moves = np.flatnonzero(sources.kind == MOVE)
    item, _ = ground.split(sources.point[moves])
    above = np.concatenate([sources.point[moves], sources.point[need_source]])
    below = np.concatenate([item * ground.n_locations + sources.place[moves], need_key])
    assert not np.any(sources.kind[need_source] != MAKE)
    return Graph(len(keys), places(keys, above), places(keys, below))


def level_of(graph: Graph, keys: IntArray, registers: Registers, ground: Ground, findings: Findings) -> IntArray:
    """Return the level of every point; circles are problems, told as the way round them."""
    level, stuck = levels(graph)
    if stuck.any():
        item, location = ground.split(keys)
        for circle in circles(graph):
            one_place = len(set(location[circle].tolist())) == 1
            names = [
                registers.items.names[item[point]]
                + ("" if one_place else f" at {registers.locations.names[location[point]]}")
                for point in circle
            ]
            bill = len(set(item[circle].tolist())) > 1
            findings.add(
                "network.circle", "boms" if bill else "sources", 0, "component" if bill else "from", " → ".join(names),
                "bills and moves that end somewhere; this one leads back to where it began",
                "one of its lines is the wrong way round?",
            )  # fmt: skip
    return np.maximum(level, 0)


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
