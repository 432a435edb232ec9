"""The books, the figures with their formulas, and what all of it rests on, as lists."""

from collections import Counter

from tugline.business.figure_names import FIGURES, label
from tugline.business.views import MetricView, Result
from tugline.ledger.metrics import DAYS_IN_YEAR
from tugline.report.listing import NOT_KNOWN, Cell, Column, Listing, cells
from tugline.report.texts import days, money
from tugline.units.quantity import format_share as share
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural
from tugline.units.time import to_minute

ESSENTIAL = 11


def shown(figure: MetricView) -> str:
    """Return a figure in its unit, or that it is not known."""
    if figure.value is None:
        return "not known"
    if figure.unit == "money":
        return whole_money(figure.value)
    if figure.unit == "share":
        return share(figure.value)
    if figure.unit == "days":
        return days(figure.value)
    return f"{figure.value:,.2f}"


def made_of(figure: MetricView) -> str:
    """Return a figure's formula with its numbers, or what is missing."""
    if figure.value is None:
        return f"missing: {figure.missing}"
    return figure.formula.partition(" = ")[2].rpartition(" = ")[0] or figure.formula


def figure(result: Result, name: str) -> MetricView | None:
    """Return a figure by name."""
    return next((each for each in result.figures if each.name == name), None)


def figures_listing(result: Result, rows: int) -> Listing:
    """Return the figures of the books, then those of service."""
    order = {name: place for place, (name, _) in enumerate(FIGURES)}
    chosen = sorted(result.figures, key=lambda each: order.get(each.name, len(order)))
    table = [
        cells(
            Cell(label(each.name), "strong"),
            Cell(shown(each), "dim" if each.value is None else ""),
            Cell(made_of(each), "dim" if each.value is None else ""),
        )
        for each in chosen
    ]
    table = [*table[:ESSENTIAL], *_service_rows(result), *table[ESSENTIAL:]]
    return Listing(
        id="figures",
        title="Books and service",
        columns=(Column("figure"), Column("value", right=True), Column("made of")),
        rows=tuple(table[:rows]),
        total=len(table),
        summary=f"money in {result.currency}, {window(result)}",
    )


def window(result: Result) -> str:
    """Return over which days the figures go, and that the trial balance goes further."""
    ended = result.series.days[-DAYS_IN_YEAR:]
    if not ended:
        return "over whole days, of which none has ended yet; the trial balance goes to now"
    whole, now = plural(len(ended), "whole day"), to_minute(result.as_of)
    return f"over {whole}, {ended[0]} to the end of {ended[-1]}; the trial balance goes on to {now}"


def _service_rows(result: Result) -> list[tuple[Cell, ...]]:
    metrics = result.metrics
    time = metrics.get("order_to_delivery_days") or {"p50": None, "p95": None}
    missing = metrics.get("why_missing") or "no line is delivered yet"
    if time["p50"] is None:
        delivery = cells(
            Cell(label("order_to_delivery_days"), "strong"),
            NOT_KNOWN,
            Cell(f"missing: {missing}", "dim"),
        )
    else:
        lines = metrics.get("delivered_lines") or 0
        delivery = cells(
            Cell(label("order_to_delivery_days"), "strong"),
            days(time["p50"]),
            f"half of {plural(lines, 'delivered line')} took no longer; 95 % took at most {days(time['p95'])}",
        )
    shares = [(name, metrics.get(name), made) for name, made in _ON_TIME]
    known = [
        cells(Cell(label(name), "strong"), share(value), made) for name, value, made in shares if value is not None
    ]
    return [delivery, *known]


_ON_TIME = (
    ("on_time_share", "lines delivered by their wanted date / lines wanted by now"),
    ("on_time_first_promised", "lines delivered by the first promised date / lines whose date has come"),
    ("on_time_last_promised", "lines delivered by the last promised date / lines whose date has come"),
)


def accounts_listing(result: Result, rows: int) -> Listing:
    """Return the trial balance."""
    table = [
        cells(
            account.account.replace("_", " "), account.nature,
            money(account.debit) if account.debit else "", money(account.credit) if account.credit else "",
        )
        for account in result.accounts
    ]  # fmt: skip
    debit, credit = (sum(getattr(account, side) for account in result.accounts) for side in ("debit", "credit"))
    table.append(cells(Cell("sum", "strong"), "", Cell(money(debit), "strong"), Cell(money(credit), "strong")))
    return Listing(
        id="accounts",
        title="Trial balance",
        columns=(Column("account"), Column("nature"), Column("debit", right=True), Column("credit", right=True)),
        rows=tuple(table[:rows]),
        total=len(table),
        summary=balance(result),
    )


def balance(result: Result) -> str:
    """Return whether the books balance, in words."""
    if result.trial_balance == 0:
        return "books balance"
    return f"BOOKS ARE OFF by {money(result.trial_balance)} {result.currency}"


def resting(result: Result) -> Counter[str]:
    """Return how many of the pulls shown rest on a default, by what it is for."""
    return Counter(what for pull in result.pulls for what in pull.rests_on)


def resting_sentence(result: Result) -> str:
    """Return how many pulls rest on defaults, in words; empty if none does."""
    some = sum(bool(pull.rests_on) for pull in result.pulls)
    if not some:
        return ""
    reasons = resting(result)
    by_what = ", ".join(f"{count:,} on a default {what}" for what, count in reasons.most_common())
    both = ", some on more than one" if reasons.total() > some else ""
    return f"{some:,} of {plural(len(result.pulls), 'open pull')} rest on a default: {by_what}{both}."


def defaults_listing(result: Result, rows: int) -> Listing:
    """Return what the tables leave open and what is taken instead."""
    return Listing(
        id="defaults",
        title="Defaults taken",
        columns=(Column("what"), Column("for"), Column("taken instead")),
        rows=tuple(cells(*each) for each in result.defaults[:rows]),
        total=len(result.defaults),
        summary="what the tables do not say, and what is taken instead",
        empty="the tables say everything",
    )


def quarantine_listing(result: Result, rows: int) -> Listing:
    """Return signals that could not be used."""
    return Listing(
        id="quarantine",
        title="Quarantine",
        columns=(Column("table"), Column("row"), Column("why")),
        rows=tuple(cells(each.table, each.row, each.why) for each in result.quarantine[:rows]),
        total=len(result.quarantine),
        summary="signals that could not be used; mend them and run again",
        empty="every signal could be used",
    )
