"""The work of one resource, levelled: what is wanted there in the next days, spread over the hours that it has."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from functools import partial
from itertools import pairwise
from math import ceil, sqrt
from typing import NamedTuple

import numpy as np

from tugline.business.change_overs import ChangeOvers
from tugline.business.core import Core
from tugline.business.level_holds import holds_of
from tugline.business.level_views import Level, LevelCard, LevelPart, LevelProduct
from tugline.business.line_lots import free_time, lots_of
from tugline.business.line_mix import Mix, Pack, cut, in_lots, mix_of, pack_of
from tugline.business.line_solver import LineSolver, Solution
from tugline.business.line_wheel import Setups, wheel_of
from tugline.business.meant import Meant, listed
from tugline.business.naming import Naming
from tugline.business.plan_desk import OpenWork, hint_of, open_work
from tugline.business.plan_lots import Lots
from tugline.business.promises import AskedBy
from tugline.errors import UsageError
from tugline.levelling.box import Box, columns_of, fill_box, sequence_of
from tugline.levelling.goals import Evenness, chase_goals, evenness
from tugline.levelling.solver import needs_extra
from tugline.levelling.takt import Stretch, moments, time_in
from tugline.network.network import Network
from tugline.promise import desk as desks
from tugline.promise.sequence import Hint, Prefer, plan

MOST_SLOTS = 20
"""Slots of the box: no more can be read; each has room for a card of every product, if there are enough cards."""
MOST_DAYS = 366


class Method(StrEnum):
    """How the sequence is found."""

    GOAL_CHASING = "goal-chasing"
    HEIJUNKA = "heijunka"
    SOLVER = "solver"


class Asked(NamedTuple):
    """What is to be levelled, and how."""

    resource: str
    days: int
    method: str
    pack: Fraction | None
    prefer: str
    seconds: float


def level(core: Core, times: ChangeOvers, asked: Asked, turns: Mapping[int, int]) -> Level:
    """Return the work of a resource, levelled, as of now; nothing is written. `turns`: as for `plan_all`.

    Raises
    ------
    UsageError
        There is no such resource or method, the days are none or too many, it has no open hours in them, or the pack is
        too small.
    """
    network, now = core.network, core.now
    resource, end = _resource(network, asked.resource), _end(network, now, asked.days)
    if asked.method not in list(Method):
        raise UsageError(f"method {asked.method!r}; expected one of {', '.join(Method)}")
    if asked.method == Method.SOLVER:
        needs_extra()
        if asked.pack is not None:
            raise UsageError("pack: expected none with the solver, for which a card is a lot")
    if asked.prefer not in list(Prefer):
        raise UsageError(f"prefer {asked.prefer!r}; expected {' or '.join(Prefer)}")
    work = open_work(core)
    free = free_time(work.shop, resource, now, end)
    naming = Naming(work.network)
    if not time_in(free):
        raise UsageError(
            f"resource {asked.resource!r} has no free hours from {naming.minute(now)} to {naming.minute(end)}; "
            "expected some to level its work over",
            hint="Name more days, or look into its calendar, and whether it is down.",
        )
    hint = partial(hint_of, work, turns)
    arrays = desks.arrays(plan(work.shop, Prefer(asked.prefer), hint))
    lots = Lots(arrays, work.state, naming, AskedBy(core))
    return _Line(core, work, lots, arrays, free, times, resource, end, asked, hint).level()


def _resource(network: Network, name: str) -> int:
    row = network.registers.resources.row(name)
    if row < 0:
        known = listed(network.resource_names) or "one that the tables name, which is none"
        raise UsageError(f"resource {name!r}; expected {known}{Meant(network).resource(name)}")
    return row


def _end(network: Network, now: int, days: int) -> int:
    """Return the tick with which the window ends: the local midnight after so many days, today the first."""
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(f"days {days}; expected 1 to {MOST_DAYS}")
    today = int(np.searchsorted(network.day_start, now, side="right")) - 1
    return int(network.day_start[min(today + days, len(network.day_start) - 1)])


class Turns(NamedTuple):
    """A sequence: the first place of each slot, the box, the packs in turn, and when each is."""

    slots: list[int]
    box: Box
    order: list[Pack]
    spans: list[Stretch]


class _Line:
    """One resource with its lots, on the desk of one plan."""

    def __init__(
        self, core: Core, work: OpenWork, lots: Lots, arrays: dict[str, np.ndarray], free: list[Stretch],
        times: ChangeOvers, resource: int, end: int, asked: Asked, hint: Hint,
    ) -> None:  # fmt: skip
        self._core, self._work, self._lots, self._naming = core, work, lots, lots.naming
        self._free, self._end, self._asked, self._resource, self._hint = free, end, asked, resource, hint
        self._arrays, self._planned = arrays, lots_of(lots, arrays, resource, end)
        self._mix = mix_of(work.network, self._planned)
        self._setups = Setups(resource, times)
        self._hours = core.network.tick_seconds / 3600
        self._units = _units_of(arrays, resource)

    def level(self) -> Level:
        mix, naming, core = self._mix, self._naming, self._core
        available, running = time_in(self._free), sum(lot.run for lot in self._planned)
        quantity = sum(mix.quantities, Fraction(0))
        pack = pack_of(mix.quantities, self._asked.pack)
        packs = cut(mix, pack)
        turns, solved = self._solved() if self._asked.method == Method.SOLVER else (self._spread(packs, pack), None)
        slots, box, order, spans = turns
        first = _first_places(order)
        whole = sorted(self._planned, key=lambda lot: first[lot.job])
        days = Fraction((self._end - core.now) * core.network.tick_seconds, 86_400)
        wheel = wheel_of(naming, mix, self._setups, available, running, days) if mix.sources else None
        share = wheel[1] if wheel else None
        even = [
            evenness(*_split(mix, in_lots(mix, self._planned, pack))),
            evenness([each.product for each in order], mix.uses, [each.quantity for each in order]),
            evenness(*_split(mix, in_lots(mix, whole, pack))),
        ]
        beat = Fraction(available, self._units) * core.network.tick_seconds
        begins = {lot.job: spans[first[lot.job]][0] for lot in whole}
        holds = holds_of(self._work, self._lots, begins, core.now, Prefer(self._asked.prefer), self._hint)
        return Level(
            business=core.network.settings.name,
            as_of=naming.when(core.now) or "",
            until=naming.when(self._end) or "",
            facts=core.journal.last_seq,
            resource=self._asked.resource,
            units=self._units,
            method=self._asked.method,
            pack=float(pack),
            open_hours=round(available * self._hours, 4),
            run_hours=round(running * self._hours, 4),
            setup_hours_planned=round(self._setups.of_lots(self._planned) * self._hours, 4),
            setup_hours_levelled=round((solved.setup if solved else self._setups.of_packs(order)) * self._hours, 4),
            takt_seconds=round(float(beat / quantity), 3) if quantity else None,
            pitch_seconds=round(float(beat / len(order)), 3) if order and not solved else None,
            products=self._products(box, share),
            slots=tuple(naming.when(spans[place][0]) or "" for place in slots),
            levelled_by="parts" if mix.has_parts else "products",
            parts=self._parts(even),
            distance_planned=round(sqrt(even[0].square), 4),
            distance_levelled=round(sqrt(even[1].square), 4),
            distance_in_lots=round(sqrt(even[2].square), 4),
            cards=self._cards(order, spans),
            wheel=wheel[0] if wheel else None,
            solver=solved.view if solved else None,
            holds=holds.holds,
            not_held=holds.not_held,
            on_time_planned=holds.on_time_planned,
            on_time_held=holds.on_time_held,
        )

    def _spread(self, packs: list[list[Pack]], pack: Fraction) -> Turns:
        """Return the packs in turn, at the pace of the takt."""
        counts = [len(each) for each in packs]
        total = sum(counts)
        if not total:
            return Turns([], (), [], [])
        slots = _slots(total, len(counts))
        if self._asked.method == Method.HEIJUNKA:
            box = fill_box(counts, slots)
            sequence = sequence_of(box)
            places = [sum(sum(row[:slot]) for row in box) for slot in range(slots)]
        else:
            sequence = chase_goals(counts, [[use * pack for use in row] for row in self._mix.uses])
            box, places = columns_of(sequence, len(counts), slots), _places(total, slots)
        turns = [iter(each) for each in packs]
        spans = list(pairwise(moments(self._free, total)))
        return Turns(places, box, [next(turns[product]) for product in sequence], spans)

    def _solved(self) -> tuple[Turns, Solution]:
        """Return the lots in turn, as early as the solver has them."""
        line = LineSolver(self._work.shop, self._lots, self._arrays, self._resource, self._setups)
        solved = line.solve(self._planned, self._asked.seconds)
        product_of = {lot.job: product for product, lots in enumerate(self._mix.lots) for lot in lots}
        order = [Pack(product_of[lot.job], lot.quantity, (lot,)) for lot in solved.lots]
        if not order:
            return Turns([], (), [], []), solved
        slots = _slots(len(order), len(self._mix.sources))
        box = columns_of([pack.product for pack in order], len(self._mix.sources), slots)
        return Turns(_places(len(order), slots), box, order, solved.spans), solved

    def _products(self, box: Box, share: Fraction | None) -> tuple[LevelProduct, ...]:
        network, shown = self._work.network, []
        for product, source in enumerate(self._mix.sources):
            point = int(network.source["point"][source])
            scale, quantity = int(network.point["scale"][point]), self._mix.quantities[product]
            run = sum(lot.run for lot in self._mix.lots[product])
            shown.append(
                LevelProduct(
                    item=self._naming.item(point),
                    location=self._naming.location(point),
                    lots=len(self._mix.lots[product]),
                    quantity=float(quantity),
                    cards=sum(box[product]),
                    cycle_seconds=round(float(run * network.tick_seconds / quantity), 3),
                    box=box[product],
                    interval_lot=None if share is None else ceil(quantity * share * scale) / scale,
                )
            )
        return tuple(shown)

    def _parts(self, even: list[Evenness]) -> tuple[LevelPart, ...]:
        mix, found = self._mix, []
        for j, point in enumerate(mix.parts):
            used = sum((q * row[j] for q, row in zip(mix.quantities, mix.uses, strict=True)), Fraction(0))
            planned, levelled, lots = (round(float(each.most[j]), 4) for each in even)
            found.append(
                LevelPart(
                    item=self._naming.item(point),
                    location=self._naming.location(point),
                    quantity=float(used),
                    farthest_planned=planned,
                    farthest_levelled=levelled,
                    farthest_in_lots=lots,
                )
            )
        return tuple(sorted(found, key=lambda part: (-part.farthest_planned, part.item, part.location)))

    def _cards(self, order: list[Pack], spans: list[Stretch]) -> tuple[LevelCard, ...]:
        point_of = [int(self._work.network.source["point"][source]) for source in self._mix.sources]
        return tuple(
            LevelCard(
                number=place + 1,
                item=self._naming.item(point_of[pack.product]),
                location=self._naming.location(point_of[pack.product]),
                quantity=float(pack.quantity),
                lots=tuple(self._lots.name(lot.job) for lot in pack.lots),
                starts=self._naming.when(spans[place][0]) or "",
                ends=self._naming.when(spans[place][1]) or "",
            )
            for place, pack in enumerate(order)
        )


def _slots(cards: int, products: int) -> int:
    return max(1, min(MOST_SLOTS, cards // products))


def _places(cards: int, slots: int) -> list[int]:
    """Return the first place of each slot, as `columns_of` shares them out."""
    return [-(-slot * cards // slots) for slot in range(slots)]


def _first_places(order: list[Pack]) -> dict[int, int]:
    """Return the place of the first card of each lot, by job."""
    found: dict[int, int] = {}
    for place, pack in enumerate(order):
        for lot in pack.lots:
            found.setdefault(lot.job, place)
    return found


def _split(
    mix: Mix, run: tuple[list[int], list[Fraction]]
) -> tuple[list[int], tuple[tuple[Fraction, ...], ...], list[Fraction]]:
    return run[0], mix.uses, run[1]


def _units_of(arrays: dict[str, np.ndarray], resource: int) -> int:
    pools = arrays["pool"][arrays["pool"]["resource"] == resource]
    return int((pools["lane_stop"] - pools["lane_start"]).sum())
