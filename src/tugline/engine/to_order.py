"""Pull to order: each need is netted by itself against stock, then open supply, and the rest is pulled for it."""

from typing import Any

from tugline.engine.emit import begin, commit, emit_keep, pull_lots
from tugline.engine.reach import comes_by
from tugline.engine.take_over import take_over
from tugline.facts.kinds import NEVER, Kind
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE, PROMISED, TO_ORDER, WHOLE_ORDER
from tugline.state.needs import is_reserved, waiting_of
from tugline.state.supply import free_on_hand

STOCK_ALLOCATED, PEGGED = int(Kind.STOCK_ALLOCATED), int(Kind.PEGGED)


@inlined
def _claims_whole(s: Any, n: int, free: int, now: int) -> bool:
    """Return whether a need is its owner's only one and can be had at once: serving it will allocate it."""
    need = s.need[n]
    if need.allocated > 0 or need.pegged > 0 or waiting_of(need) > free:
        return False
    if need.owner_kind == FOR_LINE:
        return s.line[need.owner].parcels != WHOLE_ORDER and not is_reserved(s, n)
    pull = s.pull[need.owner]
    return need.next_of_owner < 0 and pull.first_need == n and pull.held_until <= now


@inlined
def _peg_to_supply(s: Any, g: Any, t: Any, now: int, n: int, latest: int) -> None:
    """Keep free open supply that comes no later than a new pull would, or than it is wanted; where none, all of it.

    Nothing that is due after `latest`. A pull that nobody has taken on is kept whenever it is due: it is asked for
    sooner then (`move.py`).
    """
    need = s.need[n]
    may_pull = s.loop[need.point].kind == TO_ORDER
    slot = s.stock[need.point].first_free
    beaten = False  # by a new pull, which comes sooner; then so it does for all that are due later
    while slot >= 0 and waiting_of(need) > 0 and s.pull[slot].due <= latest:
        pull = s.pull[slot]
        after = pull.next_open
        if pull.held_until <= now:
            late = may_pull and pull.untaken == 0 and pull.due > max(need.due, now)
            if late and (beaten or comes_by(s, g, now, need.point, waiting_of(need), pull.due - 1)):
                beaten = True
                slot = after
                continue
            r = begin(s, t, PEGGED, now)
            row = t.fact[r]
            row.point = need.point + 1
            row.reference = pull.id
            row.quantity = min(pull.free, waiting_of(need))
            row.cause = need.id
            commit(s, g, t, r)
        slot = after


@kernel
def cause_of(s: Any, n: int) -> int:
    """Return the seq of the signal behind a need: the line itself, or what caused the pull that needs it."""
    need = s.need[n]
    return need.id if need.owner_kind == FOR_LINE else s.pull[need.owner].cause


@inlined
def _peg_reserved(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Keep what was pulled for others beyond what they asked for, for lines for which nothing is pulled."""
    n = s.stock[point].first_wait
    while n >= 0:
        after = s.need[n].next_wait
        if is_reserved(s, n):
            _peg_to_supply(s, g, t, now, n, NEVER)
        n = after


@inlined
def _count_on_others(s: Any, g: Any, t: Any, now: int, n: int) -> bool:
    """Keep open supply for a need; return whether somebody lost something to it.

    Who was promised a date takes over what others keep before it counts on what comes too late.
    """
    need = s.need[n]
    promised = need.priority == PROMISED
    for late in range(0 if promised else 1, 2):
        if waiting_of(need) > 0 and s.stock[need.point].first_free >= 0:
            _peg_to_supply(s, g, t, now, n, NEVER if late else max(need.due, now))
        if late == 0 and waiting_of(need) > 0 and take_over(s, g, t, now, n):
            return True
    return False


@inlined
def pull_to_order(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Net each waiting need against stock, then open supply; pull the rest, pegged to who wants it."""
    loop = s.loop[point]
    claimed = 0
    reserved = False
    n = s.stock[point].first_wait
    while n >= 0:
        need = s.need[n]
        after = need.next_wait
        if need.choice != 0:
            n = after
            continue
        free = free_on_hand(s, point) - claimed
        if free > 0 and _claims_whole(s, n, free, now):
            claimed += waiting_of(need)
        else:
            if free > 0:
                quantity = min(free, waiting_of(need))
                emit_keep(s, g, t, STOCK_ALLOCATED, now, point, need.id, quantity, 0)
            if _count_on_others(s, g, t, now, n):
                # Who lost something waits behind, perhaps right behind: look again from the first.
                n = s.stock[point].first_wait
                claimed = 0
                continue
            rest = waiting_of(need)
            reserved = reserved or (rest > 0 and is_reserved(s, n))
            if rest > 0 and loop.kind == TO_ORDER and need.quiet_until <= now and not is_reserved(s, n):
                due = max(need.due, now)
                if not pull_lots(s, g, t, now, point, rest, due, need.priority, need.id, cause_of(s, n), rest):
                    return
        n = after
    if reserved and s.stock[point].first_free >= 0:
        _peg_reserved(s, g, t, now, point)
