"""What a trace of a lot shows: plain frozen values, as JSON, terminal and notebooks print them."""

from tugline.business.views import View


class TraceStep(View, frozen=True, kw_only=True):
    """One step from lot to lot: by a pull that used one for the other, or by people who named one."""

    level: int
    """1 = next to the lot that is traced."""
    item: str
    lot: str
    """The lot that this step leads to."""
    named: bool
    """People gave the name; else it is that of its pull (P12) or of its fact (F7)."""
    by: str
    """made, moved, or named: people named as this lot what nobody had named."""
    pull: str
    """Empty where people named it."""
    quantity: float
    """Of the part that the pull used, in its unit; where it is named, of what was named."""
    at: str
    """When it was used."""
    assumed: bool
    """On the way from the lot that is traced to here something was assumed: nobody said which lot was taken."""


class TraceSupply(View, frozen=True, kw_only=True):
    """A lot, traced back as far as the books go: who sent it, or how else it came to be there."""

    level: int
    item: str
    lot: str
    named: bool
    supplier: str
    """Empty where it was there at the start, found, or came back from nobody known."""
    how: str
    """bought, opened, counted, found, returned, or on order (open at the start)."""
    location: str
    quantity: float
    at: str
    pull: str
    assumed: bool


class TraceOrder(View, frozen=True, kw_only=True):
    """What left to a customer: of an order line, or over the counter."""

    level: int
    order: str
    """Empty: a sale."""
    line: str
    customer: str
    item: str
    lot: str
    quantity: float
    at: str
    assumed: bool


class TracePlace(View, frozen=True, kw_only=True):
    """Where some of a lot is now."""

    level: int
    item: str
    lot: str
    location: str
    quantity: float
    quarantined: float
    reason: str
    """Why it is in quarantine."""
    assumed: bool


class TraceOpen(View, frozen=True, kw_only=True):
    """A pull that used some of a lot and from which nothing came in yet, or not all."""

    level: int
    pull: str
    item: str
    location: str
    quantity: float
    """Still to come."""
    assumed: bool


class Trace(View, frozen=True, kw_only=True):
    """A lot both ways as of now."""

    business: str
    as_of: str
    facts: int
    item: str
    lot: str
    unit: str
    named: bool
    came_in: float
    """Without what only moved between our locations."""
    used: float
    shipped: float
    lost: float
    """Scrapped, or missing when somebody counted."""
    on_hand: float
    quarantined: float
    back: tuple[TraceStep, ...]
    supplies: tuple[TraceSupply, ...]
    forth: tuple[TraceStep, ...]
    orders: tuple[TraceOrder, ...]
    places: tuple[TracePlace, ...]
    in_process: tuple[TraceOpen, ...]
    assumed: bool
    """Some of it rests on the assumption that what came in first went first."""
