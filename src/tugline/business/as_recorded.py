"""How things vary by a plant's own record: lead times, work and failures, each where enough of them is on record."""

from collections import defaultdict
from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.recorded_orders import Later, RecordedOrders
from tugline.business.recorded_stops import RecordedStops, recorded_stops
from tugline.business.recorded_times import recorded_times
from tugline.business.varying import chances_of
from tugline.facts.kinds import FACT
from tugline.network.layout import BUY
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.studies.breakdowns import Failing
from tugline.studies.predictive import LEAST, Predictive, Sample, luck_of
from tugline.world.chances import who
from tugline.world.simulated import Chances


class Fitted(NamedTuple):
    """What was fitted, by row of the source or resource: the row of spreads and how many records it rests on."""

    row: dict[int, int]
    records: dict[int, int]


class AsRecorded:
    """How a plant varies by its facts up to now; what too few of them tell varies as the tables say.

    Parameters
    ----------
    tables
        Those in force.
    """

    def __init__(self, core: Core, tables: Tables) -> None:
        network = core.network
        facts = core.chronicle().rows(np.concatenate([np.zeros(0, FACT), *core.journal.read()]))
        recorded = recorded_times(network, core.grid, facts, core.now)
        self._network = network
        stated, failing = chances_of(network, tables)
        self._stated, self._predictives = stated, list[Predictive]()
        # What a source with a limit was asked for waits there, and how long is no luck.
        self.limited = frozenset(np.flatnonzero(stated.source["a_week"] > 0).tolist())
        leads, self.own = with_suppliers(network, recorded.leads, self.limited)
        self.leads, self.works = self._fit("lead", leads), self._fit("work", recorded.works)
        self.stops: RecordedStops = recorded_stops(facts, failing, core.now)
        self.orders = RecordedOrders(facts, network.day_start, core.now)
        self.few = {row: len(sample.known) for row, sample in leads.items() if row not in self.leads.row}
        self.few_works = {row: len(s.known) for row, s in recorded.works.items() if row not in self.works.row}
        self.chances = self._chances()

    def _fit(self, what: str, samples: dict[int, Sample]) -> Fitted:
        """Fit each sample that is large enough once, whoever shares it."""
        found, known = Fitted({}, {}), dict[int, int]()
        for key, sample in samples.items():
            if len(sample.known) < LEAST:
                continue
            if id(sample) not in known:
                known[id(sample)] = len(self._stated.spread) + len(self._predictives)
                luck = luck_of(who(what, str(key)))
                self._predictives.append(Predictive(sample, luck))
            found.row[key], found.records[key] = known[id(sample)], len(sample.known)
        return found

    def _chances(self) -> Chances:
        source, resource, supplier, spread = (each.copy() for each in self._stated)
        for key, row in self.leads.row.items():
            source["lead_row"][key] = row
            # What it was late by holds what its supplier stood still.
            if (sender := int(self._network.source["supplier"][key])) >= 0:
                supplier["runs"][sender] = 0
        for key, row in self.works.row.items():
            resource["work_row"][key] = row
        return Chances(source, resource, supplier, spread)

    def world(self, key: int, now: int) -> tuple[Chances, tuple[Failing, ...], Later | None]:
        """Return how things vary in one world, and who orders: by distributions that may be the true ones.

        None = the record is too short to say who orders.
        """
        luck = luck_of(key)
        rows = [predictive.row(luck) for predictive in self._predictives]
        source, resource, supplier, spread = self.chances
        spread = np.concatenate([spread, np.array(rows)]) if rows else spread
        failing = self.stops.drawn(self._network, luck)
        later = Later(self.orders, luck, now) if self.orders.enough else None
        return Chances(source, resource, supplier, spread), failing, later


def with_suppliers(
    network: Network, samples: dict[int, Sample], limited: frozenset[int]
) -> tuple[dict[int, Sample], set[int]]:  # fmt: skip
    """Return what stands for each source that is bought from, and which of them have enough records of their own.

    Where a source has too few, those of all sources of its supplier stand for it, as one object that they share;
    nothing does for those that are limited.
    """
    source, samples = network.source, {row: sample for row, sample in samples.items() if row not in limited}
    suppliers = np.flatnonzero((source["kind"] >= BUY) & (source["supplier"] >= 0)).tolist()
    bought = [row for row in suppliers if row not in limited]
    own = {row for row, sample in samples.items() if len(sample.known) >= LEAST}
    parts: defaultdict[int, list[Sample]] = defaultdict(list)
    for row, sample in samples.items():
        parts[int(source["supplier"][row])].append(sample)
    of = {
        supplier: Sample(
            np.concatenate([np.zeros(0), *(part.known for part in parts[supplier])]),
            np.concatenate([np.zeros(0), *(part.beyond for part in parts[supplier])]),
        )
        for supplier in {int(source["supplier"][row]) for row in bought}
    }
    shared = {row: of[int(source["supplier"][row])] for row in bought}
    return {**shared, **{row: sample for row, sample in samples.items() if row in own or row not in shared}}, own
