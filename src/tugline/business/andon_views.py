"""What an andon board shows: plain frozen values, as JSON, terminal and notebooks print them."""

from tugline.business.views import View


class AndonCall(View, frozen=True, kw_only=True):
    """One open call."""

    resource: str
    reason: str
    severity: str
    """stop = the resource stands still, call = help is wanted."""
    state: str
    """called or answered."""
    called: str
    age_minutes: float
    answered: str | None
    stopped: str | None
    expected: str | None
    """Of a stop: when it is expected back; null = nobody said, or it is no stop."""


class Times(View, frozen=True, kw_only=True):
    """How long something took, in minutes, over the calls of which it is known."""

    count: int
    mean: float | None
    p50: float | None
    p95: float | None
    """Null where too few are known; quantiles are those of the nearest rank."""
    why_null: str


class AndonTimes(View, frozen=True, kw_only=True):
    """Calls of the window of one resource, of one reason, or all of them."""

    resource: str | None
    """Null = of all resources."""
    reason: str | None
    """Null = for all reasons; empty = none was given."""
    calls: int
    """All, stops among them."""
    stops: int
    open: int
    to_answer: Times
    """From the call until somebody answered; calls that nobody answered yet are left out."""
    to_fix: Times
    """From the call until it was fixed or runs again; open ones are left out."""
    stopped_hours: float
    """Open hours of the resource within the window in which it was stopped."""
    stopped_share: float | None
    """Of its open hours in the window; null where it has none, and where it is not of one resource."""


class WaitingPull(View, frozen=True, kw_only=True):
    """An open pull that cannot go on while a resource is down."""

    id: str
    item: str
    location: str
    quantity: float
    state: str
    due: str | None


class AtRisk(View, frozen=True, kw_only=True):
    """An open order line that comes later because of a stop."""

    order: str
    line: str
    customer: str
    item: str
    quantity: float
    wanted: str | None
    """Null = as soon as can be."""
    promised: str | None
    """What the customer was promised; null = nothing."""
    expected: str | None
    """When it is there as things stand; null = not as long as nobody says when the resource runs again."""
    otherwise: str | None
    """When it would be there if the resource ran now."""
    slips_days: float | None
    late_days: float | None
    """After its promised date, else after its wanted date; 0 = in time, null = it never comes as things stand."""
    made_late: bool
    """It is late with the stop and would not be without it."""


class AndonStop(View, frozen=True, kw_only=True):
    """A resource that is down: what waits for it and whose dates slip because of it."""

    resource: str
    reason: str
    since: str
    expected: str | None
    pulls: tuple[WaitingPull, ...]
    lines: tuple[AtRisk, ...]
    """First those that it makes late."""


class Andon(View, frozen=True, kw_only=True):
    """The board as of now."""

    business: str
    as_of: str
    facts: int
    since: str
    """From when on calls are counted: the last 365 days, or since the start."""
    calls: tuple[AndonCall, ...]
    """Open ones, the oldest first."""
    stops: tuple[AndonStop, ...]
    total: AndonTimes
    resources: tuple[AndonTimes, ...]
    reasons: tuple[AndonTimes, ...]
    unmatched: int
    """Answers and repairs that were told of no open call."""
