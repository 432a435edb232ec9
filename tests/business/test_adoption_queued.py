"""What was stated and waits for its time goes over to adopted tables: it speaks of the same things as before."""

import pytest

import tugline as tl


def tables(*items, decimals="0", customers=("ann",)):
    n = len(items)
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": items, "cost": ["1"] * n, "price": ["2"] * n, "decimals": [decimals] * n},
        "sources": {"item": items, "location": ["main"] * n, "kind": ["buy"] * n, "from": ["acme"] * n},
        "customers": {"customer": customers},
    }


@pytest.fixture
def shop():
    with tl.open(tables("bike", "cart")) as business:
        business.advance("2026-01-06")
        yield business


def test_queued_signals_keep_their_items_and_customers(shop):
    shop.signal(tl.Order("A", "bike", 2, "2026-01-08", customer="ann"), tl.Cancel("B", "2026-01-08"))
    shop.signal(tl.Order("B", "cart", 3, "2026-01-07"))
    shop.adopt(tables("axle", "bike", "cart", customers=("adam", "ann")))
    shop.advance("2026-01-09")
    assert [(p.order, p.item, p.quantity, p.customer) for p in shop.result().promises] == [("A", "bike", 2, "ann")]
    assert shop.quarantined() == []
    assert shop.verify() == []


@pytest.mark.parametrize("other", [tables("bike"), tables("bike", "cart", decimals="1")])
def test_a_queued_signal_whose_item_goes_or_is_counted_otherwise_waits_and_can_be_tried_again(shop, other):
    shop.signal(tl.Order("A", "cart", 3, "2026-01-08"))
    shop.adopt(other)
    shop.advance("2026-01-09")
    (waiting,) = shop.quarantined()
    assert waiting.why == "cart at main is not in the tables any more, or has other decimals: state it anew"
    assert shop.result().promises == []
    shop.adopt(tables("bike", "cart", "oil"))
    shop.retry(waiting.id)
    shop.advance("2026-01-10")
    assert [(p.item, p.quantity) for p in shop.result().promises] == [("cart", 3)]
    assert shop.quarantined() == []


def test_what_was_taken_in_is_not_kept_in_memory(shop):
    shop.signal(tl.Order("A", "bike", 2, "2026-01-08"), tl.Cancel("Z", "2026-01-08"), tl.Cancel("A", "2026-01-20"))
    shop.advance("2026-01-09")
    assert list(shop._intake.said.values()) == [tl.Cancel("A", "2026-01-20")]
