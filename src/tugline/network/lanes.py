"""Lanes: how goods get from locations to customers, and which of them lead to whom."""

from dataclasses import dataclass

import numpy as np

from tugline.network.calendars import Calendars, cut_off_name
from tugline.network.exact import IntArray
from tugline.network.findings import Findings, nearest
from tugline.network.layout import LANE, Records
from tugline.network.parties import Parties
from tugline.network.registers import Registers
from tugline.network.tables import MISSING, Table, Tables
from tugline.network.timeline import Timeline

EVERYBODY = "*"
NO_LANES = np.zeros(0, LANE), np.zeros(1, np.int64), np.zeros((0, 0), np.int64)
"""The LANE records, `lane_start` and `lane_of` of a business without lanes."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """The compiled lanes; see `layout.LANE`.

    `destination` (customers) is the column of each customer, `carrier` (lanes) who carries, empty = unnamed.
    """

    record: Records
    start: IntArray
    of: IntArray
    destination: IntArray
    carrier: tuple[str, ...]

    def __post_init__(self) -> None:
        for array in (self.record, self.start, self.of, self.destination):
            array.setflags(write=False)


def cut_offs_of(table: Table, tick_seconds: int, findings: Findings) -> set[tuple[str, int]]:
    """Return the calendar (empty = every day) and the minutes since midnight of every cut-off time."""
    minutes = table["cut_off"]
    given = minutes != MISSING
    step = max(tick_seconds // 60, 1)
    findings.add_rows(
        "lane.finer_than_tick", table.name, table.lines, given & (minutes % step != 0), "cut_off",
        lambda row: f"{minutes[row] // 60:02d}:{minutes[row] % 60:02d}",
        f"a whole number of ticks of {step} minutes", "a smaller tick in business.toml?",
    )  # fmt: skip
    return {(table["calendar"].text(row), int(minutes[row])) for row in np.flatnonzero(given).tolist()}


def read_lanes(
    tables: Tables, registers: Registers, parties: Parties, calendars: Calendars, timeline: Timeline,
    findings: Findings,
) -> Lanes:  # fmt: skip
    """Return the lanes of the business, and which of them lead to which customer.

    Notes
    -----
    Of the lanes from a location, those to a customer by name count for it, else those to its place, else those to
    everybody. Customers whom no lane names are told apart by their places alone, so that the table of groups grows
    with the places and not with the customers.
    """
    table = tables["lanes"]
    customers = parties.customers.names
    place_of = _places(tables["customers"])
    if not table.n:
        return Lanes(*NO_LANES, np.zeros(len(customers), np.int64), ())
    _check(table, calendars, set(customers), {place for place in place_of.values() if place}, findings)
    to = table["to"]
    named = set(to.names)
    kinds = sorted({(name if name in named else "", place_of.get(name, "")) for name in customers} | {("", "")})
    column = {kind: number for number, kind in enumerate(kinds)}
    keys = np.array([column[name if name in named else "", place_of.get(name, "")] for name in customers], np.int64)

    origin = registers.locations.rows_of(table["from"])
    carriers = [table["carrier"].text(row) for row in range(table.n)]
    priority = np.where(table["priority"] == MISSING, 1, table["priority"])
    order = sorted(range(table.n), key=lambda row: (int(origin[row]), to.text(row), int(priority[row]), carriers[row]))
    groups: dict[tuple[int, str], int] = {}
    for row in order:
        groups.setdefault((int(origin[row]), to.text(row)), len(groups))
    group = np.array([groups[int(origin[row]), to.text(row)] for row in order], np.int64)
    of = np.full((len(registers.locations), len(kinds)), -1, np.int64)
    for location in sorted({location for location, _ in groups}):
        for kind, number in column.items():
            found = (groups.get((location, name)) for name in (*(name for name in kind if name), EVERYBODY))
            of[location, number] = next((group for group in found if group is not None), -1)
    start = np.searchsorted(group, np.arange(len(groups) + 1)).astype(np.int64)
    record = _records(table, calendars, timeline, priority)[order]
    return Lanes(record, start, of, keys, tuple(carriers[row] for row in order))


def _places(customers: Table) -> dict[str, str]:
    names, places = customers["customer"], customers["place"]
    return {names.text(row): places.text(row) for row in range(customers.n)}


def _check(table: Table, calendars: Calendars, customers: set[str], places: set[str], findings: Findings) -> None:
    to, calendar = table["to"], table["calendar"]
    known = sorted(customers | places | {EVERYBODY})
    opens = calendars.ever_open()
    for row in range(table.n):
        line, name, hours = int(table.lines[row]), to.text(row), calendar.text(row)
        if name not in known:
            findings.add(
                "lane.to", table.name, line, "to", name, "a customer, the place of a customer, or *",
                nearest(name, known),
            )  # fmt: skip
        if hours and calendars.register.row(hours) < 0:
            findings.add(
                "calendar.unknown", table.name, line, "calendar", hours, "a calendar of the calendars table",
                nearest(hours, calendars.register.names),
            )  # fmt: skip
        elif hours and not opens[calendars.register.row(hours)]:
            findings.add(
                "lane.never_leaves", table.name, line, "calendar", hours, "a calendar that opens in the ten years from "
                "the start",
            )  # fmt: skip


def _records(table: Table, calendars: Calendars, timeline: Timeline, priority: IntArray) -> Records:
    lead = table["lead_time"]
    calendar = calendars.register.rows_of(table["calendar"])
    record = np.zeros(table.n, LANE)
    record["calendar"], record["priority"] = calendar, priority
    record["departs"] = calendar
    for row in np.flatnonzero(table["cut_off"] != MISSING).tolist():
        name = cut_off_name(table["calendar"].text(row), int(table["cut_off"][row]))
        record["departs"][row] = calendars.register.row(name)
    is_open = (calendar >= 0) & (lead.days != MISSING) & (lead.days > 0)
    record["lead_open"] = is_open
    record["lead_ticks"] = np.where(is_open, lead.days, timeline.ticks(lead, 0))
    return record
