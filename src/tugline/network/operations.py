"""Routings: the steps of each item in order, their resources, and the time that they take in ticks."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tugline.network import defaults
from tugline.network.calendars import Calendars
from tugline.network.exact import IntArray, ceil_div, ratio_product
from tugline.network.findings import Findings
from tugline.network.layout import LARGEST_WHOLE, NEVER, OPERATION, PPM, RESOURCE, Records
from tugline.network.registers import Register, Registers, used
from tugline.network.spans import offsets
from tugline.network.tables import MISSING, Names, Table, Tables


@dataclass(frozen=True, slots=True)
class Routings:
    """All operations, sorted by item, step, alternative and resource; item i has `start[i] .. start[i + 1] - 1`."""

    start: IntArray
    item: IntArray
    location: IntArray
    """-1 = at every location."""
    records: Records
    """OPERATION rows; `step` and `alternative` are ranks among all names, to be counted anew in each source."""
    share: IntArray
    """Good share of the pieces started, ppm; PPM where none is given."""
    step_names: tuple[str, ...]
    alternative_names: tuple[str, ...]
    setup_group: IntArray
    """Row of the set-up groups, -1 = none."""
    setup_group_names: tuple[str, ...]


def read_resources(
    tables: Tables, registers: Registers, calendars: Calendars, *, tick_seconds: int, findings: Findings
) -> Records:
    """Return the RESOURCE records; resources that only operations name have one unit and are always open.

    A resource without a calendar follows that of its location.
    """
    table = tables["resources"]
    records = np.zeros(len(registers.resources), RESOURCE)
    records["units"], records["calendar"] = defaults.RESOURCE_UNITS, -1
    row = registers.resources.rows_of(table["resource"])
    _known(table, "calendar", calendars.register, findings)
    _known(tables["locations"], "calendar", calendars.register, findings)
    own = calendars.register.rows_of(table["calendar"])
    place = np.full(len(registers.locations) + 1, -1, np.int64)
    place[registers.locations.rows_of(tables["locations"]["location"])] = calendars.register.rows_of(
        tables["locations"]["calendar"]
    )
    place[-1] = -1
    calendar = np.where(own >= 0, own, place[registers.locations.rows_of(table["location"])])
    units = np.where(table["units"] == MISSING, defaults.RESOURCE_UNITS, table["units"])
    findings.add_rows(
        "resource.units", "resources", table.lines, units < 0, "units", lambda row: str(units[row]), "0 or more"
    )
    closed = (calendar >= 0) & ~np.append(calendars.ever_open(), [False])[calendar]
    findings.add_rows(
        "calendar.never_open", "resources", table.lines, closed, "calendar",
        lambda row: calendars.register.names[calendar[row]], "a calendar that opens at least once in ten years",
    )  # fmt: skip
    records["units"][row], records["calendar"][row] = units, calendar
    records["cost_per_hour"][row] = np.where(table["cost_per_hour"] == MISSING, 0, table["cost_per_hour"])
    limit = table["load_limit"].seconds
    records["load_limit"][row] = np.where(limit == MISSING, 0, np.maximum(1, limit // tick_seconds))
    return records


def read_routings(
    tables: Tables, registers: Registers, scale: IntArray, *, tick_seconds: int, findings: Findings
) -> Routings:
    """Return the operations of the tables."""
    table = tables["operations"]
    item, resource = registers.items.rows_of(table["item"]), registers.resources.rows_of(table["resource"])
    location = registers.locations.rows_of(table["location"])
    step, steps = _ranked(table["step"])
    alternative, alternatives = _ranked(table["alternative"])
    groups = Register.of(used(table["setup_group"]))
    group = groups.rows_of(table["setup_group"])
    records = np.zeros(table.n, OPERATION)
    records["step"], records["alternative"], records["resource"] = step, alternative, resource
    records["setup_ticks"] = _setup_ticks(table, tick_seconds, findings)
    efficiency = _efficiency(tables["resources"], registers.resources, findings)[resource]
    records["run_numerator"], records["run_denominator"] = _run(table, item, scale, efficiency, tick_seconds, findings)
    records["labour_cost"] = np.where(table["labour_cost"] == MISSING, 0, table["labour_cost"])
    share = np.where(table["yield"] == MISSING, PPM, table["yield"])
    findings.add_rows(
        "operation.yield", "operations", table.lines, (share <= 0) | (share > PPM), "yield",
        lambda row: str(share[row] / PPM), "a share above 0, at most 1", "0.97 for three per cent lost?",
    )  # fmt: skip
    keep = np.flatnonzero((item >= 0) & (resource >= 0) & (step >= 0))
    keep = keep[np.lexsort((location[keep], resource[keep], alternative[keep], step[keep], item[keep]))]
    return Routings(
        offsets(item[keep], len(registers.items)), item[keep], location[keep], records[keep],
        np.clip(share, 1, PPM)[keep], steps, alternatives, group[keep], groups.names,
    )  # fmt: skip


def resource_lines(table: Table, resources: Register) -> IntArray:
    """Return the line of every resource in its table, 0 = only operations name it."""
    lines = np.zeros(len(resources), np.int64)
    lines[resources.rows_of(table["resource"])] = table.lines
    return lines


def _known(table: Table, column: str, register: Register, findings: Findings) -> None:
    cells = table[column]
    unknown = (cells.codes >= 0) & (register.rows_of(cells) < 0)
    findings.add_rows(
        "calendar.unknown", table.name, table.lines, unknown, column,
        lambda row: cells.names[cells.codes[row]], "a calendar of the calendars table",
    )  # fmt: skip


def _ranked(cells: Names) -> tuple[IntArray, tuple[str, ...]]:
    """Return the rank of every cell, numbers before texts and in the order of numbers; an empty cell ranks -1."""
    names = tuple(sorted(used(cells), key=_step_key))
    rank = {name: row for row, name in enumerate(names)}
    by_code = np.array([*(rank[name] for name in cells.names), -1], np.int64)
    return by_code[cells.codes], names


def _step_key(name: str) -> tuple[int, Fraction, str]:
    try:
        return 0, Fraction(name), name
    except (ValueError, ZeroDivisionError):
        return 1, Fraction(0), name


def _setup_ticks(table: Table, tick_seconds: int, findings: Findings) -> IntArray:
    seconds = table["setup_time"].seconds
    seconds = np.where(seconds == MISSING, 0, seconds)
    findings.add_rows(
        "operation.finer_than_tick", "operations", table.lines, (seconds > 0) & (seconds < tick_seconds), "setup_time",
        lambda row: f"{seconds[row]} s", f"at least one tick ({tick_seconds} s)", "a smaller tick in business.toml?",
    )  # fmt: skip
    return ceil_div(seconds, tick_seconds)


def _efficiency(table: Table, resources: Register, findings: Findings) -> IntArray:
    """Return the efficiency of every resource, ppm; one more entry answers for row -1."""
    given = np.where(table["efficiency"] == MISSING, PPM, table["efficiency"])
    findings.add_rows(
        "resource.efficiency", "resources", table.lines, given <= 0, "efficiency",
        lambda row: str(given[row] / PPM), "a share above 0", "1 for the planned speed?",
    )  # fmt: skip
    efficiency = np.full(len(resources) + 1, PPM, np.int64)
    efficiency[resources.rows_of(table["resource"])] = np.maximum(given, 1)
    efficiency[-1] = PPM
    return efficiency


def _run(
    table: Table, item: IntArray, scale: IntArray, efficiency: IntArray, tick_seconds: int, findings: Findings
) -> tuple[IntArray, IntArray]:
    """Return the ticks of one integer unit as ratios."""
    run = table["run_time"]
    sound = (run.numerator >= 0) & (item >= 0)
    findings.add_rows(
        "operation.run_time", "operations", table.lines, (run.numerator < 0) & (item >= 0), "run_time",
        lambda row: "" if run.numerator[row] == MISSING else f"{run.numerator[row]}/{run.denominator[row]} s",
        "the time of one item unit, such as 2min",
    )  # fmt: skip
    one = np.ones(len(item), np.int64)
    units = np.where(sound, scale[np.where(sound, item, 0)] if len(scale) else 1, 1)
    numerator, denominator, fits = ratio_product(
        (np.where(sound, run.numerator, 0), run.denominator), (one * PPM, efficiency), (one, units * tick_seconds)
    )
    large = sound & (~fits | (numerator > (NEVER - 1) // (LARGEST_WHOLE * units)))
    findings.add_rows(
        "operation.too_fine", "operations", table.lines, large, "run_time",
        lambda row: f"{run.numerator[row]}/{run.denominator[row]} s, efficiency {efficiency[row] / PPM}",
        f"a time that {LARGEST_WHOLE:.0e} units can be multiplied by in 62 bits",
        "fewer digits in the run time or the resource's efficiency?",
    )  # fmt: skip
    return np.where(large, 0, numerator), np.where(large, 1, denominator)
