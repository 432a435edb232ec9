"""Axes with round numbers, bars that add up, and words for what a picture shows."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.business.views import MetricView
from tugline.report.bar_charts import buffer_bar, cycle_chart
from tugline.report.chart import FRAME, axis, day_ticks
from tugline.report.stock_lists import Buffer, buffers, buffers_listing
from tugline.report.time_charts import area_chart, bar_chart


@given(st.lists(st.integers(-(10**14), 10**14), min_size=1, max_size=40))
def test_an_axis_holds_zero_and_every_value_between_round_numbers(cents):
    values = [value / 100 for value in cents]
    scale = axis(values)
    assert scale.low <= min(0.0, *values, 0.0) <= max(0.0, *values, 0.0) <= scale.high
    assert scale.low < scale.high
    assert 2 <= len(scale.ticks) <= 9
    assert all(FRAME.top - 1e-6 <= scale.y(value) <= FRAME.bottom + 1e-6 for value in values)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [([20e6, 11e6], (0, 5e6, 10e6, 15e6, 20e6)), ([0.0], (0.0, 0.25, 0.5, 0.75, 1.0)), ([-5, 12], (-5, 0, 5, 10, 15))],
)
def test_an_axis_has_the_ticks_that_a_person_would_draw(values, ticks):
    assert axis(values).ticks == pytest.approx(ticks)


def days_from(month, count):
    return [f"2014-{month + n // 28:02}-{n % 28 + 1:02}" for n in range(count)]


def test_a_long_time_has_a_tick_at_firsts_of_months_and_its_year_once():
    assert [label for _, label in day_ticks(days_from(1, 84))] == ["Jan 2014", "Feb", "Mar"]


def test_a_short_time_has_a_tick_every_few_days():
    assert [label for _, label in day_ticks(days_from(3, 12))] == [
        "1 Mar",
        "3 Mar",
        "5 Mar",
        "7 Mar",
        "9 Mar",
        "11 Mar",
    ]


def heights(markup, kind):
    """The heights of the bars of a kind, from the ground."""
    (path,) = re.findall(rf'class="bar {kind}" d="([^"]*)"', markup)
    return [float(foot) - float(top) for foot, top in re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)h", path)]


def test_bars_are_as_high_as_their_values_and_stand_on_each_other():
    markup = bar_chart(
        "Pulls",
        days_from(5, 3),
        [("make", [10.0, 20.0, 40.0]), ("buy", [0.0, 20.0, 40.0])],
        says=lambda n: f"{n:g} in all",
    )
    make, buy = heights(markup, "make"), heights(markup, "buy")
    assert make == pytest.approx([make[0], 2 * make[0], 4 * make[0]], abs=0.5)
    assert buy == pytest.approx(make[1:], abs=0.5)
    assert "130 in all" in markup
    assert "Pulls a day" in markup


def test_many_days_are_drawn_by_the_week_and_none_is_lost():
    markup = bar_chart("Revenue", days_from(1, 164), [("revenue", [1.0] * 164)], says=lambda n: f"{n:g} in all")
    assert "Revenue a week" in markup
    assert "164 in all" in markup
    assert len(heights(markup, "revenue")) == 24


def test_an_area_says_its_last_first_least_and_greatest_value():
    markup = area_chart("Stock", days_from(1, 3), [5.0, 1.0, 3.0], unit="EUR", kind="stock")
    assert "3 EUR on 2014-01-03, 5 on 2014-01-01; between 1 and 5." in markup


@pytest.mark.parametrize("count", [1, 2, 399, 401, 5000])
def test_an_area_of_any_length_ends_with_the_last_day(count):
    first = date(2014, 1, 1).toordinal()
    days = [date.fromordinal(first + n).isoformat() for n in range(count)]
    markup = area_chart("Stock", days, [float(n) for n in range(count)], unit="EUR", kind="stock")
    assert f"EUR on {days[-1]}" in markup
    assert len(markup) < 12_000


def test_the_cash_cycle_is_drawn_if_all_of_it_is_known_and_adds_up_as_printed(some_result):
    markup = cycle_chart(some_result())
    assert "Money is bound 148.2 days: 132.7 days in stock and 27.1 days at customers, less 11.6 days" in markup
    exact = {"dio": 132.654, "dso": 27.057, "dpo": 11.624, "cash_conversion_cycle": 148.087}
    figures = [MetricView(name=name, value=value, unit="days", formula="", missing="") for name, value in exact.items()]
    markup = cycle_chart(some_result(figures=figures))
    assert "bound 148.09 days: 132.65 days in stock and 27.06 days at customers, less 11.62 days" in markup
    figures = [MetricView(name="dio", value=None, unit="days", formula="", missing="nothing was sold")]
    assert "Not known: nothing was sold" in cycle_chart(some_result(figures=figures))
    assert "<svg" not in cycle_chart(some_result(figures=[]))


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(-1e6, 1e6), st.floats(0.001, 1e6), st.floats(0, 1e6))
def test_a_buffer_stays_inside_its_bar_whatever_its_numbers(on_hand, waiting, position, low, more):
    buffer = Buffer("a", "b", on_hand, waiting, position, low, low + more)
    markup = buffer_bar(buffer)
    assert all(0 <= float(width) <= 200 for width in re.findall(r'width="([\d.]+)"', markup))
    assert buffer.word in markup


def test_stock_that_nobody_counted_says_nothing_of_stress(some_result):
    result = some_result()
    assert buffers(result) == []
    assert "1 stock point kept in stock, but nobody counted any of it" in buffers_listing(result, 5).empty
