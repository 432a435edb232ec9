"""What the promise desk answers: plain frozen values, as JSON, the terminal and notebooks print them."""

from tugline.business.views import QuotedPart, View


class OfferUse(View, frozen=True, kw_only=True):
    """Something that the offer takes: stock, what comes in, a purchase, a move, or hours of a resource."""

    kind: str
    """stock, receipt, purchase, make, move or work."""
    item: str
    location: str
    quantity: float
    resource: str
    """Of work; else empty."""
    supplier: str
    """Of a purchase; else empty."""
    hours: float | None
    """Open hours of work."""
    start: str
    """When it is taken, or placed, or begins."""
    end: str | None
    """When it is there, or done."""


class WayOut(View, frozen=True, kw_only=True):
    """One way to be there earlier, what it takes, and what it brings."""

    what: str
    date: str
    """When all of it would be there then."""
    cost: float | None
    """What it costs more, in the business's currency; null = no table says."""


class Offer(View, frozen=True, kw_only=True):
    """When a customer could have something, beside all that is open, by free capacity and free material."""

    item: str
    location: str
    quantity: float
    wanted: str | None
    """Null = as soon as can be."""
    promised: str | None
    """When all of it can be at the customer; null = never, see `cause`."""
    late_days: float | None
    """Days after the wanted date; null = never."""
    cause: str
    """What keeps it from being there earlier."""
    split: tuple[QuotedPart, ...]
    """What could be there when, if the customer took parts; one part = nothing is there before the rest."""
    uses: tuple[OfferUse, ...]
    ways_out: tuple[WayOut, ...]
    """The cheapest first; empty = none was looked for, or there is none."""
    options: str
    """What was chosen, every group of it; empty = the default options."""
    price: float | None
    """The list price of one with these options; null = no table says."""
    leaves: str | None = None
    """When it leaves for that; null = never."""
    carrier: str = ""
    """Who carries it; empty = nobody is named."""
    order: str = ""
    """Under which order it is booked now; empty = nothing is."""
    line: str = ""
    by: str | None = None
    """The date that the order was promised: the wanted one, or the end of the day of `promised` if that is later."""
    reserved_until: str | None = None
    """From when it is free again unless somebody orders it; null = it is ordered, or nothing is booked."""
