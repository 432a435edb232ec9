"""Random networks and a random plant: short lists of small numbers that Hypothesis can shrink, read as what happens."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tugline.facts.kinds import NEVER, Kind
from tugline.state import arena
from tugline.state.layout import EMPTY, FULL, PARTS, PROPOSED, STARTED

SMALL = st.integers(0, 7)
IDLE = 40


@dataclass
class Point:
    """What a random network has at one stock point; numbers are read modulo what is possible there."""

    kind: str
    loop: str
    lead: int
    lots: tuple[int, int, int]
    draws: list[tuple[int, int, int]]
    numbers: tuple[int, int, int, int]
    flags: int


LOOPS = ("to_order", "to_order", "base_stock", "reorder", "min_max", "kanban", "conwip")


def points(loops=LOOPS):
    lots = st.sampled_from([(0, 1, NEVER), (0, 1, NEVER), (3, 1, NEVER), (0, 4, NEVER), (4, 2, 9), (0, 3, 7)])
    return st.builds(
        Point,
        kind=st.sampled_from(["make", "make", "move", "buy", "none"]),
        loop=st.sampled_from(loops),
        lead=st.integers(1, 20),
        lots=lots,
        draws=st.lists(st.tuples(SMALL, st.integers(1, 3), st.sampled_from([1, 1, 1, 2])), min_size=1, max_size=3),
        numbers=st.tuples(st.integers(0, 12), st.integers(1, 8), SMALL, SMALL),
        flags=st.integers(0, 63),
    )


def networks(loops=LOOPS):
    return st.lists(points(loops), min_size=2, max_size=6)


def steps(length=25):
    """A list of (ticks that pass, what happens then)."""
    event = st.tuples(st.integers(0, len(VERBS) - 1), SMALL, SMALL, SMALL)
    return st.lists(st.tuples(st.sampled_from([0, 1, 1, 2, 7, 31]), st.lists(event, max_size=4)), max_size=length)


def build(kit, plan: list[Point]) -> Any:
    """Return the network of a plan: every point draws on later ones, the last ones are bought."""
    net = kit.Net()
    for p in range(len(plan)):
        net.point(f"p{p}", location=p % 2)
    # In a small network every pulse is one pass over all points; among many idle ones, few are worked off a queue.
    for n in range(IDLE if plan[0].flags & 1 else 0):
        net.point(f"idle {n}")
    for p, point in enumerate(plan):
        below = len(plan) - 1 - p
        name, deeper = f"p{p}", [f"p{p + 1 + draw[0] % below}" for draw in point.draws] if below else []
        minimum, multiple, maximum = point.lots
        safety = point.numbers[0] if point.flags & 4 else 0
        fields = {"minimum": minimum, "multiple": multiple, "maximum": maximum, "safety_ticks": safety}
        kind = point.kind if below or point.kind == "none" else "buy"
        if kind == "make":
            bill = {component: (draw[1], draw[2]) for component, draw in zip(deeper, point.draws, strict=True)}
            lost = point.flags & 1
            net.make(name, point.lead, bill, yield_numerator=10 - lost, yield_denominator=10, **fields)
        elif kind == "move":
            net.move(name, deeper[0], point.lead, **fields)
        elif kind == "buy" and point.flags & 2:
            net.buy(name, point.lead, share=600_000, **fields)
            net.buy(name, point.lead + 3, share=400_000)
        elif kind == "buy":
            net.buy(name, point.lead, **fields)
    return net


def opening(bench, plan: list[Point]) -> list[dict]:
    """Return the facts that put loops, stock and cards in place."""
    rows = []
    for p, point in enumerate(plan):
        name, (a, b, c, d) = f"p{p}", point.numbers
        parameters = {
            "to_order": {"room": (0, 0, 1, 2)[c % 4]},
            "conwip": {"room": (1, 2, 3, 5)[c % 4]},
            "base_stock": {"level": a, "display": b - 1, "pack": 1 + c % 3},
            "reorder": {"point": a, "quantity": b},
            "min_max": {"min": a, "max": a + b},
            "kanban": {
                "container": b,
                "mode": ("one_card", "signal")[c % 2],
                "cards": c,
                "lot": 2,
                "return_when": d % 2,
            },
        }[point.loop]
        if point.flags & 4:
            parameters["review"] = (5, 7, -(127 + 128 * 0), -(0b0010101 + 128 * 600))[c % 4]
        if point.flags & 24 == 24:
            parameters["approval"] = 1
        rows += bench.loop(name, point.loop, **parameters)
        if not point.flags & 32:
            rows.append(bench.opened(name, a * d % 23))
        if point.loop == "kanban":
            rows += [bench.card(name, n, FULL if n * b <= a * d % 23 else EMPTY) for n in range(1, 2 + d % 4)]
    return rows


class Plant:
    """Turns numbers into facts about what is open now."""

    def __init__(self, bench, plan, *, without=()):
        self.bench, self.plan = bench, plan
        self.without = set(without)
        self.verbs = [verb for verb in VERBS if verb.__name__ not in self.without]

    def rows(self, now, events):
        self.now = now
        rows = []
        for verb, a, b, c in events:
            row = self.verbs[verb % len(self.verbs)](self, a, b, c)
            rows += row if isinstance(row, list) else [row] if row else []
        return rows

    def name(self, a):
        return f"p{a % len(self.plan)}"

    def pick_pull(self, a, *states):
        pulls = [pull for pull in self.bench.pulls() if not states or pull["state"] in states]
        return pulls[a % len(pulls)] if pulls else None

    def pick_line(self, a):
        lines = [row for row in arena.arrays(self.bench.state)["line"] if row["id"] > 0]
        return sorted(lines, key=lambda row: row["id"])[a % len(lines)] if lines else None

    def kind_of(self, pull):
        return self.bench.net.sources[pull["source"]][1]["kind"] if pull["source"] >= 0 else 2

    def order(self, a, b, c):
        parcels = (0, 0, 1, 2)[c % 4]
        order = 1000 + b % 2 if parcels == 2 else 0
        due = self.now + 5 * b
        rows = [
            self.bench.order(
                self.name(a // 2), 1 + b, due=due, priority=(5, 5, 1, 9)[a % 4], parcels=parcels, order=order
            )
        ]
        if parcels == PARTS and c > 4:
            priority = rows[0]["priority"]
            rows.append({"kind": Kind.ORDER_TERMS_SET, "code": PARTS, "quantity": 3, "priority": priority})
        return rows

    def reserved(self, a, b, c):
        """An order that is promised at once; every second one is reserved only."""
        row = self.bench.order(self.name(a // 2), 1 + b, due=self.now + 5 * b, priority=(5, 5, 1, 9)[a % 4])
        until = self.now + 4 * b if a % 2 else 0
        ahead = min(4 * c, a % 3)
        return [row, self.bench.about(Kind.PROMISE_MADE, 0, due=self.now + 4 * c, code=ahead, amount=until)]

    def promised(self, a, b, c):
        """A line is promised a date, another date, or none any more; what was reserved is ordered with that."""
        line = self.pick_line(a)
        due = (0, self.now + b, self.now + 10 * b, int(line["promised"]))[c % 4] if line is not None else 0
        kind = Kind.PROMISE_MADE if line is None or line["promised"] == 0 else Kind.PROMISE_CHANGED
        return None if line is None else self.bench.about(kind, int(line["id"]), due=due)

    def big_order(self, a, b, c):
        return self.bench.order(self.name(a // 2), 10 + b * c, due=self.now + 100)

    def sale(self, a, b, c):
        return self.bench.sale(self.name(a), 1 + b)

    def answer_all(self, a, b, c):
        """Everything that is ready or bought comes in, and what is released ships."""
        pulls = [p for p in self.bench.pulls() if p["state"] >= 3 or (p["state"] == 2 and self.kind_of(p) >= 2)]
        lines = [
            row for row in arena.arrays(self.bench.state)["line"] if row["id"] > 0 and row["released"] > row["shipped"]
        ]
        come = [self.bench.received(pull["id"]) for pull in pulls]
        return come + [self.bench.shipped(row["id"], int(row["released"] - row["shipped"])) for row in lines]

    def received(self, a, b, c):
        pull = self.pick_pull(a)
        if pull is None:
            return None
        rest = int(pull["quantity"] - pull["received"])
        return self.bench.received(pull["id"], (rest, rest, max(1, rest // 2), 1, rest + 2)[b % 5])

    def started(self, a, b, c):
        pull = self.pick_pull(a, *((1, 2, 3) if b == 0 else (3,)))
        return None if pull is None or self.kind_of(pull) >= 2 else self.bench.started(int(pull["id"]), step=1)

    def shipped(self, a, b, c):
        line = self.pick_line(a)
        if line is None:
            return None
        released, rest = int(line["released"] - line["shipped"]), int(line["quantity"] - line["shipped"])
        quantity = (released, released, released // 2, rest, rest + 1)[b % 5]
        return self.bench.shipped(line["id"], quantity) if quantity > 0 else None

    def cancelled(self, a, b, c):
        line = self.pick_line(a)
        return None if line is None else self.bench.about(Kind.ORDER_CANCELLED, int(line["id"]))

    def changed(self, a, b, c):
        line = self.pick_line(a)
        if line is None:
            return None
        return self.bench.about(Kind.ORDER_CHANGED, int(line["id"]), 1 + b * 2, self.now + 9 * c, priority=1 + c)

    def counted(self, a, b, c):
        here = self.bench.on_hand(self.name(a))
        return self.bench.counted(self.name(a), (here, max(0, here - b), here + b, b)[c % 4])

    def scrapped(self, a, b, c):
        return self.bench.scrapped(self.name(a), 1 + b)

    def quarantined(self, a, b, c):
        """Goods go into quarantine, come out of it, or are thrown away from there."""
        kind = (Kind.LOT_QUARANTINED, Kind.LOT_QUARANTINED, Kind.LOT_RELEASED, Kind.SCRAPPED)[c % 4]
        row = {**self.bench.quarantined(self.name(a), 1 + b), "kind": kind}
        return {**row, "code": 1} if kind == Kind.SCRAPPED else row

    def lost(self, a, b, c):
        pull = self.pick_pull(a) if c > 4 else self.pick_pull(a, STARTED)
        return None if pull is None else self.bench.lost(int(pull["id"]), 1 + b // 2)

    def shipped_from_elsewhere(self, a, b, c):
        line = self.pick_line(a)
        if line is None:
            return None
        quantity = max(1, int(line["quantity"] - line["shipped"]) // (1 + c % 2))
        return {**self.bench.shipped(line["id"], quantity), "point": 1 + b % len(self.plan)}

    def terms(self, a, b, c):
        line = self.pick_line(a)
        return None if line is None else self.bench.about(Kind.ORDER_TERMS_SET, int(line["id"]), c, code=b % 3)

    def held(self, a, b, c):
        pull = self.pick_pull(a)
        due = (self.now + b, self.now + 10 * b, NEVER)[c % 3]
        return None if pull is None else self.bench.about(Kind.PULL_HELD, int(pull["id"]), due=due)

    def freed(self, a, b, c):
        pull = self.pick_pull(a)
        return None if pull is None else self.bench.about(Kind.PULL_FREED, int(pull["id"]))

    def closed(self, a, b, c):
        pull = self.pick_pull(a)
        return None if pull is None else self.bench.about(Kind.PULL_CLOSED, int(pull["id"]))

    def rejected(self, a, b, c):
        pull = self.pick_pull(a, 1, 2)
        due = (0, self.now + b, self.now + 10 * b)[c % 3]
        return None if pull is None else self.bench.about(Kind.PULL_REJECTED, int(pull["id"]), due=due)

    def edited(self, a, b, c):
        pull = self.pick_pull(a)
        if pull is None:
            return None
        return self.bench.about(Kind.PULL_EDITED, int(pull["id"]), (b, int(pull["quantity"]))[c % 2], self.now + 7 * c)

    def confirmed(self, a, b, c):
        pull = self.pick_pull(a)
        if pull is None:
            return None
        kind = (Kind.PULL_CONFIRMED, Kind.PULL_CONFIRMED, Kind.PULL_PLACED, Kind.PULL_ACCEPTED)[c % 4]
        return self.bench.about(kind, int(pull["id"]), b if kind == Kind.PULL_CONFIRMED else 0, self.now + 3 * b)

    def added(self, a, b, c):
        rows = [i for i, row in enumerate(self.bench.net.sources) if row[0] == a % len(self.plan)]
        line = self.pick_line(b)
        owner = int(line["id"]) if line is not None and c % 2 and line["point"] == a % len(self.plan) else 0
        return self.bench.added(
            self.name(a), 1 + b, self.now + 3 * c, source=rows[0] if rows else -1, reference=owner, code=c % 2
        )

    def returned(self, a, b, c):
        return self.bench.returned(self.name(a), 1 + b)

    def parameter(self, a, b, c):
        name = self.name(a)
        which = ("level", "room", "point", "max", "review", "approval", "pack", "kind")[c % 8]
        if which == "kind":
            kinds = [kind for kind in LOOPS[1:] if kind not in self.without]
            return self.bench.loop(name, kinds[b % len(kinds)])[-1]
        value = {"review": (0, 4, 9, -(127))[b % 4], "approval": b % 2}.get(which, b)
        return self.bench.parameter(name, which, value)

    def approved(self, a, b, c):
        pull = self.pick_pull(a, PROPOSED)
        return None if pull is None else self.bench.about(Kind.PULL_STARTED, int(pull["id"]))

    def supply(self, a, b, c):
        return self.bench.supply(self.name(a), 1 + b, due=self.now + 6 * c)

    def card(self, a, b, c):
        kind = (Kind.CARD_MOVED, Kind.CARD_MOVED, Kind.CARD_WITHDRAWN, Kind.CARD_ISSUED)[c % 4]
        state = 1 + b % 7 if kind == Kind.CARD_MOVED else (EMPTY, FULL)[b % 2]
        return self.bench.card(self.name(a), 1 + b % 3, state, kind)


VERBS = (
    Plant.order, Plant.order, Plant.order, Plant.order, Plant.order, Plant.big_order, Plant.sale, Plant.sale,
    Plant.answer_all, Plant.received, Plant.received, Plant.received, Plant.started, Plant.started, Plant.shipped,
    Plant.shipped, Plant.cancelled, Plant.changed, Plant.counted, Plant.counted, Plant.scrapped, Plant.lost, Plant.held,
    Plant.freed, Plant.closed, Plant.rejected, Plant.edited, Plant.confirmed, Plant.added, Plant.returned,
    Plant.parameter, Plant.approved, Plant.supply, Plant.card, Plant.shipped_from_elsewhere, Plant.terms,
    Plant.reserved, Plant.promised, Plant.quarantined, Plant.quarantined,
)  # fmt: skip


def random_plan(dice, loops=LOOPS):
    """Return a plan from a `random.Random`, for lives longer than Hypothesis cares to draw."""
    lots = [(0, 1, NEVER), (0, 1, NEVER), (3, 1, NEVER), (0, 4, NEVER), (4, 2, 9), (0, 3, 7)]

    def draw():
        return dice.randint(0, 7), dice.randint(1, 3), dice.choice([1, 1, 1, 2])

    return [
        Point(
            kind=dice.choice(["make", "make", "move", "buy", "none"]),
            loop=dice.choice(loops),
            lead=dice.randint(1, 20),
            lots=dice.choice(lots),
            draws=[draw() for _ in range(dice.randint(1, 3))],
            numbers=(dice.randint(0, 12), dice.randint(1, 8), dice.randint(0, 7), dice.randint(0, 7)),
            flags=dice.randint(0, 63),
        )
        for _ in range(dice.randint(2, 7))
    ]


def random_steps(dice, length):
    """Return a script of that many pulses."""

    def event():
        return dice.randint(0, len(VERBS) - 1), dice.randint(0, 7), dice.randint(0, 7), dice.randint(0, 7)

    return [(dice.choice([0, 1, 1, 2, 7, 31]), [event() for _ in range(dice.randint(0, 4))]) for _ in range(length)]
