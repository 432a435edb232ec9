"""What stands against adopting tables: things in use that they would take out, and what a business can never change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from tugline.business.core import Core
from tugline.business.epochs import speak
from tugline.business.open_choices import lost_choices
from tugline.network.known import Known
from tugline.network.matching import Matching, match
from tugline.network.network import Network
from tugline.network.registers import register_all, supplier_names
from tugline.network.settings import FILE
from tugline.network.tables import Tables
from tugline.state import arena
from tugline.world.carry import at_work

FIXED = ("name", "currency", "timezone", "start", "tick", "world")
"""Settings that every fact rests on."""
SHOWN = 3
IN_USE = ("on_hand", "allocated", "on_order", "pegged", "waiting", "came_in", "went_out")


class Use:
    """What is in use in a business, by name, and what of it new tables still have."""

    def __init__(self, core: Core, old: Tables, new: Tables) -> None:
        self.core, self.old, self.new = core, old, new
        spoken = speak(core.journal, 0)
        self.points = sorted({*core.journal.texts(spoken.used_points), *_points_in_state(core)})
        self.prepared = {core.network.point_names[row] for row in _with_loops(core).tolist()}
        self.parties = core.journal.texts(spoken.parties)

    def lost_points(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Return the locations in use of every item that is gone, and the items of every location that is gone."""
        items, places = frozenset(self.new["items"]["item"].names), None
        if self.new["locations"].n:
            places = frozenset(register_all(self.new).locations.names)
        by_item, by_place = defaultdict(list), defaultdict(list)
        for point in self.points:
            item, _, location = point.partition("\t")
            if item not in items:
                by_item[item].append(location)
            elif places is not None and location not in places:
                by_place[location].append(item)
        return by_item, by_place

    def lost_parties(self, network: Network) -> list[str]:
        """Return customers and suppliers in use that the old tables name and the new ones do not."""
        named = {f"supplier\t{name}" for name in supplier_names(self.old)}
        named |= {f"customer\t{name}" for name in self.old["customers"]["customer"].names}
        return sorted(named & set(self.parties) - set(network.party_keys))

    def unnamed(self, network: Network, again: Network, known: Known) -> Known:
        """Return what is known, with all in use that one of two networks with it still lacks though it can have it.

        Parameters
        ----------
        network
            The network of the new tables.
        again
            The network that the journal can build again, without rows of signals; it must have as well whatever of
            `network` has a loop.
        """
        by_item, by_place = self.lost_points()
        here, there = set(network.point_names), set(again.point_names)
        points = {p for p in self.points if p not in here or p not in there}
        points = {p for p in points if p.split("\t")[0] not in by_item and p.split("\t")[1] not in by_place}
        points |= (self.prepared & here) - there
        lacking = set(self.parties) - (set(network.party_keys) & set(again.party_keys))
        parties = [key.split("\t", 1) for key in lacking]
        suppliers = {name for kind, name in parties if kind == "supplier"}
        customers = {name for kind, name in parties if kind == "customer"}
        return known.with_more(points, suppliers, customers)


def _points_in_state(core: Core) -> Iterator[str]:
    stock = arena.arrays(core.state)["stock"]
    used = np.any([stock[name] != 0 for name in IN_USE], axis=0)
    return (core.network.point_names[row] for row in np.flatnonzero(used).tolist())


def _with_loops(core: Core) -> np.ndarray:
    live = arena.arrays(core.state)
    return np.flatnonzero((live["loop"]["kind"] != 0) | (live["first_card"] >= 0))


def obstacles(use: Use, network: Network) -> list[str]:
    """Return why a network of new tables cannot be adopted, in words; an empty list means that it can.

    Parameters
    ----------
    network
        The network of the new tables alone.
    """
    by_item, by_place = use.lost_points()
    found = [*_settings(use), *_default_location(use.core.network, network)]
    found += [f"item {item!r} is in use at {_some(places)}" for item, places in sorted(by_item.items())]
    found += [f"location {place!r} is in use by {_some(items)}" for place, items in sorted(by_place.items())]
    found += [
        "{} {!r} has facts and stands in no table any more".format(*key.split("\t", 1))
        for key in use.lost_parties(network)
    ]
    return [*found, *_decimals(use, network)]


def open_work(core: Core, network: Network) -> list[str]:
    """Return what is open whose source, operation or options a network does not have, in words."""
    rows = match(core.network, network)
    return [*_sources(core, rows), *_operations(core, rows), *lost_choices(core.state, core.network, network)]


def _settings(use: Use) -> Iterator[str]:
    old, new = use.old.settings, use.new.settings
    for name in FIXED:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{FILE}, {name}: {after}; every fact rests on {before}"


def _default_location(old: Network, new: Network) -> Iterator[str]:
    before = old.location_names[old.registers.default_location]
    after = new.location_names[new.registers.default_location]
    if before != after:
        yield f"rows without a location mean {before!r} and would mean {after!r}; put {before!r} first in locations"


def _decimals(use: Use, network: Network) -> Iterator[str]:
    old = dict(zip(use.core.network.items.name, use.core.network.items.decimals.tolist(), strict=True))
    new = dict(zip(network.items.name, network.items.decimals.tolist(), strict=True))
    for item in sorted({point.partition("\t")[0] for point in use.points}):
        if item in new and old.get(item, new[item]) != new[item]:
            yield f"item {item!r} is counted in {old[item]} decimals and would be in {new[item]}"


def _sources(core: Core, rows: Matching) -> Iterator[str]:
    pool = arena.arrays(core.state)["pull"]
    lost = np.flatnonzero((pool["id"] > 0) & (pool["source"] >= 0))
    lost = lost[rows.source[pool["source"][lost]] < 0]
    for source in np.unique(pool["source"][lost]).tolist():
        pulls = [f"P{id_}" for id_ in sorted(pool["id"][lost][pool["source"][lost] == source].tolist())]
        name = ", ".join(part for part in core.network.source_names[source].split("\t") if part)
        yield f"the source {name} has open pulls: {_some(pulls)}"


def _operations(core: Core, rows: Matching) -> Iterator[str]:
    world = core.world if core.world is not None else core.fork()[1]
    for pull, operation in at_work(world):
        if rows.group_row(operation) < 0:
            network = core.network
            resource = network.resource_names[int(network.operation["resource"][operation])]
            yield f"P{pull} is being worked on: step {network.step_name(operation)!r} on {resource!r}"


def _some(names: Iterable[str]) -> str:
    every = list(names)
    more = f" and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
    return ", ".join(every[:SHOWN]) + more
