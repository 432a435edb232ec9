"""What all readers of signal tables share: points, ticks, days, and the rows that cannot be used."""

from dataclasses import dataclass, field

import numpy as np

from tugline.business.meant import Meant
from tugline.business.outside import Signals
from tugline.facts.kinds import NEVER
from tugline.journal.journal import Journal
from tugline.network.network import Network
from tugline.network.tables import MISSING, Names, Table, Tables

_NAMED = {"orders": ("order", "line"), "sales": ("receipt",), "interests": ("user",), "subscriptions": ("customer",)}
"""By table, what names a row for people, besides its item."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A signal that cannot be used: table, line (0 = not from a file), what it holds, and why.

    `more` is what is needed to try it again: see `intake.KEY` and `said.SIGNAL`.
    """

    table: str
    line: int
    content: str
    why: str
    more: dict[str, str] = field(default_factory=dict)


class Reader:
    """Collects signals and unusable rows of one business's tables."""

    def __init__(self, network: Network, tables: Tables, journal: Journal) -> None:
        self.network, self.tables, self.journal = network, tables, journal
        self.meant = Meant(network)
        self.unusable: list[Unusable] = []
        self.parts: list[Signals] = []

    def points(self, table: Table) -> tuple[np.ndarray, np.ndarray]:
        """Return the stock point of each row and which rows can be used; the others are noted."""
        # Interests and subscriptions name no location: they mean the default one.
        nowhere = Names(np.full(table.n, -1, np.int64), ())
        location = table["location"] if table.has("location") else nowhere
        point = self.network.point_rows(table["item"], location)
        usable = point >= 0
        for row in np.flatnonzero(~usable).tolist():
            why = self.meant.no_point(table["item"].text(row), location.text(row))
            self.unusable.append(Unusable(table.name, int(table.lines[row]), _content(table, row), why))
        return point, usable

    def ticks(self, moments: np.ndarray) -> np.ndarray:
        """Return the tick of each moment, NEVER where none is given."""
        known = moments != MISSING
        ticks = np.full(len(moments), NEVER, np.int64)
        ticks[known] = self.network.clock.ticks_of(moments[known])
        return ticks

    def local_days(self, moments: np.ndarray) -> np.ndarray:
        """Return the local day of each moment, 0 = the day of the start, negative before it."""
        days: np.ndarray = self.network.clock.days_of(moments)
        return days


def table_of(journal: Journal, row: np.void) -> str:
    """Return the table or interface that states a row: `orders`, `python`."""
    return str(journal.texts([int(row["actor"])])[0].removesuffix(" table"))


def _content(table: Table, row: int) -> str:
    columns = (*_NAMED.get(table.name, ()), "item", "location")
    return " ".join(name for column in columns if table.has(column) and (name := table[column].text(row)))


def texts_of(column: Names) -> list[str]:
    """Return the texts of a column, empty where none is given."""
    names = (*column.names, "")  # code -1 is the empty cell
    return [names[code] for code in column.codes.tolist()]


def key_texts(orders: Table) -> list[str]:
    """Return the keys of order lines: order and line, or the order alone."""
    pairs = zip(texts_of(orders["order"]), texts_of(orders["line"]), strict=True)
    return [f"{order}\t{line}" if line else order for order, line in pairs]
