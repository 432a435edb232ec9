"""Bills of material: lines in force, scrap included, as ratios of integer units."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tugline.network.exact import BoolArray, IntArray, lowest, product_fits, ratio_product
from tugline.network.findings import Findings
from tugline.network.layout import LARGEST_WHOLE, NEED, NEVER, PPM, Records
from tugline.network.options import ItemOptions
from tugline.network.registers import Registers
from tugline.network.spans import lines_at, offsets
from tugline.network.tables import MISSING, Rational, Table, Tables
from tugline.network.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Bills:
    """All bill lines that can still hold, sorted by item and component; item i has `start[i] .. start[i + 1] - 1`."""

    start: IntArray
    item: IntArray
    component: IntArray
    location: IntArray
    """-1 = at every location."""
    numerator: IntArray
    """Integer units of the component for one integer unit of the item, scrap included; a ratio in lowest terms."""
    denominator: IntArray
    numerator_max: IntArray
    """Largest numerator that the largest quantity of the item can be multiplied by."""
    in_force: BoolArray
    """Valid at the start, and no option or the default option of its group."""
    line: IntArray
    begun: BoolArray
    """Valid at the start, whatever is chosen."""
    group: IntArray
    """The group that the line belongs to, by its place among those of the item; -1 = none."""
    option: IntArray
    """The option of that group that draws it, by its place."""
    optional: BoolArray


def read_bills(
    tables: Tables, registers: Registers, scale: IntArray, options: Mapping[int, ItemOptions], timeline: Timeline,
    findings: Findings,
) -> Bills:  # fmt: skip
    """Return the bill lines of the tables.

    Parameters
    ----------
    scale
        By item: integer units in one item unit.
    options
        By item: what customers may choose.

    Notes
    -----
    A line whose `valid_to` lies at or before the start is left out. One that starts later, or belongs to an option that
    is not its group's default, is kept for the map of who draws from whom but is not in force.
    """
    table = tables["boms"]
    item, component = registers.items.rows_of(table["item"]), registers.items.rows_of(table["component"])
    location = registers.locations.rows_of(table["location"])
    numerator, denominator, sound = _factors(table, item, component, scale, findings)
    valid_from, valid_to = timeline.window(table)
    keep = np.flatnonzero(sound & (item >= 0) & (component >= 0) & (valid_to > 0))
    keep = keep[np.lexsort((location[keep], component[keep], item[keep]))]
    group, place = _answers(table, item, options)
    begun = valid_from <= 0
    # A line of an option that nobody knows is never drawn.
    in_force = begun & ((table["option_group"].codes < 0) | (place == 0))
    return Bills(
        offsets(item[keep], len(registers.items)), item[keep], component[keep], location[keep], numerator[keep],
        denominator[keep], _numerator_max(scale[item[keep]]), in_force[keep], table.lines[keep], begun[keep],
        group[keep], place[keep], table["option_group"].codes[keep] >= 0,
    )  # fmt: skip


def _factors(
    table: Table, item: IntArray, component: IntArray, scale: IntArray, findings: Findings
) -> tuple[IntArray, IntArray, BoolArray]:
    """Return the needs of one integer unit as ratios, and where they are sound."""
    quantity = table["quantity"]
    scrap = np.where(table["scrap_rate"] == MISSING, 0, table["scrap_rate"])
    missing, useless = quantity.numerator <= 0, (scrap >= PPM) | (scrap < 0)
    findings.add_rows(
        "bill.quantity", "boms", table.lines, missing, "quantity",
        lambda row: _ratio(quantity, row), "a quantity above 0",
    )  # fmt: skip
    findings.add_rows(
        "bill.scrap", "boms", table.lines, useless, "scrap_rate", lambda row: str(scrap[row] / PPM),
        "a share from 0 to below 1", "0.05 for five per cent?",
    )  # fmt: skip
    sound = ~missing & ~useless & (item >= 0) & (component >= 0)
    one = np.ones(len(item), np.int64)
    units, per = np.where(sound, scale[component], one), np.where(sound, scale[item], one)
    numerator, denominator, fits = ratio_product(
        (np.where(sound, quantity.numerator, 1), quantity.denominator),
        (units, per),
        (one * PPM, np.where(sound, PPM - scrap, 1)),
    )
    # A kernel multiplies a quantity of the item by the numerator; the product must stay below 2^62.
    large = sound & (~fits | (numerator > _numerator_max(per)))
    findings.add_rows(
        "bill.too_fine", "boms", table.lines, large, "quantity",
        lambda row: f"{_ratio(quantity, row)}, scrap {scrap[row] / PPM}",
        f"a factor that {LARGEST_WHOLE:.0e} units can be multiplied by in 62 bits",
        "fewer digits in the quantity, the scrap rate or the component's unit?",
    )  # fmt: skip
    return numerator, denominator, sound & ~large


def _ratio(cells: Rational, row: int) -> str:
    n, d = int(cells.numerator[row]), int(cells.denominator[row])
    return "" if n == MISSING else str(Fraction(n, d))


def _numerator_max(scale: IntArray) -> IntArray:
    return (NEVER - 1) // (LARGEST_WHOLE * scale)


def _answers(table: Table, item: IntArray, options: Mapping[int, ItemOptions]) -> tuple[IntArray, IntArray]:
    """Return the group of each line and its option by their places; -1 = it belongs to none, or is not known."""
    group, place = np.full(len(item), -1, np.int64), np.full(len(item), -1, np.int64)
    # Options are few (people choose among them), so a loop over their lines costs nothing.
    for row in np.flatnonzero(table["option_group"].codes >= 0).tolist():
        of_item = options.get(int(item[row]))
        found = of_item.find((table["option_group"].text(row), table["option"].text(row))) if of_item else None
        if found is not None:
            group[row], place[row] = found
    return group, place


def need_records(
    bills: Bills, *, source: IntArray, item: IntArray, location: IntArray,
    component_row: Callable[[IntArray, IntArray], IntArray], findings: Findings,
) -> tuple[IntArray, Records]:  # fmt: skip
    """Return the owners and the NEED records of make sources, sorted by source and point; equal ones are added up.

    Parameters
    ----------
    source, item, location
        The make sources: their rows, what they make where.
    component_row
        (component, position of the make source) to the row of the point that it is drawn from.
    """
    owner, line = lines_at(bills.start, bills.location, item, location)
    owner, line = owner[bills.in_force[line]], line[bills.in_force[line]]
    point = component_row(bills.component[line], owner)
    order = np.lexsort((point, owner))
    owner, point, line = source[owner[order]], point[order], line[order]
    new = np.ones(len(owner), np.bool_)
    new[1:] = (owner[1:] != owner[:-1]) | (point[1:] != point[:-1])
    first = np.flatnonzero(new)
    numerator, denominator, fits = _summed(bills.numerator[line], bills.denominator[line], first)
    findings.add_rows(
        "bill.too_fine", "boms", bills.line[line[first]], ~fits | (numerator > bills.numerator_max[line[first]]),
        "quantity", lambda row: f"{numerator[row]}/{denominator[row]}" if fits[row] else "",
        "lines of one component whose sum is a ratio of smaller numbers", "fewer digits in quantities and scrap rates?",
    )  # fmt: skip
    records = np.zeros(len(first), NEED)
    records["point"], records["numerator"], records["denominator"] = point[first], numerator, denominator
    return owner[first], records


def _summed(numerator: IntArray, denominator: IntArray, first: IntArray) -> tuple[IntArray, IntArray, BoolArray]:
    """Return the sum of the ratios in each run (a run begins at every row of `first`), and where it fits."""
    length = np.diff(np.append(first, len(numerator)))
    total, below = numerator[first], denominator[first]
    fits = np.ones(len(first), np.bool_)
    for place in range(1, int(length.max(initial=1))):
        run = np.flatnonzero(length > place)
        n, d = numerator[first[run] + place], denominator[first[run] + place]
        common = np.gcd(below[run], d)
        left, right = d // common, below[run] // common
        fits[run] &= product_fits(total[run], 2 * left) & product_fits(n, 2 * right) & product_fits(below[run], left)
        safe = run[fits[run]]
        kept = fits[run]
        total[safe], below[safe] = lowest(total[safe] * left[kept] + n[kept] * right[kept], below[safe] * left[kept])
    return total, below, fits
