"""The console launch: what comes when, who orders what, whom each rule serves, and that no console is had twice."""

from datetime import timedelta

import numpy as np
import pytest

from tugline.cases.catalogue import case_named
from tugline.cases.nintendo.company import BEFORE, DAYS, LAUNCH, START, _terms, build, deliveries, delivery_day
from tugline.cases.nintendo.figures import gone, half_of
from tugline.cases.nintendo.people import MOST_ORDERS, sunday, world_of
from tugline.cases.nintendo.rules import GONE, SERVED, WAITS, Rule, Seller, Selling
from tugline.cases.run import run_case
from tugline.facts.kinds import FACT, Kind
from tugline.world.chances import key_of

# A launch small enough to follow: 60 people for 25 consoles, 9 weeks, three of them after the launch.
SMALL = {
    "applicants": 60, "new_each_week": 2, "launch_spike": 3, "launch_week": 20, "to_week_7": 50, "week_15": 2,
    "to_week_30": 90, "reseller_share": 0.15, "reseller_orders": 4,
}  # fmt: skip
KEY = key_of(7, 0)


@pytest.fixture(scope="module")
def values():
    return {**case_named("nintendo")[0].values(), **SMALL}


@pytest.fixture(scope="module")
def found():
    return run_case("nintendo", replications=2, sensitivity=False)


def figure(found, name, policy):
    return np.array([run.values[name] for run in found.study.outcomes[policy]])


def week_of(day, launch):
    """Return the week of sales that a day lies in, 1 = the four days from a launch on a Thursday to its Sunday."""
    return (day - launch + 3) // 7 + 1


def test_what_comes_is_what_was_published_week_by_week():
    many = deliveries(case_named("nintendo")[0].values())
    sums = np.cumsum(many)
    assert (sums[0], sums[6], sums[14], sums[29]) == (948, 1755, 1755 + 8 * 44, 3784)
    assert set(many[7:15]) == {44}
    # The rest of a time is spread evenly, in whole thousands.
    assert max(many[1:7]) - min(many[1:7]) <= 1
    assert max(many[15:]) - min(many[15:]) <= 1


def test_weeks_of_sales_are_those_of_the_charts():
    days = {week: START + timedelta(days=sunday(BEFORE, week)) for week in (1, 7, 15, 30)}
    assert {week: day.isoformat() for week, day in days.items()} == {
        1: "2025-06-08", 7: "2025-07-20", 15: "2025-09-14", 30: "2025-12-28",
    }  # fmt: skip
    assert START + timedelta(days=BEFORE) == LAUNCH
    assert [(START + timedelta(days=delivery_day(week))).strftime("%a") for week in (1, 2, 30)] == ["Thu"] * 3
    assert all(week_of(sunday(BEFORE, week), BEFORE) == week for week in range(1, 31))
    assert all(week_of(delivery_day(week), BEFORE) == week for week in range(1, 31))


def test_the_same_people_come_under_every_rule_and_others_in_every_world(values):
    terms = _terms(values)
    people, orders = world_of(terms, KEY)
    assert (people.day == 0).sum() >= 60
    assert len(set(orders.lot.tolist())) == len(orders.lot)
    assert (np.diff(orders.day * 1440 + orders.minute) >= 0).all()
    assert (orders.minute > 0).all(), "midnight is the rules'"
    per_person = np.bincount(orders.person, minlength=len(people.day))
    assert set(per_person[people.resells]) == {4}
    assert set(per_person[~people.resells]) <= {1, 2}
    # Only resellers have other names, and a fan's second order goes to the other channel.
    assert (orders.name == orders.person * MOST_ORDERS)[~people.resells[orders.person]].all()
    assert orders.minute[people.resells[orders.person]].max() < 60
    assert len(world_of(terms, key_of(7, 1))[1].lot) != len(orders.lot)


def seller(values, rule, **comes):
    per_day = np.zeros(DAYS, np.int64)
    for day, many in comes.items():
        per_day[int(day.removeprefix("day"))] = many
    selling = Selling(rule, _terms(values), 0, (0, 1), 0, np.arange(DAYS + 2) * 1440, per_day)
    return Seller(selling, KEY)


def ordered(one, until=1):
    """Place the orders of the first days, each with its place + 1 as the number of its line."""
    places = np.flatnonzero(one.orders.day < until)
    facts = np.zeros(len(places), FACT)
    facts["kind"], facts["seq"], facts["lot"] = int(Kind.ORDER_PLACED), places + 1, one.orders.lot[places]
    one.see(facts)
    return places


def shipped(one, places, day):
    facts = np.zeros(len(places), FACT)
    facts["kind"], facts["reference"], facts["tick"] = int(Kind.SHIPPED), np.array(places) + 1, day * 1440 + 60
    one.see(facts)


def test_a_limit_lets_in_one_order_of_each_name_and_it_is_the_first(values):
    one = seller(values, Rule("", limit=True))
    places = ordered(one)
    rows = one.plan(None, 1, 1)
    assert set(rows["kind"]) == {int(Kind.ORDER_CANCELLED)}
    left = places[one.state[places] == WAITS]
    names = one.orders.name[places]
    _, first = np.unique(names, return_index=True)
    assert left.tolist() == sorted(places[first].tolist())
    assert one.tally.double == sum(not one.people.resells[p] for p in one.orders.person[one.state == GONE])


def test_uniform_shares_rank_everybodys_first_order_before_anybodys_second(values):
    one = seller(values, Rule("", one_each=True))
    ordered(one)
    rows = one.plan(None, 1, 1)
    seen = dict[int, int]()
    for row in rows[np.argsort(rows["reference"])]:
        name = int(one.orders.name[row["reference"] - 1])
        seen[name] = seen.get(name, 0) + 1
        assert row["priority"] == seen[name]
    assert max(seen.values()) > 1


