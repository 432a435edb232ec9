"""The records of the engine's state: what the plant can know, rebuilt from facts alone.

All fields are int64. Slots of pools (lines, pulls, needs, pegs) are reused through free lists; `id` 0 marks a free
slot. Links hold slot numbers, -1 = none.
"""

from typing import Any

import numpy as np

from tugline.network.layout import record

STOCK = record(
    "on_hand",  # physically here, in the item's integer units; never negative
    "allocated",  # of that: kept for lines and pulls
    "on_order",  # open supply that will come here
    "pegged",  # of that: kept for lines and pulls
    "waiting",  # needs neither allocated nor pegged
    "first_wait",  # needs whose owners wait here, best rank first (slots of NEED)
    "last_wait",
    "first_free",  # open pulls here with free (unpegged) supply, earliest due first (slots of PULL)
    "last_free",
    "first_proposed",  # pulls here that wait for room or approval, best rank first
    "last_proposed",
    "first_untaken",  # pulls here that nobody has taken on, in the order in which they were made
    "last_untaken",
    "first_moved",  # those of them that may have to follow who they are kept for; -1 between pulses
    "came_in",  # running totals for the invariant
    "went_out",
    "proven",  # 1 = stock is known here: counted or opened
    "touched",  # seq of the fact that last changed what is here or wanted here
    "last_received",  # id of the pull that last came in
    "choosing",  # needs and pulls here of a choice other than the default one
    "apart",  # on hand of such a choice and kept for nobody; it is part of `allocated`, so that it serves nobody
    "quarantined",  # on hand and may not be used; it is part of `allocated`, too
    "found",  # what left although stock is unknown here and no record showed it
)

TO_ORDER, BASE_STOCK, REORDER, MIN_MAX, KANBAN, CONWIP = 1, 2, 3, 4, 5, 6
"""Kinds of loops, as facts have them. In the state a conwip loop is one that pulls to order and shares a cap."""
TO_ORDER_KINDS = (TO_ORDER, CONWIP)
LOOP_KINDS = ("", "to_order", "base_stock", "reorder", "min_max", "kanban", "conwip")

LOOP = record(
    "kind",  # TO_ORDER, BASE_STOCK, ...; 0 = nobody pulls here
    "level",  # base_stock: order up to
    "point",  # reorder: pull when position <= this
    "quantity",  # reorder: the lot
    "min",  # min_max: pull when position <= this
    "max",  # min_max: order up to
    "pack",  # order multiple of the loop, >= 1
    "display",  # base_stock: never below this many on display
    "review",  # code of the review group, 0 = continuous
    "cards",  # kanban: cards in the loop; signal: containers left when the triangle comes up
    "container",  # kanban: units in one container
    "mode",  # kanban: ONE_CARD, WITHDRAWAL, ...
    "lot",  # kanban signal: containers in one lot
    "room",  # to_order: pulls under way at most, 0 = no limit
    "propose",  # 1 = every pull waits for approval
    "return_when",  # kanban: a card comes back 0 = at the first piece taken, 1 = when its container is empty
    "under_way",  # pulls released and not closed
    "quiet_until",  # a pull of it was rejected: it pulls nothing to stock before this tick; 0 = it may; not of cards
    "due_review",  # 1 = its review day has come and it has not decided yet; 0 between pulses
    "next_in_review",  # next point of the same review group
    "cap",  # conwip: row of the line whose room it shares, -1 = none
    "next_in_cap",  # next point of the same line
)
ONE_CARD, WITHDRAWAL, PRODUCTION, SIGNAL, SUPPLIER_CARD = 1, 2, 3, 4, 5
CARD_MODES = ("", "one_card", "withdrawal", "production", "signal", "supplier")

CAP = record(
    "location",
    "room",  # pulls under way at most; 0 = no limit
    "under_way",  # over all its loops
    "waiting",  # pulls that wait for room or approval: the backlog
    "first_point",
)
"""A line with constant work in process: the conwip loops of one location."""

REVIEW = record("code", "next_tick", "first_point")
"""A review group. `code` > 0: every so many ticks from 0; < 0: -(weekday bits + 128 * minute of the local day)."""

