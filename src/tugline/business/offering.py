"""The promise desk: when something could be there beside everything open, and what that takes. Nothing is written."""

from datetime import datetime

import numpy as np

from tugline.business.asking import asked_row
from tugline.business.choosing import Chooser
from tugline.business.core import Core
from tugline.business.history import collect
from tugline.business.naming import Naming
from tugline.business.offer_uses import uses_of
from tugline.business.offer_views import Offer
from tugline.business.plan_choices import Asked
from tugline.business.plan_desk import open_work
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
from tugline.promise.sequence import plan_in_turn
from tugline.promise.shop import Shop
from tugline.promise.soonest import place_in_time, place_soonest
from tugline.state.arena import grid_arrays


class OfferDesk:
    """A plan of everything open, into which questions are placed one by one and taken back.

    What is planned stands as late as it may, so that what is asked for finds room. The desk answers for the facts as
    they are when it is made; whoever goes on makes another one.

    Parameters
    ----------
    asked
        The stock point and the choice that questions are about; None = the default options.
    """

    def __init__(self, core: Core, asked: Asked | None = None) -> None:
        self._core, self.chosen = core, asked
        self.work = open_work(core, spare=1, asked=asked)
        self.naming = Naming(self.work.network)
        planned, order = plan_in_turn(self.work.shop)
        self.early = desks.arrays(planned)["demand"].copy()
        """The demands by the plan that is shown, in which all is as early as it can be."""
        delay_all(planned, self.work.shop.grid, order)
        self.shop = Shop(planned, self.work.shop.grid)
        self.tables = grid_arrays(self.shop.grid)
        self._asked = AskedBy(collect(core), core.network, core.keys())
        self._chooser = Chooser(core.network)
        arrays = desks.arrays(planned)
        self.row = len(arrays["demand"]) - 1
        self._before = Before(arrays, Lots(arrays, self.work.state, self.naming, self._asked))
        self._none = np.zeros(0, np.int64), np.zeros(self.row + 2, np.int64)

    def ask(
        self, *, item: str, quantity: float | str, location: str, wanted: str | datetime | None, customer: str,
        look_for_ways_out: bool,
    ) -> Offer:  # fmt: skip
        """Return when a quantity could be there; see `Business.promise`."""
        given = asked_row(self._core, item=item, quantity=quantity, location=location, wanted=wanted, customer=customer)
        place, asked, due = int(given["point"][0]) - 1, int(given["quantity"][0]), int(given["due"][0])
        chosen = self.chosen or (place, 0)
        point = self.work.row_of.get((place, chosen[1]), place)
        self._put(point, asked, due, int(given["priority"][0]))
        place_now = place_soonest if wanted is None else place_in_time
        ready = int(place_now(self.shop.desk, self.shop.grid, self.row))
        arrays, there, named = desks.arrays(self.shop.desk), ready < NEVER, wanted is not None
        cause = self._cause(arrays)
        uses = uses_of(self, arrays) if there else ()
        if there:
            take_back(self.shop.desk, self.shop.grid, self.row)
        too_late = ready > (due if named else self._core.now)
        ways = ways_out(self, ready) if look_for_ways_out and too_late else ()
        split = self._split(arrays, point, asked, ready) if there else ()
        self._put(point, 0, NEVER // 4, 0)
        return Offer(
            item=item,
            location=self.naming.location(point),
            quantity=self.naming.number(point, asked),
            wanted=self.naming.when(due) if named else None,
            promised=self.naming.when(ready),
            late_days=(self.naming.late_days(due, ready) if named else 0.0) if there else None,
            cause=cause,
            split=tuple(
                QuotedPart(date=self.naming.when(at) or "", quantity=self.naming.number(point, part))
                for at, part in split
            ),
            uses=uses,
            ways_out=ways,
            options=self._chooser.text(*chosen),
            price=self._chooser.price(*chosen) / COST_SCALE or None,
        )

    def _put(self, point: int, quantity: int, due: int, priority: int) -> None:
        row = desks.arrays(self.shop.desk)["demand"][self.row]
        row["point"], row["quantity"], row["due"], row["priority"] = point, quantity, due, priority

    def _cause(self, arrays: dict[str, np.ndarray]) -> str:
        lots = Lots(arrays, self.work.state, self.naming, self._asked)
        return Because(arrays, self.shop, lots, np.array([self.row]), self._none, self._before).of(self.row)

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
