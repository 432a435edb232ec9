"""A study as one page, with pictures; it needs no network and no script, and prints on paper."""

from tugline.business.studying import Study
from tugline.report.listing import Listing
from tugline.report.markup import table, tag, text
from tugline.report.page import BRAND, document
from tugline.report.study_charts import study_charts
from tugline.report.study_lists import INTERVALS, bridge_listing, figures_listing, released
from tugline.report.study_words import found_words

PLACE_OF_ALL = "tugline study --json"


def render_study(study: Study) -> str:
    """Return the page."""
    lists: list[Listing] = []

    def shown(listing: Listing) -> str:
        lists.append(listing)
        return table(listing, where=PLACE_OF_ALL, extra=())

    policies = tag("dl", *(tag("dt", text(n)) + tag("dd", text(says)) for n, says in study.says.items()))
    worth = [
        shown(bridge_listing(study, policy)) + tag("p", text(f"{released(study, policy)}."), class_="quiet")
        for policy in study.bridge
    ]
    said_of = found_words(study)
    parts = [
        _section("Policies", policies),
        _section("Figures", shown(figures_listing(study)), tag("p", text(f"{INTERVALS}."), class_="quiet")),
        *([_section("What is best", *(tag("p", text(f"{each}.")) for each in said_of))] if said_of else []),
        _section("In pictures", tag("div", *study_charts(study), class_="charts")),
        *([_section("What it is worth", *worth)] if worth else []),
        _section("What this rests on", tag("ul", *(tag("li", text(each)) for each in study.assumptions))),
    ]
    said = (
        f"A study of {len(study.policies)} policies in {study.replications} simulated worlds, {study.days} days each"
        f" after {study.warm_up} to warm up; seed {study.seed}."
    )
    head = tag("header", BRAND, tag("h1", text(study.business)), tag("p", text(said)))
    foot = tag("footer", tag("p", "Digest ", tag("code", text(study.digest))))
    return document(f"{study.business}, a study", head, tag("main", *parts), foot, lists=lists)


def _section(name: str, *parts: str) -> str:
    return tag("section", tag("h2", text(name)), *parts)
