"""A row that waits in quarantine for a name that nobody knows says which known one may be meant."""

import pytest

import tugline as tl
from tugline.business.meant import MOST, Meant

TABLES = {
    "business": {"name": "p", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": [{"item": "hotel"}, {"item": "lamp"}],
    "locations": [{"location": "main"}],
    "stock": [{"item": "hotel", "location": "main", "on_hand": "3"}],
    "customers": [{"customer": "ann"}],
    "sources": [{"item": "lamp", "location": "main", "kind": "buy", "from": "acme"}],
    "resources": [{"resource": "bench"}],
}
EVENTS = {
    "word": ({"event": "recieved", "reference": "P1"}, "received"),
    "item": ({"event": "counted", "item": "hotell", "quantity": "1"}, "hotel"),
    "resource": ({"event": "down", "reference": "bnech"}, "bench"),
    "customer": ({"event": "paid", "reference": "Ann", "amount": "3"}, "ann"),
    "supplier": ({"event": "freight_in", "reference": "acmee", "amount": "3"}, "acme"),
}
SIGNALS = {
    "orders": ({"order": "A", "item": "HOTEL", "quantity": "1", "ordered_at": "2026-01-06"}, "hotel"),
    "sales": ({"sold_at": "2026-01-06", "item": "lmap", "quantity": "1"}, "lamp"),
    "cards": ({"card": "hotel@main#1", "scanned_at": "2026-01-06", "event": "emty"}, "empty"),
}


def waits(tables):
    with tl.open(tables) as business:
        business.advance("2026-01-10")
        (row,) = business.quarantined()
        return row.why


@pytest.mark.parametrize(("event", "name"), EVENTS.values(), ids=EVENTS)
def test_an_event_says_which_name_may_be_meant(event, name):
    assert waits({**TABLES, "events": [{"at": "2026-01-06", **event}]}).endswith(f". Maybe {name!r}?")


@pytest.mark.parametrize("table", SIGNALS)
def test_so_do_rows_of_other_signals(table):
    row, name = SIGNALS[table]
    assert waits({**TABLES, table: [row]}).endswith(f". Maybe {name!r}?")


def test_so_do_signals_in_python():
    with tl.open(TABLES) as business:
        counted = tl.Event("counted", "", "2026-01-06", item="lampp", quantity=1)
        business.signal(tl.Order("A", "hotell", 1, "2026-01-06"), counted)
        business.advance("2026-01-10")
        assert {row.why.rpartition(" Maybe ")[2] for row in business.quarantined()} == {"'hotel'?", "'lamp'?"}


def test_an_order_in_python_of_an_unknown_customer_waits_until_the_customer_is_known(tmp_path):
    order = tl.Order("A", "hotel", 1, "2026-01-06", customer="anne")
    with tl.open(TABLES, journal=tmp_path / "j") as business:
        business.signal(order)
        business.advance("2026-01-10")
        (row,) = business.quarantined()
        assert row.why == "customer 'anne' is not known: write them into the customers table. Maybe 'ann'?"
        assert not business.promises
        business.adopt({**TABLES, "customers": [{"customer": "ann"}, {"customer": "anne"}]})
        business.retry(row.id)
        business.advance("2026-01-11")
        assert not business.quarantined()
        assert [line.customer for line in business.promises] == ["anne"]


def test_what_is_like_nothing_gets_no_guess():
    order = {"order": "A", "item": "xyz", "quantity": "1", "ordered_at": "2026-01-06"}
    assert waits({**TABLES, "orders": [order]}) == "item 'xyz' is no stock point of the business"


def test_of_many_unknown_names_only_the_first_ones_are_looked_at():
    with tl.open(TABLES) as business:
        meant = Meant(business._core.network)
    said = [meant.item(f"hotel{n}") for n in range(MOST + 1)]
    assert said == [". Maybe 'hotel'?"] * MOST + [""]
    assert meant.item("hotel0") == ". Maybe 'hotel'?"
