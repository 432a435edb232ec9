"""What happens instead of what was planned: in the plain world just that, in a simulated one as luck has it."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.state.kernel import kernel
from tugline.world.luck import LEAD, WORK, factor, scaled, word


@kernel
def lucky_end(w: Any, g: Any, source: int, tick: int, planned: int) -> int:
    """Return when something comes that a source, -1 = none, was asked for at `tick` and that should come at `planned`.

    Whatever a source is asked for on one day has the same luck, under every policy.
    """
    if len(w.luck) == 0 or source < 0 or planned >= NEVER or planned <= tick:
        return planned
    chance = w.source_chance[source]
    if chance.row < 0:
        return planned
    day = tick // max(1, 86_400 // g.tick_seconds)
    return tick + scaled(planned - tick, factor(w.spread, chance.row, word(w.luck[0].key, LEAD, chance.who, day)))


@kernel
def lucky_work(w: Any, resource: int, tick: int, planned: int) -> int:
    """Return how long a resource works on what it begins at `tick`, in open ticks."""
    if len(w.luck) == 0 or w.resource_chance[resource].row < 0:
        return planned
    chance = w.resource_chance[resource]
    return scaled(planned, factor(w.spread, chance.row, word(w.luck[0].key, WORK, chance.who, tick)))
