"""What is to be done now: open pulls in the order in which a planner should look at them."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tugline.business.views import PromiseView, PullView

WAITS = frozenset({"proposed", "released", "ready", "accepted"})
MARKS = {"lead time": "ᴸ", "stock": "ˢ", "cost": "ᶜ"}
LEGEND = "rests on a default: ᴸ lead time, ˢ unknown stock, ᶜ cost"


def to_do(pulls: Sequence[PullView], kind: str, day: str) -> list[PullView]:
    """Return the open pulls of a kind that are new on a day or still wait, in the order to look at them.

    What has all its material comes first, then the most late, then the soonest due.
    """
    chosen = [p for p in pulls if p.kind == kind and (p.state in WAITS or p.at[:10] == day) and "closed" not in p.state]
    return sorted(chosen, key=lambda p: (p.state != "ready", -p.late_days, p.due, p.id))


class Group(NamedTuple):
    """Open pulls of one item between the same places, as one row of a list."""

    first: PullView
    """The one to look at first."""
    pulls: int
    quantity: float
    ready: int
    """How many of them have all their material."""
    marks: str


def by_item(pulls: Sequence[PullView]) -> list[Group]:
    """Return ranked pulls grouped by item and places, in the order of each group's first."""
    groups: dict[tuple[str, str, str], list[PullView]] = {}
    for pull in pulls:
        groups.setdefault((pull.item, pull.from_, pull.location), []).append(pull)
    return [
        Group(
            first=some[0],
            pulls=len(some),
            quantity=sum(pull.quantity - pull.received for pull in some),
            ready=sum(pull.state == "ready" for pull in some),
            marks="".join(sorted({sign for pull in some for sign in marks(pull)})),
        )
        for some in groups.values()
    ]


def marks(pull: PullView) -> str:
    """Return one sign for every default that a pull rests on."""
    return "".join(MARKS[what] for what in pull.rests_on)


def blockers(promises: Sequence[PromiseView]) -> list[tuple[str, int, float]]:
    """Return (what holds up, lines held up, most days late), the one that holds up most lines first."""
    lines: Counter[str] = Counter()
    worst: dict[str, float] = {}
    for promise in promises:
        if promise.late_days > 0 or promise.promised is None:
            what = promise.cause or "nothing any more"
            lines[what] += 1
            worst[what] = max(worst.get(what, 0.0), promise.late_days)
    return [(what, count, worst[what]) for what, count in lines.most_common()]


def money(value: float) -> str:
    """Return an amount of money with two decimals."""
    return f"{value:,.2f}"


def number(value: float) -> str:
    """Return a number as people read it: thousands apart, no needless decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3f}".rstrip("0")
