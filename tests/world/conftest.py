"""A small network, a stand-in for the engine, and the slow twin, for all tests of the world."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.network import layout as net
from tugline.network.lanes import NO_LANES
from tugline.state.arena import make_grid
from tugline.state.tape import clear, facts_of, new_tape
from tugline.world.answer import answer, next_tick
from tugline.world.arena import from_arrays, new_world, to_arrays
from tugline.world.observe import observe_all

_spec = importlib.util.spec_from_file_location("world_twin", Path(__file__).parent / "twin.py")
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
Twin = _module.Twin


def records(dtype, rows, **defaults):
    array = np.zeros(len(rows), dtype)
    for name, value in defaults.items():
        array[name] = value
    for i, row in enumerate(rows):
        for name, value in row.items():
            array[i][name] = value
    return array


class Net:
    """A network from short rows; tick = one minute unless said."""

    def __init__(self, tick_seconds=60, terms=(0, 0, 0), days=365):
        self.calendars, self.resources, self.operations, self.sources, self.parties = [], [], [], [], []
        self.bills = []
        self.tick_seconds, self.terms = tick_seconds, terms
        self.day_start = np.arange(days, dtype=np.int64) * (86_400 // tick_seconds)

    def calendar(self, *stretches):
        """Open (start, stop[, units]) ...; return the row."""
        self.calendars.append([(*s, 0)[:3] for s in stretches])
        return len(self.calendars) - 1

    def resource(self, units=1, calendar=-1, cost_per_hour=0):
        self.resources.append({"units": units, "calendar": calendar, "cost_per_hour": cost_per_hour})
        return len(self.resources) - 1

    def party(self, kind=net.SUPPLIER, payment_ticks=0, order_calendar=-1, freight_free_value=0):
        self.parties.append(
            {
                "kind": kind,
                "payment_ticks": payment_ticks,
                "order_calendar": order_calendar,
                "freight_free_value": freight_free_value,
            }
        )
        return len(self.parties) - 1

    def source(self, kind, operations=(), needs=1, bill=(), **fields):
        """operations: (step, alternative, resource, setup, run[, labour]); bill: (point, units for one)."""
        start = len(self.operations)
        for step, alternative, resource, setup, run, *labour in operations:
            self.operations.append(
                {
                    "step": step,
                    "alternative": alternative,
                    "resource": resource,
                    "setup_ticks": setup,
                    "run_numerator": run,
                    "run_denominator": 1,
                    "labour_cost": labour[0] if labour else 0,
                }
            )
        row = {"point": len(self.sources), "kind": kind, "need_stop": needs if kind == net.MAKE else 0}
        if bill:
            row.update(need_start=len(self.bills), need_stop=len(self.bills) + len(bill))
            self.bills += [{"point": point, "numerator": units, "denominator": 1} for point, units in bill]
        row.update(operation_start=start, operation_stop=len(self.operations), **fields)
        self.sources.append(row)
        return len(self.sources) - 1

    def arrays(self):
        opens, starts = [], [0]
        for stretches in self.calendars:
            before = 0
            for start, stop, units in stretches:
                opens.append({"start": start, "stop": stop, "before": before, "units": units})
                before += stop - start
            starts.append(len(opens))
        return {
            "point": records(
                net.POINT,
                [{"level": i, "source_start": i, "source_stop": i + 1} for i in range(max(1, len(self.sources)))],
                scale=1,
            ),
            "need": records(net.NEED, self.bills),
            "source": records(
                net.SOURCE,
                self.sources,
                supplier=-1,
                from_point=-1,
                calendar=-1,
                multiple=1,
                maximum=NEVER,
                yield_numerator=1,
                yield_denominator=1,
                priority=1,
                valid_to=NEVER,
            ),
            "operation": records(net.OPERATION, self.operations),
            "resource": records(net.RESOURCE, self.resources),
            "party": records(net.PARTY, self.parties, wait_ticks=-1, location=-1),
            "open": records(net.OPEN, opens),
            "calendar_start": np.array(starts, np.int64),
        }

    def grid(self):
        a = self.arrays()
        for array in a.values():
            array.flags.writeable = True
        return make_grid(
            a["point"],
            a["source"],
            a["need"],
            a["operation"],
            a["resource"],
            a["party"],
            a["open"],
            a["calendar_start"],
            self.day_start,
            self.tick_seconds,
            np.array(self.terms, np.int64),
            *NO_LANES,
            np.zeros(0, net.CHOICE),
        )


class Bench:
    """Gives the world what a script says, closes pulses as the engine would, and keeps the journal."""

    def __init__(self, network):
        self.grid = network.grid()
        self.world = new_world(self.grid)
        self.tape = new_tape(16)
        self.journal = []
        self.seq = 1_000_000
        self.pulses = 0

    def close(self, tick, rows):
        batch = [dict(row) for row in rows] + [{"kind": Kind.PULSE_CLOSED}]
        for row in batch:
            self.seq += 1
            row.setdefault("seq", self.seq)
            row["tick"] = tick
        array = records(FACT, batch)
        self.pulses += 1
        array["pulse"] = self.pulses
        observe_all(self.world, self.grid, array, 0, len(array))
        self.journal.append(array)

    def said(self, tick):
        clear(self.tape)
        before = {name: array.copy() for name, array in to_arrays(self.world).items()}
        answer(self.world, self.grid, tick, self.tape)
        after = to_arrays(self.world)
        assert all(np.array_equal(before[name], after[name]) for name in before), "answer changed the state"
        return [{name: int(row[name]) for name in FACT.names if row[name]} for row in facts_of(self.tape)]

    def run(self, script, until=10_000):
        """Run to `until`; `script` is {tick: [fact, ...]}. Return what the world said, with ticks."""
        told = []
        waiting = sorted(script)
        tick = 0
        while True:
            tick = min(next_tick(self.world, tick), waiting[0] if waiting else NEVER)
            if tick > until:
                return told
            rows = self.said(tick)
            told += [{**row, "tick": tick} for row in rows]
            self.close(tick, rows + (script[waiting.pop(0)] if waiting and waiting[0] == tick else []))
            while rows := self.said(tick):
                told += [{**row, "tick": tick} for row in rows]
                self.close(tick, rows)
            tick += 1

    def rebuilt(self, facts):
        """Return a new world that has seen only the given facts."""
        world = new_world(self.grid)
        observe_all(world, self.grid, facts, 0, len(facts))
        return world

    def fork(self):
        twin = Bench.__new__(Bench)
        twin.__dict__.update(self.__dict__)
        twin.world = from_arrays(to_arrays(self.world))
        twin.tape = new_tape(16)
        twin.journal = list(self.journal)
        return twin


def pull(id_, source, quantity=1, *, due=0, priority=5, material=True):
    """A released pull, with all its material at once unless told otherwise."""
    rows = [
        {
            "seq": id_,
            "kind": Kind.PULL_RELEASED,
            "source": source + 1,
            "point": source + 1,
            "quantity": quantity,
            "due": due,
            "priority": priority,
        }
    ]
    return [*rows, {"kind": Kind.MATERIAL_ALLOCATED, "reference": id_}] if material else rows


def brief(told, *columns):
    """Return tuples of tick, kind and the given columns."""
    return [(row["tick"], Kind(row["kind"]).name, *(row.get(c, 0) for c in columns)) for row in told]


class Kit:
    """Everything a test of the world needs, under one fixture."""

    Net, Bench, Twin = Net, Bench, Twin
    pull, brief, records = staticmethod(pull), staticmethod(brief), staticmethod(records)


@pytest.fixture(scope="session")
def kit():
    return Kit
