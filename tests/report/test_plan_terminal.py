"""A plan in a terminal of any width, with hostile names and without anything."""

import io
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from tugline.report.plan_lists import next_listing
from tugline.report.plan_terminal import print_plan


def shown(plan, width=120, report=None):
    text = io.StringIO()
    print_plan(plan, Console(file=text, width=width, highlight=False), report=report)
    return text.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100, 120, 160])
@pytest.mark.parametrize("which", ["full", "empty"])
def test_no_line_is_wider_than_the_terminal(width, which, some_plan, empty_plan):
    plan = some_plan("A rather long name of a thing, number 7") if which == "full" else empty_plan()
    lines = shown(plan, width).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("width", [80, 120])
def test_a_planner_finds_what_is_late_and_what_to_do_and_nothing_of_it_is_cut(width, some_plan):
    text = " ".join(shown(some_plan("saw"), width).split())
    for words in (
        "saw planned as of 2026-01-05 00:00, as few lines late as can be (fewest_late)",
        "4 open lines, 50.0% on time: priority 1 0.0%, priority 2 100.0%",
        "2 of 4 open lines late", "2026-01-12 5 d late", "never", "nothing brings saw",
        "saw waits 3.2 days for saw, until 2026-01-09 10:00, behind SO7 1",
        "62.5%", "2026-01-06 00:00", "1 purchase from 1 supplier", "2026-01-08 00:00", "1 move",
        "3 operations, 1 purchase, 1 move, planned in 0.25 seconds.",
    ):  # fmt: skip
        assert words in text, words
    assert "…" not in text


def test_a_line_that_is_on_time_is_not_among_the_latest_where_there_are_too_many(some_plan):
    plan = some_plan("saw")
    many = msgspec.structs.replace(plan, orders=(*plan.orders[:2], *plan.orders[2:] * 10), changes=None)
    assert "saw1" in shown(many)
    assert "saw2 " not in shown(many).split("The latest lines")[1].split("Resources")[0]


def test_no_resource_is_shown_with_half_of_what_comes_next(some_plan, planned_operation):
    lots = [(name, f"L{n}") for name in ("oven", "saw") for n in range(3)]
    rows = [
        planned_operation("", lot, f"2026-01-0{n + 5}T00:00:00+00:00", "2026-01-20T00:00:00+00:00", resource=name)
        for n, (name, lot) in enumerate(lots)
    ]
    listing = next_listing(some_plan(operations=tuple(rows)), 5)
    assert [row[0].text for row in listing.rows] == ["saw"] * 3
    assert (listing.total, listing.more) == (6, 3)


def test_where_the_report_is_is_never_broken(some_plan):
    path = Path("a/" * 60 + "plan.html")
    assert str(path) in shown(some_plan(), 80, report=path)


def test_a_business_without_open_lines_says_so(empty_plan):
    text = shown(empty_plan())
    assert "0 open lines" in text
    assert "no order line is open" in text
    assert "no resource has work" in text


def test_markup_in_a_name_is_shown_and_never_obeyed(some_plan):
    assert shown(some_plan("[bold red]x[/] :smile:")).count("[bold red]x[/] :smile:") > 10
