"""What a stop does: the run ahead with it, held against the same business as if the resource ran now."""

from typing import Any

import numpy as np

from tugline.business.andon_views import AndonStop, AtRisk, WaitingPull
from tugline.business.calls import Call
from tugline.business.core import Core
from tugline.business.naming import Naming
from tugline.business.outside import blank
from tugline.business.projection import Expected, run_ahead
from tugline.business.promises import AskedBy
from tugline.business.pulls_view import STATES
from tugline.facts.kinds import NEVER, Kind
from tugline.state import arena


class Risks:
    """Tells of open stops what they hold up; the run ahead with all stops is made once for all of them."""

    def __init__(self, core: Core) -> None:
        self._core, self._naming, self._asked = core, Naming(core.network), AskedBy(core)
        self._arrays = arena.arrays(core.state)
        self._expected = run_ahead(core)

    def of(self, call: Call) -> AndonStop:
        """Return what waits for a resource that is down, and which lines come later because of it."""
        back = blank(1, Kind.RESOURCE_DOWN, np.array([self._core.now]))
        # Expected back now, not as if it had never stood: what stood there has lost its time.
        back["resource"], back["due"] = call.resource + 1, max(1, self._core.now)
        without = run_ahead(self._core, first=back)
        lines = self._arrays["line"]
        slips = [
            self._line(lines[slot], without)
            for slot in np.flatnonzero(lines["id"] > 0).tolist()
            if self._slips(int(lines["id"][slot]), without)
        ]
        slips.sort(key=lambda line: (not line.made_late, _most(line.slips_days), line.order, line.line))
        naming = self._naming
        return AndonStop(
            resource=naming.network.resource_names[call.resource],
            reason=call.reason,
            since=naming.when(call.stopped or 0) or "",
            expected=naming.when(call.expected),
            pulls=self._waiting(call.resource),
            lines=tuple(slips),
        )

    def _slips(self, id_: int, without: Expected) -> bool:
        with_it, otherwise = (each.there.get(id_, NEVER) for each in (self._expected, without))
        return with_it > otherwise

    def _line(self, line: Any, without: Expected) -> AtRisk:
        naming, id_, point = self._naming, int(line["id"]), int(line["point"])
        order, number = self._asked.name(id_)
        wanted, promised = self._asked.wanted[id_], int(line["promised"]) or NEVER
        there, otherwise = self._expected.there.get(id_), without.there[id_]
        date = promised if promised < NEVER else wanted
        late = None if there is None else naming.late_days(date, there)
        return AtRisk(
            order=order,
            line=number,
            customer=naming.party(int(line["party"])),
            item=naming.item(point),
            quantity=naming.number(point, int(line["quantity"] - line["shipped"])),
            wanted=naming.when(wanted),
            promised=naming.when(promised),
            expected=naming.when(there) if there is not None else None,
            otherwise=naming.when(otherwise),
            slips_days=None if there is None else naming.days(there - otherwise),
            late_days=late,
            # Who named no date and was promised none is late only if it never comes.
            made_late=(late is None or late > 0) and naming.late_days(date, otherwise) == 0,
        )

    def _waiting(self, resource: int) -> tuple[WaitingPull, ...]:
        """Return the open pulls that cannot go on while the resource is down, what is due first before the rest."""
        pool, naming = self._arrays["pull"], self._naming
        stops, arrives = self._expected.stops, self._core.now
        slots = [
            slot
            for slot in np.flatnonzero(pool["id"] > 0).tolist()
            if stops.holding(int(pool["id"][slot]), arrives) == resource
        ]
        slots.sort(key=lambda slot: (int(pool["due"][slot]), int(pool["id"][slot])))
        return tuple(
            WaitingPull(
                id=f"P{int(pull['id'])}",
                item=naming.item(int(pull["point"])),
                location=naming.location(int(pull["point"])),
                quantity=naming.number(int(pull["point"]), int(pull["quantity"] - pull["received"])),
                state=STATES[int(pull["state"])],
                due=naming.when(int(pull["due"])),
            )
            for pull in pool[slots]
        )


def _most(days: float | None) -> float:
    """Sort what slips most first, what never comes before all."""
    return -float("inf") if days is None else -days
