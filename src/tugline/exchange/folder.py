"""Write a business folder: the same bytes for the same rows, and never over somebody's work."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tugline.errors import RefusedError, StorageError, UsageError

Cell = str | int
"""A cell as it is written: an integer, or text that the tables' reader understands ("" = not given)."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What an importer wrote, and what it left out.

    `rows` holds the number of rows by table, `left_out` the number of source rows by the reason why they
    are in no table, `notes` sentences about what the source does not say.
    """

    target: Path
    rows: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a business folder before it is written.

    `rows` are tuples in the order of `columns`. With `parquet`, the table is written as Parquet; then every
    column must hold text only or integers only.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    parquet: bool = False


def claim(target: Path) -> None:
    """Make `target` an empty folder to write to.

    Raises
    ------
    UsageError
        `target` is a file, or cannot be made.
    RefusedError
        `target` holds files already; nothing is ever written over them.
    """
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file; expected the name of a folder to write to")
    if target.is_dir() and any(target.iterdir()):
        raise RefusedError(f"{target} is not empty; nothing was written", hint="Name a new folder.")
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{target} cannot be made: {error.strerror}") from error


def write(target: Path, business: str, tables: Iterable[Table]) -> Conversion:
    """Write `business.toml` and every table into the empty folder `target`; return the row counts.

    Raises
    ------
    RefusedError, UsageError
        As `claim`.
    StorageError
        The disk refuses; what was written until then is still there.
    """
    claim(target)
    conversion = Conversion(target)
    add(target, "business.toml", business.encode())
    for table in tables:
        with _told(target):
            (_write_parquet if table.parquet else _write_csv)(target, table)
        conversion.rows[table.name] = len(table.rows)
    return conversion


def add(target: Path, name: str, content: bytes) -> None:
    """Write one more file into a folder that `write` has filled, such as its page or a licence.

    Raises
    ------
    StorageError
        The disk refuses.
    """
    with _told(target):
        (target / name).write_bytes(content)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{target} is not complete: {error.strerror or error}", hint="Delete it, make room and write it again."
        ) from error


def _write_csv(target: Path, table: Table) -> None:
    with (target / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(table.rows)


def _write_parquet(target: Path, table: Table) -> None:
    # Dates and prices stay text, as in CSV, so that one parser reads both; Parquet's own dictionaries and zstd
    # make them as small as typed columns (measured on 96,473 order lines: 0.7 MB against 5.9 MB of CSV).
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: Mapping[str, Sequence[Cell]] = {
        name: [row[place] for row in table.rows] for place, name in enumerate(table.columns)
    }
    arrow = pa.table({name: pa.array(cells, _arrow_type(cells)) for name, cells in columns.items()})
    pq.write_table(
        arrow, target / f"{table.name}.parquet", compression="zstd", compression_level=19, store_schema=False
    )


def _arrow_type(cells: Sequence[Cell]) -> object:
    import pyarrow as pa

    return pa.int64() if cells and isinstance(cells[0], int) else pa.string()
