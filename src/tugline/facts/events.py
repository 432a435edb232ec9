"""Facts of phase 1: what the world, real or simulated, did."""

from typing import ClassVar

from tugline.facts.fact import Fact
from tugline.facts.kinds import Kind


class CallMoved(Fact, frozen=True, kw_only=True, tag=10):
    """The andon call at `resource` for a reason (`lot`) is in state `code`: 1 called, 2 answered, 3 fixed."""

    kind: ClassVar[Kind] = Kind.CALL_MOVED
    code: int
    resource: int


class Received(Fact, frozen=True, kw_only=True, tag=11):
    """`quantity` of pull `reference` came in at unit price `amount` (0 = the source's)."""

    kind: ClassVar[Kind] = Kind.RECEIVED
    point: int
    reference: int
    quantity: int


class Started(Fact, frozen=True, kw_only=True, tag=12):
    """Step `code` of pull `reference` began; the first step issues the material."""

    kind: ClassVar[Kind] = Kind.STARTED
    code: int
    reference: int


class Finished(Fact, frozen=True, kw_only=True, tag=13):
    """Step `code` of pull `reference` ended; `amount` is its conversion cost in cents."""

    kind: ClassVar[Kind] = Kind.FINISHED
    code: int
    reference: int


class Scrapped(Fact, frozen=True, kw_only=True, tag=14):
    """`quantity` was lost at `point`, or of pull `reference` in process."""

    kind: ClassVar[Kind] = Kind.SCRAPPED
    quantity: int


class Counted(Fact, frozen=True, kw_only=True, tag=15):
    """`point` holds `quantity`, whatever the records said."""

    kind: ClassVar[Kind] = Kind.COUNTED
    point: int
    quantity: int


class Shipped(Fact, frozen=True, kw_only=True, tag=16):
    """`quantity` of line `reference` left."""

    kind: ClassVar[Kind] = Kind.SHIPPED
    point: int
    reference: int
    quantity: int


class Delivered(Fact, frozen=True, kw_only=True, tag=17):
    """The customer has what line `reference` shipped."""

    kind: ClassVar[Kind] = Kind.DELIVERED
    reference: int


class Returned(Fact, frozen=True, kw_only=True, tag=18):
    """A customer sent `quantity` back to `point`."""

    kind: ClassVar[Kind] = Kind.RETURNED
    point: int
    quantity: int


class Paid(Fact, frozen=True, kw_only=True, tag=19):
    """`amount` cents were paid, by a customer (`code` 1) or to a supplier (2)."""

    kind: ClassVar[Kind] = Kind.PAID
    code: int
    amount: int


class ResourceDown(Fact, frozen=True, kw_only=True, tag=20):
    """`resource` stopped."""

    kind: ClassVar[Kind] = Kind.RESOURCE_DOWN
    resource: int


class ResourceUp(Fact, frozen=True, kw_only=True, tag=21):
    """`resource` runs again."""

    kind: ClassVar[Kind] = Kind.RESOURCE_UP
    resource: int


class PullAccepted(Fact, frozen=True, kw_only=True, tag=22):
    """Pull `reference` is accepted by who will fill it."""

    kind: ClassVar[Kind] = Kind.PULL_ACCEPTED
    reference: int


class PullPlaced(Fact, frozen=True, kw_only=True, tag=23):
    """Pull `reference` was sent to its source."""

    kind: ClassVar[Kind] = Kind.PULL_PLACED
    reference: int


class PullConfirmed(Fact, frozen=True, kw_only=True, tag=24):
    """Pull `reference` will come: so much, by then."""

    kind: ClassVar[Kind] = Kind.PULL_CONFIRMED
    reference: int
    quantity: int
    due: int


class PullClosed(Fact, frozen=True, kw_only=True, tag=25):
    """Nothing more will come of pull `reference`."""

    kind: ClassVar[Kind] = Kind.PULL_CLOSED
    reference: int


class FreightCharged(Fact, frozen=True, kw_only=True, tag=26):
    """Freight of `amount` cents: `code` 1 in, 2 out, 3 expedite."""

    kind: ClassVar[Kind] = Kind.FREIGHT_CHARGED
    code: int
    amount: int


class DepositReceived(Fact, frozen=True, kw_only=True, tag=27):
    """A customer paid `amount` cents ahead for line `reference`."""

    kind: ClassVar[Kind] = Kind.DEPOSIT_RECEIVED
    reference: int
    amount: int


class StockFound(Fact, frozen=True, kw_only=True, tag=28):
    """A sale or an issue proved stock that the records did not show."""

    kind: ClassVar[Kind] = Kind.STOCK_FOUND
    point: int
    quantity: int


class OvertimeCharged(Fact, frozen=True, kw_only=True, tag=29):
    """Overtime of `amount` cents on `resource`."""

    kind: ClassVar[Kind] = Kind.OVERTIME_CHARGED
    resource: int
    amount: int
