"""Every open order line: when it was wanted, when it ships as things stand, and what holds the late ones up."""

from typing import Any

import numpy as np

from tugline.business.causes import Causes
from tugline.business.history import History
from tugline.business.naming import Naming
from tugline.business.views import PromiseView


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
    reference = dict(zip(history.orders["seq"].tolist(), history.orders["reference"].tolist(), strict=True))
    shown = []
    for slot in open_slots.tolist():
        line = lines[slot]
        id_, point, wanted = int(line["id"]), int(line["point"]), int(line["wanted"])
        ships = ship_ticks.get(id_)
        order, _, number = keys.get(reference.get(id_, 0), "").partition("\t")
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
                cause=causes.of_line(slot).says if late > 0 or ships is None else "",
            )
        )
    return sorted(shown, key=lambda view: (-view.late_days, view.order, view.line))
