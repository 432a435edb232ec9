"""What is short, shared among open lines: the published numbers from tables, and what a plant keeps for others."""

import copy
from datetime import timedelta

import pytest

import tugline as tl
from tests.business.test_misuse import ODD
from tests.business.test_offering_choices import WORKS
from tugline.errors import UsageError

# A warehouse of one item, told by people. Orders of 80, 50 and 20 are wanted by Thursday and Friday; 100 lamps are
# there, 20 come on Wednesday and 40 on Monday after.
TABLES = {
    "business": {"name": "lamps", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["lamp"], "decimals": ["0"]},
    "customers": {
        "customer": ["chain", "corner", "web"], "channel": ["shop", "shop", "web"], "priority": ["2", "2", "1"],
    },
    "suppliers": {"supplier": ["maker"]},
    "sources": {"item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["maker"], "lead_time": ["90d"]},
    "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["100"]},
    "supply": {
        "reference": ["PO-1", "PO-2"], "kind": ["buy"] * 2, "item": ["lamp"] * 2, "location": ["main"] * 2,
        "quantity": ["20", "40"], "due": ["2026-01-07T12:00", "2026-01-12T12:00"],
    },
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
    "orders": {
        "order": ["A", "B", "C"], "customer": ["chain", "corner", "web"], "item": ["lamp"] * 3,
        "quantity": ["80", "50", "20"], "ordered_at": ["2026-01-05"] * 3,
        "wanted_at": ["2026-01-08", "2026-01-09", "2026-01-09"],
    },
}  # fmt: skip


def opened(**changes):
    business = tl.open({**copy.deepcopy(TABLES), **changes})
    business.advance()
    return business


@pytest.fixture
def lamps():
    with opened() as business:
        yield business


def got(allotment):
    return {line.order: [(part.quantity, part.date[:10]) for part in line.parts] for line in allotment.lines}


def sums(allotment):
    return {line.order: line.allotted for line in allotment.lines}


def in_time(allotment):
    return {line.order: sum(part.quantity for part in line.parts if part.in_time) for line in allotment.lines}


@pytest.mark.parametrize(
    ("rule", "expected"), [("priority", [80, 20, 20]), ("fair", [64, 40, 16]), ("linear", [70, 40, 10]),
                           ("uniform", [50, 50, 20])],
)  # fmt: skip
def test_120_in_time_for_80_50_and_20_are_shared_as_published(lamps, rule, expected):
    allotment = lamps.allot(item="lamp", rule=rule)
    # By rank the web's C comes first, then A, then B.
    assert in_time(allotment) == dict(zip("ABC", expected, strict=True))
    # 30 are missing by Friday, and all of them come on Monday.
    assert (allotment.asked, allotment.in_time, allotment.later, allotment.missing, allotment.left) == (
        150, 120, 30, 0, 10,
    )  # fmt: skip
    assert {line.complete[:10] for line in allotment.lines} <= {"2026-01-05", "2026-01-07", "2026-01-12"}


def test_who_gets_what_when_by_priority(lamps):
    # C and A take of Wednesday's receipt first, since it is in time for them; stock is left to whoever needs it sooner.
    assert got(lamps.allot(item="lamp")) == {
        "C": [(20, "2026-01-07")], "A": [(80, "2026-01-05")], "B": [(20, "2026-01-05"), (30, "2026-01-12")],
    }  # fmt: skip


def test_what_is_available_to_promise_stands_beside_it(lamps):
    blocks = lamps.allot(item="lamp").blocks
    # 150 are due after Wednesday's receipt and before Monday's: what 20 do not cover comes of stock, 30 short.
    assert [(b.date[:10], b.comes, b.due, b.available, b.cumulative) for b in blocks] == [
        ("2026-01-05", 100, 0, -30, -30), ("2026-01-07", 20, 150, 0, -30), ("2026-01-12", 40, 0, 40, 10),
    ]  # fmt: skip


def test_channels_and_classes_are_told_apart(lamps):
    allotment = lamps.allot(item="lamp", quotas="web=0.1,shop=0.9")
    # A tenth of 160 by Monday, of 120 by Friday: 12 in time, 4 later, 4 never.
    assert [(c.channel, c.quota, c.asked, c.in_time, c.later, c.missing) for c in allotment.channels] == [
        ("web", 16, 20, 12, 4, 4), ("shop", 144, 130, 108, 22, 0),
    ]  # fmt: skip
    assert [(c.priority, c.asked, c.missing) for c in allotment.classes] == [(1, 20, 4), (2, 130, 0)]
    assert lamps.allot(item="lamp", quotas={"web": 0.1, "shop": "0.9"}) == allotment


def test_protected_stock_is_kept_for_a_late_order_which_then_gets_it(lamps):
    asked = {"item": "lamp", "protect": {1: 60}}
    before = lamps.allot(**asked)
    assert (before.left, before.classes[0].protected) == (40, 60)
    assert sums(before) == {"A": 80, "B": 20, "C": 20}
    lamps.signal(tl.Order("late", "lamp", 40, at=lamps.now, customer="web", wanted="2026-01-09"))
    lamps.advance()
    after = lamps.allot(**asked)
    # It has all of it in time, and nobody has less than before. (Another 40 were pulled for it, and come in April.)
    assert in_time(before) == {"A": 60, "B": 0, "C": 20}
    assert in_time(after) == {"A": 60, "B": 0, "C": 20, "late": 40}


def test_what_is_promised_comes_first(lamps):
    # The last in rank is promised Friday: it comes before the others and before any rule.
    lamps.signal(tl.Event("promised", "B", at=lamps.now, due="2026-01-09"))
    lamps.advance()
    allotment = lamps.allot(item="lamp", rule="fair")
    assert [(line.order, line.state) for line in allotment.lines] == [("B", "promised"), ("C", "open"), ("A", "open")]
    # 70 in time for 80 and 20.
    assert in_time(allotment) == {"B": 50, "C": 14, "A": 56}


def test_nothing_is_written_and_what_the_engine_keeps_is_shown(lamps):
    before = lamps.facts, lamps.digest
    allotment = lamps.allot(item="lamp", rule="uniform")
    assert (lamps.facts, lamps.digest) == before
    # The engine has kept stock by rank: C's 20 and A's 80 are all there is.
    assert {line.order: line.kept for line in allotment.lines} == {"A": 80, "B": 0, "C": 20}


def test_what_work_keeps_and_what_nobody_can_count_on_is_not_shared():
    tables = copy.deepcopy(TABLES)
    tables["items"] = {"item": ["lamp", "set"]}
    tables["boms"] = {"item": ["set"], "component": ["lamp"], "quantity": ["2"]}
    tables["orders"] = {
        "order": ["S", "L"], "item": ["set", "lamp"], "quantity": ["15", "90"], "ordered_at": ["2026-01-05"] * 2,
        "wanted_at": ["2026-01-06", "2026-01-09"],
    }  # fmt: skip
    with opened(**tables) as business:
        allotment = business.allot(item="lamp")
        # Sets that are to be made keep 30 of 100.
        assert (allotment.on_hand, allotment.kept_for_work, allotment.blocks[0].comes) == (100, 30, 70)
        business.advance("2026-01-08")
        # Wednesday's 20 have not come: they are taken to come next.
        late = business.allot(item="lamp")
        assert late.overdue == 20
        assert [(block.date[:10], block.comes) for block in late.blocks] == [
            ("2026-01-08", 70), ("2026-01-08", 20), ("2026-01-12", 40),
        ]  # fmt: skip


def test_what_never_comes_as_things_stand_is_told_and_not_counted_on():
    tables = copy.deepcopy(TABLES)
    tables["items"] = {"item": ["lamp", "set"]}
    tables["boms"] = {"item": ["set"], "component": ["lamp"], "quantity": ["2"]}
    tables["resources"] = {"resource": ["bench"]}
    tables["operations"] = {"item": ["set"], "step": ["1"], "resource": ["bench"], "run_time": ["1h"]}
    tables["orders"] = {
        "order": ["S"], "item": ["set"], "quantity": ["15"], "ordered_at": ["2026-01-05"], "wanted_at": ["2026-01-06"],
    }  # fmt: skip
    with opened(**tables) as business:
        # 15 sets of an hour each, one after the other.
        assert [(b.date[:16], b.comes) for b in business.allot(item="set").blocks] == [
            ("2026-01-05T00:00", 0), ("2026-01-05T15:00", 15),
        ]  # fmt: skip
        # Nobody expects the bench back.
        business.signal(tl.Event("down", "bench", at=business.now))
        business.advance()
        allotment = business.allot(item="set")
        assert (allotment.not_counted, allotment.missing, len(allotment.blocks)) == (15, 15, 1)


def test_what_is_reserved_comes_before_what_is_only_ordered(lamps):
    offer = lamps.reserve("R", item="lamp", quantity=10, reserved_until="2026-01-07")
    allotment = lamps.allot(item="lamp")
    assert [(line.order, line.state) for line in allotment.lines[:2]] == [("R", "reserved"), ("C", "open")]
    first = allotment.lines[0]
    assert (first.allotted, first.missing, first.due) == (10, 0, offer.by)


def test_lines_with_options_of_their_own_wait_for_their_own_goods():
    with tl.open(copy.deepcopy(WORKS)) as business:
        order = {"item": "bike", "location": "works", "at": "2026-01-05", "wanted": "2026-01-06"}
        business.signal(
            tl.Order(order="A", quantity=1, options="frame=carbon", **order), tl.Order(order="B", quantity=2, **order)
        )
        business.advance("2026-01-05")
        allotment = business.allot(item="bike", location="works")
        # The carbon bike that is on the bench is for A alone; what is shipped needs nothing any more.
        assert (allotment.lines_of_choices, allotment.on_hand - allotment.kept_for_work) == (1, 5)
        assert [(line.order, line.allotted) for line in allotment.lines] == [("B", 2)]


def test_a_line_is_due_when_its_lane_leaves_in_time():
    tables = copy.deepcopy(TABLES)
    tables["lanes"] = {"from": ["main"], "to": ["*"], "lead_time": ["3d"]}
    with opened(**tables) as business:
        allotment = business.allot(item="lamp")
        # A is wanted by Thursday, so its goods leave on Monday: Wednesday's receipt is late for it.
        due = {line.order: line.due[:10] for line in allotment.lines}
        assert due == {"A": "2026-01-05", "B": "2026-01-06", "C": "2026-01-06"}
        assert (allotment.in_time, allotment.later) == (100, 50)


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["priority", "fair", "linear", "uniform"])
def test_whatever_a_business_is_what_is_there_and_comes_is_given_once(make, rule):
    seen = 0
    for seed in range(24):
        one = make(seed, world="plant" if seed % 2 else "plain", dirty=False)
        with tl.open(one.tables()) as business:
            business.advance(one.start + timedelta(days=6))
            before = business.digest, business.facts
            for item, location in (name.split("\t") for name in business.network.point_names):
                allotment = business.allot(item=item, location=location, rule=rule, protect="1=2")
                check(allotment)
                seen += len(allotment.lines)
            assert (business.digest, business.facts) == before
    assert seen > 40


