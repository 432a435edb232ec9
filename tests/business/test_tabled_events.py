"""Rows of `events` of one minute: each is taken in once, whatever is written beside it later."""

import pytest

import tugline as tl
from tugline.business.repeating import STATE_ANEW

PLANT = {
    "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["bike"], "cost": ["100"], "price": ["200"]},
    "sources": {"item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["5d"]},
    "supply": {
        "reference": ["PO-9"], "item": ["bike"], "location": ["main"], "kind": ["buy"], "quantity": ["90"],
        "due": ["2026-01-20"],
    },
}  # fmt: skip


def received(journal, *quantities):
    n = len(quantities)
    events = {
        "event": ["received"] * n, "reference": ["PO-9"] * n, "at": ["2026-01-07"] * n, "item": ["bike"] * n,
        "quantity": quantities,
    }  # fmt: skip
    with tl.open({**PLANT, "events": events}, journal=journal) as business:
        business.advance("2026-01-08")
        assert business.verify() == []
        return business.result().stock[0].on_hand, [row.why for row in business.quarantine]


@pytest.mark.parametrize("later", [("5", "3"), ("3", "5"), ("7", "5"), ("5", "7")])
def test_a_row_that_is_added_beside_another_is_taken_in_by_itself(tmp_path, later):
    assert received(tmp_path / "j", "5") == (5, [])
    both = sum(map(int, later))
    assert received(tmp_path / "j", *later) == (both, [])
    assert received(tmp_path / "j", *reversed(later)) == (both, [])
    assert received(tmp_path / "j", *later, "5", "1") == (both + 6, [])


def test_a_row_that_is_edited_beside_another_is_told_and_taken_in_no_second_time(tmp_path):
    assert received(tmp_path / "j", "5", "3", "5") == (13, [])
    assert received(tmp_path / "j", "5", "4", "5") == (13, [STATE_ANEW])
    assert received(tmp_path / "j", "4", "5", "5", "6") == (19, [STATE_ANEW])
    assert received(tmp_path / "j", "3", "5", "5", "6") == (19, [])
