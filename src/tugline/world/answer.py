"""What the world has to say now, and when it will next have something to say. Nothing here changes its state."""

from typing import Any

import numpy as np

from tugline.facts.kinds import NEVER, Kind
from tugline.ledger.transfer import cents
from tugline.network.layout import BUY, MAKE
from tugline.state.arithmetic import half_even
from tugline.state.duration import routed, work_ticks
from tugline.state.kernel import kernel
from tugline.state.movement import FREIGHT_IN, FROM_CUSTOMER, TO_SUPPLIER
from tugline.state.tape import next_row
from tugline.world.calendar import lead_end
from tugline.world.debts import due_amount, is_customer
from tugline.world.events import live, sooner
from tugline.world.floor import group_stop, step_stop
from tugline.world.layout import CLASS_SHIFT, DELIVER, FINISH, FIRST_PARTY, LAST_INNER, PAY, PLACE, RECEIVE, SHIP
from tugline.world.lines import revenue_of

RECEIVED, STARTED, FINISHED = int(Kind.RECEIVED), int(Kind.STARTED), int(Kind.FINISHED)
SHIPPED, DELIVERED, PAID = int(Kind.SHIPPED), int(Kind.DELIVERED), int(Kind.PAID)
PULL_PLACED, FREIGHT_CHARGED = int(Kind.PULL_PLACED), int(Kind.FREIGHT_CHARGED)
SECONDS_IN_HOUR = 3600


@kernel
def next_tick(w: Any, now: int) -> int:
    """Return the earliest tick >= now at which the world needs a pulse, NEVER if nothing is to come.

    It has something to say then, or something opens that work waits for, or a hold ends.
    """
    if w.head[0].events == 0:
        return NEVER
    return max(now, w.event[0].tick)


@kernel
def _say_of_job(t: Any, job: Any, kind: int, now: int) -> int:
    n = next_row(t)
    row = t.fact[n]
    row.kind = kind
    row.point = job.point + 1
    row.source = job.source + 1
    row.reference = job.id
    row.quantity = job.quantity - job.received
    row.occurred_at = now
    row.cause = job.last
    return n


@kernel
def _say_received(g: Any, t: Any, job: Any, now: int) -> None:
    n = _say_of_job(t, job, RECEIVED, now)
    row = t.fact[n]
    if job.kind >= BUY:
        row.party = job.party + 1
        row.amount = g.source[job.source].unit_cost if job.source >= 0 else job.price
    if job.source < 0:
        return
    source = g.source[job.source]
    quantity = job.quantity - job.received
    scale = g.point[job.point].scale
    freight = cents(quantity, source.freight_cost, scale)
    if job.party >= 0 and source.supplier >= 0:
        free_from = g.party[source.supplier].freight_free_value
        if free_from > 0 and cents(quantity, source.unit_cost, scale) >= free_from:
            freight = 0
    if freight != 0:
        n = _say_of_job(t, job, FREIGHT_CHARGED, now)
        charged = t.fact[n]
        charged.code = FREIGHT_IN
        charged.party = source.supplier + 1
        charged.amount = freight


@kernel
def operation_cost(g: Any, row: int, started: int, ticks: int, scale: int) -> int:
    """Return what an operation on some pieces costs that takes some open ticks, in cents: labour, and the hours."""
    operation = g.operation[row]
    hourly = g.resource[operation.resource].cost_per_hour
    hours = half_even(hourly * (ticks * g.tick_seconds), SECONDS_IN_HOUR * 100)
    return cents(started, operation.labour_cost, scale) + hours


@kernel
def _conversion(g: Any, job: Any) -> int:
    """Return the cost of the operation that a job finishes, in cents, with each of its resources."""
    total = 0
    for row in range(job.group, group_stop(g, job.group, g.source[job.source].operation_stop)):
        ticks = work_ticks(g.operation[row], job.started)
        total += operation_cost(g, row, job.started, ticks, g.point[job.point].scale)
    return total


@kernel
def _say_finished(g: Any, t: Any, job: Any, now: int) -> None:
    source = g.source[job.source]
    n = _say_of_job(t, job, FINISHED, now)
    row = t.fact[n]
    if source.supplier >= 0:
        row.party = source.supplier + 1
        row.amount = cents(job.quantity - job.received, source.unit_cost, g.point[job.point].scale)
    last = True
    if job.group >= 0:
        operation = g.operation[job.group]
        row.code = operation.step
        row.resource = operation.resource + 1
        row.amount = _conversion(g, job)
        last = step_stop(g, job.operation, source.operation_stop) == source.operation_stop
    if last and job.ready_at <= now:
        _say_received(g, t, job, now)