def test_lots_are_numbers_that_do_not_hang_on_who_came_first(values):
    one, again = (seller(values, Rule("", lots=True)) for _ in range(2))
    ordered(one)
    ordered(again)
    lots = one.plan(None, 1, 1)["priority"]
    assert (lots == again.plan(None, 1, 1)["priority"]).all()
    assert len(set(lots.tolist())) == len(lots)
    assert abs(np.corrcoef(lots, np.arange(len(lots)))[0, 1]) < 0.3


def test_quotas_promise_each_channel_its_part_of_what_comes_today(values):
    one = seller(values, Rule("", quota=0.3), day1=10)
    places = ordered(one)
    rows = one.plan(None, 1, 1)
    channels = one.orders.channel[rows["reference"] - 1]
    assert (set(rows["kind"]), np.bincount(channels).tolist()) == ({int(Kind.PROMISE_MADE)}, [3, 7])
    for channel in (0, 1):
        own = places[one.orders.channel[places] == channel]
        assert sorted(rows["reference"][channels == channel] - 1) == own[: [3, 7][channel]].tolist(), "first come"
    assert len(one.plan(None, 2, 1)) == 0, "nothing comes then"


def test_who_has_one_cancels_the_other_order_or_takes_both(values):
    one = seller(values, Rule(""))
    places = ordered(one)
    people, persons = one.people, one.orders.person[places]
    doubles = [p for p in set(persons.tolist()) if (persons == p).sum() == 2 and not people.resells[p]]
    shipped(one, [int(places[persons == p][0]) for p in doubles], 1)
    rows = one.plan(None, 2, 1)
    assert {int(one.orders.person[row["reference"] - 1]) for row in rows} == {p for p in doubles if people.cancels[p]}
    assert one.tally.double == len(rows) > 0


def test_who_has_waited_long_enough_gives_up_all_orders_and_is_lost_once(values):
    one = seller(values, Rule(""))
    places = ordered(one)
    last = int(one.people.gives_up[one.people.day == 0].max())
    one.plan(None, min(last, DAYS - 1), 1)
    gone_now = np.unique(one.orders.person[places[one.state[places] == GONE]])
    over = one.people.gives_up <= min(last, DAYS - 1)
    assert set(gone_now.tolist()) == {p for p in np.flatnonzero(over).tolist() if one.people.day[p] == 0}
    assert one.tally.gave_up == int((~one.people.resells[gone_now]).sum())


def test_half_and_gone_are_days_from_the_launch():
    assert half_of(np.array([3, 9, 1, 50]), 60) == 3
    assert half_of(np.array([3, 9, 90]), 60) == 9
    assert half_of(np.array([90, 95, 3]), 60) == 60
    assert gone([5, 4, 3, 2, 0, 1], 2) == 3
    assert gone([5, 4, 3], 1) == 2, "somebody still waits: at least that"


def test_no_console_is_had_twice_and_none_that_did_not_come(found):
    most = deliveries(found.file.values())
    for policy in found.file.policies:
        sold = figure(found, "sold", policy)
        assert (sold <= sum(most)).all()
        parts = sum(figure(found, name, policy) for name in ("first_of_fans", "resellers", "second_of_fans"))
        assert (parts == sold).all()
        for week in (1, 15, 30):
            name = {1: "sold_launch", 15: "sold_week_15", 30: "sold_week_30"}[week]
            assert (figure(found, name, policy) <= sum(most[:week])).all()
    # As long as somebody waits all that comes is sold at once, whatever the rule.
    assert {tuple(figure(found, "sold_week_15", policy)) for policy in found.file.policies} == {(sum(most[:15]),) * 2}


def test_a_limit_serves_more_fans_and_fewer_resellers_than_none(found):
    for world in range(2):
        served = {policy: figure(found, "first_of_fans", policy)[world] for policy in found.file.policies}
        assert served["limit"] > served["first come"]
        assert served["limit and lottery"] > served["lottery"]
        assert served["one each first"] > served["first come"]
        reselling = {policy: figure(found, "resellers", policy)[world] for policy in found.file.policies}
        assert reselling["limit"] < reselling["one each first"] < reselling["first come"]


def test_a_limit_counts_what_left_before_it_had_its_turn_and_takes_nothing_back(values):
    one = seller(values, Rule("", limit=True))
    places = ordered(one)
    persons = one.orders.person[places]
    both, first, *_ = (
        places[persons == p].tolist()
        for p in sorted(set(persons.tolist())) if (persons == p).sum() == 2 and not one.people.resells[p]
        and not one.people.cancels[p]
    )  # fmt: skip
    shipped(one, [*both, first[0]], 0)
    struck = set((one.plan(None, 7, 7)["reference"] - 1).tolist())
    assert first[1] in struck, "one had left, so the other one is refused"
    assert not struck & {*both, first[0]}
    assert (one.state[both] == SERVED).all()


def test_a_case_of_fixed_days_tells_the_waiting_list_over_time(found):
    for policy in found.file.policies:
        weeks = [figure(found, f"waiting_week_{week}", policy).mean() for week in range(1, 31)]
        assert weeks[0] == max(weeks)
        assert (figure(found, "waiting_august", policy) > 0).all()


def test_all_rules_are_built_of_the_file():
    file, _ = case_named("nintendo")
    built = build(file.values())
    assert set(built.policies) == set(file.policies)
