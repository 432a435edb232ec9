"""Charts say what the numbers say: their scale holds every value, their bars sum to the total, their words repeat."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tugline.report.bar_charts import blocker_bars, buffer_bar
from tugline.report.chart import FRAME, MONTHS, WIDTH, axis, day_ticks
from tugline.report.now import Blocker
from tugline.report.stock_lists import Buffer
from tugline.report.time_charts import area_chart, bar_chart
from tugline.units.quantity import format_price as price

VALUES = st.lists(st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: round(value, 2)), min_size=1, max_size=200)
NUMBER = r"-?\d+(?:\.\d+)?"


def some_days(count):
    """So many days in order, each month of 28."""
    return [f"{2014 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(count)]


@given(VALUES)
def test_an_axis_holds_every_value_and_zero_between_round_marks(values):
    scale = axis(values)
    assert scale.low <= min(0.0, *values, 0.0)
    assert scale.high >= max(0.0, *values, 0.0) * (1 - 1e-12)
    assert 0.0 in scale.ticks
    assert 2 <= len(scale.ticks) <= 8
    assert scale.y(scale.low) == pytest.approx(FRAME.bottom)
    assert scale.y(scale.high) == pytest.approx(FRAME.top)


@given(VALUES)
def test_a_line_stays_inside_its_frame(values):
    drawn = area_chart("Stock", some_days(len(values)), values, unit="EUR", kind="stock")
    line = re.search(r'class="line stock" d="M([^"]+)"', drawn)
    assert line is not None
    for point in line[1].split("L"):
        x, y = map(float, point.split())
        assert FRAME.left - 0.1 <= x <= FRAME.right + 0.1
        assert FRAME.top - 0.1 <= y <= FRAME.bottom + 0.1


@given(VALUES)
def test_the_last_day_is_always_drawn_and_said(values):
    days = some_days(len(values) * 9)
    drawn = area_chart("Stock", days, [value for value in values for _ in range(9)], unit="EUR", kind="stock")
    assert f"on {days[-1]}" in drawn


@given(st.lists(st.tuples(*[st.integers(0, 10_000)] * 3), min_size=1, max_size=200))
def test_the_sentence_of_bars_has_the_sum_of_all_days_in_days_as_in_weeks(rows):
    stacks = [(kind, [float(row[place]) for row in rows]) for place, kind in enumerate(("make", "move", "buy"))]
    drawn = bar_chart("Pulls", some_days(len(rows)), stacks, says=lambda total: f"all {total:.0f}.")
    assert f"all {sum(map(sum, rows))}." in drawn


def test_a_week_that_the_start_cuts_short_says_so():
    drawn = {n: bar_chart("Sales", some_days(n), [("revenue", [1.0] * n)], says=str) for n in (90, 98, 101)}
    assert "Sales a day" in drawn[90]
    assert "first bar" not in drawn[90] + drawn[98]
    assert "The first bar is 3 days." in drawn[101]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=90))
def test_bars_are_as_high_as_their_values(values):
    assume(any(values))
    drawn = bar_chart("Sales", some_days(len(values)), [("revenue", [float(v) for v in values])], says=str)
    shape = re.search(r'class="bar revenue" d="([^"]*)"', drawn)
    assert shape is not None
    scale = axis([float(value) for value in values])
    heights = [float(m[1]) - float(m[2]) for m in re.finditer(rf"M{NUMBER} ({NUMBER})V({NUMBER})h", shape[1])]
    expected = [scale.y(0) - scale.y(value) for value in values if value]
    assert heights == pytest.approx(expected, abs=0.11)


def test_a_day_on_which_more_came_back_than_was_sold_goes_below_the_ground():
    drawn = bar_chart("Sales", some_days(3), [("revenue", [50.0, -20.0, 30.0])], says=str)
    ground = axis([50.0, -20.0, 30.0]).y(0)
    shape = re.search(r'class="bar revenue" d="([^"]*)"', drawn)
    assert shape is not None
    tops = [float(top) for top in re.findall(rf"V({NUMBER})h", shape[1])]
    assert tops[1] > ground > max(tops[0], tops[2])


@given(st.integers(1, 2000))
def test_days_are_few_enough_to_read_and_in_order(count):
    days = some_days(count)
    ticks = day_ticks(days)
    places = [place for place, _ in ticks]
    assert 1 <= len(ticks) <= 7
    assert places == sorted(set(places))
    assert [MONTHS[int(days[place][5:7]) - 1] in label for place, label in ticks] == [True] * len(ticks)


NUMBERS = st.floats(0, 1e6)


@given(on_hand=st.floats(-1e3, 1e6), position=st.floats(-1e6, 1e6), low=st.floats(0.001, 1e6), lot=NUMBERS)
def test_a_buffer_never_leaves_its_bar_and_says_its_word(on_hand, position, low, lot):
    buffer = Buffer("nut", "main", on_hand, 0.0, position, low, low + lot)
    drawn = buffer_bar(buffer)
    assert all(0 <= float(width) <= 200 for width in re.findall(rf' width="({NUMBER})"', drawn))
    assert buffer.word in drawn


def test_a_blocker_has_a_bar_as_long_as_its_share_of_the_first():
    drawn = blocker_bars([Blocker("paint", 40, 3.0), Blocker("the queue of <Saw>", 10, 0.5)], 12)
    assert re.findall(r'class="bar late" width="([\d.]+)"', drawn) == ["100.0", "25.0"]
    assert "the queue of &lt;Saw&gt;" in drawn
    assert "40 lines" in drawn


def test_every_chart_fits_the_width_of_a_telephone():
    assert WIDTH <= 400


@pytest.mark.parametrize(
    ("value", "said"), [(82.8345, "82.8345"), (0.0068, "0.0068"), (23.75, "23.75"), (1000.0, "1,000.00"), (1.5, "1.50")]
)
def test_a_unit_price_is_exact_so_that_an_amount_can_be_checked_by_hand(value, said):
    assert price(value) == said
