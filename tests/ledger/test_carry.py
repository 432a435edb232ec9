"""Books in the rows of another network: the same accounts, and the difference that a new standard cost makes."""

import numpy as np
import pytest

from tugline.facts.kinds import Kind
from tugline.ledger.books import live_arrays, new_books
from tugline.ledger.carry import carry_books
from tugline.ledger.layout import (
    COUNT_LOSS,
    INVENTORY_BOUGHT,
    INVENTORY_MADE,
    OPENING_EQUITY,
    REVALUATION,
    TRANSIT,
)
from tugline.ledger.post import post_all
from tugline.ledger.statements import disagreements
from tugline.state.movement import MOVEMENT

NOTHING = np.zeros((0, 3), np.int64)


def posted(books, *rows):
    movements = np.zeros(len(rows), MOVEMENT)
    movements["point"] = movements["slot"] = movements["party"] = -1
    for i, row in enumerate(rows):
        for name, value in row.items():
            movements[i][name] = value
    post_all(books, movements)
    return books


@pytest.fixture
def books(make_points):
    """Ten of a thing that costs 4.00 and five of one that costs 10.00; three of the first are on the road."""
    two = new_books(
        make_points((4, 9, 0), (10, 0, 0)), made=np.array([False, False]), n_parties=2, day_start=np.arange(2000) * 10
    )
    return posted(
        two,
        {"seq": 1, "kind": Kind.STOCK_OPENED, "point": 0, "quantity": 10},
        {"seq": 2, "kind": Kind.STOCK_OPENED, "point": 1, "quantity": 5},
        {"seq": 3, "tick": 3, "kind": Kind.STARTED, "code": 1, "point": 0, "quantity": -3, "slot": 7},
        {"seq": 4, "tick": 4, "kind": Kind.SHIPPED, "point": 0, "quantity": -1, "amount": 90_000, "party": 1},
    )


def carried(books, fresh, point=(0, 1), party=(0, 1), moving=NOTHING, tick=25):
    moving = np.array(moving).reshape(-1, 3)
    done = carry_books(books, fresh, point=np.array(point), party=np.array(party), moving=moving, seq=9, tick=tick)
    assert disagreements(done) == []
    return done


def balance(books):
    return live_arrays(books)["balance"]


def test_rows_move_and_no_account_does(books, make_points):
    before = balance(books).copy()
    fresh = new_books(
        make_points((1, 0, 0), (10, 0, 0), (4, 9, 0)),
        made=np.zeros(3, bool),
        n_parties=3,
        day_start=np.arange(2000) * 10,
    )
    done = carried(books, fresh, point=(2, 1), party=(1, 2))
    assert balance(done).tolist() == before.tolist()
    point = live_arrays(done)["point"]
    assert point["on_hand"].tolist() == [0, 5, 6]
    assert point["value"].tolist() == [0, 5000, 2400]
    assert point["sold_revenue"].tolist() == [0, 0, 900]
    assert live_arrays(done)["party"]["receivable"].tolist() == [0, 0, 900, 0]


def test_days_that_ended_before_close_without_what_comes_with_the_new_network(books, make_points):
    fresh = new_books(
        make_points((5, 9, 0), (10, 0, 0)), made=np.zeros(2, bool), n_parties=2, day_start=np.arange(2000) * 10
    )
    done = carried(books, fresh, tick=25)
    live = live_arrays(done)
    assert int(live["head"]["day"][0]) == 2
    assert live["closing"][:2, INVENTORY_BOUGHT].tolist() == [7400, 7400]
    assert balance(done)[INVENTORY_BOUGHT] == 8000


def test_a_new_cost_is_a_gain_or_loss_of_its_own(books, make_points):
    fresh = new_books(
        make_points((5, 9, 0), (8, 0, 0)), made=np.zeros(2, bool), n_parties=2, day_start=np.arange(2000) * 10
    )
    done = carried(books, fresh)
    # Six at 1.00 more, five at 2.00 less.
    assert balance(done)[REVALUATION] == -(600 - 1000)
    assert live_arrays(done)["head"]["seq"][0] == 9


def test_what_is_on_the_road_arrives_at_the_new_cost_without_a_loss(books, make_points):
    fresh = new_books(
        make_points((5, 9, 0), (10, 0, 0)), made=np.zeros(2, bool), n_parties=2, day_start=np.arange(2000) * 10
    )
    done = carried(books, fresh, moving=[(7, 3, 0)])
    assert balance(done)[TRANSIT] == 1500
    posted(
        done,
        {"seq": 10, "tick": 30, "kind": Kind.RECEIVED, "code": 1, "point": 0, "quantity": 3, "slot": 7, "final": 1},
    )
    assert balance(done)[[TRANSIT, COUNT_LOSS]].tolist() == [0, 0]
    assert disagreements(done) == []


def test_what_rounding_left_on_the_road_stays_where_the_cost_does(make_points):
    thirds = make_points((0.0033, 0, 0))
    books = posted(
        new_books(thirds, made=np.zeros(1, bool), n_parties=0, day_start=np.arange(2000) * 10),
        {"seq": 1, "kind": Kind.STOCK_OPENED, "point": 0, "quantity": 7},
        {"seq": 2, "kind": Kind.STARTED, "code": 1, "point": 0, "quantity": -2, "slot": 0},
    )
    before = balance(books)[TRANSIT]
    done = carried(
        books, new_books(thirds, made=np.zeros(1, bool), n_parties=0, day_start=np.arange(2000) * 10),
        point=(0,), party=np.zeros(0, np.int64), moving=[(0, 2, 0)],
    )  # fmt: skip
    assert balance(done)[TRANSIT] == before


def test_stock_moves_to_the_account_of_what_is_made(books, make_points):
    fresh = new_books(
        make_points((4, 9, 0), (10, 0, 0)), made=np.array([True, False]), n_parties=2, day_start=np.arange(2000) * 10
    )
    done = carried(books, fresh)
    assert balance(done)[[INVENTORY_BOUGHT, INVENTORY_MADE]].tolist() == [5000, 2400]


def test_a_cost_that_becomes_known_counts_as_known(make_points):
    books = new_books(
        make_points((0, 0, 0), defaulted=(0,)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(2000) * 10
    )
    posted(books, {"seq": 1, "kind": Kind.STOCK_OPENED, "point": 0, "quantity": 10})
    fresh = new_books(make_points((2, 0, 0)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(2000) * 10)
    done = carried(books, fresh, point=(0,), party=np.zeros(0, np.int64))
    assert live_arrays(done)["point"]["uncosted"].tolist() == [0]
    assert balance(done)[[INVENTORY_BOUGHT, REVALUATION, OPENING_EQUITY]].tolist() == [2000, -2000, 0]
