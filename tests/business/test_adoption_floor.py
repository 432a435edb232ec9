"""Adopting tables while work is on the floor: what runs runs on, what waits goes by the new routing."""

import copy

import pytest

import tugline as tl
from tugline.errors import RefusedError

TABLES = {
    "business": {
        "name": "works", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "tick": "hour", "world": "plain",
    },
    "items": [{"item": "door"}, {"item": "gate"}],
    "operations": [
        {"item": "door", "step": "10 cut", "resource": "saw", "run_time": "10h"},
        {"item": "door", "step": "20 glue", "resource": "press", "run_time": "20h"},
    ],
    "resources": [{"resource": "saw", "cost_per_hour": "10"}, {"resource": "press", "cost_per_hour": "10"}],
    "orders": [
        {"order": name, "item": "door", "quantity": "1", "ordered_at": f"2024-01-01T0{hour}:00"}
        for hour, name in enumerate("ABC")
    ],
}  # fmt: skip


@pytest.fixture
def tables():
    return copy.deepcopy(TABLES)


def adopted(tables, at, change, until="2024-01-08"):
    """Run to `at`, adopt what `change` makes of the tables, open again, run on; return the hours of all deliveries."""
    with tl.open(tables) as business:
        business.advance(at)
        change(tables)
        adoption = business.adopt(tables)
        assert adoption.fact > 0
        assert business.verify() == []
        business.advance(until)
        assert business.verify() == []
        return shipped(business)


def shipped(business):
    """Return at which hour after the start each order left."""
    rows = [row for part in business._journal.read() for row in part[part["kind"] == 16]]
    names = _lines(business)
    return {names[int(row["reference"])]: int(row["tick"]) for row in rows}


def _lines(business):
    keys = business._journal.names("line")
    return {int(r["seq"]): keys[int(r["reference"])] for p in business._journal.read() for r in p[p["kind"] == 41]}


def nothing(tables):
    tables["items"].append({"item": "another"})


def test_without_a_change_each_door_takes_ten_hours_of_saw_and_twenty_of_press(tables):
    # A: saw 0-10, press 10-30. B: saw 10-20, press 30-50. C: saw 20-30, press 50-70.
    with tl.open(tables) as business:
        business.advance("2024-01-08")
        assert shipped(business) == {"A": 30, "B": 50, "C": 70}


@pytest.mark.parametrize("at", ["2024-01-01T00:00", "2024-01-01T04:00", "2024-01-01T10:00", "2024-01-02T02:00"])
def test_an_adoption_at_any_hour_delays_nobody(tables, at):
    assert adopted(tables, at, nothing) == {"A": 30, "B": 50, "C": 70}


def test_a_second_saw_is_taken_by_who_waits_for_one(tables):
    # From hour 4 on B is sawn too, up to 14; but one press is what limits.
    change = lambda t: t["resources"][0].update(units="2")  # noqa: E731
    assert adopted(tables, "2024-01-01T04:00", change) == {"A": 30, "B": 50, "C": 70}


def test_a_second_press_lets_doors_overtake_nobody_and_wait_less(tables):
    # A: press 10-30. B: saw 10-20, press 20-40. C: saw 20-30, press 30-50.
    change = lambda t: t["resources"][1].update(units="2")  # noqa: E731
    assert adopted(tables, "2024-01-01T04:00", change) == {"A": 30, "B": 40, "C": 50}


def test_who_waits_for_a_second_unit_gets_it_in_the_pulse_of_the_adoption(tables):
    # Another order makes a pulse at hour 22. B waits then for the press that A has until 30, and gets the second one.
    # C: saw 20-30, press 30-50.
    tables["orders"].append({"order": "D", "item": "gate", "quantity": "1", "ordered_at": "2024-01-01T22:00"})
    change = lambda t: t["resources"][1].update(units="2")  # noqa: E731
    assert adopted(tables, "2024-01-01T22:00", change) == {"A": 30, "B": 42, "C": 50}


