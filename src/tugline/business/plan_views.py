"""What a plan shows: plain frozen values, as JSON, reports and notebooks print them."""

from tugline.business.views import View


class PlannedOrder(View, frozen=True, kw_only=True):
    """One open order line and when the plan has all of it."""

    order: str
    line: str
    customer: str
    item: str
    location: str
    quantity: float
    priority: int
    due: str | None
    """When it is wanted; null = as soon as can be."""
    completes: str | None
    """When all of it is at the customer; null = never, see `cause`."""
    late_days: float | None
    """Days after the wanted date; null = it never completes."""
    cause: str
    """What makes it late, or later than it was promised; empty = it is not."""
    promised: str | None
    """By when it was promised; null = it was promised nothing."""
    at_risk: bool
    """It completes later than it was promised, or never."""
    leaves: str | None = None
    """When it leaves for that; null = never."""


class PlannedOperation(View, frozen=True, kw_only=True):
    """One unit of a resource at work on one lot, from its first start to its end, closed hours between."""

    order: str
    """For whom; empty = for stock."""
    line: str
    item: str
    step: str
    resource: str
    unit: int
    start: str
    end: str
    quantity: float
    lot: str
    """The lot, as the pegs name it: an open pull, else one of the plan's own."""
    reference: str
    """The pull, where this work has begun; else empty."""


class PlannedPurchase(View, frozen=True, kw_only=True):
    """What has to be ordered from a supplier, and is not yet."""

    item: str
    location: str
    supplier: str
    quantity: float
    placed: str
    arrives: str
    lot: str


class PlannedArrival(View, frozen=True, kw_only=True):
    """What an open pull brings that is on its way already: with a supplier, or between places."""

    item: str
    location: str
    quantity: float
    arrives: str
    lot: str


class PlannedMove(View, frozen=True, kw_only=True, rename={"from_": "from"}):
    """What has to be moved, and is not under way yet."""

    item: str
    from_: str
    to: str
    quantity: float
    leaves: str
    arrives: str
    lot: str


class PlannedPeg(View, frozen=True, kw_only=True):
    """How much of a supply is for a demand: an order line or a lot; supplies are stock, open pulls and lots."""

    demand: str
    supply: str
    item: str
    quantity: float


class PlannedLoad(View, frozen=True, kw_only=True):
    """How busy a resource is in one week of the plan."""

    resource: str
    week: str
    """The local day on which it begins, a Monday."""
    open_hours: float
    """Of all its units."""
    busy_hours: float


class LineChange(View, frozen=True, kw_only=True):
    """An order line that completes at another time than by an earlier plan, or that was not in it, or is gone."""

    order: str
    line: str
    item: str
    what: str
    """`later`, `earlier`, `new` (it was not open then) or `gone` (delivered or cancelled since)."""
    before: str | None
    """When the earlier plan had all of it at the customer; null = never, or it was not in it."""
    after: str | None
    """When this one has; null = never, or it is gone."""
    days: float | None
    """How much later; negative = earlier, null = one of the two times is not known."""


class WorkChange(View, frozen=True, kw_only=True):
    """Work on an open pull that this plan does at another time or place than an earlier one did."""

    lot: str
    order: str
    line: str
    item: str
    step: str
    resource_before: str
    resource: str
    start_before: str
    start: str


class PlanChanges(View, frozen=True, kw_only=True):
    """What a plan has changed of an earlier one."""

    since: str
    """As of when the earlier plan was made."""
    lines: tuple[LineChange, ...]
    """Those that complete later first, the most by most."""
    stayed: int
    """Lines that both plans complete at the same time."""
    work: tuple[WorkChange, ...]
    """By the new start. Only of pulls that are open in both: a plan's own lots have no names that last."""
    work_stayed: int
    """Operations of such pulls that begin at the same time on the same resource."""


class Plan(View, frozen=True, kw_only=True):
    """All open orders on finite capacity and material, as of now. Nothing of it is written."""

    business: str
    as_of: str
    prefer: str
    on_time: float | None
    """Share of the lines with a wanted date that are there by it; null = there is none."""
    orders: tuple[PlannedOrder, ...]
    """The latest first."""
    operations: tuple[PlannedOperation, ...]
    """By resource, unit and start."""
    purchases: tuple[PlannedPurchase, ...]
    moves: tuple[PlannedMove, ...]
    arrivals: tuple[PlannedArrival, ...]
    pegs: tuple[PlannedPeg, ...]
    load: tuple[PlannedLoad, ...]
    planning_seconds: float
    changes: PlanChanges | None = None
    """Against the earlier plan that was given; null = none was."""
