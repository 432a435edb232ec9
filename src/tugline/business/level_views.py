"""What levelling shows: plain frozen values, as JSON, reports and notebooks print them."""

from tugline.business.views import View


class LevelProduct(View, frozen=True, kw_only=True):
    """One product of the line: what is open of it in the window, and how it is spread."""

    item: str
    location: str
    lots: int
    quantity: float
    cards: int
    """Packs that it is cut into."""
    cycle_seconds: float
    """Time on one unit for a piece, without set-ups."""
    box: tuple[int, ...]
    """Cards in each slot of the heijunka box."""
    interval_lot: float | None
    """What one turn of the wheel has to make, 0 = any; null = nothing is spare, so that there is no interval."""


class LevelPart(View, frozen=True, kw_only=True):
    """How evenly one part is used, as the plan has the lots and as they are levelled."""

    item: str
    location: str
    quantity: float
    """Used in the window."""
    farthest_planned: float
    """The farthest that its use is ever from an even rate, in units of the part."""
    farthest_levelled: float
    farthest_in_lots: float
    """The same where lots run whole, in the order in which the levelled sequence meets them."""


class LevelCard(View, frozen=True, kw_only=True):
    """One card of the levelled sequence: a pack, and its time."""

    number: int
    item: str
    location: str
    quantity: float
    lots: tuple[str, ...]
    """The lots that its pieces are of, as the plan names them."""
    starts: str
    ends: str


class LevelGroup(View, frozen=True, kw_only=True):
    """One place on the wheel of change-overs."""

    group: str
    """The set-up group; an item without one is a group of its own."""
    items: tuple[str, ...]
    setup_hours: float
    """To come here from the place before, with a lot of each of its items."""


class LevelHold(View, frozen=True, kw_only=True):
    """A pull that would wait until its place in the sequence."""

    pull: str
    until: str


class LevelWheel(View, frozen=True, kw_only=True):
    """Every part every interval: the order of change-overs, and how often all of it can be made."""

    groups: tuple[LevelGroup, ...]
    setup_hours: float
    """Of one turn."""
    at_least_hours: float
    """No order takes less; less than `setup_hours` only where the order is not known to be the best."""
    interval_days: float | None
    """Days of the calendar, at this week's mix and hours; null = nothing is spare."""


class LevelSolver(View, frozen=True, kw_only=True):
    """What the solver made of the order of the plan; set-ups by the times between groups in both."""

    late_hours_planned: float
    """Open hours late at this resource, each class of priority twice as heavy as the one after it."""
    late_hours_solved: float
    setup_hours_planned: float
    setup_hours_solved: float
    is_best: bool
    """It is known that no order is better: the search ended by itself."""


class Level(View, frozen=True, kw_only=True):
    """The work of one resource, levelled. Nothing of it is written."""

    business: str
    as_of: str
    until: str
    """What is wanted before then is levelled, over the hours until then."""
    facts: int
    """Facts of the journal that it rests on."""
    resource: str
    units: int
    method: str
    pack: float
    """Pieces on one card; with the solver a card is a lot, and evenness is measured in such packs."""
    open_hours: float
    """Of all its units, without what work that has begun takes."""
    run_hours: float
    setup_hours_planned: float
    """Of the lots in the order of the plan, by the times between groups."""
    setup_hours_levelled: float
    """Of the cards in turn, each change-over counted."""
    takt_seconds: float | None
    """Open time for one piece, on the clock; null = nothing is wanted."""
    pitch_seconds: float | None
    """Open time for one card, on the clock; null also where cards are lots."""
    products: tuple[LevelProduct, ...]
    slots: tuple[str, ...]
    """When each slot of the box begins."""
    levelled_by: str
    """parts, or products where none of them has parts."""
    parts: tuple[LevelPart, ...]
    """The least even in the plan first."""
    distance_planned: float
    """Root of the mean squared distance from even rates, all parts together."""
    distance_levelled: float
    distance_in_lots: float
    cards: tuple[LevelCard, ...]
    wheel: LevelWheel | None
    """Null = nothing is wanted."""
    solver: LevelSolver | None
    """Null = another method."""
    holds: tuple[LevelHold, ...]
    """What would wait if the sequence were released."""
    not_held: tuple[str, ...]
    """Lots that cannot wait by it: no pull asks for them yet, or they are held already."""
    on_time_planned: float | None
    """Share of all dated lines that are there in time by the plan; null = there is none."""
    on_time_held: float | None
    """The same if all of `holds` waited."""

    @property
    def needed_hours(self) -> float:
        """Hours for the levelled sequence, change-overs included."""
        return self.run_hours + self.setup_hours_levelled
