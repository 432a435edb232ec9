"""Who gets how much of what is there and what comes, and when: by rule, with channels' quotas and protected stock.

Time is cut into blocks, from one receipt to the next. What each block brings is split: what is protected for a class,
the best first, until it is full; the rest among channels by quota. Each line takes what is protected for its own class,
then of its channel's part, then what is protected for the classes behind it, the last first. What nobody takes stays
for later blocks.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from tugline.promise import allotment
from tugline.promise.allotment import whole

Pool = tuple[str, str | int]
"""A part of supply: ("channel", name), "" = all channels without a quota; or ("class", number)."""


class SharedBy(StrEnum):
    """Who comes first where there is too little."""

    PRIORITY = "priority"
    FAIR = "fair"
    LINEAR = "linear"
    UNIFORM = "uniform"


RULES: dict[SharedBy, allotment.Rule] = {
    SharedBy.FAIR: allotment.proportional,
    SharedBy.LINEAR: allotment.linear,
    SharedBy.UNIFORM: allotment.uniform,
}


class Claim(NamedTuple):
    """What one line asks for; claims stand in rank."""

    quantity: int
    block: int
    """The last block in which it is in time."""
    rank: int
    """Class of priority, 1 is served first."""
    channel: str
    promised: bool
    """A date was promised to it: it comes before all that were promised nothing."""


class Limits(NamedTuple):
    """What channels and classes may take."""

    quotas: Mapping[str, Fraction]
    """Share of supply by channel, together at most 1; all others share the rest."""
    protected: Mapping[int, int]
    """Quantity by class, in the item's integer units."""
    counts: bool = False
    """Rules that stand: what left and what was promised has taken of its channel's quota and of what is protected for
    its class. Else it comes before both, and they are of the rest."""


class Shares(NamedTuple):
    """What came of it, in the item's integer units."""

    given: list[list[int]]
    """By claim and block."""
    pools: dict[Pool, int]
    """What each part of supply had to give, over all blocks, after what was promised."""
    left: list[int]
    """What nobody took, by block in which it came."""


def allot(
    claims: Sequence[Claim], supply: Sequence[int], rule: SharedBy, limits: Limits, past: Sequence[Claim] = ()
) -> Shares:
    """Return what each claim gets of which block's supply.

    What is promised comes first, by date, whatever the limits. A claim in time takes of the latest block that is in
    time for it, so that what is there early stays for those who need it early; what it lacks comes of later blocks.

    Parameters
    ----------
    claims
        In rank.
    supply
        What comes with the beginning of each block, >= 0; at least one block.
    rule
        `PRIORITY` serves claims in rank. The others share in each block, in turn of time, what is there by then among
        the claims that are wanted before the next one and still lack some.
    past
        What left before, where limits count it: as if it were there in the first block and taken first.
    """
    work, brought = _begun(claims, supply, limits, past)
    others = [i for i, claim in enumerate(claims) if not claim.promised]
    if rule == SharedBy.PRIORITY:
        for i in others:
            work.take_in_turn(i, work.open_to(claims[i], limits))
    else:
        for block in range(len(supply)):
            work.share(block, [i for i in others if claims[i].block <= block and work.lacks[i]], RULES[rule], limits)
    left = [sum(blocks[block] for blocks in work.pools.values()) for block in range(len(supply))]
    return Shares(work.given[: len(claims)], brought, left)


def room(
    claims: Sequence[Claim], supply: Sequence[int], limits: Limits, asker: Claim, past: Sequence[Claim] = ()
) -> list[int]:
    """Return how much somebody who comes last may have by each block, in the item's integer units; it never falls.

    Parameters
    ----------
    claims, supply, past
        As for `allot`, which serves them in rank before.
    asker
        Its channel and class count alone.
    """
    work, _ = _begun(claims, supply, limits, past)
    for i, claim in enumerate(claims):
        if not claim.promised:
            work.take_in_turn(i, work.open_to(claim, limits))
    own = [work.pools[pool] for pool in work.open_to(asker, limits)]
    return list(accumulate(sum(blocks[block] for blocks in own) for block in range(len(supply))))


def _begun(
    claims: Sequence[Claim], supply: Sequence[int], limits: Limits, past: Sequence[Claim]
) -> tuple["_Work", dict[Pool, int]]:
    """Return the work with what was promised served, and what each part of supply has to give."""
    promised = sorted((i for i, claim in enumerate(claims) if claim.promised), key=lambda i: (claims[i].block, i))
    if not limits.counts:
        work = _Work(claims, supply)
        work.pools = {("channel", ""): list(supply)}
        for i in promised:
            work.take_in_turn(i, [("channel", "")])
        work.pools = _split(work.pools["channel", ""], limits)
        return work, {pool: sum(blocks) for pool, blocks in work.pools.items()}
    every = [*claims, *past]
    left = sum(claim.quantity for claim in past)
    work = _Work(every, supply)
    work.pools = _split([supply[0] + left, *supply[1:]], limits)
    brought = {pool: sum(blocks) for pool, blocks in work.pools.items()}
    for i in (*range(len(claims), len(every)), *promised):
        work.keep(i, work.open_to(every[i], limits))
    return work, brought


