"""Standard costs: given, else the cheapest purchase price, else rolled up from parts and work, else 0 and marked."""

from dataclasses import dataclass

import numpy as np

from tugline.network.exact import BoolArray, IntArray, share_of
from tugline.network.layout import BUY, DROP, MAKE, NEVER, Records
from tugline.network.levels import Graph, levels
from tugline.network.spans import spanned

HOUR_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Priced:
    """The sources of a network as far as costs need them; all columns are by source unless said otherwise."""

    item: IntArray
    record: Records
    priced: BoolArray
    need: Records
    need_item: IntArray
    """By need: the component's item."""
    operation: Records
    resource: Records
    scale: IntArray
    """By item: integer units in one item unit."""
    tick_seconds: int


def standard_costs(given: IntArray, sources: Priced) -> tuple[IntArray, BoolArray]:
    """Return the standard cost of every item, in 1/COST_SCALE of the currency per item unit, and which are defaults.

    Parameters
    ----------
    given
        Costs of the items table, -1 where it gives none.

    Notes
    -----
    Only sources that are valid at the start count. A made item costs, for each way to make it: its components at their
    standard costs and the work of the first alternative of each step, both for the pieces to start (yields), and the
    service price; each product is rounded half-even once. The cheapest way counts, one without a defaulted component
    before one with. Set-up times depend on the lot and are left out; so is freight.
    """
    valid = (sources.record["valid_from"] <= 0) & (sources.record["valid_to"] > 0)
    cost = np.where(given >= 0, given, _cheapest_purchase(sources, valid, len(given)))
    known = cost != NEVER
    cost, defaulted = np.where(known, cost, 0), ~known
    makes = np.flatnonzero((sources.record["kind"] == MAKE) & valid & ~known[sources.item])
    if len(makes):
        _roll_up(cost, defaulted, makes, known, sources)
    return cost, defaulted


def _cheapest_purchase(sources: Priced, valid: BoolArray, n_items: int) -> IntArray:
    kind = sources.record["kind"]
    bought = valid & sources.priced & ((kind == BUY) | (kind == DROP))
    cheapest = np.full(n_items, NEVER, np.int64)
    np.minimum.at(cheapest, sources.item[bought], sources.record["unit_cost"][bought])
    return cheapest


def _roll_up(cost: IntArray, defaulted: BoolArray, makes: IntArray, known: BoolArray, sources: Priced) -> None:
    """Fill in the costs of made items, components before what they go into.

    Items whose bills go round in a circle at different locations, and what is made of them, keep cost 0 and the mark.
    """
    record = sources.record[makes]
    owner, need = spanned(record["need_start"], record["need_stop"])
    item, part = sources.item[makes][owner], sources.need_item[need]
    waits = ~known[part]
    depth, _ = levels(Graph(len(cost), part[waits], item[waits]))
    work = _work_cost(makes, sources)
    depth_of_make = depth[sources.item[makes]]
    order = np.argsort(depth_of_make, kind="stable")
    for level in range(int(depth_of_make.max()) + 1):
        first, last = np.searchsorted(depth_of_make[order], [level, level + 1])
        here = order[first:last]
        _cost_level(cost, defaulted, makes[here], work[here], sources)


def _cost_level(cost: IntArray, defaulted: BoolArray, makes: IntArray, work: IntArray, sources: Priced) -> None:
    record, item = sources.record[makes], sources.item[makes]
    owner, need = spanned(record["need_start"], record["need_stop"])
    lines, part = sources.need[need], sources.need_item[need]
    total = work.copy()
    amount = share_of(
        cost[part], (lines["numerator"], lines["denominator"]), (sources.scale[item[owner]], sources.scale[part])
    )
    np.add.at(total, owner, amount)
    total = share_of(total, (record["yield_denominator"], record["yield_numerator"])) + record["unit_cost"]
    guessed = total == 0
    guessed[owner[defaulted[part]]] = True
    order = np.lexsort((total, guessed, item))
    best = order[np.concatenate([[True], np.diff(item[order]) != 0])] if len(order) else order
    cost[item[best]], defaulted[item[best]] = total[best], guessed[best]


def _work_cost(makes: IntArray, sources: Priced) -> IntArray:
    """Return labour and resources of each make source for one item unit started, first alternatives only."""
    record = sources.record[makes]
    owner, row = spanned(record["operation_start"], record["operation_stop"])
    first = sources.operation["alternative"][row] == 0
    owner, operation = owner[first], sources.operation[row[first]]
    one = np.ones(len(owner), np.int64)
    hourly = share_of(
        sources.resource["cost_per_hour"][operation["resource"]],
        (operation["run_numerator"], operation["run_denominator"]),
        (sources.scale[sources.item[makes][owner]] * sources.tick_seconds, one * HOUR_SECONDS),
    )
    total = np.zeros(len(makes), np.int64)
    np.add.at(total, owner, hourly + operation["labour_cost"])
    return total
