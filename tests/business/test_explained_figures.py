"""Every figure that a report or the JSON shows can be explained, by its name and by its label."""

import re

import pytest

import tugline as tl
from tugline.business.explained_figures import COUNTS, SERVED, SOURCES
from tugline.business.figure_names import label
from tugline.errors import UsageError
from tugline.ledger.metrics import metrics
from tugline.report.book_lists import figures_listing

SHOP = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
    "items": {"item": ["lamp"], "cost": ["10"], "price": ["25"]},
    "sources": {"item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["10d"]},
    "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["8"]},
    "orders": [
        # The first is there, the second is bought and comes after 10 days, the third is cancelled.
        {"order": "A", "item": "lamp", "quantity": "3", "ordered_at": "2026-01-05", "wanted_at": "2026-01-08"},
        {"order": "B", "item": "lamp", "quantity": "20", "ordered_at": "2026-01-06", "wanted_at": "2026-01-08"},
        {"order": "C", "item": "lamp", "quantity": "2", "ordered_at": "2026-01-06", "wanted_at": "2026-03-08",
         "cancelled_at": "2026-01-06"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def shop():
    with tl.open(SHOP) as business:
        business.advance("2026-02-15T12:00")
        yield business


def test_every_figure_of_the_json_is_explained_by_its_name_and_by_its_label(shop):
    result = shop.result()
    names = [name for name in [*result.metrics, *result.counts, "trial_balance"] if not name.startswith("why_")]
    assert len(names) > 25
    for name in names:
        told = shop.explain(name)
        assert told.startswith((f"{name} = ", f"{name} is not known: "))
        assert "as of 2026-02-15 12:00" in told.splitlines()[0]
        assert shop.explain(label(name)) == shop.explain(name.replace("_", " ").upper()) == told


def test_every_figure_of_the_report_is_explained_by_its_label(shop):
    shown = [row[0].text for row in figures_listing(shop.result(), 100).rows]
    assert {"Inventory turns", "Order to delivery", "On time"} <= set(shown)
    for text in shown:
        assert len(shop.explain(text).splitlines()) > 1


def test_every_number_of_a_figure_says_where_it_comes_from(shop):
    found = metrics(shop._core.books, shop._core.now, carrying_rate_ppm=250_000)
    numbers = {part.name for metric in found.values() for part in metric.inputs}
    assert {"cost of sales", "average inventory"} <= numbers
    assert numbers - set(SOURCES) - {"days", "days in a year", "sum of daily balances"} == set()
    for name in found:
        told = shop.explain(name).splitlines()
        assert all(re.match(r"  [a-z0-9]", line) for line in told[1:])


def test_a_figure_says_over_which_days_it_goes(shop):
    """5 January to 14 February are 41 whole days; the 15th has not ended."""
    lines = shop.explain("net_revenue").splitlines()
    assert lines[1] == "  over 41 whole days, 2026-01-05 to 2026-02-14; what happened after that is not in it"
    assert lines[2].startswith("  revenue 575.00: what the account revenue changed by in these days")


def test_service_says_of_how_many_lines(shop):
    """A came in time, B late; C is cancelled. A shipped at once, B ten days later."""
    assert shop.explain("on_time_share").startswith(
        "on_time_share = lines delivered in full by their wanted time 1 / lines wanted by now 2 = 0.5000"
    )
    assert shop.explain("in_full_share").startswith(
        "in_full_share = lines delivered in full by now, late or not 2 / lines wanted by now 2 = 1.0000"
    )
    assert shop.explain("Order to delivery").startswith("order_to_delivery_days = 0 (p50), 10 (p95)")
    assert shop.explain("delivered_lines").startswith("delivered_lines = 2")


def test_a_part_that_came_in_time_counts_for_the_fill_rate():
    """5 of 8 lamps are there in time, the others ten days later; a line in parts is 5/8 filled and not on time."""
    order = {"order": "A", "item": "lamp", "quantity": "8", "ordered_at": "2026-01-06", "wanted_at": "2026-01-08"}
    stock = {"item": ["lamp"], "location": ["main"], "on_hand": ["5"]}
    with tl.open({**SHOP, "orders": [{**order, "partial": "yes"}], "stock": stock}) as business:
        business.advance("2026-02-15")
        measured = business.result().metrics
        told = business.explain("fill_rate")
    assert (measured["fill_rate"], measured["on_time_share"], measured["in_full_share"]) == (5 / 8, 0.0, 1.0)
    assert "added up, 0.62 / lines wanted by now 1 = 0.6250" in told


def test_service_that_is_not_known_says_why():
    with tl.open({**SHOP, "orders": []}) as business:
        business.advance("2026-01-06")
        for name in [name for name in SERVED[:-1] if "promised" not in name]:
            assert business.explain(name).startswith(
                f"{name} is not known: no line is delivered yet; no line named a date"
            )
        for name in ("on_time_first_promised", "on_time_last_promised"):
            assert business.explain(name).startswith(f"{name} is not known: no line was promised a date, as of")


def test_counts_are_those_of_the_report(shop):
    counts = shop.result().counts
    assert set(counts) == set(COUNTS)
    assert shop.explain("order_lines").startswith("order_lines = 3, as of")


def test_what_is_nothing_is_told_what_it_may_mean_and_what_there_is(shop):
    with pytest.raises(UsageError, match="is no pull") as caught:
        shop.explain("inventory turn")
    assert caught.value.hint.startswith("Maybe inventory_turns")
    assert "The figures are average_inventory, " in caught.value.hint
    assert "fill_rate" in caught.value.hint


def test_what_resembles_no_figure_gets_the_list_alone(shop):
    with pytest.raises(UsageError) as caught:
        shop.explain("zzzz")
    assert caught.value.hint.startswith("The figures are ")
