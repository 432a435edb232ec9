"""What a business can tell a line that makes a mix: its pace, its sequence, and how the floor is to go by it."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

from tugline.business.change_overs import ChangeOvers
from tugline.business.level_views import Level
from tugline.business.needed import need
from tugline.business.promising import Promising
from tugline.business.said import Event, Signal
from tugline.errors import UsageError


class LevelLine(Promising):
    """Levelled work, and its release."""

    _change_overs: ChangeOvers

    @property
    @abstractmethod
    def now(self) -> str:
        """The time up to which the business has run, ISO 8601."""

    @property
    @abstractmethod
    def facts(self) -> int:
        """How many facts the journal holds."""

    @abstractmethod
    def signal(self, *said: Signal) -> None:
        """Queue signals."""

    @abstractmethod
    def advance(self, until: str | datetime | None = None, progress: Callable[[int], None] | None = None) -> None:
        """Take in all signals up to a time."""

    def level(
        self, *, resource: str, days: int = 7, method: str = "goal-chasing", pack: float | str | None = None,
        prefer: str = "fewest_late", seconds: float = 20,
    ) -> Level:  # fmt: skip
        """Return the work that is wanted of a resource in the next days, levelled; nothing of it is written.

        Parameters
        ----------
        days
            Local days, today the first: what is wanted before they end, and what is late, is spread over their hours.
        method
            `goal-chasing` (parts are used at even rates), `heijunka` (products come at even rates) or `solver` (whole
            lots, as little late and with as little set-up time as it finds: an extra, tugline[solver]).
        pack
            Pieces on one card; the fewest that make at most 240 cards if left away.
        prefer
            As for `plan`, whose lots these are.
        seconds
            The solver's time at most; an interrupt ends its search, too, and the best so far is returned.

        Raises
        ------
        UsageError
            There is no such resource or method, it has no open hours in these days, or a value is out of range;
            or the solver is asked for and is not installed, or cannot hold what is to be levelled.
        """
        from tugline.business.levelling import Asked, level

        need("resource", resource, str)
        need("days", days, int)
        need("seconds", seconds, float)
        asked = Asked(resource, days, method, _pieces(pack), prefer, seconds)
        return level(self._core, self._change_overs, asked, self._turns)

    def release(self, level: Level) -> None:
        """Have the floor go by a levelled sequence: each pull in it is held until its place, as a person would.

        That are `held` events with a date, of now; `freed` takes one back. What `level` says cannot be held goes on.

        Raises
        ------
        UsageError
            It is nothing that `level` returned, or something has happened since.
        """
        self._refuse_closed()
        if not isinstance(level, Level):
            raise UsageError(f"release {level!r:.80}; expected what `level` returned")
        if (level.business, level.facts, level.as_of) != (self.network.settings.name, self.facts, self.now):
            raise UsageError(
                f"release: levelled for {level.business} as of {level.as_of} on {level.facts:,} facts; expected "
                f"{self.network.settings.name}, {self.now} and {self.facts:,}",
                hint="Level it again, and release that.",
            )
        self.signal(*(Event("held", hold.pull, at=self.now, due=hold.until) for hold in level.holds))
        self.advance(self.now)


def _pieces(pack: float | str | None) -> Fraction | None:
    """Return a number of pieces exactly as it is written."""
    need("pack", pack, float | str | None)
    try:
        return None if pack is None else Fraction(str(pack))
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(f"pack {pack!r}; expected a number of pieces, as 5 or 2.5") from error
