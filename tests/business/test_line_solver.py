"""The lots of a press lined up by the solver: change-overs saved, dates kept, and what it cannot hold."""

import copy

import pytest

import tugline as tl
from tests.business.test_levelling import TABLES, colours
from tugline.errors import UsageError
from tugline.levelling import solver

# Three red and three blue pairs, wanted in turn, an hour apart, on the last morning: there is time to make them in any
# order, and the plan makes them as they are wanted.
HOURS = ("07", "08", "09", "10", "11", "12")
ORDERS = {
    "order": [f"{colour}{hour}" for hour, colour in zip(HOURS, "RBRBRB", strict=True)], "item": ["red", "blue"] * 3,
    "quantity": ["1"] * 6, "ordered_at": ["2026-01-05"] * 6, "wanted_at": [f"2026-01-09T{hour}:00" for hour in HOURS],
}  # fmt: skip


def levelled(changes=None, **asked):
    with tl.open({**copy.deepcopy(TABLES), "orders": ORDERS, **(changes or {})}) as shoes:
        shoes.advance()
        return shoes.level(**{"resource": "press", "days": 5, "method": "solver", **asked})


@pytest.fixture
def extra():
    return pytest.importorskip("pyjobshop")


def test_change_overs_are_saved_where_no_date_is_hurt(extra):
    level = levelled()
    assert colours(levelled(method="heijunka", pack=1)) != "rrrbbb"
    assert colours(level) == "rrrbbb"
    # As wanted: a quarter, then three times to cold and twice back. Solved: a quarter for each but one, once to cold.
    assert level.solver.setup_hours_planned == pytest.approx(0.25 + 3 * 0.5 + 2 * 1.5)
    assert level.solver.setup_hours_solved == level.setup_hours_levelled == pytest.approx(5 * 0.25 + 0.5)
    assert (level.solver.late_hours_planned, level.solver.late_hours_solved, level.solver.is_best) == (0, 0, True)
    # The first pair begins at once, and the third ends on Monday: 3 * 2 h 15 min after six.
    assert [(card.starts[:16], card.ends[:16]) for card in level.cards[:3]] == [
        ("2026-01-05T06:00", "2026-01-05T08:15"), ("2026-01-05T08:15", "2026-01-05T10:30"),
        ("2026-01-05T10:30", "2026-01-05T12:45"),
    ]  # fmt: skip
    # The fourth takes 1 h 15 min of Monday and 1 h 15 min of Tuesday.
    assert level.cards[3].ends[:16] == "2026-01-06T07:15"
    assert (level.pitch_seconds, level.on_time_held) == (None, 1)


def test_dates_come_before_change_overs(extra):
    # One blue pair is wanted at ten on Monday, red ones from eight on: what is late is late whatever the set-ups are.
    hours = ("2026-01-05T08:30", "2026-01-05T11:00", "2026-01-05T15:00", "2026-01-09")
    orders = {
        "order": list("ABCD"), "item": ["red", "blue", "red", "blue"], "quantity": ["1"] * 4,
        "ordered_at": ["2026-01-05"] * 4, "wanted_at": list(hours),
    }  # fmt: skip
    level = levelled({"orders": orders})
    assert colours(level).startswith("rb")
    assert level.solver.late_hours_solved <= level.solver.late_hours_planned
    assert level.solver.is_best


def test_two_units_share_the_lots(extra):
    tables = {"resources": {"resource": ["press"], "units": ["2"], "calendar": ["early"]}}
    level = levelled(tables)
    assert level.units == 2
    # A colour to each unit: no change-over but a quarter of an hour for each pair.
    assert level.solver.setup_hours_solved == pytest.approx(6 * 0.25)
    assert level.cards[0].starts == level.cards[1].starts


def test_work_that_has_begun_holds_its_unit_first(extra):
    with tl.open({**copy.deepcopy(TABLES), "orders": ORDERS}) as shoes:
        shoes.advance()
        first = shoes.plan().operations[0].lot
        shoes.signal(tl.Event("started", first, "2026-01-05T06:00"))
        shoes.advance("2026-01-05T06:00")
        level = shoes.level(resource="press", days=5, method="solver")
    assert len(level.cards) == 5
    assert level.cards[0].starts[:16] == "2026-01-05T08:15"


def test_a_released_line_up_is_what_the_plan_goes_by(extra):
    with tl.open({**copy.deepcopy(TABLES), "orders": ORDERS}) as shoes:
        shoes.advance()
        level = shoes.level(resource="press", days=5, method="solver")
        shoes.release(level)
        operations = sorted(shoes.plan().operations, key=lambda operation: operation.start)
    assert [operation.lot for operation in operations] == [card.lots[0] for card in level.cards]


def test_nothing_wanted_is_nothing_to_line_up(extra):
    level = levelled({"orders": {**ORDERS, "wanted_at": ["2026-06-01"] * 6}})
    assert (level.cards, level.solver.is_best) == ((), True)


TWICE = {
    "operations": {
        "item": ["red", "red", "blue"], "step": ["1", "2", "1"], "resource": ["press"] * 3, "run_time": ["2h"] * 3,
    }
}  # fmt: skip
TOGETHER = {
    "operations": {
        "item": ["red", "red", "blue"], "step": ["1"] * 3, "resource": ["press", "shelf", "press"],
        "run_time": ["2h"] * 3,
    }
}  # fmt: skip
UNLIKE = {
    "resources": {"resource": ["press"], "units": ["2"], "calendar": ["early"]},
    "calendars": {
        "calendar": ["early"] * 2, "weekday": ["mon", "tue"], "opens": ["06:00"] * 2, "closes": ["20:00"] * 2,
        "units": ["2", "1"],
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "asked", "said"),
    [
        (TWICE, {}, "lots .* need the resource twice, or together with another one"),
        (TOGETHER, {}, "lots .* need the resource twice, or together with another one"),
        (UNLIKE, {}, "'press' has units with different hours"),
        ({}, {"seconds": 0}, "seconds 0; expected more than 0"),
        ({}, {"pack": 2}, "pack: expected none with the solver"),
    ],
)
def test_what_the_solver_cannot_hold_is_refused(extra, changes, asked, said):
    with pytest.raises(UsageError, match=said):
        levelled(changes, **asked)


def test_without_the_extra_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(solver, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="PyJobShop is not installed"):
        levelled()
