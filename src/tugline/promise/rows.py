"""Rows of what is done for demands: added at the end, taken back from the end."""

from typing import Any

from tugline.state.growing import doubled
from tugline.state.kernel import kernel


@kernel
def new_job(d: Any, demand: int, parent: int, source: int, quantity: int, wanted: int, by: int) -> int:
    """Add a job and return its row; no older record of a job may be used after this."""
    n = d.head[0].jobs
    if n == len(d.job):
        d.job = doubled(d.job)
    d.head[0].jobs = n + 1
    job = d.job[n]
    job.demand = demand
    job.parent = parent
    job.source = source
    job.quantity = quantity
    job.wanted = wanted
    job.by = by
    job.material = d.head[0].now
    job.short = -1
    job.start = 0
    job.stop = 0
    job.use_start = 0
    job.use_stop = 0
    return n


@kernel
def new_booking(d: Any, job: int, step: int, choice: int, lane: int, start: int, stop: int) -> None:
    """Note that a unit works on a job."""
    n = d.head[0].bookings
    if n == len(d.booking):
        d.booking = doubled(d.booking)
    d.head[0].bookings = n + 1
    row = d.booking[n]
    row.job = job
    row.step = step
    row.choice = choice
    row.lane = lane
    row.start = start
    row.stop = stop


@kernel
def new_use(d: Any, job: int, demand: int, point: int, tick: int, quantity: int) -> None:
    """Note that a job, or the demand itself (-1), takes something from stock."""
    n = d.head[0].uses
    if n == len(d.use):
        d.use = doubled(d.use)
    d.head[0].uses = n + 1
    row = d.use[n]
    row.job = job
    row.demand = demand
    row.point = point
    row.tick = tick
    row.quantity = quantity
    row.there = tick


@kernel
def new_receipt(d: Any, demand: int, point: int, source: int, tick: int, quantity: int, placed: int, pull: int) -> None:
    """Note that something will come in."""
    n = d.head[0].receipts
    if n == len(d.receipt):
        d.receipt = doubled(d.receipt)
    d.head[0].receipts = n + 1
    row = d.receipt[n]
    row.demand = demand
    row.point = point
    row.source = source
    row.tick = tick
    row.quantity = quantity
    row.placed = placed
    row.pull = pull
