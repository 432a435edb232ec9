"""In which order demands are placed: by due date, and where that makes some late, without those that cost the most.

Earliest due date first makes nothing late where anything can be kept (Jackson 1955). Where something is late all the
same, Moore and Hodgson (1968) leave out the job with the most work among those before it, and no rule has fewer late
jobs on one machine. Here it is used on each pool of units that holds up a late demand, class by class: the last class
gives way first, and a class never gives way to one behind it. What gives way is placed after all others, into what is
left; then it is called back as far as nobody else is late for it. Each pass is a whole plan with whole jobs; the best
one stays. With `LEAST_LATE` there is one pass, by due date: more are late, and none by much.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import NamedTuple

import numpy as np

from tugline.network.exact import BoolArray, IntArray
from tugline.network.layout import NEVER, Records
from tugline.promise import desk as desks
from tugline.promise.binding import bind_all
from tugline.promise.desk import Desk, copy_desk
from tugline.promise.families import Families, families
from tugline.promise.giving_way import AFTER_ALL, moore_hodgson, walk
from tugline.promise.hours import open_until
from tugline.promise.layout import BINDING, BY_MATERIAL, BY_UNIT, BY_WORK
from tugline.promise.place import place_all
from tugline.promise.shop import Shop
from tugline.state.arena import grid_arrays
from tugline.state.layout import PROMISED

LEAST_PASSES, MOST_PASSES = 3, 40
MOST_WHEELS = 12
"""Plans that are tried before one that breaks a promise is taken."""
LONGEST = 10**12
WORTH = 20
"""A new order of work has to save one late demand in so many: people have made ready for the one that they know."""
BEHIND = AFTER_ALL // 4
"""Added to the turn of who was promised nothing, where promises could not be kept otherwise."""
ROOM = 200_000
"""Bookings that all passes together may make, where that allows more than the least passes: the time they take."""


class Prefer(StrEnum):
    """What a plan is best by, where not all can be in time."""

    LEAST_LATE = "least_late"
    FEWEST_LATE = "fewest_late"


def begins(desk: Desk) -> IntArray:
    """Return when what is done for each demand itself begins, not that for its pulls; its due date for nothing."""
    arrays = desks.arrays(desk)
    jobs = arrays["job"][: int(arrays["head"]["jobs"][0])]
    first = np.full(len(arrays["demand"]), NEVER, np.int64)
    np.minimum.at(first, jobs["demand"], jobs["start"])
    return np.where(first < NEVER, first, arrays["demand"]["due"])


class _Best:
    """The best plan so far, and how good it is."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.demands = desks.arrays(shop.desk)["demand"].copy()
        self.family = families(self.demands)
        self.due = self.demands["due"][self.family.top]
        self.desk = copy_desk(shop.desk)
        self.score: tuple[float, ...] = (float("inf"),)
        self.order = np.zeros(0, np.int64)
        self.turn = np.zeros(0, np.int64)
        self.passes = self.room = 0

    def tries(self, turn: IntArray, *, alone: bool = False, instead_of: tuple[float, ...] | None = None) -> Desk:
        """Place all demands in turn and return the desk, whether it is the best or not; `alone`: see `_in_turn`.

        `instead_of`: it is the best, too, where it is nearly as good as a plan of that score.
        """
        tried = copy_desk(self._shop.desk)
        order = _in_turn(self.demands, self.family, turn, alone=alone)
        place_all(tried, self._shop.grid, order)
        arrays = desks.arrays(tried)
        self.passes += 1
        self.room = max(LEAST_PASSES, min(MOST_PASSES, ROOM // max(1, int(arrays["head"]["bookings"][0]))))
        score = _score(arrays["demand"])
        if score < self.score or (instead_of is not None and _is_as_good(score, instead_of)):
            self.desk, self.score, self.order, self.turn = tried, score, order, turn.copy()
        return tried


Hint = Callable[[], IntArray]
"""Gives the turn of each demand by an earlier plan, or nothing at all."""


def plan(shop: Shop, prefer: Prefer = Prefer.FEWEST_LATE, hint: Hint | None = None, last: Hint | None = None) -> Desk:
    """Return a desk on which all demands are placed, as `plan_in_turn` does; `last`: of a plan that people go by.

    That one stays unless another breaks fewer promises, has fewer late demands of the first class, or of the others, or
    of their lateness, one part in `WORTH` less.
    """
    best = _best(shop, prefer, hint)
    if last is not None and len(turn := last()):
        anew = best.score
        for turns, alone in _in_turns_of(best, turn):
            best.tries(turns, alone=alone, instead_of=anew)
    return best.desk


def plan_in_turn(shop: Shop, prefer: Prefer = Prefer.FEWEST_LATE, hint: Hint | None = None) -> tuple[Desk, IntArray]:
    """Return a desk on which all demands are placed, and their rows in turn; the desk of `shop` stays as it is.

    The best plan breaks the fewest promises, then has the fewest late demands of the first class, then of the others,
    each class counting half of the one before it; of equals the least lateness.

    Parameters
    ----------
    hint
        Of a plan that has kept all promises: tried if due dates do not keep them.
    """
    best = _best(shop, prefer, hint)
    return best.desk, best.order


def _best(shop: Shop, prefer: Prefer, hint: Hint | None) -> _Best:
    best = _Best(shop)
    best.tries(best.due)
    _keep_promises(best, hint)
    turn, desk = best.turn.copy(), best.desk
    if prefer is Prefer.LEAST_LATE:
        return best
    while best.passes < best.room:
        waits = _waits(desk, shop, best.family, turn)
        # Stock is looked at once no unit can be freed any more: most who wait for stock wait for units, too.
        gives_way = _freeing_units(desk, shop, best.family, turn, waits)
        if not gives_way.any():
            gives_way = _freeing_stock(desk, best.family, turn, waits)
        if not gives_way.any():
            break
        turn[gives_way] += AFTER_ALL
        desk = best.tries(turn)
    _call_back(best, turn >= AFTER_ALL)
    return best


def _in_turns_of(best: _Best, turn: IntArray) -> tuple[tuple[IntArray, bool], tuple[IntArray, bool]]:
    """Return two ways to go by an earlier plan: open pulls with the demand for which they are, and each by itself."""
    together = turn.copy()
    own = np.flatnonzero((best.demands["pull"] >= 0) & (best.demands["shared"] == 0))
    np.minimum.at(together, best.family.top[own], turn[own])
    return (together, False), (turn, True)


def _keep_promises(best: _Best, hint: Hint | None) -> None:
    """Look for turns in which nothing that was promised is late: those of an earlier plan, then who is late sooner.

    In the turns of the earlier plan each is there no later than in that one, but for those who came since: so after it
    all others come behind who was promised something. Those give way to nobody, so that only their order among each
    other can help then: in each further plan who was late in the one before it has its turn earlier by as much (squeaky
    wheel: Joslin and Clements 1999).
    """
    if best.score[0] == 0:
        return
    demands, top = best.demands, best.family.top
    behind = np.where((demands["priority"][top] == PROMISED) | (demands["shared"] > 0), 0, BEHIND)
    if hint is not None and len(turn := hint()):
        for others in (np.zeros_like(behind), behind):
            for turns, alone in _in_turns_of(best, turn):
                best.tries(turns + others, alone=alone)
                if best.score[0] == 0:
                    return
    turn = best.due + behind
    tried = best.tries(turn)
    for _ in range(MOST_WHEELS):
        if best.score[0] == 0:
            return
        demands = desks.arrays(tried)["demand"]
        late = (demands["pull"] < 0) & (demands["priority"] == PROMISED) & (demands["ready"] > demands["due"])
        turn[late] -= np.minimum(demands["ready"] - demands["due"], LONGEST)[late]
        tried = best.tries(turn)


def _call_back(best: _Best, gave_way: BoolArray) -> None:
    """Look for the earliest turn of those who gave way, all so long after their due dates, that makes nobody late."""
    demands = desks.arrays(best.desk)["demand"]
    behind = np.where(demands["ready"] < NEVER, demands["ready"] - demands["due"], 0)[gave_way]
    low, high = 0, int(behind.max(initial=0))
    while high - low > 1 and best.passes < best.room:
        middle = (low + high) // 2
        before = best.score
        best.tries(best.due + np.where(gave_way, middle, 0))
        low, high = (low, middle) if best.score < before else (middle, high)


def _in_turn(demands: Records, family: Families, turn: IntArray, *, alone: bool) -> IntArray:
    """Return all demands in the order in which they are placed: work that has begun, then by turn, parts first.

    An open pull comes with the demand for which it is, unless it has a turn of its own: all have that if `alone`.
    """
    begun = (demands["first_step"] < 0).astype(np.int64)
    # Points nearest to the customer have the lowest rows; the demand for which the others are comes last.
    depth = np.where(demands["pull"] >= 0, -demands["point"], 1)
    # What others wait for, too, does not give way with the demand for which it is placed.
    turns = turn if alone else np.where(demands["shared"] > 0, turn, turn[family.top])
    return np.lexsort((depth, family.top, demands["priority"][family.top], turns, begun))


def _is_as_good(score: tuple[float, ...], anew: tuple[float, ...]) -> bool:
    """Return whether a plan that people know is as good as a new one, but for what is not worth a change."""
    worth = WORTH / (WORTH - 1)
    return score[:2] <= anew[:2] and score[2] <= anew[2] * worth and score[3] <= anew[3] * worth


def _score(demands: Records) -> tuple[float, ...]:
    """Return how bad a plan is: broken promises, late demands of the first class, of the others, how late all are.

    Of the other classes each counts half of the one before it, so that no crowd is late for the sake of a few.
    """
    asked = demands[demands["pull"] < 0]
    behind = (asked["ready"] - asked["due"]).astype(np.float64)
    classes = np.unique(asked["priority"][asked["priority"] != PROMISED])
    first, *others = [int(((behind > 0) & (asked["priority"] == n)).sum()) for n in classes] or [0]
    broken = int(((behind > 0) & (asked["priority"] == PROMISED)).sum())
    weighed = sum(late / 2**place for place, late in enumerate(others))
    # What is never there counts as very late, not so late that a sum could not tell anything else any more.
    return broken, first, weighed, float(np.minimum(behind, LONGEST)[behind > 0].sum())


class _Waits(NamedTuple):
    """The demands that are late and did not give way, and what each waits for longest: `BINDING`."""

    late: IntArray
    found: Records


def _waits(desk: Desk, shop: Shop, family: Families, turn: IntArray) -> _Waits:
    demands = desks.arrays(desk)["demand"]
    late = np.flatnonzero((demands["ready"] > demands["due"]) & (demands["pull"] < 0) & (turn < AFTER_ALL))
    found = np.zeros(len(late), BINDING)
    bind_all(desk, shop.grid, late, family.others, family.start, found)
    return _Waits(late, found)


def _freeing_units(desk: Desk, shop: Shop, family: Families, turn: IntArray, waits: _Waits) -> BoolArray:
    """Return which demands have to give way so that fewer of those that wait for a unit are late."""
    arrays, (late, found) = desks.arrays(desk), waits
    demands = arrays["demand"]
    more = np.zeros(len(demands), np.bool_)
    held = found["kind"] == BY_UNIT
    lane_of = arrays["booking"]["lane"][found["row"][held]]
    pool_of_late = dict(zip(late[held].tolist(), arrays["lane"]["pool"][lane_of].tolist(), strict=True))
    tables = grid_arrays(shop.grid)
    hopeless = set(late[found["kind"] == BY_WORK].tolist())
    for pool in sorted(set(pool_of_late.values())):
        units = int((arrays["lane"]["pool"] == pool).sum())
        opened = partial(open_until, tables, int(arrays["pool"]["calendar"][pool]))
        here = {row for row, of in pool_of_late.items() if of == pool}
        behind = opened(demands["ready"]) - opened(demands["due"])
        more[moore_hodgson(demands, walk(arrays, family, pool, turn, opened), units, here, hopeless, behind)] = True
    return more


def _freeing_stock(desk: Desk, family: Families, turn: IntArray, waits: _Waits) -> BoolArray:
    """Return which demands have to give way so that fewer of those that wait for material are late."""
    arrays = desks.arrays(desk)
    more = np.zeros(len(arrays["demand"]), np.bool_)
    for row, binding in zip(waits.late.tolist(), waits.found, strict=True):
        if binding["kind"] == BY_MATERIAL:
            more[_in_its_stock(arrays, family, turn, row, int(binding["job"]))] = True
    return more


def _in_its_stock(arrays: dict[str, np.ndarray], family: Families, turn: IntArray, late: int, job: int) -> list[int]:
    """Return who of lower classes gives way so that a late demand has the material it waits for, the last due first.

    Parameters
    ----------
    job
        Whose material it is, -1 = of the demand itself.
    """
    demands = arrays["demand"]
    point = int(arrays["job"]["short"][job] if job >= 0 else demands["short"][late])
    uses = arrays["use"][: int(arrays["head"]["uses"][0])]
    uses = uses[uses["point"] == point]
    top = family.top[uses["demand"]]
    lacking = int(uses["quantity"][(top == late) & (uses["job"] == job)].sum())
    others = (demands["priority"][top] > demands["priority"][late]) & (turn[top] <= turn[late])
    found = []
    for use in np.flatnonzero(others)[np.lexsort((-turn[top[others]], -demands["priority"][top[others]]))].tolist():
        if lacking <= 0:
            break
        found.append(int(top[use]))
        lacking -= int(uses["quantity"][use])
    return found if lacking <= 0 else []
