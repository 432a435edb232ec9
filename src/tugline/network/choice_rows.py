"""Bills by choice: every line of a make source whose item has options, with the option that draws it."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import lcm

import numpy as np

from tugline.network.bills import Bills
from tugline.network.exact import IntArray
from tugline.network.findings import Findings
from tugline.network.layout import CHOICE, Records
from tugline.network.options import ItemOptions
from tugline.network.spans import lines_at


def choice_records(
    bills: Bills, options: Mapping[int, ItemOptions], *, source: IntArray, item: IntArray, location: IntArray,
    component_row: Callable[[IntArray, IntArray], IntArray], findings: Findings,
) -> tuple[IntArray, Records]:  # fmt: skip
    """Return the owners and the CHOICE records of make sources whose bills have options, sorted by source and point.

    Lines of one source and point have one denominator, so that those which a choice draws are added up exactly.

    Parameters
    ----------
    source, item, location
        The make sources: their rows, what they make where.
    component_row
        (component, position of the make source) to the row of the point that it is drawn from.
    """
    owner, line = lines_at(bills.start, bills.location, item, location)
    with_options = np.isin(owner, owner[bills.optional[line]]) & bills.begun[line]
    # A line of an option that nobody knows is never drawn.
    with_options &= ~bills.optional[line] | (bills.option[line] >= 0)
    owner, line = owner[with_options], line[with_options]
    point = component_row(bills.component[line], owner)
    order = np.lexsort((bills.option[line], bills.group[line], point, owner))
    owner, point, line = owner[order], point[order], line[order]
    records = np.zeros(len(owner), CHOICE)
    records["point"] = point
    start = 0
    while start < len(owner):
        stop = start + 1
        while stop < len(owner) and owner[stop] == owner[start] and point[stop] == point[start]:
            stop += 1
        _fill(records[start:stop], bills, line[start:stop], findings)
        start = stop
    for row in np.flatnonzero(bills.group[line] >= 0).tolist():
        of_item, group = options[int(item[owner[row]])], int(bills.group[line[row]])
        records["stride"][row] = of_item.strides[group]
        records["radix"][row] = len(of_item.groups[group].options)
        records["place"][row] = bills.option[line[row]]
    return source[owner], records


def _fill(records: Records, bills: Bills, line: IntArray, findings: Findings) -> None:
    """Give lines of one source and point ratios with one denominator; all of them together are small enough."""
    ratios = [
        Fraction(n, d) for n, d in zip(bills.numerator[line].tolist(), bills.denominator[line].tolist(), strict=True)
    ]
    below = lcm(*(ratio.denominator for ratio in ratios))
    above = [int(ratio * below) for ratio in ratios]
    if sum(above) > int(bills.numerator_max[line[0]]):
        findings.add(
            "bill.too_fine", "boms", int(bills.line[line[0]]), "quantity", f"{sum(above)}/{below}",
            "lines of one component whose sum is a ratio of smaller numbers", "fewer digits in quantities and scrap"
            " rates?",
        )  # fmt: skip
        return
    records["numerator"], records["denominator"] = above, below
