"""Items that end, and prices that fall before: worked seasons, and who has to mark down under push and pull."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pytest

import tugline as tl
from tugline.business.ladders import ladder_of
from tugline.business.lives import ends_of, lives_of
from tugline.business.policies import PULL
from tugline.business.study_base import base_of, founded
from tugline.errors import InvalidBusinessError
from tugline.facts.kinds import FACT, Kind
from tugline.ledger import layout as lay
from tugline.loops.catalogue import LOOPS
from tugline.network.compile import compile_network
from tugline.network.read import read_business
from tugline.studies.bridge import bridge
from tugline.studies.lives import OnSale
from tugline.studies.markdowns import MarkedDown
from tugline.studies.order_up_to import added
from tugline.studies.replicate import Policy, run
from tugline.studies.shelves import shelves

START = date(2026, 3, 2)
LADDER = {"item": ["lamp"], "weeks_on_sale": ["2"], "depth": ["0.5"]}
STUDY = {"replications": 4, "years": 0.25, "warm_up": 0, "threads": 2}
MANY = {**STUDY, "replications": 20}


def day(n):
    return (START + timedelta(days=n)).isoformat()


def shop(*, ends=None, on_hand=150, each=4, lead="3d", more=None, **tables):
    """A shop that sold `each` lamps a day, of 10.00 cost at 30.00; on sale for `ends` days from the start on."""
    sold = [day(-d) for d in range(100, 0, -1) for _ in range(each)]
    life = {} if ends is None else {"on_sale_at": [day(0)], "ends_at": [day(ends)]}
    return {
        "business": {"name": "s", "currency": "EUR", "timezone": "UTC", "start": day(0), "world": "plain"},
        "items": {"item": ["lamp"], "cost": ["10"], "price": ["30"], **life, **(more or {})},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": [lead],
        },
        "stock": {"item": ["lamp"], "location": ["main"], "on_hand": [str(on_hand)]},
        "sales": {
            "sold_at": [f"{each}T{10 + n % 8}:00" for n, each in enumerate(sold)],
            "item": ["lamp"] * len(sold), "quantity": ["1"] * len(sold),
        },
        **tables,
    }  # fmt: skip


@dataclass(frozen=True)
class FourADay:
    """Four customers at noon of every day, who always paid 30.00."""

    def signals(self, key, day_start, first_day, days):
        rows = np.zeros(4 * days, FACT)
        rows["kind"], rows["point"], rows["quantity"], rows["priority"] = int(Kind.SALE_MADE), 1, 1, 5
        rows["amount"] = 300_000
        rows["tick"] = rows["occurred_at"] = np.repeat(day_start[first_day : first_day + days] + 720, 4)
        return rows


def season(tables, days=28):
    """What comes of a season whose customers are no matter of luck, and for which nothing is ordered."""
    tables = read_business(tables, loop_schemas=LOOPS)
    network = compile_network(tables)
    with founded(network, tables) as business:
        base, _ = base_of(business.core, tables, 0)
    lives, ladder = lives_of(network, tables), ladder_of(network, tables)
    crowd = OnSale(FourADay(), lives)
    crowd = crowd if ladder is None else MarkedDown(crowd, ladder)
    policy = Policy("nobody", shelves(np.zeros(1, np.int64)), "nobody orders")
    ends = ends_of(network, tables, lives, np.full(1, 3))
    return run(base, ends.of(policy), crowd, 1, warm_up=0, days=days)


def test_a_season_comes_to_what_can_be_worked_out():
    """Of 150 lamps 4 a day go at 30.00 for 14 days: 56. At half of it twice as many come, as (1 / 2)^-1 says: 8 a day
    for the last 7 days, 56 at 15.00. The other 38 are written off on day 21 at 10.00 each: 380.00.
    """
    found = season(shop(ends=21, markdowns=LADDER, more={"price_response": ["1"]}))
    revenue, listed, lost = 56 * 30 + 56 * 15, 112 * 30, 56 * 15
    assert found.series["revenue"][-1] == revenue * 100
    assert found.series["cost_of_sales"][-1] == 112 * 10 * 100
    assert found.values["markdown_rate"] == pytest.approx(lost / listed)
    assert found.flows[f"account {lay.SCRAP}"] == 38 * 10 * 100
    assert found.series["inventory"][20] == 38 * 10 * 100, "at the end of the last day of sale"
    assert found.series["inventory"][21] == 0
    assert found.values["lost_sales"] == 0


def test_nobody_comes_more_often_who_minds_no_price():
    """56 lamps at 30.00, then 28 at 15.00: 66 are left."""
    found = season(shop(ends=21, markdowns=LADDER))
    assert found.series["revenue"][-1] == (56 * 30 + 28 * 15) * 100
    assert found.flows[f"account {lay.SCRAP}"] == 66 * 10 * 100


def test_the_bridge_shows_what_marking_down_costs_and_what_it_saves():
    """Half the price brings 28 more, which would be scrap: 840.00 are marked down, and 280.00 less are thrown away."""
    marked = season(shop(ends=21, markdowns=LADDER, more={"price_response": ["1"]}))
    plain = season(shop(ends=21))
    steps = {step.name: step.amount for step in bridge([marked], [plain], 28, 0)}
    assert steps["avoided markdowns"] == -56 * 15 * 100
    assert steps["lower waste"] == 28 * 10 * 100
    assert steps["sales"] == 28 * 20 * 100
    assert sum(steps.values()) == (-56 * 15 + 28 * 10 + 28 * 20) * 100


def test_what_the_table_keeps_is_not_written_off():
    found = season(shop(ends=21, more={"unsold": ["kept"]}))
    assert found.flows[f"account {lay.SCRAP}"] == 0
    assert found.series["inventory"][-1] == 66 * 10 * 100


def test_rows_for_an_item_stand_before_its_familys_and_weeks_count_from_the_first_day_of_sale():
    """Own rows: after 1 week, or from day 10 on, 20 % and 40 %. The family's row is not for this item."""
    tables = shop(
        ends=21, more={"family": ["lights"]},
        markdowns={
            "item": ["lamp", "lamp", ""], "family": ["", "", "lights"], "weeks_on_sale": ["1", "", "0"],
            "at": ["", f"{day(10)}T12:00", ""], "depth": ["0.2", "0.4", "0.9"],
        },
    )  # fmt: skip
    found = season(tables)
    assert found.series["revenue"][-1] == (7 * 4 * 30 + 3 * 4 * 24 + 11 * 4 * 18) * 100


