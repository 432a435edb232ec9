"""What one stock point has for its customers: what is there, what comes, and the open lines that ask for it.

A pull's due date is when it is wanted, which says little of when it comes. So open supply comes when the plain world,
run ahead on a copy, has it come, as for the dates that a run shows.
"""

from typing import Any, NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.projection import Ahead
from tugline.facts.kinds import Kind
from tugline.state import arena
from tugline.state.layout import FOR_PULL


class Supply(NamedTuple):
    """Supply of one stock point for its customers, in the item's integer units, of the default choice."""

    is_known: bool
    """Stock was counted or opened here."""
    on_hand: int
    kept_for_work: int
    """On hand and kept for pulls, of another choice, or in quarantine."""
    receipts: dict[int, int]
    """What comes at which tick from now on, without what is pegged to pulls."""
    overdue: int
    """Of that: what should be there by now. It is taken to come next; nobody knows more until somebody says more."""
    not_counted: int
    """Open supply that never comes as things stand: held without an end, or what it waits for never comes."""


class Asking(NamedTuple):
    """An open line: its record, and that of its need."""

    line: np.void
    need: np.void

    @property
    def open(self) -> int:
        """What is not shipped."""
        return int(self.line["quantity"] - self.line["shipped"])


def supply_of(core: Core, point: int) -> Supply:
    """Return what is there and what comes to a stock point, without what work of ours keeps of it."""
    state = arena.arrays(core.state)
    stock, needs = state["stock"][point], state["need"]
    for_pulls = needs[(needs["owner_kind"] == FOR_PULL) & (needs["point"] == point) & (needs["choice"] == 0)]
    others = needs[(needs["owner_kind"] > 0) & (needs["point"] == point) & (needs["choice"] != 0)]
    kept = int(for_pulls["allocated"].sum() + others["allocated"].sum() + stock["apart"] + stock["quarantined"])
    pulls = state["pull"]
    open_: dict[int, int] = {}
    overdue = set()
    for slot in np.flatnonzero((pulls["id"] > 0) & (pulls["point"] == point) & (pulls["choice"] == 0)).tolist():
        pull, id_ = pulls[slot], int(pulls["id"][slot])
        quantity = int(pull["quantity"] - pull["received"]) - _pegged_to_pulls(state, int(pull["first_peg"]))
        if quantity > 0:
            open_[id_] = quantity
            overdue |= {id_} if pull["due"] < core.now else set()
    comes = _comes(core, set(open_))
    receipts: dict[int, int] = {}
    for id_, tick in comes.items():
        receipts[tick] = receipts.get(tick, 0) + open_[id_]
    return Supply(
        is_known=bool(stock["proven"]),
        on_hand=int(stock["on_hand"]),
        kept_for_work=kept,
        receipts=dict(sorted(receipts.items())),
        overdue=sum(open_[id_] for id_ in overdue & set(comes)),
        not_counted=sum(quantity for id_, quantity in open_.items() if id_ not in comes),
    )


def asking(core: Core, point: int) -> tuple[list[Asking], int]:
    """Return the open lines of a stock point in rank, and how many more there are with options of their own."""
    state = arena.arrays(core.state)
    lines, needs = state["line"], state["need"]
    slots = np.flatnonzero((lines["id"] > 0) & (lines["point"] == point)).tolist()
    found = [Asking(lines[slot].copy(), needs[int(lines["need"][slot])].copy()) for slot in slots]
    plain = [each for each in found if each.need["choice"] == 0 and each.open > 0]
    plain.sort(key=lambda each: (int(each.line["priority"]), int(each.need["due"]), int(each.line["id"])))
    return plain, sum(1 for each in found if each.need["choice"] != 0)


def _comes(core: Core, ids: set[int]) -> dict[int, int]:
    """Return the tick of the last receipt of each of some open pulls, without those that never come in full."""
    if not ids:
        return {}
    ahead, comes, left = Ahead(core), dict[int, int](), set(ids)
    for facts in ahead.far():
        rows = facts[(facts["kind"] == int(Kind.RECEIVED)) & np.isin(facts["reference"], sorted(ids))]
        comes.update(zip(rows["reference"].tolist(), rows["tick"].tolist(), strict=True))
        pulls = arena.arrays(ahead.state)["pull"]["id"]
        left &= set(pulls[pulls > 0].tolist())
        if not left:
            break
    return {id_: comes[id_] for id_ in sorted(ids - left) if id_ in comes}


def _pegged_to_pulls(state: dict[str, Any], peg: int) -> int:
    """Return how much of a pull is pegged to needs of other pulls, from its first peg on."""
    quantity = 0
    while peg >= 0:
        row = state["peg"][peg]
        if state["need"][int(row["need"])]["owner_kind"] == FOR_PULL:
            quantity += int(row["quantity"])
        peg = int(row["next_of_pull"])
    return quantity