def _split(supply: Sequence[int], limits: Limits) -> dict[Pool, list[int]]:
    """Return what each part gets of each block; by every block, parts are as their cumulative supply has them."""
    pools: dict[Pool, list[int]] = {}
    free = list(accumulate(supply))
    for rank in sorted(limits.protected):
        kept = [min(limits.protected[rank], there) for there in free]
        free = [there - part for there, part in zip(free, kept, strict=True)]
        pools["class", rank] = _steps(kept)
    shares = [*limits.quotas.values(), 1 - sum(limits.quotas.values(), Fraction(0))]
    by_block = [whole([share * there for share in shares], there) for there in free]
    for place, channel in enumerate([*limits.quotas, ""]):
        # Largest remainders may give a channel a unit less of more; nobody may have taken it by then.
        parts = [of_block[place] for of_block in by_block]
        least = list(accumulate(reversed(parts), min))[::-1]
        pools["channel", channel] = _steps(least)
    return pools


def _steps(running: Sequence[int]) -> list[int]:
    return [there - before for there, before in zip(running, [0, *running], strict=False)]


class _Work:
    """Claims and what is left of each part of supply, while it is shared out."""

    def __init__(self, claims: Sequence[Claim], supply: Sequence[int]) -> None:
        self._claims = claims
        self.pools: dict[Pool, list[int]] = {}
        self.given = [[0] * len(supply) for _ in claims]
        self.lacks = [claim.quantity for claim in claims]
        self._blocks = len(supply)

    def open_to(self, claim: Claim, limits: Limits) -> list[Pool]:
        """Return the parts that a claim may take of, in the order in which it does."""
        channel = claim.channel if claim.channel in limits.quotas else ""
        own: list[Pool] = [("class", claim.rank)] if claim.rank in limits.protected else []
        behind = sorted((rank for rank in limits.protected if rank > claim.rank), reverse=True)
        return [*own, ("channel", channel), *(("class", rank) for rank in behind)]

    def take_in_turn(self, i: int, pools: Sequence[Pool]) -> None:
        """Let a claim take what it may: in time of the latest block first, else of the first that comes."""
        in_time = self._claims[i].block
        for pool in pools:
            self._take(i, pool, self.lacks[i], range(in_time, -1, -1))
        for block in range(in_time + 1, self._blocks):
            for pool in pools:
                self._take(i, pool, self.lacks[i], range(block, block + 1))

    def keep(self, i: int, own: list[Pool]) -> None:
        """Let a claim take what it was promised, of other parts where its own have no more, which owe it from then on.

        What a part owes is paid as it gets something, so that a channel cannot have its share over and over.
        """
        others = [pool for pool in self.pools if pool not in own]
        before = {pool: sum(self.pools[pool]) for pool in others}
        self.take_in_turn(i, [*own, *others])
        for pool in others:
            owed = before[pool] - sum(self.pools[pool])
            for block in range(self._blocks):
                for giver in own:
                    paid = min(owed, self.pools[giver][block])
                    self.pools[giver][block] -= paid
                    self.pools[pool][block] += paid
                    owed -= paid

    def share(self, block: int, among: Sequence[int], rule: allotment.Rule, limits: Limits) -> None:
        """Share what is there by a block among some claims, part by part."""
        protected = sorted(limits.protected)
        for rank in protected:
            self._share_pool(block, ("class", rank), [i for i in among if self._claims[i].rank == rank], rule)
        named = limits.quotas
        for channel in (*named, ""):
            some = [
                i for i in among if (self._claims[i].channel if self._claims[i].channel in named else "") == channel
            ]
            self._share_pool(block, ("channel", channel), some, rule)
        # Best class first; of what is protected for others each takes that of the last class first.
        for rank in sorted({self._claims[i].rank for i in among}):
            for behind in reversed([other for other in protected if other > rank]):
                self._share_pool(block, ("class", behind), [i for i in among if self._claims[i].rank == rank], rule)

    def _share_pool(self, block: int, pool: Pool, among: Sequence[int], rule: allotment.Rule) -> None:
        there = sum(self.pools[pool][: block + 1])
        for i, quantity in zip(among, rule([self.lacks[i] for i in among], there), strict=True):
            self._take(i, pool, quantity, range(block, -1, -1))

    def _take(self, i: int, pool: Pool, quantity: int, blocks: range) -> None:
        free = self.pools[pool]
        for block in blocks:
            if not quantity:
                return
            taken = min(quantity, free[block])
            free[block] -= taken
            self.given[i][block] += taken
            self.lacks[i] -= taken
            quantity -= taken
