"""What a business shows: plain frozen values, as JSON, reports and notebooks print them.

Quantities are numbers in the item's unit, money is in the business's currency, times are ISO 8601 in its time zone.
"""

from typing import Any

import msgspec


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is shown."""

    def to_dict(self) -> dict[str, Any]:
        """Return the fields by name; `from_` is called `from`."""
        done: dict[str, Any] = msgspec.to_builtins(self)
        return done


class PullView(View, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One pull: what to make, move or buy, by when and why."""

    id: str
    at: str
    kind: str
    item: str
    location: str
    from_: str
    quantity: float
    due: str
    loop: str
    signal: str
    state: str
    why: str
    received: float
    late_days: float
    """Days by which it is past due (of the calendar, where the due time ends a day); 0 = it is not."""
    blocked_by: str
    """What it waits for: a material, the queue of a resource, to be ordered, room or approval; empty = nothing."""
    rests_on: tuple[str, ...]
    """Defaults that it rests on: "lead time", "stock", "cost"."""


class PromiseView(View, frozen=True, kw_only=True):
    """One open order line: what it was promised, when it will be there, and what makes it late."""

    order: str
    line: str
    customer: str
    item: str
    quantity: float
    wanted: str | None
    promised: str | None
    """By when it was promised; of a line that was promised nothing, when it is there as things stand: a quote."""
    late_days: float
    """Days that `expected` is after the wanted date."""
    cause: str
    expected: str | None
    """When it is at the customer as things stand; null = never, see `cause`. What is reserved counts as ordered."""
    state: str
    """quoted (it was promised nothing), reserved (it is not ordered for good) or promised."""
    reserved_until: str | None
    """From when a reserved line is free again; else null."""
    at_risk: bool
    """It was promised a date, and is expected later, or never."""
    leaves: str | None = None
    """When the last of it leaves for that; null = never."""


class ShipmentView(View, frozen=True, kw_only=True):
    """What may leave now for an open order line: its goods are kept for it, and nobody has said that they left."""

    order: str
    line: str
    customer: str
    item: str
    location: str
    """Where the goods are."""
    quantity: float
    """Of a line that takes parts, the part that may leave."""
    wanted: str | None
    late_days: float
    """Days after the wanted date on which it is at the customer, if it leaves next."""
    leaves: str | None = None
    """When it leaves next; null = never."""
    carrier: str = ""
    """Who carries it; empty = nobody is named."""


class QuotedPart(View, frozen=True, kw_only=True):
    """One shipment of what is quoted."""

    date: str
    quantity: float


class Quote(View, frozen=True, kw_only=True):
    """When a customer could have something that is ordered now. Nothing is reserved."""

    item: str
    location: str
    quantity: float
    wanted: str
    promised: str | None
    """When all of it is at the customer, as things stand; null = never, see `cause`."""
    late_days: float | None
    """Days after the wanted date; null = never."""
    cause: str
    """What makes it late; empty = it is not."""
    split: tuple[QuotedPart, ...]
    """When it would be at the customer who took parts."""
    leaves: str | None = None
    """When the last of it leaves for that; null = never."""


class StockView(View, frozen=True, kw_only=True):
    """Stock at one point."""

    item: str
    location: str
    on_hand: float
    on_order: float
    allocated: float
    waiting: float
    position: float
    """Net flow position: free on hand and on order, less what waits; unknown stock is what its loop takes it to be."""
    value: float
    known: bool
    quarantined: float = 0.0
    """Part of what is there, and of what is allocated, that may not be used, shipped or promised."""


class PurchaseLine(View, frozen=True, kw_only=True):
    """One line of a purchase order."""

    pull: str
    item: str
    quantity: float
    """In the item's unit."""
    purchase_quantity: float
    purchase_unit: str
    """What the supplier sells: pieces, boxes, ...; empty = the item's own unit."""
    unit_price: float | None
    """Per item unit; null = neither its source nor its item names a price."""
    amount: float | None
    due: str


