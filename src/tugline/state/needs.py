"""Needs: what a line or a pull wants of a stock point, and how much of that is allocated, pegged or still waiting.

For every need: quantity = allocated + pegged + waiting. The sums over the needs of a point stand in its `STOCK` record.
"""

from typing import Any

from tugline.state.arithmetic import better, plus
from tugline.state.kernel import inlined, kernel
from tugline.state.lanes import ready_by
from tugline.state.layout import FOR_LINE, FOR_PULL, PROMISED, TO_ORDER
from tugline.state.pools import take_need
from tugline.state.work import mark_dirty, mark_fresh, mark_gained


@kernel
def waiting_of(need: Any) -> int:
    """Return how much of a need is neither allocated nor pegged."""
    return need.quantity - need.allocated - need.pegged


@kernel
def ranks_ahead(s: Any, a: int, b: int) -> bool:
    """Return whether need `a` ranks before need `b`."""
    one = s.need[a]
    other = s.need[b]
    return better(one.priority, one.due, one.id, other.priority, other.due, other.id)


@inlined
def is_reserved(s: Any, n: int) -> bool:
    """Return whether a need is of a line that is reserved only: nothing is pulled for it."""
    return s.need[n].owner_kind == FOR_LINE and s.line[s.need[n].owner].reserved_until > 0


@kernel
def watch(s: Any, n: int) -> None:
    """Put a need in the list of its point, by rank (priority, due, id); nothing where it is there already."""
    need = s.need[n]
    if need.watching != 0:
        return
    stock = s.stock[need.point]
    # Owners mostly come in the order of their ranks, so the place is looked for from the end.
    before = stock.last_wait
    while before >= 0:
        if ranks_ahead(s, before, n):
            break
        before = s.need[before].previous_wait
    after = stock.first_wait if before < 0 else s.need[before].next_wait
    need.previous_wait = before
    need.next_wait = after
    if before < 0:
        stock.first_wait = n
    else:
        s.need[before].next_wait = n
    if after < 0:
        stock.last_wait = n
    else:
        s.need[after].previous_wait = n
    need.watching = 1


@kernel
def unwatch(s: Any, n: int) -> None:
    """Take a need off the list of its point; nothing where it is not there."""
    need = s.need[n]
    if need.watching == 0:
        return
    stock = s.stock[need.point]
    if need.previous_wait < 0:
        stock.first_wait = need.next_wait
    else:
        s.need[need.previous_wait].next_wait = need.next_wait
    if need.next_wait < 0:
        stock.last_wait = need.previous_wait
    else:
        s.need[need.next_wait].previous_wait = need.previous_wait
    need.watching = 0
    need.previous_wait = -1
    need.next_wait = -1


@kernel
def ask(s: Any, n: int) -> None:
    """See to a need whose waiting part grew: its point's loop must look, and its owner too."""
    need = s.need[n]
    # A loop that pulls to order nets each need against stock and supply; a loop that keeps stock only sees the sum,
    # and who still waits there when the pulse closes is listed then.
    if s.loop[need.point].kind <= TO_ORDER or need.choice != 0:
        watch(s, n)
    mark_dirty(s, need.point)
    mark_fresh(s, need.owner_kind, need.owner)


@kernel
def add_need(s: Any, owner_kind: int, owner: int, point: int, quantity: int, due: int) -> int:
    """Give a line or pull a need, which waits, and return its slot; the caller links it to its owner."""
    n = take_need(s)
    need = s.need[n]
    need.owner_kind = owner_kind
    need.owner = owner
    if owner_kind == FOR_LINE:
        need.id = s.line[owner].id
        need.priority = s.line[owner].priority
    else:
        need.id = s.pull[owner].id
        need.priority = s.pull[owner].priority
    need.due = due
    need.point = point
    need.quantity = quantity
    s.stock[point].waiting = plus(s.stock[point].waiting, quantity)
    ask(s, n)
    return n


@kernel
def keep_stock(s: Any, n: int, quantity: int) -> None:
    """Allocate stock on hand to the waiting part of a need."""
    need = s.need[n]
    need.allocated += quantity
    s.stock[need.point].allocated += quantity
    s.stock[need.point].waiting -= quantity
    if waiting_of(need) == 0:
        unwatch(s, n)


@kernel
def set_apart(s: Any, point: int, quantity: int) -> None:
    """Keep goods of a choice that nobody has any more for nobody: they are on hand and serve no other choice."""
    s.stock[point].apart += quantity
    s.stock[point].allocated += quantity


@kernel
def trim_apart(s: Any, point: int) -> None:
    """Forget what was set apart at a point as far as the stock does not cover it: it left, or was not there."""
    stock = s.stock[point]
    if stock.apart > 0 and stock.on_hand < stock.allocated:
        gone = min(stock.apart, stock.allocated - stock.on_hand)
        stock.apart -= gone
        stock.allocated -= gone


@kernel
def set_choice(s: Any, n: int, choice: int) -> None:
    """Set what was chosen of the options of what a need wants."""
    need = s.need[n]
    s.stock[need.point].choosing += int(choice != 0) - int(need.choice != 0)
    need.choice = choice
    if waiting_of(need) > 0:
        ask(s, n)


@kernel
def give_back(s: Any, n: int, quantity: int) -> None:
    """Take an allocation back: so much of the need waits again, and the stock may serve others."""
    need = s.need[n]
    need.allocated -= quantity
    s.stock[need.point].waiting += quantity
    if need.choice == 0:
        s.stock[need.point].allocated -= quantity
        mark_gained(s, need.point)
    else:
        s.stock[need.point].apart += quantity
        trim_apart(s, need.point)
    ask(s, n)


@kernel
def set_rank(s: Any, n: int, priority: int, due: int) -> None:
    """Set by when and how urgently a need is wanted; its place in the list of its point follows."""
    need = s.need[n]
    watching = need.watching
    unwatch(s, n)
    need.priority = priority
    need.due = due
    if watching:
        watch(s, n)


@kernel
def rank_of_line(s: Any, g: Any, slot: int, ahead: int) -> tuple[int, int]:
    """Return (priority, due) of a line: by its promise, before all who have none, else by its own priority and date.

    Parameters
    ----------
    ahead
        How long before what was promised it is to be ready.
    """
    line = s.line[slot]
    promised = line.promised > 0
    due = ready_by(g, line.point, line.party, line.promised - ahead if promised else line.wanted)
    return (PROMISED if promised else line.priority), due


@kernel
def rank_line(s: Any, g: Any, slot: int) -> None:
    """Have the need of a line rank as the line does."""
    priority, due = rank_of_line(s, g, slot, s.line[slot].ahead)
    set_rank(s, s.line[slot].need, priority, due)


@kernel
def need_at(s: Any, owner_kind: int, owner: int, point: int) -> int:
    """Return the need of a line or pull at a point, -1 = none."""
    if owner_kind == FOR_LINE:
        n = s.line[owner].need
        return n if n >= 0 and s.need[n].point == point else -1
    n = s.pull[owner].first_need
    while n >= 0 and s.need[n].point != point:
        n = s.need[n].next_of_owner
    return n


@kernel
def owner_of(slot_and_kind: int) -> tuple[int, int]:
    """Return (FOR_LINE or FOR_PULL, slot) of a value kept in the hash index."""
    return (FOR_PULL if slot_and_kind % 2 else FOR_LINE), slot_and_kind // 2
