"""A line with constant work in process: whatever it makes shares its room; its tables say so once."""

import copy

import numpy as np
import pytest

import tugline as tl
from tugline.business.opened import open_in_force
from tugline.engine.invariants import broken
from tugline.errors import InvalidBusinessError
from tugline.facts.kinds import Kind
from tugline.state import arena
from tugline.state.layout import PROPOSED

ITEMS = ["chair", "stool", "table"]
TABLES = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "world": "plain"},
    "items": {"item": ITEMS, "cost": ["10"] * 3, "price": ["20"] * 3},
    "locations": {"location": ["works", "shed"]},
    "sources": {"item": ITEMS, "location": ["works"] * 3, "kind": ["make"] * 3},
    "operations": {
        "item": [i for i in ITEMS for _ in "ab"], "step": ["1", "2"] * 3, "resource": ["saw", "bench"] * 3,
        "run_time": ["4h"] * 6,
    },
    "resources": {"resource": ["saw", "bench"]},
    "loops": {"item": ["*"], "location": ["works"], "loop": ["conwip"], "room": ["2"]},
    "orders": {
        "order": [str(n) for n in range(12)], "item": ITEMS * 4, "quantity": ["1"] * 12,
        "ordered_at": ["2024-01-02T08:00"] * 12, "wanted_at": [f"2024-02-{28 - n:02}" for n in range(12)],
    },
}  # fmt: skip


def open_pulls(business):
    pulls = arena.arrays(business._core.state)["pull"]
    return pulls[pulls["id"] > 0]


def room_of(business):
    return [int(value) for value in arena.arrays(business._core.state)["cap"][0]]


def test_no_more_is_in_the_line_than_it_has_room_for_and_the_backlog_goes_by_rank():
    with tl.open(copy.deepcopy(TABLES)) as business:
        business.advance("2024-01-02T09:00")
        pulls = open_pulls(business)
        assert (pulls["state"] == PROPOSED).sum() == 10
        released = pulls[pulls["state"] != PROPOSED]
        assert released["due"].max() < pulls[pulls["state"] == PROPOSED]["due"].min(), "those due first"
        business.advance("2024-01-04")
        for hour in range(1, 20, 3):
            business.advance(f"2024-01-04T{hour:02}:00")
            assert (open_pulls(business)["state"] != PROPOSED).sum() <= 2
        business.advance("2024-02-28")
        result = business.result()
        assert [loop.loop for loop in result.loops] == ["conwip"] * 3
        assert {pull.loop for pull in result.pulls} == {"conwip"}
        assert all("more than is here or coming" in pull.why for pull in result.pulls)
        pulls = sorted(result.pulls, key=lambda pull: pull.due)
        assert len(pulls) == 12
        assert {pull.received for pull in pulls} == {1}
        facts = np.concatenate(list(business._core.journal.read()))
        received = facts[facts["kind"] == int(Kind.RECEIVED)]["reference"].tolist()
        assert received == [int(pull.id.removeprefix("P")) for pull in pulls], "in the order in which they are due"


def test_an_adoption_carries_the_line_over_and_sets_its_room(tmp_path):
    path, tables = tmp_path / "journal.db", copy.deepcopy(TABLES)
    with tl.open(tables, journal=path) as business:
        business.advance("2024-01-02T09:00")
        before = room_of(business)
    tables["items"] = {name: [*column, more] for (name, column), more in zip(
        TABLES["items"].items(), ("bed", "10", "20"), strict=True)}  # fmt: skip
    tables["locations"] = {"location": ["works", "attic", "shed"]}
    tables["loops"] = {**TABLES["loops"], "room": ["3"]}
    with open_in_force(path) as business:
        business.adopt(tables)
        after = room_of(business)
        state = business._core.state
        assert before[1:4] == [2, 2, 10]
        assert after[1:4] == [3, 3, 9], "one more was released"
        assert int(business.network.point["location"][int(arena.arrays(state)["cap"]["first_point"][0])]) == after[0]
        assert broken(state, business._core.grid) == 0
        assert business.verify() == []
    tables["loops"] = {**TABLES["loops"], "loop": ["to_order"], "room": [""]}
    with open_in_force(path) as business:
        business.adopt(tables)
        assert np.all(arena.arrays(business._core.state)["loop"]["cap"] == -1)
        assert (open_pulls(business)["state"] != PROPOSED).all()
        assert business.verify() == []


def test_who_leaves_the_line_leaves_its_room_to_the_others(tmp_path):
    """An adoption states no room for the loop that leaves before it says that it leaves."""
    path, tables = tmp_path / "journal.db", copy.deepcopy(TABLES)
    with tl.open(tables, journal=path) as business:
        business.advance("2024-01-02T09:00")
    tables["loops"] = {
        "item": ["chair", "*"], "location": ["works"] * 2, "loop": ["to_order", "conwip"], "room": ["", "2"],
    }  # fmt: skip
    with open_in_force(path) as business:
        business.adopt(tables)
        assert room_of(business)[1] == 2
        chairs = [p for p, name in enumerate(business.network.point_names) if name.startswith("chair")]
        pulls = open_pulls(business)
        in_line = ~np.isin(pulls["point"], chairs) & (pulls["state"] != PROPOSED)
        assert in_line.sum() <= 2
        assert (pulls["state"][np.isin(pulls["point"], chairs)] != PROPOSED).all()
        assert broken(business._core.state, business._core.grid) == 0


def test_a_line_that_makes_parts_of_what_it_makes_would_wait_for_itself_and_is_refused():
    tables = copy.deepcopy(TABLES)
    tables["boms"] = {"item": ["chair"], "component": ["stool"], "quantity": ["1"]}
    with pytest.raises(InvalidBusinessError, match="expected another loop for 'stool', which goes into 'chair'"):
        tl.open(tables)
    tables["loops"] = {
        "item": ["stool", "*"], "location": ["works"] * 2, "loop": ["to_order", "conwip"], "room": ["", "2"],
    }  # fmt: skip
    with tl.open(tables) as business:
        business.advance("2024-03-01")
        assert not len(open_pulls(business)), "all of it is done"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"item": ["*"], "room": [""]}, "loops line 2, room: ''; expected how many pulls may be in the line at most"),
        ({"item": ["*"], "room": ["0"]}, "loops line 2, room: '0'; expected how many pulls may be in the line"),
        ({"item": ["*", "chair"], "room": ["2", "3"]}, "expected 3, as in line 3"),
    ],
)  # fmt: skip
def test_a_line_without_room_or_with_two_rooms_is_a_mistake(rows, message):
    n = len(rows["item"])
    tables = {**copy.deepcopy(TABLES), "loops": {**rows, "location": ["works"] * n, "loop": ["conwip"] * n}}
    with pytest.raises(InvalidBusinessError, match=message):
        tl.open(tables)
