"""All that customers ever asked for in the tables, before the start and since, as whole orders to draw from."""

import numpy as np

from tugline.business.signal_reader import Reader, texts_of
from tugline.business.tabled_orders import order_lines, sale_rows
from tugline.errors import UsageError
from tugline.facts.kinds import NEVER
from tugline.journal.opening import open_journal
from tugline.network.network import Network
from tugline.network.tables import Table, Tables
from tugline.studies.customers import History, no_orders
from tugline.units.quantity import plural
from tugline.units.time import DAY_SECONDS, local_of_epoch

LEAST_DAYS = 28
"""So many days of orders are needed to draw customers from: four weeks, which tell weekdays apart."""
LEAST_ORDERS = 10


def asked(network: Network, tables: Tables) -> History:
    """Return the orders and receipts of the tables; quotes and rows that cannot be used are left out.

    Lines of one order that were placed at one time are one order. A sale without a receipt is an order of its own.
    """
    with open_journal() as journal:
        reader = Reader(network, tables, journal)
        lines, usable, _ = order_lines(reader)
        sales, sold = sale_rows(reader)
    orders, tills = tables["orders"], tables["sales"]
    usable &= ~orders.is_choice("status", "quote") & (lines["quantity"] > 0)
    sold &= sales["quantity"] > 0
    rows = np.concatenate([_relative(reader, orders, "ordered_at", lines), _relative(reader, tills, "sold_at", sales)])
    days = np.concatenate([reader.local_days(orders["ordered_at"]), reader.local_days(tills["sold_at"])])
    moment = np.concatenate([orders["ordered_at"], tills["sold_at"]])
    whole = np.concatenate([_groups(texts_of(orders["order"]), 0), _groups(texts_of(tills["receipt"]), 1)])
    keep = np.flatnonzero(np.concatenate([usable, sold]))
    weekday = network.clock.date(0).weekday()
    if not len(keep):
        return no_orders(weekday)
    order = keep[np.lexsort((keep, whole[keep], moment[keep], days[keep]))]
    begins = np.ones(len(order), np.bool_)
    begins[1:] = (np.diff(whole[order]) != 0) | (np.diff(moment[order]) != 0)
    start = np.append(np.flatnonzero(begins), len(order))
    day = days[order][start[:-1]]
    return History(rows[order], start, day, (int(day[0]), int(day[-1]) + 1), weekday)


def refuse_nobody(history: History, what: str) -> None:
    """Refuse `what`, such as a study, where no customer ever asked for anything."""
    if len(history.day) == 0:
        raise UsageError(
            f"a {what} needs customers: the tables hold no order and no sale to draw them from",
            hint="Give an orders or a sales table.",
        )


def refuse_too_few(history: History, what: str) -> None:
    """Refuse `what`, such as a study, that draws its customers from a history that is too short to tell of any.

    Raises
    ------
    UsageError
        It is shorter than `LEAST_DAYS` days, or holds fewer than `LEAST_ORDERS` orders.
    """
    low, high = history.days
    many = len(history.day)
    if high - low < LEAST_DAYS or many < LEAST_ORDERS:
        raise UsageError(
            f"a {what} draws its customers from what was asked for, {plural(many, 'order')} within"
            f" {plural(high - low, 'day')}; expected at least {LEAST_ORDERS} orders, and {LEAST_DAYS} days from the"
            " first to the last of them",
            hint="Give more of the orders and sales that you have; a year of them tells a season, too.",
        )


def _relative(r: Reader, table: Table, column: str, rows: np.ndarray) -> np.ndarray:
    """Return rows with `tick` in ticks since local midnight and `due` in ticks since the row's own time."""
    done = rows.copy()
    seconds = local_of_epoch(table[column], r.network.clock.zone) % DAY_SECONDS if table.n else np.zeros(0, np.int64)
    done["due"] = np.where(rows["due"] < NEVER, np.maximum(0, rows["due"] - rows["occurred_at"]), NEVER)
    done["tick"] = seconds // r.network.tick_seconds
    done["reference"] = 0
    return done


def _groups(names: list[str], kind: int) -> np.ndarray:
    """Return a number for each row, the same for rows of one name; rows without a name stand alone."""
    known: dict[str, int] = {}
    numbers = [known.setdefault(name, len(known)) if name else -1 for name in names]
    found = np.array(numbers, np.int64)
    alone = found < 0
    found[alone] = len(known) + np.arange(int(alone.sum()))
    groups: np.ndarray = 2 * found + kind
    return groups
