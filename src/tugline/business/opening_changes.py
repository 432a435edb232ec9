"""Rows of `stock`, `supply` and `balances` that were edited after the start: they change nothing, and are told so."""

from collections.abc import Iterator

import numpy as np

from tugline.business.core import Core
from tugline.business.naming import Naming
from tugline.business.opening import opening_signals
from tugline.business.signal_reader import Unusable
from tugline.facts.kinds import Kind
from tugline.journal.journal import Journal
from tugline.ledger.accounts import ACCOUNTS
from tugline.network.row_keys import row_keys
from tugline.network.tables import Tables

_SAYS: dict[str, tuple[Kind, tuple[str, ...], tuple[str, ...], str]] = {
    "stock": (Kind.STOCK_OPENED, ("point",), ("quantity", "party"), "state what is there now as a count in `events`"),
    "supply": (
        Kind.SUPPLY_OPENED, ("reference", "point"), ("quantity", "due"),
        "state receipts, other dates and ends of it in `events`",
    ),
    "balances": (Kind.BALANCE_OPENED, ("code", "party"), ("amount", "due"), "state payments in `events`"),
}  # fmt: skip
"""By table: the facts that its rows became, the fields they are told apart by, what else they say, what to do now."""


def changed_openings(core: Core, tables: Tables) -> Iterator[Unusable]:
    """Yield the rows that are not what the business was opened with; a table that is not there says nothing."""
    if not any(tables[table].n for table in _SAYS):
        return
    stated = opening_signals(core.network, tables, core.journal)
    now, then = core.translator.to_journal(stated.rows), _opened(core.journal)
    chronicle = core.chronicle()
    naming, naming_then = Naming(core.network), Naming(chronicle.network)
    for table, (kind, key, content, instead) in _SAYS.items():
        if not tables[table].n:
            continue
        here, there = np.flatnonzero(now["kind"] == int(kind)), np.flatnonzero(then["kind"] == int(kind))
        come = here[_without_equal(now[here], then[there], (*key, *content))]
        gone = then[there[_without_equal(then[there], now[here], key)]]
        why = f"{table} counts at the start only: {instead}"
        for i in come.tolist():
            yield Unusable(table, int(stated.lines[i]), _text(naming, core.journal, stated.rows[i]), why)
        why = f"the business was opened with this row of {table}, which is not there any more: {instead}"
        for row in chronicle.rows(gone):
            yield Unusable(table, 0, _text(naming_then, core.journal, row), why)


def _opened(journal: Journal) -> np.ndarray:
    """Return the facts of the opening pulse, with name ids."""
    parts: list[np.ndarray] = []
    for rows in journal.read():
        first = parts[0] if parts else rows
        parts.append(rows[rows["pulse"] == first["pulse"][0]])
        if len(parts[-1]) < len(rows):
            break
    return np.concatenate(parts)


def _without_equal(rows: np.ndarray, others: np.ndarray, fields: tuple[str, ...]) -> np.ndarray:
    """Return the positions of rows that are like none of the others in some fields."""
    both = np.concatenate([rows, others])
    key = row_keys([both[field] for field in fields], len(both))
    found: np.ndarray = np.flatnonzero(~np.isin(key[: len(rows)], key[len(rows) :]))
    return found


def _text(naming: Naming, journal: Journal, row: np.void) -> str:
    if row["kind"] == Kind.BALANCE_OPENED:
        party = naming.party(int(row["party"]) - 1)
        account = ACCOUNTS[int(row["code"])]
        return " ".join(part for part in (account, party, f"{int(row['amount']) / 100:.2f}") if part)
    reference = journal.texts([int(row["reference"])])[0]
    point = int(row["point"]) - 1
    named = " ".join(part for part in (reference, naming.item(point), "at", naming.location(point)) if part)
    due = f", due {naming.when(row['due'])}" if row["kind"] == Kind.SUPPLY_OPENED else ""
    return f"{named}: {naming.show(point, row['quantity'])}{due}"
