"""Lives of items, as the items table says them: from when until when each is on sale, and what becomes of it then."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from tugline.errors import InvalidBusinessError, Problem, UsageError
from tugline.facts.kinds import NEVER
from tugline.network.network import Network
from tugline.network.tables import MISSING, Tables
from tugline.studies.customers import Customers, History
from tugline.studies.lives import ALWAYS, Ends, Lives
from tugline.units.quantity import plural


def lives_of(network: Network, tables: Tables) -> Lives | None:
    """Return when the item of each point is on sale, None where the items table says it of none.

    Raises
    ------
    InvalidBusinessError
        An item ends before it begins.
    """
    items, rows = tables["items"], network.items.table_row[network.point["item"]]
    if problems := odd_lives(network, tables):
        raise InvalidBusinessError(problems)
    if not any((items[column] != MISSING).any() for column in ("on_sale_at", "ends_at")):
        return None

    def ticks(column: str, otherwise: int) -> np.ndarray:
        given = items[column] != MISSING
        found = np.full(items.n, otherwise, np.int64)
        found[given] = network.clock.ticks_of(items[column][given])
        of_points: np.ndarray = found[rows]
        return of_points

    return Lives(ticks("on_sale_at", ALWAYS), ticks("ends_at", NEVER))


def odd_lives(network: Network, tables: Tables) -> list[Problem]:
    """Return the items that end before they begin."""
    items, zone = tables["items"], network.clock.zone
    begins, ends = items["on_sale_at"], items["ends_at"]
    odd = np.flatnonzero((begins != MISSING) & (ends != MISSING) & (ends <= begins))
    return [
        Problem(
            "cell.range", "items", int(items.lines[i]), "ends_at", _moment(int(ends[i]), zone),
            f"a time after its on_sale_at, {_moment(int(begins[i]), zone)}",
        )
        for i in odd.tolist()
    ]  # fmt: skip


def _moment(seconds: int, zone: ZoneInfo) -> str:
    """Return a time as people write it, a bare date where it is a local midnight."""
    said = datetime.fromtimestamp(seconds, zone).strftime("%Y-%m-%d %H:%M")
    return said.removesuffix(" 00:00")


def known_lives(network: Network, lives: Lives) -> Lives:
    """Return lives as policies go by them: what is on a bill goes on as long as what it goes into."""
    return lives._replace(ends=np.where(_on_bills(network), NEVER, lives.ends))


def refuse_none_on_sale(network: Network, lives: Lives, customers: Customers, first_day: int, days: int) -> None:
    """Refuse a study of `days` days from `first_day` on in which nobody comes, as nothing that they ask for is on sale.

    Raises
    ------
    UsageError
        Of no order that can be drawn on any of these days is a line on sale then.
    """
    history, day_start = customers.history, network.day_start
    point, start = history.lines["point"] - 1, history.start[:-1]
    begins, ends = np.minimum.reduceat(lives.begins[point], start), np.maximum.reduceat(lives.ends[point], start)
    for day in range(first_day, first_day + days):
        place = day - customers.day
        drawn = customers.picks[customers.first[place] : customers.stop[place]]
        if ((begins[drawn] < day_start[day + 1]) & (ends[drawn] > day_start[day])).any():
            return
    first, last = (network.clock.date(int(day_start[d])).isoformat() for d in (first_day, first_day + days - 1))
    raise UsageError(
        f"study: from {first} to {last}, which is measured, nobody comes: nothing that customers asked for at that time"
        " of the year is on sale then; expected items whose on_sale_at and ends_at leave something",
        hint="Look at on_sale_at and ends_at in the items table; a study goes on from the start of business.toml.",
    )


def _on_bills(network: Network) -> np.ndarray:
    """Return whether the item of each point is on any bill, shape (P,)."""
    item = network.point["item"]
    used: np.ndarray = np.isin(item, item[network.need["point"]])
    return used


def ends_of(network: Network, tables: Tables, lives: Lives, lead_days: np.ndarray) -> Ends | None:
    """Return how items end, None where none does.

    Parameters
    ----------
    lives
        As policies go by them, see `known_lives`.
    lead_days
        Days from a pull to what comes of it, shape (P,): nothing is pulled that comes when an item has ended.
    """
    item, ending = network.point["item"], lives.ends < NEVER
    if not ending.any():
        return None
    per_day = max(1, 86_400 // network.tick_seconds)
    stops = np.where(ending, lives.ends - lead_days * per_day, NEVER)
    kept = tables["items"].is_choice("unsold", "kept")[network.items.table_row[item]]
    return Ends(np.where(ending, lives.ends, NEVER), stops, ending & ~kept, network.day_start, item)


def said_of_lives(network: Network, lives: Lives, history: History, first: int, last: int) -> Iterator[str]:
    """Yield what a study rests on where items come and go between two ticks, those of what is measured."""
    item = network.point["item"]
    asked = np.zeros(len(network.items), np.bool_)
    asked[item[history.lines["point"] - 1]] = True
    within, used = (lives.ends > first) & (lives.ends < last), _on_bills(network)
    ends, parts = np.unique(item[within & ~used]), np.unique(item[within & used])
    gone = int(asked[np.unique(item[lives.ends <= first])].sum())
    new = np.unique(item[(lives.begins > first) & (lives.begins < last)])
    if gone:
        yield f"nobody asks for {plural(gone, 'item')} that had ended before, nor for others in their place"
    if len(ends):
        end = "ends" if len(ends) == 1 else "end"
        yield (
            f"{plural(len(ends), 'item')} {end} within the study: from then on nobody asks,"
            " nothing is pulled or planned that would come later, and what nobody bought is written off where `unsold`"
            " does not keep it"
        )
    if len(parts):
        yield f"nobody asks for {plural(len(parts), 'item')} on bills from its end on; as a part it is pulled as before"
    if len(new):
        unknown = int(np.count_nonzero(~asked[new]))
        nobody = f"; {unknown:,} of them nobody ever ordered, and nobody can be drawn for that" if unknown else ""
        come = "comes" if len(new) == 1 else "come"
        yield (
            f"{plural(len(new), 'item')} {come} on sale within the study{nobody}; loops keep their stock from the"
            " start, planners from one lead time before"
        )
