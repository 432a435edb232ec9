"""Facts of phase 4: what the engine decided."""

from typing import ClassVar

from tugline.facts.fact import Fact
from tugline.facts.kinds import Kind


class PullReleased(Fact, frozen=True, kw_only=True, tag=51):
    """Loop `code` asks `source` for `quantity` by `due`; `reference` is who it is pegged to, 0 = stock."""

    kind: ClassVar[Kind] = Kind.PULL_RELEASED
    code: int
    point: int
    source: int
    quantity: int
    due: int


class PullProposed(Fact, frozen=True, kw_only=True, tag=52):
    """As `PullReleased`, but it waits for room or for approval."""

    kind: ClassVar[Kind] = Kind.PULL_PROPOSED
    code: int
    point: int
    source: int
    quantity: int
    due: int


class PullStarted(Fact, frozen=True, kw_only=True, tag=53):
    """The proposed pull `reference` is released."""

    kind: ClassVar[Kind] = Kind.PULL_STARTED
    reference: int


class Pegged(Fact, frozen=True, kw_only=True, tag=54):
    """Open supply of pull `reference` is kept for line or pull `cause`."""

    kind: ClassVar[Kind] = Kind.PEGGED
    reference: int
    quantity: int
    cause: int


class Unpegged(Fact, frozen=True, kw_only=True, tag=55):
    """Such supply is given back to stock."""

    kind: ClassVar[Kind] = Kind.UNPEGGED
    reference: int
    quantity: int
    cause: int


class StockAllocated(Fact, frozen=True, kw_only=True, tag=56):
    """`quantity` on hand at `point` is kept for line or pull `reference`."""

    kind: ClassVar[Kind] = Kind.STOCK_ALLOCATED
    point: int
    reference: int
    quantity: int


class MaterialAllocated(Fact, frozen=True, kw_only=True, tag=57):
    """All that pull `reference` needs is kept for it: it can start."""

    kind: ClassVar[Kind] = Kind.MATERIAL_ALLOCATED
    reference: int


class ShipmentReleased(Fact, frozen=True, kw_only=True, tag=58):
    """Line `reference` can ship `quantity`."""

    kind: ClassVar[Kind] = Kind.SHIPMENT_RELEASED
    point: int
    reference: int
    quantity: int


class PromiseMade(Fact, frozen=True, kw_only=True, tag=59):
    """Line `reference`, 0 = the line placed just before, is promised `quantity` by `due`.

    By `code` ticks before that it ranks: the plan that it rests on has it then, and no time to spare. `amount` is the
    tick from which it is free again if nobody has ordered it for good, 0 = it is ordered.
    """

    kind: ClassVar[Kind] = Kind.PROMISE_MADE
    quantity: int
    due: int


class PromiseChanged(Fact, frozen=True, kw_only=True, tag=60):
    """The promise of line `reference` moves to `due`; 0 = nothing is promised any more."""

    kind: ClassVar[Kind] = Kind.PROMISE_CHANGED
    reference: int
    due: int


class StockFreed(Fact, frozen=True, kw_only=True, tag=61):
    """Stock kept for `reference` at `point` is not there any more; `quantity` waits again.

    `amount` of it had been released for shipment, and is not any more.
    """

    kind: ClassVar[Kind] = Kind.STOCK_FREED
    point: int
    reference: int
    quantity: int
    amount: int = 0


class PullWithdrawn(Fact, frozen=True, kw_only=True, tag=62):
    """`quantity` of pull `reference`, which nobody has taken on, is not asked for any more.

    `cause` is the fact because of which, 0 = the source of a proposal is not valid any more.
    """

    kind: ClassVar[Kind] = Kind.PULL_WITHDRAWN
    point: int
    reference: int
    quantity: int
    cause: int


class PullMoved(Fact, frozen=True, kw_only=True, tag=63):
    """Pull `reference`, which nobody has taken on, is wanted by `due` now, as urgently as `priority` says."""

    kind: ClassVar[Kind] = Kind.PULL_MOVED
    point: int
    reference: int
    due: int
    priority: int
    cause: int


class PromiseExpired(Fact, frozen=True, kw_only=True, tag=64):
    """Line `reference` was reserved until now and nobody ordered it: its open rest, `quantity`, is free."""

    kind: ClassVar[Kind] = Kind.PROMISE_EXPIRED
    point: int
    reference: int
    quantity: int
