"""Andon calls: what the facts say of them, the times they take, and a slow reading of the same events."""

import copy
import random
from math import ceil

import pytest

import tugline as tl
from tests.business.test_stops import bakery
from tugline.business.calls import read_calls


def hour(n):
    """Return the n-th quarter of an hour since the start."""
    minutes = 15 * n
    return f"2026-01-{5 + minutes // 1440:02}T{minutes // 60 % 24:02}:{minutes % 60:02}"


def board(*events, tables=None, until="2026-01-20"):
    with tl.open(tables or bakery()) as business:
        business.signal(*events)
        business.advance(until)
        assert business.verify() == []
        return business.andon()


def test_a_call_is_answered_and_fixed():
    (call,) = board(tl.Event("called", "oven", hour(4), reason="heat"), until=hour(8)).calls
    assert (call.resource, call.reason, call.severity, call.state) == ("oven", "heat", "call", "called")
    assert (call.age_minutes, call.answered, call.stopped, call.expected) == (60, None, None, None)
    (call,) = board(
        tl.Event("called", "oven", hour(4), reason="heat"), tl.Event("answered", "oven", hour(5)), until=hour(8)
    ).calls
    assert (call.state, call.answered[:16]) == ("answered", hour(5))
    done = board(
        tl.Event("called", "oven", hour(4), reason="heat"), tl.Event("answered", "oven", hour(5)),
        tl.Event("fixed", "oven", hour(7)), until=hour(8),
    )  # fmt: skip
    assert done.calls == ()
    assert (done.total.calls, done.total.stops, done.total.open) == (1, 0, 0)
    assert (done.total.to_answer.count, done.total.to_fix.count) == (1, 1)


def test_a_stop_takes_over_the_call_and_only_up_ends_it():
    events = [
        tl.Event("called", "oven", hour(4), reason="heat"),
        tl.Event("called", "oven", hour(5), reason="material"),
        tl.Event("down", "oven", hour(6), reason="heat", due="2026-01-19"),
        tl.Event("fixed", "oven", hour(7)),
    ]
    shown = board(*events, until=hour(8))
    # The other call is fixed; the stop is not, whoever says so.
    (call,) = shown.calls
    assert (call.reason, call.severity, call.called[:16], call.stopped[:16]) == ("heat", "stop", hour(4), hour(6))
    assert call.expected[:10] == "2026-01-19"
    assert board(*events, tl.Event("up", "oven", hour(8)), until=hour(9)).calls == ()


def test_who_names_no_reason_answers_and_stops_what_was_called():
    shown = board(
        tl.Event("called", "oven", hour(4), reason="heat"), tl.Event("called", "oven", hour(5), reason="material"),
        tl.Event("down", "oven", hour(6)), tl.Event("answered", "oven", hour(7), reason="material"), until=hour(8),
    )  # fmt: skip
    assert [(call.reason, call.severity, call.state) for call in shown.calls] == [
        ("heat", "call", "called"), ("material", "stop", "answered"),
    ]  # fmt: skip


def test_words_that_speak_of_no_open_call_are_counted_and_change_nothing():
    shown = board(
        tl.Event("answered", "oven", hour(4)), tl.Event("fixed", "bench", hour(5)), tl.Event("up", "oven", hour(6))
    )
    assert (shown.unmatched, shown.total.calls, shown.calls) == (3, 0, ())


def test_what_is_told_late_is_read_by_when_it_happened():
    with tl.open(bakery()) as business:
        business.signal(tl.Event("called", "oven", hour(4), reason="heat"))
        business.advance(hour(40))
        business.signal(tl.Event("fixed", "oven", hour(12)), tl.Event("answered", "oven", hour(6)))
        business.advance(hour(41))
        (call,) = read_calls(business._core).every
        assert [call.called, call.answered, call.fixed] == [60, 90, 180]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (tl.Event("called", "oben", hour(4)), "resource 'oben' is not known. Maybe 'oven'?"),
        (tl.Event("called", "oven", hour(4), lot="L"), "'called' names lot 'L'; expected none, or one of the events"),
    ],
)
def test_a_word_that_cannot_be_used_waits_with_its_reason(event, why):
    with tl.open(bakery()) as business:
        business.signal(event)
        business.advance(hour(5))
        (row,) = business.quarantined()
        assert why in row.why


def test_a_table_says_the_same_as_python():
    rows = [("called", "heat", 4), ("answered", "", 6), ("down", "heat", 8), ("up", "", 11)]
    told = board(*(tl.Event(word, "oven", hour(n), reason=reason) for word, reason, n in rows), until=hour(20))
    events = {
        "at": [hour(n) for *_, n in rows], "event": [word for word, *_ in rows], "reference": ["oven"] * 4,
        "reason": [reason for _, reason, _ in rows],
    }  # fmt: skip
    tabled = board(tables=bakery(events=events), until=hour(20))
    assert tabled.resources == told.resources
    assert tabled.reasons == told.reasons


