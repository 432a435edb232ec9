"""Fold facts of the floor: material allocated, steps started and finished, pieces lost, goods received."""

from typing import Any

from tugline.engine.cards import set_card
from tugline.engine.changes import resize
from tugline.engine.pulls import close_pull, pull_slot, source_kind
from tugline.engine.stock import change_on_hand
from tugline.facts.kinds import Kind
from tugline.network.layout import BUY, MAKE, MOVE
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import DONE, FOR_PULL, IN_PROCESS, IN_TRANSIT, READY, STARTED
from tugline.state.needs import set_apart, unwatch, waiting_of
from tugline.state.pegs import cut_peg, serve_peg
from tugline.state.pools import free_need
from tugline.state.supply import change_free, take_on
from tugline.state.tape import note_movement

M_STARTED, M_FINISHED, M_RECEIVED = int(Kind.STARTED), int(Kind.FINISHED), int(Kind.RECEIVED)
M_SCRAPPED = int(Kind.SCRAPPED)


@inlined
def fold_material_allocated(s: Any, row: Any) -> None:
    """Keep everything that a pull still lacks: it can start."""
    slot = pull_slot(s, row.reference)
    n = s.pull[slot].first_need
    while n >= 0:
        need = s.need[n]
        missing = waiting_of(need)
        need.allocated += missing
        s.stock[need.point].allocated += missing
        s.stock[need.point].waiting -= missing
        unwatch(s, n)
        n = need.next_of_owner
    pull = s.pull[slot]
    pull.state = READY
    pull.material_at = row.tick


@kernel
def issue_material(s: Any, g: Any, t: Any, row: Any, slot: int) -> None:
    """Take everything a pull needs out of stock and into the pull."""
    pull = s.pull[slot]
    code = MOVE if source_kind(g, pull) == MOVE else MAKE
    n = pull.first_need
    pull.first_need = -1
    while n >= 0:
        need = s.need[n]
        after = need.next_of_owner
        while need.first_peg >= 0:
            cut_peg(s, need.first_peg, s.peg[need.first_peg].quantity)
        point = need.point
        quantity = need.quantity
        s.stock[point].waiting -= waiting_of(need)
        s.stock[point].allocated -= need.allocated
        unwatch(s, n)
        note_movement(t, row, M_STARTED, code, point, slot, -quantity, 0, -1, 0)
        change_on_hand(s, row, point, -quantity)
        free_need(s, n)
        n = after
    pull.state = STARTED
    take_on(s, slot)
    pull.started_at = row.tick
    set_card(s, pull, IN_TRANSIT if code == MOVE else IN_PROCESS)


@inlined
def fold_started(s: Any, g: Any, t: Any, row: Any) -> None:
    """Begin a step; the first one takes the material."""
    slot = pull_slot(s, row.reference)
    if slot < 0:
        return
    if s.pull[slot].state < STARTED:
        issue_material(s, g, t, row, slot)
    s.pull[slot].step = row.code


@inlined
def fold_finished(s: Any, g: Any, t: Any, row: Any) -> None:
    """End a step; `amount` cents of work went into the pull, which has begun if nobody said so."""
    slot = pull_slot(s, row.reference)
    if slot < 0:
        return
    if s.pull[slot].state < STARTED:
        issue_material(s, g, t, row, slot)
    note_movement(t, row, M_FINISHED, 0, -1, slot, 0, row.amount, row.party - 1, 0)
    s.pull[slot].finished = row.code
    set_card(s, s.pull[slot], DONE)


@inlined
def fold_scrapped_in_process(s: Any, g: Any, t: Any, row: Any) -> None:
    """Lose pieces of a pull on the floor: fewer will come in, and it has begun if nobody said so."""
    slot = pull_slot(s, row.reference)
    if slot < 0:
        return
    if s.pull[slot].state < STARTED:
        issue_material(s, g, t, row, slot)
    note_movement(t, row, M_SCRAPPED, 0, -1, slot, 0, row.amount, -1, 0)
    resize(s, t, row, slot, s.pull[slot].quantity - row.quantity)


@inlined
def _give_to_pegs(s: Any, slot: int, quantity: int, id_: int) -> int:
    """Hand what came in to those it was pegged to, and return the rest."""
    while quantity > 0 and s.pull[slot].first_peg >= 0:
        e = s.pull[slot].first_peg
        taken = min(quantity, s.peg[e].quantity)
        kind, owner = s.need[s.peg[e].need].owner_kind, s.need[s.peg[e].need].owner
        if kind == FOR_PULL:
            s.pull[owner].last_supply = id_
        else:
            s.line[owner].last_supply = id_
        serve_peg(s, e, taken)
        quantity -= taken
    return quantity


@inlined
def _invoiced(g: Any, pull: Any, kind: int, price: int) -> int:
    """Return the unit price of a receipt: what it names, else the source's; without a source, the standard cost."""
    if price != 0 or kind < BUY:
        return price
    return g.source[pull.source].unit_cost if pull.source >= 0 else g.point[pull.point].standard_cost


@inlined
def fold_received(s: Any, g: Any, t: Any, row: Any) -> None:
    """Goods of a pull came in: first to those it was pegged to, the rest is free."""
    slot = pull_slot(s, row.reference)
    if slot < 0:
        return
    pull = s.pull[slot]
    point = pull.point
    if pull.state < STARTED:
        issue_material(s, g, t, row, slot)
    kind = source_kind(g, pull)
    stock = s.stock[point]
    stock.on_order -= min(row.quantity, pull.quantity - pull.received)
    pull.received += row.quantity
    final = 1 if pull.received >= pull.quantity else 0
    price = _invoiced(g, pull, kind, row.amount)
    note_movement(t, row, M_RECEIVED, kind, point, slot, row.quantity, price, row.party - 1, final)
    change_on_hand(s, row, point, row.quantity)
    rest = _give_to_pegs(s, slot, row.quantity, pull.id)
    change_free(s, slot, -min(rest, s.pull[slot].free))
    if pull.choice != 0 and rest > 0:
        set_apart(s, point, rest)
    stock.last_received = pull.id
    if final:
        close_pull(s, slot, row.seq)
