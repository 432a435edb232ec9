"""Rows of orders that take something back: they cancel, or wait in quarantine and say what would."""

import pytest

import tugline as tl
from tugline.business.intake import NOTHING
from tugline.business.repeating import KEEPS
from tugline.business.retracted import CLOSED, QUOTE, REVIVED, SHIPPED
from tugline.state import arena


def tables(*orders, **more):
    names = list(dict.fromkeys(name for row in orders for name in row))
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
        "items": {"item": ["bike", "cart"], "cost": ["100", "70"], "price": ["200", "150"]},
        "sources": {
            "item": ["bike", "cart"], "location": ["main"] * 2, "kind": ["buy"] * 2, "from": ["acme"] * 2,
            "lead_time": ["20d"] * 2,
        },
        "orders": {name: [row.get(name, "") for row in orders] for name in names},
        **more,
    }  # fmt: skip


def order(number, quantity="2", **more):
    return {"order": number, "item": "bike", "quantity": quantity, "ordered_at": "2026-01-06", **more}


def old(number, **more):
    return {"order": number, "item": "bike", "quantity": "5", "ordered_at": "2026-01-01", "status": "open", **more}


def lines(journal, *orders, until):
    """Run and return what is open of each line, and why rows wait."""
    with tl.open(tables(*orders), journal=journal) as business:
        business.advance(until)
        assert business.verify() == []
        return {p.order: p.quantity for p in business.result().promises}, [row.why for row in business.quarantine]


def test_a_line_of_quantity_0_is_cancelled_and_stays_so(tmp_path):
    assert lines(tmp_path / "j", order("A"), order("B"), until="2026-01-08") == ({"A": 2, "B": 2}, [])
    for day in ("09", "10"):
        assert lines(tmp_path / "j", order("A", "0"), order("B"), until=f"2026-01-{day}") == ({"B": 2}, [])
    assert lines(tmp_path / "j", order("A", "3"), order("B"), until="2026-01-11") == ({"B": 2}, [REVIVED])
    # Put back to what was taken in last, the row waits no longer.
    assert lines(tmp_path / "j", order("A", "0"), order("B"), until="2026-01-12") == ({"B": 2}, [])


def test_a_line_that_nobody_knows_and_that_orders_nothing_waits(tmp_path):
    assert lines(tmp_path / "j", order("A", "0"), until="2026-01-08") == ({}, [NOTHING])
    assert lines(tmp_path / "j", order("A", "1"), until="2026-01-09") == ({"A": 1}, [])


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (order("A"), order("A", status="quote"), QUOTE),
        (order("A"), order("A", item="cart"), KEEPS),
        (order("A", wanted_at="2026-02-01"), order("A", wanted_at="2026-02-01", ordered_at="2026-01-07"), KEEPS),
        (old("A"), old("A", status=""), CLOSED),
        (old("A"), old("A", shipped="5"), SHIPPED),
    ],
)
def test_a_line_is_not_taken_back_by_the_way(tmp_path, before, after, why):
    taken = lines(tmp_path / "j", before, until="2026-01-08")
    assert taken[1] == []
    assert lines(tmp_path / "j", after, until="2026-01-08") == (taken[0], [why])
    assert lines(tmp_path / "j", before, until="2026-01-08") == taken


def test_a_cancelled_line_whose_row_forgets_it_stays_cancelled(tmp_path):
    cancelled = order("A", cancelled_at="2026-01-07")
    assert lines(tmp_path / "j", cancelled, order("B"), until="2026-01-08") == ({"B": 2}, [])
    assert lines(tmp_path / "j", order("A"), order("B"), until="2026-01-08") == ({"B": 2}, [REVIVED])


def test_a_row_that_is_gone_takes_nothing_back(tmp_path):
    # A table of signals is what was said; last week's file may be replaced by this week's.
    lines(tmp_path / "j", order("A"), order("B"), until="2026-01-08")
    assert lines(tmp_path / "j", order("B"), until="2026-01-08") == ({"A": 2, "B": 2}, [])


def test_terms_that_are_stated_after_their_line_are_told_and_no_other_lines(tmp_path):
    taken = lines(tmp_path / "j", order("A", partial="yes"), order("B", "3"), until="2026-01-08")
    with tl.open(tables(order("A", partial="yes", minimum_shipment="2"), order("B", "3")), journal=tmp_path / "j") as b:
        b.advance("2026-01-09")
        live = arena.arrays(b._core.state)["line"]
        assert live["minimum_shipment"][live["id"] > 0].tolist() == [0, 0]
        assert [row.why for row in b.quarantine] == [KEEPS]
    assert lines(tmp_path / "j", order("A", partial="yes"), order("B", "3"), until="2026-01-10") == taken


def test_every_line_that_cannot_be_used_is_told_by_its_name():
    with tl.open(tables()) as business:
        for item in ("bike", "cart"):
            business.signal(*(tl.Order("A", item, 1, "2026-01-06", line=line) for line in ("1", "x")))
            business.advance("2026-01-07")
        assert sorted(row.content["row"][:16] for row in business.quarantine) == [
            "order_placed A 1",
            "order_placed A x",
        ]


def test_a_line_that_python_cancelled_stays_so_and_its_row_is_no_problem(tmp_path):
    with tl.open(tables(order("A"), order("B")), journal=tmp_path / "j") as business:
        business.signal(tl.Cancel("A", "2026-01-07"))
        business.advance("2026-01-08")
    assert lines(tmp_path / "j", order("A"), order("B"), until="2026-01-09") == ({"B": 2}, [])
    assert lines(tmp_path / "j", order("A", "3"), order("B"), until="2026-01-10")[0] == {"B": 2}
