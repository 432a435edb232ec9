"""The pulls as views: all of them, or those not closed."""

from typing import Any

import numpy as np

from tugline.business.causes import Causes
from tugline.business.history import History, total_by_reference
from tugline.business.kept_for import KeptFor
from tugline.business.naming import Naming
from tugline.business.views import PullView
from tugline.business.why import Why, kind_of, signal_of
from tugline.network.layout import MAKE, MOVE
from tugline.state.layout import ACCEPTED, CONFIRMED, LOOP_KINDS, PLACED, PROPOSED, READY, RELEASED, STARTED

STATES = {PROPOSED: "proposed", RELEASED: "released", READY: "ready", STARTED: "started"}
_ANSWERS = {ACCEPTED: "accepted", PLACED: "placed", CONFIRMED: "confirmed"}


class PullViews:
    """Makes views of pulls of one business as of the tick `now`."""

    def __init__(
        self, naming: Naming, arrays: dict[str, Any], causes: Causes, why: Why, history: History, now: int
    ) -> None:
        self._naming, self._arrays, self._causes, self._why = naming, arrays, causes, why
        self._pulls = history.pulls
        self._kept_for = KeptFor(arrays, history, why)
        self._received = total_by_reference(history.received, self._pulls["seq"])
        pool = arrays["pull"]
        used = np.flatnonzero(pool["id"] > 0)
        self._slot = dict(zip(pool["id"][used].tolist(), used.tolist(), strict=True))
        self._ended = set(history.ended["reference"].tolist())
        # Of several words on one pull the last one stays: they are in the journal's order.
        of, quantity, due = (history.words[name] for name in ("reference", "quantity", "due"))
        self._last_quantity = dict(zip(of[quantity > 0].tolist(), quantity[quantity > 0].tolist(), strict=True))
        self._last_due = dict(zip(of[due > 0].tolist(), due[due > 0].tolist(), strict=True))
        self._now = now

    def views(self, *, open_only: bool) -> list[PullView]:
        """Return the pulls in the order in which they were released."""
        ids = self._pulls["seq"].tolist()
        chosen = range(len(ids)) if not open_only else [i for i, id_ in enumerate(ids) if id_ in self._slot]
        return [self.one(i) for i in chosen]

    def one(self, i: int) -> PullView:
        """Return the view of the i-th pull of the history."""
        row, naming = self._pulls[i], self._naming
        id_, point, source = int(row["seq"]), int(row["point"]) - 1, int(row["source"]) - 1
        slot = self._slot.get(id_, -1)
        pull = self._arrays["pull"][slot] if slot >= 0 else None
        due = int(pull["due"]) if pull is not None else self._last_due.get(id_, int(row["due"]))
        quantity = int(pull["quantity"]) if pull is not None else self._asked_last(row)
        return PullView(
            id=f"P{id_}",
            at=naming.when(int(row["tick"])) or "",
            kind=kind_of(row, naming.network.source),
            item=naming.item(point),
            location=naming.location(point),
            from_=self._origin(source, int(row["party"]) - 1),
            quantity=naming.number(point, quantity),
            due=naming.when(due) or "",
            loop=LOOP_KINDS[int(row["code"])] if row["kind"] > 50 else "",
            signal=signal_of(row, self._why),
            state=self._state(pull, id_, int(row["quantity"])),
            why=self._why.sentence(row) + (self._kept_for.says(row, slot) if slot >= 0 else ""),
            received=naming.number(point, int(self._received[i])),
            late_days=naming.late_days(due, self._now) if pull is not None else 0.0,
            blocked_by=self._causes.of_pull(slot).says if pull is not None and pull["state"] < STARTED else "",
            rests_on=self._defaults(point, source, row),
        )

    def _asked_last(self, row: Any) -> int:
        """Return the quantity that was last asked or confirmed of a closed pull; of a withdrawn one what it was."""
        id_, asked = int(row["seq"]), int(row["quantity"])
        withdrawn = self._why.withdrawals.of(id_)
        last: int = self._last_quantity.get(id_, asked if withdrawn >= asked else asked - withdrawn)
        return last

    def _state(self, pull: Any, id_: int, quantity: int) -> str:
        if pull is None:
            withdrawn = self._why.withdrawals.of(id_) >= quantity
            return "withdrawn" if withdrawn else "closed short" if id_ in self._ended else "closed"
        if int(pull["received"]) > 0:
            return "part received"
        if int(pull["state"]) == STARTED and int(pull["source"]) >= 0:
            return "started"
        return _ANSWERS.get(int(pull["accepted"]), STATES[int(pull["state"])])

    def _origin(self, source: int, party: int) -> str:
        network = self._naming.network
        if source < 0:
            return self._naming.party(party)
        record = network.source[source]
        if int(record["kind"]) == MOVE and int(record["from_point"]) >= 0:
            return self._naming.location(int(record["from_point"]))
        supplier = int(record["supplier"])
        return self._naming.party(supplier) if supplier >= 0 or int(record["kind"]) != MAKE else ""

    def _defaults(self, point: int, source: int, row: Any) -> tuple[str, ...]:
        network = self._naming.network
        found = []
        if source >= 0 and int(network.source["defaulted_lead"][source]):
            found.append("lead time")
        if not int(self._arrays["stock"]["proven"][point]) and int(row["code"]) > 0:
            found.append("stock")
        if int(network.point["defaulted_cost"][point]):
            found.append("cost")
        return tuple(found)
