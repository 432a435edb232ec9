"""Figures explained: the formula with its numbers, over which days, and where each number comes from."""

from collections.abc import Callable
from datetime import date

from tugline.business.core import Core
from tugline.business.figures import Served, measured_service
from tugline.business.history import History
from tugline.business.naming import Naming
from tugline.ledger.metric import Metric, Metrics
from tugline.ledger.metrics import metrics
from tugline.ledger.service import Kept, Service
from tugline.ledger.statements import trial_balance
from tugline.units.quantity import plural

_BY_DAY = "at the end of each of these days, added up"
_MOVED = "changed by in these days"
_SALES = "order lines shipped (`Shipped`) and sales (`SaleMade`) of these days"
SOURCES = {
    "average inventory": f"the accounts inventory bought and inventory made {_BY_DAY} and divided by the days",
    "sum of daily inventory": f"the accounts inventory bought and inventory made {_BY_DAY}",
    "cost of sales": f"what the account cost of sales {_MOVED}: what was shipped or sold (`Shipped`, `SaleMade`), less"
    " what came back (`Returned`), each at the standard cost of its time",
    "net revenue": f"what the accounts revenue and returns {_MOVED}",
    "gross margin": "net revenue less cost of sales",
    "average receivables": f"the account receivables {_BY_DAY} and divided by the days",
    "average payables": f"the account payables {_BY_DAY} and divided by the days",
    "dio": "a figure of its own: explain dio",
    "dso": "a figure of its own: explain dso",
    "dpo": "a figure of its own: explain dpo",
    "receivables": "balance of the account receivables",
    "inventory": "balance of the accounts inventory bought and inventory made",
    "work in process": "balance of the account work in process",
    "transit": "balance of the account transit",
    "stock allowance": "balance of the account stock allowance",
    "payables": "balance of the account payables",
    "customer deposits": "balance of the account customer deposits",
    "revenue": f"what the account revenue {_MOVED} (`Shipped`, `SaleMade`: quantity times price)",
    "returns": f"what the account returns {_MOVED} (`Returned`: quantity times price)",
    "lines without a price": f"{_SALES} at a price of 0",
    "lines without a list price": f"{_SALES} whose item has no list price, or at a price of 0",
    "lost to markdowns": f"what the list price is above the price, times the quantity, of {_SALES}",
    "sold above list price": f"what the price is above the list price, times the quantity, of {_SALES}",
    "sales at list price": f"list price times quantity of {_SALES} that have both prices",
    "realised": f"price times quantity of {_SALES} that have both prices",
    "items sold": f"items with {_SALES}",
    "sold up to now at today's cost": "quantities sold since the start, the day that runs included, less what came"
    " back, times the standard cost of now; cost of sales goes over whole days, at the cost of each sale's time",
    "supplied up to now at today's cost": "quantities opened, bought and made since the start of items for sale, times"
    " the standard cost of now",
    "carrying rate": "carrying_rate in business.toml",
}
"""Where a number comes from, by the name of an input."""
_ACCOUNT_BY_DAY = {"average_wip": "work in process", "average_transit": "transit"}
_NOW = frozenset({"working_capital"})
_SINCE_START = frozenset({"sell_through"})
_PLAIN = frozenset({"days", "days in a year"})

SERVED = (
    "order_to_delivery_days", "on_time_share", "on_time_first_promised", "on_time_last_promised", "in_full_share",
    "fill_rate", "delivered_lines",
)  # fmt: skip
COUNTS = {
    "facts": "facts in the journal",
    "order_lines": "`OrderPlaced` facts: every order line taken in, whatever became of it",
    "sales": "`SaleMade` facts",
    "pulls": "pulls released, proposed, added by hand or open at the start, whatever became of them",
    "open_pulls": "pulls that are neither received in full nor closed",
    "open_lines": "order lines that are neither shipped in full nor cancelled",
    "late_lines": "open order lines that ship after their wanted time as things stand, or do not ship at all and are"
    " past it",
    "shipments": "`Shipped` facts",
}


