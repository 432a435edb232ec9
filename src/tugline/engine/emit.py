"""Write decisions: each is a fact, folded at once, so that live work and replay change the state in one way only."""

from typing import Any

from tugline.engine.fold import fold
from tugline.errors import TooLargeError
from tugline.facts.kinds import Kind
from tugline.loops.lot import choose_source, largest_lot, lot_size, lot_step
from tugline.state.arithmetic import ceil_div
from tugline.state.duration import first_arrival
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import CONWIP, TO_ORDER
from tugline.state.load import limits_load
from tugline.state.tape import next_row

PULL_RELEASED, PULL_PROPOSED = int(Kind.PULL_RELEASED), int(Kind.PULL_PROPOSED)
STOCK_PRIORITY = 5
"""Priority of a pull to stock: that of a customer who says nothing."""
MAX_LOTS = 1_000_000
"""A need of more lots than this is taken for a mistake: it is refused, never cut short."""


@kernel
def begin(s: Any, t: Any, kind: int, now: int) -> int:
    """Return the row of a new decision of this pulse; the caller fills it and calls `commit`."""
    r = next_row(t)
    row = t.fact[r]
    row.seq = s.head[0].seq + 1
    row.pulse = s.head[0].pulse
    row.tick = now
    row.kind = kind
    row.occurred_at = now
    return r


@inlined
def commit(s: Any, g: Any, t: Any, r: int) -> None:
    """Fold the decision in row `r`."""
    fold(s, g, t, t.fact[r])


@inlined
def emit_keep(
    s: Any, g: Any, t: Any, kind: int, now: int, point: int, reference: int, quantity: int, cause: int
) -> None:
    """Emit a decision that keeps or frees something for line or pull `reference`."""
    r = begin(s, t, kind, now)
    row = t.fact[r]
    row.point = point + 1
    row.reference = reference
    row.quantity = quantity
    row.cause = cause
    commit(s, g, t, r)


@kernel
def may_go(s: Any, g: Any, point: int) -> bool:
    """Return whether a new pull of a loop may be released; room belongs to the best of those that wait for it."""
    loop = s.loop[point]
    if loop.propose != 0:
        return False
    if loop.cap >= 0:
        # Others of its line may decide later in this pulse and rank before it.
        return s.cap[loop.cap].room == 0 and not limits_load(g)
    return loop.room == 0 or (loop.under_way < loop.room and s.stock[point].first_proposed < 0)


@inlined
def emit_pull(
    s: Any, g: Any, t: Any, now: int, point: int, source: int, quantity: int, due: int, priority: int,
    reference: int, cause: int, position: int, card: int,
) -> None:  # fmt: skip
    """Emit one pull: released, or proposed where the loop has no room or wants approval."""
    loop = s.loop[point]
    r = begin(s, t, PULL_RELEASED if may_go(s, g, point) else PULL_PROPOSED, now)
    row = t.fact[r]
    # What is pulled for one need is pulled to order, also by a loop that keeps a stock for all others.
    row.code = CONWIP if loop.cap >= 0 else TO_ORDER if reference > 0 else loop.kind
    row.point = point + 1
    row.party = g.source[source].supplier + 1
    row.source = source + 1
    row.lot = card
    row.reference = reference
    row.quantity = quantity
    row.amount = position
    row.due = due
    row.priority = priority
    row.cause = cause
    commit(s, g, t, r)


@inlined
def pull_lots(
    s: Any, g: Any, t: Any, now: int, point: int, wanted: int, due: int, priority: int, reference: int, cause: int,
    position: int,
) -> bool:  # fmt: skip
    """Pull a wanted quantity in the lots of the source that is next; `due` below now means as soon as it can come.

    It is asked for earlier by the source's safety time. All of it is pulled, in however many lots.
    Returns whether there is a source at all.

    Raises
    ------
    TooLargeError
        It would take more than `MAX_LOTS` lots.
    """
    source = choose_source(s, g, point, now)
    if source < 0:
        return False
    record = g.source[source]
    step = lot_step(record, s.loop[point].pack)
    rest = lot_size(record, wanted, step)
    most = largest_lot(record, step)
    if rest // most > MAX_LOTS:
        raise TooLargeError("one need takes more than a million lots of its source's maximum")
    least = lot_size(record, 1, step)
    while rest > 0:
        # No lot is below the least one: those before the last make way for it.
        lot = max(least, min(most, rest - (ceil_div(rest, most) - 1) * least))
        when = max(due - record.safety_ticks, now) if due >= 0 else first_arrival(g, source, lot, now)
        emit_pull(s, g, t, now, point, source, lot, when, priority, reference, cause, position, 0)
        rest -= lot
    return True
