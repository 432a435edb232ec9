"""What is to be planned, from state and world as they stand: open lines, open pulls, what comes in, what is at work.

Of a pull that has not begun only the quantity is given: the plan ranks it anew, and what is kept for it counts as free,
since whoever is placed first takes it. A line keeps what is allocated to it. One that was promised a date is due then,
and gives way to nobody. What a line is due by is when it must be ready to be at the customer in time.
"""

from typing import Any

from tugline.network.layout import BUY, NEVER
from tugline.promise.cover import level_of
from tugline.promise.fit import book_step, free_unit
from tugline.promise.gaps import take_free
from tugline.promise.leads import bought_by
from tugline.promise.levels import change
from tugline.promise.rows import new_job, new_receipt
from tugline.state.duration import order_tick, routed
from tugline.state.kernel import kernel
from tugline.state.layout import FOR_LINE, STARTED
from tugline.state.needs import rank_of_line
from tugline.world.layout import PLACING, RUNNING, UNDER_WAY
from tugline.world.pools import job_slot


@kernel
def comes_at(s: Any, g: Any, w: Any, slot: int, now: int) -> int:
    """Return when an open pull comes in that needs no resource (any more); -1 = its work is to be planned."""
    pull = s.pull[slot]
    job = job_slot(w, pull.id)
    stage = w.job[job].stage if job >= 0 else 0
    if stage == UNDER_WAY:
        return max(now, w.job[job].event_tick)
    if pull.source < 0:
        return max(now, pull.due)
    if g.source[pull.source].kind >= BUY:
        asked = max(now, w.job[job].event_tick) if stage == PLACING and w.job[job].event_tick > 0 else now
        return bought_by(g, g.source[pull.source], max(asked, pull.held_until))
    return -1


@kernel
def _gather_lines(s: Any, g: Any, demand: Any, on_hand: Any) -> int:
    """Fill rows for open order lines, take what they keep out of what is on hand, and return how many there are."""
    n = 0
    for slot in range(s.head[0].lines):
        line = s.line[slot]
        if line.id <= 0 or line.need < 0:
            continue
        need = s.need[line.need]
        on_hand[line.point] -= need.allocated
        row = demand[n]
        row.point = line.point
        row.quantity = need.quantity - need.allocated
        row.pegged = need.pegged
        row.priority, row.due = rank_of_line(s, g, slot, 0)
        row.line = slot
        row.pull = -1
        row.source = -1
        row.owner = -1
        row.first_step = -1
        n += 1
    return n


@kernel
def gather(s: Any, g: Any, w: Any, now: int, demand: Any, given: Any, on_hand: Any, coming: Any) -> Any:
    """Fill rows for all that is open; return (demands, rows of GIVEN, supplies that come).

    Parameters
    ----------
    s, g, w
        `State`, `Grid` and `World`; the world of a plant is the one imagined from what people said.
    demand, given
        `DEMAND` and `GIVEN`, all zero, with room for every line, pull and need of the state. Lines come first.
    on_hand
        Filled with what each point has that is kept for no line and is not in quarantine.
    coming
        Filled with [slot of the pull, tick, quantity], shape (n pulls, 3).
    """
    for point in range(len(on_hand)):
        on_hand[point] = s.stock[point].on_hand - s.stock[point].quarantined
    n = _gather_lines(s, g, demand, on_hand)
    givens = 0
    coming_rows = 0
    for slot in range(s.head[0].pulls):
        pull = s.pull[slot]
        rest = pull.quantity - pull.received
        if pull.id <= 0 or rest <= 0:
            continue
        tick = comes_at(s, g, w, slot, now)
        if tick >= 0:
            if tick >= NEVER:
                continue
            coming[coming_rows, 0] = slot
            coming[coming_rows, 1] = tick
            coming[coming_rows, 2] = rest
            coming_rows += 1
            continue
        row = demand[n]
        row.point = pull.point
        row.quantity = rest
        row.due = pull.due
        row.priority = pull.priority
        row.line = -1
        row.pull = slot
        row.source = pull.source
        row.owner = -1
        row.first_step = -1
        row.begins = max(now, pull.held_until)
        row.given_start = givens
        need_slot = pull.first_need if pull.state < STARTED else -1
        while need_slot >= 0:
            need = s.need[need_slot]
            given[givens].point = need.point
            given[givens].quantity = need.quantity
            given[givens].pegged = need.pegged + need.allocated
            givens += 1
            need_slot = need.next_of_owner
        row.given_stop = givens
        n += 1
    return n, givens, coming_rows


@kernel
def _ranks_before(demand: Any, a: int, b: int) -> bool:
    """Return whether demand `a` is placed before demand `b`, as their own dates and classes say."""
    if demand[a].due != demand[b].due:
        return demand[a].due < demand[b].due
    if demand[a].priority != demand[b].priority:
        return demand[a].priority < demand[b].priority
    return a < b


