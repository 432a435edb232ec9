"""Decimal texts and scaled integers, there and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.units.quantity import (
    format_estimate,
    format_money,
    format_quantity,
    format_scaled,
    format_share,
    format_whole,
    parse_scaled,
)


@pytest.mark.parametrize(
    ("text", "decimals", "value"),
    [("12", 0, 12), ("1.5", 3, 1500), ("-0.25", 2, -25), ("+3", 1, 30), (".5", 1, 5), ("5.", 1, 50), ("1.50", 1, 15)],
)
def test_a_decimal_is_read_exactly(text, decimals, value):
    assert parse_scaled(text, decimals) == value


@pytest.mark.parametrize("text", ["", "-", ".", "1e3", "1,5", "1 000", "0x1", "nan", "1.2.3", "--1"])
def test_what_is_no_plain_decimal_is_refused(text):
    with pytest.raises(ValueError, match="no decimal number"):
        parse_scaled(text, 3)


def test_more_decimals_than_there_is_room_for_are_refused():
    with pytest.raises(ValueError, match="more than 1 decimals"):
        parse_scaled("0.25", 1)


@given(st.integers(-(10**18), 10**18), st.integers(0, 6))
def test_reading_what_was_written_gives_the_same_number(value, decimals):
    text = format_scaled(value, decimals)
    assert parse_scaled(text, decimals) == value
    assert Decimal(text) == Decimal(value) / 10**decimals
    assert not text.endswith(".")


def test_quantities_are_shown_in_the_items_unit():
    assert [format_quantity(1500, 3), format_quantity(7, 0), format_quantity(-5, 1)] == ["1.5", "7", "-0.5"]


def test_money_always_has_two_decimals():
    assert [format_money(cents) for cents in (123450, 0, -5, -10_000)] == ["1234.50", "0.00", "-0.05", "-100.00"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (2620.4, "2,620"),
        (90.66, "90.7"),
        (0.00123, "0.00123"),
        (0.0000456, "0.0000456"),
        (999.6, "1,000"),
        (100, "100"),
        (0, "0"),
        (-12345, "-12,300"),
    ],
)
def test_an_estimate_has_three_digits_and_no_exponent(value, shown):
    assert format_estimate(value) == shown


def test_sums_that_round_to_nothing_have_no_sign():
    assert format_whole(-0.2) == format_whole(-0.5) == "0"
    assert format_whole(-1.6) == "-2"
    assert format_whole(-1234.5) == "-1,234"


def test_a_share_is_shown_in_percent():
    assert format_share(0.98765) == "98.8%"
