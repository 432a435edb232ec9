"""A slow twin of placing: it looks at every minute, every unit and every way to split a need between stock and source.

It knows what a plant of `tests/promise/plants.py` is, and none of the planner's own code. What is booked already it
reads from the rows that say who took what, never from gaps or levels.
"""

from itertools import permutations, product

import numpy as np

LATEST = 900
"""The twin knows no later minute; what is not there by then is never there."""


def up(a, b):
    return -(-a // b)


def latest(ticks):
    """Return the last of ticks, None where one of them never comes."""
    found = 0
    for tick in ticks:
        if tick is None:
            return None
        found = max(found, tick)
    return found


class Twin:
    """A plant minute by minute: who is at work, who is free, and how much there is of each point."""

    def __init__(self, plant, now=0):
        self.plant, self.now = plant, now
        self.open, self.free, self.units = {}, {}, []
        for resource, (units, calendar) in enumerate(plant.resources):
            # A shift may have more units at work than the resource has at other times.
            shifts = plant.calendars[calendar] if calendar >= 0 else [(0, LATEST, 0)]
            self.units.append(max(at_work or units for _, _, at_work in shifts))
            for unit in range(self.units[resource]):
                self.open[resource, unit] = self.minutes(calendar, unit, units)
                self.free[resource, unit] = np.ones(LATEST, bool)
        self.level = [np.zeros(LATEST, np.int64) for _ in plant.points]
        for point, quantity in enumerate(plant.on_hand):
            self.level[point] += quantity
        # What has been asked before, until somebody is booked.
        self.found, self.together = {}, {}

    def minutes(self, calendar, unit, units):
        there = np.zeros(LATEST, bool)
        if calendar < 0:
            there[:] = True
        else:
            for start, stop, at_work in self.plant.calendars[calendar]:
                there[start:stop] = (at_work or units) > unit
        return there

    def take_over(self, arrays, source_points):
        """Take what a desk's rows say: whose time is gone, what left and comes, and what is over of a lot."""
        head = arrays["head"][0]
        for row in arrays["booking"][: head["bookings"]]:
            lane = arrays["lane"][row["lane"]]
            self.free[int(arrays["pool"]["resource"][lane["pool"]]), int(lane["unit"])][row["start"] : row["stop"]] = 0
        for row in arrays["use"][: head["uses"]]:
            self.level[row["point"]][row["tick"] :] -= row["quantity"]
        for row in arrays["receipt"][: head["receipts"]]:
            self.level[row["point"]][row["tick"] :] += row["quantity"]
        for row in arrays["job"][: head["jobs"]]:
            self.level[source_points[row["source"]]][row["stop"] :] += row["quantity"] - row["wanted"]

    def available(self, point, quantity, bought=None):
        """Return the first minute from which so much is always there, with as much again from a minute on if any."""
        if quantity == 0:
            return self.now
        level = self.level[point].copy()
        if bought is not None:
            level[bought:] += quantity
        short = np.flatnonzero(level < quantity)
        first = int(short[-1]) + 1 if len(short) else 0
        return None if first == LATEST else max(self.now, first)

    def end_of(self, units, tick, work):
        """Return (start, end) of the first place from a minute on where all units work on without other work."""
        if units not in self.together:
            self.together[units] = [
                np.logical_and.reduce([minutes[unit] for unit in units]).tolist() for minutes in (self.open, self.free)
            ]
        opened, free = self.together[units]
        start, done = None, 0
        for minute in range(tick, LATEST):
            if not free[minute]:
                start, done = None, 0
            elif opened[minute]:
                start = minute if start is None else start
                done += 1
                if done == work:
                    return start, minute + 1
        return None

    def step(self, alternatives, tick, started):
        """Return (end, start, units) of the first end of a step over all alternatives and units; None = never."""
        best = None
        for together in alternatives:
            work = max(1, *(setup + run * started for _, setup, run in together))
            resources = sorted({resource for resource, _, _ in together})
            for numbers in product(*(range(self.units[r]) for r in resources)):
                units = tuple(zip(resources, numbers, strict=True))
                placed = self.end_of(units, tick, work)
                if placed is not None and (best is None or placed[1] < best[0]):
                    best = (placed[1], placed[0], units)
        return best

    def run(self, source, lot, material, book=False):
        """Return when a lot of a source is there, once its material is."""
        if material is None:
            return None
        started = up(lot * source.good[1], source.good[0])
        tick = material
        for alternatives in source.steps:
            best = self.step(alternatives, tick, started)
            if best is None:
                return None
            tick = best[0]
            if book:
                for unit in best[2]:
                    self.free[unit][best[1] : tick] = False
                self.together = {}
        if source.lead > 0:
            return max(tick, material + source.lead)
        return tick if source.steps else max(tick, material + 1)

    def lot(self, source, quantity):
        return up(max(quantity, source.minimum), source.multiple) * source.multiple

    def needs(self, source, lot):
        if source.kind == "move":
            return [(source.origin, lot)]
        started = up(lot * source.good[1], source.good[0])
        return [(part, each * started) for part, each in source.parts]

    def sourced(self, source, quantity):
        """Return the first minute at which a source can have made or moved a quantity in one lot."""
        if quantity == 0:
            return self.now
        lot = self.lot(source, quantity)
        material = latest([self.now, *(self.ready(part, needed) for part, needed in self.needs(source, lot))])
        return self.run(source, lot, material)

    def bought(self, source):
        """Return when a purchase arrives."""
        days = np.flatnonzero(self.minutes(self.plant.order_days, 0, 1)[self.now :])
        return None if not len(days) else self.now + int(days[0]) + max(1, source.lead)

    def ready(self, point, quantity):
        """Return the first minute at which a quantity can be there, where no two parts of it want the same thing.

        However much of it is taken from stock, the rest comes from one source. What is bought lies with the rest, so
        that the rest can go first and who was promised that takes what was bought; a lot that is made goes to whom it
        is made for.
        """
        if (point, quantity) not in self.found:
            sources = self.plant.points[point]
            found = [self.available(point, quantity)]
            found += [self.available(point, quantity, self.bought(s)) for s in sources if s.kind == "buy"]
            for stock in range(quantity):
                rest = [self.sourced(source, quantity - stock) for source in sources if source.kind != "buy"]
                found += [latest([self.available(point, stock), tick]) for tick in rest]
            self.found[point, quantity] = min((tick for tick in found if tick is not None), default=None)
        return self.found[point, quantity]


def best_order(twin, sources, jobs, uses_ready):
    """Return the first minute at which the last of a demand's jobs can be there, over all orders in which they can be
    timed: each after those whose work it takes, and each as early as it then fits.

    Parameters
    ----------
    sources
        Of each row of the network's sources, what the plant says of it.
    jobs
        (parent, source, quantity) of each, the parent as its row among them and before it.
    uses_ready
        When what each job takes from stock is there.
    """
    best, before = None, {unit: free.copy() for unit, free in twin.free.items()}
    for order in permutations(range(len(jobs))):
        place_of = {job: place for place, job in enumerate(order)}
        if any(parent >= 0 and place_of[parent] < place_of[job] for job, (parent, _, _) in enumerate(jobs)):
            continue
        twin.free, twin.together = {unit: free.copy() for unit, free in before.items()}, {}
        material = list(uses_ready)
        ends = []
        for job in order:
            parent, source, quantity = jobs[job]
            end = twin.run(sources[source], quantity, material[job], book=True)
            ends.append(end)
            if parent >= 0:
                material[parent] = latest([material[parent], end])
        done = latest(ends)
        if done is not None and (best is None or done < best):
            best = done
    twin.free, twin.together = before, {}
    return best
