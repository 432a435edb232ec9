"""At the journal's edge: rows of the compiled network become name ids, and name ids become rows."""

from typing import Protocol

import numpy as np

from tugline.errors import NetworkChangedError
from tugline.facts.kinds import Kind
from tugline.journal.journal import Journal

COLUMNS = {"point": "point_names", "party": "party_keys", "source": "source_names", "resource": "resource_names"}
"""The columns of a fact that are translated, and where a network keeps their names.

In memory they hold row + 1 of the network, in the journal a name id; 0 is 0 in both.
"""


class Named(Protocol):
    """What is asked of a network: the names of its rows, each name once."""

    @property
    def point_names(self) -> tuple[str, ...]:
        """Names of the stock points."""

    @property
    def party_keys(self) -> tuple[str, ...]:
        """Names of the customers and suppliers, told apart where a customer and a supplier share one."""

    @property
    def source_names(self) -> tuple[str, ...]:
        """Names of the sources."""

    @property
    def resource_names(self) -> tuple[str, ...]:
        """Names of the resources."""

    def choice_text(self, point: int, number: int) -> str:
        """What is chosen of the item at a stock point, in words that mean the same under any tables."""

    def choice_number(self, point: int, text: str) -> int:
        """The number of a choice by those words, -1 = there is none any more."""


class Translator:
    """Turns facts of one network into facts of a journal and back. Cost: one look-up in a table per column."""

    def __init__(self, journal: Journal, network: Named) -> None:
        """Intern all names of the network; new ones become durable with the next append."""
        self._journal, self._network = journal, network
        self._choices: dict[tuple[int, int], int] = {}
        self._ids: dict[str, np.ndarray] = {}
        self._rows: dict[str, np.ndarray] = {}
        for column, kept in COLUMNS.items():
            names: tuple[str, ...] = getattr(network, kept)
            ids = journal.intern(column, names)
            self._ids[column] = np.concatenate([np.zeros(1, np.int64), ids])
            rows = np.full(int(ids.max(initial=0)) + 1, -1, np.int64)
            rows[ids], rows[0] = np.arange(1, len(names) + 1), 0
            assert (rows[ids] == np.arange(1, len(names) + 1)).all(), f"two {column}s of the network have one name"
            self._rows[column] = rows

    def to_journal(self, rows: np.ndarray) -> np.ndarray:
        """Return a copy of facts in which rows of the network are name ids."""
        out = rows.copy()
        for column in COLUMNS:
            out[column] = self._ids[column][rows[column]]
        for i in _choices(rows):
            point, number = int(rows["point"][i]) - 1, int(rows["lot"][i])
            if (point, number) not in self._choices:
                text = self._network.choice_text(point, number)
                self._choices[point, number] = int(self._journal.intern("choice", [text])[0])
            out["lot"][i] = self._choices[point, number]
        return out

    def from_journal(self, rows: np.ndarray, *, lost: int | None = None) -> np.ndarray:
        """Return a copy of facts in which name ids are rows of the network.

        Parameters
        ----------
        lost
            Stands for what the network no longer has; None = that is an error.

        Raises
        ------
        NetworkChangedError
            A fact speaks of something that the network no longer has.
        """
        out = rows.copy()
        for column in COLUMNS:
            table, ids = self._rows[column], rows[column]
            inside = ids < len(table)
            found = table[np.where(inside, ids, 0)]
            gone = ~inside | (found < 0)
            if lost is not None:
                found = np.where(gone, lost, found)
            elif gone.any():
                at = int(np.argmax(gone))
                name = self._journal.texts([int(ids[at])])[0].replace("\t", " at ")
                raise NetworkChangedError(
                    f"fact {int(rows['seq'][at])} speaks of the {column} {name!r}, which the tables no longer have",
                    hint="Put it back: what has facts cannot be taken out.",
                )
            out[column] = found
        for i in _choices(out):
            out["lot"][i] = self._choice(out[i], lost)
        return out

    def _choice(self, row: np.void, lost: int | None) -> int:
        """Return the number of the choice that a fact names, its stock point being a row already."""
        text, point = self._journal.texts([int(row["lot"])])[0], int(row["point"]) - 1
        number = self._network.choice_number(point, text) if point >= 0 else -1
        if number >= 0:
            return number
        if lost is not None:
            return lost
        raise NetworkChangedError(
            f"fact {int(row['seq'])} speaks of the options {text!r}, which the tables no longer have",
            hint="Put them back: what has facts cannot be taken out.",
        )


def _choices(rows: np.ndarray) -> list[int]:
    """Return the positions of facts that name a choice other than the default one."""
    named = (rows["kind"] == int(Kind.ORDER_CHOICE_SET)) | (rows["kind"] == int(Kind.RETURNED))
    found: list[int] = np.flatnonzero(named & (rows["lot"] > 0)).tolist()
    return found
