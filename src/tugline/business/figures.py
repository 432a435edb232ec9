"""The figures of the books and of service, with what they are made of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tugline.business.asked_for import asked_for
from tugline.business.core import Core
from tugline.business.history import History, last_tick_by_reference, total_by_reference, wanted_now
from tugline.business.promised_dates import promised_dates
from tugline.business.views import DailySeries, MetricView
from tugline.facts.kinds import NEVER
from tugline.ledger.metric import CENTS
from tugline.ledger.metrics import metrics
from tugline.ledger.service import Kept, Service, measure_kept, measure_service
from tugline.ledger.statements import daily_series


def figures(core: Core, as_of: int) -> list[MetricView]:
    """Return every metric of the books; one without its data says what is missing."""
    rate = int(core.network.settings.carrying_rate)
    measured = metrics(core.books, as_of, carrying_rate_ppm=rate)
    return [
        MetricView(
            name=m.name,
            value=m.value / 100 if m.unit == CENTS and m.value is not None else m.value,
            unit="money" if m.unit == CENTS else m.unit,
            formula=m.explain(),
            missing=m.why_missing,
        )
        for m in measured.values()
    ]


@dataclass(frozen=True, slots=True)
class Served:
    """The service over all order lines that are not cancelled, and how their promised dates were kept."""

    service: Service
    first_promised: Kept
    last_promised: Kept


def measured_service(core: Core, history: History, as_of: int) -> Served:
    """Return the service over all order lines that are not cancelled, in ticks; on time are those that name a date."""
    orders = history.orders
    ids = orders["seq"]
    quantity, _ = wanted_now(history)
    wanted = asked_for(history, core.chronicle().network, core.journal.names("line"))
    done = total_by_reference(history.delivered, ids) >= quantity
    delivered = np.where(done, last_tick_by_reference(history.delivered, ids), NEVER)
    in_time = total_by_reference(history.delivered, ids, until=wanted)
    keep = ~np.isin(ids, history.ended["reference"])
    service = measure_service(
        orders["occurred_at"][keep],
        delivered[keep],
        quantity[keep],
        wanted[keep],
        as_of_tick=as_of,
        in_time=in_time[keep],
    )
    dates = promised_dates(history, done)
    first, last = (
        measure_kept(delivered[keep], quantity[keep], date[keep], as_of_tick=as_of)
        for date in (dates.first, dates.last)
    )
    return Served(service, first, last)


def service(core: Core, history: History, as_of: int) -> dict[str, Any]:
    """Return order-to-delivery time and service, as the contract of `run --json` names them."""
    served = measured_service(core, history, as_of)
    measured = served.service
    per_day = 86_400 / core.network.tick_seconds

    def days(ticks: float | None) -> float | None:
        return None if ticks is None else round(ticks / per_day, 2)

    return {
        "order_to_delivery_days": {"p50": days(measured.p50_ticks), "p95": days(measured.p95_ticks)},
        "on_time_share": measured.on_time_share,
        "on_time_first_promised": served.first_promised.share,
        "on_time_last_promised": served.last_promised.share,
        "in_full_share": measured.in_full_share,
        "fill_rate": measured.fill_rate,
        "delivered_lines": measured.delivered_lines,
        "why_missing": measured.why_missing,
        "why_no_promise": served.first_promised.why_missing or served.last_promised.why_missing,
    }


def series(core: Core, as_of: int) -> DailySeries:
    """Return daily closing values for charts, money in the currency."""
    columns = daily_series(core.books, as_of)
    first = core.network.first_day

    def money(name: str) -> tuple[float, ...]:
        return tuple((columns[name] / 100).tolist())

    return DailySeries(
        days=tuple(date.fromordinal(first + day).isoformat() for day in columns["day"].tolist()),
        inventory=money("inventory"),
        wip=money("work_in_process"),
        revenue=money("revenue"),
        cash=money("cash"),
    )
