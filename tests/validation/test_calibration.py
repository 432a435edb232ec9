"""Dates of 80 % hold with 80 %: a few businesses here, all of them on the page that the command writes."""

import re

import numpy as np
import pytest

from validation.calibration import BUSINESSES, MOST, WITHIN, page
from validation.lived import MINUTES
from validation.promises import JUDGED_DAYS, RECORD_DAYS, Judged, judge

SEED = 5


@pytest.mark.slow
def test_dates_by_the_record_hold_as_they_say_and_those_by_tables_without_spreads_do_not():
    """One business of each kind; its promises hang together, so that the share may be off by some 0.15."""
    shares = []
    for by_record in (True, False):
        held = np.concatenate([judge(number, SEED, 8, by_record=by_record).held for number in range(5)])
        assert len(held) > 20
        shares.append(held.mean(axis=0))
    assert 0.62 <= shares[0][0] <= 0.98
    assert shares[0][1] >= max(0.8, shares[0][0])
    assert shares[1][0] < shares[0][0] - 0.15


def judged(held, kind="shop"):
    n = len(held)
    return Judged(kind, 3, np.array([[h, True] for h in held]), np.tile([2.0, 4.0], (n, 1)), np.full(n, 1.5))


def test_the_page_counts_what_held_by_kind_and_says_whether_all_of_it_does():
    """Eight of ten hold: as they say; six do not. Intervals go by business: two opposite ones, 0.5 +- 0.98."""
    good, bad = judged([True] * 8 + [False] * 2), judged([True] * 6 + [False] * 4)
    text, holds = page([good], [])
    assert holds
    assert "| shop | 1 | 10 | 80.0% ± 0.0% | 100.0% ± 0.0% | 2.0 | 4.0 | 1.5 | 3 |" in text
    assert not page([bad], [])[1]
    text, _ = page([judged([True] * 5), judged([False] * 5)], [])
    assert "| shop | 2 | 10 | 50.0% ± 98.0% |" in text


def test_the_page_of_the_repository_holds_what_it_claims(root):
    text = (root / "docs" / "calibration.md").read_text(encoding="utf-8")
    promises, p80 = re.search(r"\| \*\*all\*\* \| \d+ \| ([\d,]+) \| ([\d.]+)%", text).groups()
    assert int(promises.replace(",", "")) >= 5000
    assert abs(float(p80) / 100 - 0.8) <= WITHIN
    assert f"at most {MOST} orders" in text
    assert f"lives {RECORD_DAYS} days" in text
    assert f"{JUDGED_DAYS} days at most" in text
    assert MINUTES == 1440
    drawn = re.search(r"\| \*\*all\*\* \| (\d+) \|", text).group(1)
    assert int(drawn) == BUSINESSES
