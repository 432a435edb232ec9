"""Spans of rows and look-ups in sorted columns."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.network.spans import distinct, lines_at, offsets, places, ranges, spanned


def column(values):
    return np.array(values, np.int64)


@settings(deadline=None)
@given(st.lists(st.integers(0, 5)))
def test_offsets_say_where_each_owners_rows_lie_once_sorted(owner):
    start = offsets(column(owner), 6)
    ordered = sorted(owner)
    for k in range(6):
        assert ordered[start[k] : start[k + 1]] == [k] * owner.count(k)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5))))
def test_ranges_are_laid_one_after_the_other(spans):
    start, stop = column([a for a, _ in spans]), column([a + n for a, n in spans])
    assert ranges(start, stop).tolist() == [row for a, n in spans for row in range(a, a + n)]
    owner, row = spanned(start, stop)
    assert list(zip(owner.tolist(), row.tolist(), strict=True)) == [
        (k, row) for k, (a, n) in enumerate(spans) for row in range(a, a + n)
    ]


@settings(deadline=None)
@given(st.lists(st.integers(-9, 9)), st.lists(st.integers(-9, 9)))
def test_places_finds_what_is_there_and_nothing_else(keys, wanted):
    ordered = distinct(column(keys))
    assert ordered.tolist() == sorted(set(keys))
    found = places(ordered, column(wanted)).tolist()
    assert found == [sorted(set(keys)).index(key) if key in keys else -1 for key in wanted]


def test_a_line_without_a_location_holds_everywhere():
    # Item 0 has a line for location 1 and one for all; item 1 has one for location 0.
    start, location = column([0, 2, 3]), column([1, -1, 0])
    owner, row = lines_at(start, location, column([0, 0, 1, 1]), column([0, 1, 0, 1]))
    assert list(zip(owner.tolist(), row.tolist(), strict=True)) == [(0, 1), (1, 0), (1, 1), (2, 2)]
