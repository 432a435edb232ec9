"""Facts of phase 2: cancellations and changes."""

from typing import ClassVar

from tugline.facts.fact import Fact
from tugline.facts.kinds import Kind


class LotQuarantined(Fact, frozen=True, kw_only=True, tag=30):
    """`quantity` of lot `lot` at `point` may not be used, shipped or promised."""

    kind: ClassVar[Kind] = Kind.LOT_QUARANTINED
    point: int
    lot: int
    quantity: int


class OrderCancelled(Fact, frozen=True, kw_only=True, tag=31):
    """The open rest of line `reference` is not wanted."""

    kind: ClassVar[Kind] = Kind.ORDER_CANCELLED
    reference: int


class OrderChanged(Fact, frozen=True, kw_only=True, tag=32):
    """Line `reference` now has this quantity, due and priority."""

    kind: ClassVar[Kind] = Kind.ORDER_CHANGED
    reference: int
    quantity: int


class PullHeld(Fact, frozen=True, kw_only=True, tag=33):
    """Pull `reference` waits until `due`."""

    kind: ClassVar[Kind] = Kind.PULL_HELD
    reference: int


class PullFreed(Fact, frozen=True, kw_only=True, tag=34):
    """The hold on pull `reference` ends."""

    kind: ClassVar[Kind] = Kind.PULL_FREED
    reference: int


class PullEdited(Fact, frozen=True, kw_only=True, tag=35):
    """Quantity and due of pull `reference`, which is not yet accepted, are now these."""

    kind: ClassVar[Kind] = Kind.PULL_EDITED
    reference: int
    quantity: int


class PullAdded(Fact, frozen=True, kw_only=True, tag=36):
    """A pull by hand."""

    kind: ClassVar[Kind] = Kind.PULL_ADDED
    point: int
    source: int
    quantity: int


class PullRejected(Fact, frozen=True, kw_only=True, tag=37):
    """Pull `reference`, not yet accepted, is refused; its loop waits until `due`."""

    kind: ClassVar[Kind] = Kind.PULL_REJECTED
    reference: int


class PromiseAccepted(Fact, frozen=True, kw_only=True, tag=39):
    """Line `reference`, which was reserved, is ordered for good."""

    kind: ClassVar[Kind] = Kind.PROMISE_ACCEPTED
    reference: int


class CardMoved(Fact, frozen=True, kw_only=True, tag=38):
    """Card `lot` at `point` is now in state `code`; `quantity` = the version expected, 0 = any."""

    kind: ClassVar[Kind] = Kind.CARD_MOVED
    code: int
    point: int
    lot: int


class LotReleased(Fact, frozen=True, kw_only=True, tag=40):
    """`quantity` of lot `lot` at `point` is in quarantine no more."""

    kind: ClassVar[Kind] = Kind.LOT_RELEASED
    point: int
    lot: int
    quantity: int
