"""What a fact moves, in goods and in money: the only thing that the books read.

The engine's fold writes zero or more movements for each fact, in the order of the facts; the ledger is a pure fold
over them. Not every fact moves something, and a movement carries only what a posting needs.
"""

from typing import Any

import numpy as np

from tugline.facts.kinds import Kind
from tugline.state.kernel import inlined

MOVEMENT = np.dtype(
    [
        (name, np.int64)
        for name in (
            "seq",  # of the fact
            "tick",  # at which it was taken in; never goes back
            "kind",  # of the fact, or one of the reserved kinds below
            "code",  # set by the kind, see below
            "point",  # row of the stock points, -1 = none
            "slot",  # of the pull that it belongs to, -1 = none; a slot is free again once its pull is closed
            "quantity",  # signed change of what is at `point`, in 10^-decimals of the item
            "amount",  # cents; 1/10,000 of the currency per item unit where the kind moves priced goods
            "party",  # row of the parties, -1 = none
            "final",  # 1 = the pull is closed with this
        )
    ]
)
"""One movement.

| kind | code | what it holds |
|---|---|---|
| STOCK_OPENED | | point, +quantity |
| SUPPLY_OPENED | source kind: 0 make, 1 move | slot; make: amount = cents of work in process; move: point and quantity, in transit at standard |
| BALANCE_OPENED | account | amount in cents, debit positive; party |
| RECEIVED | source kind: 0 make, 1 move, 2 buy, 3 drop | point, +quantity, slot, amount = unit price (buy, drop), party = supplier, final |
| STARTED | 0 make, 1 move | one for each component: point, -quantity, slot |
| FINISHED | | slot, amount = cents of conversion; party -1 = our own, else the supplier of the service |
| PULL_CLOSED | | slot |
| SHIPPED, SALE_MADE | | point, -quantity, amount = unit price, party = customer |
| RETURNED | 0 on account, 1 paid out in cash | point, +quantity, amount = unit price given back, party |
| SCRAPPED | | point, -quantity; or slot, amount = cents of work in process lost |
| COUNTED | | point, difference found |
| STOCK_FOUND | 0 the records were wrong, 1 stock was unknown | point, +quantity |
| PAID | 1 by a customer, 2 to a supplier | amount in cents, party |
| FREIGHT_CHARGED | 1 in, 2 out, 3 expedite | amount in cents, party |
| DEPOSIT_RECEIVED | | amount in cents (negative = paid back), party |
| DELIVERED | | amount = cents of deposit used up, party |
| OVERTIME_CHARGED | | amount in cents, party |
| WRITE_DOWN | | amount in cents (negative = reversed) |
| REVALUED | | point, amount = new standard cost, 1/10,000 of the currency per item unit |
| EXCHANGE_DIFFERENCE | 1 customers, 2 suppliers | amount in cents, loss positive; party |
"""

WRITE_DOWN, REVALUED, EXCHANGE_DIFFERENCE = 90, 91, 92
"""Movements that no fact causes yet; their numbers are kept clear of the facts' kinds."""

FROM_CUSTOMER, TO_SUPPLIER = 1, 2
FREIGHT_IN, FREIGHT_OUT, FREIGHT_EXPEDITE = 1, 2, 3
FOUND_WRONG, FOUND_UNKNOWN = 0, 1
ON_ACCOUNT, IN_CASH = 0, 1
FROM_QUARANTINE = 1
"""Code of a `SCRAPPED` fact at a stock point: it takes from what is in quarantine there."""

MOVING_KINDS = (
    Kind.STOCK_OPENED,
    Kind.SUPPLY_OPENED,
    Kind.BALANCE_OPENED,
    Kind.RECEIVED,
    Kind.STARTED,
    Kind.FINISHED,
    Kind.PULL_CLOSED,
    Kind.SHIPPED,
    Kind.SALE_MADE,
    Kind.RETURNED,
    Kind.SCRAPPED,
    Kind.COUNTED,
    Kind.STOCK_FOUND,
    Kind.PAID,
    Kind.FREIGHT_CHARGED,
    Kind.DEPOSIT_RECEIVED,
    Kind.DELIVERED,
    Kind.OVERTIME_CHARGED,
)
"""The kinds of fact that may cause movements."""


@inlined
def write_movement(
    movement: Any, seq: int, tick: int, kind: int, code: int, point: int, slot: int, quantity: int, amount: int,
    party: int, final: int,
) -> None:  # fmt: skip
    """Fill one record of a `MOVEMENT` array."""
    movement.seq = seq
    movement.tick = tick
    movement.kind = kind
    movement.code = code
    movement.point = point
    movement.slot = slot
    movement.quantity = quantity
    movement.amount = amount
    movement.party = party
    movement.final = final
