"""Who gets how much of what is there and what comes, as of now: open lines by rule, quotas and protected stock."""

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Any

from tugline.business.allot_asked import AskedToAllot, Channels, asked_to_allot
from tugline.business.allot_supply import asking, supply_of
from tugline.business.allot_views import AllotBlock, AllotChannel, AllotClass, AllotLine, Allotment, AllotPart
from tugline.business.core import Core
from tugline.business.delivery import Deliveries
from tugline.business.held import Held
from tugline.business.naming import Naming
from tugline.business.ordered import Ordered
from tugline.business.promises import AskedBy
from tugline.business.quotas import Quotas, claim_of, comes_of
from tugline.business.standing import Standing
from tugline.network.layout import NEVER
from tugline.promise.allotment import available_to_promise
from tugline.promise.shortage import Claim, allot
from tugline.state.layout import PARTS


class Allotting(Held):
    """What a business can say of what is short."""

    _channels: Channels
    _standing: Standing
    _ordered: Ordered

    def allot(
        self, *, item: str, location: str = "", rule: str = "priority", quotas: str | Mapping[str, float | str] = "",
        protect: str | Mapping[int, float | str] = "",
    ) -> Allotment:  # fmt: skip
        """Return which open order lines get how much of what is there and what comes, and when; nothing is written.

        What is promised or reserved comes first, by date. The engine goes on serving by rank.

        Parameters
        ----------
        location
            Where it is asked for; the default location if left away.
        rule
            `priority` (in rank), `fair` (the same share of what each asks for), `linear` (all lack the same) or
            `uniform` (the same quantity for all who ask for more).
        quotas
            The most that a channel may take, as a share of supply: `"web=0.3,shop=0.7"`, or by channel.
        protect
            What is kept for a class of priority and those before it: `"1=20"`, or by class.

        Without either the rows of the table `quotas` hold, which count what left and what was promised.

        Raises
        ------
        UsageError
            There is no such stock point, rule or channel, or a value cannot be read or is out of range.
        """
        asked = asked_to_allot(
            self._core.network, self._channels, item=item, location=location, rule=rule, quotas=quotas, protect=protect
        )
        shared = None if quotas or protect else self._standing.shared(asked.point)
        past: list[Claim] = []
        if shared is not None:
            past = Quotas(self._core, self._standing, self._ordered, self._channels).past(asked.point, shared)
            asked = asked._replace(limits=shared.limits)
        return _Point(self._core, self._channels, asked, past).allotment()


