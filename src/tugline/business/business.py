"""The facade: open a business, take in signals, run on, and read what follows."""

from collections.abc import Callable, Iterable
from datetime import datetime
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from tugline.business import explain as explaining
from tugline.business.adoption import WHO, Adoption, adopt
from tugline.business.buying import purchase_units
from tugline.business.core import Core
from tugline.business.founding import found, plan_loops
from tugline.business.opening import card_facts, loop_facts
from tugline.business.outside import Signals, in_order
from tugline.business.policy import Choice
from tugline.business.rates import Rates
from tugline.business.reopening import reopen
from tugline.business.repeating import changes_of
from tugline.business.resolving import RESOLVED, resolve
from tugline.business.restating import unchanged
from tugline.business.result import build_result
from tugline.business.said import Signal, to_signals
from tugline.business.signal_reader import Unusable
from tugline.business.tabled import Tabled, read_signals
from tugline.business.verifying import verify
from tugline.business.views import Result
from tugline.errors import StorageError, UsageError
from tugline.facts.keys import content_hashes
from tugline.journal.opening import open_journal
from tugline.journal.store import Quarantined
from tugline.loops.catalogue import LOOPS
from tugline.network.compile import compile_network
from tugline.network.read import read_business
from tugline.network.tables import Tables
from tugline.state.arena import arrays
from tugline.units.time import parse_moment

JOURNAL = Path(".tugline") / "journal.db"


