"""How the market of a study differs from that of its history: the trend of demand, lives of items, markdowns."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from tugline.business.drawn import drawn_finding
from tugline.business.ladders import ladder_of, said_of_ladder, said_of_rungs_that_do_nothing
from tugline.business.lives import ends_of, known_lives, lives_of, refuse_none_on_sale, said_of_lives
from tugline.business.policies import Company
from tugline.business.study_worlds import weeks
from tugline.errors import UsageError
from tugline.facts.kinds import NEVER
from tugline.network.network import Network
from tugline.network.tables import MISSING, Tables
from tugline.studies.compare import LEVEL
from tugline.studies.customers import YEAR, Crowd, History, expect
from tugline.studies.lives import Lives, OnSale
from tugline.studies.markdowns import Ladder, MarkedDown
from tugline.studies.replicate import Policy
from tugline.studies.trend import LEAST_YEARS, NO_TREND, FittedTrend, Trend, factors, fit_trend
from tugline.studies.twin import Finding

AUTO = "auto"
LARGEST_TREND = 2.0
"""Growth a year: three times as many, every year."""
PERCENT = 100
EXPECTED = f"expected above -1, at most {LARGEST_TREND:g}, or {AUTO!r}"


class Trending(NamedTuple):
    """The trend in force, and where it comes from, in words."""

    trend: Trend
    says: str


class Market(NamedTuple):
    """Who comes in a study whose customers are drawn, what is on sale then and at which price.

    `lives` None = always everything; `ladder` None = always at the price of the history.
    """

    tables: Tables
    history: History
    trending: Trending
    lives: Lives | None
    ladder: Ladder | None

    def crowd(self, day: int, days: int) -> Crowd:
        """Return who comes in so many days from a local day on."""
        crowd: Crowd = expect(self.history, day, days, self.trending.trend)
        crowd = crowd if self.lives is None else OnSale(crowd, self.lives)
        return crowd if self.ladder is None else MarkedDown(crowd, self.ladder)

    def drawn(self, network: Network, day: int, seed: int) -> tuple[Finding, ...]:
        """Return how many come in a year from a local day on, beside how many came."""
        return drawn_finding(self.history, network.clock.date(0), network.day_start, day, seed, self.lives)

    def refuse_nobody(self, network: Network, day: int, warm_up: int | str, days: int) -> None:
        """Refuse a study in which nobody can come, of `days` days after a warm-up from a local day on."""
        before = 0 if isinstance(warm_up, str) else weeks(warm_up)
        if self.lives is not None:
            customers = expect(self.history, day, before + days, self.trending.trend)
            refuse_none_on_sale(network, self.lives, customers, day + before, days)

    def known_lives(self, network: Network) -> Lives | None:
        """Return lives as policies go by them."""
        return None if self.lives is None else known_lives(network, self.lives)

    def ending(self, company: Company, policies: Sequence[Policy]) -> list[Policy]:
        """Return policies under which items end as their lives do."""
        if company.lives is None:
            return list(policies)
        ends = ends_of(company.core.network, self.tables, company.lives, company.push_terms().lead_days)
        return [policy if ends is None else ends.of(policy) for policy in policies]

    def says(self, network: Network, day: int, days: int) -> list[str]:
        """Return what a study rests on that measures so many days from a local day on."""
        first, last = (int(network.day_start[d]) for d in (day, day + days))
        lives = [] if self.lives is None else said_of_lives(network, self.lives, self.history, first, last)
        falls = self.ladder is not None and bool((self.ladder.ticks() < last).any())
        return [
            self.trending.says,
            *lives,
            *(said_of_ladder(network, self.tables) if falls else ()),
            *said_of_rungs_that_do_nothing(network, self.tables, last),
        ]


def market_of(
    network: Network, tables: Tables, history: History, trend: float | str, warm_up: int | str
) -> Market:  # fmt: skip
    """Return the market that a history, its tables and a trend make, for a study with so many days of warm-up.

    Raises
    ------
    UsageError
        The history tells of more growth than a study can have, or stock is to settle where items end.
    InvalidBusinessError
        More customers would come for a lower price than can be, or an item ends before it begins.
    """
    lives = lives_of(network, tables)
    if isinstance(warm_up, str) and lives is not None and bool((lives.ends < NEVER).any()):
        raise UsageError(f"study, warm_up: {warm_up!r}; expected days: where items end stock does not settle")
    return Market(tables, history, trend_of(trend, history), lives, ladder_of(network, tables))


def named(
    company: Company, names: Sequence[str], others: Mapping[str, Callable[[Company], Policy]], market: Market | None
) -> list[Policy]:
    """Return the policies of a study by their names; where items end, each lets them."""
    chosen = [others[name](company) if name in others else company.policy(name) for name in names]
    return chosen if market is None else market.ending(company, chosen)


def who_comes(market: Market | None, recorded: Crowd, day: int) -> Callable[[int], Crowd]:
    """Return who comes in so many days from a local day on: as a market has it, or as was recorded."""
    return partial(market.crowd, day) if market is not None else lambda _days: recorded


def not_gone_by(tables: Tables) -> list[str]:
    """Return a sentence where tables change a market whose customers are not drawn from its history."""
    items = tables["items"]
    columns = [c for c in ("on_sale_at", "ends_at") if bool((items[c] != MISSING).any())]
    told = [*(f"{column} of the items table" for column in columns), *(["markdowns"] if tables["markdowns"].n else [])]
    return [f"nothing here goes by {', '.join(told)}: that is for customers who are drawn"] if told else []


def refuse_trend(trend: float | str, *, replay: bool, drawn: bool) -> None:
    """Refuse a trend that no study can go by, before anything runs.

    Parameters
    ----------
    drawn
        Whether customers are drawn from the company's own orders; others come as they come.

    Raises
    ------
    UsageError
        It is a word other than `AUTO`, out of range, or there is nobody to grow.
    """
    known = trend == AUTO if isinstance(trend, str) else -1 < trend <= LARGEST_TREND
    if not known:
        raise UsageError(f"study, trend: {trend!r}; {EXPECTED}")
    if trend != 0 and (replay or not drawn):
        why = "a replay draws nobody" if replay else "the customers of this study are not drawn"
        raise UsageError(f"study, trend: {trend!r}; expected none: {why}, they come as they come")


def trend_of(wanted: float | str, history: History) -> Trending:
    """Return the trend that is wanted, or the one that a history tells of.

    Raises
    ------
    UsageError
        The history tells of more growth than a study can have.
    """
    if not isinstance(wanted, str):
        if not wanted:
            return Trending(NO_TREND, "demand keeps its level: no trend was given")
        return Trending(
            Trend(ahead=wanted),
            f"demand {_by(wanted)} a year from the first day of a run on, as was given, from the level of the last year"
            f" of the history as it stands, {_level(history, NO_TREND)} orders a day; {_KNOWN}",
        )
    low, high = history.days
    fitted = fit_trend(np.bincount(history.day - low, minlength=high - low))
    if fitted is None:
        return Trending(
            NO_TREND,
            f"demand keeps its level: a trend takes {LEAST_YEARS} years of history with orders in the same weeks,"
            f" and there are {high - low:,} days",
        )
    if not fitted.shown:
        return Trending(
            NO_TREND,
            f"demand keeps its level: the trend of {fitted.years} years, {_told(fitted)}, is not told from none",
        )
    if fitted.growth > LARGEST_TREND:
        raise UsageError(f"study, trend: {fitted.growth:.3g} by the history; {EXPECTED}", hint="Give one.")
    trend = Trend(ahead=fitted.growth, past=fitted.growth)
    return Trending(
        trend,
        f"demand {_by(fitted.growth)} a year, as it did over {fitted.years} years of history ({_told(fitted)}), from"
        f" the level that it has at the end of it, {_level(history, trend)} orders a day, where its last year as"
        f" it stands has {_level(history, NO_TREND)}; {_KNOWN}",
    )


def _level(history: History, trend: Trend) -> str:
    """Return how many orders a day the last year of a history has, at the level of its end by its own trend."""
    low, high = history.days
    per_day = np.bincount(history.day - low, minlength=high - low)
    level = per_day / factors(trend.past, np.arange(low, high) - high)
    return f"{level[-YEAR:].mean():,.3g}"


_KNOWN = (
    "policies are not told: pull keeps the levels that the history gives, the planner learns it from what is asked for"
)


def _by(growth: float) -> str:
    return f"{'grows' if growth > 0 else 'falls'} by {abs(growth) * PERCENT:.1f} %"


def _told(fitted: FittedTrend) -> str:
    mean, low, high = (f"{growth * PERCENT:+.1f}" for growth in (fitted.growth, fitted.low, fitted.high))
    return f"{mean} %, with {LEVEL * PERCENT:.0f} % within {low} to {high} %"
