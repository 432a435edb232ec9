"""When goods that are ready leave and are at the customer, for everything that is shown."""

from typing import Any, NamedTuple

from tugline.business.naming import Naming
from tugline.network.layout import NEVER
from tugline.state import lanes


class Delivery(NamedTuple):
    """Ticks at which goods leave and are at the customer, NEVER if they are not; `carrier` may be empty."""

    leaves: int
    there: int
    carrier: str


class Deliveries:
    """Answers for one network, by its lanes.

    Parameters
    ----------
    grid
        The network as kernels see it.
    """

    def __init__(self, naming: Naming, grid: Any) -> None:
        self._naming, self._grid = naming, grid

    def of(self, point: int, party: int, ready: int, wanted: int) -> Delivery:
        """Return how goods go that are ready at a tick, to a customer (row, -1 = nobody named) by a wanted tick."""
        ready = int(ready)
        if ready >= NEVER:
            return Delivery(NEVER, NEVER, "")
        lane = int(lanes.lane_for(self._grid, int(point), int(party), ready, int(wanted)))
        left = int(lanes.leaves_at(self._grid, lane, ready))
        carrier = self._naming.network.lanes.carrier[lane] if lane >= 0 else ""
        return Delivery(left, int(lanes.arrives_at(self._grid, lane, left)), carrier)

    def ready_by(self, point: int, party: int, wanted: int) -> int:
        """Return the last tick at which goods may be ready to be at the customer by a wanted tick."""
        return int(lanes.ready_by(self._grid, int(point), int(party), int(wanted)))
