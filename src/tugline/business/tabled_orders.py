"""Orders and sales of the tables as signals."""

from collections.abc import Sequence

import numpy as np

from tugline.business.exchange_rates import own_prices
from tugline.business.opening import actor_of
from tugline.business.outside import Signals, blank, signals
from tugline.business.rates import Demand
from tugline.business.retracted import IS_CLOSED, IS_QUOTE, IS_SHIPPED, TAKEN, OrderRows
from tugline.business.signal_reader import Reader, Unusable, key_texts, texts_of
from tugline.business.tabled_choices import choices_of, chosen
from tugline.facts.keys import content_hashes, with_ordinals
from tugline.facts.kinds import NEVER, Kind
from tugline.network.tables import MISSING, Table
from tugline.units.time import DAY_SECONDS, local_of_epoch


def read_orders(r: Reader) -> tuple[Demand, Demand, OrderRows]:
    """Add the lines that are open or to come.

    Returns the demand before the start, how long each line of it waits, and which rows are passed over. A line of
    quantity 0 is added, too: it cancels one that is known.
    """
    table = r.tables["orders"]
    lines, usable, wait = order_lines(r)
    point, ordered = lines["point"] - 1, lines["occurred_at"]
    quote = table.is_choice("status", "quote")
    stated_open = table.is_choice("status", "open")
    past = ordered < 0
    # What was shipped before the start is no demand; from the start on only the world or a plant's events ship.
    left = np.where(past & (table["shipped"] != MISSING), table["shipped"], 0)
    rest = table["quantity"] - left
    # Before the start only a row that says so is still open: the others are history, which gives rates and no stock.
    stated_open &= r.ticks(table["cancelled_at"]) >= 0
    gone = (rest <= 0) & (table["quantity"] > 0)
    closed = past & ~stated_open
    left = np.where(closed & (table["shipped"] == MISSING), table["quantity"], left)
    passed = np.select([~usable, quote, closed, gone], [TAKEN, IS_QUOTE, IS_CLOSED, IS_SHIPPED], TAKEN)
    takes = usable & (passed == TAKEN)
    lines["quantity"] = np.maximum(rest, 0)
    texts = key_texts(table)
    takes = _once(r, table, texts, lines, takes)
    choice, takes = chosen(r, table, lines, takes)
    lines["reference"][takes] = r.journal.intern("line", [texts[i] for i in np.flatnonzero(takes).tolist()])
    placed = signals("orders", actor_of(r.journal, "orders"), lines, texts, table.lines).only(takes)
    stated = table["price"] != MISSING
    r.parts += [placed, _terms(table, placed, takes), choices_of(r, placed, choice[takes], stated[takes])]
    _cancellations(r, table, texts, takes)
    # What comes from the start on is not known at it: neither rates nor loops may rest on it.
    keep = usable & ~quote & past
    days = r.local_days(table["ordered_at"])[keep]
    waits = _waits(r, table, np.maximum(wait, 0))
    return (
        Demand(point[keep], days, table["quantity"][keep]),
        Demand(point[keep], days, waits[keep]),
        OrderRows(
            texts, table.lines, passed, table["cancelled_at"] != MISSING, lines["party"], lines["amount"], left, point
        ),
    )


def order_lines(r: Reader) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return every row of the orders as the line that was placed, which rows can be used, and customers' waits.

    A wait is in ticks, -1 where the customer has none.
    """
    table, network = r.tables["orders"], r.network
    point, usable = r.points(table)
    ordered = r.ticks(table["ordered_at"])
    party = network.parties.customers.rows_of(table["customer"])
    party = np.where(party >= 0, party + len(network.parties.suppliers), -1)
    wait = np.where(party >= 0, network.party["wait_ticks"][party], -1) if len(network.party) else np.full(table.n, -1)
    wanted = r.ticks(table["wanted_at"])
    wanted = np.where(wanted < NEVER, wanted, _unsaid(r, table, ordered, np.maximum(wait, 0)))
    price = own_prices(r, table, usable)
    return _orders_rows(r, table, point, party, ordered, wanted, table["quantity"], price), usable, wait


def _unsaid(r: Reader, table: Table, ordered: np.ndarray, wait: np.ndarray) -> np.ndarray:
    """Return when a line is wanted whose row does not say: a wait after its order, of a bare date by a day's end."""
    wanted: np.ndarray = ordered + wait
    by_day = table.names_day("ordered_at")
    days = wait[by_day] * r.network.tick_seconds // DAY_SECONDS
    wanted[by_day] = r.network.clock.day_ends(ordered[by_day], days)
    return wanted


def _waits(r: Reader, table: Table, otherwise: np.ndarray) -> np.ndarray:
    """Return the whole days from each order to when it is wanted, as local clocks show them.

    Parts of a day do not count: a customer who names a day waits until its end, and ten days stay ten.

    Parameters
    ----------
    otherwise
        Ticks that the customer waits where the row says nothing.
    """
    zone, given = r.network.clock.zone, table["wanted_at"] != MISSING
    waits: np.ndarray = otherwise * r.network.tick_seconds // DAY_SECONDS
    ordered, wanted = (local_of_epoch(table[column][given], zone) for column in ("ordered_at", "wanted_at"))
    waits[given] = (wanted - ordered) // DAY_SECONDS
    return waits