class SupplierOrder(View, frozen=True, kw_only=True):
    """Everything to buy from one supplier now, as one order."""

    supplier: str
    place_on: str
    """The next day on which this supplier takes orders."""
    lines: tuple[PurchaseLine, ...]
    amount: float | None
    """Of the lines whose price is known; null = of none it is."""
    unpriced_lines: int
    """Lines whose price is not known."""
    minimum_value: float
    """0 = the supplier asks for none."""
    short_of_minimum: float | None
    """0 = it is not; null = lines without a price may make up for it."""


class CountFirst(View, frozen=True, kw_only=True):
    """A stock point whose stock is unknown, and the money that hangs on it."""

    item: str
    location: str
    at_stake: float
    why: str


class LoopView(View, frozen=True, kw_only=True):
    """The loop of a stock point and why it is that one."""

    item: str
    location: str
    loop: str
    parameters: dict[str, float | int | str]
    why: str


class ItemView(View, frozen=True, kw_only=True):
    """What an item is called, and what it is counted in; empty where the tables do not say."""

    name: str = ""
    unit: str = ""


class Quarantined(View, frozen=True, kw_only=True):
    """A signal that cannot be used yet."""

    number: int
    table: str
    row: str
    why: str


class DailySeries(View, frozen=True, kw_only=True):
    """One value a day, money in the business's currency, oldest first."""

    days: tuple[str, ...]
    inventory: tuple[float, ...]
    wip: tuple[float, ...]
    revenue: tuple[float, ...]
    cash: tuple[float, ...]


class DayOfBooks(View, frozen=True, kw_only=True):
    """Balances at the end of one day, in the business's currency; revenue runs from the start."""

    day: str
    inventory: float
    wip: float
    revenue: float
    cash: float


class DayOfPulls(View, frozen=True, kw_only=True):
    """How many pulls one day brought, and for what quantity."""

    day: str
    make: int
    move: int
    buy: int
    quantity: float


class MetricView(View, frozen=True, kw_only=True):
    """One figure of the books with what it is made of; `value` null says why in `missing`."""

    name: str
    value: float | None
    unit: str
    formula: str
    missing: str


class Account(View, frozen=True, kw_only=True):
    """One account of the trial balance."""

    account: str
    nature: str
    debit: float
    credit: float


class Result(View, frozen=True, kw_only=True):
    """Everything about a business as of one tick. The contract of `tugline run --json`."""

    schema: str
    business: str
    currency: str
    world: str
    as_of: str
    tick: str = "minute"
    """second, minute, hour or day: all of the one that begins at `as_of` is in."""
    quiet_since: str | None = None
    """When something last happened, if that is before `as_of`; null = at `as_of` itself."""
    digest: str
    trial_balance: float
    items: dict[str, ItemView] = {}
    """Name and unit of every item that is mentioned below."""
    pulls: list[PullView]
    promises: list[PromiseView]
    ship_now: list[ShipmentView] = []
    """What may leave now, what is wanted first before the rest; in a plant it stands here until an event ships it."""
    stock: list[StockView]
    stock_value: float | None
    """What all stock is worth at standard cost, as in the books; null = nothing that is there has a known cost."""
    quarantine: list[Quarantined]
    metrics: dict[str, Any]
    buy_list: list[SupplierOrder]
    count_first: list[CountFirst]
    loops: list[LoopView]
    defaults: list[tuple[str, str, str]]
    """What the tables leave open: (what, which, value taken instead)."""
    accounts: list[Account]
    figures: list[MetricView]
    series: DailySeries
    pulls_by_day: list[DayOfPulls]
    counts: dict[str, int]
    """facts, signals, pulls, open_pulls, open_lines, late_lines, shipped_lines ..."""
    notes: list[str]
    """Sentences a reader must know: assumptions, what is left out."""


SCHEMA = "tugline/run/1"
