"""A case as lists: ranges and verdicts in words, and assumptions that move nothing."""

from types import SimpleNamespace

import pytest

from tugline.cases.parameters import Parameter, Published
from tugline.cases.verdict import Verdict
from tugline.report.case_lists import means_only, number, parameters_listing, sensitivity_listing, verdicts_listing
from tugline.report.listing import Cell, Column, Listing
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
    assert verdicts_listing(case([verdict(), verdict("not decided")])).summary.startswith("1 of 2 figures reached")


def test_every_parameter_says_where_it_is_from():
    rows = list(parameters_listing(case([])).plain_rows())
    assert rows == [("lead", "2", "weeks", "a book", "how long"), ("spread", "0.60", "share", "assumed", "how wide")]


def test_an_assumption_shows_the_figures_that_it_moves_and_says_so_where_there_are_none():
    before, after = [verdict(), verdict(says="turns")], [verdict("not reached", 0.3), verdict(says="turns")]
    rows = list(sensitivity_listing(case(before, [(0.4, after), (0.8, before)])).plain_rows())
    assert rows[0] == ("spread", "0.40", "markdowns", "12.5%", "30.0%", "not reached")
    assert rows[1][:3] == ("spread", "0.80", "no figure moves")
    assert len(rows) == 2


@pytest.mark.parametrize(("policies", "small"), [(2, "± 1"), (4, "")])
def test_a_terminal_has_room_for_means_and_for_intervals_of_a_few(policies, small):
    columns = tuple(Column(str(n)) for n in range(1 + 2 * policies))
    row = (Cell("wip", "", "USD"), *[Cell("5", "", "± 1")] * (2 * policies))
    shown = means_only(Listing("a", "A", columns, (row,), 1), policies)
    assert len(shown.columns) == len(shown.rows[0]) == 1 + policies
    assert shown.rows[0][0].small == "USD"
    assert shown.rows[0][1].small == small


def test_numbers_are_short():
    assert [number(x) for x in (4.0, 0.36, 2698.4, -36.5)] == ["4", "0.36", "2,698", "-36.50"]
