"""A place to which no lane leads is doubted where there are lanes at all: it may be written differently there."""

import pytest

from tests.business.test_doubts import business, told

LANES = {"from": ["main"], "to": ["north"], "lead_time": ["1d"]}
CUSTOMERS = {"customer": ["ann", "ben", "cid", "dan"], "place": ["north", "nort", "nort", ""]}


@pytest.mark.parametrize(
    ("to", "otherwise"),
    [(["north"], "goods are there as they leave"), (["north", "*"], "goods go by the lanes to everybody")],
)
def test_a_place_that_no_lane_names_is_told_once(to, otherwise):
    lanes = {"from": ["main"] * len(to), "to": to, "lead_time": ["1d"] * len(to)}
    assert told(business(customers=CUSTOMERS, lanes=lanes)) == [
        ("customers", 3, "nort", f"no lane leads to this place, so {otherwise}; maybe 'north'?", False)
    ]


def test_nothing_is_doubted_without_lanes_or_of_who_has_a_lane_of_its_own():
    assert told(business(customers=CUSTOMERS)) == []
    lanes = {"from": ["main"] * 3, "to": ["north", "ben", "cid"], "lead_time": ["1d"] * 3}
    assert told(business(customers=CUSTOMERS, lanes=lanes)) == []
