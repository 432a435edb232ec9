"""Parquet files, and tables handed over by a program: Arrow, mappings of columns, lists of rows."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tugline.network.cells import Cells, Written
from tugline.network.findings import Findings


def read_parquet(path: Path, name: str, findings: Findings) -> Written | None:
    """Return the table in a Parquet file, or None with its problems noted. Row k stands on line k + 1 (header = 1)."""
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        findings.add("file.parquet", name, 0, "", str(error).partition("\n")[0], "a Parquet file")
        return None
    return _from_arrow(table, name, findings)


def from_object(given: Any, name: str, findings: Findings) -> Written | None:
    """Return the table that a program hands over, or None with its problems noted.

    Parameters
    ----------
    given
        A data frame or table that speaks Arrow, a mapping of columns to sequences, or a sequence of row mappings.
    """
    if isinstance(given, Mapping):
        return _from_columns({str(column): list(values) for column, values in given.items()}, name, findings)
    if isinstance(given, Sequence) and all(isinstance(row, Mapping) for row in given):
        names = list(dict.fromkeys(str(column) for row in given for column in row))
        return _from_columns({column: [row.get(column) for row in given] for column in names}, name, findings)
    try:
        if hasattr(given, "__arrow_c_stream__"):
            return _from_arrow(pa.table(given), name, findings)
        if hasattr(given, "__dataframe__"):
            return _from_arrow(pa.Table.from_pandas(given, preserve_index=False), name, findings)
    except pa.ArrowException:
        # Columns of mixed types cannot be Arrow; their cells can be read one by one.
        if hasattr(given, "columns"):
            return _from_columns({str(column): given[column].tolist() for column in given.columns}, name, findings)
        raise
    findings.add(
        "table.kind", name, 0, "", type(given).__name__,
        "a data frame, an Arrow table, a mapping of columns or a list of rows",
    )  # fmt: skip
    return None


def _from_columns(columns: Mapping[str, list[Any]], name: str, findings: Findings) -> Written | None:
    lengths = {len(values) for values in columns.values()}
    if len(lengths) > 1:
        value = ", ".join(f"{column} {len(values)}" for column, values in columns.items())
        findings.add("table.length", name, 0, "", value, "columns of the same length")
        return None
    n = lengths.pop() if lengths else 0
    cells = {column: Cells.of(pa.array(map(_text, values), pa.string(), size=n)) for column, values in columns.items()}
    return Written(name, cells, np.arange(2, n + 2, dtype=np.int64))


def _text(value: Any) -> str | None:
    """Return a cell as CSV would hold it."""
    if value is None or value != value:  # noqa: PLR0124  (only "not a number" differs from itself)
        return None
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, float | np.floating):
        return _decimal(float(value))
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def _decimal(value: float) -> str:
    """Return the shortest decimal that reads back as this float, without an exponent."""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def _from_arrow(table: Any, name: str, findings: Findings) -> Written | None:
    columns = {}
    for at, column in enumerate(table.column_names):
        if column in columns:
            findings.add("column.repeated", name, 1, column, column, "each column once")
            continue
        texts = _texts(table.column(at))
        if texts is None:
            kind = str(table.schema.field(at).type)
            findings.add("column.kind", name, 1, column, kind, "a column of texts, numbers, dates or times")
            continue
        columns[column] = Cells.of(texts)
    return Written(name, columns, np.arange(2, len(table) + 2, dtype=np.int64))


def _texts(column: Any) -> Any:
    """Return a column of any Arrow type as texts, or None where it holds nested things."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _texts(column.cast(kind.value_type))
    if pa.types.is_floating(kind):
        return _in_dictionary(column, lambda value: None if value != value else _decimal(value))  # noqa: PLR0124
    if pa.types.is_timestamp(kind):
        seconds = column.cast(pa.timestamp("s", kind.tz), safe=False)
        texts = seconds.cast(pa.timestamp("s")).cast(pa.string())
        return pc.binary_join_element_wise(texts, "Z", "") if kind.tz else texts
    if pa.types.is_duration(kind):
        return _in_dictionary(column.cast(pa.duration("s"), safe=False).cast(pa.int64()), lambda value: f"{value}s")
    if pa.types.is_boolean(kind):
        return pc.if_else(column, "yes", "no")
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        return None
    return column.cast(pa.string())


def _in_dictionary(column: Any, write: Any) -> Any:
    encoded = pc.dictionary_encode(column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column)
    texts = pa.array([write(value) for value in encoded.dictionary.to_pylist()], pa.string())
    return texts.take(encoded.indices)
