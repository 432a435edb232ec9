"""Lots and sources: packs, multiples, minimum, maximum, priorities, validity, shares."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.loops import lot
from tugline.loops.lot import choose_source, lot_size, lot_step, round_up
from tugline.network import layout as net
from tugline.network.lanes import NO_LANES
from tugline.network.layout import NEVER
from tugline.state.arena import arrays, make_grid, new_state
from tugline.state.kernel import kernel


@kernel
def largest(source, step):
    return lot.largest_lot(source, step)


def source_with(**values):
    record = np.zeros(1, net.SOURCE)[0]
    for name, value in {"multiple": 1, "maximum": NEVER, **values}.items():
        record[name] = value
    return record


positive = st.integers(1, 60)


@given(wanted=st.integers(0, 10_000), pack=positive, multiple=positive, minimum=st.integers(0, 300))
def test_a_lot_is_the_least_that_is_whole_packs_a_multiple_and_at_least_the_minimum(wanted, pack, multiple, minimum):
    source = source_with(multiple=multiple, minimum=minimum)
    step = lot_step(source, pack)
    assert step == math.lcm(pack, multiple)
    size = lot_size(source, wanted, step)
    assert size == next(q for q in range(0, 100_000_000, step) if q >= max(wanted, minimum))
    assert size == round_up(max(wanted, minimum), step)


@pytest.mark.parametrize(
    ("wanted", "pack", "source", "size"),
    [
        (47, 6, {}, 48),
        (48, 6, {}, 48),
        (1, 1, {"minimum": 10, "multiple": 5}, 10),
        (11, 1, {"minimum": 10, "multiple": 5}, 15),
        (7, 6, {"minimum": 10}, 12),
        (13, 6, {"multiple": 4}, 24),
    ],
)
def test_lots_by_hand(wanted, pack, source, size):
    record = source_with(**source)
    assert lot_size(record, wanted, lot_step(record, pack)) == size


@pytest.mark.parametrize(("maximum", "step", "most"), [(NEVER, 6, NEVER), (40, 15, 30), (30, 15, 30), (10, 15, 15)])
def test_the_most_at_once_is_in_whole_steps_and_at_least_one(maximum, step, most):
    assert largest(source_with(maximum=maximum), step) == most


def network(*sources):
    records, point = np.zeros(len(sources), net.SOURCE), np.zeros(2, net.POINT)
    for record, values in zip(records, sources, strict=True):
        for name, value in {"valid_from": -NEVER, "valid_to": NEVER, "priority": 1, **values}.items():
            record[name] = value
    point["source_stop"] = len(sources), 0
    nothing = [np.zeros(0, kind) for kind in (net.NEED, net.OPERATION, net.RESOURCE, net.PARTY, net.OPEN)]
    days = np.zeros(1, np.int64)
    rest = np.zeros(3, np.int64), *NO_LANES, np.zeros(0, net.CHOICE)
    return make_grid(point, records, *nothing, days, days, 60, *rest)


@pytest.mark.parametrize(
    ("tick", "row"), [(0, 2), (99, 2), (100, 0), (149, 0), (150, 1), (199, 1), (200, 2)]
)  # fmt: skip
def test_the_first_valid_source_by_priority_is_chosen(tick, row):
    grid = network(
        {"priority": 1, "valid_from": 100, "valid_to": 150},
        {"priority": 2, "valid_from": 120, "valid_to": 200},
        {"priority": 3},
    )
    assert choose_source(new_state(2, 3), grid, 0, tick) == row


def test_a_point_without_a_valid_source_has_none():
    grid = network({"valid_to": 10})
    assert choose_source(new_state(2, 1), grid, 0, 10) == -1
    assert choose_source(new_state(2, 1), grid, 1, 0) == -1


@given(
    shares=st.lists(st.integers(1, 10).map(lambda n: n * 100_000), min_size=2, max_size=4),
    pulls=st.lists(st.integers(1, 50), min_size=1, max_size=200),
)
def test_shares_are_kept_to_within_the_largest_pull(shares, pulls):
    grid, state = network(*({"share": share} for share in shares)), new_state(2, len(shares))
    given_ = arrays(state)["given"]
    for quantity in pulls:
        given_[choose_source(state, grid, 0, 0)] += quantity
    # Whoever is furthest behind its share is next, so nobody gets further ahead of it than by one pull.
    total = sum(pulls)
    for row, share in enumerate(shares):
        assert given_[row] <= total * share / sum(shares) + max(pulls)


def test_a_source_of_worse_priority_has_no_share_in_a_better_ones_pulls():
    grid, state = network({"share": 600_000}, {"share": 400_000, "priority": 2}), new_state(2, 2)
    arrays(state)["given"][:] = 1000, 0
    assert choose_source(state, grid, 0, 0) == 0


def test_shares_of_very_much_do_not_overflow():
    grid, state = network({"share": 600_000}, {"share": 400_000}), new_state(2, 2)
    arrays(state)["given"][:] = 6 * 10**17 + 6, 4 * 10**17 + 5
    assert choose_source(state, grid, 0, 0) == 0
    arrays(state)["given"][:] = 6 * 10**17 + 6, 4 * 10**17 + 3
    assert choose_source(state, grid, 0, 0) == 1
