"""Names of pulls and lines in outside rows become the numbers of their facts, just before they are taken in."""

from typing import NamedTuple

import numpy as np

from tugline.business.bounds import Bounds
from tugline.business.choice_begun import choice_begun, chosen_for
from tugline.business.core import Core
from tugline.business.late_counts import LateCounts, counted_late
from tugline.business.lot_bounds import OF_LOTS, LotBounds
from tugline.business.outside import Signals
from tugline.business.parcels import OnTheWay, fill_in_delivery
from tugline.business.promised import OF_PROMISES, fill_in_promise
from tugline.business.references import is_pull_name, line_names, no_card, not_open
from tugline.business.work_done import WorkDone, charge, cost_of, worth_lost
from tugline.engine.cards import card_of
from tugline.engine.lines import line_slot
from tugline.engine.pulls import pull_slot
from tugline.facts.keys import key_digests
from tugline.facts.kinds import NEVER, Kind
from tugline.network.layout import BUY, MAKE, SOURCE_KINDS
from tugline.network.network import Network
from tugline.state import arena
from tugline.state.layout import PROPOSED, STARTED
from tugline.state.movement import IN_CASH, ON_ACCOUNT
from tugline.units.quantity import format_quantity

LIFE = (
    Kind.ORDER_CHANGED, Kind.ORDER_CHOICE_SET, *OF_PROMISES, Kind.DEPOSIT_RECEIVED, Kind.PULL_ACCEPTED,
    Kind.PULL_PLACED, Kind.PULL_CONFIRMED, Kind.PULL_HELD, Kind.PULL_FREED, Kind.PULL_EDITED, Kind.PULL_STARTED,
    Kind.LOT_CONSUMED, Kind.STARTED, Kind.SCRAPPED, Kind.FINISHED, Kind.RECEIVED, Kind.SHIPPED, Kind.DELIVERED,
    Kind.RETURNED, Kind.PULL_REJECTED, Kind.PULL_CLOSED, Kind.ORDER_CANCELLED, Kind.CARD_MOVED, Kind.LOT_QUARANTINED,
    Kind.LOT_RELEASED,
)  # fmt: skip
"""Kinds that name a pull, a line or a card, in the order in which they follow one another in its life."""
_BY_KEY = frozenset({int(Kind.ORDER_CANCELLED), int(Kind.ORDER_CHANGED), int(Kind.ORDER_CHOICE_SET)})
"""Kinds that name a line by its own key."""
_OF_OPEN_LINE = _BY_KEY | {*OF_PROMISES, int(Kind.DEPOSIT_RECEIVED), int(Kind.SHIPPED)}
_OF_ANY_LINE = frozenset({int(Kind.DELIVERED), int(Kind.RETURNED)})
"""Kinds that may speak of a line that is closed: what has left whole arrives later, may come back, may be paid back."""
RESOLVED = np.array([int(kind) for kind in LIFE])
_RANK = {int(kind): rank for rank, kind in enumerate(LIFE)}
THOUSANDTHS = 1000
"""Until they are resolved, quantities are in thousandths of an item unit; not those of a change or return."""


def names_something(rows: np.ndarray) -> np.ndarray:
    """Return which rows name a pull, a line, a card or stock that must be looked up, bool.

    A return that names nothing just happens at a stock point; a choice or a promise that does follows its line. What a
    late count says of now must be looked up, too.
    """
    alone = np.isin(rows["kind"], (int(Kind.RETURNED), int(Kind.PROMISE_MADE), int(Kind.ORDER_CHOICE_SET)))
    named: np.ndarray = np.isin(rows["kind"], RESOLVED) & ((rows["reference"] != 0) | ~alone)
    named |= counted_late(rows)
    return named


def scaled(network: Network, point: int, thousandths: int) -> tuple[int, str]:
    """Return a quantity in integer units of the item at a stock point, and why it is none, empty = it is."""
    record = network.point[point]
    quantity, rest = divmod(thousandths * int(record["scale"]), THOUSANDTHS)
    if not rest:
        return quantity, ""
    item, decimals = network.items.name[int(record["item"])], int(record["decimals"])
    return thousandths, f"a quantity of {thousandths / THOUSANDTHS:g}; item {item!r} has {decimals} decimals"