@kernel
def find_owners(s: Any, demand: Any, by_point: Any, row_of_line: Any, row_of_pull: Any) -> None:
    """Give each open pull the demand for which it is placed: of all that wait for it, the one that ranks first.

    Parameters
    ----------
    by_point
        Rows of the pulls' demands, those of the points nearest to the customer first.
    row_of_line, row_of_pull
        The demand of each slot, -1 = none.
    """
    for row in by_point:
        best = -1
        shared = 0
        p = s.pull[demand[row].pull].first_peg
        while p >= 0:
            need = s.need[s.peg[p].need]
            waits = row_of_line[need.owner] if need.owner_kind == FOR_LINE else row_of_pull[need.owner]
            if waits >= 0 and demand[waits].owner >= 0:
                shared = max(shared, demand[waits].shared)
                waits = demand[waits].owner
            if waits >= 0 and best >= 0 and waits != best:
                shared = 1
            if waits >= 0 and (best < 0 or _ranks_before(demand, waits, best)):
                best = waits
            p = s.peg[p].next_of_pull
        demand[row].owner = best
        demand[row].shared = shared


@kernel
def _given_of(d_given: Any, demand: Any, point: int) -> int:
    """Return the row of GIVEN of what a pull's demand needs of a point, -1 = it has begun and needs nothing."""
    for i in range(demand.given_start, demand.given_stop):
        if d_given[i].point == point:
            return i
    return -1


@kernel
def list_owed(s: Any, demand: Any, given: Any, row_of_line: Any, row_of_pull: Any, owed: Any) -> int:
    """Fill rows of OWED for what shared pulls bring for others than those for whom they are placed; return how many."""
    n = 0
    for row in range(len(demand)):
        demand[row].owes_start = n
        if demand[row].pull >= 0 and demand[row].shared != 0:
            p = s.pull[demand[row].pull].first_peg
            while p >= 0:
                need = s.need[s.peg[p].need]
                of_line = need.owner_kind == FOR_LINE
                waits = row_of_line[need.owner] if of_line else row_of_pull[need.owner]
                top = demand[waits].owner if waits >= 0 and demand[waits].owner >= 0 else waits
                place = -1 if of_line or waits < 0 else _given_of(given, demand[waits], need.point)
                if waits >= 0 and top != demand[row].owner and (of_line or place >= 0):
                    owed[n].quantity = s.peg[p].quantity
                    owed[n].next = demand[waits].owed if of_line else given[place].owed
                    n += 1
                    if of_line:
                        demand[waits].owed = n
                    else:
                        given[place].owed = n
                p = s.peg[p].next_of_pull
        demand[row].owes_stop = n
    return n


@kernel
def _step_of(d: Any, g: Any, source_row: int, operation: int) -> int:
    """Return the planner's step that an operation belongs to."""
    first = g.source[source_row].operation_start
    step = d.step_start[source_row]
    for row in range(first + 1, operation + 1):
        if g.operation[row].step != g.operation[row - 1].step:
            step += 1
    return step


@kernel
def _running_choice(d: Any, step: int, group: int, start: int, stop: int) -> int:
    """Return the alternative with the operations of `group` all of whose pools have a unit free, -1 = none."""
    for choice in range(d.step[step].choice_start, d.step[step].choice_stop):
        row = d.choice[choice]
        free = row.operation_start == group
        for m in range(row.member_start, row.member_stop):
            free = free and free_unit(d, d.member[m], start, stop) >= 0
        if free:
            return choice
    return -1


@kernel
def put_supply(d: Any, g: Any, s: Any, coming: Any) -> None:
    """Let everything that comes be there from its tick on."""
    for i in range(len(coming)):
        slot, tick, quantity = coming[i, 0], coming[i, 1], coming[i, 2]
        pull = s.pull[slot]
        change(d, level_of(d, pull.point), tick, quantity)
        placed = order_tick(g, g.source[pull.source], d.head[0].now) if pull.source >= 0 else pull.released_at
        new_receipt(d, -1, pull.point, pull.source, tick, quantity, placed, slot)


@kernel
def hold_down(d: Any, g: Any, w: Any) -> None:
    """Take the time of resources that are down, until they are expected back: for good where nobody expects them."""
    for lane in range(len(d.lane)):
        state = w.resource[d.pool[d.lane[lane].pool].resource]
        if state.down != 0 and state.down_until > d.head[0].now:
            take_free(d, g, lane, d.head[0].now, min(NEVER, state.down_until))


@kernel
def hold_running(d: Any, g: Any, s: Any, w: Any) -> None:
    """Let work that has begun hold its units until it ends; say with which step each such pull goes on, and when."""
    now = d.head[0].now
    for n in range(len(d.demand)):
        demand = d.demand[n]
        if demand.pull < 0 or s.pull[demand.pull].state < STARTED:
            continue
        slot = job_slot(w, s.pull[demand.pull].id)
        if slot < 0 or not routed(g.source[demand.source]):
            continue
        job = w.job[slot]
        demand.priority = 0
        demand.begins = now
        demand.not_before = job.ready_at
        if job.stage != RUNNING:
            demand.first_step = _step_of(
                d, g, demand.source, max(job.operation, g.source[demand.source].operation_start)
            )
            continue
        step = _step_of(d, g, demand.source, job.group)
        demand.first_step = step + 1
        demand.begins = max(now + 1, job.event_tick)
        choice = _running_choice(d, step, job.group, now, demand.begins)
        if choice >= 0:
            job_row = new_job(d, n, -1, demand.source, demand.quantity, 0, demand.due)
            d.job[job_row].start = now
            d.job[job_row].stop = demand.begins
            book_step(d, job_row, step, choice, now, demand.begins)
