"""A study of what spoils: who keeps too much of it throws it away, and the study shows what that costs."""

from datetime import date, timedelta

import msgspec
import numpy as np
import pytest

import tugline as tl
from tugline.business.checking import examine
from tugline.ledger.layout import SCRAP
from tugline.report.study_json import study_json

START = date(2027, 1, 4)


def shop(keeps="", *, expires="", on_hand="20", minimum="1", after=0):
    """A shop that sold 2 to 6 loaves on each of sixty days, and `after` more, and buys them within six hours."""
    days = [START - timedelta(days=60 - d) for d in range(60 + after)]
    sold = [f"{day}T{9 + k:02}:00" for d, day in enumerate(days) for k in range(2 + d * 7 % 5)]
    return {
        "business": {
            "name": "s", "currency": "EUR", "timezone": "Europe/Berlin", "start": str(START), "world": "plain",
        },
        "items": {"item": ["bread"], "cost": ["1"], "price": ["3"], "shelf_life_days": [keeps]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["bread"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["6h"],
            "minimum": [minimum],
        },
        "stock": {"item": ["bread"], "location": ["main"], "on_hand": [on_hand], "expires_at": [expires]},
        "sales": {"sold_at": sold, "item": ["bread"] * len(sold), "quantity": ["1"] * len(sold)},
    }  # fmt: skip


def study(tables, **given):
    return tl.study(tables, **{"policies": "pull,push", "years": 0.25, "replications": 4, "warm_up": 28, **given})


def scrapped(found, policy):
    return np.array([run.flows[f"account {SCRAP}"] for run in found.outcomes[policy]])


@pytest.fixture(scope="module")
def short():
    return study(shop("2"))


def test_what_spoils_is_written_off_and_stands_in_the_bridge(short):
    """What a plan releases for a week and what a loop pulls every night differ in waste; books balance in every run."""
    assert scrapped(short, "push").min() > 0 < scrapped(short, "pull").min()
    (waste,) = [step for step in short.bridge["pull"] if step.name == "lower waste"]
    assert dict(waste.made_of).keys() == {"scrap"}
    assert short.policies["push"]["waste"].mean == scrapped(short, "push").mean()
    assert waste.amount == round((scrapped(short, "push") - scrapped(short, "pull")).mean()) != 0


def test_a_study_says_what_spoils(short):
    (said,) = [text for text in short.assumptions if "shelf_life_days" in text]
    assert said.startswith("goods of 1 of 1 item keep for 2 days by shelf_life_days of the items table")
    assert msgspec.json.decode(study_json(short))["assumptions"] == short.assumptions


def test_what_keeps_for_years_is_as_what_keeps_for_ever():
    plain, keeps = study(shop()), study(shop("36000"))
    assert plain.digest == keeps.digest
    assert scrapped(keeps, "push").sum() == keeps.policies["push"]["waste"].mean == 0
    assert plain.missing["push"]["waste"] == "nothing spoils"
    assert not [text for text in plain.assumptions if "shelf_life_days" in text or "expires_at" in text]


def doubted(tables):
    problems, _, idle, doubts = examine(tables)
    assert problems == []
    assert "items.shelf_life_days" not in idle
    return [(doubt.table, doubt.row, doubt.value, doubt.why) for doubt in doubts]


LOOP = {"item": ["bread"], "location": ["main"], "loop": ["base_stock"]}


def test_check_doubts_lots_and_levels_that_nobody_uses_in_time():
    """Four a day for 3 days use 12, and six hours of lead time one more: a level of 13 passes, and 14 does not."""
    assert doubted({**shop("3", minimum="12"), "loops": {**LOOP, "level": ["13"]}}) == []
    lot = "bread at main: the smallest lot of its source is used up in 3.2 days, and it keeps for 3 days: in a study "
    level = "bread at main: what its base_stock loop fills up to is used up in 3.5 days, and it keeps for 3 days: in a "
    assert doubted({**shop("3", minimum="13"), "loops": {**LOOP, "level": ["14"]}}) == [
        ("loops", 2, "14", f"{level}study the rest spoils"),
        ("sources", 2, "13", f"{lot}the rest spoils"),
    ]
    assert doubted({**shop(minimum="500"), "loops": {**LOOP, "level": ["900"]}}) == []


def test_what_keeps_for_less_than_a_week_is_not_pulled_for_a_week():
    """Four a day: a week is 28, three days are 12."""
    for keeps, quantity, why in (("", "28", "a week's use"), ("3", "12", "the use of the 3 days that it keeps")):
        loops = {"item": ["bread"], "location": ["main"], "loop": ["reorder"]}
        _, defaults, _, _ = examine({**shop(keeps), "loops": loops})
        (told,) = [value for what, _, value in defaults if what == "reorder quantity"]
        assert told.startswith(f"{quantity} ({why}, 4 a day used")


def test_what_is_there_at_the_start_is_good_until_its_date():
    """Of 200 loaves nobody can eat 180 in two weeks: on the last day of their date, which is a bare one, they go."""
    tables = shop("30", expires=str(START + timedelta(days=13)), on_hand="200")
    found = study(tables, policies="pull", warm_up=0, replications=2)
    assert (scrapped(found, "pull") > 0).all()
    assert "stock of the start is good until its expires_at (1 row of the stock table)" in found.assumptions
    for run, lost in zip(found.outcomes["pull"], scrapped(found, "pull"), strict=True):
        assert 100_00 < lost <= run.series["inventory"][12] < 180_00
        assert run.series["inventory"][13] == 0


def test_a_replay_of_a_folder_throws_away_what_was_not_bought_in_time(folder_of):
    """Sales go on for thirty days after the start; what is bought by the fourteen spoils under every policy."""
    tables = shop("2", minimum="14", after=30)
    found = tl.study(folder_of(tables), replay=True, policies="pull,push")
    assert found.replications == 1
    for policy in ("pull", "push"):
        (lost,) = scrapped(found, policy)
        assert lost > 0
    assert [text for text in found.assumptions if "shelf_life_days" in text]


def test_in_a_run_nothing_spoils_by_itself():
    with tl.open(shop("2", on_hand="200")) as business:
        business.advance("2027-02-01")
        result = business.result()
        (bread,) = result.stock
        assert bread.on_hand == 200
        assert [account for account in result.accounts if account.account == "scrap" and account.debit] == []


def test_a_planner_buys_no_more_than_sells_while_it_keeps():
    """Some 4 loaves a day that keep for 6 days; an order costs 5.00, for which Silver-Meal would buy for two months.

    Orders that were planned for a week do not know how it went, so that a part of what is wanted for safety spoils.
    """
    rules = ("push", "push:lot-for-lot", "push:eoq", "push:silver-meal", "push:wagner-whitin", "hybrid", "pull")
    tables = shop("6")
    tables["sources"]["order_cost"] = ["5"]
    found = study(tables, policies=rules)
    sold = found.policies["pull"]["net_revenue"].mean / 3
    for policy in rules:
        assert found.policies[policy]["waste"].mean < 0.2 * sold, policy
        assert found.policies[policy]["till_service"].mean > 0.85, policy
    assert "of what spoils no more at once than is used while it keeps" in found.says["push"]
