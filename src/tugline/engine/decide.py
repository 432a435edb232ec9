"""The decisions of a pulse: level by level, each loop that something touched looks and pulls."""

from typing import Any

from tugline.engine.caps import start_from_backlogs
from tugline.engine.chosen import pull_chosen
from tugline.engine.emit import STOCK_PRIORITY, begin, commit, emit_keep, emit_pull
from tugline.engine.move import move_pulls
from tugline.engine.net_again import net_stock_again, net_supply_again
from tugline.engine.serve import serve_all
from tugline.engine.take_back import take_back
from tugline.engine.to_order import pull_to_order
from tugline.engine.to_stock import may_pull, pull_to_stock
from tugline.engine.withdraw import withdraw_excess, withdraw_unasked
from tugline.facts.kinds import Kind
from tugline.loops import kanban
from tugline.loops.lot import choose_source
from tugline.state.duration import first_arrival, valid_until
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import (
    BASE_STOCK,
    CARD_RELEASED,
    EMPTY,
    FOR_PULL,
    FULL,
    KANBAN,
    MIN_MAX,
    PROPOSED,
    REORDER,
    SIGNAL,
    TO_ORDER,
)
from tugline.state.supply import free_on_hand, spare_stock
from tugline.state.work import mark_dirty, mark_fresh, next_dirty

PROMISE_EXPIRED = int(Kind.PROMISE_EXPIRED)
PULL_STARTED, PULL_WITHDRAWN, CARD_MOVED = int(Kind.PULL_STARTED), int(Kind.PULL_WITHDRAWN), int(Kind.CARD_MOVED)
SCAN_SHARE = 16
"""When more than one stock point in so many is to be looked at, a pass over all of them is cheaper than a queue."""

full_containers, signal_is_up, card_quantity = kanban.full_containers, kanban.signal_is_up, kanban.pull_quantity
held_for_cards, cards_lacking = kanban.held_for_cards, kanban.cards_lacking


