"""What spoils is what a shelf with a date on every piece would say, and what theory says of newspapers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tugline.engine.invariants import SENTENCES, broken
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.ledger.layout import SCRAP
from tugline.state import arena
from tugline.state.layout import PARTS
from tugline.state.movement import MOVEMENT
from tugline.studies.ageing import KEEPS, NOTHING_SPOILS, Ageing, Perishing
from tugline.studies.compare import estimate
from tugline.studies.recorded import Recorded
from tugline.studies.replicate import Policy, run
from validation.plant import uniform

HOURS = np.arange(0, 60 * 24, 24)
"""The tick of each midnight where a tick is an hour."""
PRESENT = Policy("present", np.zeros(0, FACT), "")


class Shelf:
    """One stock point on which every lot has its last day: first in, first out, in plain Python."""

    def __init__(self, days):
        self.days, self.lots = days, []

    @property
    def on_hand(self):
        return sum(quantity for _, quantity in self.lots)

    def put(self, day, quantity):
        self.lots.append([day + self.days - 1, quantity])

    def take(self, quantity):
        while quantity:
            part = min(quantity, self.lots[0][1])
            self.lots[0][1] -= part
            quantity -= part
            if not self.lots[0][1]:
                del self.lots[0]

    def night(self, day):
        spoiled = sum(quantity for last, quantity in self.lots if last <= day)
        self.lots = [lot for lot in self.lots if lot[0] > day]
        return spoiled


def moved(*rows):
    """Return movements of (tick, point, quantity)."""
    found = np.zeros(len(rows), MOVEMENT)
    for row, (tick, point, quantity) in zip(found, rows, strict=True):
        row["tick"], row["point"], row["quantity"] = tick, point, quantity
    return found


def written_off(ageing, day):
    """Return what is written off by point when a day ends, and tell the ageing so, as a run would."""
    until = int(HOURS[day + 1]) - 1
    rows = [row for facts, tick in ageing.nights(until) for row in facts if tick == until]
    assert {int(row["kind"]) for row in rows} <= {Kind.SCRAPPED}
    assert {int(row["tick"]) for row in rows} <= {until}
    ageing.add(moved(*((until, row["point"] - 1, -row["quantity"]) for row in rows)))
    return {int(row["point"]) - 1: int(row["quantity"]) for row in rows}


EVENTS = st.lists(st.tuples(st.integers(0, 23), st.integers(0, 3), st.integers(-9, 9)), max_size=8)


@given(st.lists(EVENTS, min_size=1, max_size=30), st.lists(st.integers(1, 6), min_size=3, max_size=3))
def test_all_that_came_less_all_that_left_says_what_a_date_on_every_piece_would_say(days, keeps):
    """Points 0, 2 and 3 spoil; point 1 does not, and whatever happens there is none of anybody's business."""
    points = np.array([0, 2, 3])
    ageing = Ageing(
        Perishing(points, np.array(keeps), np.zeros((0, 3), np.int64)), np.array([5, 7, 0, 2]), HOURS, 2
    )  # fmt: skip
    shelves = dict(zip(points.tolist(), map(Shelf, keeps), strict=True))
    shelves[0].put(2, 5)
    shelves[3].put(2, 2)
    came, left, lost = 7, 0, 0
    for day, events in enumerate(days, 2):
        for hour, point, quantity in sorted(events):
            if point in shelves:
                quantity = max(quantity, -shelves[point].on_hand)  # noqa: PLW2901 - nobody takes what is not there
                shelves[point].put(day, quantity) if quantity > 0 else shelves[point].take(-quantity)
                came, left = came + max(0, quantity), left + max(0, -quantity)
            ageing.add(moved((HOURS[day] + hour, point, quantity), (HOURS[day] + hour, -1, 0)))
        spoiled = {point: n for point, shelf in shelves.items() if (n := shelf.night(day))}
        assert written_off(ageing, day) == spoiled
        lost += sum(spoiled.values())
        assert came - left - lost == sum(shelf.on_hand for shelf in shelves.values())


def test_stock_of_the_start_goes_by_its_own_date_but_never_beyond_that_of_fresh_goods():
    """Of 10 that keep 3 days, 4 are good until day 1, and 3 until day 9, as long as what comes on day 0: until day 2.

    The 6 of the second point do not spoil but for 1, whose day is over before the run begins: it goes on the first.
    """
    dated = np.array([[0, 1, 4], [0, 9, 3], [1, -5, 1]])
    ageing = Ageing(Perishing(np.array([0, 1]), np.array([3, KEEPS]), dated), np.array([10, 6]), HOURS, 0)
    assert [written_off(ageing, day) for day in range(4)] == [{1: 1}, {0: 4}, {0: 6}, {}]


