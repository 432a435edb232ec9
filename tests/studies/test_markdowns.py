"""Markdowns: the reduced price from its tick on, and as many more customers as their response says."""

import numpy as np
import pytest

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.studies.customers import History, expect
from tugline.studies.markdowns import SURE, WHOLE, Ladder, MarkedDown, places
from tugline.world.chances import key_of

DAY = 1440
DAY_START = np.arange(800) * DAY
PRICE = 300_000
"""30.00, in 1/10,000."""


def shop(days=100, each=40, kind=Kind.SALE_MADE, amount=PRICE):
    """Forty walk-in customers a day, by turns for points 1 and 2, one piece each at noon."""
    day = np.repeat(np.arange(-days, 0), each)
    rows = np.zeros(len(day), FACT)
    rows["kind"], rows["quantity"], rows["tick"], rows["amount"] = int(kind), 1, 720, amount
    rows["point"], rows["due"] = np.arange(len(day)) % 2 + 1, NEVER
    return History(rows, np.arange(len(day) + 1), day, (-days, 0), 0)


def ladder(*rungs, price=PRICE, response=0.0):
    """Rungs as point (from 0), tick and depth."""
    point, tick, depth = (np.array(column) for column in zip(*rungs, strict=True))
    more = np.rint(((1 - depth) ** -response - 1) * SURE).astype(np.int64)
    return Ladder(
        np.full(2, price), np.array([11, 22]), places(point, tick), np.rint(depth * WHOLE).astype(np.int64), more
    )


def test_the_price_falls_rung_by_rung():
    """Point 1: 20 % off from the noon of day 10, half off from day 20: 30.00, 24.00, 15.00. Point 2 keeps its price."""
    rungs = ladder((0, 10 * DAY + 720, 0.2), (0, 20 * DAY, 0.5))
    customers, key = expect(shop(), 0, 30), key_of(1, 0)
    plain, asked = (crowd.signals(key, DAY_START, 0, 30) for crowd in (customers, MarkedDown(customers, rungs)))
    day = plain["tick"] // DAY
    wanted = np.where(plain["point"] == 2, 300_000, np.select([day >= 20, day >= 10], [150_000, 240_000], 300_000))
    assert np.array_equal(asked["amount"], wanted)
    plain["amount"] = asked["amount"]
    assert np.array_equal(plain, asked), "and nobody comes more often who minds no price"


def test_who_had_a_lower_price_keeps_it_and_orders_are_not_marked_down():
    rungs, key = ladder((0, 0, 0.2), (1, 0, 0.2)), key_of(1, 0)
    for history, paid in (
        (shop(amount=100_000), 100_000), (shop(kind=Kind.ORDER_PLACED), PRICE), (shop(), 240_000),
    ):  # fmt: skip
        asked = MarkedDown(expect(history, 0, 5), rungs).signals(key, DAY_START, 0, 5)
        assert set(asked["amount"].tolist()) == {paid}


def test_a_price_that_no_list_has_falls_from_what_was_paid():
    asked = MarkedDown(expect(shop(), 0, 5), ladder((0, 0, 0.25), price=0)).signals(key_of(1, 0), DAY_START, 0, 5)
    assert set(asked["amount"][asked["point"] == 1].tolist()) == {225_000}


@pytest.mark.parametrize(("depth", "response"), [(0.3, 2.0), (0.5, 1.5), (0.2, 0.5)])
def test_as_many_more_come_as_the_response_says(depth, response):
    """(1 - depth)^-response times as many, within five standard errors; the other item's customers are the same."""
    customers = expect(shop(), 0, 300)
    crowd = MarkedDown(customers, ladder((0, 0, depth), response=response))
    key = key_of(5, 0)
    plain, asked = (c.signals(key, DAY_START, 0, 300) for c in (customers, crowd))
    many = int((plain["point"] == 1).sum())
    factor = (1 - depth) ** -response
    part = factor % 1
    error = np.sqrt(many * part * (1 - part))
    assert abs((asked["point"] == 1).sum() - many * factor) < 5 * error
    assert np.array_equal(asked[asked["point"] == 2], plain[plain["point"] == 2])
    assert (np.diff(asked["tick"]) >= 0).all()


def test_more_customers_are_the_same_however_days_are_cut_and_whoever_else_comes():
    """Cut in weeks; and with the ladder of another point beside it."""
    customers, key = expect(shop(), 0, 28), key_of(2, 0)
    alone = MarkedDown(customers, ladder((0, 0, 0.3), response=2.0))
    whole = alone.signals(key, DAY_START, 0, 28)
    cut = [alone.signals(key, DAY_START, day, 7) for day in range(0, 28, 7)]
    assert np.array_equal(whole, np.concatenate(cut))
    both = MarkedDown(customers, ladder((0, 0, 0.3), (1, 0, 0.4), response=2.0)).signals(key, DAY_START, 0, 28)
    assert np.array_equal(both[both["point"] == 1], whole[whole["point"] == 1])
