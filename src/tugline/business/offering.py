"""The promise desk: when something could be there beside everything open, and what that takes. Nothing is written."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import numpy as np

from tugline.business.asking import Asked, asked_row
from tugline.business.choosing import Chooser
from tugline.business.core import Core
from tugline.business.delivery import Deliveries, Delivery
from tugline.business.naming import Naming
from tugline.business.offer_uses import uses_of
from tugline.business.offer_views import Offer
from tugline.business.plan_desk import hint_of, ids_of, open_work
from tugline.business.plan_lots import Lots
from tugline.business.plan_words import Because, Before
from tugline.business.promises import AskedBy
from tugline.business.views import QuotedPart
from tugline.business.ways_out import ways_out
from tugline.network.layout import COST_SCALE, NEVER
from tugline.promise import desk as desks
from tugline.promise.delay import delay_all
from tugline.promise.levels import change, free_from
from tugline.promise.place import take_back
from tugline.promise.sequence import begins, plan_in_turn
from tugline.promise.shop import Shop
from tugline.promise.soonest import place_in_time, place_soonest
from tugline.state.arena import grid_arrays
from tugline.state.layout import PROMISED


class Answer(NamedTuple):
    """An offer, the question as the order that would be placed, and the tick at which all of it is at the customer."""

    offer: Offer
    asked: np.ndarray
    """One row of `FACT`."""
    ready: int
    choice: int
    """What was chosen, as its number; 0 = the default options."""
    without: str
    """An order that the plan has later than promised, and than the offer; empty = none. Looked for only to book."""
    turns: dict[int, int]
    """When work begins for each open line and pull, by its id, and for the question, which is 0; where asked for."""


class OfferDesk:
    """A plan of everything open, into which questions are placed one by one and taken back.

    What is planned stands as late as it may, so that what is asked for finds room. The desk answers for the facts as
    they are when it is made; whoever goes on makes another one.

    Parameters
    ----------
    turns
        In which turn work began by an earlier plan that kept all promises, by the ids of lines.
    chosen
        The stock point and the choice that questions are about; None = the default options.
    """

    def __init__(self, core: Core, turns: Mapping[int, int], chosen: tuple[int, int] | None = None) -> None:
        self._core, self.chosen = core, chosen
        self.work = open_work(core, spare=1, asked=chosen)
        self.naming = Naming(self.work.network)
        planned, order = plan_in_turn(self.work.shop, hint=partial(hint_of, self.work, turns))
        self.early = desks.arrays(planned)["demand"].copy()
        """The demands by the plan that is shown, in which all is as early as it can be."""
        delay_all(planned, self.work.shop.grid, order)
        self.shop = Shop(planned, self.work.shop.grid)
        self.tables = grid_arrays(self.shop.grid)
        self._asked = AskedBy(core)
        self._chooser = Chooser(core.network)
        arrays = desks.arrays(planned)
        self.row = len(arrays["demand"]) - 1
        self._before = Before(arrays, Lots(arrays, self.work.state, self.naming, self._asked))
        self._deliveries = Deliveries(self.naming, self.work.shop.grid)
        self._asks = -1, NEVER
        """Customer (row, -1 = nobody named) and wanted tick of what was asked for last."""
        self._none = np.zeros(0, np.int64), np.zeros(self.row + 2, np.int64)

    def ask(self, question: Asked, *, look_for_ways_out: bool = False, to_book: bool = False) -> Answer:
        """Return when a quantity could be there; see `Business.promise`. `to_book`: and in which turn to plan then."""
        given, wanted = asked_row(self._core, **question.plain()), question.wanted
        place, asked, due = int(given["point"][0]) - 1, int(given["quantity"][0]), int(given["due"][0])
        chosen = self.chosen or (place, 0)
        point = self.work.row_of.get((place, chosen[1]), place)
        party = int(given["party"][0]) - 1
        by = self._deliveries.ready_by(point, party, due)
        self._put(point, asked, by, int(given["priority"][0]))
        place_now = place_soonest if wanted is None else place_in_time
        ready = int(place_now(self.shop.desk, self.shop.grid, self.row))
        arrays, there, named = desks.arrays(self.shop.desk), ready < NEVER, wanted is not None
        self._asks = party, due
        way = self.way(ready)
        cause = self._cause(arrays, way)
        uses = uses_of(self, arrays) if there else ()
        turns = self._turns() if there and to_book else {}
        if there:
            take_back(self.shop.desk, self.shop.grid, self.row)
        too_late = ready > (by if named else self._core.now)
        ways = ways_out(self, ready) if look_for_ways_out and too_late else ()
        split = self._split(arrays, point, asked, ready) if there else []
        self._put(point, 0, NEVER // 4, 0)
        offer = Offer(
            item=question.item,
            location=self.naming.location(point),
            quantity=self.naming.number(point, asked),
            wanted=self.naming.when(due) if named else None,
            promised=self.naming.when(way.there),
            late_days=(self.naming.late_days(due, way.there) if named else 0.0) if way.there < NEVER else None,
            cause=cause,
            split=tuple(
                QuotedPart(date=self.naming.when(at) or "", quantity=self.naming.number(point, part))
                for at, part in self._parcels(split)
            ),
            uses=uses,
            ways_out=ways,
            options=self._chooser.text(*chosen),
            price=self._chooser.price(*chosen) / COST_SCALE or None,
            leaves=self.naming.when(way.leaves),
            carrier=way.carrier,
        )
        return Answer(offer, given, way.there, chosen[1], self._without(ready) if to_book else "", turns)

    def _without(self, ready: int) -> str:
        """Return an order that the plan has later than promised, and than this: what it counts on may look free."""
        demands = desks.arrays(self.shop.desk)["demand"][: self.row]
        left = (
            (demands["line"] >= 0)
            & (demands["priority"] == PROMISED)
            & (demands["ready"] > np.maximum(demands["due"], ready))
        )
        if not left.any():
            return ""
        slot = int(demands["line"][np.flatnonzero(left)[0]])
        return " line ".join(part for part in self._asked.name(int(self.work.state["line"]["id"][slot])) if part)

    def _turns(self) -> dict[int, int]:
        first = begins(self.shop.desk)
        ids = ids_of(self.work)
        return {**dict(zip(ids.tolist(), first[: len(ids)].tolist(), strict=True)), 0: int(first[self.row])}

    def way(self, ready: int) -> Delivery:
        """Return how what was asked for last goes to its customer, if it is ready at a tick."""
        point = int(desks.arrays(self.shop.desk)["demand"][self.row]["point"])
        return self._deliveries.of(point, self._asks[0], ready, self._asks[1])

    def there(self, ready: int) -> str:
        """Return when what was asked for last is at its customer, if it is ready at a tick; empty for never."""
        return self.naming.when(self.way(ready).there) or ""

    def _parcels(self, split: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return what is at the customer when; parts that arrive together are one."""
        found = dict[int, int]()
        for ready, part in split:
            there = self.way(ready).there
            found[there] = found.get(there, 0) + part
        return sorted(found.items())

    def _put(self, point: int, quantity: int, due: int, priority: int) -> None:
        row = desks.arrays(self.shop.desk)["demand"][self.row]
        row["point"], row["quantity"], row["due"], row["priority"] = point, quantity, due, priority

    def _cause(self, arrays: dict[str, np.ndarray], way: Delivery) -> str:
        lots = Lots(arrays, self.work.state, self.naming, self._asked)
        return Because(arrays, self.shop, lots, np.array([self.row]), self._none, self._before).on_the_way(
            self.row, way
        )

    def _split(self, arrays: dict[str, np.ndarray], point: int, asked: int, ready: int) -> list[tuple[int, int]]:
        """Return what could be there when: what is free, as it comes in, then the rest as one lot."""
        parts, left, chain = list[tuple[int, int]](), asked, len(arrays["lane"]) + point
        receipts = arrays["receipt"][: int(arrays["head"]["receipts"][0])]
        comes = sorted({self._core.now, *receipts["tick"][receipts["point"] == point].tolist()})
        for tick in comes:
            if tick >= ready or not left:
                break
            free = min(left, int(free_from(self.shop.desk, chain, tick)) - (asked - left))
            if free > 0:
                parts.append((tick, free))
                left -= free
        if left == asked:
            return [(ready, asked)]
        return [*parts, (self._rest(chain, parts, left), left)] if left else parts

    def _rest(self, chain: int, parts: list[tuple[int, int]], left: int) -> int:
        """Return when the rest is there, once the parts before it are taken."""
        for tick, part in parts:
            change(self.shop.desk, chain, tick, -part)
        desks.arrays(self.shop.desk)["demand"]["quantity"][self.row] = left
        ready = int(place_soonest(self.shop.desk, self.shop.grid, self.row))
        if ready < NEVER:
            take_back(self.shop.desk, self.shop.grid, self.row)
        for tick, part in parts:
            change(self.shop.desk, chain, tick, part)
        return ready
