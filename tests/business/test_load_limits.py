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


def test_a_part_that_may_wait_for_the_load_of_what_it_goes_into_is_refused():
    """A stool goes into a chair, and both pass the bench: the chair would hold the load that the stool waits for."""
    tables = works(limit="8h")
    tables["boms"] = {"item": ["chair", "stool"], "component": ["stool", "wood"], "quantity": ["1", "1"]}
    tables["sources"]["lead_time"] = ["", "", "1d"]
    with (
        pytest.raises(InvalidBusinessError, match="another loop for 'stool', which goes into 'chair'") as refused,
        tl.open(copy.deepcopy(tables)),
    ):
        pass
    assert any("both need resources with a load_limit" in problem.expected for problem in refused.value.problems)
    tables["loops"]["loop"] = ["conwip", "to_order", "base_stock"]
    tables["orders"]["ordered_at"] = ["2026-03-03T08:00"] * len(tables["orders"]["order"])
    with tl.open(tables) as business:
        business.advance("2026-03-20")
        assert any(pull.item == "stool" for pull in business.result().pulls)


def test_parts_of_parts_count_and_what_is_between_need_not_be_limited():
    """Wood is sawn into boards, boards are bought into frames outside, frames go into chairs."""
    tables = works(limit="8h")
    tables["items"] = {"item": ["chair", "frame", "board"], "cost": ["9", "5", "2"], "price": ["20", "", ""]}
    tables["sources"] = {"item": ["chair", "frame", "board"], "location": ["main"] * 3, "kind": ["make"] * 3}
    tables["boms"] = {"item": ["chair", "frame"], "component": ["frame", "board"], "quantity": ["1", "1"]}
    tables["operations"] = {
        "item": ["chair", "frame", "board"], "step": ["1"] * 3, "resource": ["bench", "saw", "bench"],
        "run_time": ["1h"] * 3,
    }  # fmt: skip
    tables["loops"] = {"item": ["chair", "frame", "board"], "location": ["main"] * 3,
                       "loop": ["conwip", "to_order", "conwip"]}  # fmt: skip
    tables["stock"] = {"item": ["board"], "location": ["main"], "on_hand": ["5"]}
    tables["orders"] = {key: cells[:1] for key, cells in tables["orders"].items()}
    with (
        pytest.raises(InvalidBusinessError, match="another loop for 'board', which goes into 'chair'"),
        tl.open(tables),
    ):
        pass


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
    """The bench is busy 20 of 24 hours with ten orders that come in every morning: without a rope they all lie there.

    With a rope of two jobs it always has one, and the next one ready. With one of less than two it waits for the saw.
    """
    free, roped, short = (
        tl.study(tables, policies=["present"], replications=8, years=0.25, warm_up=28).policies["present"]
        for tables in (
            works(room="1000", orders=10, varied="0.3"), works(limit="4h", orders=10, varied="0.3"),
            works(limit="3h", orders=10, varied="0.3"),
        )
    )  # fmt: skip
    assert roped["average_wip"].high < 0.5 * free["average_wip"].low
    for same in ("net_revenue", "days_to_delivery_p50", "days_to_delivery_p95"):
        assert abs(roped[same].mean / free[same].mean - 1) < 0.001
    assert short["days_to_delivery_p50"].low > 2 * free["days_to_delivery_p50"].high
