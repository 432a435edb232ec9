"""The waiting list as of now: open order lines in turn, with the date that can be kept today, and the lost ones."""

from collections import Counter, defaultdict
from typing import Any

from tugline.business.allot_asked import Channels
from tugline.business.causes import Causes
from tugline.business.core import Core
from tugline.business.held import Held
from tugline.business.history import collect
from tugline.business.meant import Meant
from tugline.business.naming import Naming
from tugline.business.needed import need
from tugline.business.order_limits import LIMIT, OrderLimits
from tugline.business.ordered import End, Ordered, PastLine
from tugline.business.projection import run_ahead
from tugline.business.promises import AskedBy
from tugline.business.waiting_views import LostLine, RefusedRow, Waiting, WaitingItem, WaitingLine
from tugline.errors import UsageError
from tugline.facts.kinds import NEVER
from tugline.state import arena


class Awaiting(Held):
    """What a business can say of those who wait."""

    _channels: Channels
    _limits: OrderLimits
    _ordered: Ordered

    def waiting(self, *, item: str = "", location: str = "") -> Waiting:
        """Return who waits, in which order, for how much, since when and until when; and who waits no longer.

        Dates are those of `promises`: the plain world run ahead from this state without new signals.

        Parameters
        ----------
        item, location
            Of this item, at this location alone; of all if left away.

        Raises
        ------
        UsageError
            There is no such item or location.
        """
        need("item", item, str)
        need("location", location, str)
        network = self._core.network
        if item and network.registers.items.row(item) < 0:
            raise UsageError(f"item {item!r} is no item of the business{Meant(network).item(item)}")
        if location and location not in network.location_names:
            maybe = Meant(network).word(location, network.location_names)
            raise UsageError(f"location {location!r} is no location of the business{maybe}")
        return _List(self._core, self._channels, self._limits, self._ordered, item, location).waiting()


