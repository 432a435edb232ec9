"""Breakdowns: as often and as long as was said, the same however time is cut, by turns."""

import numpy as np

from tugline.facts.kinds import Kind
from tugline.studies.breakdowns import Breakdowns, Failing
from tugline.world.chances import key_of, who

PRESS, OVEN = Failing(0, who("press"), 5000, 300), Failing(3, who("oven"), 900, 100)


def test_a_machine_runs_and_is_down_by_turns_about_as_long_as_was_said():
    told = Breakdowns([PRESS], key_of(1, 0), 1000).until(30_000_000)
    assert told["kind"][:4].tolist() == [Kind.RESOURCE_DOWN, Kind.RESOURCE_UP] * 2
    assert set(told["resource"].tolist()) == {1}
    lengths = np.diff(told["tick"], prepend=1000)
    runs, repairs = lengths[::2], lengths[1::2]
    assert len(runs) > 5000
    for drawn, mean in ((runs, 5000), (repairs, 300)):
        assert abs(drawn.mean() / mean - 1) < 5 / np.sqrt(len(drawn)), "an exponential deviates by its mean"
        assert abs(drawn.std() / mean - 1) < 0.1


def test_breakdowns_are_the_same_however_time_is_cut_and_in_the_order_of_time():
    whole = Breakdowns([PRESS, OVEN], key_of(1, 0), 0).until(1_000_000)
    parts = Breakdowns([PRESS, OVEN], key_of(1, 0), 0)
    assert np.array_equal(whole, np.concatenate([parts.until(tick) for tick in (10, 5000, 5000, 700_000, 1_000_000)]))
    assert (np.diff(whole["tick"]) >= 0).all()


def test_another_world_and_another_machine_have_other_breakdowns():
    one = Breakdowns([PRESS], key_of(1, 0), 0).until(100_000)
    assert one["tick"].tolist() != Breakdowns([PRESS], key_of(1, 1), 0).until(100_000)["tick"].tolist()
    other = Breakdowns([PRESS._replace(who=who("saw"))], key_of(1, 0), 0).until(100_000)
    assert one["tick"].tolist() != other["tick"].tolist()
