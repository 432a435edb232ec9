"""Rows that a run would put in quarantine, and rows that it takes and that look like a mistake: told before it runs."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np

from tugline.business.doubtful_events import DoubtfulEvents
from tugline.business.doubtful_lanes import without_lanes
from tugline.business.doubtful_limits import over_limits
from tugline.business.doubtful_loops import odd_cards, small_loops
from tugline.business.doubtful_shelves import spoiling
from tugline.business.founding import plan_loops
from tugline.business.intake import NOTHING
from tugline.business.opening import card_facts
from tugline.business.outside import Signals
from tugline.business.parts import make_grid
from tugline.business.references import no_card
from tugline.business.signal_reader import key_texts, texts_of
from tugline.business.study_problems import not_used, study_problems
from tugline.business.tabled import Tabled
from tugline.facts.kinds import Kind
from tugline.network.findings import nearest
from tugline.network.levels import Graph, circles, way_round
from tugline.network.network import Network
from tugline.network.tables import MISSING, Names, Table, Tables

_OF_PLACES = ("locations", "sources", "stock", "supply", "loops")


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


def doubts(network: Network, tables: Tables, tabled: Tabled) -> list[Doubt]:
    """Return all of them, by table and line: what the first run with these tables and no journal would say."""
    found = [Doubt(row.table, row.line, row.content, row.why, quarantined=True) for row in tabled.unusable]
    known = {(doubt.table, doubt.row) for doubt in found}
    events = DoubtfulEvents(network, tables, tabled.orders, tabled.signals)
    more = [
        *_nothing(tabled.signals, tables["orders"]),
        *_cancelled_early(tabled.signals, tables["orders"]),
        *_unknown_cards(network, tables, tabled),
        *(Doubt("events", line, said, why, quarantined=True) for line, said, why in events.reasons()),
        *(Doubt(*told, quarantined=True) for told in over_limits(network, tables, tabled.signals)),
    ]
    found += [doubt for doubt in more if (doubt.table, doubt.row) not in known]
    found += _places_that_only_customers_name(tables)
    cards = [*odd_cards(network, tables), *small_loops(network, tables)]
    found += [Doubt("loops", line, said, why, quarantined=False) for line, said, why in cards]
    found += [Doubt(*told, quarantined=False) for told in spoiling(network, tables, tabled.history)]
    found += [Doubt(*told, quarantined=False) for told in without_lanes(tables)]
    found += [Doubt(*told, quarantined=False) for told in not_used(network, tables)]
    found += [
        Doubt(p.table, p.row, p.value, f"a study refuses this {p.column}; expected {p.expected}", quarantined=False)
        for p in study_problems(network, tables)
    ]
    found += [*_wanted_early(network, tables["orders"]), *_repeated(tables["events"]), *_bill_circles(network, tables)]
    return sorted(found, key=lambda doubt: (doubt.table, doubt.row, doubt.why))


def _nothing(stated: Signals, orders: Table) -> Iterator[Doubt]:
    texts = dict(zip(orders.lines.tolist(), key_texts(orders), strict=True))
    none = (stated.rows["kind"] == Kind.ORDER_PLACED) & (stated.rows["quantity"] == 0)
    for line in stated.lines[none].tolist():
        why = f"{NOTHING}, unless a run has taken in the line before: then it cancels it"
        yield Doubt("orders", line, texts[line].replace("\t", " "), why, quarantined=True)


def _cancelled_early(stated: Signals, orders: Table) -> Iterator[Doubt]:
    texts = dict(zip(orders.lines.tolist(), key_texts(orders), strict=True))
    ticks: dict[Kind, dict[int, int]] = {}
    for kind in (Kind.ORDER_PLACED, Kind.ORDER_CANCELLED):
        some = stated.only(stated.rows["kind"] == kind)
        ticks[kind] = dict(zip(some.lines.tolist(), some.rows["tick"].tolist(), strict=True))
    for line, tick in ticks[Kind.ORDER_CANCELLED].items():
        if tick < ticks[Kind.ORDER_PLACED][line]:
            why = "it is cancelled before it was ordered: a run takes the order, and it stays open"
            yield Doubt("orders", line, texts[line].replace("\t", " "), why, quarantined=True)


def _unknown_cards(network: Network, tables: Tables, tabled: Tabled) -> Iterator[Doubt]:
    table = tables["cards"]
    scans = tabled.signals.only(tabled.signals.rows["kind"] == Kind.CARD_MOVED)
    if not len(scans):
        return
    _, choices = plan_loops(network, make_grid(network), tables, tabled)
    issued = {tuple(card) for card in card_facts(choices, {})[["point", "lot"]].tolist()}
    texts = dict(zip(table.lines.tolist(), texts_of(table["card"]), strict=True))
    for card, line in zip(scans.rows[["point", "lot"]].tolist(), scans.lines.tolist(), strict=True):
        if tuple(card) not in issued:
            yield Doubt("cards", line, texts[line], no_card(card[1]), quarantined=True)


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
                near = nearest(name, sorted(known - {name}))
                why = (
                    f"no other table names this location: goods will be moved there{f'. Maybe {near}' if near else ''}"
                )
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
        way = way_round(circle, items.names.__getitem__)
        why = "the bills lead back to the item; a run goes by them only where it is made, and one of these is not"
        yield Doubt("boms", 0, way, why, quarantined=False)