class _Point:
    """One stock point with its blocks of supply and its lines, shared out."""

    def __init__(self, core: Core, channels: Channels, asked: AskedToAllot, past: list[Claim]) -> None:
        self._core, self._asked = core, asked
        self._naming, self._names = Naming(core.network), AskedBy(core)
        self._deliveries = Deliveries(self._naming, core.grid)
        self._supply = supply_of(core, asked.point)
        lines, self._of_choices = asking(core, asked.point)
        promised = [each for each in lines if each.line["promised"]]
        promised.sort(key=lambda each: (int(each.need["due"]), int(each.line["id"])))
        self._lines = [*promised, *(each for each in lines if not each.line["promised"])]
        self._ticks = [core.now, *self._supply.receipts]
        self._comes = comes_of(self._supply)
        self._claims = [claim_of(each, self._ticks, channels) for each in self._lines]
        self._shares = allot(self._claims, self._comes, asked.rule, asked.limits, past)

    def _number(self, quantity: int) -> float:
        return self._naming.number(self._asked.point, quantity)

    def allotment(self) -> Allotment:
        point, naming, supply, every = self._asked.point, self._naming, self._supply, range(len(self._claims))
        return Allotment(
            business=self._core.network.settings.name,
            as_of=naming.when(self._core.now) or "",
            facts=self._core.journal.last_seq,
            item=naming.item(point),
            location=naming.location(point),
            unit=naming.unit(point),
            rule=str(self._asked.rule),
            standing=self._asked.limits.counts,
            is_known=supply.is_known,
            on_hand=self._number(supply.on_hand),
            kept_for_work=self._number(supply.kept_for_work),
            overdue=self._number(supply.overdue),
            not_counted=self._number(supply.not_counted),
            **self._sums(every),
            left=self._number(sum(self._shares.left)),
            blocks=self._blocks(),
            channels=self._by_channel(),
            classes=self._by_class(),
            lines=tuple(self._line(i) for i in every),
            lines_of_choices=self._of_choices,
        )

    def _sums(self, some: Iterable[int]) -> dict[str, float]:
        """Return what some claims ask for, get in time and later, and do not get."""
        asked, in_time, later = 0, 0, 0
        for i in some:
            claim, given = self._claims[i], self._shares.given[i]
            asked += claim.quantity
            in_time += sum(given[: claim.block + 1])
            later += sum(given[claim.block + 1 :])
        numbers = {"asked": asked, "in_time": in_time, "later": later, "missing": asked - in_time - later}
        return {name: self._number(quantity) for name, quantity in numbers.items()}

    def _blocks(self) -> tuple[AllotBlock, ...]:
        due = [0] * len(self._ticks)
        for claim in self._claims:
            due[claim.block] += claim.quantity
        free = available_to_promise(self._comes, due)
        columns = zip(self._ticks, self._comes, due, free, accumulate(free), self._shares.left, strict=True)
        return tuple(
            AllotBlock(
                date=self._naming.when(tick) or "",
                comes=self._number(comes),
                due=self._number(wanted),
                available=self._number(discrete),
                cumulative=self._number(cumulative),
                left=self._number(left),
            )
            for tick, comes, wanted, discrete, cumulative, left in columns
        )

    def _of(self, column: str, value: str | int) -> dict[str, float]:
        return self._sums(i for i, claim in enumerate(self._claims) if getattr(claim, column) == value)

    def _by_channel(self) -> tuple[AllotChannel, ...]:
        quotas, pools = self._asked.limits.quotas, self._shares.pools
        names = [*quotas, *sorted({claim.channel for claim in self._claims} - set(quotas))]
        return tuple(
            AllotChannel(
                channel=name,
                quota=self._number(pools["channel", name]) if name in quotas else None,
                **self._of("channel", name),
            )
            for name in names
        )

    def _by_class(self) -> tuple[AllotClass, ...]:
        pools = self._shares.pools
        ranks = sorted({claim.rank for claim in self._claims} | set(self._asked.limits.protected))
        return tuple(
            AllotClass(
                priority=rank,
                protected=self._number(pools.get(("class", rank), 0)),
                **self._of("rank", rank),
            )
            for rank in ranks
        )

    def _due(self, line: Any, need: Any) -> int:
        """Return by when goods of a line are needed; its need may rank by an earlier time than what was promised."""
        promised, party = int(line["promised"]), int(line["party"])
        return self._deliveries.ready_by(self._asked.point, party, promised) if promised else int(need["due"])

    def _line(self, i: int) -> AllotLine:
        (line, need), claim, given = self._lines[i], self._claims[i], self._shares.given[i]
        id_ = int(line["id"])
        order, number = self._names.name(id_)
        wanted, total = self._names.wanted[id_], sum(given)
        last = max((block for block, part in enumerate(given) if part), default=0)
        return AllotLine(
            order=order,
            line=number,
            customer=self._naming.party(int(line["party"])),
            channel=claim.channel,
            priority=claim.rank,
            state="reserved" if line["reserved_until"] else "promised" if claim.promised else "open",
            wanted=self._naming.when(wanted) if wanted < NEVER else None,
            due=self._naming.when(self._due(line, need)) or "",
            quantity=self._number(claim.quantity),
            kept=self._number(int(need["allocated"])),
            allotted=self._number(total),
            parts=tuple(
                AllotPart(
                    quantity=self._number(part),
                    date=self._naming.when(self._ticks[block]) or "",
                    in_time=block <= claim.block,
                )
                for block, part in enumerate(given)
                if part
            ),
            missing=self._number(claim.quantity - total),
            complete=self._naming.when(self._ticks[last]) if total == claim.quantity else None,
            ships_whole=int(line["parcels"]) != PARTS,
        )
