"""Rows in quarantine: tried again when asked, taken out when asked, and never lost on the way."""

import pytest

import tugline as tl
from tugline.errors import RefusedError, UsageError

BUSINESS = {
    "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["bike"], "cost": ["100"], "price": ["200"]},
    "sources": {"item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["5d"]},
}
EARLY = {"event": ["received"], "reference": ["PO-9"], "at": ["2026-01-07"], "item": ["bike"]}
SUPPLY = {
    "reference": ["PO-9"], "item": ["bike"], "location": ["main"], "kind": ["buy"], "quantity": ["4"],
    "due": ["2026-01-20"],
}  # fmt: skip


def one(business):
    (row,) = business.quarantined()
    return row


def test_a_statement_that_came_too_early_is_taken_in_when_it_is_tried_again(tmp_path):
    cancel = tl.Cancel("A", at="2026-01-06")
    with tl.open(BUSINESS, journal=tmp_path / "j") as business:
        business.signal(cancel)
        business.advance("2026-01-07")
        assert one(business).why == "'A' is no open order line"
        business.retry(one(business).id)
        business.advance("2026-01-08")
        assert one(business).why == "'A' is no open order line"
        business.signal(tl.Order("A", "bike", 1, "2026-01-08T10:00"))
        business.advance("2026-01-09")
    with tl.open(BUSINESS, journal=tmp_path / "j") as business:
        assert len(business.result().promises) == 1
        business.retry(one(business).id)
        assert one(business).why == "'A' is no open order line"
        business.advance("2026-01-10")
        assert business.quarantined() == []
        assert business.result().promises == []
        assert business.verify() == []


def test_what_is_refused_again_is_told_with_the_reason_as_it_is_now(tmp_path):
    with tl.open({**BUSINESS, "events": EARLY}, journal=tmp_path / "j") as business:
        business.signal(tl.Cancel("A", at="2026-01-06"), tl.Event("received", "PO-9", "2026-01-07", item="cart"))
        business.advance("2026-01-08")
        numbers = {row.id for row in business.quarantined()}
        assert len(numbers) == 3
        assert business.refused_again() == []
        for number in numbers:
            business.retry(number)
        business.advance("2026-01-09")
        assert sorted((row.id, row.why) for row in business.refused_again()) == sorted(
            (row.id, row.why) for row in business.quarantined()
        )
        business.signal(tl.Order("A", "bike", 1, "2026-01-09"))
        business.advance("2026-01-10")
        (cancel,) = (row for row in business.quarantined() if row.said == "order_cancelled A")
        business.retry(cancel.id)
        assert cancel.id not in {row.id for row in business.refused_again()}
        business.advance("2026-01-11")
        assert {row.id for row in business.refused_again()} == numbers - {cancel.id}


def test_what_is_refused_for_another_reason_is_told_with_that(tmp_path):
    more = {**EARLY, "quantity": ["1"]}
    with tl.open({**BUSINESS, "events": more}, journal=tmp_path / "j") as business:
        business.advance("2026-01-08")
    with tl.open({**BUSINESS, "events": more}, journal=tmp_path / "j") as business:
        assert one(business).why == "'PO-9' is no open pull"
        business.signal(tl.Event("scrapped", "", "2026-01-08", 1, item="bike"))
        business.retry(one(business).id)
        business.advance("2026-01-09")
        assert business.refused_again() == [one(business)]


def test_what_waits_for_its_time_waits_in_quarantine_until_then(tmp_path):
    with tl.open(BUSINESS, journal=tmp_path / "j") as business:
        business.signal(tl.Cancel("A", at="2026-01-06"))
        business.advance("2026-01-07")
        business.retry(one(business).id)
    # The process ended before the next advance: nothing is lost.
    with tl.open(BUSINESS, journal=tmp_path / "j") as business:
        assert one(business).why == "'A' is no open order line"


def test_an_event_of_a_table_is_tried_again_only_when_asked_and_goes_with_its_row(tmp_path):
    with tl.open({**BUSINESS, "events": EARLY}, journal=tmp_path / "j") as business:
        business.advance("2026-01-08")
        number, facts = one(business).id, business.facts
    with tl.open({**BUSINESS, "events": EARLY}, journal=tmp_path / "j") as business:
        business.advance("2026-01-09")
        assert (one(business).id, business.facts) == (number, facts)
        business.retry(number)
        business.advance("2026-01-10")
        assert one(business).id == number
    other = {**EARLY, "at": ["2026-01-11"], "reference": ["PO-8"]}
    with tl.open({**BUSINESS, "events": other}, journal=tmp_path / "j") as business:
        business.advance("2026-01-12")
        assert one(business).why == "'PO-8' is no open pull"


def test_what_is_dismissed_is_gone_and_what_is_not_there_is_refused(tmp_path):
    with tl.open({**BUSINESS, "supply": SUPPLY}, journal=tmp_path / "j") as business:
        business.signal(tl.Cancel("A", at="2026-01-06"))
        business.advance("2026-01-07")
        business.dismiss(one(business).id)
        assert business.quarantined() == []
        for act in (business.dismiss, business.retry):
            with pytest.raises(UsageError, match="quarantine 1; expected the number of a waiting row"):
                act(1)
    edited = {**SUPPLY, "quantity": ["5"]}
    with tl.open({**BUSINESS, "supply": edited}, journal=tmp_path / "j") as business:
        with pytest.raises(RefusedError, match="state receipts, other dates and ends of it in `events`"):
            business.retry(one(business).id)
        business.dismiss(one(business).id)
        assert business.quarantined() == []
    with tl.open({**BUSINESS, "supply": edited}, journal=tmp_path / "j") as business:
        assert "supply counts at the start only" in one(business).why


@pytest.mark.parametrize(
    "said", [tl.Order("A", "cart", 1, "2026-01-08"), tl.Event("received", "PO-9", "2026-01-08", 1, item="cart")]
)
def test_what_names_an_unknown_item_is_taken_in_once_that_is_known_and_it_is_tried_again(tmp_path, said):
    items = {"item": ["bike", "cart"], "cost": ["100"] * 2, "price": ["200"] * 2}
    with tl.open({**BUSINESS, "items": {**items, "item": ["bike", "van"]}}, journal=tmp_path / "j") as business:
        business.signal(said)
        for _ in range(2):
            business.retry(one(business).id)
            business.advance("2026-01-07")
            assert "'cart'" in one(business).why
        business.adopt({**BUSINESS, "items": items})
        business.retry(one(business).id)
        business.advance("2026-01-09")
        # The order is taken in; what was received waits on, now for its supply.
        is_order = isinstance(said, tl.Order)
        assert [row.why for row in business.quarantined()] == ([] if is_order else ["'PO-9' is no open pull"])
        assert [p.item for p in business.result().promises] == (["cart"] if is_order else [])
        assert business.verify() == []
