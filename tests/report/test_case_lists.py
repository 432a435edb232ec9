"""A case as lists: ranges and verdicts in words, and assumptions that move nothing."""

import io
from types import SimpleNamespace

import pytest
from rich.console import Console

from tugline.cases.parameters import Parameter, Published
from tugline.cases.run import run_case
from tugline.cases.verdict import Verdict
from tugline.report.case_html import render_case
from tugline.report.case_lists import (
    expected_listing,
    number,
    parameters_listing,
    sensitivity_listing,
    verdicts_listing,
)
from tugline.report.case_terminal import print_case
from tugline.report.terminal_list import print_listing
from tugline.studies.compare import Estimate


def verdict(word="reached", mean=0.125, half=0.01, **fields):
    published = Published(**{"says": "markdowns", "figure": "markdown_rate", "policy": "pull", "source": "a book",
                             "low": 0.1, "high": 0.15, "unit": "share", **fields})  # fmt: skip
    return Verdict(published, None if mean is None else Estimate(mean, mean - half, mean + half, 9), word)


def case(verdicts, changed=()):
    parameters = {
        "lead": Parameter(2, "weeks", "how long", "a book"),
        "spread": Parameter(0.6, "share", "how wide", "assumed", 0.4, 0.8),
    }
    sensitivity = [SimpleNamespace(parameter="spread", value=value, verdicts=of) for value, of in changed]
    return SimpleNamespace(verdicts=verdicts, sensitivity=sensitivity, file=SimpleNamespace(parameters=parameters))


def test_a_range_is_told_as_its_figure_is():
    rows = list(verdicts_listing(case([
        verdict(), verdict(low=None), verdict("not reached", 4000.0, 5.0, unit="USD", low=1014, high=None),
        verdict("not known", None), verdict(of="less", against="push", unit="", high=None),
        verdict(of="ratio", against="push", unit="", low=1, high=2),
    ])).plain_rows())  # fmt: skip
    assert [row[1] for row in rows] == [
        "10.0% to 15.0%", "at most 15.0%", "at least 1,014", "10.0% to 15.0%", "at least 10.0%", "1 to 2"
    ]  # fmt: skip
    assert [row[2] for row in rows] == ["12.5%", "12.5%", "4,000", "not known", "12.5%", "0.12"]
    assert [row[3] for row in rows][2:4] == ["not reached", "not known"]


def test_the_summary_counts_what_was_reached():
    assert verdicts_listing(case([verdict(), verdict("not decided")])).summary.startswith(
        "1 of 2 published figures reached"
    )


def test_every_parameter_says_where_it_is_from():
    rows = list(parameters_listing(case([])).plain_rows())
    assert rows == [("lead", "2", "weeks", "a book", "how long"), ("spread", "0.60", "share", "assumed", "how wide")]


def test_an_assumption_shows_the_figures_that_it_moves_and_says_so_where_there_are_none():
    before, after = [verdict(), verdict(says="turns")], [verdict("not reached", 0.3), verdict(says="turns")]
    rows = list(sensitivity_listing(case(before, [(0.4, after), (0.8, before)])).plain_rows())
    assert rows[0] == ("spread", "0.40", "markdowns", "12.5%", "30.0%", "not reached")
    assert rows[1][:3] == ("spread", "0.80", "no figure moves")
    assert len(rows) == 2


def test_what_nobody_published_is_not_counted_as_published():
    found = case([verdict(), verdict(source="assumed: so we thought"), verdict("not reached", source="assumed")])
    assert verdicts_listing(found).summary.startswith("1 of 1 published figure reached")
    assert expected_listing(found).summary == "1 of 2 expectations reached"
    assert expected_listing(case([verdict()])) is None


@pytest.mark.parametrize("width", [80, 120, 200])
def test_names_that_begin_alike_are_never_cut(width):
    begin = "levels that chase late and noisy signals against steady levels, "
    names = [f"{begin}{what}" for what in ("variance of the retailer's orders", "cost", "cost of what is owed")]
    before = [verdict(says=name, policy="pull by noisy signals", against="players", of="ratio") for name in names]
    after = [verdict(says=name, mean=0.3) for name in names]
    found = case(before, [(0.4, after)])
    for listing in (verdicts_listing(found), sensitivity_listing(found), parameters_listing(found)):
        out = io.StringIO()
        print_listing(Console(file=out, width=width, no_color=True), listing)
        assert "…" not in out.getvalue()
        words = {word for name in names for word in name.split()} if listing.id != "parameters" else set()
        assert words <= set(out.getvalue().split())


def test_what_hangs_on_assumptions_says_why_there_is_nothing():
    assert sensitivity_listing(case([verdict()])).empty == "not asked for: --no-sensitivity"
    nothing = case([verdict()])
    nothing.file.parameters["spread"] = Parameter(0.6, "share", "how wide", "assumed")
    assert "how far" in sensitivity_listing(nothing).empty


def test_costs_that_are_counted_otherwise_stand_beside_no_contribution():
    """What the game costs has prices that the contribution does not know; one page does not show both."""
    found = run_case("beer", replications=2, sensitivity=False)
    out = io.StringIO()
    print_case(found, Console(file=out, width=120, no_color=True), report=None)
    text, page = " ".join(out.getvalue().split()), render_case(found)
    assert "Left out: contribution after carrying and ordering cost, since the game counts a price" in text
    assert "Contribution after" not in text
    assert "Contribution after" not in page
    assert "gross margin advantage" not in text + page
    assert "players" in text
    assert "pull − players" in text, "differences stand in the terminal, too"


def test_numbers_are_short():
    assert [number(x) for x in (4.0, 0.36, 2698.4, -36.5)] == ["4", "0.36", "2,698", "-36.50"]
