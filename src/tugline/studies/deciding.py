"""The figure that a study decides by: which there are, and whether more of it is better."""

from difflib import get_close_matches

from tugline.errors import UsageError

CONTRIBUTION = "contribution"
DECIDING = {
    CONTRIBUTION: 1, "gross_margin": 1, "gross_margin_rate": 1, "net_revenue": 1, "on_time_share": 1, "fill_rate": 1,
    "till_service": 1, "inventory_turns": 1, "gmroi": 1, "lost_sales": -1, "days_to_delivery_p50": -1,
    "days_to_delivery_p95": -1, "average_inventory": -1, "average_wip": -1, "dio": -1, "cash_conversion_cycle": -1,
    "working_capital": -1, "markdown_rate": -1, "order_cost": -1,
    "orders_placed": -1, "waste": -1, "revenue_per_sku": 1,
}  # fmt: skip
"""Figures that a study can decide by: 1 = more is better, -1 = less is."""


def check_figure(name: str) -> None:
    """Refuse what is no figure that a study can decide by.

    Raises
    ------
    UsageError
        It is none of `DECIDING`.
    """
    if name not in DECIDING:
        near = get_close_matches(name, DECIDING, 1) or [known for known in DECIDING if name and name in known]
        hint = f"Maybe {near[0]!r} is meant." if near else ""
        raise UsageError(f"study, figure: {name!r}; expected one of {', '.join(DECIDING)}", hint=hint)


def oriented(name: str, values: list[float]) -> list[float]:
    """Return values of a figure turned so that more is better."""
    return [DECIDING[name] * value for value in values]
