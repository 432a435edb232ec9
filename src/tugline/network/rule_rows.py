"""The tables of standing rules, checked row by row: names that there are, and rows that agree with one another."""

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from tugline.network.findings import Findings
from tugline.network.loop_rows import ALL, fewest_decimals, note_names
from tugline.network.references import Known
from tugline.network.tables import MISSING, Durations, Table
from tugline.units.quantity import format_scaled

DECIMALS = 3
"""What no item has more of."""
WHOLE = 10**6
"""A share of one, in millionths."""


def check_rules(tables: Mapping[str, Table], known: Known, findings: Findings) -> None:
    """Note rows of `limits` and `quotas` for things or customers that there are not, or that contradict one another."""
    limits, quotas = tables["limits"], tables["quotas"]
    families = frozenset(tables["items"]["family"].names)
    items, customers = known.by_table["items"], known.by_table["customers"]
    channels = frozenset(tables["customers"]["channel"].names)
    for table in (limits, quotas):
        if items is not None:
            note_names(table, "item", items | families | {ALL}, "an item, a family, or *", findings)
        _check_decimals(table, known.items, fewest_decimals(tables["items"]), findings)
    if customers is not None:
        expected = "a customer, a channel of customers, or *"
        note_names(limits, "customer", customers | channels | {ALL}, expected, findings)
    note_names(quotas, "channel", channels, "a channel of the customers table", findings)
    if quotas.n:
        _check_sides(quotas, findings)
        for rows in _by_item(quotas):
            _check_sum(quotas, rows, findings)
            _check_within(quotas, rows, findings)


def _check_decimals(table: Table, names: Collection[str], fewest: Mapping[str, int], findings: Findings) -> None:
    """Note quantities finer than some item of a family, or of all, has them: reading left those in thousandths."""
    items, quantity = table["item"], table["quantity"]
    for row in np.flatnonzero(quantity != MISSING).tolist():
        thing = items.text(row)
        places = fewest.get(thing, DECIMALS)
        if thing not in names and int(quantity[row]) % 10 ** (DECIMALS - places):
            findings.add(
                "cell.decimals", table.name, int(table.lines[row]), "quantity", format_scaled(int(quantity[row]), 3),
                f"a number with at most {places} decimals; no item that the row is for has more",
            )  # fmt: skip


def _check_sides(table: Table, findings: Findings) -> None:
    """Note rows that name a channel and a class, or what belongs to the other one."""
    is_channel, is_class = table["channel"].codes >= 0, table["class"] != MISSING
    has_share, has_quantity = table["share"] != MISSING, table["quantity"] != MISSING
    for bad, column, expected in (
        (is_channel & is_class, "class", "a channel or a class in a row, not both"),
        (is_channel & ~is_class & ~has_share, "share", "a share, in every row of a channel"),
        (is_channel & ~is_class & has_quantity, "quantity", "no quantity in a row of a channel: it has a share"),
        (is_class & ~is_channel & ~has_quantity, "quantity", "a quantity, in every row of a class"),
        (is_class & ~is_channel & has_share, "share", "no share in a row of a class: it has a quantity"),
    ):
        findings.add_rows("rule.sides", table.name, table.lines, bad, column, lambda row: _said(table, row), expected)


def _check_sum(table: Table, rows: np.ndarray, findings: Findings) -> None:
    shares = np.where(table["share"][rows] == MISSING, 0, table["share"][rows])
    over = np.flatnonzero(np.cumsum(shares) > WHOLE)
    if len(over):
        row = int(rows[over[0]])
        findings.add(
            "rule.shares", table.name, int(table.lines[row]), "share", f"{shares.sum() / WHOLE:g}",
            f"at most 1 for all channels of {table['item'].text(row)!r} together",
        )  # fmt: skip


def _check_within(table: Table, rows: np.ndarray, findings: Findings) -> None:
    within: Durations = table["within"]
    other = rows[within.seconds[rows] != within.seconds[rows[0]]]
    if len(other):
        row = int(other[0])
        findings.add(
            "rule.within", table.name, int(table.lines[row]), "within", _said(table, row),
            f"the same time as in line {table.lines[rows[0]]}: all rows for {table['item'].text(row)!r} count by one",
        )  # fmt: skip


def _by_item(table: Table) -> Iterator[np.ndarray]:
    codes = table["item"].codes
    for code in range(len(table["item"].names)):
        rows = np.flatnonzero(codes == code)
        if len(rows):
            yield rows


def _said(table: Table, row: int) -> str:
    rank = table["class"][row]
    return " ".join(filter(None, (table["item"].text(row), table["channel"].text(row), _class(rank))))


def _class(rank: int) -> str:
    return "" if rank == MISSING else f"class {rank}"
