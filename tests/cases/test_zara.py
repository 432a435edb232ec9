"""The fashion chain: what is bought and when, nothing that leaves it unseen, and a twin with more left over."""

import numpy as np
import pytest

from tugline.cases.catalogue import case_named
from tugline.cases.run import run_case
from tugline.cases.zara.buying import Buyer, Buying, big_buy
from tugline.cases.zara.company import _delivery_days, _ladder, list_price_service
from tugline.ledger import layout as lay


@pytest.fixture(scope="module")
def found():
    return run_case("zara", replications=3, years=0.5, sensitivity=False)


def buyer(**changes):
    """Two articles in one store each, 26 weeks with 6 of sale, two weeks to the centre."""
    terms = {
        "centre": np.array([2, 3]), "stores": np.array([[0], [1]]), "source": None, "source_of": None,
        "day_start": np.arange(400), "day": 0, "season": 26, "sale": 6, "production": 2, "memory": 2, "expected": 10.0,
        "first": 40, "again": True, "service": 0.5, "display": 4, "cover": 1.0, "delay": 2 / 7,
    }  # fmt: skip
    return Buyer(Buying(**{**terms, **changes}))


def test_a_big_buy_is_the_quantile_of_a_lognormal():
    """s = sqrt(ln 1.36) = 0.5545; the 90 % quantile is exp(0.5545 x 1.2816 - 0.5545^2 / 2) = 1.745 of the mean."""
    assert big_buy(1000, 0.6, 0.9) == 1746
    assert big_buy(800, 0.0, 0.9) == 800


def test_what_sells_is_bought_again_up_to_three_weeks_and_what_is_on_display():
    """20 a week: 60 for two weeks of production and one to the next look, 4 on display; 50 are there or coming."""
    one = buyer()
    one._position = np.array([50.0, 100.0])
    assert one._again(np.array([20.0, 20.0]), 5).tolist() == [14, 0]


def test_nothing_is_bought_that_would_come_in_the_sale():
    """The sale begins in week 20: what is ordered in week 17 comes in week 19 and has that week to sell."""
    one = buyer()
    assert one._again(np.array([20.0, 20.0]), 17).sum() > 0
    assert one._again(np.array([20.0, 20.0]), 18).tolist() == [0, 0]


def test_a_first_week_in_which_goods_were_on_their_way_counts_for_as_long_as_it_was():
    """10 pieces in five days are 14 a week."""
    one = buyer()
    one._weeks = [np.array([10.0, 20.0])]
    assert one._rate(1) == pytest.approx([14, 28])
    one._weeks.append(np.array([14.0, 28.0]))
    assert one._rate(2) == pytest.approx([14, 28])
    assert buyer()._rate(0).tolist() == [10, 10], "before anything is known"


def test_tables_say_when_prices_fall_and_stores_are_delivered_to():
    values = case_named("zara")[0].values()
    assert _ladder(values)["weeks_on_sale"] == ["20", "22", "24"]
    assert _delivery_days(values) == ["mon", "thu"]


def test_only_weeks_at_list_price_count_for_what_was_sold_of_what_was_asked():
    """Seasons of three weeks with one of sale: weeks 1, 3 and 4 count, in which 4 + 2 + 5 of 5 + 5 + 5 were sold."""
    asked = np.array([5.0, 5, 90, 5, 5, 90])
    sold = np.array([3, 4, 60, 2, 5, 70])
    by_day = np.zeros((6, 7))
    by_day[:, 3] = 100 * sold
    assert list_price_service(asked, np.cumsum(by_day.reshape(-1)), 3, 1) == pytest.approx(11 / 15)
    assert list_price_service(np.zeros(6), np.zeros(42), 3, 1) is None


def test_the_same_customers_come_to_both(found):
    both = [[run.values["net_revenue"] + run.values["lost_sales"] for run in runs]
            for runs in found.study.outcomes.values()]  # fmt: skip
    assert both[0] == both[1]


def test_small_batches_mark_down_and_write_off_less_and_turn_faster(found):
    small, big = (found.study.policies[name] for name in ("small batches", "one big buy"))
    assert small["markdown_rate"].high < big["markdown_rate"].low
    assert small["inventory_turns"].low > big["inventory_turns"].high
    unsold = {v.published.policy: v.found for v in found.verdicts if v.published.figure == "unsold_share"}
    assert unsold["small batches"].mean < unsold["one big buy"].mean


def test_what_is_left_at_the_end_of_a_season_is_written_off(found):
    for run in found.study.outcomes["one big buy"]:
        assert run.flows[f"account {lay.SCRAP}"] > 0
