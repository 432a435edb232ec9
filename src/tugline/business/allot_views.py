"""What an allotment shows: plain frozen values, as JSON, reports and notebooks print them."""

from tugline.business.views import View


class AllotPart(View, frozen=True, kw_only=True):
    """A part of what a line gets: how much, and from when on it is there."""

    quantity: float
    date: str
    """Now, where it is on hand."""
    in_time: bool
    """It is there by `due` of its line."""


class AllotLine(View, frozen=True, kw_only=True):
    """One open order line, and what it gets."""

    order: str
    line: str
    customer: str
    channel: str
    priority: int
    """Its class, 1 first."""
    state: str
    """open, promised or reserved; the last two come first, by date."""
    wanted: str | None
    """Null = as soon as can be."""
    due: str
    """By when its goods must be ready; who names no date needs them at once."""
    quantity: float
    """Not shipped yet."""
    kept: float
    """Of that: stock on hand that is kept for it as of now."""
    allotted: float
    parts: tuple[AllotPart, ...]
    missing: float
    """What nothing that is there or coming serves."""
    complete: str | None
    """When the last of it is there; null = some is missing."""
    ships_whole: bool
    """It leaves all at once, or with its whole order."""


class AllotBlock(View, frozen=True, kw_only=True):
    """The time from one receipt to the next."""

    date: str
    comes: float
    """What is there, in the first one; what comes at its beginning, in the others."""
    due: float
    """What open lines need before the next one, or earlier than the first."""
    available: float
    """Discrete ATP: below zero in the first block where no block covers it."""
    cumulative: float
    """Cumulative ATP: what could be promised from then on without taking it from an open line."""
    left: float
    """Of what came at its beginning: what no line gets."""


class AllotChannel(View, frozen=True, kw_only=True):
    """The lines of one channel together."""

    channel: str
    """Empty = lines without a channel."""
    quota: float | None
    """The most that it may take of what is promised to nobody and protected for no class; null = no quota."""
    asked: float
    in_time: float
    later: float
    missing: float


class AllotClass(View, frozen=True, kw_only=True):
    """The lines of one class of priority together."""

    priority: int
    protected: float
    """What is there for it alone and for the classes before it."""
    asked: float
    in_time: float
    later: float
    missing: float


class Allotment(View, frozen=True, kw_only=True):
    """Who gets how much of one item at one location, and when. Nothing of it is written."""

    business: str
    as_of: str
    facts: int
    """Facts of the journal that it rests on."""
    item: str
    location: str
    unit: str
    rule: str
    """priority, fair, linear or uniform."""
    standing: bool
    """Quotas and protected stock are those of the table `quotas`: what left and what was promised has its part."""
    is_known: bool
    """Stock was counted or opened here; else it is what records show."""
    on_hand: float
    kept_for_work: float
    """Of that: kept for pulls, and not shared out; nor is what is of another choice."""
    overdue: float
    """Of what comes: what should be there by now, and is taken to come next."""
    not_counted: float
    """Open supply that never comes as things stand."""
    asked: float
    in_time: float
    later: float
    missing: float
    left: float
    blocks: tuple[AllotBlock, ...]
    channels: tuple[AllotChannel, ...]
    classes: tuple[AllotClass, ...]
    lines: tuple[AllotLine, ...]
    """In the order in which they are served: what is promised by date, then by rank."""
    lines_of_choices: int
    """Open lines with options of their own, which wait for goods that are made for them."""
