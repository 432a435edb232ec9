"""Why something waits: followed from a line through pulls and materials to what really holds it up."""

from dataclasses import dataclass
from typing import Any

from tugline.business.naming import Naming
from tugline.network.layout import MAKE
from tugline.state.index import find
from tugline.state.layout import PROPOSED, READY, STARTED

DEPTH = 12


@dataclass(frozen=True, slots=True)
class Blocker:
    """What holds something up: a short sentence, and the stock point it is about (-1 = none)."""

    says: str
    point: int = -1


class Causes:
    """Answers for one state; the state must not change meanwhile."""

    def __init__(self, arrays: dict[str, Any], state: Any, naming: Naming, now: int) -> None:
        self._a = arrays
        self._state = state
        self._naming = naming
        self._now = now
        self._network = naming.network

    def of_line(self, slot: int) -> Blocker:
        """Return what an open line waits for."""
        line = self._a["line"][slot]
        return self._of_need(int(line["need"]), 0)

    def of_pull(self, slot: int, depth: int = 0) -> Blocker:
        """Return what an open pull waits for."""
        pull = self._a["pull"][slot]
        state = int(pull["state"])
        if int(pull["held_until"]) > self._now:
            return Blocker(f"P{int(pull['id'])} is held by hand")
        if state == PROPOSED:
            return Blocker(f"P{int(pull['id'])} waits for room or approval")
        if state == STARTED:
            return Blocker(self._under_way(pull))
        if state == READY:
            return Blocker(self._queue(pull), int(pull["point"]))
        source = int(pull["source"])
        if source < 0 or int(self._network.source["kind"][source]) > 1:
            return Blocker(self._under_way(pull), int(pull["point"]))
        return self._of_material(pull, depth)

    def _of_material(self, pull: Any, depth: int) -> Blocker:
        n = int(pull["first_need"])
        while n >= 0:
            need = self._a["need"][n]
            waiting = int(need["quantity"] - need["allocated"] - need["pegged"])
            stock = self._a["stock"][int(need["point"])]
            if int(need["pegged"]) > 0 or waiting > int(stock["on_hand"] - stock["allocated"]):
                return self._of_need(n, depth + 1)
            n = int(need["next_of_owner"])
        return Blocker(f"P{int(pull['id'])} stands behind others for its material")

    def _of_need(self, n: int, depth: int) -> Blocker:
        need = self._a["need"][n]
        point = int(need["point"])
        if int(need["pegged"]) > 0 and depth < DEPTH:
            return self.of_pull(int(self._a["peg"][int(need["first_peg"])]["pull"]), depth + 1)
        stock = self._a["stock"][point]
        name = f"{self._naming.item(point)} at {self._naming.location(point)}"
        short = int(need["quantity"] - need["allocated"] - need["pegged"])
        if short <= int(stock["on_hand"] - stock["allocated"]):
            return Blocker(f"{name} is there and will be handed out next", point)
        coming = int(stock["on_order"])
        if coming == 0:
            return Blocker(f"{name} is short by {self._naming.show(point, short)} and none is on order", point)
        slot = self._next_supply(point)
        due = self._naming.day(int(self._a["pull"][slot]["due"])) if slot >= 0 else "no date"
        return Blocker(
            f"{name} is short: {self._naming.show(point, int(stock['waiting']))} wait, "
            f"{self._naming.show(point, coming)} on order, next due {due}",
            point,
        )

    def _next_supply(self, point: int) -> int:
        return int(self._a["stock"][point]["first_free"])

    def _under_way(self, pull: Any) -> str:
        source = int(pull["source"])
        kind = int(self._network.source["kind"][source]) if source >= 0 else 2
        verb = ("being made", "on its way", "ordered", "ordered")[kind]
        return f"P{int(pull['id'])} ({self._naming.item(int(pull['point']))}) is {verb}"

    def _queue(self, pull: Any) -> str:
        source = self._network.source[int(pull["source"])]
        first = int(source["operation_start"])
        if int(source["kind"]) != MAKE or first == int(source["operation_stop"]):
            return f"P{int(pull['id'])} has all material and can start"
        resource = self._network.resource_names[int(self._network.operation["resource"][first])]
        return f"P{int(pull['id'])} ({self._naming.item(int(pull['point']))}) waits in the queue of {resource}"

    def slot_of(self, id_: int) -> int:
        """Return the slot of an open pull or line, -1 = it is not open."""
        found = int(find(self._state, id_))
        return found // 2 if found >= 0 else -1
