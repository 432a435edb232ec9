"""An order of many lines is told line by line: what is asked, how it stands, what it waits for."""

import tugline as tl


def line(number, item, quantity, **more):
    return {
        "order": "A", "line": number, "item": item, "quantity": quantity, "ordered_at": "2026-01-05",
        "wanted_at": "2026-01-07", "cancelled_at": "", **more,
    }  # fmt: skip


TABLES = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
    "items": [{"item": "ring", "unit": "pcs"}, {"item": "cord", "unit": "m"}],
    "sources": [
        {"item": item, "location": "main", "kind": "buy", "from": "acme", "lead_time": "30d"}
        for item in ("ring", "cord")
    ],
    "stock": [
        {"item": "ring", "location": "main", "on_hand": "5"}, {"item": "cord", "location": "main", "on_hand": "0"},
    ],
    "orders": [
        line("10", "cord", "4"),
        line("2", "ring", "5"),
        line("9", "cord", "1500", cancelled_at="2026-01-06"),
    ],
}  # fmt: skip


def test_each_line_says_what_is_asked_and_how_it_stands():
    with tl.open(TABLES) as business:
        business.advance("2026-01-08")
        told = business.explain("A", brief=True).splitlines()
        one = business.explain("A 10", brief=True).splitlines()
    assert told[0] == "order A: 3 lines, 1 of them open"
    assert told[1] == "  line 2: 5 pcs of ring; shipped 2026-01-05"
    assert told[2] == "  line 9: 1,500 m of cord; 1 pull; cancelled"
    assert told[3].startswith("  line 10: 4 m of cord; 1 pull; open, wanted 2026-01-07, leaves 2026-02-04; waits: P")
    assert told[4] == 'more: `tugline explain FOLDER "A 2"` for one line, `--all` for all of them'
    assert one[:4] == [
        "order A line 10",
        "  asked: 4 m of cord at main, ordered 2026-01-05 00:00, wanted 2026-01-07 23:59",
        "  expected: leaves 2026-02-04 00:00 as things stand, 28 days after it is wanted",
        "  facts:",
    ]
