"""Who wants something on a day has all of that day, in tables, in Python and in a quote alike."""

import pytest

import tugline as tl

# Clocks in Berlin are put back on 2026-10-25, which has 25 hours, and forward on 2026-03-29, which has 23.
LAST = {"second": "T23:59:59", "minute": "T23:59:00", "hour": "T23:00:00", "day": ""}


def opened(*rows, tick="minute", world="plant", start="2026-01-05", lead="3d", **more):
    """Return a business whose orders are (order, ordered_at, wanted_at)."""
    orders = [dict(zip(("order", "ordered_at", "wanted_at"), row, strict=True)) for row in rows]
    return tl.open(
        {
            "business": {
                "name": "b", "currency": "EUR", "timezone": "Europe/Berlin", "start": start, "world": world,
                "tick": tick,
            },
            "items": [{"item": "lamp", "cost": "50", "price": "95"}],
            "sources": [{"item": "lamp", "location": "main", "kind": "buy", "from": "acme", "lead_time": lead}],
            "stock": [{"item": "lamp", "location": "main", "on_hand": "5"}],
            "orders": [{"item": "lamp", "quantity": "1", **order} for order in orders],
            **more,
        }
    )  # fmt: skip


@pytest.mark.parametrize("day", ["2026-01-10", "2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("tick", LAST)
def test_tables_python_and_quotes_mean_the_last_tick_of_the_day(tick, day):
    with opened(("A", "2026-01-06", day), tick=tick) as business:
        business.advance("2026-01-07")
        business.signal(tl.Order("B", "lamp", 1, "2026-01-07", wanted=day))
        business.advance("2026-01-08")
        wanted = [promise.wanted for promise in business.promises]
        wanted.append(business.quote(item="lamp", quantity=1, wanted=day).wanted)
    assert [moment.split("+")[0] for moment in wanted] == [day + LAST[tick]] * 3


def test_the_same_row_from_a_table_and_from_python_is_one_order():
    with opened(("A", "2026-01-06", "2026-01-10")) as business:
        business.advance("2026-01-07")
        facts = business.facts
        business.signal(tl.Order("A", "lamp", 1, "2026-01-06", wanted="2026-01-10"))
        business.advance("2026-01-07")
        assert business.facts == facts


@pytest.mark.parametrize(
    ("wanted", "arrives", "share"),
    [
        ("2026-01-10", "2026-01-10T10:00", 1),
        ("2026-01-10", "2026-01-10T23:59", 1),
        ("2026-01-10", "2026-01-11", 0),
        ("2026-01-10T00:00", "2026-01-10T10:00", 0),
    ],
)
def test_what_comes_on_the_day_is_on_time(wanted, arrives, share):
    with opened(("A", "2026-01-06", wanted)) as business:
        business.signal(tl.Event("shipped", "A", "2026-01-08"), tl.Event("delivered", "A", arrives))
        business.advance("2026-01-12")
        metrics = business.result().metrics
        assert (metrics["on_time_share"], metrics["fill_rate"]) == (share, share)


def test_a_line_is_due_only_when_its_day_is_over():
    with opened(("A", "2026-01-06", "2026-01-10")) as business:
        business.advance("2026-01-10T23:58")
        assert (business.promises[0].late_days, business.result().metrics["on_time_share"]) == (0, None)
        business.advance("2026-01-11")
        assert (business.promises[0].late_days, business.result().metrics["on_time_share"]) == (1, 0)


@pytest.mark.parametrize(("wanted", "late_days"), [("2026-01-10", 0), ("2026-01-09", 1), ("2026-01-07", 3)])
def test_who_is_promised_something_the_day_after_is_one_day_late(wanted, late_days):
    with opened(world="plain", stock=[]) as business:
        business.signal(tl.Order("A", "lamp", 1, "2026-01-07T09:00", wanted=wanted))
        business.advance("2026-01-07T09:00")
        quote = business.quote(item="lamp", quantity=1, wanted=wanted)
        (promise,) = business.promises
        assert (quote.promised[:16], promise.promised[:16]) == ("2026-01-10T09:00",) * 2
        assert (quote.late_days, promise.late_days) == (late_days,) * 2


@pytest.mark.parametrize(
    ("ordered", "wanted", "days"),
    [
        ("2025-11-03", "2025-11-13", 10),
        ("2025-11-03T15:00", "2025-11-13", 10),
        ("2025-10-20", "2025-10-30", 10),  # clocks are put back in between
        ("2025-03-25", "2025-04-04", 10),
        ("2025-11-03", "2025-11-03", 0),
        ("2025-11-03T09:00", "2025-11-13T09:00", 10),
        ("2025-10-20T09:00", "2025-10-30T09:00", 10),
        ("2025-11-03T09:00", "2025-11-13T08:59", 9),
        ("2025-11-03", "", 4),
        ("2025-10-24", "", 4),
    ],
)
def test_the_wait_that_the_default_policy_goes_by_is_in_whole_days(ordered, wanted, days):
    rows = [{"customer": "ann", "wait_days": "4"}]
    order = {"order": "A", "customer": "ann", "item": "lamp", "quantity": "1", "ordered_at": ordered}
    with opened(lead="1d", customers=rows, orders=[{**order, "wanted_at": wanted}]) as business:
        assert business._tabled.waits.quantity.tolist() == [days]
