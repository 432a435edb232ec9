"""Small plants in a few words, as the arrays that the planner reads: no tables, so that thousands are made in seconds.

Points are named by their row; those that are made of others stand before them. A step is a list of alternatives, and an
alternative a list of (resource, set-up ticks, run ticks for one piece) that are done together.
"""

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np

from tugline.network import layout as net
from tugline.network.layout import BUY, MAKE, MOVE, NEVER
from tugline.promise import desk as desks
from tugline.promise.layout import BLOCK_SIZE, DEMAND, GIVEN
from tugline.promise.levels import change
from tugline.promise.rows import new_receipt
from tugline.promise.shop import new_shop

KINDS = {"make": MAKE, "move": MOVE, "buy": BUY}
NO_SOURCE = -1


@dataclass
class Source:
    kind: str = "make"
    lead: int = 0
    minimum: int = 0
    multiple: int = 1
    maximum: int = NEVER
    good: tuple[int, int] = (1, 1)
    parts: list = field(default_factory=list)  # (point, pieces of it in one of this)
    steps: list = field(default_factory=list)
    origin: int = -1  # of a move


@dataclass
class Plant:
    points: list  # of lists of sources
    resources: list = field(default_factory=list)  # (units, calendar or -1)
    calendars: list = field(default_factory=list)  # of lists of (start, stop, units; 0 = all)
    order_days: int = -1  # calendar of the supplier
    on_hand: list = field(default_factory=list)
    supply: list = field(default_factory=list)  # (point, tick, quantity) that is on its way


def _rows(dtype, rows):
    made = np.zeros(len(rows), dtype)
    for row, values in zip(made, rows, strict=True):
        for name, value in values.items():
            row[name] = value
    made.setflags(write=False)
    return made


def _frozen(values):
    made = np.array(values, np.int64)
    made.setflags(write=False)
    return made


def _of_source(point, source, needs, operations):
    first_need, first_operation = len(needs), len(operations)
    needs += [{"point": part, "numerator": each, "denominator": 1} for part, each in source.parts]
    operations += [
        {
            "step": s + 1, "alternative": a, "resource": resource, "setup_ticks": setup,
            "run_numerator": run, "run_denominator": 1,
        }
        for s, step in enumerate(source.steps)
        for a, together in enumerate(step)
        for resource, setup, run in together
    ]  # fmt: skip
    return {
        "point": point, "kind": KINDS[source.kind], "from_point": source.origin,
        "supplier": 0 if source.kind == "buy" else -1, "lead_ticks": source.lead, "calendar": -1,
        "minimum": source.minimum, "multiple": source.multiple, "maximum": source.maximum,
        "valid_from": -NEVER, "valid_to": NEVER, "yield_numerator": source.good[0], "yield_denominator": source.good[1],
        "need_start": first_need, "need_stop": len(needs), "operation_start": first_operation,
        "operation_stop": len(operations), "defaulted_lead": int(source.lead == 0), "priority": 1,
    }  # fmt: skip


def network_of(plant):
    """Return what `new_shop` reads of a network."""
    sources, needs, operations, points = [], [], [], []
    for row, of_point in enumerate(plant.points):
        start = len(sources)
        sources += [_of_source(row, source, needs, operations) for source in of_point]
        points.append({"item": row, "source_start": start, "source_stop": len(sources), "scale": 1, "level": row})
    opens, starts = [], [0]
    for calendar in plant.calendars:
        before = 0
        for start, stop, units in calendar:
            opens.append({"start": start, "stop": stop, "before": before, "units": units})
            before += stop - start
        starts.append(len(opens))
    return SimpleNamespace(
        point=_rows(net.POINT, points),
        source=_rows(net.SOURCE, sources),
        need=_rows(net.NEED, needs),
        operation=_rows(net.OPERATION, operations),
        resource=_rows(net.RESOURCE, [{"units": units, "calendar": c} for units, c in plant.resources]),
        party=_rows(net.PARTY, [{"kind": net.SUPPLIER, "order_calendar": plant.order_days, "location": -1}]),
        open=_rows(net.OPEN, opens),
        calendar_start=_frozen(starts),
        day_start=_frozen([0, 1440]),
        tick_seconds=60,
        terms=_frozen([0, 0, 0]),
        lanes=SimpleNamespace(record=_rows(net.LANE, []), start=_frozen([0]), of=_frozen(np.zeros((0, 0)))),
        choice=_rows(net.CHOICE, []),
    )


def demand_rows(wanted):
    """Return rows of `DEMAND` for dicts of what is not as usual: each is for itself, of no line and no open pull."""
    rows = np.zeros(len(wanted), DEMAND)
    for name in ("owner", "line", "pull", "source", "first_step"):
        rows[name] = -1
    for row, given in zip(rows, wanted, strict=True):
        for name, value in given.items():
            row[name] = value
    return rows


def shop_of(plant, wanted=(), given=(), now=0):
    """Return network, stock on hand and a shop with the supply that is on its way, nothing placed."""
    network = network_of(plant)
    on_hand = np.zeros(len(network.point), np.int64)
    on_hand[: len(plant.on_hand)] = plant.on_hand
    shop = new_shop(network, on_hand, demand_rows(wanted), _given(given), now)
    for point, tick, quantity in plant.supply:
        expect(shop.desk, point, tick, quantity)
    return network, on_hand, shop


def _given(given):
    rows = np.zeros(len(given), GIVEN)
    for row, values in zip(rows, given, strict=True):
        row["point"], row["quantity"], row["pegged"] = values
    return rows


def expect(desk, point, tick, quantity):
    """Let something that was ordered before come in at a tick."""
    change(desk, len(desks.arrays(desk)["lane"]) + point, tick, quantity)
    new_receipt(desk, -1, point, NO_SOURCE, tick, quantity, 0, -1)


def entries(arrays, chain):
    """Return (key, value) of all entries of a chain; what its blocks say of them is checked on the way."""
    rows, found, before = arrays["block"], [], -1
    block = int(arrays["chain"]["head"][chain])
    while block >= 0:
        row = rows[block]
        assert row["previous"] == before
        assert row["count"] > 0 or row["next"] == row["previous"] == -1, "an empty block stays only where it is alone"
        first = block * BLOCK_SIZE
        inside = [(int(arrays["key"][i]), int(arrays["value"][i])) for i in range(first, first + int(row["count"]))]
        if arrays["chain"]["kind"][chain] == 0:
            assert row["most"] == max((value - key for key, value in inside), default=0)
        elif inside:
            sums = np.cumsum([value for _, value in inside])
            assert (row["sum"], row["low"]) == (sums[-1], sums.min())
        found += inside
        before, block = block, int(row["next"])
    assert arrays["chain"]["tail"][chain] == before
    assert [key for key, _ in found] == sorted({key for key, _ in found})
    return found


def held(desk):
    """Return the free time of every unit and what changes the level of every point, without changes of nothing."""
    arrays = desks.arrays(desk)
    lanes = len(arrays["lane"])
    return [
        [(key, value) for key, value in entries(arrays, chain) if chain < lanes or value != 0]
        for chain in range(len(arrays["chain"]))
    ]
