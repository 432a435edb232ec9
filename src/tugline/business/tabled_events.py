"""What the floor and the yard state in `events`: receipts, starts, counts, ... as facts."""

import numpy as np

from tugline.business.opening import actor_of
from tugline.business.outside import blank, signals
from tugline.business.signal_reader import Reader, Unusable, name_at, texts_of
from tugline.facts.keys import with_ordinals
from tugline.facts.kinds import NEVER, Kind
from tugline.network.tables import MISSING
from tugline.state.movement import IN_CASH

KINDS = {
    "received": Kind.RECEIVED,
    "started": Kind.STARTED,
    "finished": Kind.FINISHED,
    "shipped": Kind.SHIPPED,
    "delivered": Kind.DELIVERED,
    "returned": Kind.RETURNED,
    "counted": Kind.COUNTED,
    "scrapped": Kind.SCRAPPED,
    "paid": Kind.PAID,
    "down": Kind.RESOURCE_DOWN,
    "up": Kind.RESOURCE_UP,
    "accepted": Kind.PULL_ACCEPTED,
    "placed": Kind.PULL_PLACED,
    "confirmed": Kind.PULL_CONFIRMED,
    "closed": Kind.PULL_CLOSED,
    "held": Kind.PULL_HELD,
    "freed": Kind.PULL_FREED,
    "rejected": Kind.PULL_REJECTED,
}
ANSWERS = frozenset({"received", "started", "finished", "shipped", "delivered", "accepted", "placed", "confirmed"})
"""Events that a plain or simulated world states itself; from a file they are taken in a plant only."""
AT_A_POINT = frozenset({"returned", "counted", "scrapped"})


def read_events(r: Reader) -> None:
    """Add the events from the start on; those that speak of a pull or line keep its name until they are taken in."""
    table = r.tables["events"]
    if not table.n:
        return
    events = texts_of(table["event"])
    references = texts_of(table["reference"])
    point = r.network.point_rows(table["item"], table["location"])
    ticks = r.ticks(table["at"])
    rows = blank(table.n, Kind.COUNTED, ticks)
    usable = ticks >= 0
    plant = r.network.settings.world == "plant"
    for i, event in enumerate(events):
        why = _problem(r, event, references[i], int(point[i]), plant=plant)
        if why and usable[i]:
            usable[i] = False
            content = f"{event} {references[i]} {name_at(table['item'], i)}".strip()
            r.unusable.append(Unusable("events", int(table.lines[i]), content, why))
        elif not why:
            rows["kind"][i] = int(KINDS[event])
    rows["point"] = np.maximum(point + 1, 0)
    quantity = table["quantity"]
    rows["quantity"] = np.where(quantity == MISSING, 0, quantity)
    rows["due"] = NEVER
    rows["priority"] = 5
    some = [i for i, text in enumerate(references) if text]
    if some:
        rows["reference"][some] = r.journal.intern("reference", [references[i] for i in some])
    resources = texts_of(table["item"])
    for i in np.flatnonzero(np.isin(rows["kind"], (int(Kind.RESOURCE_DOWN), int(Kind.RESOURCE_UP)))).tolist():
        rows["resource"][i] = r.network.registers.resources.row(references[i] or resources[i]) + 1
        rows["point"][i] = rows["reference"][i] = 0
    price = r.network.point["price"][np.maximum(point, 0)]
    returned = rows["kind"] == int(Kind.RETURNED)
    rows["amount"] = np.where(returned, price, 0)
    rows["code"][returned] = IN_CASH  # the row names no customer whose account could be credited
    stamps = [f"{t}\t{e}\t{f}\t{n}" for t, e, f, n in zip(ticks, events, references, resources, strict=True)]
    r.parts.append(signals("events", actor_of(r.journal, "events"), rows, with_ordinals(stamps)).only(usable))


def _problem(r: Reader, event: str, reference: str, point: int, *, plant: bool) -> str:
    """Return why an event cannot be used, empty = it can."""
    if event not in KINDS:
        return f"event {event!r}; expected one of {', '.join(sorted(KINDS))}"
    if event in ANSWERS and not plant:
        return f'the {r.network.settings.world} world states {event!r} itself; a plant\'s file may (world = "plant")'
    if event in AT_A_POINT and point < 0 and not reference:
        return f"{event!r} needs an item and a location that are a stock point"
    if event in {"down", "up"}:
        return "" if r.network.registers.resources.row(reference) >= 0 else f"resource {reference!r} is not known"
    if event not in AT_A_POINT and not reference and point < 0:
        return f"{event!r} needs a reference: a pull (P12), an open supply's reference or an order line"
    return ""
