"""What channels and classes may still be promised of a stock point, by the rows of `quotas`."""

from bisect import bisect_right
from typing import NamedTuple

from tugline.business.allot_asked import Channels
from tugline.business.allot_supply import Asking, Supply, asking, supply_of
from tugline.business.core import Core
from tugline.business.naming import Naming
from tugline.business.ordered import Ordered
from tugline.business.standing import Shared, Standing
from tugline.facts.kinds import NEVER
from tugline.network.layout import CUSTOMER
from tugline.promise.shortage import Claim, room


class Room(NamedTuple):
    """From when on a quantity may be promised to somebody, NEVER = of nothing that is there or coming; and the rule."""

    tick: int
    says: str


class Quotas:
    """Asks the standing quotas of one business; what left, what is promised and what waits has its part of them."""

    def __init__(self, core: Core, standing: Standing, ordered: Ordered, channels: Channels) -> None:
        self._core, self._standing, self._ordered, self._channels = core, standing, ordered, channels

    def room(self, point: int, party: int, rank: int, quantity: int) -> Room | None:
        """Return from when on a customer may be promised so much at a stock point; None = no quota says anything.

        Parameters
        ----------
        party
            Row of the network, -1 = nobody is named: then no channel is.
        rank
            Class of priority.
        quantity
            In the item's integer units.
        """
        shared = self._standing.shared(point)
        if shared is None:
            return None
        supply = supply_of(self._core, point)
        ticks = [self._core.now, *supply.receipts]
        comes = comes_of(supply)
        lines, _ = asking(self._core, point)
        claims = [claim_of(each, ticks, self._channels) for each in lines]
        asker = Claim(quantity, 0, rank, self._channels.get(party, ""), promised=False)
        past = self.past(point, shared)
        free = room(claims, comes, shared.limits, asker, past)
        block = next((b for b, there in enumerate(free) if there >= quantity), -1)
        total = sum(comes) + sum(claim.quantity for claim in past)
        return Room(ticks[block] if block >= 0 else NEVER, self._says(point, shared, asker, free[-1], total))

    def past(self, point: int, shared: Shared) -> list[Claim]:
        """Return what left a stock point in the time that counts, as claims by channel and class."""
        network, total = self._core.network, dict[tuple[str, int], int]()
        item, _, location = network.point_names[point].partition("\t")
        since = -1 if shared.within is None else self._core.now - shared.within
        for left in self._ordered.left(item, location):
            if left.tick > since:
                party = network.parties.row(left.customer, CUSTOMER) if left.customer else -1
                key = self._channels.get(party, ""), left.priority
                total[key] = total.get(key, 0) + left.quantity
        # More may have come back than left in that time.
        return [Claim(n, 0, rank, channel, promised=True) for (channel, rank), n in sorted(total.items()) if n > 0]

    def _says(self, point: int, shared: Shared, asker: Claim, free: int, total: int) -> str:
        naming, quotas = Naming(self._core.network), shared.limits.quotas
        rules = []
        if asker.channel in quotas:
            rules.append(f"{asker.channel} has a quota of {float(quotas[asker.channel]):.4g}")
        elif quotas:
            rules.append(f"channels without a quota share {float(1 - sum(quotas.values())):.4g}")
        rules += [
            f"{naming.show(point, kept)} are protected for class {rank}"
            for rank, kept in sorted(shared.limits.protected.items())
            if rank < asker.rank
        ]
        rule = ", ".join(rules) or "no rule keeps anything from it"
        there, left = naming.show(point, total), naming.show(point, free)
        return f"quota: {rule}; of {there} that left, are there and come {left} may still be promised to it"


def comes_of(supply: Supply) -> list[int]:
    """Return what is there for customers, and what comes with each receipt."""
    return [max(0, supply.on_hand - supply.kept_for_work), *supply.receipts.values()]


def claim_of(each: Asking, ticks: list[int], channels: Channels) -> Claim:
    """Return what an open line asks for; `ticks` are now and those of receipts."""
    block = max(0, bisect_right(ticks, int(each.need["due"])) - 1)
    channel = channels.get(int(each.line["party"]), "")
    return Claim(each.open, block, int(each.line["priority"]), channel, bool(each.line["promised"]))
