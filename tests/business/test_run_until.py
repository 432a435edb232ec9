"""A run goes to the time it was told, and counts the days up to it, whether or not anything happens there."""

import sqlite3
from contextlib import closing

import pytest

import tugline as tl
from tugline.business.opened import open_in_force
from tugline.errors import UsageError

SHOP = {
    "business": {
        "name": "shop", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2026-01-05", "tick": "hour",
        "world": "plain",
    },
    "items": {"item": ["lamp"], "cost": ["10"], "price": ["25"]},
    "sources": {"item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["3d"]},
    "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["8"]},
    "orders": {
        "order": ["A"], "line": ["1"], "item": ["lamp"], "quantity": ["3"], "ordered_at": ["2026-01-06T09:20"],
        "wanted_at": ["2026-01-06T09:20"],
    },
}  # fmt: skip
PLANT = {
    **SHOP, "business": {**SHOP["business"], "world": "plant"}, "stock": {**SHOP["stock"], "on_hand": ["0"]},
}  # fmt: skip


@pytest.fixture
def shop():
    with tl.open(SHOP) as business:
        yield business


def test_a_run_to_a_time_after_the_last_event_is_as_of_that_time(shop):
    shop.advance("2026-03-02T15:30")
    result = shop.result()
    assert result.as_of == shop.now == "2026-03-02T15:00:00+01:00"
    assert result.tick == "hour"
    # All that happens: the order, its shipment at once, and the money 30 days after it.
    assert result.quiet_since == "2026-02-05T09:00:00+01:00"


def test_a_run_without_a_time_ends_at_the_last_signal(shop):
    shop.advance()
    result = shop.result()
    assert result.as_of == "2026-01-06T09:00:00+01:00"
    assert result.quiet_since is None


def test_days_without_an_event_count_in_the_figures(shop):
    """5 January to 1 March are 56 days: one with 8 lamps in stock at 10.00, 55 with 5 of them."""
    shop.advance("2026-03-02")
    average = shop.books.metric("average_inventory")
    assert "56 days" in average.formula
    assert average.value == pytest.approx((80 + 55 * 50) / 56, abs=0.005)
    assert len(shop.books.series()) == 56


def test_what_was_shown_before_time_went_on_is_not_shown_again(shop):
    shop.advance("2026-03-02")
    before = shop.books.average_inventory
    shop.advance("2026-04-06")
    assert shop.books.average_inventory == pytest.approx((80 + 90 * 50) / 91, abs=0.005) != before


def test_time_does_not_run_back_even_where_nothing_happened(shop):
    shop.advance("2026-03-02")
    with pytest.raises(UsageError, match="expected a time at or after now, 2026-03-02T00:00"):
        shop.advance("2026-03-01")


def test_waiting_for_nothing_writes_nothing(shop):
    shop.advance("2026-03-02")
    facts, digest = shop.facts, shop.digest
    shop.advance("2027-03-02")
    assert (shop.facts, shop.digest) == (facts, digest)


def test_what_is_signalled_after_time_went_on_happens_then(shop):
    shop.advance("2026-03-02")
    shop.signal(tl.Order(item="lamp", quantity=1, order="B", at="2026-02-20"))
    shop.advance("2026-03-03")
    assert "2026-03-02 00:00 order placed" in shop.explain("B")


def test_in_a_plant_what_did_not_come_in_time_is_late_and_comes_from_now_on_at_best():
    with tl.open(PLANT) as plant:
        plant.advance("2026-01-20")
        result = plant.result()
    pull = next(pull for pull in result.pulls if pull.state != "closed")
    assert pull.due.startswith("2026-01-06T09")
    assert pull.late_days == pytest.approx(13.625, abs=0.01)  # from the 6th, 9:00, to the 20th, 0:00
    assert result.promises[0].promised >= "2026-01-20"
    assert result.buy_list[0].place_on == "2026-01-20"


def test_a_quote_is_made_at_the_time_to_which_the_business_has_run(shop):
    shop.advance("2026-03-02")
    quote = shop.quote(item="lamp", quantity=6)
    assert quote.wanted.startswith("2026-03-02")
    assert quote.promised.startswith("2026-03-05")


def test_an_interrupt_loses_nothing_that_waits_to_be_taken_in():
    later = {
        "order": ["A", "B"], "item": ["lamp"] * 2, "quantity": ["3", "4"], "ordered_at": ["2026-01-06", "2026-01-12"],
        "wanted_at": ["2026-05-01"] * 2,
    }  # fmt: skip
    weekly = {
        "customer": ["ann"], "item": ["lamp"], "quantity": ["1"], "every": ["1w"], "starts_at": ["2026-01-13"],
        "ends_at": ["2026-01-14"],
    }  # fmt: skip
    shop = {**SHOP, "orders": later, "subscriptions": weekly, "customers": {"customer": ["ann"]}}

    def stop(_):
        raise KeyboardInterrupt

    with tl.open(shop) as interrupted, tl.open(shop) as whole:
        for business in (interrupted, whole):
            business.signal(tl.Order("C", "lamp", 5, "2026-01-20"), tl.Cancel("A", "2026-01-08"))
        with pytest.raises(KeyboardInterrupt):
            interrupted.advance("2026-01-25", progress=stop)
        interrupted.advance("2026-01-25")
        whole.advance("2026-01-25")
        assert interrupted.result().counts["order_lines"] == 4
        assert interrupted.digest == whole.digest


def test_time_does_not_go_back_when_a_business_is_opened_again(tmp_path):
    journal = tmp_path / "journal.db"
    with tl.open(SHOP, journal=journal) as business:
        business.advance("2026-03-02T15:30")
        facts, digest = business.facts, business.digest
    with tl.open(SHOP, journal=journal) as again:
        assert again.now == "2026-03-02T15:00:00+01:00"
        again.advance()
        result = again.result()
        assert (result.as_of, again.facts, again.digest) == ("2026-03-02T15:00:00+01:00", facts, digest)
        assert result.quiet_since == "2026-02-05T09:00:00+01:00"
        with pytest.raises(UsageError, match="expected a time at or after now, 2026-03-02T15:00"):
            again.advance("2026-03-02T14:00")
        assert again.verify() == []
    with tl.open(SHOP, journal=journal) as again:
        again.signal(tl.Order(item="lamp", quantity=1, order="B", at="2026-02-20"))
        again.advance()
        assert "2026-03-02 15:00 order placed" in again.explain("B")


def test_a_journal_that_kept_no_such_time_stands_at_its_last_pulse(tmp_path):
    journal = tmp_path / "journal.db"
    with tl.open(SHOP, journal=journal) as business:
        business.advance("2026-03-02T15:30")
    with closing(sqlite3.connect(journal)) as database, database:
        database.execute("DROP TABLE reached")
    with tl.open(SHOP, journal=journal) as again:
        assert again.now == "2026-02-05T09:00:00+01:00"
        again.advance("2026-03-02T15:30")
    with tl.open(SHOP, journal=journal) as again:
        assert again.now == "2026-03-02T15:00:00+01:00"


def test_tables_that_are_adopted_after_a_quiet_time_are_adopted_then(tmp_path):
    journal = tmp_path / "journal.db"
    with tl.open(SHOP, journal=journal) as business:
        business.advance("2026-03-02T15:30")
    with open_in_force(journal) as again:
        fact = again.adopt({**SHOP, "items": {**SHOP["items"], "price": ["26"]}}).fact
        assert again.explain(f"F{fact}").startswith(f"F{fact} 2026-03-02 15:00 network adopted")
        assert again.verify() == []
