"""The heijunka box: how many packs of each product in each slot, as even as whole packs can be.

Each product has a constant rate, and each slot the same room. That is proportionate fairness: Baruah, Cohen, Plaxton
and Varvel (Algorithmica 15, 1996) show that whole packs can follow such rates and never be a whole pack ahead or
behind, and give the rule by which packs are chosen in each slot, algorithm PF, which is used here.
"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import zip_longest

from tugline.errors import UsageError

Box = tuple[tuple[int, ...], ...]
"""Packs by product and slot."""


def fill_box(packs: Sequence[int], slots: int) -> Box:
    """Return the packs of each product in each slot.

    All packs of a product are there; its slots differ by at most one pack; so do the slots' sums; and after any slot a
    product is less than one pack ahead of or behind its even share.

    Parameters
    ----------
    packs
        Of each product, >= 0.
    slots
        >= 1.

    Raises
    ------
    UsageError
        There is no slot, or a product has less than no packs.
    """
    if slots < 1:
        raise UsageError(f"{slots} slots; expected 1 or more")
    _refuse_negative(packs)
    rows = [[count // slots] * slots for count in packs]
    rates = [count % slots for count in packs]
    room = -(-sum(rates) // slots)
    # What is left of the room goes round as a product of its own, so that the slots' sums are even, too.
    spare = room * slots - sum(rates)
    done = [0] * (len(rates) + 1)
    rates.append(spare)
    for slot in range(slots):
        for product in _chosen(rates, done, slot, slots, room):
            done[product] += 1
            if product < len(rows):
                rows[product][slot] += 1
    return tuple(map(tuple, rows))


def sequence_of(box: Box) -> list[int]:
    """Return the products of a box one after another: slot by slot, and within a slot as evenly as can be."""
    found: list[int] = []
    for column in zip(*box, strict=True):
        found += even_sequence(column)
    return found


def even_sequence(packs: Sequence[int]) -> list[int]:
    """Return all packs one after another such that the farthest that a product ever is from its even share is least.

    Pack j of n in Q places may stand from place ceil((j - B) Q / n) to place floor((j - 1 + B) Q / n + 1) where no
    product is to be farther than B away; taking the one that has to stand first fills all places wherever that can be
    done, and B is found by halving (Steiner and Yeomans, Management Science 39(6), 1993). B is always less than 1.

    Raises
    ------
    UsageError
        A product has less than no packs.
    """
    _refuse_negative(packs)
    places = sum(packs)
    low, high, best = 0, places, _within(packs, places) if places else []
    while high - low > 1:
        middle = (low + high) // 2
        if tried := _within(packs, middle):
            high, best = middle, tried
        else:
            low = middle
    return best


def _within(packs: Sequence[int], most: int) -> list[int]:
    """Return a sequence in which no product is farther than `most` / places away, empty where there is none."""
    places = sum(packs)
    ahead = sorted(
        (-(-(j * places - most) // n), ((j - 1) * places + most) // n + 1, product)
        for product, n in enumerate(packs)
        for j in range(1, n + 1)
    )
    waiting: list[tuple[int, int]] = []
    found: list[int] = []
    at = 0
    for place in range(1, places + 1):
        while at < len(ahead) and ahead[at][0] <= place:
            heappush(waiting, ahead[at][1:])
            at += 1
        if not waiting or waiting[0][0] < place:
            return []
        found.append(heappop(waiting)[1])
    return found


def columns_of(sequence: Sequence[int], products: int, slots: int) -> Box:
    """Return a sequence as a box: its places are shared among the slots as evenly as whole places can be."""
    rows = [[0] * slots for _ in range(products)]
    for place, product in enumerate(sequence):
        rows[product][place * slots // len(sequence)] += 1
    return tuple(map(tuple, rows))


def _refuse_negative(packs: Sequence[int]) -> None:
    for product, count in enumerate(packs):
        if count < 0:
            raise UsageError(f"product {product + 1}: {count} packs; expected 0 or more")


def _chosen(rates: Sequence[int], done: Sequence[int], slot: int, slots: int, room: int) -> list[int]:
    """Return who gets a pack in a slot: of those whose next pack is due to begin, the most urgent ones.

    Pack j of a rate of r packs in s slots belongs into the slots floor((j - 1) s / r) .. ceil(j s / r) - 1.
    """
    ready = [i for i, rate in enumerate(rates) if done[i] < rate and done[i] * slots // rate <= slot]
    return sorted(ready, key=lambda i: _Urgency(rates[i], done[i] + 1, slots))[:room]


class _Urgency:
    """The next pack of a product, to be compared by PF: the earlier its last slot the more urgent.

    Of packs with the same last slot the more urgent is the one whose last slot is also the first of the pack after it,
    and of two such packs the one whose next pack is more urgent.
    """

    def __init__(self, rate: int, pack: int, slots: int) -> None:
        self._rate, self._pack, self._slots = rate, pack, slots

    def __lt__(self, other: "_Urgency") -> bool:
        for mine, others in zip_longest(self._keys(), other._keys()):
            if mine is None or others is None:
                return False
            if mine != others:
                return bool(mine < others)
        return False

    def _keys(self) -> Iterator[tuple[int, bool]]:
        for pack in range(self._pack, self._rate + 1):
            last, rest = divmod(pack * self._slots, self._rate)
            yield last + (rest > 0), rest == 0
            if rest == 0:
                return
