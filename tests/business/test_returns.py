"""What a customer sends back is credited at the price of its own line, by whichever name and way it is told."""

import pytest

import tugline as tl

COLUMNS = ("event", "reference", "at", "quantity", "item")


def tables(order, line="", *, events=(), **more):
    orders = {
        "order": order, "line": line, "item": "bike", "quantity": "5", "price": "150", "customer": "ann",
        "ordered_at": "2026-01-06", **more,
    }  # fmt: skip
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": ["bike", "cart"], "cost": ["100"] * 2, "price": ["200"] * 2},
        "sources": {"item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["5d"]},
        "stock": {"item": ["bike"], "location": ["main"], "on_hand": ["50"]},
        "customers": {"customer": ["ann"]},
        "rates": {"currency": ["USD"], "date": ["2026-01-01"], "rate": ["0.5"]},
        "orders": {name: [cell] for name, cell in orders.items()},
        "events": {name: [event[i] for event in events] for i, name in enumerate(COLUMNS)},
    }


def credited(business):
    """Return what is still owed by ann, what was given back, and what was paid out."""
    found = {a.account: a.debit - a.credit for a in business.result().accounts}
    return found.get("receivables", 0), found.get("returns", 0), found.get("cash", 0)


def waits(business):
    return [row.why for row in business.quarantined()]


@pytest.mark.parametrize("by", ["table", "python"])
@pytest.mark.parametrize(
    ("order", "line", "name"), [("A", "1", "A 1"), ("A", "", "A"), ("A", "1", "A"), ("S O", "2", "S O 2")]
)
def test_a_return_is_credited_to_the_customer_at_the_price_of_the_line(tmp_path, by, order, line, name):
    told = [
        ("shipped", name, "2026-01-07", "", ""),
        ("delivered", name, "2026-01-08", "", ""),
        ("returned", name, "2026-01-09", "1", "bike"),
    ]
    stated = tables(order, line, events=told if by == "table" else [])
    with tl.open(stated, journal=tmp_path / "j") as business:
        if by == "python":
            business.signal(*(tl.Event(e, n, at, q or None, item=i) for e, n, at, q, i in told))
        business.advance("2026-01-10")
        assert (credited(business), waits(business)) == ((600, 150, 0), [])
        assert business.verify() == []
        assert "returned 1 bike at main" in business.explain(name)
        digest = business.digest
    with tl.open(stated, journal=tmp_path / "j") as business:
        business.advance("2026-01-11")
        assert (business.digest, waits(business)) == (digest, [])


def test_a_return_of_what_was_shipped_before_the_start_is_credited_at_the_price_in_our_own_currency():
    told = [("returned", "A 1", "2026-01-09", "1", "bike")]
    with tl.open(tables("A", "1", events=told, ordered_at="2026-01-02", currency="USD")) as business:
        business.advance("2026-01-10")
        assert (credited(business), waits(business)) == ((-75, 75, 0), [])


@pytest.mark.parametrize(
    ("name", "item", "why"), [("Z 9", "bike", "'Z 9' is no order line"), ("A 1", "cart", "'A 1' is for 'bike'")]
)
def test_a_return_of_what_nobody_ordered_waits_and_pays_nothing_out(name, item, why):
    with tl.open(tables("A", "1")) as business:
        business.signal(tl.Event("returned", name, "2026-01-09", 1, item=item))
        business.advance("2026-01-10")
        assert (credited(business), waits(business)) == ((0, 0, 0), [why])


def test_a_return_that_names_no_order_is_paid_out_at_the_list_price():
    with tl.open(tables("A", "1")) as business:
        business.signal(tl.Event("returned", "", "2026-01-09", 1, item="bike"))
        business.advance("2026-01-10")
        assert (credited(business), waits(business)) == ((0, 200, -200), [])
