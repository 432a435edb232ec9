"""Stock: what is where, which buffers are under stress, what to count first, and the loops, as lists."""

from collections import Counter
from typing import NamedTuple

from tugline.business.counting import MOST
from tugline.business.views import LoopView, Result
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.report.pull_lists import amount, thing
from tugline.report.texts import money
from tugline.units.quantity import format_number as number
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural


class Buffer(NamedTuple):
    """Stock that a loop keeps, and what it is kept between."""

    item: str
    location: str
    on_hand: float
    waiting: float
    position: float
    low: float
    """Where its position is this or less, the loop pulls."""
    high: float
    """It pulls up to this."""

    @property
    def cover(self) -> float:
        """Stock that nobody waits for, as a share of the lower mark: 0 = none, negative = some wait in vain."""
        return (self.on_hand - self.waiting) / self.low

    @property
    def word(self) -> str:
        """Return how the buffer is. It is low under a third of its mark: the mark covers the use of a lead time."""
        if self.on_hand <= 0:
            return "empty"
        if self.waiting > self.on_hand:
            return "asked for more"
        return "low" if self.on_hand < self.low / 3 else "enough"


def buffers(result: Result) -> list[Buffer]:
    """Return the stock points that keep stock, under most stress first; what nobody counted is left out."""
    known = {(view.item, view.location): view for view in result.stock if view.known}
    found = []
    for loop in result.loops:
        view, marks = known.get((loop.item, loop.location)), keeps_between(loop)
        if view is not None and marks is not None:
            found.append(Buffer(loop.item, loop.location, view.on_hand, view.waiting, view.position, *marks))
    return sorted(found, key=lambda buffer: (buffer.cover, -buffer.low, buffer.item, buffer.location))


def keeps_between(loop: LoopView) -> tuple[float, float] | None:
    """Return at which position a loop pulls, and up to which; None if it keeps no stock."""
    given = {name: float(value) for name, value in loop.parameters.items() if isinstance(value, int | float)}
    low = next((given[name] for name in ("min", "point", "level") if given.get(name, 0) > 0), 0.0)
    if low <= 0:
        return None
    return low, given.get("max", low + given.get("quantity", 0.0))


def buffers_listing(result: Result, rows: int) -> Listing:
    """Return the buffers, the ones under most stress first."""
    found = buffers(result)
    kept = sum(keeps_between(loop) is not None for loop in result.loops)
    words = Counter(buffer.word for buffer in found)
    said = ", ".join(f"{words[word]:,} {word}" for word in ("empty", "asked for more", "low", "enough") if words[word])
    unknown = f"; {kept - len(found):,} more that nobody counted" if kept > len(found) else ""
    return Listing(
        id="buffers",
        title="Buffers under stress",
        columns=(
            Column("item"), Column("at"), Column("on hand", right=True), Column("waiting", right=True),
            Column("position", right=True, from_width=90), Column("pulls at", right=True),
            Column("up to", right=True, from_width=100), Column("is"),
        ),
        rows=tuple(
            cells(
                thing(result, buffer.item), buffer.location, amount(result, buffer.item, buffer.on_hand),
                number(buffer.waiting), number(buffer.position), number(buffer.low), number(buffer.high),
                Cell(buffer.word, "good" if buffer.word == "enough" else "late"),
            )
            for buffer in found[:rows]
        ),
        total=len(found),
        summary=f"{plural(len(found), 'stock point')} kept in stock: {said}{unknown}",
        empty=(
            f"{plural(kept, 'stock point')} kept in stock, but nobody counted any of it"
            if kept else "no loop keeps stock: all is pulled to order"
        ),
    )  # fmt: skip


def stock_listing(result: Result, rows: int) -> Listing:
    """Return what is where, the most valuable first."""
    stock = sorted(result.stock, key=lambda view: (-view.value, -view.on_hand, view.item, view.location))
    unknown = sum(not view.known for view in stock)
    blocked = any(view.quarantined for view in stock)
    return Listing(
        id="stock",
        title="Stock",
        columns=(
            Column("item"), Column("at"), Column("on hand", right=True), Column("allocated", right=True),
            *([Column("in quarantine", right=True)] if blocked else []),
            Column("waiting", right=True), Column("on order", right=True), Column("value", right=True),
            Column("counted"),
        ),
        rows=tuple(
            cells(
                thing(result, view.item), view.location, amount(result, view.item, view.on_hand),
                _or_dim(view.allocated),
                *([Cell(number(view.quarantined), "late" if view.quarantined else "dim")] if blocked else []),
                _or_dim(view.waiting), _or_dim(view.on_order), money(view.value),
                "known" if view.known else Cell("never", "late"),
            )
            for view in stock[:rows]
        ),
        total=len(stock),
        summary=stock_summary(result) + (f"; {unknown:,} of them never counted" if unknown else ""),
        empty="nothing is in stock, on order or waited for",
    )  # fmt: skip


def _or_dim(quantity: float) -> Cell:
    return Cell(number(quantity)) if quantity else Cell("0", "dim")


def stock_summary(result: Result) -> str:
    """Return what the stock is worth and where it is."""
    places = plural(len(result.stock), "place")
    if result.stock_value is None:
        return f"no value known, as nothing has a cost, in {places}"
    return f"{whole_money(result.stock_value)} {result.currency} at standard cost in {places}"


def work_in_process(result: Result) -> float:
    """Return the value of work in process as of now."""
    return sum(each.debit - each.credit for each in result.accounts if each.account == "work_in_process")


def count_listing(result: Result, rows: int) -> Listing:
    """Return what to count first."""
    points = result.count_first
    most = f"; no more than {MOST} are listed" if len(points) == MOST else ""
    return Listing(
        id="count",
        title="Count first",
        columns=(
            Column("at stake", right=True), Column("item"), Column("at"), Column("why"),
        ),
        rows=tuple(
            cells(money(point.at_stake), thing(result, point.item), point.location, point.why)
            for point in points[:rows]
        ),
        total=len(points),
        summary=f"stock that nobody stated, by the {result.currency} at stake{most}",
        empty="all stock that matters is known",
    )  # fmt: skip


def loops_summary(result: Result) -> str:
    """Return how many stock points each kind of loop watches."""
    kinds = Counter(loop.loop for loop in result.loops)
    return ", ".join(f"{count:,} {name}" for name, count in kinds.most_common())


def loops_listing(result: Result, rows: int) -> Listing:
    """Return the loops with their reasons, those that keep stock first."""
    loops = sorted(result.loops, key=lambda loop: (loop.loop == "to_order", loop.loop, loop.item, loop.location))
    return Listing(
        id="loops",
        title="Loops",
        columns=(Column("item"), Column("at"), Column("loop"), Column("parameters"), Column("why", prose=True)),
        rows=tuple(
            cells(thing(result, loop.item), loop.location, loop.loop, _parameters(loop), loop.why)
            for loop in loops[:rows]
        ),
        total=len(loops),
        summary=loops_summary(result),
        empty="no stock point has a loop",
    )


def loop_reasons(result: Result) -> list[tuple[str, LoopView]]:
    """Return one loop of each kind, as an example of why it is that one."""
    first: dict[str, LoopView] = {}
    for loop in result.loops:
        if loop.why:
            first.setdefault(loop.loop, loop)
    return sorted(first.items())


def _parameters(loop: LoopView) -> str:
    parts = [
        f"{name} {number(value) if isinstance(value, int | float) else value}"
        for name, value in loop.parameters.items()
    ]
    return ", ".join(parts)