def _orders_rows(
    r: Reader,
    table: Table,
    point: np.ndarray,
    party: np.ndarray,
    ordered: np.ndarray,
    wanted: np.ndarray,
    quantity: np.ndarray,
    price: np.ndarray,
) -> np.ndarray:
    rows = blank(table.n, Kind.ORDER_PLACED, ordered)
    own = np.where(party >= 0, r.network.party["priority"][party], 5) if len(r.network.party) else np.full(table.n, 5)
    rows["point"] = point + 1
    rows["party"] = party + 1
    rows["quantity"] = quantity
    rows["amount"] = np.where(price == MISSING, r.network.point["price"][np.maximum(point, 0)], price)
    rows["due"] = wanted
    rows["priority"] = np.where(table["priority"] == MISSING, own, table["priority"])
    rows["code"] = np.where(table.is_choice("partial", "yes"), 1, np.where(table.is_choice("partial", "order"), 2, 0))
    orders = texts_of(table["order"])
    rows["lot"] = r.journal.intern("order", orders) if table.n else 0
    return rows


def _once(r: Reader, table: Table, texts: Sequence[str], rows: np.ndarray, takes: np.ndarray) -> np.ndarray:
    """Return which lines are taken: of those with one key the first, by time and content; others are noted."""
    if len(set(texts)) == len(texts):
        return takes
    once = takes.copy()
    first: dict[str, int] = {}
    order = np.lexsort((table.lines, *(rows[name] for name in ("priority", "due", "quantity", "point", "occurred_at"))))
    for i in order.tolist():
        if takes[i] and first.setdefault(texts[i], i) != i:
            once[i] = False
            if content_hashes(rows[i : i + 1]) != content_hashes(rows[first[texts[i]]][np.newaxis]):
                named, line = texts[i].replace("\t", " "), int(table.lines[first[texts[i]]])
                why = f"the order line stands in line {line} already, with other content; expected one row for each"
                r.unusable.append(Unusable("orders", int(table.lines[i]), named, why))
    return once


def _terms(table: Table, placed: Signals, takes: np.ndarray) -> Signals:
    """Return the terms of lines that state a smallest shipment or a latest time; each follows its line directly.

    Its key is the line's plus one: so it stands next to it in the order of the pulse, which the fact relies on.
    """
    smallest, latest = table["minimum_shipment"][takes], table["latest_at"][takes]
    some = (((smallest != MISSING) & (smallest > 0)) | (latest != MISSING)) & (placed.rows["quantity"] > 0)
    terms = placed.only(some)
    rows, digests = terms.rows.copy(), terms.digests.copy()
    rows["kind"], rows["reference"], rows["lot"], rows["amount"] = Kind.ORDER_TERMS_SET, 0, 0, 0
    rows["quantity"] = np.where(smallest == MISSING, 0, smallest)[some]
    rows["due"] = NEVER
    digests[:, 1] += np.uint64(1)
    return Signals(rows, digests, terms.lines)


def _cancellations(r: Reader, table: Table, texts: Sequence[str], takes: np.ndarray) -> None:
    """Add a cancellation for every line that has one; it names the line by its key and is resolved when taken in."""
    at = r.ticks(table["cancelled_at"])
    some = takes & (at < NEVER)
    rows = blank(int(some.sum()), Kind.ORDER_CANCELLED, at[some])
    chosen = [texts[i] for i in np.flatnonzero(some).tolist()]
    if chosen:
        # Until it is taken in, `reference` holds the name id of the line.
        rows["reference"] = r.journal.intern("line", chosen)
        named = [f"{text}\tcancelled" for text in chosen]
        r.parts.append(signals("orders", actor_of(r.journal, "orders"), rows, named, table.lines[some]))


def read_sales(r: Reader) -> tuple[Demand, np.ndarray]:
    """Add the sales from the start on; return those before it, and which points sold over the counter then."""
    table = r.tables["sales"]
    rows, usable = sale_rows(r)
    point, sold = rows["point"] - 1, rows["occurred_at"]
    # Without a receipt, time and place tell sales apart.
    columns = zip(
        texts_of(table["receipt"]), table["sold_at"].tolist(), texts_of(table["location"]), texts_of(table["item"]),
        strict=True,
    )  # fmt: skip
    texts = [f"{receipt}\t{item}" if receipt else f"{at}\t{place}\t{item}" for receipt, at, place, item in columns]
    order = np.lexsort((rows["amount"], rows["quantity"], rows["point"], table["sold_at"]))
    texts = with_ordinals(texts, order.tolist())
    now = usable & (sold >= 0)
    r.parts.append(signals("sales", actor_of(r.journal, "sales"), rows, texts, table.lines).only(now))
    past, days = usable & (sold < 0), r.local_days(table["sold_at"])
    till = np.zeros(len(r.network.point), np.bool_)
    till[point[past]] = True
    return Demand(point[past], days[past], table["quantity"][past]), till


def sale_rows(r: Reader) -> tuple[np.ndarray, np.ndarray]:
    """Return every row of the sales as what was sold, and which rows can be used."""
    table = r.tables["sales"]
    point, usable = r.points(table)
    rows = blank(table.n, Kind.SALE_MADE, r.ticks(table["sold_at"]))
    rows["point"] = point + 1
    rows["quantity"] = table["quantity"]
    price = table["price"]
    rows["amount"] = np.where(price == MISSING, r.network.point["price"][np.maximum(point, 0)], price)
    rows["priority"] = 5
    return rows, usable
