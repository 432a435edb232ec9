"""What keeps a demand from being there earlier: the longest wait on the way to it, for a unit or for material."""

from typing import Any

from tugline.promise.layout import BY_MATERIAL, BY_UNIT, BY_WORK
from tugline.state.kernel import kernel
from tugline.state.open_hours import open_tick


@kernel
def _last_job(d: Any, n: int, parent: int, stop: int) -> int:
    """Return the job for `parent` that is there at `stop` and not before, -1 = it was stock or a purchase."""
    for j in range(d.demand[n].job_start, d.demand[n].job_stop):
        if d.job[j].parent == parent and d.job[j].stop == stop:
            return j
    return -1


@kernel
def _wait_in_job(d: Any, g: Any, n: int, job: int, found: Any) -> None:
    """Take note of the longest wait of a job between two of its steps, or before the first."""
    ready = d.job[job].material
    of = d.demand[d.job[job].demand]
    if of.pull >= 0 and job == of.job_start:
        ready = max(ready, of.begins)
    for b in range(d.demand[n].booking_start, d.demand[n].booking_stop):
        row = d.booking[b]
        if row.job != job:
            continue
        wait = row.start - open_tick(g, d.choice[row.choice].calendar, ready)
        if wait > found.wait:
            found.kind = BY_UNIT
            found.wait = wait
            found.job = job
            found.row = b
        if b + 1 == d.demand[n].booking_stop or d.booking[b + 1].step != row.step:
            ready = row.stop


@kernel
def _pull_ready(d: Any, rows: Any, there: int) -> int:
    """Return which of some demands is an open pull that comes in at a tick, -1 = none."""
    for n in rows:
        if d.demand[n].pull >= 0 and d.demand[n].ready == there and d.demand[n].job_start < d.demand[n].job_stop:
            return n
    return -1


@kernel
def bind(d: Any, g: Any, n: int, others: Any, found: Any) -> None:
    """Fill a record of `BINDING`: what the way to demand `n`, from last job to first, waits for longest.

    Parameters
    ----------
    others
        Rows of the open pulls that are placed for it, on whose way it goes on.
    """
    now = d.head[0].now
    found.kind = BY_WORK
    found.wait = 0
    found.job = -1
    found.row = -1
    parent = -1
    there = d.demand[n].ready
    while there > now:
        job = _last_job(d, n, parent, there)
        if job < 0:
            n = _pull_ready(d, others, there)
            if n < 0:
                break
            job = d.demand[n].job_start
        _wait_in_job(d, g, n, job, found)
        if d.job[job].material >= there:
            break
        parent = job
        there = d.job[job].material
    if there - now > found.wait:
        # The last thing to come is of the stock or the purchases that the job before took.
        found.kind = BY_MATERIAL
        found.wait = there - now
        found.job = parent


@kernel
def bind_all(d: Any, g: Any, rows: Any, others: Any, others_start: Any, found: Any) -> None:
    """Fill one record of `BINDING` for each demand of `rows`; its pulls are others[others_start[n] : ... [n + 1]]."""
    for i in range(len(rows)):
        n = rows[i]
        bind(d, g, n, others[others_start[n] : others_start[n + 1]], found[i])
