"""The report in a terminal: everything a planner needs, at any width, without colour, and hostile names as they are."""

import io
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from tugline.business import views
from tugline.report.listing import Column, Listing, cells
from tugline.report.terminal import print_result
from tugline.report.terminal_list import fit, print_listing

WRITTEN = {"journal": "here/journal.db", "report": "here/report.html"}


def shown(result, width=120, **options):
    """What a console of a width shows of a result."""
    text = io.StringIO()
    print_result(result, Console(file=text, width=width, **options), written=WRITTEN)
    return text.getvalue()


@pytest.mark.parametrize("width", [40, 80, 100, 120, 160, 200])
@pytest.mark.parametrize("which", ["full", "empty"])
def test_no_line_is_wider_than_the_terminal_but_the_paths(width, which, some_result, empty_result):
    result = some_result("A rather long name of a thing, number 7") if which == "full" else empty_result()
    lines = shown(result, width).splitlines()
    assert [line for line in lines[: -len(WRITTEN)] if cell_len(line) > width] == []
    assert not [line for line in lines if line != line.rstrip()]


def test_a_planner_finds_what_to_do_and_why(some_result):
    text = shown(some_result("Frame"))
    for words in (
        "Frame  as of 2014-06-15 00:00", "plain world", "books balance", "Make now", "Move now", "Buy now",
        "12.5 Frame", "2014-06-13  1 d late", "Frame is low: pull 12.5", "held up: waits in the queue of Frame",
        "1 open line: 0 in time, 1 late", "5 d late", "Frame is short: 3 wait", "What holds up most",
        "1 order, 1 line, 30 USD", "70.00", "2 Frame Frame", "Pulls by day", "never counted", "1 min_max",
        "Days of inventory (DIO)", "Cash conversion cycle", "Count first", "99.50", "Quarantine",
        "Frame is not an item", "here/journal.db", "here/report.html",
    ):  # fmt: skip
        assert words in text, words


def test_what_to_ship_stands_first_and_in_a_plant_also_that_there_is_nothing(some_result):
    text = shown(some_result("Frame"))
    assert "to ship 1 line   to make 1 pull" in text
    assert "Ship now  1 order line; 1 late" in text
    assert text.index("Ship now") < text.index("Make now")
    assert "Ship now" not in shown(some_result("Frame", ship_now=[]))
    assert "nothing to ship: no open line has its goods" in shown(some_result("Frame", ship_now=[], world="plant"))
    assert "Ship now" not in shown(some_result("Frame", ship_now=[], promises=[], world="plant"))


def test_what_rests_on_a_default_is_marked_and_counted(some_result):
    text = shown(some_result())
    assert "P7ᴸˢᶜ" in text
    assert "ᴸ lead time" in text
    assert "3 of 3 open pulls rest on a default" in text
    assert "3 on a default cost, some on more than one." in " ".join(text.split())


@pytest.mark.parametrize(
    ("tick", "said"),
    [
        ("second", "as of 2014-06-15 00:00:00"), ("minute", "as of 2014-06-15 00:00"),
        ("hour", "as of 2014-06-15 00:00, that hour included"), ("day", "as of 2014-06-15, that day included"),
    ],
)  # fmt: skip
def test_the_heading_says_how_much_of_the_last_moment_is_in(some_result, tick, said):
    assert shown(some_result(tick=tick)).splitlines()[0].endswith(said)


def test_since_when_nothing_happens_is_said_in_one_line(some_result):
    assert "nothing happens" not in shown(some_result())
    text = shown(some_result(quiet_since="2014-06-10T12:00:00-07:00"))
    assert "nothing happens after 2014-06-10 12:00: stock and books are still what they were then" in text


def test_a_pipe_gets_no_control_codes_and_no_colour_gets_no_colours(some_result, monkeypatch):
    assert "\x1b" not in shown(some_result())
    monkeypatch.setenv("NO_COLOR", "1")
    coloured = re.findall(r"\x1b\[([\d;]*)m", shown(some_result(), force_terminal=True))
    assert coloured
    assert not [code for code in coloured if set(code.split(";")) & {str(n) for n in (*range(30, 38), 38, 48)}]


def test_colour_never_says_a_thing_alone(some_result):
    plain = shown(some_result())
    coloured = shown(some_result(), force_terminal=True, color_system="truecolor")
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_markup_in_a_name_is_shown_and_never_obeyed(some_result):
    text = shown(some_result("[bold red]x[/] :smile:"))
    assert text.count("[bold red]x[/] :smile:") > 10


def test_a_business_without_anything_says_so_in_words(empty_result):
    text = shown(empty_result())
    assert "nothing to make" in text
    assert "no value known" in text
    assert "books balance" in text


def test_books_that_do_not_balance_are_said_in_the_heading(some_result):
    assert "BOOKS ARE OFF by -0.07 USD" in shown(some_result(trial_balance=-0.07)).splitlines()[1]


def test_a_shop_without_orders_shows_its_replenishment_and_nothing_to_make(some_result):
    result = some_result("Mug")
    pull = msgspec.structs.replace(result.pulls[2], at="2014-06-14T00:00:00-07:00", state="placed")
    days = [views.DayOfPulls(day="2014-06-14", make=0, move=0, buy=7, quantity=70.0)]
    shop = msgspec.structs.replace(
        result, pulls=[pull], promises=[], pulls_by_day=days, counts={"sales": 90, "pulls": 7}, buy_list=[]
    )
    text = shown(shop)
    assert "Last to buy, pulled on 2014-06-14" in text
    assert " last to buy 1 pull " in text, "none of it is to buy now"
    assert "Replenishment by day" in text
    assert "Make now" not in text
    assert "Promises" not in text


def test_long_lists_are_cut_and_say_how_much_more_there_is(some_result):
    result = some_result()
    promises = [msgspec.structs.replace(result.promises[0], order=f"SO{n}") for n in range(1000)]
    text = shown(msgspec.structs.replace(result, promises=promises))
    assert "… and 994 more, in the report" in text


@given(
    st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=1, max_size=5),
    st.integers(min_value=30, max_value=200),
)
def test_columns_are_as_wide_as_their_texts_or_share_the_room(sizes, room):
    widths = fit(sizes, room)
    widest = [max(column) for column in zip(*sizes, strict=True)]
    assert all(width <= wide for width, wide in zip(widths, widest, strict=True))
    if sum(widest) + 4 <= room:
        assert widths == widest
    else:
        assert sum(widths) + 4 == room or max(widths) <= 6


def test_a_last_column_that_is_too_long_goes_on_below_itself():
    listing = Listing(
        id="x", title="List", columns=(Column("a"), Column("b")), total=1,
        rows=(cells("one", "many words that do not fit on a line of so few letters"),),
    )  # fmt: skip
    text = io.StringIO()
    print_listing(Console(file=text, width=30), listing)
    lines = text.getvalue().splitlines()
    told = " ".join(line.strip() for line in lines[2:]).strip()
    assert told == "one  many words that do not fit on a line of so few letters"
    assert all(line.startswith("       ") for line in lines[3:-1])
