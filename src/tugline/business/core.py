"""A running business: state, world, books and journal, kept in step fact by fact."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from tugline.business.as_stated import AsStated
from tugline.business.carry_over import carry_over
from tugline.business.chronicle import Chronicle
from tugline.business.epochs import Epochs
from tugline.business.parts import Parts, new_parts
from tugline.business.snapshot import key_of, pack, unpack
from tugline.engine.pulse import pulse, replay
from tugline.errors import StorageError, TooLargeError
from tugline.facts.keys import Keys, content_hashes
from tugline.facts.kinds import FACT
from tugline.journal.journal import Journal
from tugline.journal.translate import Translator
from tugline.ledger.post import post_all
from tugline.network.network import Network
from tugline.state import arena
from tugline.state.kernel import layout_hash
from tugline.state.tape import clear, facts_of, movements_of, new_tape
from tugline.world import arena as world_arena
from tugline.world.drive import advance
from tugline.world.observe import observe_all

TAPE_ROOM = 200_000
"""Facts that are worked out before they are written to the journal in one commit."""
SNAPSHOT_EVERY = 200_000


class Core:
    """One writer over a journal: everything that changes goes through `run` or `take`.

    Parameters
    ----------
    world
        Whether a world answers the pulls; without one, facts of the floor come from people and files only.
    """

    def __init__(self, network: Network, journal: Journal, *, world: bool) -> None:
        self.journal = journal
        self.epochs = Epochs(journal)
        self._as_stated = AsStated(journal, self.epochs)
        self._tape = new_tape(4096)
        self._said = new_tape(1024)
        self._none = np.zeros(0, FACT)
        self._snapshot_seq = 0
        self._reached = journal.reached
        self._broken = False
        self._stand_on(new_parts(network, world=world))

    def _stand_on(self, parts: Parts) -> None:
        self.network, self.grid, self.state = parts.network, parts.grid, parts.state
        self.books, self.world = parts.books, parts.world
        self.translator = Translator(self.journal, parts.network)
        self._chronicle: tuple[int, Chronicle] | None = None

    def enter(self, network: Network, *, seq: int, tick: int) -> None:
        """Go over to another network, which comes into force with the fact `seq` at `tick`."""
        parts = Parts(self.network, self.grid, self.state, self.books, self.world)
        self._stand_on(carry_over(parts, network, seq=seq, tick=tick))

    @property
    def head(self) -> Any:
        """The state's head record: seq, pulse, tick."""
        return arena.arrays(self.state)["head"][0]

    @property
    def now(self) -> int:
        """The tick up to which time has passed: that of the last pulse, or a later one up to which nothing happened."""
        return max(int(self.head["tick"]), self._reached)

    def keys(self) -> dict[int, str]:
        """Return the keys of order lines and open supply by the `reference` of their facts."""
        return self.journal.names("supply") | self.journal.names("line")

    def chronicle(self) -> Chronicle:
        """Return what is needed to read the facts of all times."""
        known = len(self.journal.names("source"))
        if self._chronicle is None or self._chronicle[0] != known:
            self._chronicle = known, Chronicle(self.journal, self.network)
        return self._chronicle[1]

    def load_snapshot(self) -> int:
        """Take over the newest snapshot that fits the network and return its last fact, 0 if there is none."""
        kept = self.journal.load_snapshot(key_of(self.network), layout_hash())
        if kept is None:
            return 0
        self._snapshot_seq, arrays = kept
        self.state, self.books, self.world = unpack(arrays, self.network, self.grid, world=self.world is not None)
        return self._snapshot_seq

    def replay_after(self, after: int) -> int:
        """Fold the facts after a number, all of them of the network in force; return how many."""
        for rows in self.journal.read(after):
            self._fold(self.translator.from_journal(rows))
        return self.journal.last_seq - after

    def replay_all(self) -> int:
        """Fold all facts, each under the network of its time, up to the one in force; return how many."""
        in_force, world = self.network, self.world is not None
        spans = self.epochs.spans()
        for number, (epoch, stop) in enumerate(spans):
            network = in_force if number == len(spans) - 1 else self.epochs.network(number)
            if number == 0:
                self._stand_on(new_parts(network, world=world))
            else:
                first = next(iter(self.journal.read(epoch.first_seq - 1, epoch.first_seq)))
                self.enter(network, seq=epoch.first_seq, tick=int(first["tick"][0]))
            for rows in self.journal.read(epoch.first_seq - 1, stop):
                self._fold(self.translator.from_journal(rows))
        return self.journal.last_seq

    def _fold(self, rows: np.ndarray) -> None:
        clear(self._tape)
        replay(self.state, self.grid, self._tape, rows, 0, len(rows))
        self._post(movements_of(self._tape))
        if self.world is not None:
            observe_all(self.world, self.grid, rows, 0, len(rows))

    def _post(self, movements: np.ndarray) -> None:
        post_all(self.books, movements)

    def take(
        self, rows: np.ndarray, digests: np.ndarray, tick: int, bodies: dict[int, bytes] | None = None,
        stated: np.ndarray | None = None,
    ) -> int:  # fmt: skip
        """Run one pulse on outside facts, make it durable, and return the seq of the first fact of the pulse.

        Parameters
        ----------
        rows
            Facts in the order of their phases; a fact with an `actor` has a key in `digests`, in the same order.
        stated
            The facts with keys as they were stated, if what they name was looked up since: it is their content.
        """
        with self._whole():
            clear(self._tape)
            pulse(self.state, self.grid, self._tape, rows, 0, len(rows), tick)
            facts = facts_of(self._tape)
            if self.world is not None:
                observe_all(self.world, self.grid, facts, 0, len(facts))
            return self._write(facts, digests, bodies or {}, stated)

    def run(
        self, signals: np.ndarray, digests: np.ndarray, until: int, progress: Any = None,
        stated: np.ndarray | None = None,
    ) -> None:  # fmt: skip
        """Take in signals at their ticks, let the world answer, up to and including `until`; `stated`: see `take`."""
        assert self.world is not None, "without a world, facts are taken in by `take`"
        cursor, tick = 0, int(self.head["tick"])
        while tick <= until:
            with self._whole():
                clear(self._tape)
                before = cursor
                cursor, tick = advance(
                    self.state, self.grid, self.world, self._tape, self._said, signals, cursor, until, TAPE_ROOM
                )
                facts, some = facts_of(self._tape), slice(before, cursor)
                if len(facts):
                    self._write(facts, digests[some], {}, stated[some] if stated is not None else None)
            if progress is not None:
                progress(int(self.head["tick"]))
        self._reached = max(self._reached, until)
        if self.journal.last_seq - self._snapshot_seq >= SNAPSHOT_EVERY:
            self.save_snapshot()

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Run some pulses and write them, or never be used again: the state may stand between two facts otherwise."""
        if self._broken:
            raise StorageError(
                "this business stopped in the middle of a pulse, which was not written",
                hint="Open it again: what its journal holds is whole.",
            )
        self._broken = True
        try:
            yield
        except TooLargeError as error:
            raise TooLargeError(f"{error}; at {self.network.clock.iso(int(self.head['tick']))}") from error
        self._broken = False

    def run_reviews(self, until: int) -> None:
        """Close a pulse whenever a review is due or a hold ends up to `until`: time passes in a plant, too."""
        while (tick := int(min(self.head["next_review"], self.head["next_release"]))) <= until:
            self.take(self._none, np.zeros((0, 2), np.uint64), tick)
        self._reached = max(self._reached, until)

    def _write(
        self, facts: np.ndarray, digests: np.ndarray, bodies: dict[int, bytes], stated: np.ndarray | None
    ) -> int:
        kept = self.translator.to_journal(facts)
        outside = np.flatnonzero(kept["actor"] != 0)
        if len(outside) != len(digests):
            raise StorageError(f"{len(digests)} keys for {len(outside)} rows from outside; nothing was written")
        content = content_hashes(kept[outside] if stated is None else self.translator.to_journal(stated))
        keys = Keys(outside, digests, content)
        # What the books refuse must not be in the journal: it would be refused at every opening.
        self._post(movements_of(self._tape))
        self.journal.append(kept, keys=keys if len(keys) else None, bodies=bodies)
        return int(facts["seq"][0])

    def keep_now(self) -> None:
        """Keep up to when time has passed where no pulse says it, so that it does not go back when opened again."""
        if self.now > int(self.head["tick"]):
            self.journal.reach(self.now)

    def save_snapshot(self) -> None:
        """Keep state, books and world beside the journal, so that opening need not fold everything again."""
        self._snapshot_seq = self.journal.last_seq
        arrays = pack(self.state, self.books, self.world)
        self.journal.save_snapshot(self._snapshot_seq, key_of(self.network), layout_hash(), arrays)

    def look(self) -> tuple[Any, Any]:
        """Return state and world as they are, or as they are imagined in a plant, for those who change neither."""
        return self.state, self.world if self.world is not None else self._imagined_world()

    def fork(self, first: np.ndarray | None = None) -> tuple[Any, Any]:
        """Return copies of state and world for what-if questions; nothing of them is ever written.

        Parameters
        ----------
        first
            Facts of the world, `FACT`, that its copy takes in before anybody asks: a resource that runs, if it did.
        """
        first = self._none if first is None else first
        if self.world is None:
            return arena.copy_state(self.state), self._imagined_world(first)
        world = world_arena.copy_world(self.world)
        observe_all(world, self.grid, first, 0, len(first))
        return arena.copy_state(self.state), world

    def _imagined_world(self, first: np.ndarray | None = None) -> Any:
        return self._as_stated.world(self.network, self.state, self.now, self._none if first is None else first)
