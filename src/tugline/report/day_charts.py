"""What every day brought: stock, work, cash and revenue in money, and the pulls."""

from tugline.business.views import Result
from tugline.report import time_charts
from tugline.report.now import kinds_used
from tugline.report.texts import brief_money
from tugline.units.quantity import format_number as number
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural

CHART_DAYS = 60
"""So many days of pulls are drawn, each with its own bar."""


def day_charts(result: Result) -> list[str]:
    """Return a chart for everything that there was on some day."""
    return [*_money_charts(result), *_pull_charts(result)]


def _money_charts(result: Result) -> list[str]:
    """Return what was there each day, and what was sold; what was never there gets no chart."""
    series, currency = result.series, result.currency
    charts = [
        time_charts.area_chart(title, series.days, values, unit=currency, kind=kind)
        for title, values, kind in (
            ("Stock", series.inventory, "stock"), ("Work in process", series.wip, "wip"), ("Cash", series.cash, "cash"),
        )
        if any(values)
    ]  # fmt: skip
    if any(series.revenue):
        daily = [now - before for before, now in zip((0.0, *series.revenue), series.revenue, strict=False)]
        charts.insert(
            2,
            time_charts.bar_chart(
                "Revenue", series.days, [("revenue", daily)], show=brief_money,
                says=lambda total: f"{whole_money(total)} {currency} from {series.days[0]} to {series.days[-1]}.",
            ),
        )  # fmt: skip
    return charts


def _pull_charts(result: Result) -> list[str]:
    last = result.pulls_by_day[-CHART_DAYS:]
    if not last:
        return []
    stacks = [(kind, [float(getattr(day, kind)) for day in last]) for kind in kinds_used(result)]
    return [
        time_charts.bar_chart(
            "Pulls", [day.day for day in last], stacks,
            says=lambda total: f"{number(total)} pulls on {plural(len(last), 'day')} up to {last[-1].day}.",
        )
    ]  # fmt: skip
