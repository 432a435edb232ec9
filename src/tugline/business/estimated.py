"""Parameters that a row of the loops table leaves open: what is taken for each, and what that is estimated from."""

import math
from collections.abc import Iterable
from dataclasses import replace

from tugline.business.loop_words import setting_of
from tugline.business.naming import Naming
from tugline.business.policy import Choice, Situation, cycle_text, days_text, fill_in, use_text
from tugline.business.rates import Rates
from tugline.network.network import Default


def estimate(naming: Naming, rates: Rates, situation: Situation, stated: Choice) -> Choice:
    """Return a choice of the `loops` table with what it leaves open filled in, told one by one and in its reason."""
    filled = fill_in(rates, situation, stated)
    point = stated.point
    told = {
        name: f"{setting_of(naming, point, name, filled.parameters[name])} "
        f"({_why(name, situation, rates, naming, point)})"
        for name in filled.parameters
        if name not in stated.parameters
    }
    said = [stated.why, *(f"{name} {how}" for name, how in told.items())]
    return replace(filled, why="; ".join(said), estimated=told)


def estimates(naming: Naming, choices: Iterable[Choice]) -> list[Default]:
    """Return what is taken where rows of the loops table leave a parameter open, in the order of the stock points."""
    return [
        Default(f"{choice.loop} {name}", f"{naming.item(choice.point)} at {naming.location(choice.point)}", told)
        for choice in choices
        for name, told in choice.estimated.items()
    ]


def _why(name: str, situation: Situation, rates: Rates, naming: Naming, point: int) -> str:
    if name == "mode":
        return "the table names none"
    days, cycle = situation.lead_days[point], cycle_text(situation, point)
    lead_days = days if math.isfinite(days) else 0.0
    what = {
        "level": f"what {days_text(lead_days + 1)} use, its lead time and a day",
        "point": f"what its lead time of {days_text(lead_days)} uses",
        "min": f"what its lead time of {days_text(lead_days)} uses",
        "quantity": cycle,
        "max": f"{cycle} above the minimum",
        "container": "a day's use, in whole lots of its source",
        "cards": f"by the formula for its mode, with a lead time of {days_text(lead_days)}",
    }[name]
    if rates.mean[point] <= 0:
        window = f"in the {rates.days} days " if rates.days else ""
        return f"{what}, and nobody used any {window}before the start"
    return f"{what}, {use_text(naming.network, rates, point)}"