LINE = record(
    "id",
    "point",
    "party",
    "quantity",
    "shipped",
    "released",  # released for shipment so far, shipped or not
    "price",
    "wanted",
    "latest",
    "priority",
    "ordered_at",
    "parcels",  # WHOLE, PARTS or WHOLE_ORDER
    "minimum_shipment",
    "need",
    "order",  # name id of the whole order, 0 = a line alone
    "next_in_order",  # ring of the open lines of the same order
    "promised",  # tick by which it is promised, 0 = not
    "ahead",  # so many ticks before that it ranks, since the plan of the promise has no more time to spare
    "reserved_until",  # > 0: nothing is ordered yet, and what is promised is free again from this tick on
    "last_supply",  # id of the pull whose receipt last served it
    "queued",  # 1 = on the list of owners to look at in this pulse
    "next_free",
    "reference",
)
WHOLE, PARTS, WHOLE_ORDER = 0, 1, 2
PROMISED = 0
"""Priority of what was promised a date, and of all that is needed for it; nobody else has one below 1."""

PULL = record(
    "id",
    "point",
    "source",
    "loop",
    "state",
    "accepted",  # ACCEPTED, PLACED, CONFIRMED, 0 = not yet
    "quantity",
    "received",
    "due",
    "priority",
    "cause",  # seq of the signal that made it happen
    "free",  # open quantity that is kept for nobody
    "first_peg",  # in the order in which they were made
    "last_peg",
    "first_need",
    "released_at",
    "material_at",  # tick at which all material was there, NEVER before
    "started_at",
    "step",  # begun last
    "finished",  # step done last
    "next_open",  # open pulls with free supply at the same point
    "previous_open",
    "next_proposed",
    "previous_proposed",
    "untaken",  # 1 = it is of a loop, without a card, and nobody has taken it on
    "next_untaken",
    "previous_untaken",
    "moved",  # so many needs were pegged to it in this pulse, -1 = other changes: it may have to follow; 0 = no
    "next_moved",
    "previous_moved",
    "lessened",  # seq of the fact because of which it was last kept for less, 0 = none
    "card",  # number of its card, 0 = none
    "held_until",
    "last_supply",  # id of the pull whose receipt last served it
    "queued",  # 1 = on the list of owners to look at in this pulse
    "next_free",
    "reference",
    "choice",  # what was chosen of its item's options, as one number; 0 = the default choice
)
PROPOSED, RELEASED, READY, STARTED = 1, 2, 3, 4
"""States of a pull: proposed (asks nothing yet), released, ready (all material kept for it), started."""
ACCEPTED, PLACED, CONFIRMED = 1, 2, 3

NEED = record(
    "owner_kind",  # FOR_LINE or FOR_PULL; 0 = free slot
    "owner",  # slot
    "id",  # id of the owner; rank = priority, due, id
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
    "first_peg",  # newest first
    "quiet_until",  # a pull for this need was rejected: none is released for it before this tick; 0 = it may be
    "next_free",
    "choice",  # what was chosen of the options of what is wanted, as one number; 0 = the default choice
)
FOR_LINE, FOR_PULL = 1, 2

PEG = record(
    "pull", "need", "quantity", "next_of_pull", "previous_of_pull", "next_of_need", "previous_of_need", "next_free"
)  # fmt: skip

HEAD = record(
    "seq",
    "pulse",
    "tick",
    "last_line",  # slot of the line placed last, -1 = none
    "free_line",  # heads of the free lists
    "free_pull",
    "free_need",
    "free_peg",
    "lines",  # slots ever used
    "pulls",
    "needs",
    "pegs",
    "cards",
    "reviews",
    "caps",
    "keys_used",  # of the hash index
    "keys_dead",
    "dirty",  # lengths of the work lists; 0 between pulses
    "gained",
    "fresh",
    "scanning",  # the row that a pass over all points is at, + 1; 0 = there is none, few are dirty
    "next_review",  # earliest tick at which a review group is due
    "next_release",  # earliest tick at which a hold, or the time after a rejection, ends
    "reason",  # seq of the fact that is folded; of a withdrawal, that of its cause
)

CARD = record(
    "point",
    "number",
    "state",
    "version",
    "pull",  # slot of its pull, -1 = none
    "next_of_point",
    "leaving",  # 1 = it leaves the loop as soon as it is empty
    "quiet_until",  # its pull was rejected: it asks for none before this tick; 0 = it may
)
EMPTY, CARD_RELEASED, IN_PROCESS, DONE, IN_TRANSIT, FULL, WITHDRAWN = 1, 2, 3, 4, 5, 6, 7
CARD_STATES = ("", "empty", "released", "in process", "done", "in transit", "full", "withdrawn")

ORDER_KEY = 1 << 61
"""Added to the name id of an order, this is its key in the hash index; lines and pulls are kept under their ids."""


def kind_of(loops: Any) -> Any:
    """Return the kinds of loops, records of `LOOP`, as facts have them."""
    return np.where((loops["kind"] == TO_ORDER) & (loops["cap"] >= 0), CONWIP, loops["kind"])
