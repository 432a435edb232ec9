"""What a business shows in Python: lists that become data frames, and books with a figure for every question."""

from abc import ABC, abstractmethod

from tugline.business.books import BooksView
from tugline.business.tables_out import TableOut
from tugline.business.views import LoopView, PromiseView, PullView, Result, StockView
from tugline.journal.store import Quarantined


class Shown(ABC):
    """Lists and books of whatever has a `result`; what was worked out is kept until facts, quarantine or time go on.

    A table stays as it is when the business runs on: ask for it again.
    """

    _kept: tuple[tuple[int, int, str], Result] | None = None

    @property
    @abstractmethod
    def facts(self) -> int:
        """How many facts there are."""

    @property
    @abstractmethod
    def now(self) -> str:
        """The time up to which time has passed, ISO 8601."""

    @abstractmethod
    def result(self, *, open_only: bool = False) -> Result:
        """Return everything there is to show as of now."""

    @abstractmethod
    def quarantined(self) -> list[Quarantined]:
        """Return the rows that could not be used."""

    def _now(self) -> Result:
        key = self.facts, len(self.quarantined()), self.now
        if self._kept is None or self._kept[0] != key:
            self._kept = key, self.result()
        return self._kept[1]

    @property
    def pulls(self) -> TableOut[PullView]:
        """Every pull up to now."""
        return TableOut("pulls", PullView, self._now().pulls)

    @property
    def promises(self) -> TableOut[PromiseView]:
        """Every open order line and what it is promised."""
        return TableOut("promises", PromiseView, self._now().promises)

    @property
    def stock(self) -> TableOut[StockView]:
        """Stock at every point that holds, expects or owes some."""
        return TableOut("stock points", StockView, self._now().stock)

    @property
    def loops(self) -> TableOut[LoopView]:
        """The loop of every stock point and why it is that one."""
        return TableOut("loops", LoopView, self._now().loops)

    @property
    def quarantine(self) -> TableOut[Quarantined]:
        """Signals that could not be used: where they stand, and why."""
        return TableOut("rows in quarantine", Quarantined, self.quarantined())

    @property
    def books(self) -> BooksView:
        """The figures and accounts as of now."""
        result = self._now()
        return BooksView(result.figures, result.accounts, result.series)
