"""The commands `andon` and `trace`: from tables, from a journal, and what they refuse."""

import json

import pytest

from tests.business.test_lots import TABLES as LAMPS
from tests.business.test_stops import bakery

STOCK = {"item": ["flour", "cake"], "location": ["main"] * 2, "on_hand": ["9", "0"]}


@pytest.fixture
def cakes(folder_of):
    """Return a bakery whose oven stands still while a cake is wanted, as a folder that has never run."""
    orders = {
        "order": ["A"], "item": ["cake"], "location": ["main"], "quantity": ["1"], "ordered_at": ["2026-01-05"],
        "wanted_at": ["2026-01-09"],
    }  # fmt: skip
    hours = ["05T08:00", "05T08:10", "05T09:00", "05T10:00", "06T00:00"]
    events = {
        "at": [f"2026-01-{hour}" for hour in hours], "event": ["called", "answered", "down", "called", "fixed"],
        "reference": ["oven", "oven", "oven", "bench", "bench"], "due": ["", "", "2026-01-12", "", ""],
        "reason": ["heat", "", "heat", "material", "tools"],
    }  # fmt: skip
    return folder_of(bakery(stock=STOCK, orders=orders, events=events))


def test_the_board_shows_who_calls_and_what_is_at_risk(tugline, cakes):
    done = tugline("andon", cakes)
    assert done.returncode == 0, done.stderr
    assert "never run" in done.stderr
    assert not (cakes / ".tugline").exists()
    for said in (
        "Open calls  2 open calls", "At risk while oven is down  1 line later, 1 of them late because of it",
        "Waits for oven  1 pull", "too few calls", "1 answer or repair was told of no open call.",
    ):  # fmt: skip
        assert said in done.stdout


def test_the_board_is_a_page_for_a_screen_on_the_wall(tugline, cakes, tmp_path):
    page = tmp_path / "board.html"
    done = tugline("andon", cakes, "--report", page)
    assert done.returncode == 0, done.stderr
    assert str(page) in done.stdout
    written = page.read_text(encoding="utf-8")
    for said in (
        "oven is down",
        "expected back 2026-01-12 00:00: heat",
        "At risk while oven is down",
        "1 made late by a stop",
    ):
        assert said in written
    assert "<script" not in written
    other = tmp_path / "notes.txt"
    other.write_text("mine", encoding="utf-8")
    assert tugline("andon", cakes, "--report", other).returncode != 0
    assert other.read_text(encoding="utf-8") == "mine"


def test_a_board_of_a_journal_is_asked_and_left_as_it_is(tugline, cakes):
    assert tugline("run", cakes, "--no-report").returncode == 0
    before = tugline("andon", cakes, "--json")
    document = json.loads(before.stdout)
    assert (document["schema"], [call["state"] for call in document["calls"]]) == (1, ["answered", "called"])
    (line,) = document["stops"][0]["lines"]
    assert (line["order"], line["made_late"], line["late_days"]) == ("A", True, 4)
    assert tugline("andon", cakes, "--json").stdout == before.stdout


@pytest.fixture
def lamps(folder_of):
    """Return lamps of which some are in quarantine, as a folder that has never run."""
    stock = {"item": ["lamp", "bulb"], "location": ["main"] * 2, "on_hand": ["3", "4"]}
    orders = {
        "order": ["A"], "item": ["lamp"], "location": ["main"], "quantity": ["2"], "ordered_at": ["2026-01-05"],
        "customer": ["ann"],
    }  # fmt: skip
    events = {
        "at": ["2026-01-06", "2026-01-07"], "event": ["shipped", "quarantined"], "reference": ["A", ""],
        "item": ["", "lamp"], "quantity": ["2", "1"], "lot": ["L-1", "L-1"], "reason": ["", "cracked"],
    }  # fmt: skip
    return folder_of({**LAMPS, "stock": stock, "orders": orders, "events": events})


def test_a_lot_is_traced_both_ways(tugline, lamps):
    done = tugline("trace", lamps, "--lot", "L-1")
    assert done.returncode == 0, done.stderr
    assert "3 came in: 2 shipped, 1 here (1 in quarantine)." in done.stdout
    for said in ("Left to customers  1 shipment to 1 customer", "cracked", "(opened)", "assumed = nobody said"):
        assert said in done.stdout
    document = json.loads(tugline("trace", lamps, "--lot", "L-1", "--item", "lamp", "--json").stdout)
    assert document["schema"] == 1
    assert [(each["order"], each["customer"], each["quantity"]) for each in document["orders"]] == [("A", "ann", 2)]


def test_a_lot_that_is_not_there_is_refused_with_what_may_be_meant(tugline, lamps):
    done = tugline("trace", lamps, "--lot", "L-2")
    assert done.returncode == 2
    assert "lot 'L-2' is not known" in done.stderr
    assert "Maybe 'L-1'?" in done.stderr
    assert tugline("trace", lamps).returncode == 2
