"""The loop of a plain or simulated run: signals and the world's answers go in, the engine decides, the world looks."""

from typing import Any

from tugline.engine.pulse import pulse
from tugline.facts.kinds import NEVER, Kind
from tugline.state.kernel import kernel
from tugline.state.tape import copy_row
from tugline.world.answer import answer, next_tick
from tugline.world.observe import observe_all

FIRST_CHANGE = int(Kind.ORDER_CANCELLED)


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
def _collect(g: Any, w: Any, said: Any, signals: Any, cursor: int, now: int) -> int:
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
    while cursor < stop:
        copy_row(said, signals[cursor])
        cursor += 1
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
        cursor = _collect(g, w, said, signals, cursor, tick)
        pulse_and_observe(s, g, w, t, said.fact, 0, said.length[0], tick)
        tick = _next(s, w, signals, cursor)
    return cursor, tick
