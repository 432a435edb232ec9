"""A study of a small maker: the same customers under every policy, the same figures from every machine."""

import msgspec
import numpy as np
import pytest
from scipy.special import stdtrit

import tugline as tl
from tugline.business.study_figures import NO_DIFFERENCE
from tugline.errors import InvalidBusinessError, UsageError
from tugline.ledger.layout import SCRAP
from tugline.report.bullwhip_lists import SHOWN, bullwhip_chart, bullwhip_listing
from tugline.report.study_json import document, study_json
from tugline.report.study_lists import bridge_listing, figures_listing
from tugline.studies.contribution import parts


def tables(*, spread="", orders=True):
    days = range(1, 61)
    n = len(days) if orders else 0
    return {
        "business": {
            "name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain",
            "finance": {"carrying_rate": 0.2},
        },
        "items": {"item": ["bike", "wheel"], "cost": ["", "10"], "price": ["100", ""]},
        "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
        "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["1h"]},
        "resources": {"resource": ["bench"], "cost_per_hour": ["10"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["bike", "wheel"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
            "lead_time": ["", "10d"], "lead_time_spread": ["", spread],
        },
        "stock": {"item": ["bike", "wheel"], "location": ["main"] * 2, "on_hand": ["10", "60"]},
        "orders": {
            "order": [f"A{d}" for d in days][:n], "item": ["bike"] * n, "quantity": [str(1 + d % 3) for d in days][:n],
            "ordered_at": [f"2026-{1 + d // 29:02}-{1 + d % 28:02}T09:00" for d in days][:n],
            "wanted_at": [f"2026-{1 + d // 29:02}-{1 + d % 28:02}T18:00" for d in days][:n],
        },
    }  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return tl.study(tables(spread="0.5"), replications=4, years=0.25, warm_up=14, threads=2)


def test_every_policy_has_the_same_customers(found):
    lines = [[run.values["lines"] for run in runs] for runs in found.outcomes.values()]
    assert lines[0] == lines[1]
    assert len(set(lines[0])) > 1, "and every world has others"


def test_the_figures_are_the_same_whatever_the_number_of_threads(found):
    alone = tl.study(tables(spread="0.5"), replications=4, years=0.25, warm_up=14, threads=1)
    assert alone.digest == found.digest
    assert document(alone) == document(found)
    other = tl.study(tables(spread="0.5"), replications=4, years=0.25, warm_up=14, seed=2)
    assert other.digest != found.digest


def test_the_bridge_sums_to_the_difference_of_contributions(found):
    runs = found.outcomes
    each = [
        sum(parts(a.flows, found.days, 200_000)) - sum(parts(b.flows, found.days, 200_000))
        for a, b in zip(runs["pull"], runs["push"], strict=True)
    ]
    assert abs(sum(step.amount for step in found.bridge["pull"]) - sum(each) / len(each)) <= len(found.bridge["pull"])
    _, all_ = found.bridge_sums["pull"]
    together = len(found.differences) + len(found.bridge["pull"]) + 1
    half = float(stdtrit(3, 1 - 0.025 / together)) * float(np.std(each, ddof=1)) / 2
    assert (all_.low, all_.high) == pytest.approx((np.mean(each) - half, np.mean(each) + half))


@pytest.mark.parametrize("policies", [("pull", "push"), ("hybrid", "pull", "push")])
def test_a_study_says_the_same_of_a_figure_wherever_it_stands(policies):
    """Of few worlds single intervals show what those that hold together do not; table, bridge and ranking agree."""
    for seed in (1, 2, 3):
        study = tl.study(
            tables(spread="0.5"), policies=policies, replications=2, years=0.1, warm_up=0, seed=seed, threads=2
        )
        table = {d.a: d for d in study.differences if d.metric == "contribution"}
        for policy, apart in table.items():
            _, total = study.bridge_sums[policy]
            assert (total.low, total.high) == pytest.approx((apart.low, apart.high), abs=len(study.bridge[policy]))
            if {policy, study.baseline} & set(study.ranking.worse) and study.ranking.best in (policy, study.baseline):
                assert apart.shown == (study.ranking.best == policy or policy in study.ranking.worse)
            elif not apart.shown and study.ranking.best in (policy, study.baseline):
                assert {policy, study.baseline} <= {study.ranking.best, *study.ranking.not_told_apart}


def test_late_suppliers_make_customers_wait(found):
    """A lead time of 10 days that varies by more than itself reaches customers, under pull and under push."""
    sure, late = (tl.study(tables(spread=s), replications=8, years=0.5, warm_up=14) for s in ("", "1.5"))
    assert "lead times are as stated" in " ".join(sure.assumptions)
    assert "lead times vary" in " ".join(found.assumptions)
    for policy in ("pull", "push"):
        for metric, worse in (("fill_rate", -1), ("days_to_delivery_p95", 1)):
            assert worse * (late.policies[policy][metric].mean - sure.policies[policy][metric].mean) > 0


def test_the_present_loops_are_those_of_the_table():
    """A level far above need holds more stock than the default policy does."""
    loops = {"item": ["wheel"], "location": ["main"], "loop": ["base_stock"], "level": ["2000"]}
    found = tl.study({**tables(), "loops": loops}, policies=["pull", "present"], replications=3, years=0.25, warm_up=30)
    (stock,) = [d for d in found.differences if d.metric == "average_inventory"]
    assert stock.shown
    assert stock.mean < -1_000_000, "cents: some 1,900 wheels of 10.00 less"


def test_the_report_says_where_nothing_differs(found):
    rows = {row[0]: row[1:] for row in figures_listing(found).plain_rows()}
    shown = {d.metric: d.shown for d in found.differences}
    assert (rows["Markdown rate"][-1] == NO_DIFFERENCE) == (not shown["markdown_rate"])
    assert any(cell[-1] == NO_DIFFERENCE for cell in rows.values())
    steps = [row[0] for row in bridge_listing(found, "pull").plain_rows()]
    assert [step for step in steps if not step.startswith("  ")][6] == "gross margin advantage"
    last = bridge_listing(found, "pull").rows[-1]
    assert " to " in last[2].text, "a sum has an interval as any step has"


def test_every_study_says_how_orders_swing_echelon_by_echelon(found):
    """Lots of a week swing by day; what is made as it is ordered passes demand on as it comes."""
    assert found.bullwhip.echelons == 2
    for policy in ("pull", "push"):
        assert found.bullwhip.policies[policy]["bullwhip_day_1"].low > 1
    loops = {"item": ["bike"], "location": ["main"], "loop": ["to_order"]}
    made = tl.study({**tables(), "loops": loops}, policies=["present"], replications=2, years=0.25, warm_up=14)
    assert made.bullwhip.policies["present"]["bullwhip_day_1"].mean == pytest.approx(1, abs=0.05)
    assert made.bullwhip.policies["present"]["bullwhip_week_1_customers"].mean == pytest.approx(1, abs=0.05)
    assert made.bullwhip.policies["present"]["bullwhip_day_2"].mean > 1.5, "wheels come in lots of a week"
    listing = bullwhip_listing(found)
    assert len(listing.rows) == 2 * len(SHOWN)
    assert listing.rows[0][0].text == "1, by week"
    assert bullwhip_chart(found).count("<rect") == 4
    for run in found.outcomes["pull"]:
        assert run.swings.weeks.shape == (3, found.days // 7)


def test_json_holds_what_the_contract_names(found):
    read = msgspec.json.decode(study_json(found))
    assert {"seed", "digest", "replications", "policies", "differences", "bridge", "assumptions"} <= read.keys()
    assert set(read["policies"]["pull"]["inventory_turns"]) == {"mean", "low", "high"}
    inventory = read["policies"]["pull"]["average_inventory"]["mean"]
    ratios = read["bullwhip"]["policies"]["push"]
    assert {"bullwhip_week_2", "bullwhip_day_1_points", "bullwhip_week_1_customers"} <= ratios.keys()
    assert ratios["bullwhip_week_2"]["mean"] == found.bullwhip.policies["push"]["bullwhip_week_2"].mean
    steps, (advantage, all_) = read["bridge"], read["bridge_sums"]
    assert advantage["amount"] == pytest.approx(sum(step["amount"] for step in steps if not step["apart"]))
    assert all_["amount"] == pytest.approx(sum(step["amount"] for step in steps))
    assert set(all_) == {"policy", "sum", "amount", "low", "high", "shown"}
    assert inventory == pytest.approx(found.policies["pull"]["average_inventory"].mean / 100), "in the currency"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (
            {"policies": ["pull", "pusch"]},
            "policy 'pusch'; expected some of pull, push, hybrid, present, push:lot-for-lot",
        ),
        ({"policies": []}, "policies none; expected at least one, each once"),
        ({"policies": ["pull", "pull"]}, "policies pull, pull; expected at least one, each once"),
        ({"years": 0.01}, "study, years: 0.01; expected 28 days"),
        ({"replications": 1}, "study, replications: 1; expected 2 to 10000"),
        ({"seed": -1}, "study, seed: -1; expected 0 to"),
        ({"years": float("nan")}, "study, years: nan; expected 28 days to 8 years"),
        ({"years": float("inf")}, "study, years: inf; expected 28 days to 8 years"),
        ({"threads": 0}, "study, threads: 0; expected 1 to 1024"),
        ({"threads": -1}, "study, threads: -1; expected 1 to 1024"),
        ({"warm_up": -1}, "study, warm-up: -1; expected 0 to 1000"),
        ({"warm_up": 10.5}, "study, warm-up: 10.5; expected a whole number, 0 to 1000"),
        ({"replications": 2.5}, "study, replications: 2.5; expected a whole number, 2 to 10000"),
        ({"replications": "4"}, "study, replications: '4'; expected a whole number, 2 to 10000"),
        ({"seed": 1.9}, "study, seed: 1.9; expected a whole number, 0 to"),
        ({"years": "1"}, "study, years: '1'; expected 28 days to 8 years, as a number of years such as 0.5"),
        ({"years": -1}, "study, years: -1; expected 28 days to 8 years"),
        ({"precision": "0.1"}, "study, precision: '0.1'; expected above 0"),
    ],
)
def test_what_makes_no_study_is_refused_before_anything_runs(given, says):
    with pytest.raises(UsageError, match=says):
        tl.study("no folder at all", **given)


def test_nobody_can_study_without_customers():
    with pytest.raises(UsageError, match="a study needs customers"):
        tl.study(tables(orders=False))


def shop(lead):
    """A shop that sells four lamps a day, bought in a lead time; 20 are there."""
    days = range(1, 57)
    sold = [f"2026-{1 + d // 28:02}-{1 + d % 28:02}T{10 + k}:00" for d in days for k in range(4)]
    return {
        "business": {"name": "s", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain"},
        "items": {"item": ["lamp"], "cost": ["10"], "price": ["25"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": [lead],
            "lead_time_spread": ["0.6"],
        },
        "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["20"]},
        "sales": {"sold_at": sold, "item": ["lamp"] * len(sold), "quantity": ["1"] * len(sold)},
    }  # fmt: skip


def test_who_does_not_find_it_at_a_till_is_lost_and_nothing_is_sold_that_is_not_there():
    found = tl.study(shop("20d"), replications=4, years=0.3, warm_up=21)
    for policy in ("pull", "push"):
        assert found.policies[policy]["lost_sales"].mean > 0
        for run in found.outcomes[policy]:
            both = run.values["net_revenue"] + run.values["lost_sales"]
            assert abs(both / (4 * 25_00 * found.days) - 1) < 0.2, "sold and lost are what was asked for"
            assert 0 < run.values["till_service"] <= 1
    assert [run.values["net_revenue"] + run.values["lost_sales"] for run in found.outcomes["pull"]] == [
        run.values["net_revenue"] + run.values["lost_sales"] for run in found.outcomes["push"]
    ], "the same customers came under both policies"


def test_a_shop_with_enough_of_everything_loses_nobody():
    tables = {**shop("2d"), "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["2000"]}}
    found = tl.study(tables, policies=["pull"], replications=2, years=0.3, warm_up=0)
    assert found.policies["pull"]["lost_sales"].mean == 0
    assert found.policies["pull"]["till_service"].mean == 1


def varied(**resource):
    base = tables()
    base["resources"] = {"resource": ["bench"], "cost_per_hour": ["10"], **{k: [v] for k, v in resource.items()}}
    return base


def waits(company):
    return tl.study(company, policies=["pull"], replications=8, years=0.5, warm_up=14).policies["pull"]


def test_work_that_varies_and_machines_that_fail_make_customers_wait():
    """The bench is busy two hours of a day with bikes. It fails about once a week for three days."""
    sure, spread, failing = (
        waits(varied(**given))
        for given in ({}, {"time_spread": "3"}, {"time_between_failures": "80h", "time_to_repair": "72h"})
    )
    p95 = "days_to_delivery_p95"
    assert spread[p95].mean > sure[p95].mean
    assert failing[p95].low > sure[p95].high


def test_bad_lots_cost_and_are_waste():
    company = tables()
    company["sources"]["yield_spread"] = ["0.9", ""]
    company["sources"]["reject_rate"] = ["", "0.2"]
    good, bad = (tl.study(c, replications=4, years=0.5, warm_up=14) for c in (tables(), company))
    scrap = [run.flows[f"account {SCRAP}"] for runs in bad.outcomes.values() for run in runs]
    assert min(scrap) > 0
    assert {run.flows[f"account {SCRAP}"] for runs in good.outcomes.values() for run in runs} == {0}
    assert "lots are rejected on arrival" in " ".join(bad.assumptions)
    assert "lots yield what is planned" in " ".join(good.assumptions)


def test_a_machine_that_fails_and_is_never_repaired_is_a_mistake():
    with pytest.raises(InvalidBusinessError, match="resources line 2, time_to_repair: ''; expected both times"):
        tl.study(varied(time_between_failures="80h"), replications=2, years=0.1)


def test_every_step_of_the_bridge_says_what_it_is_made_of(found):
    for step in found.bridge["pull"]:
        assert abs(sum(cents for _, cents in step.made_of) - step.amount) <= 1 + len(step.made_of)
    carrying = next(step for step in found.bridge["pull"] if step.name == "reduced carrying cost")
    assert {name for name, _ in carrying.made_of} == {"carrying stock", "carrying work in process"}
    sales = next(step for step in found.bridge["pull"] if step.name == "sales")
    flows = [[run.flows["account 13"] for run in found.outcomes[policy]] for policy in ("pull", "push")]
    assert dict(sales.made_of).get("revenue", 0) == pytest.approx((sum(flows[1]) - sum(flows[0])) / 4, abs=1)


def test_what_is_moved_neither_varies_nor_is_rejected():
    company = tables()
    company["locations"] = {"location": ["main", "shop"]}
    company["sources"] = {name: [*cells, more] for (name, cells), more in zip(
        company["sources"].items(), ("bike", "shop", "move", "main", "1d", ""), strict=True)}  # fmt: skip
    company["sources"]["reject_rate"] = ["", "", "0.5"]
    with pytest.raises(InvalidBusinessError, match=r"sources line 4, reject_rate: '0\.5'; expected nothing"):
        tl.study(company, replications=2, years=0.1)


def test_money_is_said_to_be_compared_at_the_service_that_was_reached(found):
    """Nobody waits for a bicycle, so both points keep stock; with a wait of a month the bicycle is pulled to order."""
    said = [text for text in found.assumptions if "aims at" in text or "they reached" in text]
    assert said[0].startswith("pull aims at 95 % of replenishments without a stock-out at the 2 stock points")
    assert said[1].startswith("on time, they reached: pull ")
    shown = next(d.shown for d in found.differences if d.metric == "on_time_share")
    assert said[1].endswith("money is compared at different service" if shown else "no difference of that is shown")
    patient = tables()
    patient["orders"]["wanted_at"] = ["2026-06-01"] * 60
    asks = tl.study(patient, replications=2, years=0.1, warm_up=7)
    assert any("at none at the 2 stock points where it pulls to order" in text for text in asks.assumptions)


def test_nothing_is_said_of_the_same_service_where_nobody_pushes():
    alone = tl.study(tables(), policies="pull,hybrid", replications=2, years=0.1, warm_up=7)
    assert not [text for text in alone.assumptions if "aim" in text or "they reached" in text]
