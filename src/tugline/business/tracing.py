"""A lot traced both ways: back to what suppliers sent, and forth to orders, customers and what is still here."""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.genealogy import Genealogy, Receipt, Told, Use
from tugline.business.held import Held
from tugline.business.naming import Naming
from tugline.business.needed import need
from tugline.business.shelf import Lot
from tugline.business.trace_views import Trace, TraceOpen, TraceOrder, TracePlace, TraceStep, TraceSupply
from tugline.errors import UsageError
from tugline.facts.kinds import Kind
from tugline.network.findings import nearest
from tugline.state import arena

_HOW = {
    int(Kind.STOCK_OPENED): "opened", int(Kind.COUNTED): "counted", int(Kind.STOCK_FOUND): "found",
    int(Kind.RETURNED): "returned",
}  # fmt: skip


class Tracing(Held):
    """What a business can say of its lots."""

    def trace(self, lot: str, *, item: str = "") -> Trace:
        """Return where a lot came from and where it went; nothing is written.

        Where nobody said which lot was taken, what came in first is assumed to have gone first, and marked.

        Parameters
        ----------
        lot
            The name that people gave it, or that of the pull (`P12`) or fact (`F7`) that brought what nobody named.
        item
            Needed only where several items have a lot of that name.

        Raises
        ------
        UsageError
            There is no such lot, or several items have one.
        """
        need("lot", lot, str)
        need("item", item, str)
        lots = Genealogy(self._core)
        return _Tracer(self._core, lots, _the_lot(lots, lot, item)).trace()


def _the_lot(lots: Genealogy, name: str, item: str) -> Lot:
    known = dict.fromkeys([*(receipt.lot for receipt in lots.receipts), *(each.lot for each in lots.renamed)])
    fitting = [each for each in known if each.name == name and item in ("", each.item)]
    if not fitting:
        near = nearest(name, sorted({each.name for each in known if item in ("", each.item)}))
        of = f" of {item!r}" if item else ""
        raise UsageError(f"lot {name!r}{of} is not known", hint=f"Maybe {near}" if near else "")
    if len({each.item for each in fitting}) > 1:
        items = ", ".join(sorted(each.item for each in fitting))
        raise UsageError(f"lot {name!r} is of several items: {items}", hint="Name one of them: --item.")
    return fitting[0]


class _Reached(NamedTuple):
    """A lot on the way; in the order of these, what nobody had to assume is reached first, and the nearest first."""

    assumed: bool
    level: int
    lot: Lot


