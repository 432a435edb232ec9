"""What happens instead of what was planned: in the plain world just that, in a simulated one as luck has it."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.state.kernel import kernel
from tugline.world.luck import LEAD, ONE, REJECT, WORK, YIELD, factor, happens, scaled, word
from tugline.world.outages import running_end


@kernel
def _day_of(g: Any, tick: int) -> int:
    return tick // max(1, 86_400 // g.tick_seconds)


@kernel
def _worked_off(w: Any, g: Any, chance: Any, supplier: int, tick: int, begins: int, quantity: int) -> int:
    """Return when a source with a limit has worked off a lot that it begins with at `begins`, asked for at `tick`.

    What is left of a tick is kept for the next lot, else a source would lose part of a tick with every one.
    """
    week = 7 * 86_400 // g.tick_seconds
    if begins > chance.busy_until:
        chance.rest = 0
    parts = chance.rest + quantity % chance.a_week * week
    ticks = quantity // chance.a_week * week + parts // chance.a_week
    chance.rest = parts % chance.a_week
    chance.busy_until = running_end(w, supplier, tick, begins, ticks) if ticks > 0 else begins
    return chance.busy_until + int(chance.rest > 0)


@kernel
def lucky_end(w: Any, g: Any, source: int, tick: int, planned: int, quantity: int) -> int:
    """Return when something comes that a source, -1 = none, was asked for at `tick` and that should come at `planned`.

    Whatever a source is asked for on one day has the same luck, under every policy. What it can do at most is given to
    who asks first: a lot begins when those before it are worked off, and comes when it is done and its lead time over.
    """
    if len(w.luck) == 0 or source < 0 or planned >= NEVER or planned <= tick:
        return planned
    chance = w.source_chance[source]
    lead = planned - tick
    if chance.lead_row >= 0:
        bits = word(w.luck[0].key, LEAD, chance.who, _day_of(g, tick))
        lead = scaled(lead, factor(w.spread, chance.lead_row, bits))
    supplier = g.source[source].supplier
    if chance.a_week == 0:
        return running_end(w, supplier, tick, tick, lead)
    begins = max(tick, chance.busy_until)
    done = _worked_off(w, g, chance, supplier, tick, begins, quantity)
    return max(done, running_end(w, supplier, tick, begins, lead))


@kernel
def lucky_work(w: Any, resource: int, planned: int) -> int:
    """Return how long a resource works on what it begins now, in open ticks.

    The n-th work on a resource has the same luck under every policy, whatever it is.
    """
    if len(w.luck) == 0 or w.resource_chance[resource].work_row < 0:
        return planned
    chance = w.resource_chance[resource]
    state = w.resource[resource]
    bits = word(w.luck[0].key, WORK, chance.who, state.drawn)
    state.drawn += 1
    return scaled(planned, factor(w.spread, chance.work_row, bits))


@kernel
def lucky_yield(w: Any, g: Any, source: int, tick: int, planned: int) -> int:
    """Return how much comes good, >= 0, of a lot that should bring `planned` at `tick`; none of it is rejected."""
    if len(w.luck) == 0 or source < 0:
        return planned
    chance = w.source_chance[source]
    day = _day_of(g, tick)
    if chance.rejected > 0 and happens(word(w.luck[0].key, REJECT, chance.who, day), chance.rejected):
        return 0
    if chance.yield_row < 0:
        return planned
    by = factor(w.spread, chance.yield_row, word(w.luck[0].key, YIELD, chance.who, day))
    return (planned * by + ONE // 2) >> 16
