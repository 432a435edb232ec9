"""Outages of suppliers in a simulated world: while one lasts, nothing of what the supplier was asked for goes on."""

from typing import Any

from tugline.state.kernel import kernel
from tugline.world.luck import OUTAGE, RECOVER, factor, scaled, word


@kernel
def _drawn(w: Any, chance: Any, stream: int, turn: int) -> int:
    """Return how long a supplier runs before its `turn`-th outage, or how long that lasts, in ticks."""
    mean = chance.runs if stream == OUTAGE else chance.recovers
    return scaled(mean, factor(w.spread, chance.row, word(w.luck[0].key, stream, chance.who, turn)))


@kernel
def running_end(w: Any, supplier: int, now: int, begins: int, work: int) -> int:
    """Return when `work` >= 1 ticks of a supplier's time are over that begin at `begins` >= `now`.

    Outages go by the clock, and the n-th of a supplier has the same luck under every policy; supplier -1 never fails.
    """
    if supplier < 0 or w.supplier_chance[supplier].runs == 0:
        return begins + work
    chance = w.supplier_chance[supplier]
    while chance.up_at <= now:
        chance.turn += 1
        chance.down_at = chance.up_at + _drawn(w, chance, OUTAGE, chance.turn)
        chance.up_at = chance.down_at + _drawn(w, chance, RECOVER, chance.turn)
    # Nobody asks about the past again, but the next one may ask about an earlier time than this one does.
    turn, down, up = chance.turn, chance.down_at, chance.up_at
    at = begins
    while at + work > down:
        if at < up:
            work -= max(0, down - at)
            at = up
        turn += 1
        down = up + _drawn(w, chance, OUTAGE, turn)
        up = down + _drawn(w, chance, RECOVER, turn)
    return at + work
