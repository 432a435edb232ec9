"""Lives of items: nobody asks outside of them, nobody plans beyond them, and what is left is written off."""

import numpy as np

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.facts.parameters import Parameter
from tugline.state import arena
from tugline.state.layout import BASE_STOCK, KANBAN, NEED, TO_ORDER
from tugline.studies.customers import History, expect
from tugline.studies.lives import ALWAYS, Ending, Ends, Lives, OnSale
from tugline.studies.push import required
from tugline.world.chances import key_of

DAY = 1440
DAY_START = np.arange(800) * DAY


def orders_of_two_lines(days=100, each=5):
    """Five orders a day, each for points 1 and 2 at noon."""
    day = np.repeat(np.arange(-days, 0), each)
    rows = np.zeros(2 * len(day), FACT)
    rows["kind"], rows["quantity"], rows["lot"], rows["tick"] = int(Kind.ORDER_PLACED), 1, 1, 720
    rows["point"], rows["due"] = np.tile([1, 2], len(day)), NEVER
    return History(rows, np.arange(len(day) + 1) * 2, day, (-days, 0), 0)


def test_nobody_asks_for_what_is_not_on_sale():
    """Point 1 from day 10 on, point 2 until the noon of day 20, which is exclusive; all else is as without lives."""
    customers, key = expect(orders_of_two_lines(), 0, 30), key_of(1, 0)
    lives = Lives(np.array([10 * DAY, ALWAYS]), np.array([NEVER, 20 * DAY + 720]))
    plain, asked = (crowd.signals(key, DAY_START, 0, 30) for crowd in (customers, OnSale(customers, lives)))
    day = plain["tick"] // DAY
    wanted = plain[np.where(plain["point"] == 1, day >= 10, day < 20)]
    assert np.array_equal(asked, wanted)
    assert 0 < len(asked) < len(plain)


def test_an_order_of_which_nothing_is_left_does_not_come():
    customers = expect(orders_of_two_lines(), 0, 30)
    over = Lives(np.full(2, ALWAYS), np.full(2, 0))
    assert len(OnSale(customers, over).signals(key_of(1, 0), DAY_START, 0, 30)) == 0


def test_nothing_is_expected_outside_of_a_life():
    """Seven a week, one a day: point 1 from day 3 to the noon of day 17, no whole day any more."""
    lives = Lives(np.array([3 * DAY, ALWAYS]), np.array([17 * DAY + 720, NEVER]))
    on_sale = lives.on_sale(DAY_START, 0, 28)
    gross = required(np.zeros(0, NEED), np.zeros(0, np.int64), np.full((2, 4), 7.0), np.zeros(2), 28, on_sale)
    assert gross[0].tolist() == [0] * 3 + [1] * 14 + [0] * 11
    assert gross[1].tolist() == [1] * 28
    assert lives.on_sale(DAY_START, 10, 28)[0].tolist() == [True] * 7 + [False] * 21


def plant(*kinds):
    """A state with so many points, whose loops are of some kinds."""
    state = arena.new_state(len(kinds), 0)
    arena.arrays(state)["loop"]["kind"] = kinds
    return state


def ending(ends, stops, planner=None, scrapped=None):
    many = len(ends)
    where = np.ones(many, np.bool_) if scrapped is None else np.array(scrapped)
    return Ending(Ends(np.array(ends), np.array(stops), where, DAY_START, np.arange(len(ends))), planner, 7)


def test_what_keeps_stock_keeps_none_any_more_and_once_only():
    """Three points of base stock, to order, and a shelf: only the first has to be told, at the tick of its stop."""
    state = plant(BASE_STOCK, TO_ORDER, KANBAN)
    looks = ending([9 * DAY] * 3, [5 * DAY + 60] * 3)
    assert len(looks.plan(state, 4, 1)) == 0
    told = looks.plan(state, 5, 1)
    assert set(told["point"].tolist()) == {1}
    assert set(told["tick"].tolist()) == {5 * DAY + 60}
    assert list(zip(told["code"].tolist(), told["quantity"].tolist(), strict=True)) == [
        (Parameter.LEVEL, 0), (Parameter.DISPLAY, 0), (Parameter.KIND, BASE_STOCK),
    ]  # fmt: skip
    assert len(looks.plan(state, 6, 1)) == 0


def test_what_nobody_bought_is_written_off_but_what_is_kept_for_lines():
    """Ended at the noon of day 9: of 12 pieces 5 are kept for lines; at the next midnight 7 go. Point 2 keeps all."""
    state = plant(BASE_STOCK, BASE_STOCK)
    arena.arrays(state)["stock"]["on_hand"] = 12
    arena.arrays(state)["stock"]["allocated"][0] = 5
    looks = ending([9 * DAY + 720] * 2, [NEVER] * 2, scrapped=[True, False])
    assert len(looks.plan(state, 9, 1)) == 0
    (gone,) = looks.plan(state, 10, 1)
    assert (gone["kind"], gone["point"], gone["quantity"], gone["tick"]) == (Kind.SCRAPPED, 1, 7, 10 * DAY)


def test_nothing_is_written_off_while_a_line_of_the_item_is_open_anywhere():
    """Points 1 and 2 hold one item: a line at the store waits for what lies in the warehouse. Point 3 holds another."""
    state = plant(BASE_STOCK, BASE_STOCK, BASE_STOCK)
    arrays = arena.arrays(state)
    arrays["stock"]["on_hand"] = 12
    arrays["line"]["id"][0], arrays["line"]["point"][0], arrays["line"]["quantity"][0] = 7, 0, 3
    ends = Ends(np.full(3, 9 * DAY), np.full(3, NEVER), np.ones(3, np.bool_), DAY_START, np.array([0, 0, 1]))
    looks = Ending(ends, None, 7)
    assert looks.plan(state, 9, 1)["point"].tolist() == [3]
    arrays["line"]["shipped"][0] = 3
    assert looks.plan(state, 10, 1)["point"].tolist() == [1, 2, 3]


def test_a_planner_plans_as_often_as_he_did():
    """He plans for a week at once; each day brings what he said of it."""
    asked = []

    class Weekly:
        def see(self, facts):
            pass

        def plan(self, state, day, days):
            asked.append((day, days))
            rows = np.zeros(2, FACT)
            rows["kind"], rows["tick"] = int(Kind.PULL_ADDED), DAY_START[[day, day + 3]]
            return rows

    looks = ending([NEVER], [NEVER], Weekly())
    said = [looks.plan(plant(KANBAN), day, 1)["tick"].tolist() for day in range(7, 21)]
    assert asked == [(7, 7), (14, 7)]
    assert [day + 7 for day, ticks in enumerate(said) if ticks] == [7, 10, 14, 17]
