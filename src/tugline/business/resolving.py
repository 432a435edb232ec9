"""Names of pulls and lines in outside rows become the numbers of their facts, just before they are taken in."""

import numpy as np

from tugline.business.core import Core
from tugline.business.outside import Signals
from tugline.business.signal_reader import Unusable
from tugline.facts.kinds import Kind
from tugline.network.layout import BUY
from tugline.state import arena

OF_PULL = (
    Kind.RECEIVED, Kind.STARTED, Kind.FINISHED, Kind.PULL_ACCEPTED, Kind.PULL_PLACED, Kind.PULL_CONFIRMED,
    Kind.PULL_CLOSED, Kind.PULL_HELD, Kind.PULL_FREED, Kind.PULL_EDITED, Kind.PULL_REJECTED, Kind.SCRAPPED,
    Kind.PULL_STARTED,
)  # fmt: skip
OF_LINE = (Kind.SHIPPED, Kind.DELIVERED, Kind.ORDER_CANCELLED, Kind.ORDER_CHANGED, Kind.DEPOSIT_RECEIVED)
RESOLVED = np.array([int(kind) for kind in (*OF_PULL, *OF_LINE)])


def resolve(named: Signals, core: Core) -> tuple[Signals, list[Unusable]]:
    """Return the signals with `reference` resolved, and those that name nothing that is open."""
    rows = named.rows.copy()
    keep = np.ones(len(rows), np.bool_)
    unusable = []
    for i in np.flatnonzero(np.isin(rows["kind"], RESOLVED)).tolist():
        why = _resolve_one(rows[i], core)
        if why:
            keep[i] = False
            text = core.journal.texts([int(named.rows["reference"][i])])[0]
            unusable.append(Unusable("events", 0, f"{Kind(int(rows['kind'][i])).name.lower()} {text}".strip(), why))
    return named.with_rows(rows).only(keep), unusable


def _resolve_one(row: np.void, core: Core) -> str:
    text = core.journal.texts([int(row["reference"])])[0] if row["reference"] else ""
    live = arena.arrays(core.state)
    if int(row["kind"]) in {int(kind) for kind in OF_LINE}:
        return _resolve_line(row, text, live["line"], core)
    if int(row["kind"]) == int(Kind.SCRAPPED) and not text:
        return ""
    pool = live["pull"]
    slot = _pull_named(text, int(row["point"]) - 1, pool, core)
    if slot < 0:
        return f"{text!r} is no open pull" if text else "no pull is open at this stock point"
    pull = pool[slot]
    row["reference"], row["point"], row["source"] = pull["id"], pull["point"] + 1, pull["source"] + 1
    source = int(pull["source"])
    if int(row["kind"]) == int(Kind.RECEIVED) and source >= 0 and int(core.network.source["kind"][source]) >= BUY:
        row["party"] = core.network.source["supplier"][source] + 1
        row["amount"] = row["amount"] or core.network.source["unit_cost"][source]
    if int(row["kind"]) in {int(Kind.RECEIVED), int(Kind.PULL_CONFIRMED)} and not row["quantity"]:
        row["quantity"] = pull["quantity"] - pull["received"]
    if int(row["kind"]) == int(Kind.PULL_CONFIRMED) and row["due"] >= 1 << 61:
        row["due"] = pull["due"]
    if int(row["kind"]) == int(Kind.PULL_PLACED) and row["due"] >= 1 << 61:
        row["due"] = 0
    return ""


def _pull_named(text: str, point: int, pool: np.ndarray, core: Core) -> int:
    """Return the slot of the open pull P12, of open supply by its reference, or of the one due first at a point."""
    if text[:1] == "P" and text[1:].isdigit():
        found = np.flatnonzero(pool["id"] == int(text[1:]))
    elif text:
        ids = [id_ for id_, name in core.journal.names("supply").items() if name == text]
        found = np.flatnonzero((pool["id"] > 0) & np.isin(pool["reference"], ids) & (pool["reference"] > 0))
        found = found[pool["point"][found] == point] if point >= 0 and len(found) > 1 else found
    else:
        found = np.flatnonzero((pool["id"] > 0) & (pool["point"] == point))
    if not len(found):
        return -1
    return int(found[np.lexsort((pool["id"][found], pool["due"][found]))[0]])


def _resolve_line(row: np.void, text: str, lines: np.ndarray, core: Core) -> str:
    key = text.replace(" ", "\t", 1) if "\t" not in text else text
    ids = [id_ for id_, name in core.journal.names("line").items() if name in {text, key}]
    found = np.flatnonzero((lines["id"] > 0) & np.isin(lines["reference"], ids))
    if not len(found):
        return f"{text!r} is no open order line"
    line = lines[int(found[0])]
    row["reference"], row["point"], row["party"] = line["id"], line["point"] + 1, line["party"] + 1
    if int(row["kind"]) == int(Kind.SHIPPED):
        row["amount"] = line["price"]
        row["quantity"] = row["quantity"] or line["quantity"] - line["shipped"]
    return ""
