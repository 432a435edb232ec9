"""What a waiting list shows: plain frozen values, as JSON, reports and notebooks print them."""

from tugline.business.views import View


class WaitingLine(View, frozen=True, kw_only=True):
    """One open order line, and when what it waits for can be there."""

    place: int
    """Its turn at its stock point by rank, 1 first: what is promised by date, then class, due time, who ordered first.

    What was pegged to a line before stays with it, so that one behind may come sooner: `date` knows.
    """
    order: str
    line: str
    customer: str
    channel: str
    priority: int
    item: str
    location: str
    quantity: float
    """Not shipped yet."""
    since: str
    """When it was ordered."""
    days: float
    """Since then."""
    wanted: str | None
    """Null = as soon as can be."""
    state: str
    """open (it was promised nothing), promised or reserved."""
    promised: str | None
    """By when it was promised; null = it was promised nothing."""
    date: str | None
    """When all of it is at its customer as things stand today; null = never."""
    rests_on: str
    """What it waits for, and so what that date rests on."""
    waits_until: str | None
    """How long its customer waits, by `wait_days`; null = no table says."""
    too_long: bool
    """That is over, or will be before `date`: whoever asks first may save the order."""
    beside: tuple[str, ...]
    """Other open orders of its customer for the same item."""
    over: str
    """The order limit that it would pass if it came in today behind those before it; empty = none."""


class LostLine(View, frozen=True, kw_only=True):
    """An order line that nobody waits for any more, or that was never let in."""

    order: str
    line: str
    customer: str
    item: str
    location: str
    quantity: float
    """What was not shipped of it."""
    why: str
    """cancelled, or expired: it was reserved and nobody ordered it."""
    at: str
    """When that was."""
    days: float
    """That it had waited by then."""


class RefusedRow(View, frozen=True, kw_only=True):
    """A row in quarantine since it would pass an order limit."""

    number: int
    """Of the quarantine, as `tugline quarantine` names it."""
    table: str
    row: str
    why: str


class WaitingItem(View, frozen=True, kw_only=True):
    """The waiting list of one item at one location in sum."""

    item: str
    location: str
    unit: str
    lines: int
    quantity: float
    too_long: float
    """Of that: whose customers wait no longer, or will not until it is there."""
    never: float
    """Of that: what never comes as things stand."""
    double: float
    """Of that: second and further open orders of one customer."""
    lost: float
    """What was cancelled or ran out before it was shipped."""
    gone_by: str | None
    """When the last of them is served as things stand; null = never, or nobody waits."""


class Waiting(View, frozen=True, kw_only=True):
    """Who waits for what, in which order and until when, and who waits no longer. Nothing of it is written."""

    business: str
    as_of: str
    facts: int
    items: tuple[WaitingItem, ...]
    """The largest quantity first."""
    lines: tuple[WaitingLine, ...]
    """By item and location, in turn."""
    lost: tuple[LostLine, ...]
    """The latest first."""
    refused: tuple[RefusedRow, ...]
    """Of all items: a row that was not let in has none that is sure."""
