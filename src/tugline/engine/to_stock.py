"""Pull to stock: compare the position with the loop's level or point."""

from typing import Any

from tugline.engine.chosen import waiting_for_choices
from tugline.engine.emit import STOCK_PRIORITY, pull_lots
from tugline.engine.withdraw import untaken, withdraw_surplus
from tugline.loops import base_stock, min_max, reorder
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import BASE_STOCK, REORDER
from tugline.state.supply import net_flow

base_target, base_wants = base_stock.target, base_stock.wants
lots_target, lots_want = reorder.target, reorder.wants
max_target, max_wants = min_max.target, min_max.wants


@kernel
def target_of(loop: Any) -> int:
    """Return the highest position that a loop which keeps stock brings about, but for whole lots."""
    if loop.kind == BASE_STOCK:
        return base_target(loop)
    return lots_target(loop) if loop.kind == REORDER else max_target(loop)


@kernel
def position_of(s: Any, point: int) -> int:
    """Return the position that a loop which keeps stock goes by.

    Where stock is unknown it is taken to have been at the loop's target at the start: what left unrecorded is
    replaced, and nothing more.
    """
    stock = s.stock[point]
    position = net_flow(stock)
    if stock.choosing > 0:
        position += waiting_for_choices(s, point)
    return position if stock.proven else position + target_of(s.loop[point]) - stock.found


@kernel
def wants(s: Any, point: int, without: int) -> int:
    """Return what a loop that keeps stock would pull now if so much of what is on its way were not.

    Who waits with nothing on its way proves that unknown stock is not there: so much is wanted in any case.
    """
    loop = s.loop[point]
    position = position_of(s, point) - without
    if loop.kind == BASE_STOCK:
        wanted = base_wants(loop, position)
    elif loop.kind == REORDER:
        wanted = lots_want(loop, position)
    else:
        wanted = max_wants(loop, position)
    return wanted if s.stock[point].proven else max(wanted, without - net_flow(s.stock[point]))


@inlined
def may_pull(loop: Any, now: int) -> bool:
    """Return whether a loop that keeps stock may pull now: at its reviews, and not just after a rejection."""
    return (loop.review == 0 or loop.due_review != 0) and loop.quiet_until <= now


@inlined
def pull_to_stock(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Pull what the loop wants; withdraw what it would not ask for now, at its reviews and between them."""
    if may_pull(s.loop[point], now):
        wanted = wants(s, point, 0)
        if wanted > 0:
            seen = position_of(s, point)
            if s.loop[point].kind != BASE_STOCK and wanted == -net_flow(s.stock[point]):
                seen = -wanted
            pull_lots(s, g, t, now, point, wanted, -1, STOCK_PRIORITY, 0, s.stock[point].touched, seen)
    if position_of(s, point) > target_of(s.loop[point]):
        # What would be asked for if nothing were on its way, less what others have taken on, is still wanted of ours.
        ours = untaken(s, point)
        supply = s.stock[point].on_order - s.stock[point].pegged
        wanted = max(0, wants(s, point, supply) - (supply - ours))
        withdraw_surplus(s, g, t, now, point, ours - wanted)
