"""Rows of `cards` that name no card wait, and say in which line they stand."""

import pytest

import tugline as tl


@pytest.mark.parametrize("number", ["", "²", "x", "-1", "9" * 10, "9" * 30])
def test_a_scan_without_a_number_of_a_card_waits(number):
    tables = {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": ["bike"], "cost": ["1"]},
        "sources": {"item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["5d"]},
        "cards": {"card": [f"bike@main#{number}"], "scanned_at": ["2026-01-06"], "event": ["empty"]},
    }
    with tl.open(tables) as business:
        business.advance("2026-01-07")
        (row,) = business.quarantined()
        assert (row.table, row.line) == ("cards", 2)
        assert row.why.startswith(f"card 'bike@main#{number}' 'empty': expected item@location#number")
