"""What became of pulls, read from facts written by hand."""

import numpy as np

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.studies.observed import Facts, pulls_of


def facts(*told):
    """Facts of (kind, tick, reference, quantity), numbered from 1; the pull's own facts have source 0."""
    rows = np.zeros(len(told), FACT)
    for seq, (row, (kind, tick, reference, quantity)) in enumerate(zip(rows, told, strict=True), 1):
        row["seq"], row["kind"], row["tick"], row["occurred_at"] = seq, int(kind), tick, tick
        row["reference"], row["quantity"], row["source"] = reference, quantity, 1
    return rows


def the_one(*told):
    pulls = pulls_of(facts(*told))
    assert len(pulls.source) == 1
    return {name: int(column[0]) for name, column in pulls._asdict().items()}


def test_a_purchase_is_asked_for_when_it_was_placed_else_when_it_was_released():
    placed = the_one((Kind.PULL_RELEASED, 5, 0, 10), (Kind.PULL_PLACED, 8, 1, 0), (Kind.RECEIVED, 20, 1, 10))
    assert (placed["asked"], placed["received"], placed["good"], placed["done"]) == (8, 20, 10, True)
    assert the_one((Kind.PULL_RELEASED, 5, 0, 10), (Kind.RECEIVED, 20, 1, 10))["asked"] == 5


def test_what_came_in_parts_is_done_with_the_last_part():
    part = ((Kind.PULL_RELEASED, 5, 0, 10), (Kind.RECEIVED, 20, 1, 4))
    assert not the_one(*part)["done"]
    whole = the_one(*part, (Kind.RECEIVED, 30, 1, 6))
    assert (whole["received"], whole["done"]) == (30, True)
    assert the_one(*part, (Kind.PULL_CLOSED, 30, 1, 0))["done"], "closed short"


def test_pieces_that_are_lost_or_taken_back_do_not_have_to_come():
    lost = the_one((Kind.PULL_RELEASED, 5, 0, 10), (Kind.SCRAPPED, 6, 1, 3), (Kind.RECEIVED, 20, 1, 7))
    assert (lost["lost"], lost["good"], lost["done"]) == (3, 7, True)
    back = the_one((Kind.PULL_RELEASED, 5, 0, 10), (Kind.PULL_WITHDRAWN, 6, 1, 3), (Kind.RECEIVED, 20, 1, 7))
    assert back["done"]
    less = the_one((Kind.PULL_RELEASED, 5, 0, 10), (Kind.PULL_CONFIRMED, 6, 1, 7), (Kind.RECEIVED, 20, 1, 7))
    assert (less["quantity"], less["done"]) == (7, True)


def test_a_proposal_is_asked_for_once_it_is_released():
    assert the_one((Kind.PULL_PROPOSED, 5, 0, 10))["asked"] == NEVER
    assert the_one((Kind.PULL_PROPOSED, 5, 0, 10), (Kind.PULL_STARTED, 9, 1, 10))["asked"] == 9


def test_work_goes_from_its_first_start_to_its_last_end():
    made = the_one(
        (Kind.PULL_RELEASED, 5, 0, 10), (Kind.STARTED, 6, 1, 10), (Kind.FINISHED, 7, 1, 10), (Kind.STARTED, 9, 1, 10),
        (Kind.FINISHED, 12, 1, 10), (Kind.RECEIVED, 13, 1, 10),
    )  # fmt: skip
    assert (made["began"], made["finished"], made["received"]) == (6, 12, 13)


def test_facts_of_other_things_are_not_kept_and_change_nothing():
    keep = Facts()
    keep(facts((Kind.PULL_RELEASED, 5, 0, 10), (Kind.ORDER_PLACED, 6, 1, 3), (Kind.RECEIVED, 7, 1, 10)))
    assert pulls_of(keep.all()).done.tolist() == [True]
    assert len(pulls_of(Facts().all()).source) == 0
