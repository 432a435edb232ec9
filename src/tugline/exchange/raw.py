"""Read the files that others export: delimited text, plain or gzipped, every cell as text."""

import csv
import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from tugline.errors import UsageError


def require(folder: Path, names: Sequence[str], *, what: str) -> None:
    """Raise a UsageError that names every file of `names` that is missing from `folder`."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder; expected {what}")
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise UsageError(f"{folder} lacks {', '.join(missing)}; expected {what}")


def headed(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a comma separated file by the names in its first line.

    Raises
    ------
    UsageError
        The file is missing, is not UTF-8 text, lacks one of `columns`, or a row is longer or shorter than the header.
    """
    lines = _lines(path, ",")
    header = next(lines, [])
    absent = [name for name in columns if name not in header]
    if absent:
        raise UsageError(f"{path}: no column {', '.join(map(repr, absent))}; found {', '.join(header) or 'nothing'}")
    for number, cells in enumerate(lines, start=2):
        _same_length(path, number, cells, len(header))
        yield dict(zip(header, cells, strict=True))


def headless(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a tab separated file without a header, by the names given; cells lose their padding.

    Raises
    ------
    UsageError
        The file is missing, is not UTF-8 text, or a row does not have one cell for every name.
    """
    rows = []
    for number, cells in enumerate(_lines(path, "\t"), start=1):
        _same_length(path, number, cells, len(columns))
        rows.append(dict(zip(columns, map(str.strip, cells), strict=True)))
    return rows


def _same_length(path: Path, number: int, cells: Sequence[str], expected: int) -> None:
    if len(cells) != expected:
        raise UsageError(f"{path} record {number}: {len(cells)} cells; expected {expected}")


def _lines(path: Path, delimiter: str) -> Iterator[list[str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file, delimiter=delimiter)
    except FileNotFoundError as error:
        raise UsageError(f"{path} does not exist") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text: byte {error.start} of a block cannot be read") from error
    except (OSError, EOFError, csv.Error) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
