"""What is on its way as of now, and when it comes in a simulated world: later than now, as it has not come yet."""

from typing import Any, NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.history import collect
from tugline.facts.kinds import NEVER, Kind
from tugline.network.layout import BUY
from tugline.world.arena import new_world, to_arrays
from tugline.world.events import schedule
from tugline.world.layout import RECEIVE, UNDER_WAY
from tugline.world.luck import LEAD, factor, scaled, word
from tugline.world.simulated import Chances
from tugline.world.stated import standard_end

TRIES = 1000
_TRY = 1 << 32
"""Days between two draws for the same day: more than any business has."""


class OnTheWay(NamedTuple):
    """Pulls whose lead time runs and varies: slot of the world's job, tick asked, planned ticks, chance of source."""

    slot: np.ndarray
    asked: np.ndarray
    lead: np.ndarray
    who: np.ndarray
    row: np.ndarray


def on_the_way(core: Core, world: Any, chances: Chances) -> OnTheWay:
    """Return what is on its way in a world from suppliers whose lead times vary.

    What is moved between own places and has left comes as planned.
    """
    job = to_arrays(world)["job"]
    some = (job["id"] > 0) & (job["stage"] == UNDER_WAY) & (job["event"] == RECEIVE) & (job["source"] >= 0)
    some &= job["kind"] >= BUY
    slots = np.flatnonzero(some)
    slots = slots[chances.source["lead_row"][job["source"][slots]] >= 0] if len(slots) else slots
    asked, lead = np.zeros(len(slots), np.int64), np.zeros(len(slots), np.int64)
    told, plain = _Told(core) if len(slots) else None, new_world(core.grid)
    for i, slot in enumerate(slots.tolist()):
        assert told is not None
        id_, source, many = (int(job[name][slot]) for name in ("id", "source", "quantity"))
        asked[i] = min(core.now, told.asked.get(id_, core.now))
        named = told.named.get(id_, NEVER)
        end = named if asked[i] < named < NEVER else int(standard_end(plain, core.grid, source, many, int(asked[i])))
        lead[i] = max(1, end - asked[i])
    source = chances.source[job["source"][slots]]
    return OnTheWay(slots, asked, lead, source["who"], source["lead_row"])


class _Told:
    """What was told of purchases, by id: when their supplier was asked, and when they were said to come."""

    def __init__(self, core: Core) -> None:
        history = collect(core)
        self.asked: dict[int, int] = dict(
            zip(history.pulls["seq"].tolist(), history.pulls["occurred_at"].tolist(), strict=True)
        )
        opened = history.pulls[history.pulls["kind"] == int(Kind.SUPPLY_OPENED)]
        self.named: dict[int, int] = dict(zip(opened["seq"].tolist(), opened["due"].tolist(), strict=True))
        for row in history.words:
            id_ = int(row["reference"])
            if row["kind"] == int(Kind.PULL_PLACED):
                self.asked[id_] = int(row["occurred_at"])
            elif row["kind"] == int(Kind.PULL_CONFIRMED):
                self.named[id_] = int(row["due"])


def draw_anew(world: Any, coming: OnTheWay, key: int, now: int, per_day: int) -> None:
    """Have what is on its way come when luck has it, given that it has not come by `now`.

    The factor of its lead time is drawn until it is later than now: that is the distribution of a lead time of which
    is known that it is longer than the time that has passed. What is overdue beyond all `TRIES` draws comes next.
    """
    spread = to_arrays(world)["spread"]
    of_luck: Any = np.int64(key)  # may be negative: plain Python would not take it for 64 bits
    for slot, asked, lead, who, row in zip(*coming, strict=True):
        at = now + 1
        for number in range(TRIES):
            bits = np.uint64(word(of_luck, LEAD, who, asked // per_day + number * _TRY))
            drawn = int(asked) + int(scaled(int(lead), int(factor(spread, int(row), bits))))
            if drawn > now:
                at = drawn
                break
        schedule(world, int(slot), RECEIVE, at)
