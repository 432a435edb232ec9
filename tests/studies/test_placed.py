"""What counts as ordered: released and added pulls, proposals once they start, less what is called off."""

import numpy as np

from tugline.facts.kinds import FACT, Kind
from tugline.network.layout import BUY, MAKE, MOVE, NEED, SOURCE
from tugline.studies.placed import Placed, needs_of


def facts(*rows):
    array = np.zeros(len(rows), FACT)
    for i, (seq, kind, fields) in enumerate(rows):
        array[i]["seq"], array[i]["kind"] = seq, int(kind)
        for name, value in fields.items():
            array[i][name] = value
    return array


def told(changes):
    return list(zip(changes.source.tolist(), changes.quantity.tolist(), changes.tick.tolist(), strict=True))


def test_released_and_added_pulls_are_orders_and_what_is_withdrawn_comes_off_when_it_is_said():
    placed = Placed()
    first = facts(
        (10, Kind.PULL_RELEASED, {"source": 3, "quantity": 8, "tick": 1}),
        (11, Kind.PULL_ADDED, {"source": 1, "quantity": 5, "tick": 1}),
        (12, Kind.RECEIVED, {"source": 1, "quantity": 5, "tick": 1}),
    )
    assert told(placed.changes(first)) == [(2, 8, 1), (0, 5, 1)]
    later = facts((20, Kind.PULL_WITHDRAWN, {"reference": 10, "quantity": 6, "tick": 9}))
    assert told(placed.changes(later)) == [(2, -6, 9)]


def test_a_pull_that_was_never_seen_is_not_called_off():
    assert told(Placed().changes(facts((2, Kind.PULL_WITHDRAWN, {"reference": 1, "quantity": 6})))) == []


def test_a_proposal_is_an_order_when_it_starts_with_what_is_left_of_it():
    placed = Placed()
    rows = facts(
        (5, Kind.PULL_PROPOSED, {"source": 2, "quantity": 8, "tick": 1}),
        (6, Kind.PULL_PROPOSED, {"source": 2, "quantity": 4, "tick": 1}),
        (7, Kind.PULL_WITHDRAWN, {"reference": 5, "quantity": 3, "tick": 2}),
        (8, Kind.PULL_STARTED, {"reference": 5, "quantity": 5, "tick": 3}),
        (9, Kind.PULL_WITHDRAWN, {"reference": 6, "quantity": 4, "tick": 3}),
    )
    assert told(placed.changes(rows)) == [(1, 5, 3)]
    assert told(placed.changes(facts((12, Kind.PULL_WITHDRAWN, {"reference": 5, "quantity": 2, "tick": 4})))) == [
        (1, -2, 4)
    ]


def test_an_order_draws_on_the_place_it_comes_from_or_on_its_bill():
    """12 good ones need 15 pieces at 80 % yield: 60 legs, and 5 tops where three pieces share one."""
    source = np.zeros(3, SOURCE)
    source["kind"], source["from_point"] = [MOVE, MAKE, BUY], [4, -1, -1]
    source["yield_numerator"], source["yield_denominator"] = [1, 4, 1], [1, 5, 1]
    source["need_start"], source["need_stop"] = [0, 0, 2], [0, 2, 2]
    need = np.zeros(2, NEED)
    need["point"], need["numerator"], need["denominator"] = [6, 7], [4, 1], [1, 3]
    place, point, quantity = needs_of(source, need, np.array([2, 1, 0, 1]), np.array([9, 12, 7, -12]))
    assert list(zip(place.tolist(), point.tolist(), quantity.tolist(), strict=True)) == [
        (2, 4, 7), (1, 6, 60), (1, 7, 5), (3, 6, -60), (3, 7, -5)
    ]  # fmt: skip
