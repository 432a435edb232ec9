"""Carry the plain world over to another network: work that has begun goes on, what waits is asked for anew.

Slots of jobs, lines, parcels and debts stay, and what is to come stays on the heap. The queues are made anew: their
order is that of the jobs' ranks, so nothing of them needs to be kept.
"""

from collections.abc import Callable

import numpy as np

from tugline.network.layout import MAKE
from tugline.state.arena import Grid
from tugline.world import layout
from tugline.world.arena import World, from_arrays, new_world, to_arrays
from tugline.world.floor import wait_out
from tugline.world.layout import (
    CALLED,
    CLASS_SHIFT,
    FIRST_PARTY,
    PAY,
    PLACING,
    QUEUED,
    RECEIVE,
    RUNNING,
    STARTING,
    UNDER_WAY,
    WAKE,
)
from tugline.world.pulls import activate

Arrays = dict[str, np.ndarray]
Rows = Callable[[int], int]


def at_work(world: World) -> list[tuple[int, int]]:
    """Return (id of the pull, first operation of the resources that it holds) of every job whose work has begun."""
    jobs = to_arrays(world)["job"]
    slots = np.flatnonzero((jobs["id"] > 0) & (jobs["stage"] == RUNNING) & (jobs["group"] >= 0))
    return [(int(jobs["id"][slot]), int(jobs["group"][slot])) for slot in slots.tolist()]


def carry_world(
    world: World, grid: Grid, sources: np.ndarray, *, point: np.ndarray, source: np.ndarray, party: np.ndarray,
    resource: np.ndarray, step_row: Rows, group_row: Rows, tick: int,
) -> World:  # fmt: skip
    """Return the world in the rows of a new network.

    Parameters
    ----------
    grid, sources
        The new network, and its SOURCE records.
    point, source, party, resource
        The new row of every old one, -1 = gone. What is gone must not be in use.
    step_row, group_row
        The new row of an old operation: of its step (else the next one that there is, else -1), and of its alternative
        on the same resources (else -1; never so for a job of `at_work`).
    tick
        At which the new network comes into force.
    """
    old, new = to_arrays(world), to_arrays(new_world(grid))
    kept = {**new, **{name: old[name] for name in ("head", "job", "line", "debt", "parcel", "keys", "slots")}}
    kept["head"]["touched"] = kept["head"]["waits"] = 0
    kept["head"]["free_wait"] = -1
    for pool in ("job", "line"):
        _follow(kept[pool], point, "point")
        _follow(kept[pool], party, "party")
    _follow(kept["job"], source, "source")
    _carry_operations(kept["job"], step_row, group_row)
    kept["party"][FIRST_PARTY + party[party >= 0]] = old["party"][FIRST_PARTY:][party >= 0]
    kept["party"][:FIRST_PARTY] = old["party"][:FIRST_PARTY]
    for name in ("down", "down_since", "down_until"):
        kept["resource"][name][resource[resource >= 0]] = old["resource"][name][resource >= 0]
    _carry_events(old, kept, party)
    _count_busy(kept)
    waiting, done = _ask_anew(kept["job"], sources)
    carried = from_arrays(kept)
    for slot in waiting.tolist():
        activate(carried, grid, slot, tick)
    for slot in done.tolist():
        wait_out(carried, slot, RECEIVE, max(tick, int(kept["job"]["ready_at"][slot])))
    return carried


def _follow(records: np.ndarray, rows: np.ndarray, field: str) -> None:
    used = records["id"] > 0
    table = np.append(rows, -1)
    records[field] = np.where(used, table[np.where(used, records[field], -1)], records[field])


def _carry_operations(jobs: np.ndarray, step_row: Rows, group_row: Rows) -> None:
    """Find each job's operation again; who was called but has not started waits again."""
    for slot in np.flatnonzero(jobs["id"] > 0).tolist():
        job = jobs[slot]
        if job["stage"] == CALLED:
            job["stage"], job["group"], job["event"] = QUEUED, -1, 0
        job["version"] += 1
        if job["operation"] >= 0:
            job["operation"] = step_row(int(job["operation"])) if job["stage"] != UNDER_WAY else -1
        if job["group"] >= 0:
            job["group"] = group_row(int(job["group"]))


def _carry_events(old: Arrays, kept: Arrays, party: np.ndarray) -> None:
    """Put what is to come on the heap, debts under their parties' new rows; who waits for an opening waits anew."""
    heap = old["event"][: int(old["head"]["events"][0])]
    kinds = heap["key"] >> CLASS_SHIFT
    pays = kinds == PAY
    lists = np.concatenate([np.arange(FIRST_PARTY), np.where(party >= 0, FIRST_PARTY + party, -1)])
    moved = heap.copy()
    moved["slot"][pays] = lists[heap["slot"][pays]]
    moved["key"][pays] = (PAY << CLASS_SHIFT) | (moved["slot"][pays] + 1)
    moved = moved[(kinds != WAKE) & ~(pays & (moved["slot"] < 0))]
    moved = moved[np.lexsort((moved["key"], moved["tick"]))]  # what is sorted is a heap
    kept["event"] = np.zeros(max(len(old["event"]), len(moved)), layout.EVENT)
    kept["event"][: len(moved)] = moved
    kept["head"]["events"] = len(moved)


def _count_busy(kept: Arrays) -> None:
    """Count the units that jobs hold."""
    jobs = kept["job"]
    for group in jobs["group"][(jobs["id"] > 0) & (jobs["group"] >= 0)].tolist():
        queue = kept["queue_of"][group]
        kept["resource"]["busy"][kept["member"][kept["member_start"][queue] : kept["member_start"][queue + 1]]] += 1


def _ask_anew(jobs: np.ndarray, sources: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the slots of jobs that wait for a place, a start or resources, and of those with no step left to do.

    What has not begun goes by the new routing from its first step.
    """
    waits = (jobs["id"] > 0) & np.isin(jobs["stage"], (STARTING, QUEUED))
    source = sources[np.where(waits, jobs["source"], 0)] if len(sources) else np.zeros(len(jobs), sources.dtype)
    starts = source["operation_start"]
    routed = (source["kind"] == MAKE) & (source["supplier"] < 0) & (source["operation_stop"] > starts)
    fresh = waits & (jobs["begun"] == 0)
    jobs["stage"] = np.where(fresh, np.where(routed, QUEUED, STARTING), jobs["stage"])
    jobs["operation"] = np.where(fresh, np.where(routed, starts, -1), jobs["operation"])
    done = waits & ~fresh & ((jobs["operation"] < 0) | ~routed)
    placing = (jobs["id"] > 0) & (jobs["stage"] == PLACING)
    return np.flatnonzero((waits & ~done) | placing), np.flatnonzero(done)
