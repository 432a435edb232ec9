"""The compiled network: what the business is, as the arrays that kernels read and the names that people know."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from tugline.network import defaults
from tugline.network.choice_text import parse_answers
from tugline.network.exact import IntArray
from tugline.network.lanes import Lanes
from tugline.network.layout import BUY, CUSTOMER, DROP, MAKE, MOVE, NEVER, SOURCE_KINDS, SUPPLIER, Records
from tugline.network.options import ItemOptions
from tugline.network.parties import Parties
from tugline.network.registers import Register, Registers
from tugline.network.settings import Settings
from tugline.network.spans import places
from tugline.network.tables import Names
from tugline.units.quantity import format_scaled
from tugline.units.time import Clock


@dataclass(frozen=True, slots=True)
class Items:
    """The items by row, in alphabetical order of their names.

    `description`, `unit` and `family` are columns of names in that order; `table_row` is the row of each item in the
    items table, for the columns that are not repeated here. `cost` and `price` are those given, -1 = none.
    """

    name: tuple[str, ...]
    description: Names
    unit: Names
    family: Names
    decimals: IntArray
    scale: IntArray
    cost: IntArray
    price: IntArray
    table_row: IntArray

    def __len__(self) -> int:
        return len(self.name)


class Default(NamedTuple):
    """One thing that the tables do not say: what is missing, where, and what is taken instead."""

    what: str
    which: str
    value: str


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """A business compiled to arrays. All arrays are read-only; see `network.layout` for their fields.

    `day_start` holds the tick with which each local day begins and that with which the last one ends; day 0 is that of
    tick 0, and `first_day` its date (as `date.toordinal`).
    `terms` is [customers' payment ticks, suppliers' payment ticks, weekday of `day_start[0]` (0 = Monday)].
    `options` holds what customers may choose, by row of the items that have options.
    `source_line` is the line of each source in its table, 0 = a default source. `operation_step`,
    `operation_alternative` and `operation_setup_group` hold, by operation, rows of the names beside them (-1 = none).
    """

    settings: Settings
    clock: Clock
    hash: str
    items: Items
    registers: Registers
    parties: Parties
    calendars: Register
    point: Records
    source: Records
    need: Records
    choice: Records
    options: Mapping[int, ItemOptions]
    operation: Records
    resource: Records
    party: Records
    lanes: Lanes
    open: Records
    calendar_start: IntArray
    day_start: IntArray
    first_day: int
    terms: IntArray
    source_line: IntArray
    operation_step: IntArray
    operation_alternative: IntArray
    operation_setup_group: IntArray
    step_names: tuple[str, ...]
    alternative_names: tuple[str, ...]
    setup_group_names: tuple[str, ...]
    resource_line: IntArray

    def __post_init__(self) -> None:
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)

    def __repr__(self) -> str:
        return (
            f"<Network {self.settings.name!r}: {len(self.items)} items, {len(self.location_names)} locations, "
            f"{len(self.point)} stock points on {self.n_levels} levels, {len(self.source)} sources, "
            f"{len(self.resource)} resources, {len(self.party)} parties>"
        )

    @property
    def tick_seconds(self) -> int:
        """Return the seconds in one tick."""
        return int(self.clock.tick_seconds)

    @property
    def n_levels(self) -> int:
        """Return the number of levels."""
        return int(self.point["level"][-1]) + 1 if len(self.point) else 0

    @property
    def location_names(self) -> tuple[str, ...]:
        """Return the names of the locations by row."""
        return self.registers.locations.names

    @property
    def resource_names(self) -> tuple[str, ...]:
        """Return the names of the resources by row."""
        return self.registers.resources.names

    @property
    def calendar_names(self) -> tuple[str, ...]:
        """Return the names of the calendars by row."""
        return self.calendars.names

    @property
    def party_names(self) -> tuple[str, ...]:
        """Return the names of suppliers, then customers, by row; a supplier and a customer may share one."""
        return self.parties.names

    @cached_property
    def party_keys(self) -> tuple[str, ...]:
        """Return a distinct text for each party: "supplier" or "customer", a tab, its name."""
        word = {SUPPLIER: "supplier", CUSTOMER: "customer"}
        kinds = self.party["kind"].tolist()
        return tuple(f"{word[kind]}\t{name}" for kind, name in zip(kinds, self.party_names, strict=True))

    @cached_property
    def point_names(self) -> tuple[str, ...]:
        """Return item, tab, location of every point."""
        items, locations = self.items.name, self.location_names
        rows = zip(self.point["item"].tolist(), self.point["location"].tolist(), strict=True)
        return tuple(f"{items[item]}\t{locations[location]}" for item, location in rows)

    @cached_property
    def source_names(self) -> tuple[str, ...]:
        """Return item, location, kind and where from of every source, separated by tabs; all are distinct.

        A priority other than the default and a start of validity are part of the name; nothing else about a source
        is, so that a changed lead time or price is a change of the same source.
        """
        s = self.source
        origins = self._origins().tolist()
        names = [
            f"{self.point_names[point]}\t{SOURCE_KINDS[kind]}\t{origin}"
            for point, kind, origin in zip(s["point"].tolist(), s["kind"].tolist(), origins, strict=True)
        ]
        special = (s["priority"] != defaults.SOURCE_PRIORITY) | (s["valid_from"] != -NEVER)
        for row in np.flatnonzero(special).tolist():
            since = int(s["valid_from"][row])
            names[row] += f"\t{s['priority'][row]}\t{'' if since == -NEVER else self.clock.date(since).isoformat()}"
        return tuple(names)

    def _origins(self) -> np.ndarray:
        s = self.source
        names = np.array([*self.party_names, *self.location_names, ""], dtype=object)
        n = len(self.party_names)
        moves = s["kind"] == MOVE
        at = np.where(moves, n + self.point["location"][np.where(moves, s["from_point"], 0)], s["supplier"])
        return names[at]

    @cached_property
    def _points_by_key(self) -> tuple[IntArray, IntArray]:
        key = self.point["item"] * len(self.location_names) + self.point["location"]
        order = np.argsort(key)
        return key[order], order

    def item_rows(self, column: Names) -> IntArray:
        """Return the item of every cell, -1 where it is not known."""
        return self.registers.items.rows_of(column)

    def location_rows(self, column: Names) -> IntArray:
        """Return the location of every cell; an empty one means the default location, -1 one not known."""
        return self.registers.locations_of(column)

    def point_rows(self, items: IntArray | Names, locations: IntArray | Names) -> IntArray:
        """Return the stock points of items at locations, given as rows or as table columns; -1 where there is none."""
        item = self.item_rows(items) if isinstance(items, Names) else items
        location = self.location_rows(locations) if isinstance(locations, Names) else locations
        key, row = self._points_by_key
        at = places(key, np.where((item < 0) | (location < 0), -1, item * len(self.location_names) + location))
        return np.where(at < 0, -1, row[at] if len(row) else -1)

    def point_row(self, item: str, location: str = "") -> int:
        """Return the stock point of an item at a location (none = the default location), or -1."""
        at = self.registers.locations.row(location) if location else self.registers.default_location
        return int(self.point_rows(np.array([self.registers.items.row(item)]), np.array([at]))[0])

    def choice_text(self, point: int, number: int) -> str:
        """Return what is chosen of the item at a stock point as it is written, every group of it."""
        return self.options[int(self.point["item"][point])].text(number)

    def choice_number(self, point: int, text: str) -> int:
        """Return the number of a choice that `choice_text` wrote under any tables, -1 = these do not have it any more.

        One that is the default now stays a choice of its own: the number that comes after those of all choices.
        """
        options = self.options.get(int(self.point["item"][point]))
        try:
            return (options.numbered(parse_answers(text)) or options.total) if options else -1
        except KeyError:
            return -1

    def source_rows(self, point: int) -> range:
        """Return the sources of a point, best priority first."""
        return range(int(self.point["source_start"][point]), int(self.point["source_stop"][point]))

    def step_name(self, operation: int) -> str:
        """Return what the tables call the step of an operation."""
        return self.step_names[int(self.operation_step[operation])]

    def step_number(self, source: int, name: str) -> int:
        """Return the number (`OPERATION.step`) of a make source's step by its name, or 0 if it has no such step."""
        for row in range(int(self.source["operation_start"][source]), int(self.source["operation_stop"][source])):
            if self.step_name(row) == name:
                return int(self.operation["step"][row])
        return 0

    def explain_defaults(self) -> list[Default]:
        """Return everything that was taken because the tables do not say it, in the order of points and sources."""
        return [*self._default_stock(), *self._default_sources(), *self._default_costs(), *self._default_resources()]

    def _default_stock(self) -> list[Default]:
        rows = np.flatnonzero(self.point["unknown_stock"]).tolist()
        return [Default("stock", _at(self.point_names[row]), "unknown, 0 until counted") for row in rows]

    def _default_sources(self) -> list[Default]:
        found = []
        origins = self._origins()
        for row in np.flatnonzero(self.source_line == 0).tolist():
            kind = int(self.source["kind"][row])
            value = SOURCE_KINDS[kind] + (f" from {origins[row]}" if kind != MAKE else "")
            found.append(Default("source", _at(self.point_names[self.source["point"][row]]), value))
        for row in np.flatnonzero(self.source["defaulted_lead"]).tolist():
            word = SOURCE_KINDS[self.source["kind"][row]]
            days = f"{defaults.LEAD_DAYS[word]} {'open ' if self.source['lead_open'][row] else ''}day"
            days += "s" if defaults.LEAD_DAYS[word] != 1 else ""
            found.append(Default("lead time", f"{_at(self.point_names[self.source['point'][row]])}, {word}", days))
        bought = (self.source["kind"] == BUY) | (self.source["kind"] == DROP)
        for row in np.flatnonzero((self.source["defaulted_cost"] == 1) & bought).tolist():
            name = f"{_at(self.point_names[self.source['point'][row]])}, {SOURCE_KINDS[self.source['kind'][row]]}"
            found.append(Default("purchase price", name, "the standard cost"))
        return found

    def _default_costs(self) -> list[Default]:
        first = np.unique(self.point["item"], return_index=True)[1]
        rows = first[self.point["defaulted_cost"][first] == 1]
        return [
            Default(
                "standard cost",
                self.items.name[self.point["item"][row]],
                format_scaled(self.point["standard_cost"][row], 4),
            )
            for row in rows.tolist()
        ]

    def _default_resources(self) -> list[Default]:
        rows = np.flatnonzero(self.resource_line == 0).tolist()
        return [Default("resource", self.resource_names[row], "1 unit, always open, no cost") for row in rows]


def _at(point_name: str) -> str:
    return " at ".join(point_name.split("\t"))
