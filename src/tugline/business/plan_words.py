"""Why an order line is not there earlier by a plan, in words: the longest wait on its way."""

import numpy as np

from tugline.business.delivery import Delivery
from tugline.business.plan_lots import Lots
from tugline.network.layout import NEVER
from tugline.promise.binding import bind_all
from tugline.promise.layout import BINDING, BY_MATERIAL, BY_UNIT
from tugline.promise.shop import Shop


class Before:
    """For whom each unit works last before a tick, by a plan."""

    def __init__(self, arrays: dict[str, np.ndarray], lots: Lots) -> None:
        rows = arrays["booking"][: int(arrays["head"]["bookings"][0])]
        order = np.lexsort((rows["stop"], rows["lane"]))
        self._lots = lots
        self._lane_start = np.searchsorted(rows["lane"][order], np.arange(len(arrays["lane"]) + 1))
        self._stop, self._job = rows["stop"][order], rows["job"][order]

    def name(self, lane: int, tick: int, besides: int) -> str:
        """Return the order and line, or the lot, that a unit ends last before or at a tick; empty = none."""
        first, last = int(self._lane_start[lane]), int(self._lane_start[lane + 1])
        at = first + int(np.searchsorted(self._stop[first:last], tick, side="right")) - 1
        if at < first or int(self._job[at]) == besides:
            return ""
        job = int(self._job[at])
        return " ".join(part for part in self._lots.for_whom(job) if part) or self._lots.name(job)


class Because:
    """Answers for some demands of one plan.

    Parameters
    ----------
    others
        The open pulls that are placed for each demand, and where those of each begin; see `sequence.families`.
    before
        What units work on; that of the demands themselves may be missing.
    """

    def __init__(
        self, arrays: dict[str, np.ndarray], shop: Shop, lots: Lots, rows: np.ndarray,
        others: tuple[np.ndarray, np.ndarray], before: Before,
    ) -> None:  # fmt: skip
        self._lots, self._a, self._before = lots, arrays, before
        found = np.zeros(len(rows), BINDING)
        bind_all(shop.desk, shop.grid, rows, *others, found)
        self._found = dict(zip(rows.tolist(), found, strict=True))

    def of(self, row: int) -> str:
        """Return what keeps a demand from being there earlier."""
        demand, found = self._lots.demands[row], self._found[row]
        if demand["ready"] >= NEVER:
            return self._never(int(demand["never"]))
        if found["kind"] == BY_UNIT:
            return self._unit(int(found["row"]), int(found["wait"]))
        if found["kind"] == BY_MATERIAL:
            job = int(found["job"])
            point = int(self._lots.jobs["short"][job] if job >= 0 else demand["short"])
            come = int(self._lots.jobs["material"][job] if job >= 0 else demand["ready"])
            return f"{self._place(point)} is there on {self._lots.naming.minute(come)}"
        if int(demand["ready"]) <= int(self._a["head"]["now"][0]):
            return "it is there"
        return f"its work and lead times take until {self._lots.naming.minute(int(demand['ready']))}"

    def on_the_way(self, row: int, way: Delivery) -> str:
        """Return what keeps a demand from being at its customer earlier: what it waits for, then its lane."""
        ready, naming = int(self._lots.demands[row]["ready"]), self._lots.naming
        if ready >= NEVER or way.there == ready:
            return self.of(row)
        if way.there >= NEVER:
            return f"{self.of(row)}; no lane leaves with it after {naming.minute(ready)}"
        by = f" with {way.carrier}" if way.carrier else ""
        left, there = naming.minute(way.leaves), naming.minute(way.there)
        return f"{self.of(row)}; it leaves {left}{by} and is at the customer {there}"

    def _unit(self, booking: int, wait: int) -> str:
        naming, row = self._lots.naming, self._a["booking"][booking]
        lane = self._a["lane"][int(row["lane"])]
        resource = naming.network.resource_names[int(self._a["pool"]["resource"][int(lane["pool"])])]
        item = naming.item(self._lots.point_of(int(row["job"])))
        said = f"{item} waits {naming.days(wait):.1f} days for {resource}, until {naming.minute(int(row['start']))}"
        before = self._before.name(int(row["lane"]), int(row["start"]), int(row["job"]))
        return f"{said}, behind {before}" if before else said

    def _never(self, never: int) -> str:
        if never < 0:
            resource = self._lots.naming.network.resource_names[-never - 1]
            why = "closed, down and not expected back, or its calendar ends before"
            return f"{resource} never has the hours for it: {why}"
        why = "no source of it is valid now, or what is open of it is held, or stands on what is down"
        return f"nothing brings {self._place(never - 1)}: {why}"

    def _place(self, point: int) -> str:
        return f"{self._lots.naming.item(point)} at {self._lots.naming.location(point)}"
