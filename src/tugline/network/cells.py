"""A column as it was written: distinct texts, and which of them stands in each row."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tugline.network.exact import IntArray


@dataclass(frozen=True, slots=True)
class Cells:
    """Texts without blanks around them; `codes` (n,) point into `values` (a pyarrow array of texts), -1 = empty."""

    codes: IntArray
    values: Any

    @classmethod
    def of(cls, texts: Any) -> "Cells":
        """Return the column of a pyarrow array or chunked array of texts; null and blank cells are empty."""
        whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        encoded = pc.dictionary_encode(whole)
        codes = encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy()
        values = encoded.dictionary
        trimmed = pc.utf8_trim_whitespace(values)
        if trimmed.equals(values) and not pc.any(pc.equal(values, "")).as_py():
            return cls(codes, values)
        # Trimming can make two texts one, or none.
        merged = pc.dictionary_encode(pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed))
        place = merged.indices.cast(pa.int64()).fill_null(-1).to_numpy()
        return cls(np.append(place, -1)[codes], merged.dictionary)

    @classmethod
    def empty(cls, n: int) -> "Cells":
        """Return a column of `n` empty cells."""
        return cls(np.full(n, -1, np.int64), pa.array([], pa.string()))

    def texts(self) -> tuple[str, ...]:
        """Return the distinct texts."""
        return tuple(self.values.to_pylist())

    def text(self, row: int) -> str:
        """Return the text of a row, empty where nothing is given."""
        code = int(self.codes[row])
        return str(self.values[code]) if code >= 0 else ""

    def where(self, keep: Any) -> "Cells":
        """Return the column of the rows that `keep` marks or lists."""
        return Cells(self.codes[keep], self.values)


@dataclass(frozen=True, slots=True)
class Written:
    """One table as it was written: its columns by name, and the line of each row."""

    name: str
    columns: dict[str, Cells]
    lines: IntArray


def without_blank_rows(written: Written) -> Written:
    """Return the table without its empty rows, which spreadsheets like to leave behind."""
    if not written.columns:
        return written
    keep = np.zeros(len(written.lines), np.bool_)
    for cells in written.columns.values():
        keep |= cells.codes >= 0
    if keep.all():
        return written
    columns = {name: cells.where(keep) for name, cells in written.columns.items()}
    return Written(written.name, columns, written.lines[keep])
