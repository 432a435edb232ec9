"""The desk of a network before anything is booked: units with their hours, steps with their alternatives, stock."""

from itertools import groupby, product
from typing import Any, NamedTuple

import numpy as np

from tugline.network.exact import IntArray
from tugline.network.layout import MAKE, Records
from tugline.network.network import Network
from tugline.promise import desk as desks
from tugline.promise.desk import Desk
from tugline.promise.gaps import free_lane
from tugline.promise.hours import Hours
from tugline.promise.layout import (
    BLOCK,
    BLOCK_SIZE,
    BOOKING,
    CHAIN,
    CHOICE,
    HEAD,
    JOB,
    LANE,
    OWED,
    POOL,
    RECEIPT,
    STEP,
    USE,
)  # fmt: skip
from tugline.promise.levels import change, empty_level
from tugline.state import arena
from tugline.state.arena import Grid
from tugline.state.kernel import kernel


class Shop(NamedTuple):
    """A desk and the grid that goes with it, whose calendars are the network's and then the planner's own."""

    desk: Desk
    grid: Grid


def new_shop(
    network: Network, on_hand: IntArray, demands: Records, given: Records, now: int, owed: Records | None = None
) -> Shop:
    """Return the desk of a network on which nothing is booked.

    Parameters
    ----------
    on_hand
        What each stock point has, in its integer units, shape (n points,).
    demands, given
        `DEMAND`, in any order, and the rows of `GIVEN` that they name.
    owed
        The rows of `OWED` that both name; none if left away.
    now
        Nothing can be done before this tick.
    """
    hours = Hours(network.open, network.calendar_start)
    pools, lanes = _units(network, hours)
    choices, members, steps, step_start = _steps(network, hours, pools)
    opens, calendar_start = hours.table()
    grid: Grid = arena.make_grid(
        network.point, network.source, network.need, network.operation, network.resource, network.party,
        _frozen(opens), _frozen(calendar_start), network.day_start, network.tick_seconds, network.terms,
        network.lanes.record, network.lanes.start, network.lanes.of, network.choice,
    )  # fmt: skip
    head = np.zeros(1, HEAD)
    head["free_block"], head["now"] = -1, now
    n_chains = len(lanes) + len(network.point)
    blocks = n_chains + 16
    size = blocks * BLOCK_SIZE
    made: Desk = desks.make_desk(
        head, np.zeros(n_chains, CHAIN), np.zeros(blocks, BLOCK), np.zeros(size, np.int64), np.zeros(size, np.int64),
        lanes, pools, choices, members, steps, step_start, demands.copy(), given,
        np.zeros(0, OWED) if owed is None else owed,
        np.zeros(1024, JOB), np.zeros(1024, BOOKING), np.zeros(1024, USE), np.zeros(1024, RECEIPT),
    )  # fmt: skip
    _begin(made, on_hand.astype(np.int64), now)
    return Shop(made, grid)


def _frozen(array: np.ndarray) -> np.ndarray:
    array.setflags(write=False)
    return array


@kernel
def _begin(d: Any, on_hand: IntArray, now: int) -> None:
    """Make every unit free from now on, and put what is on hand."""
    lanes = len(d.lane)
    for lane in range(lanes):
        free_lane(d, lane, now)
    for point in range(len(on_hand)):
        empty_level(d, lanes + point)
        change(d, lanes + point, now, on_hand[point])


def _units(network: Network, hours: Hours) -> tuple[Records, Records]:
    """Return the pools of all resources and their units: those with the same hours are one pool."""
    pools: list[tuple[int, ...]] = []
    lanes: list[tuple[int, int]] = []
    for resource, row in enumerate(network.resource.tolist()):
        units, calendar = row[0], row[1]
        own = [(hours.of_unit(calendar, unit, units), unit) for unit in range(_most(network, calendar, units))]
        for shared, group in groupby(own, key=lambda pair: pair[0]):
            numbers = [unit for _, unit in group]
            pools.append((resource, len(lanes), len(lanes) + len(numbers), shared))
            lanes += [(len(pools) - 1, unit) for unit in numbers]
    return np.array(pools, POOL), np.array(lanes, LANE)


def _most(network: Network, calendar: int, units: int) -> int:
    """Return how many units of a resource are ever at work."""
    if calendar < 0:
        return units
    rows = network.open["units"][network.calendar_start[calendar] : network.calendar_start[calendar + 1]]
    return int(np.where(rows > 0, rows, units).max(initial=0))


def _steps(network: Network, hours: Hours, pools: Records) -> tuple[Records, IntArray, Records, IntArray]:
    """Return choices, their pools, steps, and where the steps of each source begin."""
    of_resource: dict[int, list[int]] = {}
    for pool, resource in enumerate(pools["resource"].tolist()):
        of_resource.setdefault(resource, []).append(pool)
    operations = network.operation[["step", "alternative", "resource"]].tolist()
    choices: list[tuple[int, ...]] = []
    members: list[int] = []
    steps, step_start = [], [0]
    for source in network.source:
        if source["kind"] == MAKE and source["supplier"] < 0:
            first, stop = int(source["operation_start"]), int(source["operation_stop"])
            for _, rows in groupby(range(first, stop), key=lambda row: operations[row][0]):
                begin = len(choices)
                for _, group in groupby(rows, key=lambda row: operations[row][1]):
                    together = list(group)
                    resources = sorted({operations[row][2] for row in together})
                    for chosen in product(*(of_resource.get(resource, []) for resource in resources)):
                        calendar = hours.together({int(pools["calendar"][pool]) for pool in chosen})
                        choices.append(
                            (together[0], together[-1] + 1, len(members), len(members) + len(chosen), calendar)
                        )
                        members += chosen
                steps.append((begin, len(choices)))
        step_start.append(len(steps))
    return (
        np.array(choices, CHOICE), np.array(members, np.int64), np.array(steps, STEP), np.array(step_start, np.int64)
    )  # fmt: skip
