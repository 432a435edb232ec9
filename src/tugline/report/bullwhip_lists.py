"""The bullwhip of a study as a list and a picture: echelon by echelon, from customers to who is bought from."""

import numpy as np

from tugline.business.study_alike import listed
from tugline.business.study_figures import number
from tugline.business.studying import Study
from tugline.report.chart import FRAME, axes, axis, bar_key, look, picture
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.report.study_charts import Line, line_chart
from tugline.report.study_lists import difference_cell, mean_cell
from tugline.report.texts import brief_money
from tugline.studies.bullwhip import CUSTOMERS, POINTS, STAGE, figure

SHOWN = (
    ("week", STAGE, "by week"), ("day", STAGE, "by day"), ("week", POINTS, "by week, mean of its points"),
    ("week", CUSTOMERS, "by week, against customers"),
)  # fmt: skip
"""Period and measure of the rows of each echelon, and what they are called."""
SAYS = (
    "variance of what an echelon orders over the variance of what it is asked for; 1 passes demand on as it comes,"
    " more than 1 makes it swing"
)


def bullwhip_listing(study: Study) -> Listing:
    """Return the ratios of every echelon under every policy, with the difference of each policy to the baseline."""
    found, names = study.bullwhip, listed(study)
    others = [name for name in names if name != study.baseline]
    differences = {(d.metric, d.a): d for d in found.differences}
    rows = []
    for echelon in range(1, found.echelons + 1):
        for period, measure, says in SHOWN:
            metric = figure(period, echelon, measure)
            means = [mean_cell(found.policies[name].get(metric), "") for name in names]
            title = Cell(f"{echelon}, {says}")
            rows.append(
                cells(title, *means, *(difference_cell(differences.get((metric, name)), "") for name in others))
            )
    columns = (
        Column("echelon"), *(Column(name, right=True) for name in names),
        *(Column(f"{name} − {study.baseline}", right=True) for name in others),
    )  # fmt: skip
    return Listing("bullwhip", "Bullwhip", columns, tuple(rows), len(rows), SAYS, whole=True)


def bullwhip_chart(study: Study) -> str:
    """Return the variance of orders against that of customers' demand by echelon, "" where none is known."""
    found = study.bullwhip
    echelons = range(1, found.echelons + 1)
    bars = {
        policy: [known.get(figure("week", e, CUSTOMERS)) for e in echelons]
        for policy, known in found.policies.items()
        if policy in listed(study)
    }
    values = [bar.mean for of in bars.values() for bar in of if bar is not None]
    if not values:
        return ""
    scale, wide = axis([*values, 1.0]), FRAME.width / len(echelons)
    slot = (wide - 8) / len(bars)
    ticks = [(FRAME.left + (place + 0.5) * wide, str(e)) for place, e in enumerate(echelons)]
    parts = [axes(scale, ticks, lambda value: f"{value:g}")]
    for nth, of in enumerate(bars.values()):
        for place, bar in enumerate(of):
            if bar is not None:
                x, y = FRAME.left + place * wide + 4 + nth * slot, scale.y(bar.mean)
                parts.append(
                    f'<rect class="bar {look(nth)}" x="{x:.1f}" y="{y:.1f}" width="{slot - 1:.1f}" '
                    f'height="{max(1.0, FRAME.bottom - y):.1f}"/>'
                )
    told = "; ".join(
        f"{policy} {', '.join('not known' if bar is None else number(bar.mean, '') for bar in of)}"
        for policy, of in bars.items()
    )
    says = (
        "How much weekly orders of each echelon swing, as a multiple of customers' demand (variances, each over the"
        f" square of its mean), from the first echelon to the last: {told}."
    )
    return picture("Bullwhip by echelon", says, "".join(parts), note=bar_key(list(bars)))


def orders_chart(study: Study, policy: str) -> str:
    """Return what each echelon ordered week by week under a policy, the mean of all worlds, "" where nobody did."""
    weeks = np.mean([run.swings.weeks for run in study.outcomes[policy]], axis=0)
    if not weeks.any() or weeks.shape[1] < 2:
        return ""
    at = np.arange(1.0, weeks.shape[1] + 1)
    names = ["customers", *(f"echelon {e}" for e in range(1, len(weeks)))]
    lines = [Line(name, at, series) for name, series in zip(names, weeks, strict=True)]
    most = "; ".join(f"{line.name} {brief_money(float(line.y.max()))} {study.currency}" for line in lines)
    says = f"At standard cost, the mean of all worlds; the most in a week: {most}."
    return line_chart(f"Orders week by week, {policy}", lines, brief_money, "week", says)
