"""A list as data: columns, rows and what to say of it. Terminal and page each draw it their own way."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

Tone = Literal["", "late", "good", "dim", "strong"]
"""What a cell means beside its words; shown as colour or weight, never alone."""


class Cell(NamedTuple):
    """A text, what it means, and a smaller text below or beside it."""

    text: str
    tone: Tone = ""
    small: str = ""


NOT_KNOWN = Cell("not known", "dim")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, and from which width of a terminal on there is room for it."""

    name: str
    right: bool = False
    from_width: int = 0
    prose: bool = False
    """Sentences: a terminal sets them below the row, a page lets them wrap."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with its heading; `rows` may be fewer than `total`, the ones to look at first."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    summary: str = ""
    """What the list comes to, in a few words."""
    empty: str = "nothing"
    notes: tuple[str, ...] = field(default=())
    whole: bool = False
    """No cell is ever cut, however narrow the terminal: half an interval is none."""

    @property
    def more(self) -> int:
        """How many rows are not in `rows`."""
        return self.total - len(self.rows)

    def cut(self, rows: int) -> "Listing":
        """Return the same list with at most so many rows."""
        return replace(self, rows=self.rows[:rows])

    def without_empty(self) -> "Listing":
        """Return the same list without the columns in which no row says anything."""
        kept = [place for place in range(len(self.columns)) if any(any(row[place]) for row in self.rows)]
        if not self.rows:
            return self
        columns = tuple(self.columns[place] for place in kept)
        return replace(self, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in self.rows))

    def plain_rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows as texts alone."""
        for row in self.rows:
            yield tuple(cell.text for cell in row)


def cells(*texts: str | Cell) -> tuple[Cell, ...]:
    """Return a row of cells; plain texts have no tone."""
    return tuple(text if isinstance(text, Cell) else Cell(text) for text in texts)
