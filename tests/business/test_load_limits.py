"""Lines that release by load: what tables say of it, and what it is worth."""

import copy

import pytest

import tugline as tl
from tugline.errors import InvalidBusinessError
from tugline.state import arena
from tugline.state.layout import PROPOSED

ITEMS = ["chair", "stool"]


def works(*, limit="", room="", orders=12, varied="0"):
    """A works that makes chairs and stools: half an hour at the saw, two at the bench, the drum, for each."""
    days = [f"2026-{1 + d // 28:02}-{1 + d % 28:02}" for d in range(56)]
    return {
        "business": {"name": "w", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain"},
        "items": {"item": [*ITEMS, "wood"], "cost": ["100", "80", "20"], "price": ["250", "200", ""]},
        "suppliers": {"supplier": ["mill"]},
        "sources": {
            "item": [*ITEMS, "wood"], "location": ["main"] * 3, "kind": ["make", "make", "buy"],
            "from": ["", "", "mill"], "lead_time": ["", "", "1d"],
        },
        "boms": {"item": ITEMS, "component": ["wood"] * 2, "quantity": ["1"] * 2},
        "operations": {
            "item": [i for i in ITEMS for _ in "ab"], "step": ["1", "2"] * 2, "resource": ["saw", "bench"] * 2,
            "run_time": ["30min", "2h"] * 2,
        },
        "resources": {
            "resource": ["saw", "bench"], "load_limit": ["", limit], "time_spread": [varied] * 2,
            "cost_per_hour": ["20"] * 2,
        },
        "stock": {"item": ["wood"], "location": ["main"], "on_hand": ["50"]},
        "loops": {
            "item": [*ITEMS, "wood"], "location": ["main"] * 3, "loop": ["conwip", "conwip", "base_stock"],
            "room": [room, room, ""], "level": ["", "", "80"],
        },
        "orders": {
            "order": [f"{d}-{n}" for d in days for n in range(orders)],
            "item": [ITEMS[(k + n) % 2] for k, _ in enumerate(days) for n in range(orders)],
            "quantity": ["1"] * (len(days) * orders),
            "ordered_at": [f"{d}T08:{n:02}" for d in days for n in range(orders)],
        },
    }  # fmt: skip


def test_a_line_with_load_limits_needs_no_room_and_one_with_neither_is_refused():
    with (
        pytest.raises(InvalidBusinessError, match="at least 1; or a load_limit of a resource that it passes"),
        tl.open(works()),
    ):
        pass
    with (
        pytest.raises(InvalidBusinessError, match="room: '0'; expected how many pulls"),
        tl.open(works(limit="8h", room="0")),
    ):
        pass
    with tl.open(works(limit="8h")) as business:
        assert {loop.loop for loop in business.result().loops} >= {"conwip"}


def open_chairs(business):
    """Return the open pulls of chairs."""
    pulls = arena.arrays(business._core.state)["pull"]
    chair = business._core.network.point_names.index("chair\tmain")
    return pulls[(pulls["id"] > 0) & (pulls["point"] == chair)]


def test_no_more_than_eight_hours_of_the_bench_are_released():
    tables = works(limit="8h", orders=0)
    tables["orders"] = {
        "order": [str(n) for n in range(9)], "item": ["chair"] * 9, "quantity": ["1"] * 9,
        "ordered_at": ["2026-03-02T01:00"] * 9,
    }  # fmt: skip
    with tl.open(copy.deepcopy(tables)) as business:
        for hour in range(2, 20):
            business.advance(f"2026-03-02T{hour:02}:00")
            pulls = open_chairs(business)
            released = (pulls["state"] != PROPOSED).sum()
            assert released == min(4, len(pulls)), "four chairs are eight hours, and as many go as may"
        business.advance("2026-03-04")
        assert not open_chairs(business).size, "all nine are made in the end"


@pytest.mark.slow
def test_a_rope_to_the_drum_takes_work_off_the_floor_and_nothing_off_the_output():
    """The bench is busy 10 of its 24 hours a day with what comes in all at eight: without a rope it all lies there."""
    free, roped = (
        tl.study(tables, policies=["present"], replications=6, years=0.25, warm_up=14).policies["present"]
        for tables in (works(room="1000", orders=5, varied="0.5"), works(limit="4h", orders=5, varied="0.5"))
    )
    assert roped["average_wip"].high < 0.6 * free["average_wip"].low
    assert abs(roped["net_revenue"].mean / free["net_revenue"].mean - 1) < 0.02
    assert roped["days_to_delivery_p95"].mean < 1.15 * free["days_to_delivery_p95"].mean
