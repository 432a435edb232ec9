"""When open lines will be there: the plain world run ahead on a copy of today's state, with no new signals.

The same engine decides and the same finite resources work in the copy; nothing of it is ever written.
"""

from typing import Any

import numpy as np

from tugline.business.core import TAPE_ROOM, Core
from tugline.facts.kinds import FACT, Kind
from tugline.state import arena
from tugline.state.tape import clear, facts_of, new_tape
from tugline.world.drive import advance

DAYS_AHEAD = 730


def ship_ticks(core: Core) -> dict[int, int]:
    """Return the tick of the last shipment of every open line by its id; a line that never ships is left out."""
    state, world = core.fork()
    waiting = _open_lines(state)
    start = int(core.head["tick"])
    tape, said, none = new_tape(4096), new_tape(256), np.zeros(0, FACT)
    per_day = max(1, 86_400 // core.network.tick_seconds)
    done: dict[int, int] = {}
    # In steps that double: most lines ship within days, and a world of reviews would go on for ever.
    days, tick = 1, start
    while waiting and days <= DAYS_AHEAD:
        until = start + days * per_day
        while tick <= until:
            clear(tape)
            _, tick = advance(state, core.grid, world, tape, said, none, 0, until, TAPE_ROOM)
            _note_shipments(facts_of(tape), done)
        waiting = _open_lines(state) & waiting
        days *= 2
    return {id_: tick for id_, tick in done.items() if id_ not in waiting}


def _open_lines(state: Any) -> set[int]:
    ids = arena.arrays(state)["line"]["id"]
    return set(ids[ids > 0].tolist())


def _note_shipments(facts: np.ndarray, done: dict[int, int]) -> None:
    rows = facts[facts["kind"] == int(Kind.SHIPPED)]
    done.update(zip(rows["reference"].tolist(), rows["tick"].tolist(), strict=True))
