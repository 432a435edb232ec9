"""The loop of a plain or simulated run: signals and the world's answers go in, the engine decides, the world looks."""

from typing import Any

from tugline.engine.pulse import pulse
from tugline.facts.kinds import NEVER, Kind
from tugline.ledger.transfer import cents
from tugline.state.kernel import kernel
from tugline.state.supply import free_on_hand
from tugline.state.tape import copy_row
from tugline.world.answer import answer, next_tick
from tugline.world.observe import observe_all

FIRST_CHANGE, SALE_MADE, RECEIVED = int(Kind.ORDER_CANCELLED), int(Kind.SALE_MADE), int(Kind.RECEIVED)
SOLD, CAME = 0, 1
"""Columns of `World.sold`."""


@kernel
def pulse_and_observe(s: Any, g: Any, w: Any, t: Any, rows: Any, start: int, stop: int, now: int) -> None:
    """Run one pulse of the engine on rows start .. stop - 1 and let the world see everything that came of it."""
    before = t.length[0]
    pulse(s, g, t, rows, start, stop, now)
    observe_all(w, g, t.fact, before, t.length[0])


@kernel
def _next(s: Any, w: Any, signals: Any, cursor: int) -> int:
    """Return the tick of the next pulse: of the next signal, the world's next word or the engine's next review."""
    now = s.head[0].tick
    tick = min(next_tick(w, now), s.head[0].next_review, s.head[0].next_release)
    if cursor < len(signals):
        tick = min(tick, signals[cursor].tick)
    return max(now, tick)


@kernel
def _note_receipts(w: Any, said: Any, count: int) -> None:
    """Count what comes to each point in this pulse (1), or forget it (0)."""
    for i in range(said.length[0]):
        row = said.fact[i]
        if row.kind == RECEIVED and row.point > 0:
            w.sold[row.point - 1, CAME] = count * (w.sold[row.point - 1, CAME] + row.quantity)


@kernel
def _sell(s: Any, g: Any, w: Any, said: Any, sale: Any) -> None:
    """Let a customer of a simulated world take what is there and kept for nobody; for the rest he goes elsewhere."""
    point = sale.point - 1
    stock = s.stock[point]
    came = max(0, w.sold[point, CAME] - stock.pegged - stock.waiting)
    there = max(0, free_on_hand(s, point) + came - w.sold[point, SOLD])
    taken = min(sale.quantity, there)
    till = w.till[0]
    till.lines += 1
    if taken < sale.quantity:
        till.short += 1
        till.lost += cents(sale.quantity - taken, sale.amount, g.point[point].scale)
    if taken > 0:
        row = copy_row(said, sale)
        said.fact[row].quantity = taken
        w.sold[point, SOLD] += taken


@kernel
def _collect(s: Any, g: Any, w: Any, said: Any, signals: Any, cursor: int, now: int) -> int:
    """Put the rows of one pulse on the tape `said`, in the order of their phases; return the next signal.

    What is told from outside of the business and the world comes before the world's own answers: it is older.
    """
    said.length[0] = 0
    stop = cursor
    while stop < len(signals) and signals[stop].tick <= now:
        stop += 1
    while cursor < stop and signals[cursor].kind < FIRST_CHANGE:
        copy_row(said, signals[cursor])
        cursor += 1
    answer(w, g, now, said)
    first = cursor
    if len(w.luck) > 0:
        _note_receipts(w, said, 1)
    while cursor < stop:
        if len(w.luck) > 0 and signals[cursor].kind == SALE_MADE and signals[cursor].point > 0:
            _sell(s, g, w, said, signals[cursor])
        else:
            copy_row(said, signals[cursor])
        cursor += 1
    if len(w.luck) > 0:
        for i in range(first, stop):
            if signals[i].point > 0:
                w.sold[signals[i].point - 1, SOLD] = 0
        _note_receipts(w, said, 0)
    return stop


@kernel
def advance(s: Any, g: Any, w: Any, t: Any, said: Any, signals: Any, cursor: int, until: int, room: int) -> Any:
    """Run pulse after pulse up to and including tick `until`; return (next signal, tick of the next pulse).

    Parameters
    ----------
    s, g, w
        `State`, `Grid` and `World`.
    t
        `Tape` on which all facts and movements are put.
    said
        Another tape, for the rows of one pulse; its content is of no use to the caller.
    signals
        Facts from outside, `FACT`, shape (n,), sorted by tick (that at which each is taken in), then by
        (phase, priority, occurred_at, key).
    cursor
        The first signal that is not taken in yet.
    until
        The last tick that may be entered.
    room
        Stop before a pulse once the tape holds so many facts, so that they can be written away. Calling again with
        the tape emptied goes on as if nothing had been.

    Notes
    -----
    The run is over when the tick returned lies after `until`. Every call is made of whole pulses, and what the next
    pulse holds depends on the state alone, so it does not matter where a run is cut.
    """
    tick = _next(s, w, signals, cursor)
    while tick <= until and tick < NEVER and t.length[0] < room:
        cursor = _collect(s, g, w, said, signals, cursor, tick)
        pulse_and_observe(s, g, w, t, said.fact, 0, said.length[0], tick)
        tick = _next(s, w, signals, cursor)
    return cursor, tick