class ExplainedFigures:
    """Explains the figures of a business as of now; `history` is read only where a figure needs it."""

    def __init__(self, core: Core, history: Callable[[], History]) -> None:
        self._core, self._history, self._naming = core, history, Naming(core.network)
        rate = int(core.network.settings.carrying_rate)
        self._metrics: Metrics = metrics(core.books, core.now, carrying_rate_ppm=rate)

    def names(self) -> list[str]:
        """Return the names of all figures that can be explained."""
        return [*self._metrics, *SERVED, *COUNTS, "trial_balance"]

    def lines(self, name: str, counts: Callable[[], dict[str, int]]) -> list[str]:
        """Return the explanation of one of `names`; `counts` tells the counts of the report."""
        as_of = f"as of {self._naming.minute(self._core.now)}"
        if name in self._metrics:
            metric = self._metrics[name]
            return [f"{metric.explain()}, {as_of}", *self._window(name), *self._inputs(metric)]
        if name in SERVED:
            served = measured_service(self._core, self._history(), self._core.now)
            said, *more = _PROMISED[name](served) if name in _PROMISED else _SERVICE[name](served.service, self._days)
            return [f"{said}, {as_of}", *(f"  {line}" for line in [*more, _LINES])]
        if name in COUNTS:
            return [f"{name} = {counts()[name]:,}, {as_of}", f"  {COUNTS[name]}"]
        said = f"trial_balance = debits − credits = {trial_balance(self._core.books) / 100:,.2f}, {as_of}"
        return [said, "  the balances of all accounts, added up; anything but 0 is a fault"]

    def _window(self, name: str) -> list[str]:
        if name in _NOW:
            return ["  balances of now, the day that runs included"]
        if name in _SINCE_START:
            return ["  since the start, the day that runs included"]
        return [f"  {window_text(self._metrics, self._core.network.first_day)}"] if self._metrics.days else []

    def _inputs(self, metric: Metric) -> list[str]:
        account = _ACCOUNT_BY_DAY.get(metric.name)
        return [
            f"  {part}: {f'the account {account} {_BY_DAY}' if account else SOURCES[part.name]}"
            for part in metric.inputs
            if part.name not in _PLAIN
        ]

    def _days(self, ticks: int | None) -> str:
        return "" if ticks is None else f"{self._naming.days(ticks):,.2f}".rstrip("0").rstrip(".")


def window_text(found: Metrics, first_day: int) -> str:
    """Return over which days figures go, in words."""
    first = date.fromordinal(first_day + found.first_day)
    last = date.fromordinal(first_day + found.first_day + found.days - 1)
    days = plural(found.days, "whole day")
    return f"over {days}, {first.isoformat()} to {last.isoformat()}; what happened after that is not in it"


_LINES = (
    "over all order lines since the start but cancelled ones; a line is delivered with its last piece (`Delivered`)"
)
_WANTED = (
    "wanted: what the order row says, or its last change; a line is due once that time has come, and one that names"
    " no date never"
)


_PROMISED_LINES = (
    "promised: the date that was named to the customer (`PromiseMade`, `PromiseChanged`); one that was named after the"
    " last piece was delivered does not count"
)


def _kept(name: str, which: str, kept: Kept) -> list[str]:
    """Return how promised dates of a kind were kept."""
    if kept.share is None:
        return [f"{name} is not known: {kept.why_missing}", _PROMISED_LINES]
    said = f"{name} = lines delivered in full by the date that they were {which} promised {kept.on_time_lines:,}"
    return [f"{said} / lines promised one that has come {kept.due_lines:,} = {kept.share:.4f}", _PROMISED_LINES]


def _unknown(name: str, service: Service) -> str:
    return f"{name} is not known: {service.why_missing}"


def _share(name: str, lines: int, words: str, service: Service) -> str:
    if not service.due_lines:
        return _unknown(name, service)
    return f"{name} = {words} {lines:,} / lines wanted by now {service.due_lines:,} = {lines / service.due_lines:.4f}"


def _delivery(s: Service, days: Callable[[int | None], str]) -> list[str]:
    if s.p50_ticks is None:
        return [_unknown("order_to_delivery_days", s)]
    return [
        f"order_to_delivery_days = {days(s.p50_ticks)} (p50), {days(s.p95_ticks)} (p95)",
        f"half of {s.delivered_lines:,} delivered lines took no longer than p50 days, 95 % no longer than p95",
        "from the time of the order to the delivery of the last piece; lines not delivered in full are not in it",
    ]


def _filled(s: Service) -> list[str]:
    if s.fill_rate is None:
        return [_unknown("fill_rate", s), _WANTED]
    arrived = s.fill_rate * s.due_lines
    said = f"fill_rate = parts of lines that had arrived in time, added up, {arrived:,.2f}"
    parts = "the part of a line: quantity delivered by its wanted time / quantity ordered"
    return [f"{said} / lines wanted by now {s.due_lines:,} = {s.fill_rate:.4f}", parts, _WANTED]


_SERVICE: dict[str, Callable[[Service, Callable[[int | None], str]], list[str]]] = {
    "order_to_delivery_days": _delivery,
    "on_time_share": lambda s, _: [
        _share("on_time_share", s.on_time_lines, "lines delivered in full by their wanted time", s), _WANTED,
    ],
    "in_full_share": lambda s, _: [
        _share("in_full_share", s.in_full_lines, "lines delivered in full by now, late or not", s), _WANTED,
    ],
    "fill_rate": lambda s, _: _filled(s),
    "delivered_lines": lambda s, _: [f"delivered_lines = {s.delivered_lines:,}", "lines delivered in full"],
}  # fmt: skip

_PROMISED: dict[str, Callable[[Served], list[str]]] = {
    "on_time_first_promised": lambda s: _kept("on_time_first_promised", "first", s.first_promised),
    "on_time_last_promised": lambda s: _kept("on_time_last_promised", "last", s.last_promised),
}
