"""Which stock points there are, and how each is replenished: the sources given, then the documented defaults.

A point without a source in the tables gets one: components at an outside processor are sent there; an item that has an
origin elsewhere moves from it; any other item is made where a bill or a routing says how, and bought where none does.
An origin of an item is a location where the tables make or buy it, where they give it a bill or a routing, or from
which they move it without saying how it comes there. See docs/reference/defaults.md.
"""

from dataclasses import dataclass

import numpy as np

from tugline.network.exact import BoolArray, IntArray
from tugline.network.layout import BUY, MAKE, MOVE
from tugline.network.spans import distinct, lines_at, offsets, places


@dataclass(frozen=True, slots=True)
class Draft:
    """Sources before they have rows. Points are keys: item * number of locations + location."""

    point: IntArray
    kind: IntArray
    place: IntArray
    """make: where its components are; move: where it draws from; else -1."""
    row: IntArray
    """Row of the `sources` table, -1 = a default."""

    def joined(self, *others: "Draft") -> "Draft":
        """Return these sources, then the others."""
        return Draft(*(np.concatenate([getattr(d, name) for d in (self, *others)]) for name in Draft.__slots__))

    def where(self, keep: BoolArray | IntArray) -> "Draft":
        """Return the sources that `keep` marks, or in the order of the rows that it lists."""
        return Draft(*(getattr(self, name)[keep] for name in Draft.__slots__))


@dataclass(frozen=True, slots=True)
class Made:
    """What the bills and routings say of items: bill lines sorted by item, and where an item can be made."""

    start: IntArray
    component: IntArray
    location: IntArray
    anywhere: BoolArray
    """By item: a line of its bill or routing holds at every location."""
    at: IntArray
    """Sorted keys of the points for which a line of bill or routing holds at that location only."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The sizes and the map that the search for points needs."""

    n_items: int
    n_locations: int
    default_location: int
    parent: IntArray
    """By location: the row of its parent, or -1."""

    def split(self, keys: IntArray) -> tuple[IntArray, IntArray]:
        """Return item and location of points."""
        item = keys // self.n_locations
        return item, keys - item * self.n_locations


def reach(named: IntArray, given: Draft, made: Made, ground: Ground) -> tuple[IntArray, Draft]:
    """Return the sorted keys of all points, and all sources.

    Parameters
    ----------
    named
        Keys of the points that the tables name; items that no table places stand at the default location.
    given
        The sources of the tables.
    """
    sourced = distinct(given.point)
    moves = given.kind == MOVE
    item, _ = ground.split(given.point)
    drawn = distinct((item * ground.n_locations + given.place)[moves])
    roots = drawn[places(sourced, drawn) < 0]
    origins = distinct(given.point[(given.kind == MAKE) | (given.kind == BUY)], made.at, roots)
    sent = _sent_out(given, made, ground)
    sent = sent.where((places(sourced, sent.point) < 0) & (places(roots, sent.point) < 0))
    senders = ground.split(sent.point)[0] * ground.n_locations + sent.place
    known = distinct(named, sourced, drawn, made.at, sent.point, senders)
    search = _Search(made, ground, given.joined(sent), origins)
    known, drafts = search.closure(known)
    placed = np.zeros(ground.n_items, np.bool_)
    placed[ground.split(known)[0]] = True
    alone = np.flatnonzero(~placed) * ground.n_locations + ground.default_location
    known, more = search.closure(alone, known)
    return known, search.sources.joined(*drafts, *more)


def _sent_out(given: Draft, made: Made, ground: Ground) -> Draft:
    """Return the moves that bring components to outside processors, one for each location that sends them."""
    item, location = ground.split(given.point)
    outside = np.flatnonzero((given.kind == MAKE) & (given.place != location))
    owner, line = lines_at(made.start, made.location, item[outside], location[outside])
    maker = outside[owner]
    to = made.component[line] * ground.n_locations + given.place[maker]
    pairs = np.unique(np.stack([to, location[maker]], axis=1), axis=0)
    return Draft(pairs[:, 0], np.full(len(pairs), MOVE), pairs[:, 1], np.full(len(pairs), -1))


class _Search:
    """The walk from points to the points that they draw from."""

    def __init__(self, made: Made, ground: Ground, sources: Draft, origins: IntArray) -> None:
        self.made, self.ground, self.sources, self.origins = made, ground, sources, origins
        self.sourced = distinct(sources.point)
        self.origin_start = offsets(origins // ground.n_locations, ground.n_items)

    def closure(self, frontier: IntArray, known: IntArray | None = None) -> tuple[IntArray, list[Draft]]:
        """Return all points that are known or reached from the frontier, and the default sources on the way."""
        known = distinct(frontier, known) if known is not None else frontier
        drafts = []
        makes = self.sources.kind == MAKE
        explicit = self.sources.where(makes)
        while len(frontier):
            default = self._defaults(frontier[places(self.sourced, frontier) < 0])
            drafts.append(default)
            makers = explicit.where(places(frontier, explicit.point) >= 0).joined(default.where(default.kind == MAKE))
            item, location = self.ground.split(makers.point)
            owner, line = lines_at(self.made.start, self.made.location, item, location)
            needed = self.made.component[line] * self.ground.n_locations + makers.place[owner]
            moves = default.kind == MOVE
            item, _ = self.ground.split(default.point[moves])
            found = distinct(needed, item * self.ground.n_locations + default.place[moves])
            frontier = found[places(known, found) < 0]
            known = distinct(known, frontier)
        return known, drafts

    def _defaults(self, points: IntArray) -> Draft:
        """Return the default source of each of the points."""
        item, location = self.ground.split(points)
        origin = np.where(places(self.origins, points) < 0, self._origin(item, location), -1)
        makeable = self.made.anywhere[item] | (places(self.made.at, points) >= 0)
        kind = np.where(origin >= 0, MOVE, np.where(makeable, MAKE, BUY))
        place = np.where(kind == MOVE, origin, np.where(kind == MAKE, location, -1))
        return Draft(points, kind, place, np.full(len(points), -1))

    def _origin(self, item: IntArray, location: IntArray) -> IntArray:
        """Return the item's origin for each location, -1 = none: nearest parent, default location, first by name."""
        first, last = self.origin_start[item], self.origin_start[item + 1]
        has = first < last
        by_name = np.append(self.origins, 0)[first] % self.ground.n_locations
        chosen = np.where(has, by_name, -1)
        chosen = self._prefer(chosen, item, np.full(len(item), self.ground.default_location))
        found = np.zeros(len(item), np.bool_)
        above = location
        for _ in range(self.ground.n_locations):
            above = np.where(above >= 0, self.ground.parent[above], -1)
            open_rows = ~found & has & (above >= 0)
            if not open_rows.any():
                break
            here = open_rows & (places(self.origins, item * self.ground.n_locations + above) >= 0)
            chosen, found = np.where(here, above, chosen), found | here
        return chosen

    def _prefer(self, chosen: IntArray, item: IntArray, location: IntArray) -> IntArray:
        here = places(self.origins, item * self.ground.n_locations + location) >= 0
        return np.where(here, location, chosen)