class _Line(NamedTuple):
    id: int
    point: int
    party: int
    """Rows + 1, as facts name them."""


class Resolver:
    """Looks up what rows name, in the state as it stands."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._on_the_way = OnTheWay(core.journal)
        self.bounds = Bounds(core, self._on_the_way)
        self.work_done = WorkDone(core.journal)
        self._late_counts = LateCounts(core)
        self._lots = LotBounds(core)

    def resolve(self, pending: Signals) -> tuple[Signals, np.ndarray, list[str]]:
        """Return the signals that can be taken in now, which of the given ones they are, and why the others cannot.

        Of several that speak of one pull or line only the first in the order of its life can be taken in at once: what
        the others mean may hang on it. A reason is empty for those, and for all that can be taken in.
        """
        rows = pending.rows.copy()
        counts = counted_late(rows)
        now, why = ~names_something(rows), [""] * len(rows)
        taken: set[int | tuple[int, int]] = set()
        places = sorted(np.flatnonzero(~now & ~counts).tolist(), key=lambda i: (_RANK[int(rows["kind"][i])], i))
        for i in places:
            why[i] = self._resolve(rows[i])
            subject = int(rows["reference"][i]) or tuple(rows[["point", "lot"]][i].tolist())
            now[i] = not why[i] and subject not in taken
            if now[i]:
                taken.add(subject)
        self._late_counts.settle(rows, now, why)
        return pending.with_rows(rows).only(now), now, why

    def _resolve(self, row: np.void) -> str:
        """Put the numbers of facts into a row; return why that cannot be, empty = it can."""
        text = self._core.journal.texts([int(row["reference"])])[0]
        live = arena.arrays(self._core.state)
        if int(row["kind"]) in _OF_ANY_LINE or _is_refund(row):
            return self._resolve_any_line(row, text)
        if int(row["kind"]) in _OF_OPEN_LINE:
            return self._resolve_line(row, text, live["line"])
        if int(row["kind"]) == Kind.CARD_MOVED:
            card = card_of(self._core.state, int(row["point"]) - 1, int(row["lot"]))
            return "" if card >= 0 else no_card(int(row["lot"]))
        if int(row["kind"]) == Kind.SCRAPPED and not text:
            return self.bounds.scrapped_here(row) or (self._lots.scrapped(row) if row["lot"] else "")
        if int(row["kind"]) in OF_LOTS:
            return self._resolve_lot(row, text, live["pull"])
        return self._resolve_pull(row, text, live["pull"])

    def _resolve_lot(self, row: np.void, text: str, pool: np.ndarray) -> str:
        if int(row["kind"]) != Kind.LOT_CONSUMED:
            return self._lots.quarantined(row) if row["kind"] == Kind.LOT_QUARANTINED else self._lots.released(row)
        found = self._pulls_named(text, -1, pool)
        last = self._core.journal.last_seq
        return self._lots.consumed(row, text, pool[found[0]]) if len(found) else not_open(text, last)

    def _resolve_pull(self, row: np.void, text: str, pool: np.ndarray) -> str:
        found = self._pulls_named(text, int(row["point"]) - 1, pool)
        if not len(found):
            return not_open(text, self._core.journal.last_seq) if text else "no pull is open at this stock point"
        fitting = self._fitting(found, int(row["point"]) - 1, pool["point"])
        if not len(fitting):
            return f"{text!r} is for {self._core.network.items.name[self._item(int(pool['point'][found[0]]))]!r}"
        slot = int(fitting[np.lexsort((pool["id"][fitting], pool["due"][fitting]))[0]])
        pull = pool[slot]
        why = self._scale(row, int(pull["point"])) or _too_late(row, text, pull)
        why = why or self.bounds.scrapped_of(row, text, pull)
        row["reference"], row["point"], row["source"] = pull["id"], pull["point"] + 1, pull["source"] + 1
        row["due"] = max(0, int(row["due"]))
        if int(row["kind"]) == Kind.FINISHED:
            return why or self._finish(row, text, pull)
        if int(row["kind"]) == Kind.SCRAPPED and not why:
            row["amount"] = cost_of(row, worth_lost(self._core, self.work_done, slot, int(row["quantity"])))
        self._fill_in(row, pull)
        return why

    def _finish(self, row: np.void, text: str, pull: np.void) -> str:
        """Say how many pieces are finished, all that are not yet, and what the work on them costs, if nobody did."""
        source = int(pull["source"])
        if source >= 0 and (kind := int(self._core.network.source["kind"][source])) != MAKE:
            return f"{text!r} is a pull to {SOURCE_KINDS[kind]}: only one to make is finished; this one is received"
        rest = int(pull["quantity"] - pull["received"]) - self.work_done.waiting(int(pull["id"]))
        row["quantity"] = row["quantity"] or max(0, rest)
        if row["quantity"] == 0:
            return f"{text!r} is finished"
        if source >= 0 and (why := self.bounds.finished(row, text, max(0, rest))):
            return why
        usual = 0
        if source >= 0:
            first = self.work_done.is_first(int(pull["id"]))
            row["party"], usual = charge(self._core, source, int(row["quantity"]), first=first)
        row["amount"] = cost_of(row, usual)
        return ""

    def _pulls_named(self, text: str, point: int, pool: np.ndarray) -> np.ndarray:
        """Return the slots of the open pull P12, of open supply by its reference, or of all pulls at a point."""
        if is_pull_name(text):
            slot = pull_slot(self._core.state, int(text[1:]))
            return np.array([slot] if slot >= 0 else [], np.int64)
        if text:
            name = self._core.journal.name_id("supply", text)
            return np.flatnonzero((pool["id"] > 0) & (pool["reference"] == name) & (name > 0))
        return np.flatnonzero((pool["id"] > 0) & (pool["point"] == point))

    def _fitting(self, found: np.ndarray, point: int, points: np.ndarray) -> np.ndarray:
        """Return those at a stock point, or, where none is, for its item: a row may leave the location open."""
        if point < 0:
            return found
        here = found[points[found] == point]
        same: np.ndarray = found[self._core.network.point["item"][points[found]] == self._item(point)]
        return here if len(here) else same

    def _item(self, point: int) -> int:
        return int(self._core.network.point["item"][point])

    def _scale(self, row: np.void, point: int) -> str:
        row["quantity"], why = scaled(self._core.network, point, int(row["quantity"]))
        return why

    def _fill_in(self, row: np.void, pull: np.void) -> None:
        kind, source = int(row["kind"]), int(pull["source"])
        if kind == Kind.RECEIVED and source < 0:
            opened = next(iter(self._core.journal.read(int(pull["id"]) - 1, int(pull["id"]))))
            row["party"] = self._core.translator.from_journal(opened)["party"][0]
        elif kind == Kind.RECEIVED and int(self._core.network.source["kind"][source]) >= BUY:
            row["party"] = self._core.network.source["supplier"][source] + 1
            row["amount"] = self._core.network.source["unit_cost"][source]
        if kind in {Kind.RECEIVED, Kind.PULL_CONFIRMED} and not row["quantity"]:
            row["quantity"] = pull["quantity"] - pull["received"] * (kind == Kind.RECEIVED)
        if kind == Kind.PULL_CONFIRMED and row["due"] == NEVER:
            row["due"] = pull["due"]
        if kind == Kind.PULL_PLACED and row["due"] == NEVER:
            row["due"] = 0

    def _resolve_line(self, row: np.void, text: str, lines: np.ndarray) -> str:
        kind = int(row["kind"])
        found = self._lines_named(text, whole_order=kind not in _BY_KEY)
        if not len(found):
            return f"{text!r} is no open order line".replace("\\t", " ")
        fitting = self._fitting(found, int(row["point"]) - 1, lines["point"])
        if not len(fitting):
            return f"{text!r} is for {self._core.network.items.name[self._item(int(lines['point'][found[0]]))]!r}"
        if len(fitting) > 1:
            return f"{text!r} has several open lines; expected one of them, as {text + ' 1'!r}"
        line = lines[int(fitting[0])]
        named = _Line(int(line["id"]), int(line["point"]) + 1, int(line["party"]) + 1)
        why = self._scale(row, named.point - 1) if kind != Kind.ORDER_CHANGED else ""
        row["reference"], row["point"], row["party"] = named
        if kind in OF_PROMISES:
            return fill_in_promise(row, text, line)
        if kind == Kind.ORDER_CHOICE_SET:
            return choice_begun(self._core, row, text, line)
        if kind == Kind.SHIPPED:
            row["amount"] = line["price"]
            row["quantity"] = row["quantity"] or line["quantity"] - line["shipped"]
            return why or self.bounds.shipped(row, text, line)
        return why

    def _deliver(self, row: np.void, text: str, line: "_Line") -> str:
        why = self._scale(row, line.point - 1)
        row["reference"], row["point"], row["party"] = line
        parcels = self._on_the_way.of(line.id)
        if not 0 < (row["quantity"] or parcels.quantity) <= parcels.quantity:
            record = self._core.network.point[line.point - 1]
            there = format_quantity(parcels.quantity, int(record["decimals"]))
            return why or f"of {text!r} {there} have left and not arrived; expected no more to be delivered"
        fill_in_delivery(row, parcels, int(self._core.network.point["scale"][line.point - 1]))
        return why

    def _resolve_any_line(self, row: np.void, text: str) -> str:
        """Resolve what may speak of a line that is closed; of an order's lines it means the one that it fits."""
        placed = self._placed(text)
        if not len(placed):
            return f"{text!r} is no order line".replace("\\t", " ")
        fitting = placed[self._fitting(np.arange(len(placed)), int(row["point"]) - 1, placed["point"] - 1)]
        if not len(fitting):
            return f"{text!r} is for {self._core.network.items.name[self._item(int(placed['point'][0]) - 1)]!r}"
        if row["kind"] != Kind.RETURNED:
            parcels = [self._on_the_way.of(seq) for seq in fitting["seq"].tolist()]
            there = [(some.deposit if _is_refund(row) else some.quantity) > 0 for some in parcels]
            fitting = fitting[there] if any(there) else fitting[:1]
        if len(fitting) > 1:
            return f"{text!r} has several lines; expected one of them, as {text + ' 1'!r}"
        line = fitting[0]
        named = _Line(int(line["seq"]), int(line["point"]), int(line["party"]))
        if row["kind"] == Kind.DELIVERED:
            return self._deliver(row, text, named)
        if _is_refund(row):
            why = self._scale(row, named.point - 1)
            row["reference"], row["point"], row["party"] = named
            return why or self.bounds.paid_back(row, text, named.party - 1)
        row["reference"], row["party"], row["amount"] = named.id, named.party, line["amount"]
        # A return that names no customer whose account could be credited is paid out.
        row["code"], row["lot"] = (ON_ACCOUNT if named.party else IN_CASH), chosen_for(self._core, line)
        return self.bounds.returned(row, text, line)

    def _placed(self, text: str) -> np.ndarray:
        """Return the order lines, open or closed, of that name, else those of the order of that name, as facts."""
        return self._core.translator.from_journal(self._on_the_way.placed(self._ids(text, whole_order=True)))

    def _ids(self, text: str, *, whole_order: bool) -> list[int]:
        """Return the ids of the lines of that name, open or closed, else of the order of that name if that will do."""
        names, journal = list(line_names(text)), self._core.journal
        seq = np.concatenate([journal.known(key_digests(table, names))[0] for table in ("orders", "subscriptions")])
        if (seq > 0).any() or not whole_order:
            return list(seq[seq > 0].tolist())
        return self._on_the_way.lines_of(journal.name_id("order", text))

    def _lines_named(self, text: str, *, whole_order: bool) -> np.ndarray:
        """Return the slots of the open lines of that name, else of the order of that name if that will do."""
        slots = [line_slot(self._core.state, id_) for id_ in self._ids(text, whole_order=whole_order)]
        return np.array([slot for slot in slots if slot >= 0], np.int64)


def _is_refund(row: np.void) -> bool:
    return bool(row["kind"] == Kind.DEPOSIT_RECEIVED and row["amount"] < 0)


def _too_late(row: np.void, text: str, pull: np.void) -> str:
    """Return why a pull cannot be rejected or approved any more, empty = it can, or something else is said of it."""
    if int(row["kind"]) == Kind.PULL_REJECTED and int(pull["state"]) == STARTED:
        return f"{text!r} has begun: close it, or say what was scrapped; only what has not begun can be rejected"
    if int(row["kind"]) == Kind.PULL_STARTED and int(pull["state"]) != PROPOSED:
        return f"{text!r} does not wait for approval"
    return ""
