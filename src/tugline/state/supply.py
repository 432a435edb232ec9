"""Open supply: pulls with quantity that is kept for nobody, and pulls that wait for room or approval."""

from typing import Any

from tugline.state.arithmetic import better
from tugline.state.caps import change_waiting
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import PROMISED, PROPOSED
from tugline.state.work import mark_dirty, mark_gained


@kernel
def _link_open(s: Any, slot: int) -> None:
    pull = s.pull[slot]
    stock = s.stock[pull.point]
    # Newer pulls are mostly due later, so the place is looked for from the end.
    before = stock.last_free
    while before >= 0:
        other = s.pull[before]
        if other.due < pull.due or (other.due == pull.due and other.id < pull.id):
            break
        before = other.previous_open
    after = stock.first_free if before < 0 else s.pull[before].next_open
    pull.previous_open = before
    pull.next_open = after
    if before < 0:
        stock.first_free = slot
    else:
        s.pull[before].next_open = slot
    if after < 0:
        stock.last_free = slot
    else:
        s.pull[after].previous_open = slot


@kernel
def _unlink_open(s: Any, slot: int) -> None:
    pull = s.pull[slot]
    stock = s.stock[pull.point]
    if pull.previous_open < 0:
        stock.first_free = pull.next_open
    else:
        s.pull[pull.previous_open].next_open = pull.next_open
    if pull.next_open < 0:
        stock.last_free = pull.previous_open
    else:
        s.pull[pull.next_open].previous_open = pull.previous_open
    pull.previous_open = -1
    pull.next_open = -1


@kernel
def spare_stock(s: Any, point: int) -> None:
    """More supply, or another date, may free stock that is set aside for a promise, or be taken over by one."""
    first = s.stock[point].first_wait
    if first >= 0 and s.need[first].priority == PROMISED:
        mark_gained(s, point)
        mark_dirty(s, point)


@kernel
def change_free(s: Any, slot: int, change: int) -> None:
    """Change the quantity of a pull that is kept for nobody; its place in its point's list follows."""
    pull = s.pull[slot]
    was_free = pull.free > 0
    pull.free += change
    if pull.choice != 0:
        # Nobody else can use it: it counts as kept, and nobody finds it.
        s.stock[pull.point].pegged += change
        return
    if pull.free > 0 and not was_free:
        _link_open(s, slot)
    elif pull.free <= 0 and was_free:
        _unlink_open(s, slot)
    if change > 0:
        spare_stock(s, pull.point)


@kernel
def link_proposed(s: Any, slot: int) -> None:
    """Put a pull in its point's list of those that wait for room or approval, by rank."""
    pull = s.pull[slot]
    change_waiting(s, pull.point, 1)
    stock = s.stock[pull.point]
    before = stock.last_proposed
    while before >= 0:
        other = s.pull[before]
        if better(other.priority, other.due, other.id, pull.priority, pull.due, pull.id):
            break
        before = other.previous_proposed
    after = stock.first_proposed if before < 0 else s.pull[before].next_proposed
    pull.previous_proposed = before
    pull.next_proposed = after
    if before < 0:
        stock.first_proposed = slot
    else:
        s.pull[before].next_proposed = slot
    if after < 0:
        stock.last_proposed = slot
    else:
        s.pull[after].previous_proposed = slot


@kernel
def unlink_proposed(s: Any, slot: int) -> None:
    """Take a pull off its point's list of those that wait."""
    pull = s.pull[slot]
    change_waiting(s, pull.point, -1)
    stock = s.stock[pull.point]
    if pull.previous_proposed < 0:
        stock.first_proposed = pull.next_proposed
    else:
        s.pull[pull.previous_proposed].next_proposed = pull.next_proposed
    if pull.next_proposed < 0:
        stock.last_proposed = pull.previous_proposed
    else:
        s.pull[pull.next_proposed].previous_proposed = pull.previous_proposed
    pull.previous_proposed = -1
    pull.next_proposed = -1


@kernel
def link_untaken(s: Any, slot: int) -> None:
    """Put a pull that nobody has taken on yet at the end of its point's list."""
    pull = s.pull[slot]
    stock = s.stock[pull.point]
    pull.untaken = 1
    pull.previous_untaken = stock.last_untaken
    if stock.last_untaken < 0:
        stock.first_untaken = slot
    else:
        s.pull[stock.last_untaken].next_untaken = slot
    stock.last_untaken = slot


