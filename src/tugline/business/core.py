"""A running business: state, world, books and journal, kept in step fact by fact."""

from typing import Any

import numpy as np

from tugline.business.snapshot import pack, unpack
from tugline.engine.pulse import pulse, replay
from tugline.errors import StorageError
from tugline.facts.keys import Keys, content_hashes
from tugline.facts.kinds import FACT
from tugline.journal.journal import Journal
from tugline.journal.translate import Translator
from tugline.ledger import books as ledger_books
from tugline.ledger.post import post_all
from tugline.network.layout import MAKE
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


def make_grid(network: Network) -> arena.Grid:
    """Return the network as the kernels' argument."""
    grid: arena.Grid = arena.make_grid(
        network.point, network.source, network.need, network.operation, network.resource, network.party,
        network.open, network.calendar_start, network.day_start, network.tick_seconds, network.terms,
    )  # fmt: skip
    return grid


def _new_books(network: Network) -> ledger_books.Books:
    kinds = network.source["kind"]
    made = np.zeros(len(network.point), np.bool_)
    made[network.source["point"][kinds == MAKE]] = True
    # An item is carried as made everywhere if it is made anywhere.
    made_items = np.zeros(len(network.items), np.bool_)
    made_items[network.point["item"][made]] = True
    return ledger_books.new_books(
        network.point,
        made=made_items[network.point["item"]],
        n_parties=len(network.party),
        day_ticks=max(1, 86_400 // network.tick_seconds),
    )


class Core:
    """One writer over a journal: everything that changes goes through `run` or `take`.

    Parameters
    ----------
    world
        Whether a world answers the pulls; without one, facts of the floor come from people and files only.
    """

    def __init__(self, network: Network, journal: Journal, *, world: bool) -> None:
        self.network = network
        self.journal = journal
        self.grid = make_grid(network)
        self.translator = Translator(journal, network)
        self.state = arena.new_state(len(network.point), len(network.source))
        self.books = _new_books(network)
        self.world = world_arena.new_world(self.grid) if world else None
        self._tape = new_tape(4096)
        self._said = new_tape(1024)
        self._none = np.zeros(0, FACT)
        self._snapshot_seq = 0

    @property
    def head(self) -> Any:
        """The state's head record: seq, pulse, tick."""
        return arena.arrays(self.state)["head"][0]

    def recover(self) -> int:
        """Fold what the journal holds, from the newest snapshot that fits; return how many facts were folded."""
        kept = self.journal.load_snapshot(self.network.hash, layout_hash())
        after = 0
        if kept is not None:
            after, arrays = kept
            self._snapshot_seq = after
            self.state, self.books, self.world = unpack(arrays, self.grid, world=self.world is not None)
        return self.replay_all(after)

    def replay_all(self, after: int = 0) -> int:
        """Fold the facts of the journal after a number, without a snapshot; return how many."""
        folded = 0
        for rows in self.journal.read(after):
            self._fold(self.translator.from_journal(rows))
            folded += len(rows)
        return folded

    def _fold(self, rows: np.ndarray) -> None:
        clear(self._tape)
        replay(self.state, self.grid, self._tape, rows, 0, len(rows))
        post_all(self.books, movements_of(self._tape))
        if self.world is not None:
            observe_all(self.world, self.grid, rows, 0, len(rows))

    def take(self, rows: np.ndarray, digests: np.ndarray, tick: int, bodies: dict[int, bytes] | None = None) -> int:
        """Run one pulse on outside facts, make it durable, and return the seq of the first fact of the pulse.

        Parameters
        ----------
        rows
            Facts in the order of their phases; a fact with an `actor` has a key in `digests`, in the same order.
        """
        clear(self._tape)
        pulse(self.state, self.grid, self._tape, rows, 0, len(rows), tick)
        facts = facts_of(self._tape)
        if self.world is not None:
            observe_all(self.world, self.grid, facts, 0, len(facts))
        return self._write(facts, digests, bodies or {})

    def run(self, signals: np.ndarray, digests: np.ndarray, until: int, progress: Any = None) -> None:
        """Take in signals at their ticks, let the world answer, up to and including tick `until`."""
        assert self.world is not None, "without a world, facts are taken in by `take`"
        cursor, tick = 0, int(self.head["tick"])
        while tick <= until:
            clear(self._tape)
            before = cursor
            cursor, tick = advance(
                self.state, self.grid, self.world, self._tape, self._said, signals, cursor, until, TAPE_ROOM
            )
            facts = facts_of(self._tape)
            if len(facts):
                self._write(facts, digests[before:cursor], {})
            if progress is not None:
                progress(int(self.head["tick"]))
        if self.journal.last_seq - self._snapshot_seq >= SNAPSHOT_EVERY:
            self.save_snapshot()

    def run_reviews(self, until: int) -> None:
        """Close a pulse whenever a review is due or a hold ends up to `until`: a plant's time passes without a world."""
        while (tick := int(min(self.head["next_review"], self.head["next_release"]))) <= until:
            self.take(self._none, np.zeros((0, 2), np.uint64), tick)

    def _write(self, facts: np.ndarray, digests: np.ndarray, bodies: dict[int, bytes]) -> int:
        kept = self.translator.to_journal(facts)
        outside = np.flatnonzero(kept["actor"] != 0)
        if len(outside) != len(digests):
            raise StorageError(f"{len(digests)} keys for {len(outside)} rows from outside; nothing was written")
        keys = Keys(outside, digests, content_hashes(kept[outside]))
        self.journal.append(kept, keys=keys if len(keys) else None, bodies=bodies)
        post_all(self.books, movements_of(self._tape))
        return int(facts["seq"][0])

    def save_snapshot(self) -> None:
        """Keep state, books and world beside the journal, so that opening need not fold everything again."""
        self._snapshot_seq = self.journal.last_seq
        arrays = pack(self.state, self.books, self.world)
        self.journal.save_snapshot(self._snapshot_seq, self.network.hash, layout_hash(), arrays)

    def fork(self) -> tuple[Any, Any]:
        """Return copies of state and world for what-if questions; nothing of them is ever written."""
        world = self.world if self.world is not None else self._imagined_world()
        return arena.copy_state(self.state), world_arena.copy_world(world)

    def _imagined_world(self) -> Any:
        """Return what the plain world would know after everything that the journal holds."""
        world = world_arena.new_world(self.grid)
        for rows in self.journal.read():
            own = self.translator.from_journal(rows)
            observe_all(world, self.grid, own, 0, len(own))
        return world
