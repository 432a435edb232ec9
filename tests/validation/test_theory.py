"""What the engine does in a simulated world is what theory says; the page is what its command makes."""

import subprocess
import sys

import pytest

from validation.check import Check, judge
from validation.markov import kanban_throughput


def test_the_chain_of_two_machines_is_the_closed_form():
    """Machines of 12 and 10 minutes, a buffer of 2 and so 3 cards: 0.07214 a minute (Hopp and Spearman, ch. 8)."""
    assert kanban_throughput([12, 10], [3]) == pytest.approx(0.0721350, abs=1e-7)
    assert kanban_throughput([1, 1], [1]) == pytest.approx(2 / 3)
    assert kanban_throughput([5], []) == pytest.approx(1 / 5)


def test_a_figure_beside_its_theory_does_not_hold():
    near = [10.0, 10.2, 9.8, 10.1, 9.9, 10.0]
    verdicts = judge(
        [
            Check("a", "b", 10, "", near, 1),
            Check("a", "c", 12, "", near, 1),
            Check("a", "d", 3, "", [3.0, 3.2], 1, True),
        ]
    )
    assert [v.holds for v in verdicts] == [True, False, False]


@pytest.mark.slow
def test_all_of_theory_holds_and_the_page_says_what_was_measured(root):
    done = subprocess.run([sys.executable, "-m", "validation"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == (root / "docs" / "validation.md").read_text(encoding="utf-8")