def test_what_is_sold_first_is_what_came_first():
    """5 of day 0 and 5 of day 1 keep 2 days: 7 are sold on day 1, so 3 of day 1 are left, and spoil on day 2."""
    ageing = Ageing(Perishing(np.array([0]), np.array([2]), np.zeros((0, 3), np.int64)), np.array([5]), HOURS, 0)
    assert written_off(ageing, 0) == {}
    ageing.add(moved((30, 0, 5), (40, 0, -7)))
    assert [written_off(ageing, day) for day in (1, 2)] == [{}, {0: 3}]


def test_where_nothing_spoils_nothing_is_asked():
    ageing = Ageing(NOTHING_SPOILS, np.array([5, 5]), HOURS, 0)
    ageing.add(moved((3, 0, 4), (5, -1, 0)))
    assert written_off(ageing, 0) == {}


def bakery(on_hand, level, keeps="2", decimals="0", **more):
    """Bread for 1.00 that is bought at midnight for the next hour, up to a level."""
    business = {
        "name": "b", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2026-03-23", "world": "plain",
        "tick": "hour",
    }  # fmt: skip
    place = {"item": ["bread"], "location": ["main"]}
    return {
        "business": business,
        "items": {
            "item": ["bread"], "cost": ["1"], "price": ["3"], "shelf_life_days": [keeps], "decimals": [decimals],
        },
        "suppliers": {"supplier": ["acme"]},
        "sources": {**place, "kind": ["buy"], "from": ["acme"], "lead_time": ["1h"]},
        "stock": {**place, "on_hand": [on_hand]},
        "loops": {**place, "loop": ["base_stock"], "level": [level], "review": ["daily"]},
        **more,
    }  # fmt: skip


def sold(base, quantities, hour=12):
    """Return customers at a till who ask for so much at noon of each day."""
    rows = np.zeros(len(quantities), FACT)
    rows["kind"], rows["point"], rows["priority"], rows["due"] = int(Kind.SALE_MADE), 1, 5, NEVER
    rows["quantity"], rows["amount"] = quantities, 30_000
    rows["tick"] = rows["occurred_at"] = base.day_start[base.day : base.day + len(quantities)] + hour
    return Recorded(rows[rows["quantity"] > 0])


class Kept:
    """All facts of a run, and what held at the end of each of its days."""

    def __init__(self, base):
        self.parts, self.base, self.on_hand = [], base, []

    def __call__(self, facts):
        self.parts.append(facts.copy())

    def read(self, state):
        assert SENTENCES[broken(state, self.base.grid)] == ""
        self.on_hand.append(arena.arrays(state)["stock"]["on_hand"].copy())

    def values(self):
        return {}

    def by_day(self, kind, point=0):
        """Return the quantity of a kind of fact at a point on each day."""
        facts = np.concatenate(self.parts)
        facts = facts[(facts["kind"] == int(kind)) & (facts["point"] == point + 1)]
        day = np.searchsorted(self.base.day_start, facts["tick"], side="right") - 1 - self.base.day
        return np.bincount(day, facts["quantity"], minlength=len(self.on_hand)).astype(int).tolist()


def lived(base, customers, days):
    """Return what came of some days, and everything that happened in them."""
    kept = Kept(base)
    policy = Policy("present", np.zeros(0, FACT), "", gauge=lambda: kept)
    return run(base, policy, customers, 1, warm_up=0, days=days, seen=kept), kept


def test_a_bakery_by_hand(base_of_tables):
    """Level 10, two days, 4 sold at noon: of what is fresh on even days 2 are left when the next day ends.

    Day 0: 10 there, 6 left. Day 1: 4 come, 4 of the old leave, 2 of them spoil. Day 2: 6 come, the 4 of day 1 leave.
    Day 3: 4 come, 4 of the 6 leave, 2 spoil. Summer time begins on day 6, which has 23 hours.
    """
    base = base_of_tables(bakery("10", "10"))
    outcome, kept = lived(base, sold(base, [4] * 30), 30)
    assert kept.by_day(Kind.SCRAPPED) == [0, 2] * 15
    assert kept.by_day(Kind.RECEIVED) == [0, 4] + [6, 4] * 14
    assert [on_hand[0] for on_hand in kept.on_hand] == [6, 4] * 15
    assert outcome.flows[f"account {SCRAP}"] == outcome.values["waste"] == 15 * 2 * 100


