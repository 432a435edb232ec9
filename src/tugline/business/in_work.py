"""Work that has begun as of now, and when it ends in a simulated world: later than now, as it has not ended yet."""

from typing import Any, NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.recorded_times import begun_work
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.promise.hours import open_between
from tugline.state.arena import grid_arrays
from tugline.state.open_hours import work_until
from tugline.world.arena import to_arrays
from tugline.world.events import schedule
from tugline.world.layout import FINISH, RUNNING
from tugline.world.luck import ONE, STEPS, WORK, word
from tugline.world.simulated import Chances

_ANEW = 1 << 40
"""Turn of luck for what has begun: more work than any resource begins in a world."""
_KINDS = [int(kind) for kind in (Kind.STARTED, Kind.FINISHED, Kind.PULL_CLOSED)]


class InWork(NamedTuple):
    """Jobs whose work runs and varies: slot and id of the world's job, its resource, calendar and row of spreads.

    `began` is a tick; `work` and `passed` are open ticks by the tables, and since it began.
    """

    slot: np.ndarray
    id: np.ndarray
    who: np.ndarray
    calendar: np.ndarray
    row: np.ndarray
    began: np.ndarray
    work: np.ndarray
    passed: np.ndarray


def in_work(core: Core, world: Any, chances: Chances) -> InWork:
    """Return the work that goes on in a world on resources whose work varies."""
    job, network, hours = to_arrays(world)["job"], core.network, grid_arrays(core.grid)
    some = np.flatnonzero((job["id"] > 0) & (job["stage"] == RUNNING) & (job["event"] == FINISH))
    found: list[tuple[int, ...]] = []
    begun = _begun(core) if len(some) and (chances.resource["work_row"] >= 0).any() else {}
    for slot in some.tolist():
        told = begun.get(int(job["id"][slot]))
        if told is None or told.step != int(network.operation["step"][job["operation"][slot]]):
            continue
        row = int(chances.resource["work_row"][told.resource])
        if row >= 0:
            calendar = int(network.resource["calendar"][told.resource])
            passed = open_between(hours, calendar, told.began, core.now)
            whose = int(chances.resource["who"][told.resource])
            found.append((slot, int(job["id"][slot]), whose, calendar, row, told.began, told.work, passed))
    return InWork(*np.array(found, np.int64).reshape(-1, len(InWork._fields)).T)


def _begun(core: Core) -> Any:
    parts = [rows[np.isin(rows["kind"], _KINDS)] for rows in core.journal.read()]
    return begun_work(core.network, core.chronicle().rows(np.concatenate([np.zeros(0, FACT), *parts])), core.now)


def end_anew(world: Any, grid: Any, going: InWork, key: int, now: int) -> None:
    """Have work that goes on end when luck has it, given that it has not ended by `now`.

    The factor of its time is drawn from the part of its distribution that lies beyond the time that has passed. What is
    beyond all of it ends next.
    """
    spread = to_arrays(world)["spread"]
    of_luck: Any = np.int64(key)  # may be negative: plain Python would not take it for 64 bits
    for slot, id_, who, calendar, row, began, work, passed in zip(*going, strict=True):
        bits = word(of_luck, WORK, who, _ANEW + id_)
        share = float(int(bits) >> 11) * 2.0**-53
        ticks = round(work * _beyond(spread[row], passed / work, share))
        end = int(work_until(grid, int(calendar), int(began), max(1, ticks))) if ticks > passed else now + 1
        schedule(world, int(slot), FINISH, max(now + 1, end) if end < NEVER else now + 1)


def _beyond(row: np.ndarray, passed: float, share: float) -> float:
    """Return the quantile at a share of what lies beyond a factor in a row of spreads, 0 = nothing does."""
    whole = row[: STEPS + 1] / ONE
    below = float(np.interp(passed, whole, np.arange(STEPS + 1) / STEPS)) if passed > whole[0] else 0.0
    if below >= 1:
        return 0.0
    return float(np.interp(below + share * (1 - below), np.arange(STEPS + 1) / STEPS, whole))
