"""The columns of every source: from the row that gives it, or from the documented defaults."""

from dataclasses import dataclass

import numpy as np

from tugline.network import defaults
from tugline.network.exact import IntArray, ceil_div, lowest, product_fits
from tugline.network.findings import Findings
from tugline.network.layout import BUY, DROP, LARGEST_WHOLE, MAKE, MOVE, NEVER, PPM, SOURCE_KINDS
from tugline.network.money import rates_at, unit_prices
from tugline.network.reach import Draft
from tugline.network.registers import Register, Registers
from tugline.network.tables import MISSING, Table, Tables
from tugline.network.timeline import Timeline
from tugline.units.quantity import format_scaled


def read_drafts(tables: Tables, registers: Registers, findings: Findings) -> Draft:
    """Return the sources that the tables give, those with a problem left out."""
    table = tables["sources"]
    item, location = registers.items.rows_of(table["item"]), registers.locations.rows_of(table["location"])
    kind = table["kind"]
    named = registers.locations.rows_of(table["from"])
    homeless = (kind == MOVE) & (named < 0)
    findings.add_rows(
        "source.from", "sources", table.lines, homeless, "from", lambda _: "", "the location that it moves from"
    )
    place = np.where(kind == MOVE, named, np.where(kind == MAKE, np.where(named >= 0, named, location), -1))
    keep = (item >= 0) & (location >= 0) & (kind >= 0) & ~homeless
    point = item * len(registers.locations) + location
    return Draft(point, kind, place, np.arange(table.n, dtype=np.int64)).where(keep)


