"""Sources in their final rows: by point, then as they are used; every column filled."""

from dataclasses import dataclass

import numpy as np

from tugline.network.calendars import Calendars
from tugline.network.exact import IntArray
from tugline.network.findings import Findings
from tugline.network.layout import BUY, DROP, MAKE, MOVE, SOURCE, Records
from tugline.network.reach import Draft, Ground
from tugline.network.routes import Routes
from tugline.network.sources import Terms, lead_days
from tugline.network.spans import offsets
from tugline.network.tables import MISSING, Durations, Table
from tugline.network.timeline import Timeline, leads


@dataclass(frozen=True, slots=True)
class Ordered:
    """Sources in their final order: the drafts, the row of each one's point, who sells it or works on it."""

    draft: Draft
    point: IntArray
    supplier: IntArray
    item: IntArray
    location: IntArray


def in_order(draft: Draft, point: IntArray, terms: Terms, *, unnamed: int, ground: Ground) -> Ordered:
    """Return the sources by point, then priority, kind, where from, and start of validity.

    Parameters
    ----------
    point
        The row of each draft's point.
    unnamed
        The party that sells what nobody is named for.
    """
    sells = (draft.kind == BUY) | (draft.kind == DROP)
    named = terms.supplier[draft.row]
    supplier = np.where(sells & (named < 0), unnamed, np.where(draft.kind == MOVE, -1, named))
    origin = np.where(draft.kind == MOVE, draft.place, supplier)
    order = np.lexsort((terms.valid_from[draft.row], origin, draft.kind, terms.priority[draft.row], point))
    item, location = ground.split(draft.point[order])
    return Ordered(draft.where(order), point[order], supplier[order], item, location)


def check_distinct(ordered: Ordered, terms: Terms, table: Table, findings: Findings) -> None:
    """Note sources that nothing tells apart: the same point, kind, origin, priority and start of validity."""
    draft = ordered.draft
    columns = (
        ordered.point, draft.kind, np.where(draft.kind == MOVE, draft.place, ordered.supplier),
        terms.priority[draft.row], terms.valid_from[draft.row],
    )  # fmt: skip
    same = np.ones(max(len(draft.row) - 1, 0), np.bool_)
    for column in columns:
        same &= column[1:] == column[:-1]
    for at in np.flatnonzero(same).tolist():
        first, second = sorted(int(table.lines[row]) for row in draft.row[[at, at + 1]].tolist())
        findings.add(
            "source.repeated", "sources", second, "from", f"the same source as in line {first}",
            "one row for each item, location, kind, from, priority and valid_from",
        )  # fmt: skip


def source_records(
    ordered: Ordered, terms: Terms, table: Table, routes: Routes, need_start: IntArray, *,
    from_point: IntArray, timeline: Timeline, calendars: Calendars, findings: Findings,
) -> Records:  # fmt: skip
    """Return the SOURCE records; prices that the tables do not name are 0 until standard costs are known."""
    draft, row = ordered.draft, ordered.draft.row
    records = np.zeros(len(row), SOURCE)
    records["point"], records["kind"], records["supplier"] = ordered.point, draft.kind, ordered.supplier
    records["from_point"] = from_point
    for name in (
        "calendar", "safety_ticks", "fence_ticks", "minimum", "multiple", "maximum", "unit_cost", "freight_cost",
        "share", "priority", "valid_from", "valid_to",
    ):  # fmt: skip
        records[name] = getattr(terms, name)[row]
    records["need_start"], records["need_stop"] = need_start[:-1], need_start[1:]
    records["operation_start"], records["operation_stop"] = routes.start[:-1], routes.start[1:]
    records["yield_numerator"], records["yield_denominator"] = routes.good
    given = table["lead_time"]
    lead = leads(
        Durations(np.append(given.seconds, MISSING)[row], np.append(given.days, MISSING)[row]),
        records["calendar"],
        lead_days(draft.kind, np.diff(routes.start)),
        timeline,
    )
    records["lead_ticks"], records["lead_open"], records["defaulted_lead"] = lead.ticks, lead.open, lead.defaulted
    outside = (draft.kind == BUY) | (draft.kind == DROP) | ((draft.kind == MAKE) & (ordered.supplier >= 0))
    records["defaulted_cost"] = outside & (terms.priced[row] == 0)
    never = lead.open & ~np.append(calendars.ever_open(), [True])[records["calendar"]]
    for at in np.flatnonzero(never & (row >= 0)).tolist():
        name = calendars.register.names[records["calendar"][at]]
        findings.add(
            "calendar.never_open", "sources", int(table.lines[row[at]]), "calendar", name,
            "a calendar that opens at least once in ten years",
        )  # fmt: skip
    return records


def source_spans(records: Records, n_points: int) -> tuple[IntArray, IntArray]:
    """Return where the sources of each point start and stop."""
    start = offsets(records["point"], n_points)
    return start[:-1], start[1:]


def fill_prices(records: Records, cost: IntArray) -> None:
    """Give purchases without a price the standard cost of their item; `cost` is by source."""
    unpriced = (records["defaulted_cost"] == 1) & ((records["kind"] == BUY) | (records["kind"] == DROP))
    records["unit_cost"][unpriced] = cost[unpriced]
