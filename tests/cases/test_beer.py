"""The beer game against a game played in plain Python, week by week, as its board is."""

import re

import pytest

from tugline.cases.beer.company import ECHELONS
from tugline.cases.beer.players import Player
from tugline.cases.run import run_case
from tugline.report.bullwhip_lists import orders_chart
from tugline.report.case_html import render_case

PEOPLE = Player(0.36, 0.26, 0.34, 17, shared=False)
STEADY = Player(0, 1, 1, 28, shared=False)


def played(players, weeks=36):
    """The board: beer moves on, orders are filled, costs are noted, slips move on, everybody orders.

    An order of week t is filled in week t + 2 and comes in week t + 4; the factory's comes in week t + 3. Returns
    costs and orders by echelon, and what customers asked for.
    """
    n = len(players)
    stock, owed, expected = [12] * n, [0] * n, [4.0] * n
    coming = [[4, 4] if p < n - 1 else [4, 4, 4] for p in range(n)]  # arrives this week, next week, ...
    slips = [[4, 4] for _ in range(n)]  # of whom p supplies: filled this week, next week
    line = [sum(coming[p]) + (sum(slips[p + 1]) if p < n - 1 else 0) for p in range(n)]
    costs, orders, customers = [0.0] * n, [[] for _ in range(n)], []
    for week in range(weeks):
        asked = [4 if week < 4 else 8, *(slips[p].pop(0) for p in range(1, n))]
        customers.append(asked[0])
        for p in range(n):
            arrived = coming[p].pop(0)
            stock[p] += arrived
            line[p] -= arrived
        for p in range(n):
            owed[p] += asked[p]
            sent = min(stock[p], owed[p])
            stock[p], owed[p] = stock[p] - sent, owed[p] - sent
            if p:
                coming[p - 1].append(sent)
            costs[p] += 0.5 * stock[p] + 1.0 * owed[p]
        for p, player in enumerate(players):
            newest = asked[0] if player.shared else asked[p]
            expected[p] += player.theta * (newest - expected[p])
            order = player.orders(expected[p], stock[p] - owed[p], line[p]) if week >= 4 else 4
            orders[p].append(order)
            line[p] += order
            slips[p + 1].append(order) if p < n - 1 else coming[p].append(order)
    return costs, orders, customers


@pytest.fixture(scope="module")
def found():
    return run_case("beer", replications=3, sensitivity=False)


def variance(series):
    mean = sum(series) / len(series)
    return sum((x - mean) ** 2 for x in series) / len(series)


@pytest.mark.parametrize(
    ("policy", "players"),
    [
        ("players", [PEOPLE] * 4),
        ("players with shared data", [PEOPLE._replace(shared=True)] * 4),
        ("base stock by mail", [STEADY] * 3 + [STEADY._replace(desired=20)]),
    ],
)
def test_the_engine_plays_the_game_as_the_board_does(found, policy, players):
    costs, orders, customers = played(players)
    means = found.study.policies[policy]
    assert [means[f"cost_{name}"].mean for name in ECHELONS] == pytest.approx(costs)
    assert means["cost"].mean == pytest.approx(sum(costs))
    weeks = found.study.outcomes[policy][0].swings.weeks
    assert weeks[0].tolist() == customers
    # An order is measured when it reaches who is asked: by mail, two weeks after the week in which it was decided.
    assert weeks[1, 2:].tolist() == orders[0][:-2]
    assert weeks[4, 1:].tolist() == orders[3][:-1]


def test_the_benchmark_costs_what_is_published(found):
    """Sterman 1989, table 2: 46, 50, 54 and 54, in all 204."""
    means = found.study.policies["base stock by mail"]
    assert [means[f"cost_{name}"].mean for name in ECHELONS] == [46, 50, 54, 54]
    assert {v.published.says: v.word for v in found.verdicts}["cost of the benchmark rule"] == "reached"


def test_people_who_see_what_customers_ask_for_swing_less_upstream(found):
    by = {v.published.says: v for v in found.verdicts}
    assert by["players with shared data against players, swing of the factory's orders"].word == "reached"


def test_levels_that_chase_late_and_noisy_signals_make_pull_worse(found):
    cost = {policy: means["cost"] for policy, means in found.study.policies.items()}
    assert cost["pull"].mean < cost["base stock by mail"].mean < cost["players"].mean
    assert cost["pull by noisy signals"].low > 5 * cost["pull"].mean
    swing = {policy: of["bullwhip_week_4_customers"] for policy, of in found.study.bullwhip.policies.items()}
    assert swing["pull by noisy signals"].low > 5 * swing["pull"].mean


def test_only_noise_is_luck(found):
    for policy, means in found.study.policies.items():
        noisy = policy == "pull by noisy signals"
        assert (means["cost"].low < means["cost"].high) == noisy


def test_it_comes_out_the_same_on_any_number_of_threads(found):
    alone = run_case("beer", replications=3, sensitivity=False, threads=1)
    assert alone.study.digest == found.study.digest
    assert [v.found for v in alone.verdicts] == [v.found for v in found.verdicts]
    other = run_case("beer", replications=3, sensitivity=False, seed=2)
    assert other.study.digest != found.study.digest


def test_its_page_shows_the_orders_of_every_echelon_week_by_week(found):
    chart = orders_chart(found.study, "players")
    looks = re.findall('class="line (s. d.)"', chart)
    assert looks[:5] == looks[5:], "each line looks like its piece in the key"
    assert len(set(looks)) == 5
    assert len({each[:2] for each in looks}) == len({each[3:] for each in looks}) == 5, "by colour and by pattern"
    assert "customers 8 USD" in chart
    assert "echelon 4 33 USD" in chart
    assert orders_chart(found.study, "pull") in render_case(found)
