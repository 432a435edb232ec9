"""Lists of views as tables: a sequence in Python, and for anything that speaks Arrow a table with typed columns."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from importlib import import_module
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from tugline.errors import UsageError

V = TypeVar("V")
ROWS_SHOWN = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the field that it shows, what Arrow calls its type, and how a cell gets there."""

    name: str
    field: str
    type: str
    cell: Callable[[Any], Any]


def columns_of(view: type) -> tuple[Column, ...]:
    """Return the columns of a view: a msgspec struct or a dataclass whose fields are numbers and texts.

    A tuple of texts becomes a list, a mapping becomes a text such as "level 10, pack 5".
    """
    hints = get_type_hints(view)
    if issubclass(view, msgspec.Struct):
        names = [(field.name, field.encode_name) for field in msgspec.structs.fields(view)]
    else:
        assert dataclasses.is_dataclass(view), view
        names = [(field.name, field.name) for field in dataclasses.fields(view)]
    return tuple(Column(name, field, *_kind(hints[field])) for field, name in names)


def _kind(hint: Any) -> tuple[str, Callable[[Any], Any]]:
    if isinstance(hint, UnionType):
        hint = next(part for part in get_args(hint) if part is not NoneType)
    origin = get_origin(hint) or hint
    if origin is tuple:
        return "list", list
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "string", _as_text
    return {bool: "bool", int: "int64", float: "float64", str: "string"}[origin], _as_it_is


def _as_it_is(cell: Any) -> Any:
    return cell


def _as_text(cells: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in cells.items())


class TableOut(Generic[V]):
    """Views in order. `polars.DataFrame(table)`, `pyarrow.table(table)` and DuckDB take it as it is.

    It is no `Sequence` by class, though it has their methods: polars would take one apart row by row.

    Parameters
    ----------
    name
        What the rows are, in the plural.
    view
        The class of all rows.
    """

    def __init__(self, name: str, view: type[V], rows: Sequence[V]) -> None:
        self._name = name
        self._view = view
        self._rows = tuple(rows)
        self._columns = columns_of(view)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return TableOut(self._name, self._view, self._rows[place])
        return self._rows[place]

    def __iter__(self) -> Iterator[V]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self):,} {self._name}: {', '.join(column.name for column in self._columns)}>"

    def to_arrow(self) -> Any:
        """Return a `pyarrow.Table`; its columns and their types are the same however many rows there are."""
        import pyarrow as pa

        types = {
            "list": pa.list_(pa.string()),
            **{t: getattr(pa, t)() for t in ("bool_", "int64", "float64", "string")},
        }
        types["bool"] = types.pop("bool_")
        arrays, fields = [], []
        for column in self._columns:
            cells = [getattr(row, column.field) for row in self._rows]
            kind = types[column.type]
            arrays.append(pa.array([None if cell is None else column.cell(cell) for cell in cells], kind))
            fields.append(pa.field(column.name, kind))
        return pa.Table.from_arrays(arrays, schema=pa.schema(fields))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the table over to whoever speaks Arrow."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """Return a pandas data frame.

        Raises
        ------
        UsageError
            pandas is not installed.
        """
        _needed("pandas")
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """Return a polars data frame.

        Raises
        ------
        UsageError
            polars is not installed.
        """
        return _needed("polars").from_arrow(self.to_arrow())

    def _repr_html_(self) -> str:
        if not self._rows:
            return f"<p>no {escape(self._name)}</p>"
        columns = self._columns
        head = "".join(f"<th>{escape(column.name)}</th>" for column in columns)
        body = "".join(
            "<tr>" + "".join(_html_cell(column, getattr(row, column.field)) for column in columns) + "</tr>"
            for row in self._rows[:ROWS_SHOWN]
        )
        more = len(self) - ROWS_SHOWN
        rest = f"<p>and {more:,} more {escape(self._name)}</p>" if more > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _html_cell(column: Column, cell: Any) -> str:
    if cell is None or cell == "":
        return "<td></td>"
    if column.type in {"int64", "float64"}:
        return f'<td style="text-align:right">{cell:,.10g}</td>'
    shown = ", ".join(cell) if column.type == "list" else str(column.cell(cell))
    return f"<td>{escape(shown)}</td>"


def _needed(library: str) -> Any:
    try:
        return import_module(library)
    except ImportError as error:
        raise UsageError(
            f"{library} is not installed",
            hint="`pip install 'tugline[frames]'` brings it; `to_arrow()` needs nothing more.",
        ) from error
