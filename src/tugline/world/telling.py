"""What the world says of each event: goods received, steps started and finished, lines shipped, debts paid."""

from typing import Any

from tugline.facts.kinds import Kind
from tugline.ledger.transfer import cents
from tugline.network.layout import BUY, MAKE
from tugline.state.arithmetic import half_even
from tugline.state.duration import routed, work_ticks
from tugline.state.kernel import kernel
from tugline.state.movement import FREIGHT_IN, FROM_CUSTOMER, TO_SUPPLIER
from tugline.state.tape import next_row
from tugline.world.debts import due_amount, is_customer
from tugline.world.floor import group_stop, step_stop
from tugline.world.happens import lucky_yield
from tugline.world.layout import CLASS_SHIFT, DELIVER, FINISH, FIRST_PARTY, PAY, PLACE, RECEIVE, SHIP
from tugline.world.leads import lead_end
from tugline.world.lines import revenue_of, there_after
from tugline.world.parcels import arrived

RECEIVED, STARTED, FINISHED = int(Kind.RECEIVED), int(Kind.STARTED), int(Kind.FINISHED)
SHIPPED, DELIVERED, PAID = int(Kind.SHIPPED), int(Kind.DELIVERED), int(Kind.PAID)
PULL_PLACED, FREIGHT_CHARGED = int(Kind.PULL_PLACED), int(Kind.FREIGHT_CHARGED)
SCRAPPED, PULL_CLOSED = int(Kind.SCRAPPED), int(Kind.PULL_CLOSED)
SECONDS_IN_HOUR = 3600


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
def _say_lost(g: Any, t: Any, job: Any, quantity: int, now: int) -> None:
    """What is made and not good is scrap; of what is bought and not good, or was rejected, nothing more comes."""
    made = job.kind == MAKE
    n = _say_of_job(t, job, SCRAPPED if made else PULL_CLOSED, now)
    row = t.fact[n]
    row.quantity = quantity
    if made:
        point = g.point[job.point]
        row.amount = cents(quantity, point.standard_cost, point.scale)


@kernel
def _say_received(w: Any, g: Any, t: Any, job: Any, now: int) -> None:
    asked = job.quantity - job.received
    good = lucky_yield(w, g, job.source, now, asked)
    if job.kind == MAKE:
        good = min(good, max(asked, job.started))
    # Scrap first: what then comes in is the last of the pull. A closed pull is none any more, so that comes last.
    if good < asked and job.kind == MAKE:
        _say_lost(g, t, job, asked - good, now)
    # A job of which nothing is left to come is told, too: its event would never be over otherwise.
    if good > 0 or good >= asked:
        _say_good(g, t, job, good, now)
    if good < asked and job.kind != MAKE:
        _say_lost(g, t, job, asked - good, now)


@kernel
def _say_good(g: Any, t: Any, job: Any, quantity: int, now: int) -> None:
    n = _say_of_job(t, job, RECEIVED, now)
    row = t.fact[n]
    row.quantity = quantity
    if job.kind >= BUY:
        row.party = job.party + 1
        row.amount = g.source[job.source].unit_cost if job.source >= 0 else job.price
    if job.source < 0:
        return
    source = g.source[job.source]
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
def _say_finished(w: Any, g: Any, t: Any, job: Any, now: int) -> None:
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
        _say_received(w, g, t, job, now)


@kernel
def _say_started(g: Any, t: Any, job: Any, now: int) -> None:
    n = _say_of_job(t, job, STARTED, now)
    row = t.fact[n]
    if job.group >= 0:
        row.code = g.operation[job.group].step
        row.resource = g.operation[job.group].resource + 1
    if job.kind != MAKE or not routed(g.source[job.source]):
        row.due = lead_end(g, g.source[job.source], now)


@kernel
def _say_placed(g: Any, t: Any, job: Any, now: int) -> None:
    n = _say_of_job(t, job, PULL_PLACED, now)
    row = t.fact[n]
    row.party = job.party + 1
    row.due = lead_end(g, g.source[job.source], now)


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
def _say_shipped(w: Any, g: Any, t: Any, line: Any, now: int) -> None:
    """What is ready leaves; where that is all the way, the customer has it, with what arrives from before."""
    n = _say_of_line(t, line, SHIPPED, line.pending, now)
    row = t.fact[n]
    row.amount = line.price
    if there_after(g, line, line.point, now) > now:
        return
    quantity, used = arrived(w, line, now)
    n = _say_of_line(t, line, DELIVERED, line.pending + quantity, now)
    delivered = t.fact[n]
    revenue = revenue_of(g, line.point, line.pending, line.price)
    delivered.amount = used + min(line.deposit, revenue)


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
def say(w: Any, g: Any, t: Any, event: Any, now: int) -> None:
    """Append the facts of one event."""
    kind = event.key >> CLASS_SHIFT
    if kind == PAY:
        _say_paid(w, g, t, event.slot, now)
    elif kind == SHIP:
        _say_shipped(w, g, t, w.line[event.slot], now)
    elif kind == DELIVER:
        line = w.line[event.slot]
        quantity, used = arrived(w, line, now)
        n = _say_of_line(t, line, DELIVERED, quantity, now)
        row = t.fact[n]
        row.amount = used
    elif kind == FINISH:
        _say_finished(w, g, t, w.job[event.slot], now)
    elif kind == RECEIVE:
        _say_received(w, g, t, w.job[event.slot], now)
    elif kind == PLACE:
        _say_placed(g, t, w.job[event.slot], now)
    else:
        _say_started(g, t, w.job[event.slot], now)