def test_a_day_without_room_for_a_day_more_is_a_newsboy(base_of_tables):
    """Good for one day, filled up to 22 every midnight, Poisson demand of 20 at noon: waste and lost sales a day."""
    days, level, demand = 2000, 22, stats.poisson(20)
    base = base_of_tables(bakery(str(level), str(level), "1"))
    asked = demand.ppf(uniform(320, 0, days)).astype(int)
    outcome, kept = lived(base, sold(base, asked), days)
    over = np.array(kept.by_day(Kind.SCRAPPED))
    short = asked - np.array(kept.by_day(Kind.SALE_MADE))
    assert (over == np.maximum(0, level - asked)).all(), "day by day"
    assert (short == np.maximum(0, asked - level)).all()
    for seen, lost in ((over, lambda x: np.maximum(0, level - x)), (short, lambda x: np.maximum(0, x - level))):
        each = estimate(seen.tolist(), 0.999)
        assert each.low <= demand.expect(lost) <= each.high
    assert outcome.flows[f"account {SCRAP}"] == over.sum() * 100


def test_goods_that_keep_for_longer_than_a_run_change_nothing(base_of_tables):
    plain, keeps = (base_of_tables(bakery("10", "10", days)) for days in ("", "60"))
    asked = stats.poisson(6).ppf(uniform(321, 0, 50)).astype(int)
    (a, _), (b, seen) = (lived(base, sold(base, asked), 50) for base in (plain, keeps))
    assert sum(seen.by_day(Kind.SCRAPPED)) == 0
    assert a.digest == b.digest
    assert a.values | {"waste": 0} == b.values
    weeks = run(plain, PRESENT, sold(plain, asked), 1, warm_up=0, days=50)
    assert weeks.digest == run(keeps, PRESENT, sold(keeps, asked), 1, warm_up=0, days=50).digest, "in steps of days"


def kit():
    """A set of a lid that comes in ten days and cream that comes in one and keeps for two, made when it is ordered."""
    given = bakery("0", "0")
    items = {"item": ["set", "lid", "cream"], "cost": ["", "5", "1"], "price": ["20", "", ""]}
    return {
        "business": given["business"],
        "items": {**items, "shelf_life_days": ["", "", "2"]},
        "suppliers": given["suppliers"],
        "boms": {"item": ["set"] * 2, "component": ["lid", "cream"], "quantity": ["1", "3"]},
        "sources": {
            "item": ["set", "lid", "cream"], "location": ["main"] * 3, "kind": ["make", "buy", "buy"],
            "from": ["", "acme", "acme"], "lead_time": ["1h", "240h", "24h"],
        },
        "stock": {"item": ["set", "lid", "cream"], "location": ["main"] * 3, "on_hand": ["0"] * 3},
        "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
    }  # fmt: skip


def test_what_is_kept_for_somebody_spoils_as_well_and_is_asked_for_again(base_of_tables):
    """Cream for two sets comes on day 1 and is kept for them until day 2 ends; 6 spoil, and 6 are asked for again.

    They come a day later, and so on, until lids come on day 10 and find the cream of day 9. All holds every night.
    """
    base = base_of_tables(kit())
    cream, made = 1, 0
    rows = np.zeros(1, FACT)
    rows["kind"], rows["point"], rows["priority"], rows["quantity"] = int(Kind.ORDER_PLACED), made + 1, 5, 2
    rows["code"], rows["due"], rows["tick"], rows["occurred_at"] = PARTS, base.day_start[0] + 6, 6, 6
    outcome, kept = lived(base, Recorded(rows), 20)
    assert kept.by_day(Kind.RECEIVED, cream) == [0, 6] * 5 + [0] * 10
    assert kept.by_day(Kind.SCRAPPED, cream) == [0, 0] + [6, 0] * 4 + [0] * 10
    assert kept.by_day(Kind.STOCK_FREED, cream) == kept.by_day(Kind.SCRAPPED, cream)
    assert kept.by_day(Kind.DELIVERED, made) == [0] * 10 + [2] + [0] * 9
    assert outcome.flows[f"account {SCRAP}"] == 4 * 6 * 100
