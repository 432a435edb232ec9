"""Facts of phase 0: the business itself."""

from typing import ClassVar

from tugline.facts.fact import Fact
from tugline.facts.kinds import Kind


class BusinessOpened(Fact, frozen=True, kw_only=True, tag=1):
    """A new journal begins; `code` is its world: 1 plain, 2 simulated, 3 plant."""

    kind: ClassVar[Kind] = Kind.BUSINESS_OPENED
    code: int


class NetworkAdopted(Fact, frozen=True, kw_only=True, tag=2):
    """The tables changed; the body holds the new tables' hash and the difference."""

    kind: ClassVar[Kind] = Kind.NETWORK_ADOPTED


class ParameterSet(Fact, frozen=True, kw_only=True, tag=3):
    """Parameter `code` of the loop at `point` is now `quantity`."""

    kind: ClassVar[Kind] = Kind.PARAMETER_SET
    code: int
    point: int
    quantity: int


class PulseClosed(Fact, frozen=True, kw_only=True, tag=4):
    """Everything up to here is one decision round."""

    kind: ClassVar[Kind] = Kind.PULSE_CLOSED


class BalanceOpened(Fact, frozen=True, kw_only=True, tag=5):
    """Account `code` opens with `amount` cents, of `party` and due `due` where it is somebody's."""

    kind: ClassVar[Kind] = Kind.BALANCE_OPENED
    code: int
    amount: int


class StockOpened(Fact, frozen=True, kw_only=True, tag=6):
    """On hand at the start."""

    kind: ClassVar[Kind] = Kind.STOCK_OPENED
    point: int
    quantity: int


class SupplyOpened(Fact, frozen=True, kw_only=True, tag=7):
    """A purchase, transfer or work order is open at the start; `code` = step of work in progress."""

    kind: ClassVar[Kind] = Kind.SUPPLY_OPENED
    reference: int
    point: int
    quantity: int
    due: int


class CardIssued(Fact, frozen=True, kw_only=True, tag=8):
    """Card number `lot` joins the loop at `point` in state `code`."""

    kind: ClassVar[Kind] = Kind.CARD_ISSUED
    code: int
    point: int
    lot: int


class CardWithdrawn(Fact, frozen=True, kw_only=True, tag=9):
    """An empty card leaves its loop."""

    kind: ClassVar[Kind] = Kind.CARD_WITHDRAWN
    point: int
    lot: int