@kernel
def take_on(s: Any, slot: int) -> None:
    """Somebody has taken a pull on, or it ends: it is off its point's list of those that nobody has.

    What of it is kept for nobody may spare a part of a pull that nobody has taken on: its point looks again.
    """
    pull = s.pull[slot]
    if pull.untaken == 0:
        return
    if pull.free > 0:
        mark_dirty(s, pull.point)
    spare_stock(s, pull.point)
    stock = s.stock[pull.point]
    unmark_moved(s, slot)
    if pull.previous_untaken < 0:
        stock.first_untaken = pull.next_untaken
    else:
        s.pull[pull.previous_untaken].next_untaken = pull.next_untaken
    if pull.next_untaken < 0:
        stock.last_untaken = pull.previous_untaken
    else:
        s.pull[pull.next_untaken].previous_untaken = pull.previous_untaken
    pull.untaken = 0
    pull.next_untaken = -1
    pull.previous_untaken = -1


@kernel
def mark_moved(s: Any, slot: int, pegged: int) -> None:
    """Have a pull that nobody has taken on follow in this pulse: a need was pegged to it (1), or its needs changed."""
    pull = s.pull[slot]
    if pull.untaken == 0:
        return
    if pull.moved == 0:
        stock = s.stock[pull.point]
        pull.next_moved = stock.first_moved
        pull.previous_moved = -1
        if stock.first_moved >= 0:
            s.pull[stock.first_moved].previous_moved = slot
        stock.first_moved = slot
        mark_dirty(s, pull.point)
    pull.moved = pull.moved + 1 if pegged and pull.moved >= 0 else -1


@kernel
def unmark_moved(s: Any, slot: int) -> None:
    """A pull has followed, or need not any more."""
    pull = s.pull[slot]
    if pull.moved == 0:
        return
    if pull.previous_moved < 0:
        s.stock[pull.point].first_moved = pull.next_moved
    else:
        s.pull[pull.previous_moved].next_moved = pull.next_moved
    if pull.next_moved >= 0:
        s.pull[pull.next_moved].previous_moved = pull.previous_moved
    pull.moved = 0
    pull.next_moved = -1
    pull.previous_moved = -1


@kernel
def forget_moved(s: Any, point: int) -> None:
    """Forget, at the end of a pulse, which pulls at a point may have to follow."""
    while s.stock[point].first_moved >= 0:
        unmark_moved(s, s.stock[point].first_moved)


@kernel
def accept(s: Any, slot: int, answer: int) -> None:
    """Somebody has taken a pull on, with one of the answers ACCEPTED, PLACED and CONFIRMED; the furthest one stays."""
    s.pull[slot].accepted = max(s.pull[slot].accepted, answer)
    take_on(s, slot)


@kernel
def set_wanted(s: Any, slot: int, priority: int, due: int) -> None:
    """Change when and how urgently a pull is wanted; its place in its point's lists follows."""
    pull = s.pull[slot]
    free = pull.free > 0 and pull.choice == 0
    proposed = pull.state == PROPOSED
    if free:
        _unlink_open(s, slot)
    if proposed:
        unlink_proposed(s, slot)
    pull.priority = priority
    pull.due = due
    if free:
        _link_open(s, slot)
    spare_stock(s, pull.point)
    if proposed:
        link_proposed(s, slot)


@kernel
def set_due(s: Any, slot: int, due: int) -> None:
    """Change when a pull is due; its place in its point's lists follows."""
    set_wanted(s, slot, s.pull[slot].priority, due)


@inlined
def net_flow(stock: Any) -> int:
    """Return the net flow position: free stock and free open supply, less what waits."""
    return stock.on_hand - stock.allocated + stock.on_order - stock.pegged - stock.waiting


@kernel
def free_on_hand(s: Any, point: int) -> int:
    """Return the stock at a point that is kept for nobody; negative where more is kept than is left."""
    return s.stock[point].on_hand - s.stock[point].allocated


@kernel
def free_of_choice(s: Any, n: int) -> int:
    """Return the stock that a need may take: what is kept for nobody, nothing of it for who chose other options."""
    need = s.need[n]
    return max(0, free_on_hand(s, need.point)) if need.choice == 0 else 0
