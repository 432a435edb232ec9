"""Who gives way on one pool of units so that fewer are late: Moore and Hodgson (1968), class by class."""

from collections.abc import Callable
from heapq import heappop, heappush

import numpy as np

from tugline.network.exact import IntArray
from tugline.network.layout import NEVER, Records
from tugline.promise.families import Families
from tugline.state.layout import PROMISED

AFTER_ALL = NEVER // 2
"""Added to the turn of what gives way."""


def walk(
    arrays: dict[str, np.ndarray], family: Families, pool: int, turn: IntArray, opened: Callable[[IntArray], IntArray]
) -> list[tuple[int, int]]:
    """Return the demands that a pool works for and the open ticks it takes, in the order in which they are placed."""
    rows = arrays["booking"][: int(arrays["head"]["bookings"][0])]
    rows = rows[arrays["lane"]["pool"][rows["lane"]] == pool]
    jobs = arrays["job"]["demand"][rows["job"]]
    movable = arrays["demand"]["first_step"][jobs] < 0
    ticks = (opened(rows["stop"]) - opened(rows["start"]))[movable]
    work = np.bincount(family.top[jobs[movable]], ticks, len(turn)).astype(np.int64)
    there = np.flatnonzero((work > 0) & (turn < AFTER_ALL))
    there = there[np.lexsort((arrays["demand"]["priority"][there], turn[there]))]
    return list(zip(there.tolist(), work[there].tolist(), strict=True))


def moore_hodgson(
    demands: Records, walk: list[tuple[int, int]], units: int, late: set[int], hopeless: set[int], behind: IntArray
) -> list[int]:
    """Return who gives way on one pool until those late there are in time: who is late anyway, then the most work.

    Of either it is the last class that gives way first. `behind` is how late each is, in open ticks of the pool.
    """
    walked: list[tuple[int, int, int]] = []
    lost: list[tuple[int, int, int]] = []
    gained, leave = 0, []
    for row, work in walk:
        class_ = int(demands["priority"][row])
        if class_ != PROMISED:
            heappush(lost if row in hopeless else walked, (-class_, -work, row))
        if row not in late:
            continue
        while int(behind[row]) > gained:
            heap = next((heap for heap in (lost, walked) if heap and -heap[0][0] >= class_), None)
            if heap is None:
                break
            _, less, gone = heappop(heap)
            leave.append(gone)
            gained -= less // units
            if gone == row:
                break
    return leave
