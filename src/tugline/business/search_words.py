"""What a search over loops says in sentences: the best factors, what they bring, and whether they hold."""

import math
from typing import TYPE_CHECKING

from tugline.studies.compare import Estimate
from tugline.units.quantity import format_share as share
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural

if TYPE_CHECKING:
    from tugline.business.searching import Search

PRESENT, FOUND = "present", "found"
"""What a search calls the loops in force, and those that it found."""


def search_words(search: "Search") -> list[str]:
    """Return what was found, as sentences without full stops."""
    best = search.searched.best
    if best is None:
        most = max(each.service for each in search.searched.tried)
        return [f"Nothing that was tried gives a service of {share(search.service)}: the most was {share(most)}"]
    factors = ", ".join(f"{knob} × {factor:.2f}" for knob, factor in zip(search.knobs, best.factors, strict=True))
    fresh = search.fresh[FOUND]["service"]
    said = [f"Best of those with a service of {share(search.service)}: {factors}"]
    (gain,) = [d for d in search.differences if d.metric == "contribution"]
    money = f"{whole_money(gain.low / 100)} to {whole_money(gain.high / 100)} {search.currency}"
    worth = f"the contribution changes by {money}" if gain.shown else "no difference of the contribution shown"
    said.append(f"In {plural(gain.n, 'world')} that the search did not see {worth}, and service is {_interval(fresh)}")
    if fresh.mean < search.service:
        said.append("There it is less than was wanted: search with more worlds, or for more service")
    return said


def _interval(e: Estimate) -> str:
    half = e.high - e.mean
    return share(e.mean) if math.isinf(half) else f"{share(e.mean)} ± {share(half)}"
