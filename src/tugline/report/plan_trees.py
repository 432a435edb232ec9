"""Which supply is for which demand, as nested lists: from order lines down to stock, and from supplies up to lines."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tugline.business.plan_lots import STOCK
from tugline.business.plan_views import Plan, PlannedOperation, PlannedOrder, PlannedPeg
from tugline.report.markup import quiet, tag, text
from tugline.report.plan_figures import is_late, name_of
from tugline.report.texts import day, late
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural
from tugline.units.time import to_minute

LINES, SUPPLIES = 20, 12
MOST_ROWS = 40
"""Of one tree."""
Key = tuple[str, str]
"""A supply: its name, and of stock, which is many things, its item."""


def _key(name: str, item: str) -> Key:
    return name, item if name == STOCK else ""


class Pegged(NamedTuple):
    """The pegs of a plan from both sides, and what each lot is, in words."""

    supplies: Mapping[str, Sequence[PlannedPeg]]
    takers: Mapping[Key, Sequence[PlannedPeg]]
    lots: Mapping[str, str]
    items: Mapping[str, str]
    """What each lot brings."""


def pegged(plan: Plan) -> Pegged:
    """Return the pegs of a plan, ready to be followed."""
    supplies: dict[str, list[PlannedPeg]] = defaultdict(list)
    takers: dict[Key, list[PlannedPeg]] = defaultdict(list)
    for peg in plan.pegs:
        supplies[peg.demand].append(peg)
        takers[_key(peg.supply, peg.item)].append(peg)
    items = {peg.supply: peg.item for peg in plan.pegs if peg.supply != STOCK}
    return Pegged(supplies, takers, _lots(plan), items)


def _lots(plan: Plan) -> dict[str, str]:
    work: dict[str, list[PlannedOperation]] = defaultdict(list)
    for operation in plan.operations:
        work[operation.lot].append(operation)
    said = {lot: _work(rows) for lot, rows in work.items()}
    for move in plan.moves:
        said[move.lot] = f"moved from {move.from_}, {to_minute(move.leaves)} to {to_minute(move.arrives)}"
    for buy in plan.purchases:
        said[buy.lot] = f"bought from {buy.supplier}, placed {to_minute(buy.placed)}, there {to_minute(buy.arrives)}"
    for each in plan.arrivals:
        said[each.lot] = f"on its way, there {to_minute(each.arrives)}" if each.arrives else "on its way"
    return said


def _work(rows: Sequence[PlannedOperation]) -> str:
    resources = list(dict.fromkeys(row.resource for row in sorted(rows, key=lambda row: row.start)))
    begun = ", has begun" if any(row.reference for row in rows) else ""
    first, last = min(row.start for row in rows), max(row.end for row in rows)
    return f"made on {', '.join(resources)}, {to_minute(first)} to {to_minute(last)}{begun}"


def trees_down(plan: Plan, found: Pegged) -> str:
    """Return for each of the latest lines what it takes, down to stock and purchases."""
    shown = [order for order in plan.orders if is_late(order) or order.completes is None] or plan.orders
    parts = []
    for order in shown[:LINES]:
        name = name_of(order.order, order.line)
        pegs = found.supplies.get(name, ())
        inside = _tree(pegs, lambda peg: _supply(peg, found), lambda peg: found.supplies.get(peg.supply, ()))
        parts.append(tag("details", tag("summary", text(_line(order))), inside or quiet("Nothing brings it.")))
    return "".join(parts) or quiet("No order line is open.")


def _line(order: PlannedOrder) -> str:
    behind = "" if order.late_days == 0 else late(order.late_days) if order.late_days is not None else "never complete"
    when = f"complete {day(order.completes)}" if order.completes else ""
    said = ", ".join(part for part in (when, behind) if part)
    return f"{name_of(order.order, order.line)}: {number(order.quantity)} {order.item}, {said}"


def _supply(peg: PlannedPeg, found: Pegged) -> str:
    if peg.supply == STOCK:
        return f"{number(peg.quantity)} {peg.item} from stock"
    return f"{number(peg.quantity)} {peg.item} from {_lot(peg.supply, found)}"


def _lot(name: str, found: Pegged) -> str:
    kind = "open pull" if name.startswith("P") else "lot"
    said = found.lots.get(name)
    return f"{kind} {name}" + (f": {said}" if said else "")


def trees_up(found: Pegged) -> str:
    """Return for each of the supplies that most take, who takes them, up to order lines."""
    shared = {key: pegs for key, pegs in found.takers.items() if len({peg.demand for peg in pegs}) > 1}
    most = sorted(shared, key=lambda key: (-len(shared[key]), key))
    parts = []
    for key in most[:SUPPLIES]:
        pegs = shared[key]
        whole = sum(peg.quantity for peg in pegs)
        what = f"{pegs[0].item} from stock" if key[0] == STOCK else f"{pegs[0].item} of {_lot(key[0], found)}"
        head = f"{what}: {number(round(whole, 6))} for {plural(len(pegs), 'demand')}"
        inside = _tree(pegs, lambda peg: _taker(peg, found), lambda peg: found.takers.get((peg.demand, ""), ()))
        parts.append(tag("details", tag("summary", text(head)), inside))
    return "".join(parts) or quiet("Every supply is for one demand alone.")


def _taker(peg: PlannedPeg, found: Pegged) -> str:
    made = found.items.get(peg.demand)
    return f"{number(peg.quantity)} for {f'{made} of {_lot(peg.demand, found)}' if made else peg.demand}"


def _tree(
    pegs: Sequence[PlannedPeg], says: Callable[[PlannedPeg], str], below: Callable[[PlannedPeg], Sequence[PlannedPeg]]
) -> str:  # fmt: skip
    """Return pegs and what hangs on them as nested lists, `MOST_ROWS` rows and the number of those left out."""
    left = MOST_ROWS

    def grown(rows: Sequence[PlannedPeg], above: frozenset[tuple[str, str]], kind: str | None) -> str:
        nonlocal left
        done = []
        for place, peg in enumerate(rows):
            if left <= 0:
                done.append(tag("li", tag("small", f"and {len(rows) - place:,} more; tugline plan --json has all")))
                break
            left -= 1
            one = (peg.demand, peg.supply)
            deeper = () if one in above else below(peg)
            inside = grown(deeper, above | {one}, None) if deeper else ""
            done.append(tag("li", text(says(peg)), inside))
        return tag("ul", *done, class_=kind) if done else ""

    return grown(pegs, frozenset(), "tree")
