"""A report of a study says the same in its sentences, its tables and its pictures."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

import tugline as tl
from tugline.business.study_alike import alike, listed
from tugline.business.study_figures import MONEY, mean_words
from tugline.business.study_words import found_words, released
from tugline.report.bridge_chart import bridge_chart
from tugline.report.chart import line_key, look
from tugline.report.study_charts import study_charts
from tugline.report.study_html import render_study
from tugline.report.study_json import document
from tugline.report.study_lists import figures_listing
from tugline.report.study_terminal import print_study
from tugline.report.use_lists import uses_listing
from tugline.studies.stopping import Precision

DAYS = [f"2026-{m:02}-{d:02}" for m in range(1, 3) for d in range(1, 29)]


def maker(**more):
    return {
        "business": {"name": "m", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain",
                     "finance": {"carrying_rate": 0.2}},
        "items": {"item": ["lamp", "tube"], "cost": ["", "10"], "price": ["45", ""]},
        "boms": {"item": ["lamp"], "component": ["tube"], "quantity": ["2"]},
        "operations": {"item": ["lamp"], "step": ["1"], "resource": ["bench"], "run_time": ["1h"]},
        "resources": {"resource": ["bench"], "cost_per_hour": ["5"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {"item": ["lamp", "tube"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
                    "lead_time": ["", "9d"], "lead_time_spread": ["", "0.4"]},
        "stock": {"item": ["tube"], "location": ["main"], "on_hand": ["60"]},
        "sales": {"sold_at": [f"{day}T10:00" for day in DAYS], "item": ["lamp"] * len(DAYS),
                  "quantity": ["1"] * len(DAYS), "receipt": [str(d) for d in range(len(DAYS))]},
        "orders": {"order": [f"A{i}" for i in range(len(DAYS))], "item": ["lamp"] * len(DAYS),
                   "quantity": ["1"] * len(DAYS), "ordered_at": [f"{day}T11:00" for day in DAYS]},
        **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def study():
    """Nothing is stated in loops, so present is pull."""
    return tl.study(maker(), policies=("present", "pull", "push"), replications=3, years=0.4, warm_up=0, threads=2)


def printed(study):
    out = io.StringIO()
    print_study(study, Console(file=out, width=120, no_color=True), report=None)
    return " ".join(out.getvalue().split())


def test_a_policy_that_comes_to_the_same_as_another_is_named_once(study):
    assert alike(study) == {"pull": "present"}
    assert listed(study) == ["present", "push"]
    assert [column.name for column in figures_listing(study).columns] == ["figure", "present", "push", "present − push"]
    text, page = printed(study), render_study(study)
    assert "here it comes to the same as present in every world" in text
    assert "pull − push" not in text + page
    assert "What pull is worth" not in text + page
    assert not any(re.search(r"\bpull\b", sentence) for sentence in found_words(study))
    assert {d["a"] for d in document(study)["differences"]} == {"present", "pull"}, "the JSON has everything"


def test_captions_are_the_figures_of_the_table(study):
    charts = "".join(study_charts(study, ["present"]))
    stock = mean_words(study.policies["push"]["average_inventory"], MONEY).text
    assert f"push {stock} EUR" in charts
    half = figures_listing(study).rows
    (row,) = [row for row in half if row[0].text == "Order to delivery, half of lines"]
    assert f"Half of all lines within: present {row[1].text} days; push {row[2].text} days" in charts
    mean = study.outcomes["push"][0].series["inventory"].mean()
    assert study.outcomes["push"][0].values["average_inventory"] == pytest.approx(mean, abs=1)


def test_every_line_has_a_colour_and_a_pattern_of_its_own():
    assert len({look(place) for place in range(64)}) == 64
    eight = [look(place).split() for place in range(8)]
    assert all(len(set(part)) == 8 for part in zip(*eight, strict=True))
    assert '<path class="line s5 d5" d="M0 4H34"/></svg>f' in line_key("abcdef")


def test_the_bridge_is_drawn_with_names_in_full_and_intervals(study):
    chart = bridge_chart(study, "present")
    assert ">reduced carrying cost</text>" in chart
    assert ">in all</text>" in chart
    assert 'class="whisker"' in chart
    assert not re.search(r'[xd]="-?\d+\.\d+e', chart)
    places = [float(x) for x in re.findall(r' x="(-?[\d.]+)"', chart)]
    assert all(0 <= x <= 400 for x in places)


def test_what_is_held_and_what_an_hour_earns_have_intervals(study):
    said = released(study, "present")
    assert said.count("±") == 2
    apart = next(d for d in study.differences if (d.metric, d.a) == ("working_capital", "present"))
    assert ("no difference shown" in said) == (not apart.shown)
    most = study.uses.constraint["push"]
    busy = most._replace(used=replace(most.used, mean=0.9))
    found = replace(study, uses=study.uses._replace(constraint={**study.uses.constraint, "push": busy}))
    assert "±" in uses_listing(found).summary.split("an hour of its work earns")[1]


def test_a_precision_is_said_to_be_of_the_difference(study):
    said = found_words(replace(study, precision=Precision("lost_sales", 0.01, 0.598, False, 5)))
    assert (
        "How far policies differ in lost sales, looked at alone, is known to ± 59.8% of the mean under push after"
        " 5 worlds; ± 1.0% was wanted and is not reached: run more" in said
    )


def test_orders_and_sales_are_counted_apart(study):
    assert any(
        text.startswith("customers are drawn whole from 56 orders and 56 sales of") for text in study.assumptions
    )


def test_names_between_backticks_are_code_on_a_page(study):
    body = render_study(study)
    assert "<code>events</code>" in body
    assert "`" not in body[body.index("<body") :]
