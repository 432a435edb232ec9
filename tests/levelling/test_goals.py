"""Goal chasing against Monden's numbers, a slow twin in fractions, and all sequences of small mixes."""

from fractions import Fraction
from itertools import permutations
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.levelling.goals import chase_goals, chase_goals_simply, evenness

# Monden's example: two A, three B, five C; which of the parts a1 to a4 each takes.
QUANTITIES = [2, 3, 5]
USES = [[1, 0, 1, 1], [1, 1, 0, 1], [0, 1, 1, 0]]


def distances(quantities, uses, done):
    """Monden's distances of all products at the next place, after the products in `done`; None = none is left."""
    places, parts = sum(quantities), len(uses[0])
    whole = [sum(q * row[j] for q, row in zip(quantities, uses, strict=True)) for j in range(parts)]
    used = [sum(uses[i][j] for i in done) for j in range(parts)]
    k = len(done) + 1
    return [
        sum((Fraction(k * whole[j], places) - used[j] - row[j]) ** 2 for j in range(parts))
        if done.count(i) < quantities[i]
        else None
        for i, row in enumerate(uses)
    ]


def twin(quantities, uses):
    done = []
    for _ in range(sum(quantities)):
        found = distances(quantities, uses, done)
        done.append(min((d, i) for i, d in enumerate(found) if d is not None)[1])
    return done


def test_the_first_places_of_monden():
    assert [round(sqrt(d), 2) for d in distances(QUANTITIES, USES, [])] == [1.11, 1.01, 0.79]
    assert [round(sqrt(d), 2) for d in distances(QUANTITIES, USES, [2])] == [0.85, 0.57, 1.59]
    sequence = chase_goals(QUANTITIES, USES)
    assert sequence[:2] == [2, 1]
    # At the fifth place B and C are equally far, 0.87: the first of them is taken.
    fifth = distances(QUANTITIES, USES, sequence[:4])
    assert fifth[1] == fifth[2] == Fraction(3, 4)
    assert sequence[4] == 1


def test_the_whole_of_monden_is_that_of_the_twin_and_nearly_even():
    sequence = chase_goals(QUANTITIES, USES)
    assert sequence == twin(QUANTITIES, USES)
    # No part is ever a whole piece from its even rate; built product by product, one is two pieces away.
    assert max(evenness(sequence, USES).most) < 1
    assert max(evenness([0, 0, 1, 1, 1, 2, 2, 2, 2, 2], USES).most) > 2


MIX = st.integers(1, 4).flatmap(
    lambda parts: st.lists(
        st.tuples(st.integers(0, 5), st.lists(st.fractions(0, 3, max_denominator=4), min_size=parts, max_size=parts)),
        min_size=1, max_size=4,
    )
)  # fmt: skip


@given(MIX)
def test_any_mix_is_that_of_the_twin_and_has_every_product_exactly_its_quantity(mix):
    quantities, uses = [q for q, _ in mix], [row for _, row in mix]
    sequence = chase_goals(quantities, uses)
    assert sequence == twin(quantities, uses)
    assert [sequence.count(i) for i in range(len(quantities))] == quantities


@given(st.integers(1, 4), st.data())
def test_both_methods_agree_where_all_products_take_equally_many_parts(taken, data):
    rows = data.draw(st.lists(st.permutations([1] * taken + [0] * (5 - taken)), min_size=1, max_size=4))
    quantities = data.draw(st.lists(st.integers(0, 5), min_size=len(rows), max_size=len(rows)))
    assert chase_goals(quantities, rows) == chase_goals_simply(quantities, rows)


@pytest.mark.parametrize("quantities", [[1, 2, 3], [2, 2, 2], [3, 1, 2]])
def test_it_is_near_the_most_even_of_all_sequences(quantities):
    """Each place is chosen by itself, so the best sequence may be more even: of these mixes, by less than a quarter."""
    products = [i for i, q in enumerate(quantities) for _ in range(q)]
    best = min(evenness(order, USES).square for order in set(permutations(products)))
    assert best <= evenness(chase_goals(quantities, USES), USES).square <= best * Fraction(5, 4)


def test_evenness_by_hand():
    # A takes one a1, B none. A B: after A half a piece ahead, after B none. A A B B: half, one, half, none.
    assert evenness([0, 1], [[1], [0]]) == (Fraction(1, 8), (Fraction(1, 2),))
    assert evenness([0, 0, 1, 1], [[1], [0]]) == (Fraction(3, 8), (Fraction(1),))
    assert evenness([], [[1]]) == (0, (0,))


def test_places_of_several_pieces_are_measured_by_pieces():
    # Three A at once, then one B: three quarters of the pieces have all A, so that a1 is 3 - 3 * 3 / 4 ahead.
    assert evenness([0, 1], [[1], [0]], [3, 1]) == (Fraction(9, 32), (Fraction(3, 4),))
    # Cut into single pieces the farthest is the same.
    assert evenness([0, 0, 0, 1], [[1], [0]]).most == (Fraction(3, 4),)
    with pytest.raises(UsageError, match="1 amounts for 2 places"):
        evenness([0, 1], [[1], [0]], [1])


@pytest.mark.parametrize(
    ("quantities", "uses", "said"),
    [
        ([1], [], "0 rows of parts for 1 products"),
        ([1, -2], [[1], [1]], "product 2: quantity -2; expected 0 or more"),
        ([1, 1], [[1], [1, 2]], "product 2: 2 parts; expected 1, as of product 1"),
        ([1], [[1, -1]], "product 1, part 2: -1; expected 0 or more"),
    ],
)
def test_what_is_no_mix_is_refused(quantities, uses, said):
    with pytest.raises(UsageError, match=said):
        chase_goals(quantities, uses)


def test_the_second_method_is_for_one_or_none():
    with pytest.raises(UsageError, match="product 1, part 1: 2; goal chasing II expects 0 or 1"):
        chase_goals_simply([1], [[2]])