def test_what_runs_keeps_its_end_and_what_comes_takes_the_new_time(tables):
    # A: saw 0-10 as begun, press 10-15. B: saw 10-20, press 20-25. C: saw 20-30, press 30-35.
    change = lambda t: t["operations"][1].update(run_time="5h")  # noqa: E731
    assert adopted(tables, "2024-01-01T04:00", change) == {"A": 15, "B": 25, "C": 35}


def test_a_step_in_between_is_done_by_whom_it_lies_ahead_of(tables):
    def change(t):
        t["operations"].insert(1, {"item": "door", "step": "15 sand", "resource": "bench", "run_time": "1h"})
        t["resources"].append({"resource": "bench"})

    # At hour 22 A is pressed, B waits for the press behind the new step, C is sawn until 30 and sanded until 31.
    assert adopted(tables, "2024-01-01T22:00", change) == {"A": 30, "B": 50, "C": 70}
    assert adopted(copy.deepcopy(TABLES), "2024-01-01T04:00", change) == {"A": 31, "B": 51, "C": 71}


def test_a_step_that_is_gone_is_left_out_and_work_on_it_must_end_first(tables):
    def change(t):
        del t["operations"][0]

    with pytest.raises(RefusedError, match=r"P\d+ is being worked on: step '10 cut' on 'saw'"):
        adopted(tables, "2024-01-01T04:00", change)
    # At hour 29 A is pressed until 30, B waits for the press; C is sawn until 30: one hour more, and it can go.
    with pytest.raises(RefusedError, match="being worked on: step '10 cut'"):
        adopted(copy.deepcopy(TABLES), "2024-01-02T05:00", change)
    assert adopted(copy.deepcopy(TABLES), "2024-01-02T06:00", change) == {"A": 30, "B": 50, "C": 70}


def test_the_last_step_that_is_gone_leaves_the_door_done(tables):
    def change(t):
        del t["operations"][1]

    with pytest.raises(RefusedError, match="step '20 glue' on 'press'"):
        adopted(tables, "2024-01-01T22:00", change)
    # At hour 4 nothing is glued yet: A is done when it is sawn.
    assert adopted(copy.deepcopy(TABLES), "2024-01-01T04:00", change) == {"A": 10, "B": 20, "C": 30}


def test_what_lies_before_a_step_that_is_gone_is_done_at_once(tables):
    tables["events"] = [{"at": "2024-01-01T02:00", "event": "down", "reference": "press"}]

    def change(t):
        del t["operations"][1]

    # The press never runs: A lies before it from 10 on, B from 20 on, when the press goes.
    assert adopted(tables, "2024-01-01T20:00", change) == {"A": 20, "B": 20, "C": 30}


def test_another_machine_for_a_step_takes_who_has_not_begun_it(tables):
    def change(t):
        t["operations"][1]["resource"] = "fast press"
        t["operations"][1]["run_time"] = "2h"
        t["resources"].append({"resource": "fast press"})

    assert adopted(tables, "2024-01-01T04:00", change) == {"A": 12, "B": 22, "C": 32}
    with pytest.raises(RefusedError, match="step '20 glue' on 'press'"):
        adopted(copy.deepcopy(TABLES), "2024-01-01T12:00", change)


def test_hours_of_work_may_change(tables):
    def change(t):
        t["calendars"] = [{"calendar": "late", "weekday": day, "opens": "12:00", "closes": "22:00"} for day in WEEK]
        t["resources"][0]["calendar"] = "late"

    # A is sawn until 10 as it was begun, B from 12 to 22, C on the next day from 36 to 46; the press is what limits.
    assert adopted(tables, "2024-01-01T04:00", change) == {"A": 30, "B": 50, "C": 70}


WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def test_what_was_made_in_a_lead_time_and_what_gets_a_routing(tables):
    tables["orders"] = [
        {"order": name, "item": "gate", "quantity": "1", "ordered_at": at}
        for name, at in (("G", "2024-01-01T00:00"), ("H", "2024-01-02T00:00"))
    ]
    tables["sources"] = [{"item": "gate", "location": "main", "kind": "make", "lead_time": "40h"}]

    def change(t):
        t["operations"].append({"item": "gate", "step": "1", "resource": "saw", "run_time": "3h"})
        t["sources"][0].pop("lead_time")

    assert adopted(tables, "2024-01-01T04:00", change) == {"G": 40, "H": 27}