def slow_reading(events):
    """Return [resource, reason, called, answered, stopped, fixed] of every call, rule by rule over the whole list."""
    calls = []
    for at, word, resource, reason in sorted(events, key=lambda event: event[0]):
        here = [c for c in calls if c[0] == resource and c[5] is None]
        if word == "called" and all(c[1] != reason for c in here):
            calls.append([resource, reason, at, None, None, None])
        if word == "answered":
            for c in here:
                if c[3] is None and (not reason or c[1] == reason):
                    c[3] = at
        if word == "fixed":
            for c in here:
                if c[4] is None and (not reason or c[1] == reason):
                    c[5] = at
        if word == "up":
            for c in here:
                if c[4] is not None:
                    c[5] = at
        if word == "down" and all(c[4] is None for c in here):
            meant = [c for c in here if not reason or c[1] == reason]
            if not meant:
                meant = [[resource, reason, at, None, None, None]]
                calls += meant
            meant[-1][4] = at
    return calls


def nearest_rank(values, share):
    return sorted(values)[ceil(share * len(values)) - 1]


@pytest.mark.parametrize("seed", range(12))
def test_times_are_those_of_a_slow_reading(seed):
    dice = random.Random(seed)
    events = []
    for n in sorted(dice.sample(range(1, 1200), 150)):
        word = dice.choice(["called", "called", "called", "answered", "answered", "fixed", "down", "up"])
        reason = dice.choice(["heat", "material", ""]) if word != "up" else ""
        events.append((n, word, dice.choice(["oven", "bench"]), reason))
    told = [tl.Event(word, resource, hour(n), reason=reason) for n, word, resource, reason in events]
    shown = board(*dice.sample(told, len(told)))
    calls = slow_reading(events)
    now = 15 * 24 * 4
    assert shown.total.calls == len(calls)
    assert shown.total.open == len(shown.calls) == sum(c[5] is None for c in calls)
    for row in (*shown.resources, *shown.reasons, shown.total):
        mine = [c for c in calls if row.resource in (None, c[0]) and row.reason in (None, c[1])]
        assert (row.calls, row.stops) == (len(mine), sum(c[4] is not None for c in mine))
        for times, place in ((row.to_answer, 3), (row.to_fix, 5)):
            took = [15 * (c[place] - c[2]) for c in mine if c[place] is not None]
            assert times.count == len(took)
            assert (times.mean is None) == (times.p50 is None) == (len(took) < 5)
            assert (times.p95 is None) == (len(took) < 20) == bool(times.why_null)
            if len(took) >= 5:
                assert times.mean == pytest.approx(sum(took) / len(took))
                assert times.p50 == nearest_rank(took, 0.5)
            if len(took) >= 20:
                assert times.p95 == nearest_rank(took, 0.95)
        stood = sum((now if c[5] is None else c[5]) - c[4] for c in mine if c[4] is not None)
        assert row.stopped_hours == pytest.approx(stood / 4)
        if row.resource is not None:
            assert row.stopped_share == pytest.approx(stood / now)


def test_stopped_time_is_that_in_which_the_resource_is_open():
    """Open 8 to 16 on weekdays: from Friday noon to Monday 10 are 4 + 2 hours of 40 + 2."""
    tables = copy.deepcopy(bakery())
    tables["resources"]["calendar"] = ["", "day"]
    tables["calendars"] = {
        "calendar": ["day"] * 5, "weekday": ["mon", "tue", "wed", "thu", "fri"], "opens": ["08:00"] * 5,
        "closes": ["16:00"] * 5,
    }  # fmt: skip
    shown = board(
        tl.Event("down", "oven", "2026-01-09T12:00"), tl.Event("up", "oven", "2026-01-12T10:00"), tables=tables,
        until="2026-01-12T10:00",
    )  # fmt: skip
    (oven,) = shown.resources
    assert oven.stopped_hours == 6
    assert oven.stopped_share == pytest.approx(6 / 42)


def test_calls_of_more_than_a_year_ago_do_not_count():
    events = [tl.Event("down", "oven", "2026-01-06"), tl.Event("up", "oven", "2026-01-07")]
    assert board(*events, until="2026-12-01").total.calls == 1
    later = board(*events, until="2027-02-01")
    assert (later.total.calls, later.resources) == (0, ())
    assert later.since[:10] == "2026-02-01"
