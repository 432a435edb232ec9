"""A fact in words: every column as the reports show it, quantities in their unit, money, times as dates."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tugline.business.history import History
from tugline.business.loop_words import setting
from tugline.business.naming import Naming
from tugline.business.why import Why
from tugline.facts.kinds import NEVER, Kind
from tugline.journal.journal import Journal
from tugline.ledger.accounts import ACCOUNTS
from tugline.network.layout import COST_SCALE, SOURCE_KINDS
from tugline.state.layout import CARD_STATES, LOOP_KINDS, TO_ORDER_KINDS
from tugline.units.quantity import format_price

NAMED = frozenset({Kind.ORDER_PLACED, Kind.SUPPLY_OPENED, Kind.BUSINESS_OPENED, Kind.NETWORK_ADOPTED})
"""Kinds whose `reference` is a name, not the number of a fact."""
_PRICED = frozenset({
    Kind.RECEIVED, Kind.SHIPPED, Kind.ORDER_PLACED, Kind.ORDER_CHANGED, Kind.SALE_MADE, Kind.RETURNED,
    Kind.ORDER_CHOICE_SET,
})  # fmt: skip
_DECIDED = frozenset({Kind.PULL_RELEASED, Kind.PULL_PROPOSED})
_KEEPS = frozenset({Kind.PEGGED, Kind.UNPEGGED})
_OF_CARDS = frozenset({Kind.CARD_ISSUED, Kind.CARD_WITHDRAWN, Kind.CARD_MOVED})
_OF_RESOURCES = frozenset({Kind.CALL_MOVED, Kind.RESOURCE_DOWN})
_BY_LOT = _OF_RESOURCES | {
    Kind.RECEIVED, Kind.SHIPPED, Kind.SCRAPPED, Kind.LOT_CONSUMED, Kind.LOT_QUARANTINED, Kind.LOT_RELEASED,
}  # fmt: skip
"""Kinds whose `lot` is the name of a lot, or of a reason."""
_SAYS_ZERO = frozenset({Kind.COUNTED, Kind.STOCK_OPENED, Kind.ORDER_CHANGED})
"""Kinds in which the quantity 0 says something; elsewhere it says nothing of a quantity."""
_FREIGHT = ("", "freight in", "freight out", "expedite")
_PARCELS = ("the whole line at once", "parts allowed", "the whole order at once")
_WORLDS = ("", "plain", "simulated", "plant")
_INTERESTS = ("", "view", "like", "cart", "play")
_LABELS: dict[Kind, dict[str, str]] = {
    Kind.SUBSCRIPTION_STARTED: {"due": "every"},
    Kind.ORDER_PLACED: {"due": "wanted"},
    Kind.ORDER_CHANGED: {"due": "wanted"},
    Kind.PULL_CONFIRMED: {"due": "expected"},
    Kind.PULL_HELD: {"due": "until"},
    Kind.RESOURCE_DOWN: {"due": "expected back"},
    Kind.PULL_REJECTED: {"due": "not again before"},
    Kind.PROMISE_MADE: {"due": "promised"},
    Kind.PROMISE_CHANGED: {"due": "promised"},
    Kind.PROMISE_ACCEPTED: {"due": "promised"},
}
_NAMES = {
    Kind.ORDER_PLACED: "order line", Kind.SUPPLY_OPENED: "known as", Kind.BUSINESS_OPENED: "network",
    Kind.NETWORK_ADOPTED: "network",
}  # fmt: skip


class FactWords:
    """Tells facts of one business, whose rows are those of `naming`.

    Parameters
    ----------
    history
        Order lines and pulls, of which facts speak.
    """

    def __init__(self, naming: Naming, journal: Journal, why: Why, history: History) -> None:
        self._naming, self._journal, self._why, self._history = naming, journal, why, history

    def line(self, row: Any) -> str:
        """Return one fact in a line: when, what, how much, where, for how much money, by when."""
        kind, naming, point = Kind(int(row["kind"])), self._naming, int(row["point"]) - 1
        parts = [f"F{int(row['seq'])}", naming.minute(int(row["tick"])), kind.name.lower().replace("_", " ")]
        if kind is Kind.PARAMETER_SET:
            return " ".join([*parts, self._quantity(row), f"of {naming.item(point)} at {naming.location(point)}"])
        quantity = self._quantity(row)
        if point >= 0:
            parts.append(f"{quantity} {naming.item(point)}".lstrip())
            parts.append(f"at {naming.location(point)}")
        elif quantity:
            parts.append(quantity)
        if kind in _KEEPS:
            parts.append(f"of {self.thing(int(row['reference']))} for {self.thing(int(row['cause']))}")
        if row["resource"]:
            parts.append(f"on {naming.network.resource_names[int(row['resource']) - 1]}")
        if row["party"]:
            parts.append(f"({naming.party(int(row['party']) - 1)})")
        coded = kind in _OF_CARDS or kind in (Kind.BALANCE_OPENED, Kind.CALL_MOVED)
        more = [self._code(row) if coded else "", self._amount(row)]
        said = kind is Kind.ORDER_CHOICE_SET or (kind in _BY_LOT and row["lot"])
        more.append(" ".join(self._lot(row, kind)) if said else "")
        more.append(f"{self._label(kind, 'due')} {due}" if (due := self._due(row)) else "")
        said = ", ".join(part for part in more if part)
        return " ".join([*parts, f"[{said}]"] if said else parts)

    def columns(self, row: Any) -> list[tuple[str, str]]:
        """Return what each column says, by its name in words; what says nothing is left out."""
        kind, tick = Kind(int(row["kind"])), int(row["tick"])
        happened = int(row["occurred_at"])
        found = [
            ("taken in", f"{self._naming.minute(tick)}, in pulse {int(row['pulse']):,}"),
            ("happened", self._naming.minute(happened) if happened and happened != tick else ""),
            ("says", self._code(row)),
            ("stock point", self._point(int(row["point"]) - 1)),
            ("quantity" if kind is not Kind.PARAMETER_SET else "sets", self._quantity(row)),
            ("counted" if kind is Kind.COUNTED else "money", self._amount(row)),
            (self._label(kind, "due"), self._due(row)),
            ("party", self._naming.party(int(row["party"]) - 1) if row["party"] else ""),
            ("source", self._source(int(row["source"]) - 1)),
            ("resource", self._naming.network.resource_names[int(row["resource"]) - 1] if row["resource"] else ""),
            self._lot(row, kind),
            (_NAMES.get(kind, "of"), self._reference(row, kind)),
            ("priority", str(int(row["priority"])) if row["priority"] else ""),
            ("caused by", self.thing(int(row["cause"])) if row["cause"] else ""),
            ("stated by", self._actor(int(row["actor"]))),
        ]
        return [(name, text) for name, text in found if text]

    def thing(self, id_: int) -> str:
        """Return what people call a fact: an order line, a pull, or the fact by its number."""
        return self._why.order(id_) or (f"P{id_}" if self._told(id_) is not None else f"F{id_}")

    def _told(self, id_: int) -> Any:
        """Return the fact that an order line or a pull began with, None if the number is of neither."""
        for rows in (self._history.pulls, self._history.orders):
            place = int(np.searchsorted(rows["seq"], id_))
            if place < len(rows) and int(rows["seq"][place]) == id_:
                return rows[place]
        return None

    def _actor(self, actor: int) -> str:
        name = self._journal.texts([actor])[0]
        return "Python" if name == "python table" else name or "the engine or its world"

    def _label(self, kind: Kind, column: str) -> str:
        return _LABELS.get(kind, {}).get(column, column)

    def _point(self, point: int) -> str:
        return f"{self._naming.item(point)} at {self._naming.location(point)}" if point >= 0 else ""

    def _quantity(self, row: Any) -> str:
        kind, quantity, point = Kind(int(row["kind"])), int(row["quantity"]), int(row["point"]) - 1
        if kind is Kind.PARAMETER_SET:
            return setting(self._naming, point, int(row["code"]), quantity)
        if kind in _OF_CARDS or (not quantity and kind not in _SAYS_ZERO):
            return ""
        if point < 0 and (told := self._told(int(row["reference"]))) is not None:
            point = int(told["point"]) - 1
        if point < 0:
            return f"{quantity:,}"
        return f"{self._naming.show(point, quantity)} {self._naming.unit(point)}".rstrip()

    def _amount(self, row: Any) -> str:
        kind, amount = Kind(int(row["kind"])), int(row["amount"])
        if (not amount and kind not in _DECIDED) or kind is Kind.ORDER_CANCELLED:
            return ""
        if kind is Kind.PROMISE_MADE:
            return f"reserved until {self._naming.minute(amount)}"
        if kind in _DECIDED:
            point = int(row["point"]) - 1
            seen = self._naming.show(point, amount)
            return f"{'lacking' if int(row['code']) in TO_ORDER_KINDS else 'position'} {seen}"
        if kind is Kind.COUNTED:
            counted = self._naming.show(int(row["point"]) - 1, int(row["quantity"]) - amount)
            return f"{counted} were there at {self._naming.minute(int(row['occurred_at']))}"
        currency = self._naming.network.settings.currency
        if kind in _PRICED:
            return f"{format_price(amount / COST_SCALE)} {currency} each"
        return f"{amount / 100:,.2f} {currency}"

    def _due(self, row: Any) -> str:
        kind, due = Kind(int(row["kind"])), int(row["due"])
        if not due or abs(due) >= NEVER // 2 or kind is Kind.ORDER_CANCELLED:
            return ""
        return f"{self._naming.days(due):,g} days" if kind is Kind.SUBSCRIPTION_STARTED else self._naming.minute(due)

    def _source(self, source: int) -> str:
        network = self._naming.network
        if source < 0:
            return ""
        record = network.source[source]
        word = SOURCE_KINDS[int(record["kind"])]
        if int(record["from_point"]) >= 0:
            return f"{word} from {self._naming.location(int(record['from_point']))}"
        supplier = int(record["supplier"])
        return f"{word} from {self._naming.party(supplier)}" if supplier >= 0 else word

    def _lot(self, row: Any, kind: Kind) -> tuple[str, str]:
        lot = int(row["lot"])
        if kind is Kind.ORDER_CHOICE_SET or (kind is Kind.RETURNED and lot):
            point = int(row["point"]) - 1
            return "chose", self._naming.network.choice_text(point, lot) if lot else "the default options"
        if not lot:
            return "lot", ""
        if kind is Kind.ORDER_PLACED:
            return "order", ""
        if kind in _BY_LOT:
            text = self._journal.texts([lot])[0].replace("\t", ": ").removesuffix(": ")
            return ("reason" if kind in _OF_RESOURCES else "lot"), text
        carded = kind in _OF_CARDS or (kind in _DECIDED and LOOP_KINDS[int(row["code"])] == "kanban")
        return ("card", str(lot)) if carded else ("lot", str(lot))

    def _reference(self, row: Any, kind: Kind) -> str:
        reference = int(row["reference"])
        if not reference:
            return ""
        if kind in NAMED:
            return self._journal.texts([reference])[0].replace("\t", " line ")
        told = self._told(reference)
        if told is None:
            return self.thing(reference)
        due = f", {self._label(Kind(int(told['kind'])), 'due')} {self._due(told)}" if self._due(told) else ""
        return f"{self.thing(reference)}: {self._quantity(told)} of {self._point(int(told['point']) - 1)}{due}"

    def _code(self, row: Any) -> str:
        kind, code = Kind(int(row["kind"])), int(row["code"])
        tell = _CODES.get(kind)
        return tell(code) if tell is not None and code >= 0 else ""


def _word(words: tuple[str, ...]) -> Callable[[int], str]:
    return lambda code: words[code] if code < len(words) else f"code {code}"


def _step(code: int) -> str:
    return f"step {code}" if code else ""


_CODES: dict[Kind, Callable[[int], str]] = {
    Kind.BUSINESS_OPENED: lambda code: f"{_word(_WORLDS)(code)} world",
    Kind.BALANCE_OPENED: lambda code: ACCOUNTS[code].replace("_", " "),
    Kind.SUPPLY_OPENED: _step,
    Kind.STARTED: _step,
    Kind.FINISHED: _step,
    **dict.fromkeys(_OF_CARDS, _word(CARD_STATES)),
    Kind.PAID: _word(("", "by the customer", "to the supplier")),
    Kind.FREIGHT_CHARGED: _word(_FREIGHT),
    Kind.RETURNED: _word(("credited", "paid out")),
    Kind.CALL_MOVED: _word(("", "called", "answered", "fixed")),
    Kind.SCRAPPED: _word(("", "from quarantine")),
    Kind.INTEREST_SHOWN: _word(_INTERESTS),
    Kind.ORDER_PLACED: _word(_PARCELS),
    Kind.ORDER_TERMS_SET: _word(_PARCELS),
    Kind.PULL_RELEASED: lambda code: f"loop {_word(LOOP_KINDS)(code)}",
    Kind.PULL_PROPOSED: lambda code: f"loop {_word(LOOP_KINDS)(code)}",
}
