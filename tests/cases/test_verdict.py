"""Verdicts: an interval in a range, out of it, or across its end; values, ratios and shares in pairs of runs."""

from types import SimpleNamespace

import numpy as np
import pytest

from tugline.cases.parameters import Published
from tugline.cases.verdict import verdict, word_of
from tugline.studies.bullwhip import Swings
from tugline.studies.compare import Estimate


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (1, 4, "reached"), (2, 3, "reached"), (2.5, 4, "not decided"), (0, 2.5, "not decided"), (4, 9, "not reached"),
        (0, 1, "not reached"), (None, 3, "reached"), (2, None, "reached"), (3.5, None, "not reached"),
        (None, 1.5, "not reached"), (None, None, "reached"),
    ],
)  # fmt: skip
def test_all_of_the_interval_has_to_lie_in_the_range(low, high, word):
    assert word_of(Estimate(2.5, 2, 3, 9), low, high) == word


def runs(*values):
    return [SimpleNamespace(values={"wip": value}, swings=Swings({"bullwhip": 2.0}, np.zeros(0))) for value in values]


def published(**fields):
    return Published(**{"says": "", "figure": "wip", "policy": "pull", "source": "", **fields})


def test_ratios_and_shares_are_worked_out_world_by_world():
    outcomes = {"pull": runs(2.0, 6.0), "push": runs(4.0, 8.0)}
    ratio = verdict(published(of="ratio", against="push"), outcomes, lambda _: {})
    assert ratio.found.mean == pytest.approx((0.5 + 0.75) / 2)
    less = verdict(published(of="less", against="push", low=-9, high=9), outcomes, lambda _: {})
    assert less.found.mean == pytest.approx((0.5 + 0.25) / 2)
    assert less.word == "reached"


def test_figures_are_those_of_the_study_of_the_bullwhip_and_of_the_case():
    outcomes = {"pull": runs(2.0, 4.0)}
    for figure, mean in (("wip", 3.0), ("bullwhip", 2.0), ("own", 5.0)):
        assert verdict(published(figure=figure), outcomes, lambda _: {"own": 5.0}).found.mean == mean
    with pytest.raises(KeyError, match="none such"):
        verdict(published(figure="none such"), outcomes, lambda _: {})


def test_what_one_world_does_not_know_is_not_known():
    outcomes = {"pull": runs(2.0, None), "push": runs(0.0, 4.0)}
    assert verdict(published(low=0), outcomes, lambda _: {}).word == "not known"
    nothing = verdict(published(policy="push", of="ratio", against="push"), outcomes, lambda _: {})
    assert (nothing.found, nothing.word) == (None, "not known")
