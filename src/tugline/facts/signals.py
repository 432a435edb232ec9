"""Facts of phase 3: what customers did."""

from typing import ClassVar

from tugline.facts.fact import Fact
from tugline.facts.kinds import Kind


class OrderPlaced(Fact, frozen=True, kw_only=True, tag=41):
    """`party` wants `quantity` at `point` by `due`, at unit price `amount` (10^-4)."""

    kind: ClassVar[Kind] = Kind.ORDER_PLACED
    point: int
    reference: int
    quantity: int


class SaleMade(Fact, frozen=True, kw_only=True, tag=42):
    """`quantity` left over the counter at unit price `amount` (10^-4)."""

    kind: ClassVar[Kind] = Kind.SALE_MADE
    point: int
    quantity: int


class InterestShown(Fact, frozen=True, kw_only=True, tag=43):
    """Somebody viewed, liked, put in a cart or played (`code`); `quantity` is its weight."""

    kind: ClassVar[Kind] = Kind.INTEREST_SHOWN
    code: int
    point: int


class SubscriptionStarted(Fact, frozen=True, kw_only=True, tag=44):
    """`party` takes `quantity` every `due` ticks."""

    kind: ClassVar[Kind] = Kind.SUBSCRIPTION_STARTED
    point: int
    party: int
    quantity: int
    due: int


class SubscriptionEnded(Fact, frozen=True, kw_only=True, tag=45):
    """`party` no longer does."""

    kind: ClassVar[Kind] = Kind.SUBSCRIPTION_ENDED
    point: int
    party: int


class OrderTermsSet(Fact, frozen=True, kw_only=True, tag=46):
    """Terms of line `reference`, 0 = the line placed just before: `code` 0 whole, 1 parts allowed, 2 whole order."""

    kind: ClassVar[Kind] = Kind.ORDER_TERMS_SET
    code: int


class OrderChoiceSet(Fact, frozen=True, kw_only=True, tag=47):
    """Line `reference` (0 = the line placed just before) is wanted with choice `lot`, at price `amount` (10^-4)."""

    kind: ClassVar[Kind] = Kind.ORDER_CHOICE_SET
    point: int


class LotConsumed(Fact, frozen=True, kw_only=True, tag=48):
    """Pull `reference` used `quantity` of lot `lot` of its component at `point`; it moves nothing."""

    kind: ClassVar[Kind] = Kind.LOT_CONSUMED
    point: int
    lot: int
    reference: int
    quantity: int
