"""Every kind of fact, its number and its phase; `docs/design/facts.md` says the rest in words."""

from enum import IntEnum

import numpy as np

COLUMNS = (
    "seq",
    "pulse",
    "tick",
    "kind",
    "code",
    "point",
    "party",
    "source",
    "resource",
    "lot",
    "reference",
    "quantity",
    "amount",
    "due",
    "occurred_at",
    "priority",
    "cause",
    "actor",
)
N_COLUMNS = len(COLUMNS)
(
    SEQ,
    PULSE,
    TICK,
    KIND,
    CODE,
    POINT,
    PARTY,
    SOURCE,
    RESOURCE,
    LOT,
    REFERENCE,
    QUANTITY,
    AMOUNT,
    DUE,
    OCCURRED_AT,
    PRIORITY,
    CAUSE,
    ACTOR,
) = range(N_COLUMNS)

FACT = np.dtype([(name, np.int64) for name in COLUMNS])
"""One fact as a record; a batch of facts is a one-dimensional array of these."""

NEVER = 1 << 62
"""Tick that means "never"; far from overflow when a duration is added."""


class Kind(IntEnum):
    """The kinds of fact. The numbers are stored in journals and never change their meaning."""

    BUSINESS_OPENED = 1
    NETWORK_ADOPTED = 2
    PARAMETER_SET = 3
    PULSE_CLOSED = 4
    BALANCE_OPENED = 5
    STOCK_OPENED = 6
    SUPPLY_OPENED = 7
    CARD_ISSUED = 8
    CARD_WITHDRAWN = 9
    CALL_MOVED = 10
    RECEIVED = 11
    STARTED = 12
    FINISHED = 13
    SCRAPPED = 14
    COUNTED = 15
    SHIPPED = 16
    DELIVERED = 17
    RETURNED = 18
    PAID = 19
    RESOURCE_DOWN = 20
    RESOURCE_UP = 21
    PULL_ACCEPTED = 22
    PULL_PLACED = 23
    PULL_CONFIRMED = 24
    PULL_CLOSED = 25
    FREIGHT_CHARGED = 26
    DEPOSIT_RECEIVED = 27
    STOCK_FOUND = 28
    OVERTIME_CHARGED = 29
    LOT_QUARANTINED = 30
    ORDER_CANCELLED = 31
    ORDER_CHANGED = 32
    PULL_HELD = 33
    PULL_FREED = 34
    PULL_EDITED = 35
    PULL_ADDED = 36
    PULL_REJECTED = 37
    CARD_MOVED = 38
    PROMISE_ACCEPTED = 39
    LOT_RELEASED = 40
    ORDER_PLACED = 41
    SALE_MADE = 42
    INTEREST_SHOWN = 43
    SUBSCRIPTION_STARTED = 44
    SUBSCRIPTION_ENDED = 45
    ORDER_TERMS_SET = 46
    ORDER_CHOICE_SET = 47
    LOT_CONSUMED = 48
    PULL_RELEASED = 51
    PULL_PROPOSED = 52
    PULL_STARTED = 53
    PEGGED = 54
    UNPEGGED = 55
    STOCK_ALLOCATED = 56
    MATERIAL_ALLOCATED = 57
    SHIPMENT_RELEASED = 58
    PROMISE_MADE = 59
    PROMISE_CHANGED = 60
    STOCK_FREED = 61
    PULL_WITHDRAWN = 62
    PULL_MOVED = 63
    PROMISE_EXPIRED = 64


def phase(kind: int) -> int:
    """Return the phase of a kind inside a pulse: 0 business, 1 world, 2 changes, 3 demand, 4 decisions."""
    if kind <= Kind.CARD_WITHDRAWN:
        return 0
    if kind <= Kind.OVERTIME_CHARGED:
        return 1
    if kind <= Kind.LOT_RELEASED:
        return 2
    return 3 if kind <= Kind.LOT_CONSUMED else 4
