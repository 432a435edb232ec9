"""Customers by schedule: who is to come comes, whatever the luck."""

import numpy as np

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.studies.customers import History, draw
from tugline.studies.scheduled import scheduled


def test_each_day_brings_the_order_that_the_schedule_names():
    lines = np.zeros(3, FACT)
    lines["kind"], lines["due"], lines["tick"] = int(Kind.ORDER_PLACED), NEVER, 5
    lines["quantity"] = [4, 8, 1]
    history = History(lines, np.array([0, 1, 3]), np.zeros(2, np.int64), (0, 1), 0)
    customers = scheduled(history, 10, np.array([0, -1, 1, 1, -1]))
    for key in (1, 99):
        drawn = draw(customers, key, np.arange(30) * 100, 10, 5)
        told = list(zip(drawn["tick"].tolist(), drawn["quantity"].tolist(), strict=True))
        assert told == [(1005, 4), (1205, 8), (1205, 1), (1305, 8), (1305, 1)]