@kernel
def _say_started(w: Any, g: Any, t: Any, job: Any, now: int) -> None:
    n = _say_of_job(t, job, STARTED, now)
    row = t.fact[n]
    if job.group >= 0:
        row.code = g.operation[job.group].step
        row.resource = g.operation[job.group].resource + 1
    if job.kind != MAKE or not routed(g.source[job.source]):
        row.due = lead_end(w, g, g.source[job.source], now)


@kernel
def _say_placed(w: Any, g: Any, t: Any, job: Any, now: int) -> None:
    n = _say_of_job(t, job, PULL_PLACED, now)
    row = t.fact[n]
    row.party = job.party + 1
    row.due = lead_end(w, g, g.source[job.source], now)


@kernel
def _say_of_line(t: Any, line: Any, kind: int, quantity: int, now: int) -> int:
    n = next_row(t)
    row = t.fact[n]
    row.kind = kind
    row.point = line.point + 1
    row.party = line.party + 1
    row.reference = line.id
    row.quantity = quantity
    row.occurred_at = now
    row.cause = line.last
    return n


@kernel
def _say_shipped(g: Any, t: Any, line: Any, now: int) -> None:
    n = _say_of_line(t, line, SHIPPED, line.pending, now)
    row = t.fact[n]
    row.amount = line.price
    n = _say_of_line(t, line, DELIVERED, line.pending + line.undelivered, now)
    delivered = t.fact[n]
    revenue = revenue_of(g, line.point, line.pending, line.price)
    delivered.amount = line.used + min(line.deposit, revenue)


@kernel
def _say_paid(w: Any, g: Any, t: Any, account: int, now: int) -> None:
    amount = due_amount(w, account, now)
    if amount == 0:
        return
    n = next_row(t)
    row = t.fact[n]
    row.kind = PAID
    row.code = FROM_CUSTOMER if is_customer(g, account) else TO_SUPPLIER
    row.party = max(0, account - FIRST_PARTY + 1)
    row.amount = amount
    row.occurred_at = now
    row.cause = w.debt[w.party[account].first].last


@kernel
def _say(w: Any, g: Any, t: Any, event: Any, now: int) -> None:
    """Append the facts of one event."""
    kind = event.key >> CLASS_SHIFT
    if kind == PAY:
        _say_paid(w, g, t, event.slot, now)
    elif kind == SHIP:
        _say_shipped(g, t, w.line[event.slot], now)
    elif kind == DELIVER:
        line = w.line[event.slot]
        n = _say_of_line(t, line, DELIVERED, line.undelivered, now)
        row = t.fact[n]
        row.amount = line.used
    elif kind == FINISH:
        _say_finished(g, t, w.job[event.slot], now)
    elif kind == RECEIVE:
        _say_received(g, t, w.job[event.slot], now)
    elif kind == PLACE:
        _say_placed(w, g, t, w.job[event.slot], now)
    else:
        _say_started(w, g, t, w.job[event.slot], now)


@kernel
def _open(w: Any, n: int, place: int, now: int) -> int:
    """Add an event of the heap to those to tell next (a heap of places), if it is due, and return their number."""
    if place >= w.head[0].events or w.event[place].tick > now:
        return n
    if n == len(w.scratch):
        grown = np.zeros(2 * n, np.int64)
        grown[:n] = w.scratch
        w.scratch = grown
    ahead = w.scratch
    at = n
    while at > 0 and sooner(w.event[place], w.event[ahead[(at - 1) // 2]]):
        ahead[at] = ahead[(at - 1) // 2]
        at = (at - 1) // 2
    ahead[at] = place
    return n + 1


@kernel
def _take(w: Any, n: int) -> None:
    """Take the first place off the heap of `n` places."""
    ahead = w.scratch
    last = ahead[n - 1]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= n - 1:
            break
        if child + 1 < n - 1 and sooner(w.event[ahead[child + 1]], w.event[ahead[child]]):
            child += 1
        if not sooner(w.event[ahead[child]], w.event[last]):
            break
        ahead[at] = ahead[child]
        at = child
    ahead[at] = last


@kernel
def answer(w: Any, g: Any, now: int, t: Any) -> int:
    """Append the facts that happen at `now` to the tape `t` and return their number.

    seq, pulse and tick are left 0 for the engine to give. Facts come in the order of tick, class and id of their
    events, found by walking the heap from its top without taking anything out.
    """
    before = t.length[0]
    told_tick = -1
    told_key = -1
    n = _open(w, 0, 0, now)
    while n > 0:
        place = w.scratch[0]
        _take(w, n)
        n = _open(w, n - 1, 2 * place + 1, now)
        n = _open(w, n, 2 * place + 2, now)
        event = w.event[place]
        if event.tick == told_tick and event.key == told_key:
            continue
        told_tick = event.tick
        told_key = event.key
        if event.key >> CLASS_SHIFT > LAST_INNER and live(w, event):
            _say(w, g, t, event, now)
    return t.length[0] - before