def test_a_held_pull_waits_for_its_new_routing(tables):
    tables["orders"] = [{"order": "G", "item": "gate", "quantity": "1", "ordered_at": "2024-01-01"}]
    tables["sources"] = [{"item": "gate", "location": "main", "kind": "make", "lead_time": "40h"}]
    tables["boms"] = [{"item": "gate", "component": "door", "quantity": "1"}]
    with tl.open(tables) as business:
        business.advance("2024-01-01T05:00")
        pull = next(p for p in business.result().pulls if p.item == "gate")
        business.signal(tl.Event("held", pull.id, at="2024-01-01T06:00", due="2024-01-03T12:00"))
        # The door is there at hour 30; the hold ends at hour 60.
        business.advance("2024-01-02T12:00")
        tables["operations"].append({"item": "gate", "step": "1", "resource": "saw", "run_time": "3h"})
        tables["sources"][0].pop("lead_time")
        business.adopt(tables)
        assert business.verify() == []
        business.advance("2024-01-08")
        assert shipped(business) == {"G": 63}


def test_a_resource_that_is_down_stays_down_under_another_row(tables):
    tables["events"] = [
        {"at": "2024-01-01T02:00", "event": "down", "reference": "press"},
        {"at": "2024-01-02T16:00", "event": "up", "reference": "press"},
    ]

    def change(t):
        t["resources"].insert(0, {"resource": "a bench"})

    # A waits for the press from 10 to 40.
    assert adopted(tables, "2024-01-01T04:00", change) == {"A": 60, "B": 80, "C": 100}


@pytest.mark.parametrize("at", ["2024-01-01T02:00", "2024-01-01T12:00"])
def test_a_plant_whose_tables_change_is_told_dates_by_the_same_imagined_world(tables, at):
    tables["business"]["world"] = "plant"
    promised = []
    for change in (None, nothing):
        plant = copy.deepcopy(tables)
        with tl.open(plant) as business:
            business.advance("2024-01-01T02:00")
            pulls = [p.id for p in business.result().pulls]
            business.signal(tl.Event("started", pulls[0], at="2024-01-01T02:00"))
            business.advance(at)
            if change:
                change(plant)
                business.adopt(plant)
            promised.append([p.promised for p in business.result().promises])
            assert business.verify() == []
    assert promised[0] == promised[1]
    assert None not in promised[0]


def test_money_owed_follows_who_owes_it(tables):
    """Debts of the world lie in lists by party; another supplier before the first one moves them all."""
    tables["sources"] = [
        {"item": "door", "location": "main", "kind": "buy", "from": "mill", "lead_time": "5h", "unit_cost": "4"}
    ]
    tables["operations"] = []
    tables["customers"] = [{"customer": "bob", "payment_days": "3"}]
    tables["suppliers"] = [{"supplier": "mill", "payment_days": "2"}]
    tables["items"] = [{"item": "door", "price": "9"}, {"item": "gate"}]
    tables["orders"] = [{**tables["orders"][0], "customer": "bob"}]

    def change(t):
        t["suppliers"].insert(0, {"supplier": "a mill"})
        t["customers"].insert(0, {"customer": "ann"})
        t["customers"][1]["payment_days"] = "9"

    with tl.open(tables) as business:
        business.advance("2024-01-01T08:00")
        change(tables)
        business.adopt(tables)
        business.advance("2024-01-12")
        paid = [
            (int(r["tick"]), int(r["code"]), int(r["amount"]))
            for p in business._journal.read()
            for r in p[p["kind"] == 19]
        ]
        # Received and shipped at hour 5; the terms are those of that hour.
        assert paid == [(53, 2, 400), (77, 1, 900)]
        assert business.result().trial_balance == 0
        assert business.verify() == []
