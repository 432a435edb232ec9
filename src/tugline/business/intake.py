"""How signals come in: those that are new, in stretches, each at its time."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from tugline.business.core import Core
from tugline.business.event_rows import WORDS
from tugline.business.opening import card_facts, loop_facts
from tugline.business.order_limits import OrderLimits
from tugline.business.outside import Signals, empty, in_order
from tugline.business.policy import Choice
from tugline.business.repeating import KEEPS, changes_of, terms_alone, unusable_row
from tugline.business.resolving import Resolver, names_something
from tugline.business.retries import KEY, SAYS, Retries, key_of
from tugline.business.said import SIGNAL, Signal, to_text
from tugline.business.signal_reader import Unusable, table_of
from tugline.business.tabled_choices import behind_their_lines
from tugline.business.work_done import with_work
from tugline.facts.keys import content_hashes
from tugline.facts.kinds import Kind
from tugline.journal.store import Quarantined
from tugline.journal.translate import COLUMNS, Translator
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.state.arena import arrays

NOTHING = "quantity 0: nothing is ordered"


class Intake:
    """Takes signals into a business; what cannot be used is put into quarantine."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self._resolver = Resolver(core)
        self.bounds = self._resolver.bounds
        self.retries = Retries(core.journal)
        self.said: dict[bytes, Signal] = {}
        """Signals stated in Python by their keys, as long as they wait."""
        self.limits: OrderLimits | None = None
        """What orders are held to; None = they are held to nothing."""

    def keep_said(self, queued: Sequence[Signals]) -> None:
        """Forget what was stated in Python and waits no longer; what is in quarantine says itself how it was stated."""
        waiting = {digest.tobytes() for part in queued for digest in part.digests}
        self.said = {key: said for key, said in self.said.items() if key in waiting}

    def carried_over(self, queued: Signals, before: Network, translator: Translator) -> Signals:
        """Return signals of the network before as those of the network in force; what it lost goes into quarantine."""
        core = self.core
        rows = core.translator.from_journal(translator.to_journal(queued.rows), lost=-1)
        fits = ~np.any([rows[column] < 0 for column in (*COLUMNS, "lot")], axis=0)
        scales = [np.append(network.point["scale"], 0) for network in (before, core.network)]
        fits[fits] = scales[0][queued.rows["point"][fits] - 1] == scales[1][rows["point"][fits] - 1]
        lost = np.flatnonzero(~fits)
        names = [before.point_names[point - 1].replace("\t", " at ") for point in queued.rows["point"][lost].tolist()]
        why = [f"{name} is not in the tables any more, or has other decimals: state it anew" for name in names]
        self.quarantine(self._lost(queued.only(lost), why, translator))
        return queued.with_rows(rows).only(fits)

    def join_points(self, choices: Sequence[Choice]) -> None:
        """Put loops in place at stock points that are new since rows of signals name them."""
        kinds = arrays(self.core.state)["loop"]["kind"]
        new = [choice for choice in choices if not kinds[choice.point]]
        if new:
            rows = np.concatenate([loop_facts(new), card_facts(new, {})])
            self.core.take(rows, np.zeros((0, 2), np.uint64), self.core.now)

    def news(self, stated: Signals) -> tuple[Signals, list[Unusable]]:
        """Return what is new in signals, each key once: those not taken in before, and changes of those that were."""
        seq, known = self.core.journal.known(stated.digests)
        before = seq > 0
        changes, unusable = changes_of(stated.only(before), seq[before], known[before], self.core)
        nothing = ~before & (stated.rows["kind"] == int(Kind.ORDER_PLACED)) & (stated.rows["quantity"] == 0)
        unusable += [unusable_row(self.core, stated, i, NOTHING) for i in np.flatnonzero(nothing).tolist()]
        new = stated.only(~before & ~nothing)
        # A choice that comes with its line needs no name of it; any other is a change of a line that is known.
        new.rows["reference"][behind_their_lines(new)] = 0
        alone = terms_alone(new)
        unusable += [unusable_row(self.core, new, i, KEEPS) for i in np.flatnonzero(alone).tolist()]
        return in_order([new.only(~alone), changes]), unusable

    def untried(self, signals: Signals) -> Signals:
        """Leave out those in quarantine: could they not be used when their time came, somebody has to retry them.

        One that says something else since is mended, and is not left out.
        """
        waiting = [row.content for row in self.core.journal.quarantined() if KEY in row.content]
        if not waiting:
            return signals
        said = {(content[KEY], content.get(SAYS, "")) for content in waiting}
        says = self._says(signals, self.core.translator)
        return signals.only(np.array([not said & {one, (one[0], "")} for one in says], np.bool_))

    def _says(self, signals: Signals, translator: Translator) -> list[tuple[str, str]]:
        """Return key and content of each signal."""
        hashes = content_hashes(translator.to_journal(signals.rows)).tolist()
        return [(key_of(digest), str(content)) for digest, content in zip(signals.digests, hashes, strict=True)]

    def take_in(
        self, due: Signals, stop: int, progress: Callable[[int], None] | None, *, held_to_limits: bool = True
    ) -> None:
        """Take in signals that are due up to `stop`, in order, and let the world run to it.

        `held_to_limits`: orders that pass a limit go into quarantine; else whoever states them has asked before.
        """
        limits = self.limits if held_to_limits else None
        while True:
            # What is said of one row twice is a change of what was said first: it is looked at when its time has come.
            first, now = due.first_of_each_key(), self.core.now
            again = due.only(~first)
            until = min(stop, max(now, int(again.rows["tick"][0]))) if len(again) else stop
            due = due.only(first)
            new, unusable = self.news(due.upto(until))
            self.quarantine(unusable)
            self._run(new.not_before(now), until, progress, limits)
            if not len(again):
                return
            due = in_order([due.later_than(until), again])

    def _run(self, due: Signals, stop: int, progress: Callable[[int], None] | None, limits: OrderLimits | None) -> None:
        """Run in stretches: rows that name a pull or line are resolved just before the pulse that takes them in.

        So are orders held to limits then, when it is known what was shipped and cancelled before them.
        """
        start, looked_at = 0, names_something(due.rows)
        if limits is not None:
            looked_at |= limits.concerned(due.rows)
        for tick in np.unique(due.rows["tick"][looked_at]).tolist():
            first, after = np.searchsorted(due.rows["tick"], (tick, tick + 1))
            self._stretch(due.between(start, first), tick - 1, progress)
            self._stretch_to(tick)
            self._rounds(due.between(first, after), tick, limits)
            start = after
        self._stretch(due.between(start, len(due)), stop, progress)

    def _stretch_to(self, tick: int) -> None:
        """Let the world say everything at a tick first, so that a run that was cut in it goes on the same."""
        if self.core.world is not None:
            self.core.run(empty().rows, empty().digests, tick)

    def _rounds(self, pending: Signals, tick: int, limits: OrderLimits | None) -> None:
        """Take in the signals of one tick, in as many pulses as it takes until each finds what it names, or cannot."""
        while len(pending):
            held = limits.held_back(pending) if limits is not None else np.zeros(len(pending), np.bool_)
            found, now, why = self._resolver.resolve(pending.only(~held))
            if now.any() or not held.any():
                if not now.any():
                    self.quarantine(self._lost(pending, why, self.core.translator))
                    return
                taken = np.flatnonzero(~held)[now]
            else:
                taken = np.flatnonzero(held)
                found = pending.only(taken)
            self._take_let_in(found, tick, pending.only(taken), limits)
            pending = pending.only(np.setdiff1d(np.arange(len(pending)), taken))

    def _take_let_in(self, found: Signals, tick: int, stated: Signals, limits: OrderLimits | None) -> None:
        """Take in what passes no limit; the rest goes into quarantine."""
        if limits is None:
            self._take(found, tick, stated=stated)
            return
        keep, why = limits.let_in(found)
        refused = np.array([bool(each) for each in why], np.bool_)
        said = stated.only(refused)
        self.quarantine(self._lost(said, [each for each in why if each], self.core.translator))
        if keep.any():
            self._take(found.only(keep), tick, stated=stated.only(keep))

    def _stretch(self, due: Signals, until: int, progress: Callable[[int], None] | None) -> None:
        if self.core.world is not None:
            if until >= int(self.core.head["tick"]):
                self.core.run(due.rows, due.digests, until, progress)
            return
        for tick in np.unique(due.rows["tick"]).tolist():
            first, after = np.searchsorted(due.rows["tick"], (tick, tick + 1))
            some = due.between(int(first), int(after))
            self._take(some, tick, stated=some)
        self.core.run_reviews(until)

    def _take(self, due: Signals, tick: int, *, stated: Signals) -> None:
        """Take in signals in one pulse; `stated` are the same as they were before their names were looked up."""
        if self.core.world is not None:
            self.core.run(due.rows, due.digests, tick, stated=stated.rows)
        else:
            self.core.run_reviews(tick - 1)
            rows = with_work(self.core, self._resolver.work_done, due.rows)
            self.core.take(rows, due.digests, tick, stated=stated.rows)

    def _lost(self, pending: Signals, why: Sequence[str], translator: Translator) -> Iterable[Unusable]:
        journal, says = self.core.journal, self._says(pending, translator)
        places = journal.texts(translator.to_journal(pending.rows)["point"])
        columns = zip(pending.rows, pending.digests, places, says, pending.lines.tolist(), why, strict=True)
        for row, digest, place, (key, content), line, reason in columns:
            named = journal.texts([int(row["reference"])])[0].replace("\t", " ")
            number = f"#{row['lot']}" if row["kind"] == Kind.CARD_MOVED else ""
            named = named or place.replace("\t", "@") + number
            shown = f"{_word(int(row['kind']))} {named}".strip()
            more = {KEY: key, SAYS: content}
            said = self.said.get(digest.tobytes())
            if said is not None:
                more[SIGNAL] = to_text(said)
            yield Unusable(table_of(journal, row), int(line), shown, reason, more)

    def quarantine(self, rows: Iterable[Unusable]) -> None:
        """Put away rows that cannot be used, with the reason."""
        put = [Quarantined(table=u.table, line=u.line, content={"row": u.content, **u.more}, why=u.why) for u in rows]
        if put:
            self.retries.put(put)

    def release_mended(self, unusable: Sequence[Unusable], signals: Signals, tables: Tables) -> None:
        """Let go of what waits from tables that are there and does not stand among the unusable or the signals now."""
        waiting = self.core.journal.quarantined()
        bad = {(row.table, row.line, row.content if row.line == 0 else "") for row in unusable}
        says = set(self._says(signals, self.core.translator)) if waiting else set()
        keys = {key for key, _ in says}
        for row in waiting:
            # Of a table that is not there nobody can say whether its rows are mended.
            if row.table not in tables or not tables[row.table].n:
                continue
            if KEY in row.content:
                key = row.content[KEY]
                stands = (key, row.content[SAYS]) in says if SAYS in row.content else key in keys
            else:
                stands = (row.table, row.line, row.content.get("row", "") if row.line == 0 else "") in bad
            if not stands:
                self.core.journal.release_quarantine(row.id)


def _word(kind: int) -> str:
    """Return the word of `events` for a kind of fact, or its own name."""
    return WORDS.get(kind) or Kind(kind).name.lower().removeprefix("pull_")
