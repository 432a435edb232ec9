"""A study as one page, with pictures; it needs no network and no script, and prints on paper."""

from collections.abc import Callable
from dataclasses import replace

from tugline.business.study_alike import bridged, policies_said
from tugline.business.study_words import found_words, intervals_of, released, what_it_is
from tugline.business.studying import Study
from tugline.report.bullwhip_lists import bullwhip_chart, bullwhip_listing
from tugline.report.listing import Listing
from tugline.report.markup import prose, section, table, tag, text
from tugline.report.page import BRAND, document
from tugline.report.study_charts import study_charts
from tugline.report.study_lists import bridge_listing, figures_listing
from tugline.report.twin_lists import TITLE, twin_listing, unrecorded
from tugline.report.use_lists import uses_listing
from tugline.studies.twin import Twin
from tugline.units.quantity import plural

PLACE_OF_ALL = "tugline study --json"


def render_study(study: Study) -> str:
    """Return the page."""
    lists: list[Listing] = []

    def shown(listing: Listing) -> str:
        lists.append(listing)
        return table(listing, where=PLACE_OF_ALL, extra=())

    policies = tag("dl", *(tag("dt", text(n)) + tag("dd", prose(says)) for n, says in policies_said(study).items()))
    worth = [
        shown(bridge_listing(study, policy)) + tag("p", text(f"{released(study, policy)}."), class_="quiet")
        for policy in bridged(study)
    ]
    assert study.twin is not None, "a study has its twin"
    said_of, resources = found_words(study), uses_listing(study)
    parts = [
        section(TITLE, *_twin(study.twin, shown)),
        section("Policies", policies),
        section("Figures", shown(figures_listing(study)), tag("p", text(f"{intervals_of(study)}."), class_="quiet")),
        *([section("What is best", *(tag("p", prose(f"{each}.")) for each in said_of))] if said_of else []),
        section(
            "In pictures",
            tag("div", *study_charts(study, list(bridged(study))), bullwhip_chart(study), class_="charts"),
        ),
        *([section("What it is worth", *worth)] if worth else []),
        section("Bullwhip", shown(bullwhip_listing(study))),
        *([section("Resources", shown(resources))] if resources is not None else []),
        section("What this rests on", tag("ul", *(tag("li", prose(each)) for each in study.assumptions))),
    ]
    what = what_it_is(study)
    said = (
        f"{what[:1].upper()}{what[1:]} in {plural(study.replications, 'simulated world')}, {study.days} days each after"
        f" {study.warm_up} to warm up; seed {study.seed}."
    )
    head = tag("header", BRAND, tag("h1", text(study.business)), tag("p", text(said)))
    foot = tag("footer", tag("p", "Digest ", tag("code", text(study.digest))))
    return document(f"{study.business}, a study", head, tag("main", *parts), foot, lists=lists)


def _twin(twin: Twin, shown: Callable[[Listing], str]) -> list[str]:
    """Return how well the simulated present reproduces the history; it stands before any money."""
    return [
        *(tag("p", prose(sentence)) for sentence in twin.says),
        *([shown(replace(twin_listing(twin), title="Recorded and simulated"))] if twin.findings else []),
        *([tag("ul", *(tag("li", prose(each)) for each in unrecorded(twin)))] if twin.not_recorded else []),
    ]
