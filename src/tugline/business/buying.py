"""The buy list: what is pulled from suppliers and none of them has yet, as one order per supplier."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

from tugline.business.naming import Naming
from tugline.business.views import PurchaseLine, SupplierOrder
from tugline.network.layout import BUY, COST_SCALE
from tugline.network.network import Network
from tugline.network.tables import MISSING, Tables
from tugline.state.layout import PLACED, STARTED
from tugline.units.quantity import plural

PurchaseUnits = dict[int, tuple[str, Fraction]]
"""By source row: the unit that the supplier sells, and how many item units are in one."""


def purchase_units(network: Network, tables: Tables) -> PurchaseUnits:
    """Return the purchase units of the sources that name one, or say how much is in it."""
    table = tables["sources"]
    row_of = {int(line): row for row, line in enumerate(table.lines.tolist())}
    unit, factor = table["unit"], table["unit_factor"]
    found = {}
    for source, line in enumerate(network.source_line.tolist()):
        row = row_of.get(line, -1)
        if row < 0 or (unit.codes[row] < 0 and factor.numerator[row] == MISSING):
            continue
        name = unit.names[int(unit.codes[row])] if unit.codes[row] >= 0 else ""
        given = factor.numerator[row] != MISSING
        found[source] = (
            name,
            Fraction(int(factor.numerator[row]), int(factor.denominator[row])) if given else Fraction(1),
        )
    return found


def buy_list(naming: Naming, arrays: dict[str, Any], since: int, now: int, units: PurchaseUnits) -> list[SupplierOrder]:
    """Return the orders to place, largest first: pulls that no supplier has yet.

    Parameters
    ----------
    since
        Pulls released from this tick on are to be placed although they are; NEVER = none. The plain world places every
        pull itself, before anybody could read that it is to be placed, so there it is the start of the day. What was
        open at the start is with its supplier in any world.
    """
    network, pool = naming.network, arrays["pull"]
    by_supplier: dict[int, list[tuple[int, PurchaseLine]]] = defaultdict(list)
    for slot in (pool["id"] > 0).nonzero()[0].tolist():
        pull = pool[slot]
        source = int(pull["source"])
        if source < 0 or int(network.source["kind"][source]) < BUY or int(pull["state"]) == STARTED:
            continue
        if int(pull["accepted"]) >= PLACED and int(pull["released_at"]) < since:
            continue
        supplier = int(network.source["supplier"][source])
        by_supplier[supplier].append((int(pull["id"]), _line(naming, pull, source, units)))
    orders = [
        _order(naming, supplier, [line for _, line in sorted(lines)], now) for supplier, lines in by_supplier.items()
    ]
    return sorted(orders, key=lambda order: (-(order.amount or 0), order.supplier))


def _line(naming: Naming, pull: Any, source: int, units: PurchaseUnits) -> PurchaseLine:
    point, record = int(pull["point"]), naming.network.source[source]
    quantity = int(pull["quantity"] - pull["received"])
    price = _price(naming, point, record)
    unit, in_one = units.get(source, ("", Fraction(1)))
    return PurchaseLine(
        pull=f"P{int(pull['id'])}",
        item=naming.item(point),
        quantity=naming.number(point, quantity),
        purchase_quantity=float(Fraction(quantity, int(naming.network.point["scale"][point])) / in_one),
        purchase_unit=unit,
        unit_price=None if price is None else price / COST_SCALE,
        amount=None if price is None else round(naming.money_of(point, quantity, price), 2),
        due=naming.when(int(pull["due"])) or "",
    )


def _price(naming: Naming, point: int, source: Any) -> int | None:
    """Return what a source asks per item unit, in 1/10,000 of the currency; None = no table names it, nor a cost."""
    price = int(source["unit_cost"])
    unknown = int(source["defaulted_cost"]) and int(naming.network.point["defaulted_cost"][point])
    return None if not price and unknown else price


def in_words(said: str, unpriced: int, lines: int) -> str:
    """Return what a number of lines come to, of which some have no known price; `said` is the sum of the others."""
    if not unpriced:
        return said
    return "not known: no line has a price" if unpriced == lines else f"{said} and {plural(unpriced, 'line')} unpriced"


def _order(naming: Naming, supplier: int, lines: list[PurchaseLine], now: int) -> SupplierOrder:
    party = naming.network.party[supplier] if supplier >= 0 else None
    minimum = int(party["minimum_value"]) / 100 if party is not None else 0.0
    known = [line.amount for line in lines if line.amount is not None]
    amount, unpriced = round(sum(known), 2), len(lines) - len(known)
    short = round(max(0.0, minimum - amount), 2)
    return SupplierOrder(
        supplier=naming.party(supplier),
        place_on=naming.day(_next_order_day(naming, int(party["order_calendar"]) if party is not None else -1, now)),
        lines=tuple(lines),
        amount=amount if known else None,
        unpriced_lines=unpriced,
        minimum_value=minimum,
        short_of_minimum=None if short and unpriced else short,
    )


def _next_order_day(naming: Naming, calendar: int, now: int) -> int:
    if calendar < 0:
        return now
    network = naming.network
    start, stop = int(network.calendar_start[calendar]), int(network.calendar_start[calendar + 1])
    opens = network.open[start:stop]
    later = opens[opens["stop"] > now]
    return max(now, int(later["start"][0])) if len(later) else now
