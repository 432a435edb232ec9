"""A business from short tables, opened as a study opens it, and run on signals given, with luck or without."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tugline.business.needed import read_source
from tugline.business.study_base import base_of, founded
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.ledger import books as ledger_books
from tugline.ledger.post import post_all
from tugline.ledger.statements import trial_balance
from tugline.network.compile import compile_network
from tugline.state import arena
from tugline.state.kernel import kernel
from tugline.state.layout import PARTS
from tugline.state.tape import clear, facts_of, movements_of, new_tape
from tugline.world.chances import key_of
from tugline.world.drive import advance
from tugline.world.luck import DEMAND, word
from tugline.world.simulated import till_of, with_luck

DAY = 86_400
ROOM = 100_000
"""So many facts are taken off the tape at a time."""
Tables = dict[str, Any]


def tables(tick: str, **given: Any) -> Tables:
    """Return tables of a business that opens on a Monday; a table is columns of texts."""
    business = {
        "name": "v",
        "currency": "EUR",
        "timezone": "UTC",
        "start": "2026-03-02",
        "world": "plain",
        "tick": tick,
    }
    return {"business": business, **given}


class Run(NamedTuple):
    """What a run left: the facts of the kinds asked for, what `look` returned at each stop, and how many facts."""

    facts: np.ndarray
    seen: list[Any]
    events: int
    till: dict[str, int]


class Plant:
    """A business as it stands at its start."""

    def __init__(self, given: Tables) -> None:
        read = read_source(given)
        network = compile_network(read)
        with founded(network, read) as business:
            self.base, _ = base_of(business.core, read, 0)
        self.names = list(network.point_names)

    def point(self, item: str, location: str = "main") -> int:
        """Return the row of a stock point."""
        return self.names.index(f"{item}\t{location}")

    def run(
        self, signals: np.ndarray, stops: Sequence[int], key: int, kinds: Sequence[Kind],
        look: Callable[[dict[str, np.ndarray]], Any] | None = None,
    ) -> Run:  # fmt: skip
        """Run up to and including each tick of `stops` by turns, with books posted; `look` is shown the state there."""
        base = self.base
        state = arena.copy_state(base.state)
        world = with_luck(base.world, key, len(arena.arrays(state)["stock"]), base.chances)
        books = ledger_books.from_arrays(ledger_books.to_arrays(base.books), base.day_start)
        tape, said = new_tape(4096), new_tape(256)
        kept, seen, events, cursor = [np.zeros(0, FACT)], [], 0, 0
        wanted = np.zeros(max(Kind) + 1, np.bool_)
        wanted[[int(kind) for kind in kinds]] = True

        def take_off() -> int:
            facts = facts_of(tape)
            if kinds:
                kept.append(facts[wanted[facts["kind"]]])
            post_all(books, movements_of(tape))
            clear(tape)
            return len(facts)

        for stop in stops:
            tick = 0
            while tick <= stop:
                cursor, tick = advance(state, base.grid, world, tape, said, signals, cursor, stop, ROOM)
                # Stops are many and short: the tape goes over them and is taken off when it is full.
                if tick <= stop:
                    events += take_off()
            if look:
                seen.append(look(arena.arrays(state)))
        events += take_off()
        if trial_balance(books) != 0:
            raise AssertionError("the books do not balance")
        return Run(np.concatenate(kept), seen, events, till_of(world))


def orders(point: int, ticks: np.ndarray, quantity: np.ndarray | int = 1) -> np.ndarray:
    """Return one order line at each tick, wanted at once; what is there of it is shipped at once."""
    rows = np.zeros(len(ticks), FACT)
    rows["kind"], rows["point"], rows["priority"] = int(Kind.ORDER_PLACED), point + 1, 5
    rows["quantity"], rows["code"] = quantity, PARTS
    rows["tick"] = rows["occurred_at"] = rows["due"] = ticks
    return rows


def sales(point: int, ticks: np.ndarray, price: int = 10_000) -> np.ndarray:
    """Return a customer at a till for one unit at each tick."""
    rows = np.zeros(len(ticks), FACT)
    rows["kind"], rows["point"], rows["priority"], rows["quantity"] = int(Kind.SALE_MADE), point + 1, 5, 1
    rows["tick"] = rows["occurred_at"] = ticks
    rows["amount"], rows["due"] = price, NEVER
    return rows


@kernel
def _uniform(key: int, n: int) -> np.ndarray:
    drawn = np.zeros(n)
    for i in range(n):
        drawn[i] = np.int64(word(key, DEMAND, 0, i) >> np.uint64(11)) * 2.0**-53
    return drawn


def uniform(subject: int, replication: int, n: int) -> np.ndarray:
    """Return n numbers of (0, 1), of the luck of one replication of a subject."""
    drawn: np.ndarray = _uniform(key_of(subject, replication), n) + 2.0**-54
    return drawn


def poisson(subject: int, replication: int, mean_gap: float, until: int) -> np.ndarray:
    """Return the ticks of a Poisson process in 1 .. until, with so many ticks between arrivals in the mean."""
    n = int(until / mean_gap + 10 * (until / mean_gap) ** 0.5 + 10)
    ticks = np.cumsum(-mean_gap * np.log(uniform(subject, replication, n)))
    return 1 + ticks[ticks < until - 1].astype(np.int64)


def waits(facts: np.ndarray, since: int, until: int) -> np.ndarray:
    """Return the ticks from order to delivery of every line placed in since .. until and delivered."""
    placed = facts[facts["kind"] == int(Kind.ORDER_PLACED)]
    delivered = facts[facts["kind"] == int(Kind.DELIVERED)]
    at = np.searchsorted(placed["seq"], delivered["reference"])
    took = delivered["tick"] - placed["tick"][at]
    inside = (placed["tick"][at] >= since) & (placed["tick"][at] <= until)
    inside_took: np.ndarray = took[inside]
    return inside_took


def open_times(facts: np.ndarray, since: int, until: int) -> np.ndarray:
    """Return the ticks from release to receipt of every pull received in since .. until."""
    released = facts[np.isin(facts["kind"], [int(Kind.PULL_RELEASED), int(Kind.PULL_STARTED)])]
    began = dict(
        zip(
            np.where(released["kind"] == int(Kind.PULL_STARTED), released["reference"], released["seq"]).tolist(),
            released["tick"].tolist(), strict=True,
        )
    )  # fmt: skip
    received = facts[facts["kind"] == int(Kind.RECEIVED)]
    received = received[(received["tick"] >= since) & (received["tick"] <= until)]
    return np.array(
        [tick - began[i] for i, tick in zip(received["reference"].tolist(), received["tick"].tolist(), strict=True)]
    )
