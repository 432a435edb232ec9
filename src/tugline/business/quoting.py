"""A quote: when a customer could have something, if it were ordered now. Nothing is reserved and nothing is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import numpy as np

from tugline.business.asking import Asked, asked_rows
from tugline.business.causes import Causes
from tugline.business.core import Core
from tugline.business.history import collect
from tugline.business.naming import Naming
from tugline.business.projection import Ahead, Expected
from tugline.business.views import Quote, QuotedPart
from tugline.facts.kinds import Kind
from tugline.state import arena
from tugline.state.layout import PARTS, WHOLE


def quote(
    core: Core, *, item: str, quantity: float | str, location: str, wanted: str | datetime | None, customer: str,
    options: str | Mapping[str, str] = "",
) -> Quote:  # fmt: skip
    """Return when a customer could have a quantity, all at once and in parts, as things stand.

    The order is placed in a copy of the business, where the plain world runs ahead: it stands in line by its priority
    and wanted date, and pulls what is not there, with the capacity and the material that there are. Signals that are
    not taken in yet are not known to it.

    Raises
    ------
    UsageError
        There is no such item, location or customer, the quantity or the time cannot be read, or a rule refuses the
        options.
    """
    row = asked_rows(core, Asked(item, quantity, location, wanted, customer, options))
    point, asked, due = int(row["point"][0]) - 1, int(row["quantity"][0]), int(row["due"][0])
    naming = Naming(core.network)
    whole = _deliveries(core, row, WHOLE, naming)
    parts = _deliveries(core, row, PARTS, naming).there
    at = whole.there[-1][0] if sum(part for _, part in whole.there) >= asked else None
    late = None if at is None else naming.late_days(due, at)
    return Quote(
        item=item,
        location=naming.location(point),
        quantity=naming.number(point, asked),
        wanted=naming.when(due) or "",
        promised=naming.when(at) if at is not None else None,
        late_days=late,
        cause=whole.cause if late != 0 else "",
        leaves=naming.when(whole.left[-1][0]) if at is not None else None,
        split=tuple(QuotedPart(date=naming.when(t) or "", quantity=naming.number(point, part)) for t, part in parts),
    )


class _Way(NamedTuple):
    """(tick, quantity) of every part of an order, as it leaves and as it is at the customer, and what it waits for."""

    left: list[tuple[int, int]]
    there: list[tuple[int, int]]
    cause: str


def _deliveries(core: Core, order: np.ndarray, parcels: int, naming: Naming) -> _Way:
    """Return when parts of an order leave and are at the customer, and what it waits for once it is placed."""
    row = order.copy()
    row["code"] = parcels
    ahead = Ahead(core, row)
    placed = np.concatenate([part.copy() for part in ahead.run(0)])
    line = int(placed["seq"][(placed["kind"] == int(Kind.ORDER_PLACED)) & (placed["reference"] == 0)][-1])
    # A world names the date of all that it places; in a plant it stands among what people said.
    history = collect(core) if core.world is None else None
    state = arena.copy_state(ahead.state)
    expected = Expected({}, {}, {}, ahead.stops(), ahead.queues())
    left, found = _told(placed, line, Kind.SHIPPED), _told(placed, line, Kind.DELIVERED)
    asked = int(order["quantity"][0])
    for facts in ahead.far():
        if sum(quantity for _, quantity in found) >= asked:
            break
        left += _told(facts, line, Kind.SHIPPED)
        found += _told(facts, line, Kind.DELIVERED)
        came = facts[facts["kind"] == int(Kind.RECEIVED)]
        expected.arrives.update(zip(came["reference"].tolist(), came["tick"].tolist(), strict=True))
    causes = Causes(arena.arrays(state), state, naming, core.now, history, expected)
    slot = causes.slot_of(line)
    return _Way(left, found, causes.of_line(slot).says if slot >= 0 else "")


def _told(facts: np.ndarray, line: int, kind: Kind) -> list[tuple[int, int]]:
    """Return (tick, quantity) of all that is said of a line in facts of a kind."""
    rows = facts[(facts["kind"] == int(kind)) & (facts["reference"] == line)]
    return list(zip(rows["tick"].tolist(), rows["quantity"].tolist(), strict=True))
