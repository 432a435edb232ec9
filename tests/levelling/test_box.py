"""A heijunka box is as even as whole packs can be, in every row, in every column, and at any time."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.levelling.box import columns_of, even_sequence, fill_box, sequence_of


def test_a_box_worked_out_by_hand():
    # Six A, three B and three C in six slots of two packs: an A in each, B and C in turn.
    assert fill_box([6, 3, 3], 6) == ((1, 1, 1, 1, 1, 1), (1, 0, 1, 0, 1, 0), (0, 1, 0, 1, 0, 1))


def test_the_classic_mix_of_single_places():
    # Four A, two B and one C over seven places: A at every second one.
    assert even_sequence([4, 2, 1]) == [0, 1, 0, 2, 0, 1, 0]
    assert even_sequence([3, 0]) == [0, 0, 0]
    assert even_sequence([]) == []


def farthest(sequence, packs):
    """How far a product ever is from its even share, times the places."""
    places = len(sequence)
    return max(
        abs(sequence[:k].count(i) * places - k * n) for i, n in enumerate(packs) for k in range(places + 1)
    )  # fmt: skip


@given(st.lists(st.integers(0, 3), min_size=1, max_size=3).filter(any))
def test_no_sequence_of_single_places_is_more_even(packs):
    products = [i for i, n in enumerate(packs) for _ in range(n)]
    sequence = even_sequence(packs)
    assert sorted(sequence) == products
    least = min(farthest(order, packs) for order in set(permutations(products)))
    assert farthest(sequence, packs) == least < len(products)


def test_nothing_asked_for_is_an_empty_box():
    assert fill_box([0, 0], 3) == ((0, 0, 0), (0, 0, 0))
    assert sequence_of(fill_box([0, 0], 3)) == []


@settings(max_examples=400)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(1, 25))
def test_rows_columns_and_running_sums_are_even(packs, slots):
    box = fill_box(packs, slots)
    for row, count in zip(box, packs, strict=True):
        assert sum(row) == count
        assert max(row) - min(row) <= 1
        for slot in range(slots):
            assert abs(sum(row[: slot + 1]) - Fraction(count * (slot + 1), slots)) < 1
    columns = [sum(column) for column in zip(*box, strict=True)]
    assert max(columns) - min(columns) <= 1


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5), st.integers(1, 10))
def test_a_sequence_has_every_pack_in_its_slot(packs, slots):
    box = fill_box(packs, slots)
    sequence, at = sequence_of(box), 0
    assert len(sequence) == sum(packs)
    for column in zip(*box, strict=True):
        part = sequence[at : at + sum(column)]
        assert [part.count(product) for product in range(len(packs))] == list(column)
        at += sum(column)


def test_a_sequence_read_by_slots():
    assert columns_of([0, 1, 0, 1, 1], 2, 2) == ((2, 0), (1, 2))


@pytest.mark.parametrize(
    ("packs", "slots", "said"), [([1], 0, "0 slots; expected 1"), ([2, -1], 3, "product 2: -1 packs; expected 0")]
)
def test_what_is_no_box_is_refused(packs, slots, said):
    with pytest.raises(UsageError, match=said):
        fill_box(packs, slots)
