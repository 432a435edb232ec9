"""The records of the engine's state: what the plant can know, rebuilt from facts alone.

All fields are int64. Slots of pools (lines, pulls, needs, pegs) are reused through free lists; `id` 0 marks a free slot.
Links hold slot numbers, -1 = none.
"""

import numpy as np


def _record(*names: str) -> np.dtype:
    return np.dtype([(name, np.int64) for name in names])


STOCK = _record(
    "on_hand",  # physically here, in the item's integer units; never negative
    "allocated",  # of that: kept for lines and pulls
    "on_order",  # open supply that will come here
    "pegged",  # of that: kept for lines and pulls
    "waiting",  # needs neither allocated nor pegged
    "first_wait",  # owners that wait for stock here, best rank first (slots of NEED)
    "last_wait",
    "first_free",  # open pulls here with free (unpegged) supply (slots of PULL)
    "came_in",  # running totals for the invariant
    "went_out",
    "proven",  # 1 = stock is known here: counted, opened, received
    "touched",  # seq of the fact that last changed what is here or wanted here
    "last_received",  # id of the pull that last came in
)

TO_ORDER, BASE_STOCK, REORDER, MIN_MAX, KANBAN = 1, 2, 3, 4, 5
LOOP_KINDS = ("", "to_order", "base_stock", "reorder", "min_max", "kanban")

LOOP = _record(
    "kind",  # TO_ORDER, BASE_STOCK, ...; 0 = nobody pulls here
    "level",  # base_stock: order up to
    "reorder_point",  # reorder: pull when position <= this; min_max: the min
    "quantity",  # reorder: the lot
    "maximum",  # min_max: order up to
    "pack",  # order multiple of the loop, >= 1
    "display",  # base_stock: never below this many on display
    "review",  # review group, 0 = continuous
    "cards",  # kanban
    "container",  # kanban: units in one container
    "mode",  # kanban: 1 one_card, 2 withdrawal, 3 production, 4 signal, 5 supplier
    "lot",  # kanban signal: containers in one lot
    "room",  # to_order: pulls under way at most, 0 = no limit
    "under_way",  # to_order: pulls released and not finished
    "propose",  # 1 = every pull waits for approval
    "due_review",  # 1 = its review day has come and it has not decided yet
    "next_in_review",  # next point of the same review group
)

REVIEW = _record("code", "next_tick", "first_point")
"""A review group. `code` > 0: every so many ticks from 0; < 0: -(weekday bits + 128 * minute of the local day)."""

LINE = _record(
    "id", "reference", "point", "party", "quantity", "shipped", "released", "price", "wanted", "latest",
    "priority", "ordered_at", "parcels", "minimum_shipment", "need", "next_free", "promised", "open_pegs",
    "last_supply",
)  # fmt: skip

PULL = _record(
    "id",
    "point",
    "source",
    "loop",
    "state",
    "quantity",
    "received",
    "due",
    "priority",
    "cause",  # the signal (seq of its fact)
    "line",  # slot of the customer line it is for, -1 = stock
    "free",  # open quantity that is kept for nobody
    "first_peg",
    "first_need",
    "open_pegs",  # needs of this pull that still wait for pegged supply
    "step",
    "released_at",
    "material_at",  # tick at which all material was there, NEVER before
    "blocked_by",  # the point it last waited for, -1 = none
    "started_at",
    "next_open",  # open pulls with free supply at the same point
    "previous_open",
    "card",
    "held_until",
    "next_free",
    "reference",
    "last_supply",  # id of the pull whose receipt last served it
)
PROPOSED, RELEASED, READY, STARTED = 1, 2, 3, 4
"""States of a pull: proposed (asks nothing yet), released, ready (all material kept for it), started."""

NEED = _record(
    "owner_kind",  # FOR_LINE or FOR_PULL
    "owner",  # slot
    "id",  # id of the owner (rank)
    "priority",
    "due",
    "point",
    "quantity",
    "allocated",
    "pegged",
    "next_of_owner",
    "next_wait",
    "previous_wait",
    "watching",  # 1 = its owner waits in the list of this point
    "first_peg",
    "next_free",
)
FOR_LINE, FOR_PULL = 1, 2

PEG = _record("pull", "need", "quantity", "next_of_pull", "next_of_need", "next_free")

HEAD = _record(
    "seq", "pulse", "tick", "signal",
    "free_line", "free_pull", "free_need", "free_peg",  # heads of the free lists
    "lines", "pulls", "needs", "pegs", "cards", "reviews",  # slots ever used
    "keys_used", "keys_dead",  # of the hash index
    "dirty", "gained", "fresh",  # lengths of the work lists; 0 between pulses
    "rounds",  # most rounds any pulse needed
    "broken",  # 0, or the number of the invariant that a pulse broke
)  # fmt: skip

CARD = _record("point", "number", "state", "version", "pull", "next_of_point")
EMPTY, CARD_RELEASED, IN_PROCESS, DONE, IN_TRANSIT, FULL = 1, 2, 3, 4, 5, 6
