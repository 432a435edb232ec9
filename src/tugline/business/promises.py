"""Every open order line: when it is wanted and at its customer, what holds it up, and what may leave now."""

from typing import Any

import numpy as np

from tugline.business.asked_for import asked_for_open
from tugline.business.causes import Causes
from tugline.business.core import Core
from tugline.business.delivery import Deliveries
from tugline.business.naming import Naming
from tugline.business.projection import Expected
from tugline.business.views import PromiseView, ShipmentView
from tugline.facts.kinds import NEVER
from tugline.state import arena


class AskedBy:
    """Tells which order and line an open line of the state is, and by when it is wanted, by its id."""

    def __init__(self, core: Core) -> None:
        lines = arena.arrays(core.state)["line"]
        lines = lines[lines["id"] > 0]
        keys = core.journal.texts(lines["reference"])
        ids = lines["id"].tolist()
        self._keys = dict(zip(ids, keys, strict=True))
        self.wanted: dict[int, int] = dict(zip(ids, asked_for_open(lines, core.network, keys).tolist(), strict=True))
        """By when each line is wanted, NEVER where no date was named."""

    def name(self, id_: int) -> tuple[str, str]:
        """Return order and line."""
        order, _, line = self._keys[id_].partition("\t")
        return order, line


def promise_views(
    naming: Naming,
    arrays: dict[str, Any],
    causes: Causes,
    asked: AskedBy,
    expected: Expected,
    now: int,
) -> list[PromiseView]:
    """Return one view per open line, the latest first.

    Parameters
    ----------
    asked
        Tells names and times of the lines of this history.
    expected
        When the projection has the last of each line leave and arrive.
    """
    lines = arrays["line"]
    open_slots = np.flatnonzero(lines["id"] > 0)
    shown = []
    for slot in open_slots.tolist():
        line = lines[slot]
        id_, point = int(line["id"]), int(line["point"])
        wanted = asked.wanted[id_]
        there, ships = expected.there.get(id_), expected.ships.get(id_)
        order, number = asked.name(id_)
        late = naming.late_days(wanted, there if there is not None else now)
        comes, promised = naming.when(there) if there is not None else None, int(line["promised"])
        risky = promised > 0 and (there is None or there > promised)
        shown.append(
            PromiseView(
                order=order,
                line=number,
                customer=naming.party(int(line["party"])),
                item=naming.item(point),
                quantity=naming.number(point, int(line["quantity"] - line["shipped"])),
                wanted=naming.when(wanted),
                late_days=late,
                cause=causes.of_line(slot).says if late > 0 or there is None or wanted >= NEVER or risky else "",
                expected=comes,
                promised=naming.when(promised) if promised else comes,
                state="reserved" if line["reserved_until"] else "promised" if promised else "quoted",
                reserved_until=naming.when(int(line["reserved_until"])) if line["reserved_until"] else None,
                at_risk=risky,
                leaves=naming.when(ships) if ships is not None else None,
            )
        )
    return sorted(shown, key=lambda view: (-view.late_days, view.order, view.line))


def shipments(
    naming: Naming, deliveries: Deliveries, arrays: dict[str, Any], asked: AskedBy, now: int
) -> list[ShipmentView]:
    """Return what was released for shipment and has not left, what is wanted first before the rest.

    A model of the world ships with the next departure; in a plant it stands here until somebody says that it left.
    """
    lines = arrays["line"]
    chosen = np.flatnonzero((lines["id"] > 0) & (lines["released"] > lines["shipped"]))
    shown = []
    for line in sorted(lines[chosen], key=lambda line: (int(line["wanted"]), int(line["id"]))):
        point, wanted = int(line["point"]), asked.wanted[int(line["id"])]
        order, number = asked.name(int(line["id"]))
        way = deliveries.of(point, int(line["party"]), now, int(line["wanted"]))
        shown.append(
            ShipmentView(
                order=order,
                line=number,
                customer=naming.party(int(line["party"])),
                item=naming.item(point),
                location=naming.location(point),
                quantity=naming.number(point, int(line["released"] - line["shipped"])),
                wanted=naming.when(wanted),
                late_days=naming.late_days(wanted, way.there),
                leaves=naming.when(way.leaves),
                carrier=way.carrier,
            )
        )
    return shown
