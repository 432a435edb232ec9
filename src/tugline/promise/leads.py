"""When a supplier brings what it is asked for."""

from typing import Any

from tugline.network.layout import NEVER
from tugline.state.duration import order_tick
from tugline.state.kernel import kernel
from tugline.world.leads import lead_end


@kernel
def bought_by(g: Any, source: Any, tick: int) -> int:
    """Return when something comes that a supplier is asked for at a tick, or on its next order day; NEVER = never."""
    ordered = order_tick(g, source, tick)
    return NEVER if ordered >= NEVER else lead_end(g, source, ordered)