class Business:
    """A live business: its network, journal, state and books. One writer; use it in one thread.

    Make one with `tugline.open`.
    """

    def __init__(self, tables: Tables, journal_path: Path | None) -> None:
        settings = tables.settings
        self.journal_path = journal_path
        self._journal = open_journal(journal_path, business=settings.name, world=settings.world)
        try:
            world, is_new = settings.world != "plant", self._journal.last_seq == 0
            self._core = (
                Core(compile_network(tables), self._journal, world=world)
                if is_new
                else reopen(tables, self._journal, world=world)
            )
            self._read(tables)
            if is_new:
                found(self._core, tables, self._choices)
            self._quarantine(self._tabled.unusable)
            self._release_mended()
        except BaseException:
            self._journal.close()
            raise
        self._queued: list[Signals] = []

    def _read(self, tables: Tables) -> None:
        """Take from the tables what the network does not hold: signals, loops, purchase units."""
        self.network = self._core.network
        self._tabled: Tabled = read_signals(self.network, tables, self._journal)
        self._rates, self._choices = plan_loops(self.network, self._core.grid, tables, self._tabled)
        self._units = purchase_units(self.network, tables)

    def _release_mended(self) -> None:
        """Let go of rows in quarantine that can be used now, since their item or location has been added."""
        bad = {(row.table, row.line) for row in self._tabled.unusable}
        for row in self._journal.quarantined():
            if row.line > 0 and (row.table, row.line) not in bad:
                self._journal.release_quarantine(row.id)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the journal."""
        self._journal.close()

    @property
    def now(self) -> str:
        """The time up to which the business has run, ISO 8601."""
        return self.network.clock.iso(int(self._core.head["tick"]))

    @property
    def last_signal(self) -> str | None:
        """Time of the last signal in the tables, ISO 8601; None if there is none."""
        last = self._tabled.last_tick
        return self.network.clock.iso(last) if last >= 0 else None

    @property
    def facts(self) -> int:
        """How many facts the journal holds."""
        return self._journal.last_seq

    def ticks_to_run(self, until: str | datetime | None) -> tuple[int, int]:
        """Return (tick now, last tick that `advance(until)` would enter)."""
        now = int(self._core.head["tick"])
        last = max(now, self._tabled.last_tick)
        return now, last if until is None else self._tick(until)

    def signal(self, *said: Signal) -> None:
        """Queue signals; the next `advance` takes them in at their times, or now if those are past.

        Raises
        ------
        UsageError
            A value is missing or out of range; nothing is queued.
        """
        signals, unusable = to_signals(said, self.network, self._journal)
        self._queued.append(signals)
        self._quarantine(unusable)

    def advance(self, until: str | datetime | None = None, progress: Callable[[int], None] | None = None) -> None:
        """Take in all signals up to a time and, where a world answers, let it run to that time; default: all signals.

        Raises
        ------
        UsageError
            The time is before `now`.
        """
        now = int(self._core.head["tick"])
        waiting = in_order([self._tabled.signals, *self._queued])
        last = max([self._tabled.last_tick, *(int(part.rows["tick"].max(initial=0)) for part in self._queued)])
        stop = max(last, now) if until is None else self._tick(until)
        if stop < now:
            raise UsageError(f"until {self.network.clock.iso(stop)}; expected a time at or after now, {self.now}")
        self._join_points()
        due = self._new(waiting.upto(stop))
        self._queued = [signals for part in self._queued if len(signals := part.later_than(stop))]
        self._run(due.not_before(now), stop, progress)

    def _join_points(self) -> None:
        """Put loops in place at stock points that are new since rows of signals name them."""
        kinds = arrays(self._core.state)["loop"]["kind"]
        new = [choice for choice in self._choices if not kinds[choice.point]]
        if new:
            rows = np.concatenate([loop_facts(new), card_facts(new, {})])
            self._core.take(rows, np.zeros((0, 2), np.uint64), int(self._core.head["tick"]))

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
        tables = read_business(source if isinstance(source, dict) else Path(source), loop_schemas=LOOPS)
        try:
            adoption = adopt(self._core, tables, who=who, dry=dry)
        except StorageError:
            self.close()
            raise
        if dry:
            return adoption
        self._read(tables)
        self._quarantine(self._tabled.unusable)
        self._release_mended()
        return adoption

    def _tick(self, when: str | datetime) -> int:
        try:
            moment = parse_moment(when, self.network.settings.timezone) if isinstance(when, str) else when
            return int(self.network.clock.tick_of(moment))
        except ValueError as error:
            raise UsageError(f"time {when!r}; expected ISO 8601, as 2014-06-15 or 2014-06-15T09:30") from error

    def _new(self, due: Signals) -> Signals:
        """Leave out what the journal has taken in before; an order line with other content becomes its change."""
        seq, known = self._journal.known(due.digests)
        before = seq > 0
        content = content_hashes(self._core.translator.to_journal(due.rows[before]))
        same = unchanged(self._core, due.rows[before], seq[before], known[before])
        changes, unusable = changes_of(due.only(before), content, np.where(same, content, known[before]), self._journal)
        self._quarantine(unusable)
        return in_order([due.only(~before), changes])

    def _run(self, due: Signals, stop: int, progress: Callable[[int], None] | None) -> None:
        """Run in stretches: rows that name a pull or line are resolved just before the pulse that takes them in."""
        named = np.flatnonzero(np.isin(due.rows["kind"], RESOLVED) & (due.rows["reference"] != 0))
        start = 0
        for tick in np.unique(due.rows["tick"][named]).tolist():
            first, after = np.searchsorted(due.rows["tick"], (tick, tick + 1))
            self._stretch(due.between(start, first), tick - 1, progress)
            rows, unusable = resolve(due.between(first, after), self._core)
            self._quarantine(unusable)
            self._take(rows, tick)
            start = after
        self._stretch(due.between(start, len(due)), stop, progress)

    def _stretch(self, due: Signals, until: int, progress: Callable[[int], None] | None) -> None:
        if self._core.world is not None:
            if until >= int(self._core.head["tick"]):
                self._core.run(due.rows, due.digests, until, progress)
            return
        for tick in np.unique(due.rows["tick"]).tolist():
            first, after = np.searchsorted(due.rows["tick"], (tick, tick + 1))
            self._take(due.between(int(first), int(after)), tick)
        self._core.run_reviews(until)

    def _take(self, due: Signals, tick: int) -> None:
        if self._core.world is not None:
            self._core.run(due.rows, due.digests, tick)
        elif len(due):
            self._core.run_reviews(tick - 1)
            self._core.take(due.rows, due.digests, tick)

    def _quarantine(self, rows: Iterable[Unusable]) -> None:
        put = [Quarantined(table=u.table, line=u.line, content={"row": u.content}, why=u.why) for u in rows]
        if put:
            self._journal.quarantine(put)

    @property
    def quarantine(self) -> list[Quarantined]:
        """Signals that could not be used: where they stand, and why."""
        return self._journal.quarantined()

    @property
    def choices(self) -> list[Choice]:
        """The loop of every stock point and why it is that one."""
        return self._choices

    @property
    def rates(self) -> Rates:
        """Use per day of every stock point before the start."""
        return self._rates

    @property
    def digest(self) -> str:
        """One hash of state and books: equal for equal facts."""
        from tugline.business.digest import digest_of

        return digest_of(self._core)

    def result(self, *, open_only: bool = False) -> Result:
        """Return everything there is to show as of now; `open_only` leaves out closed pulls."""
        now = int(self._core.head["tick"])
        return build_result(self._core, self._rates, self._choices, self._units, as_of=now, open_only=open_only)

    def explain(self, what: str) -> str:
        """Return how a pull (`P12`), a fact (`F7`), an order line (`SO1 2`) or a figure came about, step by step.

        Raises
        ------
        UsageError
            There is nothing of that name.
        """
        return explaining.explain(self._core, self._choices, what)

    def verify(self) -> list[str]:
        """Return what is wrong with journal, books and state, in words; an empty list means that all is whole."""
        return verify(self._core)
