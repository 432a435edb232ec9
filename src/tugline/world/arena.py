"""The world's state as a bundle of growing arrays that kernels take, and its way to and from plain arrays."""

import hashlib
from typing import Any

import numpy as np
from numba import from_dtype, types
from numba.experimental import structref

from tugline.state.arena import Grid, grid_arrays
from tugline.state.bundle import Bundle, boxed, new, owned, register
from tugline.state.kernel import kernel
from tugline.world import layout

INT = types.int64[::1]


@register
class WorldType(Bundle):
    """Numba type of `World`."""


class World(structref.StructRefProxy):
    """What the world knows: jobs, queues, debts and what is to come; rebuilt from facts alone."""

    head: Any
    job: Any
    line: Any
    resource: Any
    queue: Any
    queue_of: Any
    member_start: Any
    member: Any
    wait: Any
    event: Any
    debt: Any
    parcel: Any
    party: Any
    cursor: Any
    touched: Any
    keys: Any
    slots: Any
    luck: Any
    source_chance: Any
    resource_chance: Any
    supplier_chance: Any
    spread: Any
    till: Any
    sold: Any
    scratch: Any


_FIELDS = [
    ("head", from_dtype(layout.HEAD)[::1]),
    ("job", from_dtype(layout.JOB)[::1]),
    ("line", from_dtype(layout.LINE)[::1]),
    ("resource", from_dtype(layout.RESOURCE_STATE)[::1]),
    ("queue", from_dtype(layout.QUEUE)[::1]),
    ("queue_of", INT),  # queue of the operations needed together, kept at the first row of each
    ("member_start", INT),  # resources of queue q: member[member_start[q] : member_start[q + 1]]
    ("member", INT),
    ("wait", from_dtype(layout.WAIT)[::1]),
    ("event", from_dtype(layout.EVENT)[::1]),
    ("debt", from_dtype(layout.DEBT)[::1]),
    ("parcel", from_dtype(layout.PARCEL)[::1]),
    ("party", from_dtype(layout.PARTY_DEBTS)[::1]),
    ("cursor", INT),  # row of the open stretch last met, per calendar
    ("touched", INT),  # resources to look at when the pulse closes
    ("keys", INT),  # hash index: 2 * slot of a line, 2 * slot + 1 of a job
    ("slots", INT),
    ("luck", from_dtype(layout.LUCK)[::1]),
    ("source_chance", from_dtype(layout.SOURCE_CHANCE)[::1]),
    ("resource_chance", from_dtype(layout.RESOURCE_CHANCE)[::1]),
    ("supplier_chance", from_dtype(layout.SUPPLIER_CHANCE)[::1]),
    ("spread", types.int64[:, ::1]),  # quantiles of factors, one row for each width
    ("till", from_dtype(layout.TILL)[::1]),
    ("sold", types.int64[:, ::1]),  # simulated: sold at and came to each point in this pulse; 0 between pulses
    ("scratch", INT),  # a work list; empty between calls
]
boxed(WorldType, World)
WORLD = WorldType(_FIELDS)
FIELDS = tuple(name for name, _ in _FIELDS)
KEPT = tuple(name for name in FIELDS if name != "scratch")


@kernel
def make_world(
    head: Any, job: Any, line: Any, resource: Any, queue: Any, queue_of: Any, member_start: Any, member: Any,
    wait: Any, event: Any, debt: Any, parcel: Any, party: Any, cursor: Any, touched: Any, keys: Any, slots: Any,
    luck: Any, source_chance: Any, resource_chance: Any, supplier_chance: Any, spread: Any, till: Any, sold: Any,
    scratch: Any,
) -> Any:  # fmt: skip
    """Return a `World` of the given arrays."""
    w = new(WORLD)
    w.head = head
    w.job = job
    w.line = line
    w.resource = resource
    w.queue = queue
    w.queue_of = queue_of
    w.member_start = member_start
    w.member = member
    w.wait = wait
    w.event = event
    w.debt = debt
    w.parcel = parcel
    w.party = party
    w.cursor = cursor
    w.touched = touched
    w.keys = keys
    w.slots = slots
    w.luck = luck
    w.source_chance = source_chance
    w.resource_chance = resource_chance
    w.supplier_chance = supplier_chance
    w.spread = spread
    w.till = till
    w.sold = sold
    w.scratch = scratch
    return w


@kernel
def _world_arrays(w: Any) -> Any:
    return owned(w)


