"""How signals come in: those that are new, in stretches, each at its time."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from tugline.business.core import Core
from tugline.business.opening import card_facts, loop_facts
from tugline.business.outside import Signals, in_order
from tugline.business.policy import Choice
from tugline.business.repeating import changes_of
from tugline.business.resolving import RESOLVED, resolve
from tugline.business.restating import unchanged
from tugline.business.signal_reader import Unusable
from tugline.facts.keys import content_hashes
from tugline.journal.store import Quarantined
from tugline.state.arena import arrays


class Intake:
    """Takes signals into a business; what cannot be used is put into quarantine."""

    def __init__(self, core: Core) -> None:
        self.core = core

    def join_points(self, choices: Sequence[Choice]) -> None:
        """Put loops in place at stock points that are new since rows of signals name them."""
        kinds = arrays(self.core.state)["loop"]["kind"]
        new = [choice for choice in choices if not kinds[choice.point]]
        if new:
            rows = np.concatenate([loop_facts(new), card_facts(new, {})])
            self.core.take(rows, np.zeros((0, 2), np.uint64), int(self.core.head["tick"]))

    def new(self, due: Signals) -> Signals:
        """Leave out what the journal has taken in before; an order line with other content becomes its change."""
        seq, known = self.core.journal.known(due.digests)
        before = seq > 0
        content = content_hashes(self.core.translator.to_journal(due.rows[before]))
        same = unchanged(self.core, due.rows[before], seq[before], known[before])
        changes, unusable = changes_of(
            due.only(before), content, np.where(same, content, known[before]), self.core.journal
        )
        self.quarantine(unusable)
        return in_order([due.only(~before), changes])

    def run(self, due: Signals, stop: int, progress: Callable[[int], None] | None) -> None:
        """Run in stretches: rows that name a pull or line are resolved just before the pulse that takes them in."""
        named = np.flatnonzero(np.isin(due.rows["kind"], RESOLVED) & (due.rows["reference"] != 0))
        start = 0
        for tick in np.unique(due.rows["tick"][named]).tolist():
            first, after = np.searchsorted(due.rows["tick"], (tick, tick + 1))
            self._stretch(due.between(start, first), tick - 1, progress)
            rows, unusable = resolve(due.between(first, after), self.core)
            self.quarantine(unusable)
            self._take(rows, tick)
            start = after
        self._stretch(due.between(start, len(due)), stop, progress)

    def _stretch(self, due: Signals, until: int, progress: Callable[[int], None] | None) -> None:
        if self.core.world is not None:
            if until >= int(self.core.head["tick"]):
                self.core.run(due.rows, due.digests, until, progress)
            return
        for tick in np.unique(due.rows["tick"]).tolist():
            first, after = np.searchsorted(due.rows["tick"], (tick, tick + 1))
            self._take(due.between(int(first), int(after)), tick)
        self.core.run_reviews(until)

    def _take(self, due: Signals, tick: int) -> None:
        if self.core.world is not None:
            self.core.run(due.rows, due.digests, tick)
        elif len(due):
            self.core.run_reviews(tick - 1)
            self.core.take(due.rows, due.digests, tick)

    def quarantine(self, rows: Iterable[Unusable]) -> None:
        """Put away rows that cannot be used, with the reason."""
        put = [Quarantined(table=u.table, line=u.line, content={"row": u.content}, why=u.why) for u in rows]
        if put:
            self.core.journal.quarantine(put)
