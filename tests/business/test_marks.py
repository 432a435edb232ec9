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


def test_a_scan_of_a_card_that_the_loop_does_not_have_waits_until_there_is_one(tmp_path):
    scans = {
        "card": ["wheel@main#1", "wheel@main#1", "wheel@main#2"], "event": ["empty", "released", "empty"],
        "scanned_at": ["2026-01-06T10:00"] * 3,
    }  # fmt: skip
    tables = {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": ["wheel"], "cost": ["10"]},
        "sources": {"item": ["wheel"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["5d"]},
        "stock": {"item": ["wheel"], "location": ["main"], "on_hand": ["5"]},
        "loops": {"item": ["wheel"], "location": ["main"], "loop": ["kanban"], "cards": ["1"], "container": ["5"]},
        "cards": scans,
    }
    with tl.open(tables, journal=tmp_path / "j") as business:
        business.advance("2026-01-07")
        (row,) = business.quarantined()
        assert (row.line, row.content["row"]) == (4, "card_moved wheel@main#2")
        assert row.why == "there is no card of number 2 in this loop"
        assert [pull.quantity for pull in business.result().pulls] == [5]
    tables["loops"]["cards"] = ["2"]
    with tl.open({**tables, "loops": {**tables["loops"], "cards": ["1"]}}, journal=tmp_path / "j") as business:
        business.adopt(tables)
        business.retry(row.id)
        business.advance("2026-01-08")
        assert business.quarantined() == []
        assert business.verify() == []
