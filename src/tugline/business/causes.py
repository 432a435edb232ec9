"""Why something waits: followed from a line through pulls and materials to what really holds it up."""

from dataclasses import dataclass
from typing import Any

from tugline.business.history import History
from tugline.business.naming import Naming
from tugline.business.projection import Expected
from tugline.business.under_way import UnderWay
from tugline.facts.kinds import NEVER
from tugline.loops import kanban
from tugline.network.layout import MAKE
from tugline.state.index import find
from tugline.state.layout import FOR_LINE, KANBAN, PARTS, PROPOSED, READY, SIGNAL, STARTED, WHOLE_ORDER
from tugline.units.quantity import plural

DEPTH = 12
STARTS = "waits to be started: all its material is there"


@dataclass(frozen=True, slots=True)
class Blocker:
    """What holds something up: a short sentence, and the stock point it is about (-1 = none)."""

    says: str
    point: int = -1


class Causes:
    """Answers for one state; the state must not change meanwhile.

    Parameters
    ----------
    history
        What suppliers were told and what they said; without it a purchase is due when it was asked for.
    expected
        What comes when as things stand, of several pulls that something waits for the last one counts; who waits behind
        others; and what is down.
    """

    def __init__(
        self, arrays: dict[str, Any], state: Any, naming: Naming, now: int, history: History | None, expected: Expected,
    ) -> None:  # fmt: skip
        self._a = arrays
        self._state = state
        self._naming = naming
        self._now = now
        self._network = naming.network
        self._expected = expected
        self._under_way = UnderWay(naming, now, history)
        limited = bool((naming.network.resource["load_limit"] > 0).any())
        self._release = "room, approval or a lower load" if limited else "room or approval"

    def of_line(self, slot: int) -> Blocker:
        """Return what an open line waits for."""
        line = self._a["line"][slot]
        if int(line["released"]) >= int(line["quantity"]):
            point = int(line["point"])
            return Blocker(f"{self._place(point)} is there and ready to ship", point)
        return self._of_need(self._lacking(slot), 0)

    def _lacking(self, slot: int) -> int:
        """Return the need of a line, or of one that it leaves together with, if only that lacks something."""
        other = slot
        while True:
            line = self._a["line"][other]
            need = self._a["need"][int(line["need"])]
            if int(line["shipped"] + need["allocated"]) < int(line["quantity"]):
                return int(line["need"])
            other = int(line["next_in_order"])
            if other == slot or int(line["parcels"]) != WHOLE_ORDER:
                return int(self._a["line"][slot]["need"])

    def of_pull(self, slot: int, depth: int = 0) -> Blocker:
        """Return what an open pull waits for."""
        pull = self._a["pull"][slot]
        state = int(pull["state"])
        if int(pull["held_until"]) > self._now:
            return Blocker(f"P{int(pull['id'])} is held by hand")
        if state == PROPOSED:
            return Blocker(f"P{int(pull['id'])} waits for {self._release}")
        if state in (STARTED, READY) and (stop := self._stop(pull, self._now)):
            return Blocker(stop, int(pull["point"]))
        if state == STARTED:
            return Blocker(self._under_way.says(pull))
        if state == READY:
            return Blocker(self._queue(pull), int(pull["point"]))
        source = int(pull["source"])
        if source < 0 or int(self._network.source["kind"][source]) > 1:
            return Blocker(self._under_way.says(pull), int(pull["point"]))
        return self._of_material(pull, depth)

    def _of_material(self, pull: Any, depth: int) -> Blocker:
        n, late = int(pull["first_need"]), []
        while n >= 0:
            need = self._a["need"][n]
            waiting = int(need["quantity"] - need["allocated"] - need["pegged"])
            stock = self._a["stock"][int(need["point"])]
            if int(need["pegged"]) > 0 or waiting > int(stock["on_hand"] - stock["allocated"]):
                late.append(n)
            n = int(need["next_of_owner"])
        if stop := self._stop(pull, max(map(self._met_at, late), default=self._now)):
            return Blocker(stop, int(pull["point"]))
        if late:
            return self._of_need(max(late, key=self._met_at), depth + 1)
        return Blocker(f"P{int(pull['id'])} stands behind others for its material")

    def _stop(self, pull: Any, ready: int) -> str:
        """Return the resource that is down and holds a pull up, longer than its material does; empty = none."""
        said = self._expected.stops.says(self._naming, int(pull["id"]), ready)
        return f"P{int(pull['id'])} ({self._naming.item(int(pull['point']))}) cannot go on: {said}" if said else ""

    def _of_need(self, n: int, depth: int) -> Blocker:
        need = self._a["need"][n]
        point = int(need["point"])
        if int(need["pegged"]) > 0 and depth < DEPTH:
            return self.of_pull(max(self._pegged(need), key=self._comes_at), depth + 1)
        stock = self._a["stock"][point]
        name = self._place(point)
        short = int(need["quantity"] - need["allocated"] - need["pegged"])
        free = max(0, int(stock["on_hand"] - stock["allocated"]))
        if short <= free:
            return Blocker(f"{name} is there and will be handed out next", point)
        coming, never = int(stock["on_order"]), self._never_at_once(need, short)
        if coming == 0:
            more = self._naming.show(point, short - free)
            return Blocker(f"{name} is short by {more} and none is on order{never}", point)
        waiting = f"{name} is short: {self._naming.show(point, int(stock['waiting']))} wait"
        return Blocker(f"{waiting}, {self._naming.show(point, coming)} on order, {self._next(point)}{never}", point)

    def _never_at_once(self, need: Any, short: int) -> str:
        """Return that cards never hold what is to be there at once, empty = they may: who takes parts needs less."""
        point = int(need["point"])
        loop, takes_parts = self._a["loop"][point], False
        if int(need["owner_kind"]) == FOR_LINE:
            takes_parts = int(self._a["line"][int(need["owner"])]["parcels"]) == PARTS
        # Where stock is unknown, who waits brings cards back.
        if int(loop["kind"]) != KANBAN or takes_parts or not int(self._a["stock"][point]["proven"]):
            return ""
        most = int(kanban.most_held(loop))
        if not 0 < most < short:
            return ""
        cards = plural(int(loop["cards"]), "card") if int(loop["mode"]) != SIGNAL else "containers"
        shown = self._naming.show
        return f"; its {cards} hold {shown(point, most)} at most, and {shown(point, short)} are needed at once"

    def _place(self, point: int) -> str:
        return f"{self._naming.item(point)} at {self._naming.location(point)}"

    def _pegged(self, need: Any) -> list[int]:
        """Return the slots of the pulls that are kept for a need, the newest first."""
        slots, e = [], int(need["first_peg"])
        while e >= 0:
            slots.append(int(self._a["peg"][e]["pull"]))
            e = int(self._a["peg"][e]["next_of_need"])
        return slots

    def _met_at(self, n: int) -> int:
        """Return when the last of what a need waits for comes."""
        need = self._a["need"][n]
        slots = self._pegged(need) or [int(self._a["stock"][int(need["point"])]["first_free"])]
        return max(self._comes_at(slot) for slot in slots)

    def _comes_at(self, slot: int) -> int:
        """Return when a pull comes in, NEVER where that is not in sight."""
        return self._expected.arrives.get(int(self._a["pull"][slot]["id"]), NEVER) if slot >= 0 else NEVER

    def _next(self, point: int) -> str:
        """Return when the next free supply of a stock point is due, or what that waits for where it has no date yet."""
        slot = int(self._a["stock"][point]["first_free"])
        if slot < 0:
            return "all of it for others"
        pull, under_way = self._a["pull"][slot], self._under_way
        if int(pull["state"]) == PROPOSED or int(pull["held_until"]) > self._now or not under_way.is_bought(pull):
            return f"next due {self._naming.day(int(pull['due']))}"
        return f"next due {under_way.day(pull)}" if under_way.is_in_sight(pull) else under_way.says(pull)

    def _queue(self, pull: Any) -> str:
        source = self._network.source[int(pull["source"])]
        first = int(source["operation_start"])
        name = f"P{int(pull['id'])} ({self._naming.item(int(pull['point']))})"
        queues = int(source["kind"]) == MAKE and first < int(source["operation_stop"])
        resource = self._network.resource_names[int(self._network.operation["resource"][first])] if queues else ""
        if self._expected.queues is not None:
            resource = self._expected.queues.before(int(pull["id"]))
        return f"{name} waits in the queue of {resource}" if resource else f"{name} {STARTS}"

    def slot_of(self, id_: int) -> int:
        """Return the slot of an open pull or line, -1 = it is not open."""
        found = int(find(self._state, id_))
        return found // 2 if found >= 0 else -1
