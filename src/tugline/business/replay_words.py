"""What a replay rests on, in sentences: what a history cannot tell, and what is taken in its place."""

from collections.abc import Iterator

import numpy as np

from tugline.business.perishing import what_spoils
from tugline.business.record import Record
from tugline.business.sold_out import sold_out
from tugline.business.twin_outcomes import Days, days_of
from tugline.business.varying import what_varies
from tugline.facts.kinds import Kind
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.studies.customers import History
from tugline.units.quantity import plural


def replay_assumptions(
    network: Network, tables: Tables, record: Record, history: History, *, counted: int, stated: bool
) -> list[str]:
    """Return the list of assumptions that is printed with a replay."""
    days = days_of(record, network.day_start)
    return [
        _customers(network, record, days),
        *_censored(network, record, days),
        "customers do not answer: nobody orders more because service is better, or goes away because it is worse",
        _knowledge(network, history),
        (f"every policy begins with the stock and the open orders of {network.clock.date(0).isoformat()}, whatever had"
         f" led to them: over {plural(days.stop - days.first, 'day')} a part of what is held is still that"),
        "prices are those at which it was sold; nobody marks down more or less because other stock is there",
        *_world(tables, record),
        *what_spoils(network, tables),
        *([f"{plural(counted, 'stock point')} of unknown stock begin with what their loops aim at"] if counted else []),
        *_adopted(record),
        *([] if stated else ["the loops table states no loops: `present` is the default policy, not what people did"]),
    ]  # fmt: skip


def _adopted(record: Record) -> Iterator[str]:
    many = 0 if record.facts is None else int((record.facts["kind"] == Kind.NETWORK_ADOPTED).sum())
    if many:
        yield (
            f"the company went over to other tables {plural(many, 'time')} on the way; the replay goes by those of the"
            " folder from its first day on"
        )


def _customers(network: Network, record: Record, days: Days) -> str:
    kinds = record.customers.rows["kind"]
    lines, sales = (int((kinds == kind).sum()) for kind in (Kind.ORDER_PLACED, Kind.SALE_MADE))
    what = " and ".join(text for n, text in ((lines, plural(lines, "order line")), (sales, plural(sales, "sale"))) if n)
    return (
        f"{what} come again at the times at which they came, {network.clock.date(0).isoformat()} to"
        f" {network.clock.date(days.as_of).isoformat()}, out of {record.told}"
    )


def _censored(network: Network, record: Record, days: Days) -> Iterator[str]:
    """Yield what nobody asked for because it was not there, as far as the record tells."""
    rows = record.customers.rows
    yield "orders that were never placed are not in it: what nobody asked for since it was not on offer, or late"
    tills = np.unique(rows["point"][rows["kind"] == Kind.SALE_MADE]) - 1
    if not len(tills):
        return
    out = None if record.facts is None else sold_out(network, record.facts, tills, days)
    if out is None:
        yield (
            f"sales are not demand: the record does not tell on which days the {plural(len(tills), 'item')} at tills"
            " were sold out, and what was not sold then comes under no policy"
        )
    else:
        yield (
            f"sales are not demand: at {plural(out.points, 'till')} of {len(tills):,} nothing was there at the end of"
            f" some day, {out.share:.1%} of all days of tills; what was not sold then comes under no policy"
        )


def _knowledge(network: Network, history: History) -> str:
    start = network.clock.date(0).isoformat()
    if not len(history.day):
        return f"policies know nothing of customers: the tables hold no order and no sale before {start}"
    first = network.clock.date(0).toordinal() + history.days[0]
    return (
        f"policies know what was known on {start}: {plural(len(history.day), 'order')} since"
        f" {type(network.clock.date(0)).fromordinal(first).isoformat()}; the planner learns as he goes, the levels of"
        " loops stay"
    )


def _world(tables: Tables, record: Record) -> Iterator[str]:
    recorded, varying = record.customers.tells_stops, what_varies(tables)
    yield from varying[:-1]
    yield "resources stop when events say that they did, and not otherwise" if recorded else varying[-1]
    yield "order lines wait until they can ship; customers at a till take what is there and go without the rest"
    if record.left_out:
        told = ", ".join(f"{n:,} {word}" for word, n in sorted(record.left_out.items()))
        yield f"left out, since another policy leads to others: {told}"
