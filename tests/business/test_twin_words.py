"""What the honest twin says: a verdict that counts, then what differs and where to look."""

import pytest

from tugline.business.twin_words import sentences, shown
from tugline.studies.twin import CHANCE, DIFFERS, REPRODUCED, Finding


def finding(verdict, *, assumption="", aspect="on time"):
    return Finding(aspect, "", 0.8, 0.9, "share", 50, verdict, assumption)


@pytest.mark.parametrize(
    ("verdicts", "says"),
    [
        ([REPRODUCED], "The simulated present policy reproduces the one figure that this history records."),
        ([REPRODUCED] * 3, "The simulated present policy reproduces all 3 figures that this history records."),
        ([DIFFERS], "The simulated present policy does not reproduce the one figure that this history records."),
        (
            [DIFFERS, REPRODUCED, CHANCE],
            (
                "Of 3 figures that this history records the simulated present policy differs in 1;"
                " 1 is reproduced, 1 is off by no more than chance."
            ),
        ),
        (
            [CHANCE, CHANCE, REPRODUCED, REPRODUCED],
            (
                "Of 4 figures that this history records the simulated present policy differs in none;"
                " 2 are reproduced, 2 are off by no more than chance."
            ),
        ),
    ],
)
def test_the_verdict_counts_what_agrees(verdicts, says):
    assert next(sentences([finding(v) for v in verdicts], [], [])) == says


def test_an_outcome_that_no_assumption_explains_points_at_what_is_not_recorded():
    _, told = sentences([finding(DIFFERS)], ["lead times"], [])
    assert told == (
        "On time: recorded 80.0%, twin 90.0%. No assumption that is recorded explains it; look at what is not recorded."
    )
    _, told = sentences([finding(DIFFERS)], [], [])
    assert told.endswith("No assumption that is recorded explains it.")


def test_times_are_shown_in_the_unit_that_fits():
    assert [shown(days, "days") for days in (2, 0.5, 0.01, 0)] == ["2.0 days", "12.0 hours", "14.4 min", "0.0 hours"]
