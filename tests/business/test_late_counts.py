"""A count that is told late says what was there then; what moved since is reckoned on to it."""

import pytest

import tugline as tl

TABLES = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["X", "Y"], "cost": ["2", "5"], "price": ["5", "9"]},
    "boms": {"item": ["Y"], "component": ["X"], "quantity": ["2"]},
    "sources": [
        {"item": "X", "location": "main", "kind": "buy", "from": "acme", "lead_time": "10d"},
        {"item": "Y", "location": "main", "kind": "make", "lead_time": "1d"},
    ],
    "stock": [{"item": "X", "location": "main", "on_hand": "20"}],
    "orders": [{"order": "A", "item": "X", "quantity": "3", "ordered_at": "2026-01-05 08:00"}],
}
SHIPPED = {"at": "2026-01-05 15:00", "event": "shipped", "reference": "A"}


def counted(at, quantity):
    return {"at": f"2026-01-05 {at}", "event": "counted", "item": "X", "location": "main", "quantity": quantity}


def on_hand(business):
    return next(row.on_hand for row in business.stock if row.item == "X")


def moved_by_counts(business):
    return sum(abs(a.debit) + abs(a.credit) for a in business.result().accounts if a.account.startswith("count_"))


@pytest.fixture
def taken_in(tmp_path):
    """Return a business that has taken in some events by 16:00, and then, opened again, further ones."""

    def open_(before, later, until="2026-01-05 16:00", **more):
        with tl.open({**TABLES, "events": before, **more}, journal=tmp_path / "j") as business:
            business.advance(until)
            assert not business.quarantined()
        business = tl.open({**TABLES, "events": [*before, *later], **more}, journal=tmp_path / "j")
        business.advance()
        assert business.verify() == []
        return business

    return open_


def test_what_left_since_is_taken_off(taken_in):
    with taken_in([SHIPPED], [counted("09:00", "20")]) as business:
        assert (on_hand(business), moved_by_counts(business)) == (17, 0)
        head, *lines = business.explain(f"F{business.facts - 1}").splitlines()
        assert head.endswith(" counted 17 X at main [20 were there at 2026-01-05 09:00]")
        assert "  counted: 20 were there at 2026-01-05 09:00" in lines


def test_the_difference_to_what_was_there_then_is_a_loss(taken_in):
    with taken_in([SHIPPED], [counted("09:00", "18")]) as business:
        assert (on_hand(business), moved_by_counts(business)) == (15, 4)  # two of 2 EUR each


def test_a_count_after_what_moved_says_what_is_there(taken_in):
    with taken_in([SHIPPED], [counted("15:00", "20")]) as business:
        assert on_hand(business) == 20


def test_a_later_count_stays(taken_in):
    with taken_in([SHIPPED, counted("15:30", "11")], [counted("09:00", "20")]) as business:
        assert on_hand(business) == 11


def test_a_later_count_that_changed_nothing_stays(taken_in):
    with taken_in([SHIPPED, counted("15:30", "17")], [counted("09:00", "40")]) as business:
        assert on_hand(business) == 17


def test_what_the_records_found_had_been_there_when_it_was_counted(taken_in):
    orders = [{"order": "A", "item": "X", "quantity": "3", "ordered_at": "2026-01-05 08:00"}]
    with taken_in([SHIPPED], [counted("09:00", "20")], stock=[], orders=orders) as business:
        assert on_hand(business) == 17


def test_material_that_a_start_took_since_is_taken_off(taken_in):
    orders = [{"order": "B", "item": "Y", "quantity": "4", "ordered_at": "2026-01-05 08:00"}]
    started = {"at": "2026-01-05 15:00", "event": "started", "item": "Y", "location": "main"}
    with taken_in([started], [counted("09:00", "20")], orders=orders) as business:
        assert on_hand(business) == 12


def test_more_that_left_than_was_counted_waits_in_quarantine(taken_in):
    with taken_in([SHIPPED], [counted("09:00", "2")]) as business:
        assert on_hand(business) == 17
        (row,) = business.quarantined()
        assert row.why.startswith("2 were counted at 2026-01-05 09:00, and 3 more left since than came in: state first")


@pytest.mark.parametrize(("at", "there"), [("14:00", 17), ("15:30", 20)])
def test_what_is_told_late_together_goes_by_its_times(taken_in, at, there):
    with taken_in([], [counted(at, "20"), SHIPPED]) as business:
        assert on_hand(business) == there


def test_the_same_row_again_has_no_effect_and_python_says_the_same(taken_in):
    with taken_in([SHIPPED], [counted("09:00", "20")]) as business:
        facts = business.facts
        business.signal(tl.Count("X", 20, "2026-01-05 10:00"), tl.Sale("R", "X", 1, "2026-01-05 11:00"))
        business.advance()
        assert on_hand(business) == 16
    with taken_in([SHIPPED], [counted("09:00", "20")]) as business:
        assert not business.quarantined()
        assert on_hand(business) == 16
        assert business.facts > facts
