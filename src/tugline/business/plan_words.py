"""Why an order line is not there earlier by a plan, in words: the longest wait on its way."""

import numpy as np

from tugline.business.plan_lots import Lots
from tugline.network.layout import NEVER
from tugline.promise.binding import bind_all
from tugline.promise.desk import Desk
from tugline.promise.layout import BINDING, BY_MATERIAL, BY_UNIT
from tugline.promise.sequence import families
from tugline.promise.shop import Shop


class Because:
    """Answers for one plan."""

    def __init__(self, arrays: dict[str, np.ndarray], desk: Desk, shop: Shop, lots: Lots) -> None:
        self._lots, self._a = lots, arrays
        family = families(lots.demands)
        rows = np.arange(len(lots.demands))
        self._found = np.zeros(len(rows), BINDING)
        bind_all(desk, shop.grid, rows, family.others, family.start, self._found)
        bookings = arrays["booking"][: int(arrays["head"]["bookings"][0])]
        self._in_turn = np.lexsort((bookings["start"], bookings["lane"]))
        self._turn_of = np.argsort(self._in_turn)

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
        return f"its work and lead times take until {self._lots.naming.minute(int(demand['ready']))}"

    def _unit(self, booking: int, wait: int) -> str:
        naming, row = self._lots.naming, self._a["booking"][booking]
        lane = self._a["lane"][int(row["lane"])]
        resource = naming.network.resource_names[int(self._a["pool"]["resource"][int(lane["pool"])])]
        item = naming.item(self._lots.point_of(int(row["job"])))
        said = f"{item} waits {naming.days(wait):.1f} days for {resource}, until {naming.minute(int(row['start']))}"
        turn = int(self._turn_of[booking])
        before = self._a["booking"][int(self._in_turn[turn - 1])] if turn > 0 else None
        if before is None or int(before["lane"]) != int(row["lane"]):
            return said
        name = " ".join(part for part in self._lots.for_whom(int(before["job"])) if part)
        return f"{said}, behind {name or self._lots.name(int(before['job']))}"

    def _never(self, never: int) -> str:
        if never < 0:
            resource = self._lots.naming.network.resource_names[-never - 1]
            return f"{resource} never has the hours for it: it is closed, or down and not expected back"
        return f"nothing brings {self._place(never - 1)}: it has no source that is valid now"

    def _place(self, point: int) -> str:
        return f"{self._lots.naming.item(point)} at {self._lots.naming.location(point)}"