def lacks_supplier(drafts: Draft, table: Table) -> bool:
    """Return whether something is bought of whom no table names."""
    named = np.append(table["from"].codes >= 0, [False])[drafts.row]
    return bool(np.any(((drafts.kind == BUY) | (drafts.kind == DROP)) & ~named))


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rows of `sources` say, in item units, ticks and own money; the last entry is for default sources."""

    calendar: IntArray
    safety_ticks: IntArray
    fence_ticks: IntArray
    minimum: IntArray
    multiple: IntArray
    maximum: IntArray
    unit_cost: IntArray
    freight_cost: IntArray
    priced: IntArray
    """1 = the row names a unit cost."""
    share: IntArray
    priority: IntArray
    valid_from: IntArray
    valid_to: IntArray
    supplier: IntArray
    """Row of the column `from` among the suppliers, -1 where it is empty or names a location."""


def read_terms(
    tables: Tables, registers: Registers, scale: IntArray, *, suppliers: Register, calendars: Register,
    timeline: Timeline, findings: Findings,
) -> Terms:  # fmt: skip
    """Return the terms of every row of `sources`, and those of a default source.

    Parameters
    ----------
    scale
        By item: integer units in one item unit.
    """
    settings = tables.settings
    table = tables["sources"]
    factor = _factor(table, findings)
    first_day = timeline.clock.date(0).toordinal()
    rates = rates_at(tables["rates"], table["currency"], settings.currency, first_day)
    unrated = rates[0][table["currency"].codes] == 0
    findings.add_rows(
        "source.currency", "sources", table.lines, unrated, "currency",
        lambda row: table["currency"].names[table["currency"].codes[row]],
        f"{settings.currency}, or a currency with a rate at or before the start in the rates table",
    )  # fmt: skip
    rates = np.maximum(rates[0], 1), rates[1]
    calendar = calendars.rows_of(table["calendar"])
    findings.add_rows(
        "calendar.unknown", "sources", table.lines, (table["calendar"].codes >= 0) & (calendar < 0), "calendar",
        lambda row: table["calendar"].names[table["calendar"].codes[row]], "a calendar of the calendars table",
    )  # fmt: skip
    item = registers.items.rows_of(table["item"])
    minimum, multiple, maximum = _lots(table, factor, np.append(scale, 1)[item], findings)
    valid_from, valid_to = timeline.window(table)
    given = {
        "calendar": calendar,
        "safety_ticks": timeline.ticks(table["safety_time"], 0),
        "fence_ticks": timeline.ticks(table["fence"], 0),
        "minimum": minimum,
        "multiple": multiple,
        "maximum": maximum,
        "unit_cost": unit_prices(table, "unit_cost", rates, factor, findings),
        "freight_cost": unit_prices(table, "freight_cost", rates, factor, findings),
        "priced": (table["unit_cost"] != MISSING).astype(np.int64),
        "share": np.where(table["share"] == MISSING, 0, table["share"]),
        "priority": np.where(table["priority"] == MISSING, defaults.SOURCE_PRIORITY, table["priority"]),
        "valid_from": valid_from,
        "valid_to": valid_to,
        "supplier": np.where(table["kind"] == MOVE, -1, suppliers.rows_of(table["from"])),
    }
    otherwise = {
        "calendar": -1,
        "minimum": defaults.MINIMUM,
        "multiple": 1,
        "maximum": NEVER,
        "priority": defaults.SOURCE_PRIORITY,
        "valid_from": -NEVER,
        "valid_to": NEVER,
        "supplier": -1,
    }
    _check(table, given, findings)
    return Terms(**{name: np.append(column, otherwise.get(name, 0)) for name, column in given.items()})


def _factor(table: Table, findings: Findings) -> tuple[IntArray, IntArray]:
    """Return item units in one purchase unit, as ratios in lowest terms."""
    factor = table["unit_factor"]
    given = factor.numerator != MISSING
    useless = given & (factor.numerator <= 0)
    findings.add_rows(
        "source.unit_factor", "sources", table.lines, useless, "unit_factor",
        lambda row: f"{factor.numerator[row]}/{factor.denominator[row]}", "item units in one purchase unit, above 0",
    )  # fmt: skip
    sound = given & ~useless
    return lowest(np.where(sound, factor.numerator, 1), np.where(sound, factor.denominator, 1))


def _lots(
    table: Table, factor: tuple[IntArray, IntArray], scale: IntArray, findings: Findings
) -> tuple[IntArray, IntArray, IntArray]:
    """Return minimum, multiple and maximum in the item's integer units.

    They are given in purchase units. A minimum rounds up and a maximum down; a multiple must come out whole. Where none
    is given, a source with a unit factor sells whole purchase units, if those are whole in the item's units.
    """
    numerator, denominator = factor

    def in_item_units(column: str) -> IntArray:
        given = table[column]
        value = np.where(given == MISSING, 0, given)
        bad = (
            (value < 0) | ~product_fits(value, numerator) | ((given != MISSING) & (column != "minimum") & (value == 0))
        )
        findings.add_rows(
            "source.lot", "sources", table.lines, bad, column, lambda row: str(value[row]),
            "0 or more" if column == "minimum" else "more than 0",
        )  # fmt: skip
        return np.where(bad, 0, value) * np.where(bad, 1, numerator)

    minimum, multiple, maximum = (in_item_units(column) for column in ("minimum", "multiple", "maximum"))
    broken = multiple % denominator != 0
    findings.add_rows(
        "source.lot", "sources", table.lines, broken, "multiple",
        lambda row: f"{multiple[row] // numerator[row]} x {numerator[row]}/{denominator[row]}",
        "a multiple that is a whole number of the item's smallest units", "a whole multiple of the unit factor?",
    )  # fmt: skip
    unit = numerator * scale
    whole_unit = np.where(
        (table["unit_factor"].numerator != MISSING) & (unit % denominator == 0), unit // denominator, 1
    )
    minimum = ceil_div(minimum, denominator)
    multiple = np.where(table["multiple"] == MISSING, whole_unit, np.maximum(multiple // denominator, 1))
    most, decimals = LARGEST_WHOLE * scale, np.round(np.log10(scale)).astype(np.int64)
    for column, value in (("minimum", minimum), ("multiple", multiple), ("maximum", maximum // denominator)):
        findings.add_rows(
            "source.lot", "sources", table.lines, value > most, column,
            lambda row, value=value: format_scaled(int(value[row]), int(decimals[row])),  # type: ignore[misc]
            f"at most {LARGEST_WHOLE:.0e} item units", "a smaller unit_factor?",
        )  # fmt: skip
    return minimum, multiple, np.where(table["maximum"] == MISSING, NEVER, maximum // denominator)


def _check(table: Table, given: dict[str, IntArray], findings: Findings) -> None:
    small = given["maximum"] < np.maximum(given["minimum"], given["multiple"])
    findings.add_rows(
        "source.lot", "sources", table.lines, small, "maximum",
        lambda row: str(given["maximum"][row]), "at least the minimum and the multiple",
    )  # fmt: skip
    findings.add_rows(
        "source.window", "sources", table.lines, given["valid_to"] <= given["valid_from"], "valid_to",
        lambda row: str(given["valid_to"][row]), "a day after valid_from",
    )  # fmt: skip
    share = given["share"]
    findings.add_rows(
        "source.share", "sources", table.lines, (share < 0) | (share > PPM), "share",
        lambda row: str(share[row] / PPM), "a share from 0 to 1",
    )  # fmt: skip


def lead_days(kind: IntArray, operations: IntArray) -> IntArray:
    """Return the default lead time in days; 0 = a make source whose operations say how long it takes."""
    by_kind = np.array([defaults.LEAD_DAYS[name] for name in SOURCE_KINDS], np.int64)
    return np.where((kind == MAKE) & (operations > 0), 0, by_kind[kind])
