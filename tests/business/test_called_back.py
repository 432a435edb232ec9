"""Goods that were to ship and are gone: no promise rests on them."""

import tugline as tl

TABLES = {
    "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["X"], "cost": ["2"], "price": ["5"]},
    "sources": {"item": ["X"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["10d"]},
    "stock": {"item": ["X"], "location": ["main"], "on_hand": ["2"]},
}


def test_a_line_whose_stock_is_counted_away_is_promised_from_what_is_bought():
    with tl.open(TABLES) as business:
        business.signal(tl.Order("A", "X", 2, "2026-01-05T10:00", wanted="2026-01-07"))
        business.advance("2026-01-05T12:00")
        assert [row.quantity for row in business.result().ship_now] == [2]
        business.signal(tl.Event("counted", "", "2026-01-05T13:10", item="X", location="main", quantity=0))
        business.advance("2026-01-06T12:00")
        result = business.result()
        (promise,) = result.promises
        assert promise.promised[:10] >= "2026-01-15", "ten days after it can be ordered"
        assert promise.late_days > 0
        assert result.ship_now == []
        assert business.verify() == []