@inlined
def _withdraw_outdated(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Withdraw proposals to a source that is no longer valid: who wants them is pulled for from one that is."""
    slot = s.stock[point].first_proposed
    while slot >= 0:
        after = s.pull[slot].next_proposed
        pull = s.pull[slot]
        if pull.accepted == 0 and valid_until(g, pull) <= now:
            emit_keep(s, g, t, PULL_WITHDRAWN, now, point, pull.id, pull.quantity, 0)
        slot = after


@inlined
def _start_proposed(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Release proposals, best rank first, while their line has room."""
    loop = s.loop[point]
    slot = s.stock[point].first_proposed
    while slot >= 0 and loop.propose == 0 and (loop.room == 0 or loop.under_way < loop.room):
        after = s.pull[slot].next_proposed
        if s.pull[slot].held_until <= now:
            emit_keep(s, g, t, PULL_STARTED, now, point, s.pull[slot].id, s.pull[slot].quantity, s.pull[slot].cause)
        slot = after


@inlined
def _return_cards(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Take the cards off containers that are no longer full, first those of cards that are to leave."""
    loop = s.loop[point]
    full = 0
    leaving = 0
    back = 0
    c = s.first_card[point]
    while c >= 0:
        full += s.card[c].state == FULL
        # A card that has come back and may not pull yet is for who waits, too.
        back += s.card[c].state == EMPTY or (s.card[c].state == CARD_RELEASED and s.card[c].pull < 0)
        leaving += s.card[c].state == FULL and s.card[c].leaving != 0
        c = s.card[c].next_of_point
    held = held_for_cards(loop, s.stock[point])
    lacking = max(0, cards_lacking(loop, s.stock[point]) - back)
    over = max(full - full_containers(loop, held), min(full, lacking))
    if loop.mode == SIGNAL:
        over = full if lacking > 0 or signal_is_up(loop, held) else 0
    staying = max(0, over - leaving)
    leaving = min(over, leaving)
    c = s.first_card[point]
    while c >= 0:
        after = s.card[c].next_of_point
        comes = leaving if s.card[c].leaving != 0 else staying
        if s.card[c].state == FULL and comes > 0:
            if s.card[c].leaving != 0:
                leaving -= 1
            else:
                staying -= 1
            r = begin(s, t, CARD_MOVED, now)
            row = t.fact[r]
            row.point = point + 1
            row.lot = s.card[c].number
            row.code = EMPTY
            row.quantity = s.card[c].version
            row.cause = s.stock[point].touched
            commit(s, g, t, r)
        c = after


@inlined
def _decide_kanban(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Pull one container for every card that came back, but for those whose pull was just rejected."""
    loop = s.loop[point]
    _return_cards(s, g, t, now, point)
    if not may_pull(loop, now):
        return
    source = choose_source(s, g, point, now)
    quantity = card_quantity(loop)
    if source < 0 or quantity <= 0:
        return
    c = s.first_card[point]
    while c >= 0:
        card = s.card[c]
        asks = card.state == EMPTY or (card.state == CARD_RELEASED and card.pull < 0)
        if asks and card.quiet_until <= now:
            due = first_arrival(g, source, quantity, now)
            emit_pull(
                s, g, t, now, point, source, quantity, due, STOCK_PRIORITY, 0, s.stock[point].touched,
                s.stock[point].on_hand, card.number,
            )  # fmt: skip
        c = s.card[c].next_of_point


@kernel
def decide_point(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Let the loop at one point decide."""
    # A source that ends is one of the ticks that are waited for, so there is no need to look at a long backlog before.
    if s.head[0].next_release <= now and s.stock[point].first_proposed >= 0:
        _withdraw_outdated(s, g, t, now, point)
    if s.stock[point].first_moved >= 0:
        move_pulls(s, g, t, now, point)
    kind = s.loop[point].kind
    if s.stock[point].choosing > 0 and kind > 0:
        pull_chosen(s, g, t, now, point)
    if kind <= TO_ORDER:
        # Without pulls that nobody has taken on there is nothing to look at again, or to take back.
        looks_again = kind == TO_ORDER and s.stock[point].first_untaken >= 0
        if looks_again:
            withdraw_unasked(s, g, t, now, point)
            if free_on_hand(s, point) > 0:
                net_stock_again(s, g, t, now, point)
        if s.stock[point].first_wait >= 0:
            pull_to_order(s, g, t, now, point)
        if looks_again:
            net_supply_again(s, g, t, now, point)
            withdraw_excess(s, g, t, now, point)
    elif kind in (BASE_STOCK, REORDER, MIN_MAX):
        pull_to_stock(s, g, t, now, point)
    elif kind == KANBAN:
        _decide_kanban(s, g, t, now, point)
    s.loop[point].due_review = 0
    if s.stock[point].first_moved >= 0:
        move_pulls(s, g, t, now, point)
    if s.stock[point].first_proposed >= 0 and s.loop[point].cap < 0:
        _start_proposed(s, g, t, now, point)


@inlined
def call_reviews(s: Any, now: int) -> None:
    """Have the loops of every review group that is due look in this pulse."""
    head = s.head[0]
    if head.next_review > now:
        return
    for r in range(head.reviews):
        if s.review[r].next_tick <= now:
            point = s.review[r].first_point
            while point >= 0:
                s.loop[point].due_review = 1
                mark_dirty(s, point)
                point = s.loop[point].next_in_review


@inlined
def end_holds(s: Any, g: Any, now: int) -> None:
    """Look again at pulls whose hold has ended, proposals whose source has, and what was quiet after a rejection."""
    head = s.head[0]
    if head.next_release > now:
        return
    for slot in range(head.pulls):
        pull = s.pull[slot]
        if pull.id != 0 and 0 < pull.held_until <= now:
            mark_fresh(s, FOR_PULL, slot)
            mark_dirty(s, pull.point)
            spare_stock(s, pull.point)
        if pull.id != 0 and pull.state == PROPOSED and valid_until(g, pull) <= now:
            mark_dirty(s, pull.point)
    for n in range(head.needs):
        if s.need[n].owner_kind != 0 and 0 < s.need[n].quiet_until <= now:
            mark_dirty(s, s.need[n].point)
    for p in range(len(s.loop)):
        if 0 < s.loop[p].quiet_until <= now:
            mark_dirty(s, p)
    for c in range(head.cards):
        if 0 < s.card[c].quiet_until <= now:
            mark_dirty(s, s.card[c].point)


@inlined
def expire_reservations(s: Any, g: Any, t: Any, now: int) -> None:
    """Let go of lines that were reserved up to now and that nobody has ordered."""
    if s.head[0].next_release > now:
        return
    for slot in range(s.head[0].lines):
        line = s.line[slot]
        if line.id != 0 and 0 < line.reserved_until <= now:
            emit_keep(s, g, t, PROMISE_EXPIRED, now, line.point, line.id, line.quantity - line.shipped, 0)


@inlined
def _decide_by_scan(s: Any, g: Any, t: Any, now: int) -> None:
    """Pass once over all points: cheaper than a queue when many are dirty; deeper ones get dirty ahead of the pass.

    A pull of before an adoption may need what is no longer deeper; what gets dirty behind the pass is left on the list.
    """
    head = s.head[0]
    head.dirty = 0
    for point in range(len(s.dirty_flag)):
        # A loop may make its own point dirty again: a card that comes back does.
        while s.dirty_flag[point] != 0:
            s.dirty_flag[point] = 0
            head.scanning = point + 1
            decide_point(s, g, t, now, point)
    head.scanning = 0


@kernel
def decide(s: Any, g: Any, t: Any, now: int) -> None:
    """Decide everything that the facts of this pulse call for, until nothing is dirty."""
    call_reviews(s, now)
    end_holds(s, g, now)
    expire_reservations(s, g, t, now)
    take_back(s, g, t, now)
    if s.head[0].dirty * SCAN_SHARE > len(s.dirty_flag):
        _decide_by_scan(s, g, t, now)
    while True:
        point = next_dirty(s)
        if point >= 0:
            decide_point(s, g, t, now, point)
        # The backlog of a line has pulls of many points: the best of all of them is known once all have decided.
        elif not start_from_backlogs(s, g, t, now):
            break
    serve_all(s, g, t, now)