def check(allotment):
    comes = sum(block.comes for block in allotment.blocks)
    given = sum(line.allotted for line in allotment.lines)
    assert given + allotment.left == pytest.approx(comes)
    assert allotment.asked == pytest.approx(given + allotment.missing)
    assert all(block.comes >= 0 and block.left >= 0 for block in allotment.blocks)
    dates = [block.date for block in allotment.blocks]
    assert dates == sorted(dates)
    # What is available to promise adds up to what there is without what is asked for.
    assert allotment.blocks[-1].cumulative == pytest.approx(comes - allotment.asked)
    for group in (allotment.channels, allotment.classes):
        assert sum(each.asked for each in group) == pytest.approx(allotment.asked)
    for line in allotment.lines:
        assert line.allotted == pytest.approx(sum(part.quantity for part in line.parts))
        assert (line.complete is None) == (line.missing > 0)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"item": "lmap"}, "'lmap' is no stock point of the business. Maybe 'lamp'"),
        ({"rule": "unifrom"}, "rule 'unifrom'; expected one of priority, fair, linear, uniform. Maybe 'uniform'"),
        ({"rule": 3}, "rule 3; expected a text"),
        ({"quotas": "wbe=0.3"}, "channel 'wbe'; expected one of shop, web. Maybe 'web'"),
        ({"quotas": "web=1.3"}, "quota web=1.3; expected a share from 0 to 1"),
        ({"quotas": "web=0.6,shop=0.6"}, "together are 1.2; expected at most 1"),
        ({"quotas": "web"}, "quota 'web'; expected pairs"),
        ({"quotas": "web=0.1,web=0.2"}, "'web' is given twice"),
        ({"quotas": 3}, "quota 3; expected pairs"),
        ({"protect": "x=20"}, "class 'x'; expected a priority from 1 to 1,000,000"),
        ({"protect": "0=20"}, "class '0'"),
        ({"protect": "1=2.5"}, "protect 1=2.5; expected a quantity from 0 to 1e[+]12, with at most 0 decimals"),
        ({"protect": {1: "many"}}, "protect 1=many"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_was_expected(lamps, asked, says):
    with pytest.raises(UsageError, match=says):
        lamps.allot(**{"item": "lamp", **asked})


@pytest.mark.parametrize("name", ["item", "location", "rule", "quotas", "protect"])
def test_an_odd_value_is_taken_or_refused_in_words(lamps, name):
    refused = 0
    for odd in [
        *ODD,
        "1=1e999999999",
        "1=" + "9" * 9999,
        "9" * 9999 + "=1",
        {"web": float("nan")},
        {1: None},
        "=",
        ",,",
    ]:
        try:
            lamps.allot(**{"item": "lamp", name: odd})
        except UsageError:
            refused += 1
    assert refused > 10


def test_quotas_need_channels_in_the_customers_table():
    with opened(customers={"customer": ["chain", "corner", "web"]}) as business:
        with pytest.raises(UsageError, match="the customers table, which names none"):
            business.allot(item="lamp", quotas="web=0.5")
        assert [channel.channel for channel in business.allot(item="lamp").channels] == [""]
