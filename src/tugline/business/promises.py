"""Every open order line: when it is wanted and when it ships, what holds it up, and what may leave now."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tugline.business.asked_for import asked_for
from tugline.business.causes import Causes
from tugline.business.history import History
from tugline.business.naming import Naming
from tugline.business.views import PromiseView, ShipmentView
from tugline.facts.kinds import NEVER


def promise_views(
    naming: Naming,
    arrays: dict[str, Any],
    causes: Causes,
    history: History,
    keys: dict[int, str],
    ship_ticks: dict[int, int],
    now: int,
) -> list[PromiseView]:
    """Return one view per open line, the latest first.

    Parameters
    ----------
    ship_ticks
        Tick of the last shipment of each line by id, where the projection found one.
    """
    lines = arrays["line"]
    open_slots = np.flatnonzero(lines["id"] > 0)
    name_of, wanted_of = _names(history, keys), _wanted(naming, history, keys)
    shown = []
    for slot in open_slots.tolist():
        line = lines[slot]
        id_, point = int(line["id"]), int(line["point"])
        wanted = wanted_of[id_]
        ships = ship_ticks.get(id_)
        order, number = name_of(id_)
        late = naming.late_days(wanted, ships if ships is not None else now)
        shown.append(
            PromiseView(
                order=order,
                line=number,
                customer=naming.party(int(line["party"])),
                item=naming.item(point),
                quantity=naming.number(point, int(line["quantity"] - line["shipped"])),
                wanted=naming.when(wanted),
                promised=naming.when(ships) if ships is not None else None,
                late_days=late,
                cause=causes.of_line(slot).says if late > 0 or ships is None or wanted >= NEVER else "",
            )
        )
    return sorted(shown, key=lambda view: (-view.late_days, view.order, view.line))


def shipments(
    naming: Naming, arrays: dict[str, Any], history: History, keys: dict[int, str], now: int
) -> list[ShipmentView]:
    """Return what was released for shipment and has not left, what is wanted first before the rest.

    A model of the world ships at once; in a plant it stands here until somebody says that it left.
    """
    lines = arrays["line"]
    chosen = np.flatnonzero((lines["id"] > 0) & (lines["released"] > lines["shipped"]))
    name_of, wanted_of = _names(history, keys), _wanted(naming, history, keys)
    shown = []
    for line in sorted(lines[chosen], key=lambda line: (int(line["wanted"]), int(line["id"]))):
        point, wanted = int(line["point"]), wanted_of[int(line["id"])]
        order, number = name_of(int(line["id"]))
        shown.append(
            ShipmentView(
                order=order,
                line=number,
                customer=naming.party(int(line["party"])),
                item=naming.item(point),
                location=naming.location(point),
                quantity=naming.number(point, int(line["released"] - line["shipped"])),
                wanted=naming.when(wanted),
                late_days=naming.late_days(wanted, now),
            )
        )
    return shown


def _names(history: History, keys: dict[int, str]) -> Callable[[int], tuple[str, str]]:
    """Return what tells order and line of a line by its id."""
    reference = dict(zip(history.orders["seq"].tolist(), history.orders["reference"].tolist(), strict=True))

    def name_of(id_: int) -> tuple[str, str]:
        order, _, line = keys.get(reference.get(id_, 0), "").partition("\t")
        return order, line

    return name_of


def _wanted(naming: Naming, history: History, keys: dict[int, str]) -> dict[int, int]:
    """Return by when each line is wanted by its id, NEVER where no date was named."""
    wanted = asked_for(history, naming.network, keys)
    return dict(zip(history.orders["seq"].tolist(), wanted.tolist(), strict=True))
