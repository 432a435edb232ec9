"""A case as one page, with pictures; it needs no network and no script, and prints on paper."""

from dataclasses import replace

from tugline.business.study_alike import listed, policies_said
from tugline.business.study_words import INTERVALS
from tugline.cases.run import CaseResult
from tugline.report.bullwhip_lists import bullwhip_chart, bullwhip_listing, orders_chart
from tugline.report.case_lists import (
    case_bridges,
    case_figures,
    case_notes,
    expected_listing,
    over_time_charts,
    parameters_listing,
    sensitivity_listing,
    shown_listing,
    verdicts_listing,
)
from tugline.report.listing import Listing
from tugline.report.markup import prose, section, table, tag, text
from tugline.report.page import BRAND, document
from tugline.report.study_charts import study_charts
from tugline.report.study_lists import bridge_listing

PLACE_OF_ALL = "tugline case --json"


def render_case(found: CaseResult) -> str:
    """Return the page."""
    study, lists = found.study, list[Listing]()

    def shown(listing: Listing) -> str:
        lists.append(listing)
        return table(listing, where=PLACE_OF_ALL, extra=())

    policies = tag("dl", *(tag("dt", text(n)) + tag("dd", prose(says)) for n, says in policies_said(study).items()))
    orders = [orders_chart(study, policy) for policy in listed(study)]
    # Names of a case's policies are several words, which no id may be.
    worth = [
        shown(replace(bridge_listing(study, policy), id=f"bridge-{place}"))
        for place, policy in enumerate(case_bridges(found))
    ]
    own = shown_listing(found)
    expected, notes = expected_listing(found), [tag("p", prose(f"{each}.")) for each in case_notes(found)]
    quiet = tag("p", text(f"{INTERVALS}."), class_="quiet")
    parts = [
        section(
            "What was published", shown(verdicts_listing(found)), *([shown(expected)] if expected is not None else [])
        ),
        section("Policies", policies),
        *(
            [section("What came of it", shown(own), tag("div", *over_time_charts(found), class_="charts"))]
            if own
            else []
        ),
        section("Figures", shown(case_figures(found)), *notes, quiet),
        section(
            "In pictures", tag("div", *study_charts(study, case_bridges(found)), bullwhip_chart(study), class_="charts")
        ),
        section("Bullwhip", shown(bullwhip_listing(study)), tag("div", *orders, class_="charts")),
        *([section("What it is worth", *worth)] if worth else []),
        section("What hangs on assumptions", shown(sensitivity_listing(found))),
        section("What it is built from", shown(parameters_listing(found))),
        section("What this rests on", tag("ul", *(tag("li", prose(each)) for each in study.assumptions))),
    ]
    said = (
        f"{found.file.says} {len(study.policies)} policies in {study.replications} simulated worlds, {study.days} days"
        f" each after {study.warm_up} to warm up; seed {study.seed}."
    )
    head = tag("header", BRAND, tag("h1", text(found.file.title)), tag("p", text(said)))
    foot = tag("footer", tag("p", "Digest ", tag("code", text(study.digest))))
    return document(f"{found.file.title}, a case", head, tag("main", *parts), foot, lists=lists)