class _List:
    """The lines of one question."""

    def __init__(
        self, core: Core, channels: Channels, limits: OrderLimits, ordered: Ordered, item: str, location: str
    ) -> None:
        self._core, self._channels, self._limits, self._ordered = core, channels, limits, ordered
        self._naming, self._names = Naming(core.network), AskedBy(core)
        self._asked = item, location
        self._last: dict[tuple[str, str], int] = {}
        """When all of a line is at its customer, by order and line; texts of times do not sort where clocks change."""
        self._expected = run_ahead(core)
        self._arrays = arena.arrays(core.state)
        self._causes = Causes(self._arrays, core.state, self._naming, core.now, collect(core), self._expected)

    def waiting(self) -> Waiting:
        network, lines, lost = self._core.network, self._lines(), self._lost()
        return Waiting(
            business=network.settings.name,
            as_of=self._naming.when(self._core.now) or "",
            facts=self._core.journal.last_seq,
            items=self._items(lines, lost),
            lines=tuple(lines),
            lost=tuple(lost),
            refused=tuple(
                RefusedRow(number=row.id, table=row.table, row=row.said, why=row.why)
                for row in self._core.journal.quarantined()
                if row.why.startswith(LIMIT)
            ),
        )

    def _is_asked(self, item: str, location: str) -> bool:
        return self._asked[0] in {"", item} and self._asked[1] in {"", location}

    def _lines(self) -> list[WaitingLine]:
        slots = []
        for slot, line in enumerate(self._arrays["line"]):
            point = int(line["point"])
            if line["id"] > 0 and line["quantity"] > line["shipped"]:
                item, location = self._naming.item(point), self._naming.location(point)
                if self._is_asked(item, location):
                    slots.append(((item, location, *_turn(self._arrays, line)), slot))
        places, shown = Counter[tuple[str, str]](), []
        open_ = Counter((self._arrays["line"][slot]["party"], key[0]) for key, slot in slots)
        for key, slot in sorted(slots):
            places[key[:2]] += 1
            line = self._arrays["line"][slot]
            several = int(line["party"]) >= 0 and open_[line["party"], key[0]] > 1
            shown.append(self._line(slot, line, places[key[:2]], several=several))
        return shown

    def _line(self, slot: int, line: Any, place: int, *, several: bool) -> WaitingLine:
        naming, now, id_ = self._naming, self._core.now, int(line["id"])
        point, party = int(line["point"]), int(line["party"])
        past, wanted = self._ordered.line(id_), self._names.wanted[id_]
        there, promised = self._expected.there.get(id_), int(line["promised"])
        wait = int(self._core.network.party["wait_ticks"][party]) if party >= 0 else -1
        until = past.at + wait if wait >= 0 else NEVER
        order, number = self._names.name(id_)
        self._last[order, number] = NEVER if there is None else there
        return WaitingLine(
            place=place, order=order, line=number, customer=naming.party(party), channel=self._channels.get(party, ""),
            priority=int(line["priority"]), item=naming.item(point), location=naming.location(point),
            quantity=naming.number(point, int(line["quantity"] - line["shipped"])),
            since=naming.when(past.at) or "", days=round(naming.days(now - past.at), 2),
            wanted=naming.when(wanted) if wanted < NEVER else None,
            state="reserved" if line["reserved_until"] else "promised" if promised else "open",
            promised=naming.when(promised) if promised else None,
            date=naming.when(there) if there is not None else None,
            rests_on=self._causes.of_line(slot).says,
            waits_until=naming.when(until),
            too_long=until < now or (until < NEVER and (there is None or there > until)),
            beside=self._beside(past) if several else (),
            over=self._limits.beyond(past, point, party),
        )  # fmt: skip

    def _beside(self, past: PastLine) -> tuple[str, ...]:
        others = [
            line for line in self._ordered.of(past.customer)
            if line.item == past.item and line.open and line.id != past.id
        ]  # fmt: skip
        return tuple(text.replace("\t", " ") for text in self._core.journal.texts([line.key for line in others]))

    def _lost(self) -> list[LostLine]:
        lines = [
            line for line in self._ordered.lines()
            if line.end != End.OPEN and line.quantity > line.shipped and self._is_asked(line.item, line.location)
        ]  # fmt: skip
        lines.sort(key=lambda line: (-line.ended, -line.id))
        found, network = [], self._core.network
        for line, text in zip(lines, self._core.journal.texts([line.key for line in lines]), strict=True):
            point = network.point_row(line.item, line.location)
            if point < 0:
                continue  # an item that the tables have no more is not waited for
            order, _, number = text.partition("\t")
            found.append(
                LostLine(
                    order=order, line=number, customer=line.customer, item=line.item, location=line.location,
                    quantity=self._naming.number(point, line.quantity - line.shipped), why=str(line.end),
                    at=self._naming.when(line.ended) or "", days=round(self._naming.days(line.ended - line.at), 2),
                )
            )  # fmt: skip
        return found

    def _items(self, lines: list[WaitingLine], lost: list[LostLine]) -> tuple[WaitingItem, ...]:
        open_, gone = defaultdict[tuple[str, str], list[WaitingLine]](list), defaultdict[tuple[str, str], float](float)
        for line in lines:
            open_[line.item, line.location].append(line)
        for each in lost:
            gone[each.item, each.location] += each.quantity
        found = []
        for item, location in sorted({*open_, *gone}):
            own = open_.get((item, location), [])
            seen, double = set[str](), 0.0
            for line in own:
                double += line.quantity if line.customer in seen else 0.0
                seen |= {line.customer} - {""}
            last = max((self._last[line.order, line.line] for line in own), default=NEVER)
            found.append(
                WaitingItem(
                    item=item, location=location, unit=self._naming.unit(self._core.network.point_row(item, location)),
                    lines=len(own), quantity=sum(line.quantity for line in own),
                    too_long=sum(line.quantity for line in own if line.too_long),
                    never=sum(line.quantity for line in own if line.date is None), double=double,
                    lost=gone[item, location],
                    gone_by=self._naming.when(last),
                )
            )  # fmt: skip
        return tuple(sorted(found, key=lambda each: (-each.quantity, each.item, each.location)))


def _turn(arrays: dict[str, Any], line: Any) -> tuple[int, int, int, int]:
    """Return by what a line stands in turn: promised ones by date, then class, due tick and who ordered first."""
    due = int(arrays["need"][int(line["need"])]["due"])
    if line["promised"]:
        return 0, 0, due, int(line["id"])
    return 1, int(line["priority"]), due, int(line["id"])
