"""The pulse: fold what happened, decide what follows, close. Live work, simulation and studies all go through here."""

from typing import Any

from tugline.engine.decide import decide
from tugline.engine.emit import begin, commit, emit_keep
from tugline.engine.fold import fold
from tugline.engine.pulls import pull_slot
from tugline.facts.kinds import Kind
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import PROPOSED
from tugline.state.layout import STARTED as UNDER_WAY
from tugline.state.tape import copy_row

PULSE_CLOSED, STOCK_FOUND, PULL_STARTED = int(Kind.PULSE_CLOSED), int(Kind.STOCK_FOUND), int(Kind.PULL_STARTED)
SALE_MADE, SHIPPED, SCRAPPED = int(Kind.SALE_MADE), int(Kind.SHIPPED), int(Kind.SCRAPPED)
PULL_ACCEPTED, PULL_PLACED = int(Kind.PULL_ACCEPTED), int(Kind.PULL_PLACED)
PULL_CONFIRMED = int(Kind.PULL_CONFIRMED)
PROMISE_MADE = int(Kind.PROMISE_MADE)
STARTED, FINISHED, RECEIVED = int(Kind.STARTED), int(Kind.FINISHED), int(Kind.RECEIVED)


@inlined
def _prove(s: Any, g: Any, t: Any, now: int, point: int, quantity: int) -> None:
    """Emit `StockFound` for what leaves a point beyond what the records show there."""
    missing = quantity - s.stock[point].on_hand
    if missing <= 0:
        return
    r = begin(s, t, STOCK_FOUND, now)
    row = t.fact[r]
    row.point = point + 1
    row.quantity = missing
    commit(s, g, t, r)


@inlined
def _prove_stock(s: Any, g: Any, t: Any, now: int, row: Any) -> None:
    """Whatever leaves must have been there; find first what the records lack.

    What starts has been released, and so has what somebody takes on: with that a proposal is approved.
    """
    kind = row.kind
    if kind in (SALE_MADE, SHIPPED) or (kind == SCRAPPED and row.reference == 0):
        if row.point > 0:
            _prove(s, g, t, now, row.point - 1, row.quantity)
    elif kind in (STARTED, FINISHED, RECEIVED, SCRAPPED):
        slot = pull_slot(s, row.reference)
        if slot < 0 or s.pull[slot].state >= UNDER_WAY:
            return
        if s.pull[slot].state == PROPOSED:
            emit_keep(s, g, t, PULL_STARTED, now, s.pull[slot].point, row.reference, s.pull[slot].quantity, 0)
        n = s.pull[slot].first_need
        while n >= 0:
            after = s.need[n].next_of_owner
            _prove(s, g, t, now, s.need[n].point, s.need[n].quantity)
            n = after
    elif kind in (PULL_ACCEPTED, PULL_PLACED, PULL_CONFIRMED):
        slot = pull_slot(s, row.reference)
        if slot >= 0 and s.pull[slot].state == PROPOSED:
            emit_keep(s, g, t, PULL_STARTED, now, s.pull[slot].point, row.reference, s.pull[slot].quantity, 0)


@inlined
def take_in(s: Any, g: Any, t: Any, rows: Any, start: int, stop: int, now: int) -> None:
    """Fold facts from outside, rows start .. stop - 1, in their order; they get their sequence numbers here."""
    for i in range(start, stop):
        _prove_stock(s, g, t, now, rows[i])
        r = copy_row(t, rows[i])
        row = t.fact[r]
        row.seq = s.head[0].seq + 1
        row.pulse = s.head[0].pulse
        row.tick = now
        if row.kind == PROMISE_MADE and row.reference == 0 and s.head[0].last_line >= 0:
            row.reference = s.line[s.head[0].last_line].id
        fold(s, g, t, row)


@inlined
def close(s: Any, g: Any, t: Any, now: int) -> None:
    """Decide and close the pulse that is open."""
    decide(s, g, t, now)
    r = begin(s, t, PULSE_CLOSED, now)
    commit(s, g, t, r)


@kernel
def pulse(s: Any, g: Any, t: Any, rows: Any, start: int, stop: int, now: int) -> None:
    """Run one pulse: take in rows start .. stop - 1, decide, close. All facts and movements go on the tape.

    Parameters
    ----------
    s, g, t
        `State`, `Grid` and `Tape`.
    rows
        Facts from outside, sorted by (phase, priority, occurred_at, key); their rows are of this network.
    now
        Tick of the pulse, not before that of the last one.
    """
    s.head[0].pulse += 1
    s.head[0].tick = now
    take_in(s, g, t, rows, start, stop, now)
    close(s, g, t, now)


@kernel
def replay(s: Any, g: Any, t: Any, rows: Any, start: int, stop: int) -> None:
    """Fold recorded facts, rows start .. stop - 1, and decide nothing."""
    for i in range(start, stop):
        fold(s, g, t, rows[i])
