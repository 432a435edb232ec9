"""Orders and sales of the tables as signals."""

from collections.abc import Sequence

import numpy as np

from tugline.business.exchange_rates import own_prices
from tugline.business.opening import actor_of
from tugline.business.outside import blank, signals
from tugline.business.rates import Demand
from tugline.business.signal_reader import Reader, texts_of
from tugline.facts.keys import with_ordinals
from tugline.facts.kinds import NEVER, Kind
from tugline.network.tables import MISSING, Table


def read_orders(r: Reader) -> tuple[Demand, Demand]:
    """Add the lines that are open or to come; return the demand before the start, and how long each line waits."""
    table, network = r.tables["orders"], r.network
    point, usable = r.points(table)
    ordered = r.ticks(table["ordered_at"])
    party = network.parties.customers.rows_of(table["customer"])
    party = np.where(party >= 0, party + len(network.parties.suppliers), -1)
    wait = np.where(party >= 0, network.party["wait_ticks"][party], -1) if len(network.party) else np.full(table.n, -1)
    wanted = r.ticks(table["wanted_at"])
    wanted = np.where(wanted < NEVER, wanted, ordered + np.maximum(wait, 0))
    quote = table.is_choice("status", "quote")
    stated_open = table.is_choice("status", "open")
    shipped = np.where(table["shipped"] == MISSING, 0, table["shipped"])
    rest = table["quantity"] - shipped
    past = ordered < 0
    # Before the start only a row that says so is still open: the others are history, which gives rates and no stock.
    takes = usable & ~quote & (rest > 0) & (~past | stated_open)
    price = own_prices(r, table, usable)
    takes = usable & takes
    lines = _orders_rows(r, table, point, party, ordered, wanted, rest, price)
    texts = [
        f"{order}\t{line}" if line else order
        for order, line in zip(texts_of(table["order"]), texts_of(table["line"]), strict=True)
    ]
    lines["reference"][takes] = r.journal.intern("line", [texts[i] for i in np.flatnonzero(takes).tolist()])
    r.parts.append(signals("orders", actor_of(r.journal, "orders"), lines, texts).only(takes))
    _cancellations(r, table, texts, takes)
    used = usable & ~quote
    per_day = 86_400 / network.tick_seconds
    days = r.local_days(table["ordered_at"])
    waits = np.round((wanted - ordered) / per_day).astype(np.int64)
    keep = used & past
    return (
        Demand(point[keep], days[keep], table["quantity"][keep]),
        Demand(point[used], days[used], waits[used]),
    )


def _orders_rows(
    r: Reader,
    table: Table,
    point: np.ndarray,
    party: np.ndarray,
    ordered: np.ndarray,
    wanted: np.ndarray,
    rest: np.ndarray,
    price: np.ndarray,
) -> np.ndarray:
    rows = blank(table.n, Kind.ORDER_PLACED, ordered)
    own = np.where(party >= 0, r.network.party["priority"][party], 5) if len(r.network.party) else np.full(table.n, 5)
    rows["point"] = point + 1
    rows["party"] = party + 1
    rows["quantity"] = rest
    rows["amount"] = np.where(price == MISSING, r.network.point["price"][np.maximum(point, 0)], price)
    rows["due"] = wanted
    rows["priority"] = np.where(table["priority"] == MISSING, own, table["priority"])
    rows["code"] = np.where(table.is_choice("partial", "yes"), 1, np.where(table.is_choice("partial", "order"), 2, 0))
    orders = texts_of(table["order"])
    rows["lot"] = r.journal.intern("order", orders) if table.n else 0
    return rows


def _cancellations(r: Reader, table: Table, texts: Sequence[str], takes: np.ndarray) -> None:
    """Add a cancellation for every line that has one; it names the line by its key and is resolved when taken in."""
    at = r.ticks(table["cancelled_at"])
    some = takes & (at < NEVER)
    rows = blank(int(some.sum()), Kind.ORDER_CANCELLED, at[some])
    chosen = [texts[i] for i in np.flatnonzero(some).tolist()]
    if chosen:
        # Until it is taken in, `reference` holds the name id of the line.
        rows["reference"] = r.journal.intern("line", chosen)
        r.parts.append(
            signals("orders", actor_of(r.journal, "orders"), rows, [f"{text}\tcancelled" for text in chosen])
        )


def read_sales(r: Reader) -> tuple[Demand, np.ndarray]:
    """Add the sales from the start on; return those before it, and which points sell over the counter."""
    table = r.tables["sales"]
    point, usable = r.points(table)
    sold = r.ticks(table["sold_at"])
    rows = blank(table.n, Kind.SALE_MADE, sold)
    rows["point"] = point + 1
    rows["quantity"] = table["quantity"]
    price = table["price"]
    rows["amount"] = np.where(price == MISSING, r.network.point["price"][np.maximum(point, 0)], price)
    rows["priority"] = 5
    receipts = texts_of(table["receipt"])
    items = texts_of(table["item"])
    stamps = [receipt or str(tick) for receipt, tick in zip(receipts, sold.tolist(), strict=True)]
    texts = with_ordinals([f"{stamp}\t{item}" for stamp, item in zip(stamps, items, strict=True)])
    now = usable & (sold >= 0)
    r.parts.append(signals("sales", actor_of(r.journal, "sales"), rows, texts).only(now))
    past, days = usable & (sold < 0), r.local_days(table["sold_at"])
    till = np.zeros(len(r.network.point), np.bool_)
    till[point[usable]] = True
    return Demand(point[past], days[past], table["quantity"][past]), till
