"""The facade: open a business, take in signals, run on, and read what follows."""

from collections.abc import Callable, Sequence
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from tugline.business.adoption import WHO, Adoption, adopt
from tugline.business.allot_asked import channels_of
from tugline.business.allotting import Allotting
from tugline.business.andon import AndonBoard
from tugline.business.buying import purchase_units
from tugline.business.change_overs import change_overs
from tugline.business.core import Core
from tugline.business.explained import Explained
from tugline.business.founding import found, plan_loops
from tugline.business.intake import Intake
from tugline.business.level_line import LevelLine
from tugline.business.needed import need, read_source
from tugline.business.opening_changes import changed_openings
from tugline.business.order_limits import OrderLimits
from tugline.business.ordered import Ordered
from tugline.business.outside import Signals, in_order
from tugline.business.policy import Choice
from tugline.business.rates import Rates
from tugline.business.reopening import reopen
from tugline.business.result import build_result
from tugline.business.retracted import retracted
from tugline.business.retries import KEY, key_of
from tugline.business.said import SIGNAL, Signal, from_text, refuse_others
from tugline.business.saying import tick_of, to_signals
from tugline.business.shown import Shown
from tugline.business.standing import Standing
from tugline.business.tabled import Tabled, read_signals
from tugline.business.tracing import Tracing
from tugline.business.verifying import let_go, verify
from tugline.business.views import Result
from tugline.business.waiting import Awaiting
from tugline.errors import RefusedError, StorageError, UsageError
from tugline.journal.opening import open_journal
from tugline.journal.store import Quarantined
from tugline.network.compile import compile_network
from tugline.network.idle import idle_cells
from tugline.network.tables import Tables

JOURNAL = Path(".tugline") / "journal.db"


