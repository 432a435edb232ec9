"""Stock as facts tell it: folded into a state, and looked at on the way."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tugline.engine.pulse import replay
from tugline.state import arena
from tugline.state.tape import clear, new_tape


def stock_at_ticks(state: Any, grid: Any, facts: np.ndarray, ticks: Sequence[int]) -> Iterator[np.ndarray]:
    """Yield the stock records of a state at the end of each tick, while facts (by tick) are folded into it.

    Parameters
    ----------
    state
        It is changed. What is yielded is its own memory, and so good until the next.
    ticks
        Ascending; one may come several times.
    """
    tape, first = new_tape(1024), 0
    for tick in ticks:
        stop = int(np.searchsorted(facts["tick"], tick, side="right"))
        clear(tape)
        replay(state, grid, tape, facts[first:stop], 0, stop - first)
        yield arena.arrays(state)["stock"]
        first = stop
