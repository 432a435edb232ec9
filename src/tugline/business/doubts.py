"""Rows that a run would put in quarantine, and rows that it takes and that look like a mistake: told before it runs."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from difflib import get_close_matches

import numpy as np

from tugline.business.event_rows import KINDS
from tugline.business.intake import NOTHING
from tugline.business.outside import Signals
from tugline.business.resolving import RESOLVED, is_pull_name, line_names
from tugline.business.signal_reader import key_texts, texts_of
from tugline.business.tabled import read_signals
from tugline.facts.kinds import Kind
from tugline.journal.opening import open_journal
from tugline.network.levels import Graph, circles
from tugline.network.network import Network
from tugline.network.tables import MISSING, Names, Table, Tables

OF_LINES = frozenset({"shipped", "delivered", "returned", "deposit"})
"""Events whose reference, if there is one, is an order line."""
_OF_PLACES = ("locations", "sources", "stock", "supply", "loops")
_OF_PULLS = frozenset(word for word, kind in KINDS.items() if kind in RESOLVED) - OF_LINES


@dataclass(frozen=True, slots=True)
class Doubt:
    """One row that a run would not take as it is meant; `quarantined` = it would not take it in at all.

    `row` is the line in the file, 0 = no single one; `value` is what it holds.
    """

    table: str
    row: int
    value: str
    why: str
    quarantined: bool

    def to_dict(self) -> dict[str, str | int | bool]:
        """Return the fields by name, as `tugline check --json` prints them."""
        return asdict(self)


def doubts(network: Network, tables: Tables) -> list[Doubt]:
    """Return all of them, by table and line: what the first run with these tables and no journal would say."""
    with open_journal() as journal:
        tabled = read_signals(network, tables, journal)
    found = [Doubt(row.table, row.line, row.content, row.why, quarantined=True) for row in tabled.unusable]
    known = {(doubt.table, doubt.row) for doubt in found}
    more = [
        *_nothing(tabled.signals, tables["orders"]),
        *_unknown_lines(network, tables),
        *_unknown_pulls(network, tables),
    ]
    found += [doubt for doubt in more if (doubt.table, doubt.row) not in known]
    found += _places_that_only_customers_name(tables)
    found += [*_wanted_early(network, tables["orders"]), *_repeated(tables["events"]), *_bill_circles(network, tables)]
    return sorted(found, key=lambda doubt: (doubt.table, doubt.row, doubt.why))


def _nothing(stated: Signals, orders: Table) -> Iterator[Doubt]:
    texts = dict(zip(orders.lines.tolist(), key_texts(orders), strict=True))
    none = (stated.rows["kind"] == Kind.ORDER_PLACED) & (stated.rows["quantity"] == 0)
    for line in stated.lines[none].tolist():
        why = f"{NOTHING}, unless a run has taken in the line before: then it cancels it"
        yield Doubt("orders", line, texts[line].replace("\t", " "), why, quarantined=True)


def _stated(network: Network, tables: Tables) -> Iterator[tuple[int, str, str]]:
    """Yield line, event and reference of the events from the start on that have a reference."""
    table = tables["events"]
    here = network.clock.ticks_of(table["at"]) >= 0
    columns = zip(table.lines.tolist(), texts_of(table["event"]), texts_of(table["reference"]), here, strict=True)
    yield from ((line, event, reference) for line, event, reference, now in columns if now and reference)


def _unknown_lines(network: Network, tables: Tables) -> Iterator[Doubt]:
    orders = tables["orders"]
    known = {*key_texts(orders), *texts_of(orders["order"])}
    for line, event, reference in _stated(network, tables):
        if event in OF_LINES and not reference.startswith("subscription ") and known.isdisjoint(line_names(reference)):
            why = f"{reference!r} is no row of orders: a run knows it only if it was told before, or in Python"
            yield Doubt("events", line, f"{event} {reference}", why, quarantined=True)


def _unknown_pulls(network: Network, tables: Tables) -> Iterator[Doubt]:
    known = set(texts_of(tables["supply"]["reference"]))
    for line, event, reference in _stated(network, tables):
        if event in _OF_PULLS and not is_pull_name(reference) and reference not in known:
            why = f"{reference!r} is neither a pull, as P12, nor a reference of supply"
            yield Doubt("events", line, f"{event} {reference}", why, quarantined=True)


def _places_that_only_customers_name(tables: Tables) -> Iterator[Doubt]:
    """Yield the first row of each location that orders or sales name and no table of what is where."""
    known = {name for table in _OF_PLACES for name in texts_of(tables[table]["location"])}
    known |= set(texts_of(tables["sources"]["from"]))
    if not known - {""}:
        return
    for table in ("orders", "sales"):
        for row, name in enumerate(texts_of(tables[table]["location"])):
            if name and name not in known:
                known.add(name)
                near = get_close_matches(name, known - {name}, 1)
                maybe = f" Maybe {near[0]!r} is meant." if near else ""
                why = f"no other table names this location: goods will be moved there.{maybe}"
                yield Doubt(table, int(tables[table].lines[row]), name, why, quarantined=False)


def _wanted_early(network: Network, orders: Table) -> Iterator[Doubt]:
    there = np.flatnonzero(orders["wanted_at"] != MISSING)
    ordered, wanted = (network.clock.days_of(orders[column][there]) for column in ("ordered_at", "wanted_at"))
    texts = key_texts(orders)
    for row in there[wanted < ordered].tolist():
        why = "it is wanted before the day on which it was ordered: a run takes it, and it is late from the start"
        yield Doubt("orders", int(orders.lines[row]), texts[row].replace("\t", " "), why, quarantined=False)


def _repeated(events: Table) -> Iterator[Doubt]:
    if not events.n:
        return
    columns = [column for name in events for column in _integers(events[name])]
    _, first, which = np.unique(np.stack(columns, axis=1), axis=0, return_index=True, return_inverse=True)
    first = first[which.reshape(-1)]
    names = [texts_of(events[column]) for column in ("event", "reference", "item")]
    for row in np.flatnonzero(first != np.arange(events.n)).tolist():
        said = " ".join(name[row] for name in names if name[row])
        why = f"it says the same as line {events.lines[first[row]]}: both count"
        yield Doubt("events", int(events.lines[row]), said, why, quarantined=False)


def _integers(column: object) -> list[np.ndarray]:
    if isinstance(column, Names):
        return [column.codes]
    assert isinstance(column, np.ndarray), f"events have no {type(column).__name__}"
    return [column]


def _bill_circles(network: Network, tables: Tables) -> Iterator[Doubt]:
    """Yield bills that lead back to their item; where it is made, that is a problem that stops everything."""
    boms, items = tables["boms"], network.registers.items
    still = (boms["valid_to"] == MISSING) | (boms["valid_to"] > network.clock.date(0).toordinal())
    item, component = (items.rows_of(boms[column])[still] for column in ("item", "component"))
    for circle in circles(Graph(len(items), item, component)):
        way = " → ".join(items.names[row] for row in circle)
        why = "the bills lead back to the item; a run goes by them only where it is made, and one of these is not"
        yield Doubt("boms", 0, way, why, quarantined=False)
