"""The table of loops: checked row by row, and told apart into one loop for each stock point."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tugline.network.columns import KINDS, LoopParameter, LoopSchemas
from tugline.network.findings import Findings, nearest
from tugline.network.noting import Guess, note_rows
from tugline.network.parse import FLAGS
from tugline.network.references import Known
from tugline.network.tables import Names, Table, Tables
from tugline.network.typed import decimals_of
from tugline.units.quantity import parse_scaled

ALL = "*"
BASE = ("item", "location", "loop")
COUNT_MAX = 1_000_000
"""Most cards, containers in a lot, or pulls under way that a row may name."""


@dataclass(frozen=True, slots=True)
class LoopRow:
    """The loop of one stock point: `place` in the sequence of points asked for, its parameters, and its line.

    Quantities are in the item's smallest units, integers and flags whole numbers, all other parameters texts.
    """

    place: int
    item: str
    location: str
    loop: str
    parameters: Mapping[str, int | str]
    line: int


def expand_loops(tables: Tables, items: Sequence[str], locations: Sequence[str]) -> list[LoopRow]:
    """Return the loop of every stock point that a row of `loops` is for, in the order of the points.

    A row for the item itself stands before one for its family, and that before one for all (`*`); among those, one for
    the location before one for its kind, and that before one for all.

    Parameters
    ----------
    items, locations
        The stock points: item and location of each.
    """
    table = tables["loops"]
    if not table.n:
        return []
    families, kinds = _groups(tables["items"], "family"), _groups(tables["locations"], "kind")
    decimals = decimals_of(tables["items"])
    rows = {key: row for row, key in enumerate(zip(_texts(table, "item"), _texts(table, "location"), strict=True))}
    loops = _texts(table, "loop")
    written = {row: dict(_given(table, row)) for row in range(table.n)}
    read: dict[tuple[int, int], Mapping[str, int | str]] = {}
    found = []
    for place, (item, location) in enumerate(zip(items, locations, strict=True)):
        keys = _keys(item, families.get(item, ALL), location, kinds.get(location, ALL))
        row = next((rows[key] for key in keys if key in rows), None)
        if row is None:
            continue
        key = row, decimals[item]
        if key not in read:
            read[key] = _values(written[row], tables.loop_schemas.get(loops[row], ()), decimals[item])
        found.append(LoopRow(place, item, location, loops[row], read[key], int(table.lines[row])))
    return found


def _keys(item: str, family: str, location: str, kind: str) -> Iterator[tuple[str, str]]:
    """Return what a row may say to be for a stock point, the most specific first."""
    for one in (item, family, ALL):
        for place in (location, kind, ALL):
            yield one, place


def _groups(table: Table, column: str) -> dict[str, str]:
    """Return the group (a family, a kind of location) of every name of a table; rows without either are left out."""
    names = _texts(table, next(iter(table)))
    return {name: group for name, group in zip(names, _texts(table, column), strict=True) if name and group}


def _texts(table: Table, column: str) -> list[str]:
    cells: Names = table[column]
    names = (*cells.names, "")
    return [names[code] for code in cells.codes.tolist()]


def _given(table: Table, row: int) -> Iterator[tuple[str, str]]:
    for column in table:
        if column not in BASE:
            cells: Names = table[column]
            if cells.codes[row] >= 0:
                yield column, cells.names[cells.codes[row]]


def _values(written: Mapping[str, str], schema: Sequence[LoopParameter], decimals: int) -> dict[str, int | str]:
    kinds = {parameter.name: parameter.kind for parameter in schema}
    return {name: _value(text, kinds[name], decimals) for name, text in written.items()}


def _value(text: str, kind: str, decimals: int) -> int | str:
    """Return a parameter's value.

    Raises
    ------
    ValueError
        The text does not fit its kind.
    """
    if kind == "flag":
        if text.lower() not in FLAGS:
            raise ValueError(f"{text!r} is neither yes nor no")
        return FLAGS[text.lower()]
    if kind in {"quantity", "integer"}:
        value = parse_scaled(text, decimals if kind == "quantity" else 0)
        if not 0 <= value <= _limit(kind, decimals):
            raise ValueError(f"{text!r} is out of range")
        return value
    return text


def _limit(kind: str, decimals: int) -> int:
    return KINDS["quantity"].limit * 10**decimals if kind == "quantity" else COUNT_MAX


def check_loops(tables: Mapping[str, Table], schemas: LoopSchemas, known: Known, findings: Findings) -> None:
    """Note rows for items, places or loops that there are not, and parameters that do not fit."""
    table = tables["loops"]
    if not table.n:
        return
    families = frozenset(tables["items"]["family"].names)
    kinds = frozenset(tables["locations"]["kind"].names)
    _check_names(table, "item", known.by_table["items"], families, "an item, a family, or *", findings)
    expected = "a location, a kind of location, or *"
    _check_names(table, "location", known.by_table["locations"], kinds, expected, findings)
    if not schemas:
        return
    _check_names(table, "loop", frozenset(schemas), frozenset(), "one of " + ", ".join(schemas), findings, many=False)
    places = fewest_decimals(tables["items"])
    items, loops = _texts(table, "item"), _texts(table, "loop")
    for row in range(table.n):
        if loops[row] in schemas:
            _check_row(table, row, loops[row], schemas[loops[row]], places.get(items[row], 3), findings)


def _check_names(
    table: Table, column: str, names: frozenset[str] | None, groups: frozenset[str], expected: str,
    findings: Findings, *, many: bool = True,
) -> None:  # fmt: skip
    if names is None:
        return
    right = names | groups | {ALL} if many else names
    note_names(table, column, right, expected, findings, code="reference.unknown" if many else "cell.choice")


def note_names(
    table: Table, column: str, right: frozenset[str], expected: str, findings: Findings, *,
    code: str = "reference.unknown",
) -> None:  # fmt: skip
    """Note the cells of a column of names whose name is none of the right ones, and which one it may mean."""
    cells: Names = table[column]
    wrong = np.array([*(name not in right for name in cells.names), False])[cells.codes]
    guess = Guess(right)
    note_rows(
        findings, code, table.name, table.lines, wrong, column, value=lambda row: cells.names[cells.codes[row]],
        expected=expected, hint=lambda row: guess(cells.names[cells.codes[row]]),
    )  # fmt: skip


def fewest_decimals(items: Table) -> dict[str, int]:
    """Return the decimals that every item of an item, a family or all has at least."""
    decimals = decimals_of(items)
    fewest = {ALL: min(decimals.values(), default=0)}
    for item, family in _groups(items, "family").items():
        fewest[family] = min(fewest.get(family, 3), decimals[item])
    return {**fewest, **decimals}


def _check_row(
    table: Table, row: int, loop: str, schema: Sequence[LoopParameter], decimals: int, findings: Findings
) -> None:
    kinds = {parameter.name: parameter.kind for parameter in schema}
    line, read = int(table.lines[row]), dict[str, int | str]()
    for name, text in _given(table, row):
        if name not in kinds:
            expected = f"a parameter of {loop}: {', '.join(kinds)}"
            findings.add("loop.parameter", "loops", line, name, text, expected, nearest(name, list(kinds)))
            continue
        try:
            read[name] = _value(text, kinds[name], decimals)
        except ValueError:
            findings.add("loop.value", "loops", line, name, text, _expected(kinds[name], decimals))
    least, most = read.get("min"), read.get("max")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        given = dict(_given(table, row))
        expected = f"at most its max, {given['max']}: below min the stock is filled up to max"
        findings.add("loop.value", "loops", line, "min", given["min"], expected, "the two the other way round?")


def _expected(kind: str, decimals: int) -> str:
    if kind == "flag":
        return KINDS["flag"].written
    if kind == "integer":
        return f"a whole number from 0 to {COUNT_MAX}"
    most = KINDS["quantity"].limit
    return f"a number from 0 to {most} with at most {decimals} decimals; no item that the row is for has more"
