"""Going along a journal as it grows: what a plant's statements leave open is often in facts that came before."""

from abc import ABC, abstractmethod

import numpy as np

from tugline.facts.kinds import Kind
from tugline.journal.journal import Journal


class Follower(ABC):
    """Keeps what some kinds of facts tell; every fact is read once, when somebody first asks after it was written."""

    def __init__(self, journal: Journal, *kinds: Kind) -> None:
        self._journal = journal
        self._kinds = np.array([int(kind) for kind in kinds])
        self._scanned = 0

    def catch_up(self) -> None:
        """Take in what was written since."""
        last = self._journal.last_seq
        if last == self._scanned:
            return
        for rows in self._journal.read(self._scanned, last):
            for row in rows[np.isin(rows["kind"], self._kinds)]:
                self._add(row)
        self._scanned = last

    @abstractmethod
    def _add(self, row: np.void) -> None:
        """Keep what one fact tells, with name ids."""
