"""When a lead time has passed, as the world counts it, at any tick."""

from typing import Any

from tugline.state.kernel import kernel
from tugline.state.open_hours import open_days_on


@kernel
def lead_end(g: Any, source: Any, tick: int) -> int:
    """Return the tick at which a source's lead time, at least one tick, has passed since `tick`."""
    if source.lead_open != 0 and source.lead_ticks > 0:
        return max(tick + 1, open_days_on(g, source.calendar, tick, source.lead_ticks))
    return tick + max(1, source.lead_ticks)
