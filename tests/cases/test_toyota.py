"""The kanban line: its cards by the formula, equal throughput, and less work in process than its batch twin."""

import pytest

from tugline.cases.catalogue import case_named
from tugline.cases.run import run_case
from tugline.cases.toyota.company import PROCESSES, _cards


@pytest.fixture(scope="module")
def found():
    return run_case("toyota", replications=3, years=0.12, sensitivity=False)


def test_cards_are_those_of_the_formula():
    """60 a day of each model, half a day, 10 %: 33 pieces, 3 containers. Finished: 30 + 1.645 sqrt(60 x 12 / 2)."""
    cards = _cards(case_named("toyota")[0].values())
    assert cards == {"panel": 3, "body": 3, "car": 6, "coil": 14}


def test_both_lines_deliver_the_same_and_cards_hold_far_less_on_the_way(found):
    ratio, less = ({v.published.figure: v for v in found.verdicts}[f] for f in ("delivered_pieces", "wip_pieces"))
    assert ratio.found.mean == pytest.approx(1, abs=0.05), "three worlds of six weeks leave some chance"
    assert less.found.low > 0.5


def test_pieces_on_the_way_are_never_more_than_the_cards_and_the_lots_on_the_machines(found):
    """Between processes at most 3 containers of 4 models at 2 places, and one container on each machine."""
    assert found.study.policies["kanban"]["wip_pieces"].high <= 12 * (3 * 4 * 2 + len(PROCESSES))


def test_cards_pass_demand_on_and_batches_make_it_swing(found):
    swing = found.study.bullwhip.policies
    assert swing["kanban"]["bullwhip_day_1"].high < 1.5
    assert swing["batch"]["bullwhip_day_1"].mean > 10
