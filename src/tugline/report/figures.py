"""The figures in the order in which people ask for them, as texts."""

from tugline.business.views import Result
from tugline.report.now import number

ORDER = (
    ("inventory_turns", "inventory turns"),
    ("dio", "days of inventory (DIO)"),
    ("dso", "days of sales (DSO)"),
    ("dpo", "days of payables (DPO)"),
    ("cash_conversion_cycle", "cash conversion cycle"),
    ("net_revenue", "net revenue"),
    ("gross_margin", "gross margin"),
    ("gross_margin_rate", "gross margin rate"),
    ("markdown_rate", "markdown rate"),
    ("average_inventory", "average inventory"),
    ("average_wip", "average work in process"),
)


def figure_rows(result: Result) -> list[tuple[str, str, str]]:
    """Return (name, value, what it is made of) of the figures that a planner asks for; a missing one says why."""
    by_name = {figure.name: figure for figure in result.figures}
    rows = []
    for name, label in ORDER:
        figure = by_name.get(name)
        if figure is None:
            continue
        if figure.value is None:
            rows.append((label, "not known", figure.missing))
            continue
        made_of = figure.formula.partition(" = ")[2].rpartition(" = ")[0]
        rows.append((label, shown(figure.value, figure.unit), made_of))
    return rows + _service_rows(result)


def _service_rows(result: Result) -> list[tuple[str, str, str]]:
    metrics = result.metrics
    time = metrics["order_to_delivery_days"]
    missing = metrics.get("why_missing") or ""
    rows = []
    if time["p50"] is None:
        rows.append(("order to delivery", "not known", missing))
    else:
        rows.append(
            ("order to delivery", f"{time['p50']:g} days", f"half of the lines; 95 % within {time['p95']:g} days")
        )
    share = metrics["on_time_share"]
    if share is not None:
        rows.append(("on time", f"{share:.1%}", "lines delivered by their wanted date, of those wanted by now"))
    return rows


def shown(value: float, unit: str) -> str:
    """Return a figure in its unit."""
    if unit == "money":
        return number(round(value))
    if unit == "share":
        return f"{value:.1%}"
    if unit == "days":
        return f"{value:,.1f} days"
    return f"{value:,.2f}"