class _Tracer:
    """One lot of a genealogy, followed until nothing new is reached; a lot that is reached twice is shown once."""

    def __init__(self, core: Core, lots: Genealogy, lot: Lot) -> None:
        self._core, self._lots, self._lot = core, lots, lot
        self._naming = Naming(core.network)
        self._points: dict[str, int] = {}
        """A stock point of each item: units are the item's."""
        for row, name in enumerate(core.network.point_names):
            self._points.setdefault(name.partition("\t")[0], row)
        self._receipts: dict[Lot, list[Receipt]] = {}
        self._made_by: dict[int, list[Receipt]] = {}
        self._uses: dict[Lot, list[Use]] = {}
        self._used_by: dict[int, list[Use]] = {}
        for receipt in lots.receipts:
            self._receipts.setdefault(receipt.lot, []).append(receipt)
            self._made_by.setdefault(receipt.pull, []).append(receipt)
        for use in lots.uses:
            self._uses.setdefault(use.draw.lot, []).append(use)
            self._used_by.setdefault(use.pull, []).append(use)

    def trace(self) -> Trace:
        back, supplies = self._back()
        forth, reached = self._follow(self._after)
        orders = tuple(each for place in reached for each in self._orders(place))
        places = tuple(each for place in reached for each in self._places(place))
        open_ = tuple(self._in_process(reached))
        lot = self._lot
        uses, own = self._uses.get(lot, []), self._receipts.get(lot, [])
        on_hand = sum(shelf.held.get(lot, 0) for shelf in self._lots.shelves.values())
        named = sum(each.quantity for each in self._lots.renamed if each.lot == lot)

        def left(*kinds: Kind) -> float:
            return self._number(lot, sum(use.draw.quantity for use in uses if not use.pull and _kind(use) in kinds))

        guesses = [each.assumed for part in (back, supplies, forth, orders, places, open_) for each in part]
        return Trace(
            business=self._core.network.settings.name,
            as_of=self._naming.when(self._core.now) or "",
            facts=self._core.journal.last_seq,
            item=lot.item,
            lot=lot.name,
            unit=self._naming.unit(self._points[lot.item]),
            named=lot.named,
            came_in=self._number(lot, named + sum(each.quantity for each in own if not self._moved(each))),
            used=self._number(lot, sum(use.draw.quantity for use in uses if use.pull and not self._moves(use.pull))),
            shipped=left(Kind.SHIPPED, Kind.SALE_MADE),
            lost=left(Kind.SCRAPPED, Kind.COUNTED),
            on_hand=self._number(lot, on_hand),
            quarantined=self._number(lot, sum(shelf.quarantined[lot] for shelf in self._lots.shelves.values())),
            back=back,
            supplies=supplies,
            forth=forth,
            orders=orders,
            places=places,
            in_process=open_,
            assumed=any(guesses),
        )

    def _number(self, lot: Lot, quantity: int) -> float:
        return self._naming.number(self._points[lot.item], quantity)

    def _moves(self, pull: int) -> bool:
        return pull in self._lots.moves

    def _moved(self, receipt: Receipt) -> bool:
        """Return whether a receipt only brought a lot from another location of ours, under the same name."""
        return self._moves(receipt.pull) and any(
            use.draw.lot == receipt.lot for use in self._used_by.get(receipt.pull, [])
        )

    def _when(self, row: Told) -> str:
        return self._naming.when(row.at) or ""

    def _step(self, place: _Reached, by: str, pull: int, quantity: int, of: Lot, at: str) -> TraceStep:
        return TraceStep(
            level=place.level, item=place.lot.item, lot=place.lot.name, named=place.lot.named, by=by,
            pull=f"P{pull}" if pull else "", quantity=self._number(of, quantity), at=at, assumed=place.assumed,
        )  # fmt: skip

    def _back(self) -> tuple[tuple[TraceStep, ...], tuple[TraceSupply, ...]]:
        steps, reached = self._follow(self._before)
        supplies = [
            self._supply(here, receipt)
            for here in reached
            for receipt in self._receipts.get(here.lot, [])
            if not receipt.pull or not self._used_by.get(receipt.pull)
        ]
        return steps, tuple(supplies)

    def _follow(
        self, neighbours: Callable[[_Reached], Iterator[tuple[_Reached, TraceStep]]]
    ) -> tuple[tuple[TraceStep, ...], list[_Reached]]:
        """Return all steps one way, and every lot that is reached, by the way on which least is assumed."""
        steps, todo, reached = list[TraceStep](), [_Reached(False, 0, self._lot)], dict[Lot, _Reached]()
        while todo:
            here = heappop(todo)
            if here.lot in reached:
                continue
            reached[here.lot] = here
            for other, step in neighbours(here):
                steps.append(step)
                heappush(todo, other)
        return tuple(steps), list(reached.values())

    def _before(self, here: _Reached) -> Iterator[tuple[_Reached, TraceStep]]:
        """Yield the lots that went into one, each with the step to it."""
        for pull in dict.fromkeys(receipt.pull for receipt in self._receipts.get(here.lot, []) if receipt.pull):
            for use in self._used_by.get(pull, []):
                if use.draw.lot != here.lot:
                    before = _Reached(here.assumed or use.draw.assumed, here.level + 1, use.draw.lot)
                    by = "moved" if self._moves(pull) else "made"
                    yield before, self._step(before, by, pull, use.draw.quantity, use.draw.lot, self._when(use.fact))
        for each in self._lots.renamed:
            if each.lot == here.lot:
                before = _Reached(True, here.level + 1, each.of)
                yield before, self._step(before, "named", 0, each.quantity, each.of, "")

    def _supply(self, here: _Reached, receipt: Receipt) -> TraceSupply:
        row = receipt.fact
        how, party = _HOW.get(row.kind, "bought"), row.party
        if receipt.pull in self._lots.opened:
            how, party = "on order", party or self._lots.opened[receipt.pull]
        return TraceSupply(
            level=here.level, item=here.lot.item, lot=here.lot.name, named=here.lot.named,
            supplier=self._naming.party(party - 1) if how in ("bought", "on order") else "", how=how,
            location=receipt.place.partition("\t")[2], quantity=self._number(here.lot, receipt.quantity),
            at=self._when(row), pull=f"P{receipt.pull}" if receipt.pull else "", assumed=here.assumed,
        )  # fmt: skip

    def _after(self, here: _Reached) -> Iterator[tuple[_Reached, TraceStep]]:
        """Yield the lots into which one went, each with the step to it."""
        for use in self._uses.get(here.lot, []):
            for lot in dict.fromkeys(each.lot for each in self._made_by.get(use.pull, []) if use.pull):
                if lot != here.lot:
                    after = _Reached(here.assumed or use.draw.assumed, here.level + 1, lot)
                    by = "moved" if self._moves(use.pull) else "made"
                    yield after, self._step(after, by, use.pull, use.draw.quantity, here.lot, self._when(use.fact))
        for each in self._lots.renamed:
            if each.of == here.lot:
                after = _Reached(True, here.level + 1, each.lot)
                yield after, self._step(after, "named", 0, each.quantity, here.lot, "")

    def _orders(self, here: _Reached) -> Iterator[TraceOrder]:
        for use in self._uses.get(here.lot, []):
            if _kind(use) not in (Kind.SHIPPED, Kind.SALE_MADE):
                continue
            order, line = self._order(use.fact.reference) if _kind(use) == Kind.SHIPPED else ("", "")
            yield TraceOrder(
                level=here.level, order=order, line=line, customer=self._naming.party(use.fact.party - 1),
                item=here.lot.item, lot=here.lot.name, quantity=self._number(here.lot, use.draw.quantity),
                at=self._when(use.fact), assumed=here.assumed or use.draw.assumed,
            )  # fmt: skip

    def _order(self, id_: int) -> tuple[str, str]:
        order, _, line = self._core.journal.texts([self._lots.lines.get(id_, 0)])[0].partition("\t")
        return order, line

    def _places(self, here: _Reached) -> Iterator[TracePlace]:
        for place, shelf in sorted(self._lots.shelves.items()):
            if here.lot in shelf.held:
                blocked = shelf.quarantined[here.lot]
                yield TracePlace(
                    level=here.level, item=here.lot.item, lot=here.lot.name, location=place.partition("\t")[2],
                    quantity=self._number(here.lot, shelf.held[here.lot]),
                    quarantined=self._number(here.lot, blocked),
                    reason=self._lots.why.get((place, here.lot), "") if blocked else "", assumed=here.assumed,
                )  # fmt: skip

    def _in_process(self, reached: list[_Reached]) -> Iterator[TraceOpen]:
        pool, seen = arena.arrays(self._core.state)["pull"], set[int]()
        slots = {int(pool["id"][slot]): slot for slot in np.flatnonzero(pool["id"] > 0).tolist()}
        for here in reached:
            for use in self._uses.get(here.lot, []):
                if use.pull in slots and use.pull not in seen:
                    seen.add(use.pull)
                    pull = pool[slots[use.pull]]
                    point = int(pull["point"])
                    yield TraceOpen(
                        level=here.level + 1, pull=f"P{use.pull}", item=self._naming.item(point),
                        location=self._naming.location(point),
                        quantity=self._naming.number(point, int(pull["quantity"] - pull["received"])),
                        assumed=here.assumed or use.draw.assumed,
                    )  # fmt: skip


def _kind(use: Use) -> int:
    return use.fact.kind
