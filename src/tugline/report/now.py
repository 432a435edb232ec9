"""What is to be done now: open pulls in the order in which a planner should look at them, and what holds up others."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tugline.business.views import PromiseView, PullView, Result
from tugline.report.texts import signs

KINDS = ("make", "move", "buy")
_READY = re.compile(r" waits to be started: all its material is there$| waits in the queue of ")
WAITS = frozenset({"proposed", "released", "ready", "accepted"})
PLACED = frozenset({"placed", "confirmed"})


def is_to_do(pull: PullView, day: str, world: str) -> bool:
    """Return whether an open pull still waits to be begun, or is new on a day.

    What a supplier has is not to buy again, new or not; the plain world has placed what it pulled before anybody could.
    """
    if pull.state in WAITS:
        return True
    new = pull.at[:10] == day and "closed" not in pull.state
    return new and (pull.kind != "buy" or (world == "plain" and pull.state in PLACED))


def to_do(pulls: Sequence[PullView], kind: str, day: str, world: str) -> list[PullView]:
    """Return the pulls of a kind that are to be done, in the order to look at them.

    What has all its material comes first, then the most late, then the soonest due.
    """
    chosen = [pull for pull in pulls if pull.kind == kind and is_to_do(pull, day, world)]
    return sorted(chosen, key=lambda p: (not is_ready(p), -p.late_days, p.due, _number(p.id)))


def is_ready(pull: PullView) -> bool:
    """Return whether a pull has all its material and has not begun, whether somebody has taken it on or not."""
    own = pull.blocked_by.startswith(f"{pull.id} ")
    return pull.state == "ready" or (pull.state == "accepted" and own and _READY.search(pull.blocked_by) is not None)


def _number(id_: str) -> int:
    return int(id_[1:].partition(".")[0])


def kinds_used(result: Result) -> list[str]:
    """Return the kinds of pulls that this business has at all: a shop that only buys has nothing to make."""
    used = [kind for kind in KINDS if any(getattr(day, kind) for day in result.pulls_by_day)]
    return used or list(KINDS)


def ships(result: Result) -> bool:
    """Return whether to say what to ship: where something may leave, and where people are to ship what is ordered."""
    return bool(result.ship_now) or (result.world == "plant" and bool(result.promises))


def day_to_show(result: Result) -> str:
    """Return today, or the last day that brought pulls if today has none to do and some of that day are open."""
    today = result.as_of[:10]
    if not result.pulls_by_day or any(is_to_do(pull, today, result.world) for pull in result.pulls):
        return today
    last = result.pulls_by_day[-1].day
    return last if any(is_to_do(pull, last, result.world) for pull in result.pulls) else today


def is_of_today(result: Result, kind: str) -> bool:
    """Return whether a list of what to do is of today, as always of purchases in a plant: none is placed by itself."""
    return result.as_of.startswith(day_to_show(result)) or (kind == "buy" and result.world == "plant")


def standing(pulls: Sequence[PullView]) -> dict[str, int]:
    """Return how many pulls stand how, in words that follow a number; together they are all of them."""
    states = Counter("ready" if is_ready(pull) else pull.state for pull in pulls)
    ready, waiting, proposed = states["ready"], states["released"] + states["accepted"], states["proposed"]
    return {
        "ready": ready,
        "waiting for material": waiting,
        "waiting for room or approval": proposed,
        "under way": len(pulls) - ready - waiting - proposed,
    }


def held_up(pull: PullView) -> str:
    """Return what a pull waits for, without naming the pull itself again; empty if it is under way."""
    said = pull.blocked_by.removeprefix(f"{pull.id} ({pull.item}) ").removeprefix(f"{pull.id} ")
    return "" if said != pull.blocked_by and said.startswith("is ") else said


class Group(NamedTuple):
    """Open pulls of one item between the same places, as one row of a list."""

    first: PullView
    """The one to look at first."""
    pulls: int
    quantity: float
    ready: float
    """The quantity whose material is all there."""
    late_days: float
    """Of the most late one."""
    due: str
    """Of the one due first."""
    signs: str


def by_item(pulls: Sequence[PullView]) -> list[Group]:
    """Return ranked pulls grouped by item and places, in the order of each group's first."""
    groups: dict[tuple[str, str, str], list[PullView]] = {}
    for pull in pulls:
        groups.setdefault((pull.item, pull.from_, pull.location), []).append(pull)
    return [
        Group(
            first=some[0],
            pulls=len(some),
            quantity=_sum(pull.quantity - pull.received for pull in some),
            ready=_sum(pull.quantity - pull.received for pull in some if is_ready(pull)),
            late_days=max(pull.late_days for pull in some),
            due=min(pull.due for pull in some),
            signs=signs({what for pull in some for what in pull.rests_on}),
        )
        for some in groups.values()
    ]


def _sum(quantities: Iterable[float]) -> float:
    # Items have three decimals at most, so rounding there takes away only what adding floats put in.
    return round(sum(quantities), 3)


class Blocker(NamedTuple):
    """One thing that holds up order lines."""

    what: str
    lines: int
    late_days: float
    """Of the line that it makes most late."""


_PULL = re.compile(r"^P\d+(?:\.\d+)? \((?P<item>.+?)\) ")
_DUE = re.compile(r" is ordered, due [0-9-]+$")
_QUEUE = re.compile(r"^.* waits in (?P<queue>the queue of .+)$")
_STOP = re.compile(r"^.* cannot go on: (?P<queue>.+ is down since .+)$")


def is_late(promise: PromiseView) -> bool:
    """Return whether a line is later than wanted, or not in sight at all."""
    return promise.late_days > 0 or promise.expected is None


def blockers(promises: Sequence[PromiseView]) -> list[Blocker]:
    """Return what holds up late lines, that which holds up most first; pulls of one item, queue or stop are one."""
    lines: Counter[str] = Counter()
    worst: dict[str, float] = {}
    for promise in promises:
        if is_late(promise):
            what = _thing(promise.cause)
            lines[what] += 1
            worst[what] = max(worst.get(what, 0.0), promise.late_days)
    return [Blocker(what, count, worst[what]) for what, count in lines.most_common()]


def _thing(cause: str) -> str:
    queue = _QUEUE.match(cause) or _STOP.match(cause)
    if queue:
        return queue["queue"]
    cause = _DUE.sub(" is ordered", cause)
    return _PULL.sub(lambda found: f"{found['item']} ", cause) or "nothing any more: it leaves late"