def _most_units(resource: Any, opens: np.ndarray, calendar_start: np.ndarray) -> int:
    """Return the units of a resource in its best stretch."""
    own, calendar = int(resource["units"]), int(resource["calendar"])
    if calendar < 0:
        return own
    units = opens["units"][calendar_start[calendar] : calendar_start[calendar + 1]]
    return int(np.where(units == 0, own, units).max(initial=0))


def _queues(n_resources: int, source: np.ndarray, operation: np.ndarray) -> dict[str, np.ndarray]:
    """Return the queues: one for each resource, then one for each set of resources that an operation needs together."""
    first = np.ones(len(operation), np.bool_)
    for name in ("step", "alternative"):
        first[1:] &= operation[name][1:] == operation[name][:-1]
    first[1:] = ~first[1:]
    first[source["operation_start"][source["operation_start"] < source["operation_stop"]]] = True
    rows = np.flatnonzero(first)
    queue_of = np.full(len(operation), -1, np.int64)
    queue_of[rows] = operation["resource"][rows]
    sets: dict[tuple[int, ...], int] = {(r,): r for r in range(n_resources)}
    sizes = np.diff(np.append(rows, len(operation)))
    for row, size in zip(rows[sizes > 1], sizes[sizes > 1], strict=True):
        needed = tuple(sorted({int(r) for r in operation["resource"][row : row + size]}))
        queue_of[row] = sets.setdefault(needed, len(sets))
    queue = np.zeros(len(sets), layout.QUEUE)
    queue["root"] = queue["watch"] = -1
    return {
        "queue": queue,
        "queue_of": queue_of,
        "member_start": np.cumsum([0, *map(len, sets)], dtype=np.int64),
        "member": np.array([r for needed in sets for r in needed], np.int64),
    }


def new_world(grid: Grid) -> World:
    """Return the world of a network before its first fact."""
    net = grid_arrays(grid)
    resources, parties, calendar_start = net["resource"], net["party"], net["calendar_start"]
    opens, source, operation = net["open"], net["source"], net["operation"]
    head = np.zeros(1, layout.HEAD)
    for name in ("free_job", "free_line", "free_wait", "free_debt", "free_parcel"):
        head[name] = -1
    resource = np.zeros(len(resources), layout.RESOURCE_STATE)
    resource["root"] = -1
    resource["most"] = [_most_units(r, opens, calendar_start) for r in resources]
    party = np.full(layout.SHARED + len(parties), -1, np.dtype((np.int64, 2))).view(layout.PARTY_DEBTS)
    return from_arrays(
        {
            "head": head,
            "job": np.zeros(64, layout.JOB),
            "line": np.zeros(64, layout.LINE),
            "resource": resource,
            **_queues(len(resources), source, operation),
            "wait": np.zeros(64, layout.WAIT),
            "event": np.zeros(128, layout.EVENT),
            "debt": np.zeros(64, layout.DEBT),
            "parcel": np.zeros(16, layout.PARCEL),
            "party": party.reshape(-1),
            "cursor": np.array(calendar_start[:-1], np.int64),
            "touched": np.zeros(len(resources), np.int64),
            "keys": np.zeros(256, np.int64),
            "slots": np.zeros(256, np.int64),
            "luck": np.zeros(0, layout.LUCK),
            "source_chance": np.zeros(0, layout.SOURCE_CHANCE),
            "resource_chance": np.zeros(0, layout.RESOURCE_CHANCE),
            "supplier_chance": np.zeros(0, layout.SUPPLIER_CHANCE),
            "spread": np.zeros((0, 1), np.int64),
            "till": np.zeros(0, layout.TILL),
            "sold": np.zeros((0, 2), np.int64),
        }
    )


def to_arrays(world: World) -> dict[str, np.ndarray]:
    """Return copies of the arrays that make up the state, by name."""
    arrays = dict(zip(FIELDS, _world_arrays(world), strict=True))
    return {name: arrays[name].copy() for name in KEPT}


def from_arrays(kept: dict[str, np.ndarray]) -> World:
    """Return a world with copies of the given arrays; the twin of `to_arrays`."""
    own = {name: np.array(kept[name], copy=True) for name in KEPT}
    own["scratch"] = np.zeros(64, np.int64)
    world: World = make_world(*[own[name] for name in FIELDS])
    return world


def copy_world(world: World) -> World:
    """Return an independent copy, for what-if questions."""
    return from_arrays(to_arrays(world))


def digest(world: World) -> str:
    """Return the sha256 of the whole state; equal for equal facts in equal order."""
    total = hashlib.sha256()
    for array in to_arrays(world).values():
        total.update(array.tobytes())
    return total.hexdigest()
