"""The rules of the loops as formulas: published or hand-worked numbers, and what holds for all numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.loops import base_stock, kanban, min_max, reorder, to_order
from tugline.loops.catalogue import CODES, KIND_OF, LOOPS
from tugline.state.layout import LOOP, LOOP_KINDS, ONE_CARD, SIGNAL


def loop_with(**values):
    record = np.zeros(1, LOOP)[0]
    for name, value in values.items():
        record[name] = value
    return record


whole = st.integers(-1000, 1000)
positive = st.integers(1, 100)


@given(level=whole, display=whole, position=whole)
def test_base_stock_brings_the_position_to_the_level_and_never_pulls_above_it(level, display, position):
    loop = loop_with(level=level, display=display)
    wanted = base_stock.wants(loop, position)
    assert wanted >= 0
    assert position + wanted == max(position, level, display)
    assert base_stock.target(loop) == max(level, display)


@given(point=whole, quantity=st.integers(0, 50), position=whole)
def test_reorder_pulls_the_fewest_lots_that_bring_the_position_above_the_point(point, quantity, position):
    loop = loop_with(point=point, quantity=quantity)
    lot, wanted = max(1, quantity), reorder.wants(loop, position)
    assert wanted % lot == 0
    assert position + wanted > point
    assert wanted == 0 or position + wanted - lot <= point
    # No loop brings about more than its target, which is where unknown stock is taken to be.
    assert position + wanted <= max(position, reorder.target(loop))


@given(low=whole, high=whole, position=whole)
def test_min_max_pulls_to_the_maximum_once_the_minimum_is_reached(low, high, position):
    loop = loop_with(min=low, max=high)
    wanted = min_max.wants(loop, position)
    assert wanted == (max(0, high - position) if position <= low else 0)
    assert min_max.target(loop) == high


@pytest.mark.parametrize(
    ("position", "level", "wanted"), [(97, 144, 47), (144, 144, 0), (150, 144, 0), (-3, 0, 3)]
)  # fmt: skip
def test_the_replenishment_of_a_shop(position, level, wanted):
    assert base_stock.wants(loop_with(level=level), position) == wanted


# Cards


@pytest.mark.parametrize(
    ("demand", "days", "safety", "container", "cards"),
    [
        (240, 0.5, 0.1, 12, 11),  # 240 * 0.5 * 1.1 / 12 = 11
        (100, 0.8, 0.1, 20, 5),  # the triangle: 4.4 -> 5
        (240, 0.5, 0.1, 12.000000001, 11),
        (0.01, 0.1, 0, 100, 1),  # some demand takes a card
        (0, 5, 0.2, 10, 0),
    ],
)
def test_the_number_of_cards(demand, days, safety, container, cards):
    assert kanban.card_count(demand, days, safety, container) == cards


def test_the_number_of_a_suppliers_cards():
    # 1-6-4: six deliveries a day, filled four deliveries later; 24 containers a day * ((1 + 4) / 6 + 0.1) = 22.4.
    cards = kanban.supplier_card_count(360, 15, days=1, deliveries=6, later=4, safety_days=0.1)
    assert cards == 23


@given(container=positive, on_hand=st.integers(0, 500))
def test_a_container_is_full_until_its_first_piece_is_taken_or_until_it_is_empty(container, on_hand):
    first = kanban.full_containers(loop_with(container=container, return_when=0), on_hand)
    empty = kanban.full_containers(loop_with(container=container, return_when=1), on_hand)
    assert first * container <= on_hand < (first + 1) * container
    assert (empty - 1) * container < on_hand <= empty * container
    assert empty - first == (on_hand % container > 0)


def test_without_a_container_nothing_is_full():
    assert kanban.full_containers(loop_with(container=0), 50) == 0


@pytest.mark.parametrize(("on_hand", "up"), [(120, False), (119, True), (100, True), (0, True)])
def test_the_triangle_comes_up_when_no_more_full_containers_are_left_than_it_hangs_on(on_hand, up):
    loop = loop_with(mode=SIGNAL, container=20, cards=5)
    assert kanban.signal_is_up(loop, on_hand) == up


def test_only_a_signal_loop_has_a_triangle():
    assert not kanban.signal_is_up(loop_with(mode=ONE_CARD, container=20, cards=5), 0)


def test_a_card_asks_for_a_container_and_a_signal_for_a_lot():
    assert kanban.pull_quantity(loop_with(mode=ONE_CARD, container=20, lot=8)) == 20
    assert kanban.pull_quantity(loop_with(mode=SIGNAL, container=20, lot=8)) == 160
    assert kanban.pull_quantity(loop_with(mode=SIGNAL, container=20, lot=0)) == 20


# What is said


def show(quantity):
    return f"{quantity} pcs"


def test_each_rule_says_itself_in_one_clause_with_its_numbers():
    assert base_stock.explain(loop_with(level=144, display=5), "97", show) == "position 97 < level 144 pcs"
    assert base_stock.explain(loop_with(level=3, display=5), "4", show) == "position 4 < level 5 pcs"
    assert reorder.explain(loop_with(point=20, quantity=15), "18", show) == (
        "position 18 ≤ reorder point 20 pcs, lots of 15 pcs"
    )
    assert (
        min_max.explain(loop_with(min=10, max=30), "10", show) == "position 10 ≤ minimum 10 pcs, up to maximum 30 pcs"
    )
    assert kanban.explain(loop_with(mode=ONE_CARD, cards=11), 4, show) == "card 4 of 11 came back"
    assert kanban.explain(loop_with(mode=SIGNAL, cards=5, container=20), 1, show) == (
        "the signal card came up: 5 containers of 20 pcs are left"
    )
    assert to_order.explain("order SO1", "4") == "order SO1 needs 4 more than is here or coming"


# The catalogue


def test_every_loop_and_every_parameter_is_known_to_the_engine():
    assert set(LOOPS) == set(KIND_OF) == set(LOOP_KINDS[1:])
    assert {parameter.name for parameters in LOOPS.values() for parameter in parameters} <= set(CODES)
    for name, parameters in LOOPS.items():
        names = [parameter.name for parameter in parameters]
        assert len(names) == len(set(names)), name


def test_every_parameter_has_a_field_of_its_loop():
    field = {"approval": "propose"}
    assert {field.get(name, name) for name in CODES} <= set(LOOP.names)
