"""Figures that a case has of its own: a list for every policy, lines over time, and why others are left out."""

from types import SimpleNamespace

import pytest

from tugline.cases.parameters import OverTime, Shown
from tugline.report.case_lists import case_notes, over_time_charts, shown_listing
from tugline.studies.compare import Estimate


def exact(value):
    return Estimate(value, value, value, 2)


def case(**fields):
    waits = {"limit": [30.0, 20.0, 5.0], "first come": [40.0, 30.0, 20.0]}
    study = SimpleNamespace(
        policies={
            name: {"fans": exact(0.5 + place / 4), "gone": exact(10.0 * (place + 1)),
                   **{f"wait_{n}": exact(value) for n, value in enumerate(waits[name], 1)}}
            for place, name in enumerate(waits)
        },
        outcomes={name: [] for name in waits}, baseline="first come", says={name: name for name in waits},
    )  # fmt: skip
    file = {"shown": [Shown("to fans", "fans", "share"), Shown("until nobody waits", "gone", "days")], "notes": [],
            "over_time": [OverTime("Who waits", "wait", "thousand", "week", 3)], "left_out": {}, **fields}  # fmt: skip
    return SimpleNamespace(study=study, file=SimpleNamespace(**file))


@pytest.fixture(autouse=True)
def every_policy(monkeypatch):
    monkeypatch.setattr("tugline.report.case_lists.listed", lambda study: list(study.policies))


def test_every_figure_stands_under_every_policy():
    rows = [list(row[1:]) for row in shown_listing(case()).plain_rows()]
    assert rows == [["50.0%", "75.0%"], ["10.00", "20.00"]]


def test_a_case_without_any_has_no_list_and_no_picture():
    bare = case(shown=[], over_time=[])
    assert shown_listing(bare) is None
    assert over_time_charts(bare) == []


def test_a_picture_has_a_line_for_each_policy_and_says_where_it_begins_and_ends():
    (chart,) = over_time_charts(case())
    assert chart.count('class="line ') >= 2
    assert "limit 30 and 5; first come 40 and 20" in chart
    assert "at the first and the last week" in chart


def test_figures_left_out_for_one_reason_are_told_in_one_sentence():
    left_out = {"dio": "nothing lies", "waste": "nothing spoils", "average_inventory": "nothing lies"}
    told = case_notes(case(left_out=left_out, notes=["A note"]))
    assert told == [
        "A note", "Left out: days of inventory; stock, since nothing lies", "Left out: waste, since nothing spoils",
    ]  # fmt: skip