def test_more_customers_than_can_be_are_refused():
    tables = shop(ends=21, more={"price_response": ["8"]}, markdowns=LADDER)
    with pytest.raises(InvalidBusinessError, match="at a price_response of 8 at most 100 times as many"):
        tl.study(tables, **STUDY)


def test_a_business_without_ends_and_markdowns_is_studied_as_before():
    """A price response alone moves nobody, nor what comes after the study."""
    plain = tl.study(shop(), **STUDY)
    later = {"item": ["lamp"], "at": [day(400)], "depth": ["0.5"]}
    for other in (shop(more={"price_response": ["2"], "unsold": ["kept"]}), shop(markdowns=later)):
        assert tl.study(other, **STUDY).digest == plain.digest


LOOP_ROWS = {
    "base_stock": {"level": ["30"]},
    "reorder": {"point": ["20"], "quantity": ["30"]},
    "min_max": {"min": ["20"], "max": ["50"]},
    "kanban": {"cards": ["4"], "container": ["10"]},
}


@pytest.mark.parametrize("loop", LOOP_ROWS)
def test_no_loop_pulls_for_a_time_after_the_end(loop):
    """What is kept when it ends on day 40 stays as it is; what was pulled 3 days before has come by then."""
    loops = {"item": ["lamp"], "location": ["main"], "loop": [loop], **LOOP_ROWS[loop]}
    tables = shop(ends=40, more={"unsold": ["kept"]}, loops=loops)
    found = tl.study(tables, policies="present", **STUDY)
    for outcome in found.outcomes["present"]:
        stock = outcome.series["inventory"]
        assert len(set(stock[40:].tolist())) == 1
        assert len(set(stock[:40].tolist())) > 10
    scrapped = tl.study(shop(ends=40, loops=loops), policies="present", **STUDY)
    assert {outcome.series["inventory"][40] for outcome in scrapped.outcomes["present"]} == {0}
    assert any(outcome.flows[f"account {lay.SCRAP}"] > 0 for outcome in scrapped.outcomes["present"])


@dataclass(frozen=True)
class AtOnce:
    """A buyer who orders a whole season on its first day."""

    source: np.ndarray
    quantity: int
    tick: int

    def __call__(self, key):
        return replace(self)

    def see(self, facts):
        pass

    def plan(self, state, day, days):
        if day > 0:
            return np.zeros(0, FACT)
        one = np.zeros(1, np.int64)
        return added(self.source, one, one + self.quantity, one + self.tick, one + self.tick)


def at_once(quantity):
    def policy(company):
        network = company.core.network
        buyer = AtOnce(network.source, quantity, int(network.day_start[0]))
        return Policy("at once", shelves(np.zeros(1, np.int64)), "a season at once", buyer)

    return policy


def told(found, metric):
    (one,) = [d for d in found.differences if d.metric == metric]
    return one


@pytest.mark.slow
def test_who_buys_a_season_at_once_marks_down_more_than_who_pulls_it():
    """60 days of sale, half the price after 6 weeks; in the mean 4 x 42 + 8 x 18 = 312 are asked for. At once buys 340
    and has 20: it sells all that is asked for, marks down more and throws away more than who pulls and stops in time.
    """
    tables = shop(
        ends=60, on_hand=20, more={"price_response": ["1"]}, markdowns={**LADDER, "weeks_on_sale": ["6"]}
    )  # fmt: skip
    found = tl.study(tables, policies=[PULL, "at once"], others={"at once": at_once(340)}, **MANY)
    assert told(found, "markdown_rate").high < 0
    assert told(found, "contribution").low > 0
    steps = {step.name: step for step in found.bridge[PULL]}
    assert steps["avoided markdowns"].low > 0
    assert steps["lower waste"].low > 0
    wanted = [[float(run.swings.weeks[0].sum()) for run in runs] for runs in found.outcomes.values()]
    assert wanted[0] == wanted[1], "the same customers at the same prices"
    assert len(set(wanted[0])) > 1


@pytest.mark.slow
def test_who_plans_ahead_wins_where_what_comes_takes_half_the_season():
    """40 days of lead time, 84 of sale: the planner orders more while it still comes in time, for the sale as well. He
    marks more down than who pulls, and still earns more.
    """
    tables = shop(
        ends=84, on_hand=100, lead="40d", more={"price_response": ["1"]}, markdowns={**LADDER, "weeks_on_sale": ["9"]}
    )  # fmt: skip
    found = tl.study(tables, policies="push,pull", **MANY)
    assert told(found, "contribution").low > 0
    assert told(found, "markdown_rate").low > 0
    assert found.bridge["push"][0].high < 0