class Business(LevelLine, Allotting, Awaiting, AndonBoard, Tracing, Shown):
    """A live business: its network, journal, state and books. One writer; use it in one thread.

    Make one with `tugline.open`.
    """

    def __init__(self, tables: Tables, journal_path: Path | None, *, all_tables: bool = True) -> None:
        settings = tables.settings
        self.journal_path = journal_path
        # Why a loop is that one rests on signals before the start: only those who have their tables can say it.
        self._all_tables = all_tables
        journal = open_journal(journal_path, business=settings.name, world=settings.world)
        try:
            world, is_new = settings.world != "plant", journal.last_seq == 0
            self._held = (
                Core(compile_network(tables), journal, world=world) if is_new else reopen(tables, journal, world=world)
            )
            self._intake = Intake(self._core)
            self._ordered = Ordered(journal)
            self._read(tables)
            if is_new:
                found(self._core, tables, self._choices)
            self._receive(tables, is_new=is_new)
        except BaseException as error:
            if (damage := let_go(journal, error)) is not None:
                raise damage from error
            raise
        self._queued: list[Signals] = []

    def _read(self, tables: Tables) -> None:
        """Take from the tables what the network does not hold: signals, loops, purchase units."""
        self._tabled: Tabled = read_signals(self.network, tables, self._journal)
        self._intake.bounds.left_before = self._tabled.orders.left_before()
        self._rates, self._choices = plan_loops(self.network, self._core.grid, tables, self._tabled)
        self._units = purchase_units(self.network, tables)
        self._change_overs = change_overs(self.network, tables)
        self._channels = channels_of(self.network, tables)
        self._standing = Standing(self.network, tables, self._channels)
        self._limits = OrderLimits(self._core, self._standing, self._ordered)
        self._intake.limits = self._limits if self._standing.any_limits else None
        self._idle = idle_cells(tables, self.network.clock)

    def _receive(self, tables: Tables, *, is_new: bool = False) -> None:
        """Look which signals of the tables are new; quarantine those that cannot be used, and free those that can."""
        self._news, unusable = self._intake.news(self._tabled.signals)
        unusable += self._tabled.unusable
        if not is_new:
            unusable += [*retracted(self._core, self._tabled.orders), *changed_openings(self._core, tables)]
        self._intake.quarantine(unusable)
        self._intake.release_mended(unusable, self._news, tables)
        self._waiting = self._intake.untried(self._news)
        self._turned = int(self._core.head["tick"])

    @property
    def now(self) -> str:
        """The time up to which the business has run, ISO 8601."""
        return self.network.clock.iso(self._core.now)

    @property
    def last_signal(self) -> str | None:
        """Time of the last signal in the tables, ISO 8601; None if there is none."""
        last, clock = self._tabled.last_tick, self.network.clock
        return clock.iso(last) if last >= 0 else None

    @property
    def facts(self) -> int:
        """How many facts the journal holds."""
        return self._journal.last_seq

    def ticks_to_run(self, until: str | datetime | None) -> tuple[int, int]:
        """Return (tick now, last tick that `advance(until)` would enter)."""
        now = self._core.now
        last = max(now, self._tabled.last_tick)
        return now, last if until is None else self._tick(until)

    def signal(self, *said: Signal) -> None:
        """Queue signals; the next `advance` takes them in at their times, or now if those are past.

        Raises
        ------
        UsageError
            Something is no signal, or a value is missing or out of range; nothing is queued.
        """
        refuse_others(said)
        self._queue(said)

    def _queue(self, said: Sequence[Signal]) -> Signals:
        taken, unusable = to_signals(said, self.network, self._journal)
        self._queued.append(taken.signals)
        self._intake.said.update(taken.said)
        self._intake.quarantine(unusable)
        return taken.signals

    def advance(self, until: str | datetime | None = None, progress: Callable[[int], None] | None = None) -> None:
        """Take in all signals up to a time and, where a world answers, let it run to that time; default: all signals.

        Raises
        ------
        UsageError
            The time is before `now`, or past the days that the books can close: two hundred years from the start.
        """
        now = self._core.now
        last = max([self._tabled.last_tick, *(int(part.rows["tick"].max(initial=0)) for part in self._queued)])
        stop = max(last, now) if until is None else self._tick(until)
        if stop < now:
            raise UsageError(f"until {self.network.clock.iso(stop)}; expected a time at or after now, {self.now}")
        if stop >= (end := int(self.network.day_start[-1])):
            iso = self.network.clock.iso
            raise UsageError(
                f"until {iso(stop)}; expected a time before {iso(end)}, where the days of the books end",
                hint="Maybe the year is wrong, or that of the last signal.",
            )
        self._intake.join_points(self._choices)
        turns = self._tabled.subscriptions.turns(self._turned, stop)
        due = in_order([turns, *(part.upto(stop) for part in (self._waiting, *self._queued))])
        self._intake.take_in(due, stop, progress)
        self._core.keep_now()
        # Only now: after an interrupt what was taken in already has no effect again, and the rest is still there.
        self._waiting, self._turned = self._waiting.later_than(stop), stop + 1
        self._queued = [signals for part in self._queued if len(signals := part.later_than(stop))]
        self._intake.keep_said(self._queued)
        self._intake.retries.settle()

    def retry(self, number: int) -> None:
        """Let the next `advance` try a row in quarantine again; if it still cannot be used, it stays there.

        Raises
        ------
        UsageError
            There is no such row.
        RefusedError
            It can only be mended in its table.
        """
        need("quarantine", number, int)
        row = self._intake.retries.begin(self.quarantined(), number)
        if SIGNAL in row.content:
            queued = self._queue([from_text(row.content[SIGNAL])])
        else:
            there = np.array([key_of(digest) == row.content.get(KEY) for digest in self._news.digests], np.bool_)
            if not there.any():
                raise RefusedError(f"quarantine {number}: {row.why}", hint="Mend it in its table, and open it again.")
            queued = self._news.only(there)
            self._queued.append(queued)
        self._intake.retries.queued(number, queued.digests)

    def refused_again(self) -> list[Quarantined]:
        """Return the rows that `retry` named and that still could not be used, with the reason as it is now."""
        return self._intake.retries.refused(self.quarantined())

    def dismiss(self, number: int) -> None:
        """Take a row out of quarantine for good; one of a table comes back as long as it stands there.

        Raises
        ------
        UsageError
            There is no such row.
        """
        need("quarantine", number, int)
        self._journal.release_quarantine(number)

    def adopt(self, source: str | PathLike[str] | dict[str, Any], *, who: str = WHO, dry: bool = False) -> Adoption:
        """Go by changed tables from now on, and return what they change; `dry` only tells.

        What happened stays as it is; open lines, pulls, stock and debts go on. Everything is checked first.

        Raises
        ------
        RefusedError
            They would take out what is in use, or change a setting that every fact rests on; all of that is listed.
        InvalidBusinessError
            They have problems; all of them are listed.
        StorageError
            The journal cannot be written; the business is closed then.
        """
        tables = read_source(source)
        need("who", who, str)
        before = self._core.network, self._core.translator
        try:
            adoption = adopt(self._core, tables, who=who, dry=dry)
        except StorageError:
            self.close()
            raise
        if adoption.fact:
            self._all_tables = True
            self._read(tables)
            self._receive(tables)
            self._queued = [self._intake.carried_over(part, *before) for part in self._queued]
        return adoption

    def _tick(self, when: str | datetime) -> int:
        need("time", when, str | datetime)
        return tick_of(self.network, when)

    def quarantined(self) -> list[Quarantined]:
        """Return the signals that could not be used: where they stand, and why."""
        return self._journal.quarantined()

    @property
    def choices(self) -> list[Choice]:
        """The loop of every stock point and why it is that one."""
        self._refuse_closed()
        return self._choices

    @property
    def rates(self) -> Rates:
        """Use per day of every stock point before the start."""
        self._refuse_closed()
        return self._rates

    @property
    def digest(self) -> str:
        """One hash of state and books: equal for equal facts."""
        from tugline.business.digest import digest_of

        return digest_of(self._core)

    def result(self, *, open_only: bool = False) -> Result:
        """Return everything there is to show as of now; `open_only` leaves out closed pulls."""
        now = self._core.now
        return build_result(
            self._core, self._rates, self._choices, self._units, self._idle, as_of=now, open_only=open_only
        )

    def explain(self, what: str, *, brief: bool = False) -> str:
        """Return how a pull (`P12`), a fact (`F7`), an order line (`SO1 2`) or a figure (`dio`) came about.

        Items, stock points (`lamp at main`), accounts, parties and resources, too; `brief` tells each line of an order
        in one sentence.

        Raises
        ------
        UsageError
            There is nothing of that name.
        """
        need("explain", what, str)
        choices, rates = (self._choices, self._rates) if self._all_tables else ([], None)
        return "\n".join(Explained(self._core, choices, rates, self._now).lines(what, brief=brief))

    def verify(self) -> list[str]:
        """Return what is wrong with journal, books and state, in words; an empty list means that all is whole."""
        return verify(self._core)
