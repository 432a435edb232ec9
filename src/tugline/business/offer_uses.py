"""What an offer takes, in the order in which it is taken: stock, receipts, purchases, lots and hours of resources."""

from typing import TYPE_CHECKING, Any

import numpy as np

from tugline.business.offer_views import OfferUse
from tugline.network.layout import MAKE
from tugline.promise.hours import open_between

if TYPE_CHECKING:
    from tugline.business.offering import OfferDesk

_NOTHING: dict[str, Any] = {"resource": "", "supplier": "", "hours": None}


def uses_of(desk: "OfferDesk", arrays: dict[str, np.ndarray]) -> tuple[OfferUse, ...]:
    """Return what the question that is placed takes."""
    demand = arrays["demand"][desk.row]
    shown = [
        *_of_stock(desk, arrays, demand), *_of_purchases(desk, arrays, demand), *_of_lots(desk, arrays, demand),
        *_of_work(desk, arrays, demand),
    ]  # fmt: skip
    return tuple(use for _, use in sorted(shown, key=lambda pair: pair[0]))


def _use(
    desk: "OfferDesk", kind: str, point: int, quantity: int, start: int, end: int, **more: Any
) -> tuple[int, OfferUse]:
    naming = desk.naming
    use = OfferUse(
        kind=kind, item=naming.item(point), location=naming.location(point), quantity=naming.number(point, quantity),
        start=naming.when(start) or "", end=naming.when(end), **{**_NOTHING, **more},
    )  # fmt: skip
    return start, use


def _of_stock(desk: "OfferDesk", arrays: dict[str, np.ndarray], demand: Any) -> list[tuple[int, OfferUse]]:
    now = int(arrays["head"]["now"][0])
    own = arrays["receipt"][int(demand["receipt_start"]) : int(demand["receipt_stop"])]
    bought = set(zip(own["point"].tolist(), own["tick"].tolist(), strict=True))
    rows = arrays["use"][int(demand["use_start"]) : int(demand["use_stop"])].tolist()
    return [
        _use(desk, "stock" if there <= now else "receipt", point, quantity, tick, there)
        for _, _, point, tick, quantity, there in rows
        if (point, there) not in bought  # it stands there as the purchase
    ]


def _of_purchases(desk: "OfferDesk", arrays: dict[str, np.ndarray], demand: Any) -> list[tuple[int, OfferUse]]:
    network = desk.naming.network
    rows = arrays["receipt"][int(demand["receipt_start"]) : int(demand["receipt_stop"])].tolist()
    return [
        _use(
            desk, "purchase", point, quantity, placed, tick,
            supplier=desk.naming.party(int(network.source["supplier"][source])),
        )
        for _, point, source, tick, quantity, placed, _ in rows
    ]  # fmt: skip


def _of_lots(desk: "OfferDesk", arrays: dict[str, np.ndarray], demand: Any) -> list[tuple[int, OfferUse]]:
    source = desk.naming.network.source
    rows = arrays["job"][int(demand["job_start"]) : int(demand["job_stop"])]
    return [
        _use(
            desk, "make" if source["kind"][row["source"]] == MAKE else "move", int(source["point"][row["source"]]),
            int(row["quantity"]), int(row["start"]), int(row["stop"]),
        )
        for row in rows
    ]  # fmt: skip


def _of_work(desk: "OfferDesk", arrays: dict[str, np.ndarray], demand: Any) -> list[tuple[int, OfferUse]]:
    network = desk.naming.network
    shown = []
    for row in arrays["booking"][int(demand["booking_start"]) : int(demand["booking_stop"])]:
        job, lane = arrays["job"][row["job"]], arrays["lane"][row["lane"]]
        resource = network.resource_names[int(arrays["pool"]["resource"][lane["pool"]])]
        start, stop = int(row["start"]), int(row["stop"])
        ticks = open_between(desk.tables, int(arrays["choice"]["calendar"][row["choice"]]), start, stop)
        point = int(network.source["point"][job["source"]])
        hours = round(ticks * network.tick_seconds / 3600, 2)
        shown.append(_use(desk, "work", point, int(job["quantity"]), start, stop, resource=resource, hours=hours))
    return shown
