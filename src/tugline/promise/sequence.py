"""In which order demands are placed: by due date, and where that is not enough, without those that cost the most.

Earliest due date first makes nothing late where anything can be kept (Jackson 1955). Where something is late all the
same, Moore and Hodgson (1968) leave out the job with the most work among those before it, and no other rule has fewer
late jobs on one machine. Here it is used on each pool of units that holds up a late demand, class by class: the last
class gives way first, and a class never gives way to one behind it. What gives way is placed after all others, into
what is left. Each pass is a whole plan with whole jobs; the best one stays.
"""

from collections.abc import Iterator
from heapq import heappop, heappush

import numpy as np

from tugline.network.layout import Records
from tugline.promise import desk as desks
from tugline.promise.binding import bind_all
from tugline.promise.desk import Desk, copy_desk
from tugline.promise.layout import BINDING, BY_UNIT, BY_WORK
from tugline.promise.place import place_all
from tugline.promise.shop import Shop

LEAST_PASSES, MOST_PASSES = 3, 40
ROOM = 100_000
"""Bookings that all passes together may make, where that allows more than the least passes: the time they take."""


def plan(shop: Shop) -> Desk:
    """Return a desk on which all demands are placed; that of `shop` stays as it is.

    The best plan has the fewest late demands of the first class, of the next, ..., and of equals the least lateness.
    """
    demands = desks.arrays(shop.desk)["demand"]
    gives_way = np.zeros(len(demands), np.bool_)
    best = copy_desk(shop.desk)
    best_score: tuple[float, ...] = (float("inf"),)
    most = MOST_PASSES
    done = 0
    while done < most:
        tried = copy_desk(shop.desk)
        place_all(tried, shop.grid, np.lexsort((demands["priority"], demands["due"], gives_way)))
        arrays = desks.arrays(tried)
        score = _score(arrays["demand"])
        if score < best_score:
            best, best_score = tried, score
        done += 1
        most = max(LEAST_PASSES, min(most, ROOM // max(1, int(arrays["head"]["bookings"][0]))))
        more = _giving_way(arrays, tried, shop, gives_way)
        if not more.any():
            break
        gives_way |= more
    return best


def _score(demands: Records) -> tuple[float, ...]:
    """Return late demands by class, the first class first, and the ticks that all of them are late."""
    late = demands["ready"] > demands["due"]
    classes = np.unique(demands["priority"])
    counts = [int((late & (demands["priority"] == number)).sum()) for number in classes]
    # Some may never be there, which is later than any sum.
    behind = float(np.sum((demands["ready"] - demands["due"])[late], dtype=np.float64))
    return (*counts, behind)


def _giving_way(arrays: dict[str, np.ndarray], desk: Desk, shop: Shop, before: np.ndarray) -> np.ndarray:
    """Return which demands have to give way so that fewer of those that did not yet are late."""
    demands = arrays["demand"]
    late = np.flatnonzero((demands["ready"] > demands["due"]) & ~before)
    more = np.zeros(len(demands), np.bool_)
    found = np.zeros(len(late), BINDING)
    bind_all(desk, shop.grid, late, found)
    held = found["kind"] == BY_UNIT
    lane_of = arrays["booking"]["lane"][found["row"][held]]
    pool_of_late = dict(zip(late[held].tolist(), arrays["lane"]["pool"][lane_of].tolist(), strict=True))
    hopeless = set(late[found["kind"] == BY_WORK].tolist())
    for pool in sorted(set(pool_of_late.values())):
        more[_moore_hodgson(arrays, pool, before, pool_of_late, hopeless)] = True
    return more


def _walk(arrays: dict[str, np.ndarray], pool: int, before: np.ndarray) -> Iterator[tuple[int, int]]:
    """Give the demands that a pool works for and the time it takes, in the order in which they are placed."""
    n = int(arrays["head"]["bookings"][0])
    rows = arrays["booking"][:n]
    rows = rows[arrays["lane"]["pool"][rows["lane"]] == pool]
    demand = arrays["job"]["demand"][rows["job"]]
    work = np.bincount(demand, rows["stop"] - rows["start"], len(before)).astype(np.int64)
    there = np.flatnonzero((work > 0) & ~before)
    demands = arrays["demand"][there]
    for row in there[np.lexsort((demands["priority"], demands["due"]))].tolist():
        yield row, int(work[row])


def _moore_hodgson(
    arrays: dict[str, np.ndarray], pool: int, before: np.ndarray, pool_of_late: dict[int, int], hopeless: set[int]
) -> list[int]:
    """Return who gives way on one pool until those late there are in time: who is late anyway, then the most work.

    Of either it is the last class that gives way first.
    """
    demands, units = arrays["demand"], int((arrays["lane"]["pool"] == pool).sum())
    walked: list[tuple[int, int, int]] = []
    lost: list[tuple[int, int, int]] = []
    gained, leave = 0, []
    for row, work in _walk(arrays, pool, before):
        class_ = int(demands["priority"][row])
        heappush(lost if row in hopeless else walked, (-class_, -work, row))
        if pool_of_late.get(row) != pool:
            continue
        behind = int(demands["ready"][row] - demands["due"][row])
        while behind > gained:
            heap = next((heap for heap in (lost, walked) if heap and -heap[0][0] >= class_), None)
            if heap is None:
                break
            _, less, gone = heappop(heap)
            leave.append(gone)
            gained += -less // units
            if gone == row:
                break
    return leave
