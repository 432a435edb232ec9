"""Pictures of what a plan comes to: lines on time by priority, and how full each resource is by week."""

from tugline.business.plan_views import Plan
from tugline.report.chart import MONTHS, WIDTH, picture
from tugline.report.listing import Column, Listing, cells
from tugline.report.markup import heads, scrolling, table, tag, text
from tugline.report.plan_figures import FULL, Lateness, Use, lateness, shares, uses
from tugline.units.quantity import format_share as percent
from tugline.units.quantity import plural

LANE = 40
"""Height of a class in the chart of lateness."""
WEEKS = 12
RESOURCES = 40
STEPS = (0.0, 0.25, 0.5, 0.75, FULL)
"""From these shares on a week has the next stronger shade."""


def lateness_chart(plan: Plan) -> str:
    """Return the share of lines on time by priority as bars; nothing where no line has a date."""
    rows = [row for row in lateness(plan) if row.dated]
    if not rows:
        return ""
    drawn = "".join(_class_bar(row, LANE * place) for place, row in enumerate(rows))
    said = "; ".join(f"{_name(row)} {percent(row.share or 0.0)}" for row in rows)
    return picture(
        "Lines on time", f"Share of the lines with a wanted date that are there by it: {said}.", drawn,
        height=LANE * len(rows),
    )  # fmt: skip


def _name(row: Lateness) -> str:
    return "all" if row.priority is None else f"priority {row.priority}"


def _class_bar(row: Lateness, y: int) -> str:
    wide = (WIDTH - 4) * (row.share or 0.0)
    said = text(f"{_name(row)}: {row.on_time:,} of {row.dated:,} on time")
    return (
        f'<text class="label" x="2" y="{y + 14}">{said}</text>'
        f'<rect class="op late" x="2" y="{y + 20}" width="{WIDTH - 4}" height="12"/>'
        f'<rect class="op" x="2" y="{y + 20}" width="{wide:.1f}" height="12"/>'
    )


def load_listing(plan: Plan) -> Listing:
    """Return the load of the busiest resources by week, the first weeks of the plan."""
    found = uses(plan)
    weeks = [week for week, _, _ in found[0].weeks[:WEEKS]] if found else []
    return Listing(
        id="load",
        title="Load by week",
        columns=(
            Column("resource"), Column("all weeks", right=True), *(Column(_week(week), right=True) for week in weeks)
        ),
        rows=tuple(
            cells(use.resource, percent(use.share), *(_share(*week[1:]) for week in use.weeks[:WEEKS]))
            for use in found[:RESOURCES]
        ),
        total=len(found),
        summary="busy hours as a share of open ones, by the Monday on which a week begins"
        + (f"; {WEEKS} of {len(found[0].weeks)} weeks" if found and len(found[0].weeks) > WEEKS else ""),
        empty="no resource has work",
    )  # fmt: skip


def load_map(plan: Plan, listing: Listing, *, where: str) -> str:
    """Return that list as a table whose cells are the darker the fuller the week."""
    if not listing.rows:
        return table(listing, where=where)
    rows = []
    for row, use in zip(listing.rows, uses(plan), strict=False):
        head = tag("th", text(row[0].text), scope="row")
        done = [tag("td", row[1].text, class_="n strong")]
        done += [
            tag("td", cell.text, class_=f"n h{_shade(*week[1:])}", title=_hours(week))
            for cell, week in zip(row[2:], use.weeks, strict=False)
        ]
        rows.append(tag("tr", head, *done))
    return scrolling(listing, heads(listing), tag("tbody", *rows), where=where)


def _hours(week: tuple[str, float, float]) -> str:
    return f"week of {week[0]}: {week[2]:,.1f} of {plural(round(week[1]), 'open hour')}"


def _share(hours: float, busy: float) -> str:
    return f"{shares(busy, hours):.0%}" if hours > 0 else "closed"


def _shade(hours: float, busy: float) -> int:
    share = shares(busy, hours)
    return sum(share >= step for step in STEPS) if share > 0 else 0


def _week(monday: str) -> str:
    return f"{int(monday[8:])} {MONTHS[int(monday[5:7]) - 1]}"


def fullest(found: list[Use]) -> str:
    """Return which resource is the fullest, as a sentence; empty where none has work."""
    if not found:
        return ""
    use = found[0]
    weeks = plural(use.full_weeks, "week")
    return f"{use.resource} works most of its open hours, {percent(use.share)}; next to none left in {weeks}."
