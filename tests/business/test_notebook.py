"""A notebook shows a study and a search as a terminal does: the verdict before the money, and no more than is known."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from tugline.business.loop_changes import Change
from tugline.business.notebook import NO_TWIN, NOT_HELD
from tugline.business.searching import Search
from tugline.business.study_figures import SHOWN
from tugline.business.studying import Study
from tugline.studies.bridge import STEPS, Step, Sum
from tugline.studies.bullwhip_figures import BullwhipFigures
from tugline.studies.compare import Difference, Estimate
from tugline.studies.constraint import Uses
from tugline.studies.ranking import Ranking
from tugline.studies.search import Searched, Tried
from tugline.studies.twin import Finding, Twin

VERDICT = "The simulated present policy reproduces the one figure that this history records."
FIGURES = {
    "on_time_share": (Estimate(0.9, 0.85, 0.95, 3), Estimate(0.8, 0.78, 0.82, 3)),
    "average_inventory": (Estimate(123_400, 120_000, 126_800, 3), Estimate(200_000, 190_000, 210_000, 3)),
    "contribution": (Estimate(500_000, 400_000, 600_000, 3), Estimate(480_000, 470_000, 490_000, 3)),
}
DIFFERENCES = [
    Difference("on_time_share", "<b>pull</b>", "push", 0.1, -0.05, 0.25, 3),
    Difference("average_inventory", "<b>pull</b>", "push", -76_600, -80_000, -73_200, 3),
]


def study():
    """Two policies, one of which has a name that is markup, in three worlds; money in cents."""
    steps = [Step(name, 100 * k, apart, of, -50.0, 250.0) for k, (name, apart, of) in enumerate(STEPS)]
    made = Study(
        business="A & <Sons>", currency="EUR", seed=1, replications=3, days=91, warm_up=14, baseline="push",
        policies={
            "<b>pull</b>": {name: ours for name, (ours, _) in FIGURES.items()},
            "push": {name: theirs for name, (_, theirs) in FIGURES.items()},
        },
        missing={}, differences=DIFFERENCES, bridge={"<b>pull</b>": steps},
        bridge_sums={"<b>pull</b>": [Sum("gross margin advantage", 123_456, 100_000.0, 150_000.0),
                                     Sum("contribution after carrying and ordering cost", 7_700, -9_900.0, 20_000.0)]},
        bullwhip=BullwhipFigures(1, {}, []), uses=Uses({}, {}), assumptions=[], says={}, outcomes={},
        in_cents=frozenset({"average_inventory", "contribution"}), digest="", figure="contribution",
        ranking=Ranking("contribution", "push", ["<b>pull</b>"], [], 0.95), precision=None, found_warm_up=None,
        twin=Twin("2026-01-01", "2026-02-01", "tables", 3,
                  (Finding("on time", "", 0.9, 0.9, "share", 40, "reproduced"),), (), (VERDICT,)),
    )  # fmt: skip
    return replace(made, missing=missing(made, "nothing was sold"))


def missing(made, why):
    """Every figure that a study shows is known, or it says why not."""
    return {p: {name: why for name, _, _ in SHOWN if name not in of} for p, of in made.policies.items()}


def without_costs():
    """The same, of a business that knows no costs."""
    known, why = {"on_time_share"}, "stock without a cost at 2 stock points"
    made = study()
    cut = replace(made, policies={p: {m: e for m, e in of.items() if m in known} for p, of in made.policies.items()})
    return replace(
        cut, missing=missing(cut, why), differences=[d for d in DIFFERENCES if d.metric in known], bridge={},
        bridge_sums={}, ranking=None,
    )  # fmt: skip


def read(html):
    """The markup as a tree, which takes none that is not well-formed."""
    return ET.fromstring(f"<div>{html}</div>")


def rows(html):
    """Cells by the name of their row; small words after a blank."""
    return {row[0].text: [" ".join(cell.itertext()) for cell in row] for row in read(html).iter("tr")}


@pytest.fixture
def shown():
    return study()._repr_html_()


def test_figures_stand_side_by_side_with_intervals_and_differences(shown):
    found = rows(shown)
    assert found["figure"] == ["figure", "<b>pull</b>", "push", "<b>pull</b> − push"]
    assert found["Stock"] == ["Stock EUR", "1,234 ± 34", "2,000 ± 100", "-766 -800 to -732"]
    assert found["On time"] == ["On time", "90.0% ± 5.0%", "80.0% ± 2.0%", "no difference shown"]


def test_what_it_is_worth_has_sums_with_intervals_and_says_what_is_not_shown(shown):
    found = rows(shown)
    assert found["gross margin advantage"] == ["gross margin advantage", "1,235 1,000 to 1,500"]
    assert found["lower waste"][1] == "2 0 to 2: no difference shown"
    total = found["contribution after carrying and ordering cost"]
    assert total[1] == "77 -99 to 200: no difference shown"


def test_names_are_no_markup(shown):
    tree = read(shown)
    assert {element.tag for element in tree.iter()} == {
        "div", "p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td", "br", "small",
    }  # fmt: skip
    assert "A & <Sons>" in "".join(tree.itertext())
    assert "What <b>pull</b> is worth against push" in "".join(tree.itertext())


def test_the_verdict_stands_before_any_money(shown):
    words = "".join(read(shown).itertext())
    assert 0 < words.index(VERDICT) < words.index("EUR")
    assert "`twin.not_recorded`" not in words
    twin = replace(study().twin, not_recorded=("lead times", "deliveries"))
    words = "".join(read(replace(study(), twin=twin)._repr_html_()).itertext())
    told = "2 things that the history does not record: `twin.not_recorded` names them."
    assert words.index(VERDICT) < words.index(told) < words.index("EUR")
    before = replace(study(), twin=None)._repr_html_()
    assert NOT_HELD in before
    assert not re.search(r"EUR|\d{3}", before)


def test_without_costs_no_money_is_shown():
    html = without_costs()._repr_html_()
    assert list(rows(html)) == ["figure", "On time"]
    words = "".join(read(html).itertext())
    assert "What a policy is worth is not known: stock without a cost at 2 stock points." in words
    assert "EUR" not in words


def test_in_one_line_it_says_what_it_is(shown):
    assert repr(study()) == "<study of A & <Sons>: <b>pull</b>, push; 3 worlds of 91 days each>"


def test_the_tables_hold_every_figure_in_the_currency():
    tables = study().tables
    figures = tables.figures.to_polars()
    (stock,) = figures.filter(policy="push", figure="average_inventory").to_dicts()
    assert stock == {
        "policy": "push", "figure": "average_inventory", "mean": 2_000.0, "low": 1_900.0, "high": 2_100.0,
        "unit": "EUR", "missing": "",
    }  # fmt: skip
    (unknown,) = figures.filter(policy="push", figure="dio").to_dicts()
    assert (unknown["mean"], unknown["unit"], unknown["missing"]) == (None, "days", "nothing was sold")
    differences = pl.DataFrame(tables.differences)
    assert differences["shown"].to_list() == [False, True]
    assert differences["mean"].to_list() == [0.1, -766.0]
    assert tables.twin.to_pandas()["verdict"].tolist() == ["reproduced"]


def test_the_table_of_the_bridge_ends_with_its_sums():
    bridge = study().tables.bridge.to_polars()
    assert bridge["part"].to_list() == [*("apart" if apart else "advantage" for _, apart, _ in STEPS), "sum", "sum"]
    assert bridge["amount"].to_list() == [*range(len(STEPS)), 1_234.56, 77.0]
    assert bridge["shown"].to_list() == [False] * len(STEPS) + [True, False]
    none = without_costs().tables
    assert len(none.bridge) == 0
    assert none.bridge.to_polars().schema == bridge.schema


def test_a_search_says_what_its_money_is_worth_then_what_to_change():
    tried = Tried((1.0,), 100_000.0, 20_000.0, 3.5, 0.97)
    search = Search(
        business="<shop>", currency="EUR", knobs=("lots",), service=0.95, worlds=4,
        searched=Searched([tried], tried, [tried]),
        changes=[Change("loops", "nut & bolt, main", "quantity", "100", "240")],
        fresh={
            name: {"service": Estimate(0.96, 0.95, 0.97, 8), "contribution": Estimate(1e5, 9e4, 1.1e5, 8)}
            for name in ("found", "present")
        },
        differences=[Difference("contribution", "found", "present", 100.0, -50.0, 250.0, 8)],
    )  # fmt: skip
    html = search._repr_html_()
    words = "".join(read(html).itertext())
    assert 0 < words.index(NO_TWIN) < words.index("no difference of the contribution shown") < words.index("EUR")
    assert rows(html)["nut & bolt, main"] == ["nut & bolt, main", "quantity", "100", "240"]
    assert rows(html)["3.50"] == ["3.50", "200", "97.0%", "1,000", "× 1.00"]
    assert repr(search) == "<search over the loops of <shop>: 1 set of factors, 1 number to change>"
