"""The sentence of a pull adds up: position, level, lots and the source's maximum give what is pulled."""

import pytest

import tugline as tl
from tugline.business.why import ordinal
from tugline.errors import UsageError


def shop(loop, source, stock="40", orders=()):
    return tl.open(
        {
            "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
            "items": {"item": ["ring"], "cost": ["1"]},
            "sources": [
                {"item": "ring", "location": "main", "kind": "buy", "from": "acme", "lead_time": "3d", **source}
            ],
            "stock": {"item": ["ring"], "location": ["main"], "on_hand": [stock]},
            "loops": [{"item": "ring", "location": "main", **loop}],
            "orders": list(orders),
        }
    )


def whys(business):
    with business:
        business.advance("2026-01-05T00:01")
        return [(pull.quantity, pull.why) for pull in business.result().pulls]


def test_a_pull_in_parts_names_the_whole_and_its_place():
    """40 is not above 50, so 3,000 − 40 = 2,960 are wanted: in lots of 12 that is 2,964 = 1,200 + 1,200 + 564."""
    loop = {"loop": "min_max", "min": "50", "max": "3000"}
    said = "position 40 ≤ minimum 50, up to maximum 3,000: pull 2,964 (in lots of 12), in 3 pulls of at most 1,200"
    assert whys(shop(loop, {"maximum": "1200", "multiple": "12"})) == [
        (1200, f"{said}; this is the 1st"), (1200, f"{said}; this is the 2nd"), (564, f"{said}; this is the 3rd"),
    ]  # fmt: skip


def test_a_pull_of_its_own_says_nothing_of_parts():
    loop = {"loop": "min_max", "min": "50", "max": "100"}
    assert whys(shop(loop, {"maximum": "60"})) == [(60, "position 40 ≤ minimum 50, up to maximum 100: pull 60")]


def test_an_order_beyond_the_maximum_is_pulled_in_parts():
    order = {"order": "A", "line": "1", "item": "ring", "quantity": "25", "ordered_at": "2026-01-05"}
    said = "order A line 1 needs 25 more than is here or coming: pull 25, in 2 pulls of at most 20"
    found = whys(shop({"loop": "to_order"}, {"maximum": "20"}, stock="0", orders=[order]))
    assert found == [(20, f"{said}; this is the 1st"), (5, f"{said}; this is the 2nd")]


def test_packs_of_a_loop_are_named():
    """100 − 40 = 60 in packs of 7 are 63."""
    loop = {"loop": "min_max", "min": "50", "max": "100", "pack": "7"}
    said = "position 40 ≤ minimum 50, up to maximum 100: pull 63 (in packs of 7)"
    assert whys(shop(loop, {})) == [(63, said)]


def test_two_orders_alike_are_two_decisions():
    orders = [
        {"order": name, "line": "1", "item": "ring", "quantity": "25", "ordered_at": "2026-01-05"} for name in "AB"
    ]
    found = whys(shop({"loop": "to_order"}, {}, stock="0", orders=orders))
    assert [quantity for quantity, _ in found] == [25, 25]
    assert not any("pulls of" in why for _, why in found)


def test_cards_that_come_back_at_once_are_a_pull_each():
    loop = {"loop": "kanban", "cards": "3", "container": "10"}
    found = whys(shop(loop, {}, stock="0"))
    assert [quantity for quantity, _ in found] == [10, 10, 10]
    assert not any("pulls of" in why for _, why in found)


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (23, "23rd"), (112, "112th")],
)
def test_ordinals_are_those_of_the_language(number, said):
    assert ordinal(number) == said


@pytest.mark.parametrize(
    "what", ["", "P", "P²", "P0", "F0", "P999999999999999999", "F999999999999999999", "P" + "9" * 30]
)
def test_what_is_no_number_of_anything_is_told(what):
    with shop({"loop": "reorder"}, {}) as business, pytest.raises(UsageError):
        business.explain(what)
