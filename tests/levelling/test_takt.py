"""The pace of a line: takt, pitch, and when shares of its open time have passed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.levelling.takt import moments, pitch, takt, time_in

STRETCH = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: (pair[0], sum(pair)))


def test_takt_is_available_time_over_demand():
    # Two shifts of 7.5 hours and 450 pieces: one a minute. Packs of 20 leave every twenty minutes.
    assert takt(27_000, Fraction(450)) == 60
    assert pitch(takt(27_000, Fraction(450)), Fraction(20)) == 1200


def test_takt_is_exact_where_it_is_no_whole_number():
    assert takt(100, Fraction(7, 2)) == Fraction(200, 7)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: takt(0, Fraction(5)), "available time 0; expected more than 0"),
        (lambda: takt(60, Fraction(0)), "demand 0; expected more than 0"),
        (lambda: pitch(Fraction(60), Fraction(0)), "pack 0; expected more than 0"),
        (lambda: moments([(0, 10)], 0), "0 shares of the time; expected 1 or more"),
        (lambda: moments([(5, 5)], 3), "no open time to share out"),
    ],
)
def test_what_has_no_pace_is_refused(call, said):
    with pytest.raises(UsageError, match=said):
        call()


def test_shares_pass_over_closed_hours_and_faster_where_two_units_work():
    # 10 ticks of one unit, a break of 10, then 5 ticks of two: 20 in all, four shares of 5.
    stretches = [(0, 10), (20, 25), (20, 25)]
    assert time_in(stretches) == 20
    # The third share begins after the break, its five ticks of work take two and a half: it ends at the end of a tick.
    assert moments(stretches, 4) == [0, 5, 20, 23, 25]


@given(st.lists(STRETCH, min_size=1, max_size=6), st.integers(1, 12))
def test_by_each_moment_so_much_time_has_passed_and_no_tick_earlier(stretches, parts):
    whole, found = time_in(stretches), moments(stretches, parts)

    def passed(tick):
        return sum(max(0, min(tick, stop) - start) for start, stop in stretches)

    assert len(found) == parts + 1
    for k, tick in enumerate(found):
        assert passed(tick) * parts >= k * whole
        # Unless it waited for the end of a closed time, nothing of the share is done a tick before.
        assert passed(tick - 1) * parts <= k * whole
