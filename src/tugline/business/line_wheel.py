"""The wheel of a line: its set-up groups in the best order, and what change-overs take in any other."""

from collections.abc import Iterable
from fractions import Fraction

from tugline.business.change_overs import ChangeOvers
from tugline.business.level_views import LevelGroup, LevelWheel
from tugline.business.line_lots import LineLot
from tugline.business.line_mix import Mix, Pack
from tugline.business.naming import Naming
from tugline.levelling.wheel import best_wheel, interval


class Setups:
    """Times of change-overs on one resource, in ticks.

    The setups table says what a lot takes after one of another group; where it says nothing, the lot takes the set-up
    time of its own operations.
    """

    def __init__(self, resource: int, times: ChangeOvers) -> None:
        self._resource, self._times = resource, times

    def between(self, before: LineLot | None, after: LineLot) -> int:
        """Return what a lot takes after another one; nothing where it goes on itself."""
        if before is not None and before.job == after.job:
            return 0
        known = self.known(-1 if before is None else before.group, after.group)
        return after.setup if known is None else known

    def known(self, before: int, after: int) -> int | None:
        """Return what the table says of two groups, None = nothing."""
        return self._times.get((self._resource, before, after))

    def of_lots(self, order: Iterable[LineLot]) -> int:
        """Return the time of all change-overs of lots one after another."""
        total, before = 0, None
        for lot in order:
            total, before = total + self.between(before, lot), lot
        return total

    def of_packs(self, order: Iterable[Pack]) -> int:
        """Return the time of all change-overs of packs one after another."""
        return self.of_lots(lot for pack in order for lot in pack.lots)


def wheel_of(
    naming: Naming, mix: Mix, setups: Setups, available: int, running: int, days: Fraction
) -> tuple[LevelWheel, Fraction | None]:
    """Return the wheel, and what share of all that is open one turn of it has to make, None = nothing is spare.

    Parameters
    ----------
    available, running
        Ticks of the window that are open, and that run times take.
    days
        Of the window.
    """
    places = _places(naming, mix)
    times = [[_to_come(setups, mix, a, b) for _, b in places] for _, a in places]
    found = best_wheel(times)
    share = interval(available, running, found.setup)
    hours = naming.network.tick_seconds / 3600
    shown = []
    for place, row in enumerate(found.order):
        name, products = places[row]
        before = found.order[place - 1]
        items = tuple(naming.item(int(naming.network.source["point"][mix.sources[product]])) for product in products)
        shown.append(LevelGroup(group=name, items=items, setup_hours=round(times[before][row] * hours, 4)))
    wheel = LevelWheel(
        groups=tuple(shown),
        setup_hours=round(found.setup * hours, 4),
        at_least_hours=round(found.at_least * hours, 4),
        interval_days=None if share is None else round(float(share * days), 3),
    )
    return wheel, share


def _places(naming: Naming, mix: Mix) -> list[tuple[str, list[int]]]:
    """Return the groups by name, each with its products; a product without a group is one of its own."""
    found: dict[tuple[int, int], list[int]] = {}
    for product, lots in enumerate(mix.lots):
        group = lots[0].group
        found.setdefault((group, -1 if group >= 0 else product), []).append(product)
    names = naming.network.setup_group_names
    return [
        (
            names[group] if group >= 0 else naming.item(int(naming.network.source["point"][mix.sources[product]])),
            products,
        )
        for (group, product), products in found.items()
    ]


def _to_come(setups: Setups, mix: Mix, before: list[int], after: list[int]) -> int:
    """Return what it takes to come from one group to another and make a lot of each of its products.

    Within a group the table may know a time for the group after itself; else each lot has its own set-up. The first lot
    of the group takes the time between both groups where there is one, and is the one whose own would be the longest.
    """
    groups = mix.lots[before[0]][0].group, mix.lots[after[0]][0].group
    own = sorted((mix.lots[product][0].setup for product in after), reverse=True)
    within, first = setups.known(groups[1], groups[1]), setups.known(*groups)
    if before is after and within is not None:
        return within * len(after)
    rest = sum(own[1:]) if within is None else within * (len(own) - 1)
    return (own[0] if first is None else first) + rest
