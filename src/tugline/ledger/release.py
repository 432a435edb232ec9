"""What a smaller stock sets free: cash once, and what that cash is worth every year."""

from dataclasses import dataclass

from tugline.ledger.metric import Metrics
from tugline.ledger.window import round_half_even


@dataclass(frozen=True, slots=True)
class Release:
    """Working capital released; negative where more is bound than before. None where it cannot be said."""

    cash: int | None
    value_per_year: int | None
    why_missing: str = ""


def release(before: Metrics, after: Metrics, *, cost_of_capital_ppm: int | None) -> Release:
    """Return the working capital that going from `before` to `after` releases, both in cents.

    `cash` is the reduction of average inventory and comes once; `value_per_year` is that times the cost of capital
    (parts per million a year) and comes every year. They are never added up.
    """
    was, now = before["average_inventory"], after["average_inventory"]
    if was.value is None or now.value is None:
        reasons = [f"{when}: {m.why_missing}" for when, m in (("before", was), ("after", now)) if m.value is None]
        return Release(None, None, "; ".join(reasons))
    cash = int(was.value) - int(now.value)
    if cost_of_capital_ppm is None:
        return Release(cash, None, "no cost of capital is given")
    return Release(cash, round_half_even(cash * cost_of_capital_ppm, 1_000_000))
