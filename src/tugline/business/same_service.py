"""Whether the money of pull and of push is compared at the same service: what they aim at, and what they reached."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from tugline.business.policies import PRESENT, PULL, PUSH, Company
from tugline.studies.compare import Estimate
from tugline.units.quantity import format_share as share
from tugline.units.quantity import plural

if TYPE_CHECKING:
    from tugline.business.studying import Study

FIGURES = (("on_time_share", "on time"), ("till_service", "at tills all that was asked for"))


def compared_at(study: "Study", company: Company) -> Iterator[str]:
    """Yield what the default pull policy and push aim at and what they reached, where a study has both."""
    by_default = [PULL] if company.tables["loops"].n else [PULL, PRESENT]
    pull = next((name for name in by_default if name in study.policies), None)
    push = [name for name in study.policies if name.partition(":")[0] == PUSH]
    if pull is None or not push:
        return
    used = [choice.loop != "to_order" for choice in company.defaults() if company.knows.rates.mean[choice.point] > 0]
    keeps, asks = sum(used), len(used) - sum(used)
    aim = f"{pull} aims at 95 % of replenishments without a stock-out at {_where(keeps, 'keeps stock')}"
    if asks:
        aim += f", and at none at {_where(asks, 'pulls to order')}, where what is asked for waits"
    yield f"{aim}; push aims at 95 % at every stock point that it buys for or makes"
    for figure, words in FIGURES:
        known = [(name, e) for name in (pull, *push) if (e := study.policies[name].get(figure)) is not None]
        if len(known) > 1:
            reached = ", ".join(f"{name} {share(e.mean)}" for name, e in known)
            in_pairs = [
                d.shown for d in study.differences if d.metric == figure and {d.a, d.b} <= {n for n, _ in known}
            ]
            apart = any(in_pairs) or any(_apart(a, b) for (_, a), (_, b) in combinations(known, 2))
            at = "money is compared at different service" if apart else "no difference of that is shown"
            yield f"{words}, they reached: {reached}; {at}"


def _where(many: int, what: str) -> str:
    return f"the {plural(many, 'stock point')} where it {what}"


def _apart(a: Estimate, b: Estimate) -> bool:
    """Return whether two intervals have nothing in common."""
    return a.high < b.low or b.high < a.low
