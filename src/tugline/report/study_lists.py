"""A study as lists: figures side by side, what differs, the bridge from one policy to the other, what is assumed."""

import math

from tugline.business.studying import Study
from tugline.report.listing import NOT_KNOWN, Cell, Column, Listing, cells
from tugline.report.texts import share, whole_money
from tugline.studies.bridge import Step, Sum
from tugline.studies.compare import Difference, Estimate
from tugline.units.quantity import plural

MONEY, DAYS, SHARE, YEARLY, COUNT = "money", "days", "share", "a year", "orders"
SHOWN = (
    ("on_time_share", "On time", SHARE), ("fill_rate", "Fill rate", SHARE),
    ("till_service", "Found all they came for", SHARE), ("lost_sales", "Lost sales", MONEY),
    ("days_to_delivery_p50", "Order to delivery, half of lines", DAYS),
    ("days_to_delivery_p95", "Order to delivery, 95 % of lines", DAYS),
    ("average_inventory", "Stock", MONEY), ("average_wip", "Work in process", MONEY),
    ("orders_placed", "Orders and lots begun", COUNT), ("order_cost", "Order cost", MONEY),
    ("inventory_turns", "Inventory turns", YEARLY), ("dio", "Days of inventory", DAYS),
    ("cash_conversion_cycle", "Cash conversion cycle", DAYS), ("markdown_rate", "Markdown rate", SHARE),
    ("net_revenue", "Net revenue", MONEY), ("gross_margin", "Gross margin", MONEY),
    ("variances", "Variances, in the contribution", MONEY),
    ("contribution", "Contribution after carrying and ordering cost", MONEY),
    ("gross_margin_rate", "Gross margin rate", SHARE), ("revenue_per_sku", "Revenue per SKU", "currency"),
)  # fmt: skip
"""Figures that a study shows, in their order: name, title, unit. Money is in cents in a study."""
INTERVALS = "Intervals of means hold 95 % each; those of differences hold together with 95 %, runs compared in pairs"
NO_LUCK = (
    "One world: nothing in it is a matter of luck, so figures and differences hold for these very days, and no other"
)
"""Said of a replay in which nothing varies, in place of `INTERVALS`."""
NO_DIFFERENCE = "no difference shown"
"""Said of a figure whose interval holds 0."""


def figures_listing(study: Study) -> Listing:
    """Return every figure under every policy, with the difference of each policy to the baseline."""
    names = list(study.policies)
    others = [name for name in names if name != study.baseline]
    columns = (
        Column("figure"), *(Column(name, right=True) for name in names),
        *(Column(f"{name} − {study.baseline}", right=True) for name in others),
    )  # fmt: skip
    differences = {(d.metric, d.a): d for d in study.differences}
    rows = []
    for metric, title, unit in SHOWN:
        if all(metric in study.missing[name] for name in names):
            continue
        means = [_mean(study.policies[name].get(metric), unit) for name in names]
        said = {MONEY: study.currency, "currency": study.currency, SHARE: ""}.get(unit, unit)
        rows.append(
            cells(
                Cell(title, "", said), *means, *(_difference(differences.get((metric, name)), unit) for name in others)
            )
        )
    summary = (
        f"{plural(study.replications, 'world')}, {plural(study.days, 'day')} each after {study.warm_up} to warm up"
    )
    return Listing("figures", "Figures", columns, tuple(rows), len(rows), summary)


def intervals_of(study: Study) -> str:
    """Return what the intervals of a study mean."""
    return NO_LUCK if study.replications < 2 else INTERVALS


def bridge_listing(study: Study, policy: str) -> Listing:
    """Return the steps from the baseline to a policy, in the currency, a study long."""
    steps = study.bridge[policy]
    advantage, total = (
        cells(Cell(s.name, "strong"), _step(s)._replace(tone="strong"), "") for s in study.bridge_sums[policy]
    )
    rows = [row for s in steps if not s.apart for row in _step_rows(s, s.name)]
    rows.append(advantage)
    rows += [row for s in steps if s.apart for row in _step_rows(s, f"apart: {s.name}")]
    rows.append(total)
    columns = (Column("step"), Column(study.currency, right=True), Column("from"))
    title = f"What {policy} is worth against {study.baseline}"
    return Listing(f"bridge-{policy}", title, columns, tuple(rows), len(rows), f"mean of {study.days} days")


def _step_rows(step: Step, name: str) -> list[tuple[Cell, ...]]:
    """Return a step, and where several accounts are in it what each of them adds."""
    rows = [cells(name, _step(step), step.of)]
    if len(step.made_of) > 1:
        rows += [
            cells(Cell(f"  {of}", "dim"), Cell(number(cents / 100, MONEY), "dim"), "") for of, cents in step.made_of
        ]
    return rows


def released(study: Study, policy: str) -> str:
    """Return the sentence on the working capital that a policy releases against the baseline."""
    held = [study.policies[name].get("working_capital") for name in (study.baseline, policy)]
    if held[0] is None or held[1] is None:
        return f"Working capital: not known, {study.missing[policy].get('working_capital', 'see the baseline')}"
    return (
        f"Working capital at the end: {number(held[0].mean / 100, MONEY)} {study.currency} under {study.baseline},"
        f" {number(held[1].mean / 100, MONEY)} under {policy}"
    )


def number(value: float, unit: str) -> str:
    """Return a figure as text."""
    if unit == SHARE:
        return share(value)
    if unit == MONEY:
        return whole_money(value)
    return f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"


def _mean(estimate: Estimate | None, unit: str) -> Cell:
    if estimate is None:
        return NOT_KNOWN
    scale = 0.01 if unit == MONEY else 1.0
    half = estimate.high - estimate.mean
    spread = "" if math.isinf(half) or half == 0 else f"± {number(half * scale, unit)}"
    return Cell(number(estimate.mean * scale, unit), "", spread)


def _difference(found: Difference | None, unit: str) -> Cell:
    if found is None:
        return NOT_KNOWN
    if not found.shown:
        return Cell(NO_DIFFERENCE, "dim")
    scale = 0.01 if unit == MONEY else 1.0
    low, high = number(found.low * scale, unit), number(found.high * scale, unit)
    interval = f"{low} to {high}" if found.low < found.high else ""
    return Cell(f"{found.mean * scale:+,.0f}" if unit == MONEY else _signed(found.mean, unit), "", interval)


def _step(step: Step | Sum) -> Cell:
    if step.low == step.high:
        return Cell(number(step.amount / 100, MONEY))
    interval = f"{number(step.low / 100, MONEY)} to {number(step.high / 100, MONEY)}"
    return Cell(number(step.amount / 100, MONEY), "", interval if step.shown else f"{interval}: {NO_DIFFERENCE}")


def _signed(value: float, unit: str) -> str:
    return ("+" if value > 0 else "") + number(value, unit)
