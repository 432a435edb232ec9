"""The facts of the opening pulse: what the tables say is there, owed and under way at the start."""

from collections.abc import Iterable

import numpy as np

from tugline.business.outside import Signals, in_order, signals
from tugline.business.policy import Choice
from tugline.facts.kinds import FACT, Kind
from tugline.facts.parameters import Parameter
from tugline.journal.journal import Journal
from tugline.ledger.accounts import CODES as ACCOUNT_CODES
from tugline.loops.catalogue import CODES, KIND_OF
from tugline.network.layout import BUY, CUSTOMER, MAKE, SUPPLIER
from tugline.network.network import Network
from tugline.network.tables import MISSING, Table, Tables
from tugline.state.layout import EMPTY, FULL, SIGNAL


def opening_signals(network: Network, tables: Tables, journal: Journal) -> Signals:
    """Return balances, stock and open supply as facts at tick 0."""
    parts = [
        _balances(network, tables["balances"], journal),
        _stock(network, tables["stock"], journal),
        _supply(network, tables["supply"], journal),
    ]
    return in_order(parts)


def actor_of(journal: Journal, table: str) -> int:
    """Return the name id that facts of a table carry as their actor."""
    return int(journal.intern("actor", [f"{table} table"])[0])


def _rows(n: int, kind: Kind) -> np.ndarray:
    rows = np.zeros(n, FACT)
    rows["kind"] = kind
    rows["priority"] = 5
    return rows


def _balances(network: Network, table: Table, journal: Journal) -> Signals:
    rows = _rows(table.n, Kind.BALANCE_OPENED)
    party = table["party"]
    names = [table.choices["account"][code] for code in table["account"].tolist()]
    rows["code"] = [ACCOUNT_CODES[name] for name in names]
    # An opening balance is written as people read it: liabilities are positive in the table and credits in the books.
    sign = np.array([-1 if name in _CREDITS else 1 for name in names], np.int64)
    rows["amount"] = table["amount"] * sign
    parties = [party.names[code] if code >= 0 else "" for code in party.codes.tolist()]
    for i, (account, name) in enumerate(zip(names, parties, strict=True)):
        kind = SUPPLIER if account == "payables" else CUSTOMER
        rows["party"][i] = network.parties.row(name, kind) + 1 if name else 0
    due = table["due"]
    rows["due"] = np.where(due == MISSING, 0, network.clock.ticks_of(np.where(due == MISSING, 0, due)))
    texts = [f"{account}\t{name}\t{line}" for account, name, line in zip(names, parties, table.lines, strict=True)]
    return signals("balances", actor_of(journal, "balances"), rows, texts, table.lines)


_CREDITS = frozenset({"payables", "customer_deposits", "other_liabilities", "opening_equity"})


def _stock(network: Network, table: Table, journal: Journal) -> Signals:
    """Return one fact per stock point: the rows of its lots and owners together."""
    point = network.point_rows(table["item"], table["location"])
    points, first, place = np.unique(point, return_index=True, return_inverse=True)
    rows = _rows(len(points), Kind.STOCK_OPENED)
    rows["point"] = points + 1
    np.add.at(rows["quantity"], place, table["on_hand"])
    texts = [network.point_names[p] for p in points.tolist()]
    return signals("stock", actor_of(journal, "stock"), rows, texts, table.lines[first])


def _supply(network: Network, table: Table, journal: Journal) -> Signals:
    rows = _rows(table.n, Kind.SUPPLY_OPENED)
    point = network.point_rows(table["item"], table["location"])
    rows["point"] = point + 1
    rows["quantity"] = table["quantity"]
    rows["due"] = np.maximum(network.clock.ticks_of(table["due"]), 0)
    origin = table["from"]
    origins = [origin.names[code] if code >= 0 else "" for code in origin.codes.tolist()]
    for i, name in enumerate(origins):
        kind = int(table["kind"][i])
        rows["source"][i] = _source_like(network, int(point[i]), kind, name) + 1
        if name and kind >= BUY:
            rows["party"][i] = network.parties.row(name, SUPPLIER) + 1
        if kind == MAKE:
            p = network.point[int(point[i])]
            rows["amount"][i] = int(rows["quantity"][i]) * int(p["standard_cost"]) // (int(p["scale"]) * 100)
    steps = table["step"]
    step_of = {name: row for row, name in enumerate(network.step_names)}
    rows["code"] = [step_of.get(steps.names[code], 0) + 1 if code >= 0 else 0 for code in steps.codes.tolist()]
    reference = table["reference"]
    names = [reference.names[code] for code in reference.codes.tolist()]
    rows["reference"] = journal.intern("supply", names)
    items = [network.point_names[p] for p in point.tolist()]
    texts = [f"{a}\t{b}" for a, b in zip(names, items, strict=True)]
    return signals("supply", actor_of(journal, "supply"), rows, texts, table.lines)


def _source_like(network: Network, point: int, kind: int, origin: str) -> int:
    """Return the source of a point that open supply comes from: the same kind and origin, else the same kind."""
    same_kind = -1
    for row in network.source_rows(point):
        source = network.source[row]
        if int(source["kind"]) != kind:
            continue
        same_kind = row if same_kind < 0 else same_kind
        supplier = int(source["supplier"])
        if supplier >= 0 and network.party_names[supplier] == origin:
            return row
    return same_kind


def loop_facts(choices: Iterable[Choice]) -> np.ndarray:
    """Return the `ParameterSet` facts that put loops in place; the kind comes last: a loop is whole when it is set."""
    cells = [
        (choice.point + 1, code, value)
        for choice in choices
        for code, value in [
            *sorted((int(CODES[name]), int(value)) for name, value in choice.parameters.items()),
            (int(Parameter.KIND), KIND_OF[choice.loop]),
        ]
    ]
    rows = _rows(len(cells), Kind.PARAMETER_SET)
    if cells:
        rows["point"], rows["code"], rows["quantity"] = np.array(cells, np.int64).T
    return rows


def card_facts(choices: Iterable[Choice], on_hand: dict[int, int]) -> np.ndarray:
    """Return the `CardIssued` facts of kanban loops: full as far as stock fills containers, else empty.

    A point that is not in `on_hand` has unknown stock: its containers are taken to be full.
    """
    cells = []
    for choice in choices:
        if choice.loop != "kanban":
            continue
        signal = choice.parameters.get("mode") == SIGNAL
        cards = 1 if signal else choice.parameters.get("cards", 0)
        kept = cards
        if choice.point in on_hand:
            full = on_hand[choice.point] // max(1, choice.parameters.get("container", 1))
            kept = int(full > choice.parameters.get("cards", 0)) if signal else full
        cells += [(choice.point + 1, number, FULL if number <= kept else EMPTY) for number in range(1, cards + 1)]
    rows = _rows(len(cells), Kind.CARD_ISSUED)
    if cells:
        rows["point"], rows["lot"], rows["code"] = np.array(cells, np.int64).T
    return rows
