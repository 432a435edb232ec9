"""What is set aside at a stock point for those who were promised a date: nobody who ranks behind them may take it.

A promise counts on stock and on what comes in before its date (cumulative available to promise). So of the stock on
hand only that is set aside which no supply in time makes up for: at each promised date the sum of what was promised up
to then, less what comes in by then. Supply that is overdue is counted on by nobody.
"""

from typing import Any

from tugline.state.kernel import inlined, kernel
from tugline.state.layout import PROMISED, TO_ORDER
from tugline.state.needs import waiting_of
from tugline.state.supply import free_of_choice


@kernel
def _comes_by(s: Any, slot: int, due: int, now: int) -> tuple[int, int]:
    """Return free open supply from pull `slot` on that is due by `due` and not overdue, and the first pull after it."""
    quantity = 0
    while slot >= 0 and s.pull[slot].due <= due:
        pull = s.pull[slot]
        if pull.due >= now and pull.held_until <= now:
            quantity += pull.free
        slot = pull.next_open
    return quantity, slot


@kernel
def set_aside(s: Any, n: int, now: int) -> int:
    """Return how much of the stock on hand those count on who were promised a date and rank before need `n`."""
    point = s.need[n].point
    promised = 0
    comes = 0
    aside = 0
    slot = s.stock[point].first_free
    other = s.stock[point].first_wait
    while other >= 0 and other != n and s.need[other].priority == PROMISED:
        ahead = s.need[other]
        # Goods of another choice are made for their own line alone.
        promised += waiting_of(ahead) if ahead.choice == 0 else 0
        more, slot = _comes_by(s, slot, ahead.due, now)
        comes += more
        aside = max(aside, promised - comes)
        other = ahead.next_wait
    return aside


@inlined
def free_for(s: Any, n: int, now: int) -> int:
    """Return the free stock that a need may take.

    Where a loop pulls to order, whoever asked has kept its share already.
    """
    point = s.need[n].point
    free = free_of_choice(s, n)
    first = s.stock[point].first_wait
    if free == 0 or first < 0 or first == n or s.need[first].priority != PROMISED or s.loop[point].kind <= TO_ORDER:
        return free
    return max(0, free - set_aside(s, n, now))
