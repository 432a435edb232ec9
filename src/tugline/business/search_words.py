"""What a search over loops says in sentences: the best factors, what they bring, and whether they hold."""

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from tugline.network.network import Network
from tugline.studies.compare import Estimate
from tugline.studies.customers import History
from tugline.units.quantity import format_share as share
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural

if TYPE_CHECKING:
    from tugline.business.searching import Search

PRESENT, FOUND = "present", "found"
"""What a search calls the loops in force, and those that it found."""
NOT_TOLD_APART = "What those found have otherwise, not told apart from those in force"
"""Title of what would be changed where nothing speaks for it."""


def search_words(search: "Search") -> list[str]:
    """Return what was found, as sentences without full stops, and at the end what it rests on."""
    best = search.searched.best
    rests_on = [f"This rests on {told}" for told in search.rests_on]
    if best is None:
        most = max(each.service for each in search.searched.tried)
        return [
            f"Nothing that was tried gives a service of {wanted(search.service)}: the most was {wanted(most)}",
            *rests_on,
        ]
    factors = ", ".join(f"{knob} × {factor:.2f}" for knob, factor in zip(search.knobs, best.factors, strict=True))
    said = [f"Best of those with a service of {wanted(search.service)}: {factors}"]
    (gain,) = [d for d in search.differences if d.metric == "contribution"]
    money = f"{whole_money(gain.low / 100)} to {whole_money(gain.high / 100)} {search.currency}"
    worth = f"the contribution changes by {money}" if gain.shown else "no difference of the contribution shown"
    now, then = (_of(search, name) for name in (PRESENT, FOUND))
    said.append(
        f"In {plural(gain.n, 'world')} that the search did not see {worth}: {now} with the loops in force,"
        f" {then} with those found"
    )
    if not search.told_apart:
        said.append(
            "The loops in force and those found are told apart by neither money nor service: nothing that is shown"
            " speaks for a change"
        )
    if search.fresh[FOUND]["service"].mean < search.service:
        said.append("There it is less than was wanted: search with more worlds, or for more service")
    return [*said, *rests_on]


def rests_on(network: Network, history: History, *, capped: bool) -> tuple[str, ...]:
    """Return what a search rests on, to go behind "this rests on"."""
    first, last = (network.clock.date(0) + timedelta(days=day) for day in (history.days[0], history.days[1] - 1))
    told = (
        f"{len(history.day):,} orders of {first} to {last}, from which customers are drawn whole as in a study; lives"
        " of items, markdowns and trends are left out"
    )
    sells = "levels and lots of what spoils that are no more than is used while it keeps and comes, as they are tried"
    return (told, sells) if capped else (told,)


def wanted(service: float) -> str:
    """Return a share of customers as text, with as many digits as it takes to tell it from all of them."""
    return share(service) if round(service, 3) == service else f"{100 * service:.6g}%"


def _of(search: "Search", name: str) -> str:
    """Return contribution and service of some loops in worlds that the search did not see."""
    money, service = search.fresh[name]["contribution"], search.fresh[name]["service"]
    half = "" if math.isinf(money.high) else f" ± {whole_money((money.high - money.mean) / 100)}"
    return f"{whole_money(money.mean / 100)}{half} {search.currency} at a service of {_interval(service)}"


def _interval(e: Estimate) -> str:
    half = e.high - e.mean
    return share(e.mean) if math.isinf(half) else f"{share(e.mean)} ± {share(half)}"
