"""The compiled network: records that the kernels read.

Every record holds int64 fields only, so that a kernel never sees a float. Rows of `POINT` are sorted by level
(customers first, suppliers last); rows of `SOURCE` by point and then by priority; `NEED` and `OPERATION` by source.
"""

import numpy as np
import numpy.typing as npt

Records = npt.NDArray[np.void]
"""Rows of one of the dtypes below."""


def record(*names: str) -> np.dtype[np.void]:
    """Return the dtype of a row whose fields are all whole numbers."""
    return np.dtype([(name, np.int64) for name in names])


MAKE, MOVE, BUY, DROP = 0, 1, 2, 3
SOURCE_KINDS = ("make", "move", "buy", "drop")

COST_SCALE = 10_000
"""Unit costs and prices are in 1/10,000 of the currency per whole item unit."""
PPM = 1_000_000
NEVER = 2**62
"""The tick that never comes; -NEVER is before everything."""
LARGEST_WHOLE = 10**12
"""Factors are checked so that this many whole units of any item (times its scale) can be multiplied within 62 bits."""

POINT = record(
    "item",  # row of the items
    "location",  # row of the locations
    "level",  # 0 = serves customers only; every point lies above all the points that it draws from
    "source_start",  # its sources are rows source_start .. source_stop - 1
    "source_stop",
    "decimals",
    "scale",  # 10 ** decimals: integer units in one item unit
    "standard_cost",  # 1/COST_SCALE of the currency per item unit
    "price",  # list price, the same unit; 0 = not given
    "unknown_stock",  # 1 = no stock row: unknown, not zero
    "defaulted_cost",  # 1 = neither given nor rolled up from given costs
)

SOURCE = record(
    "point",
    "kind",  # MAKE, MOVE, BUY, DROP
    "from_point",  # move: the stock point it draws from; else -1
    "supplier",  # row of the parties; buy and outside processing; else -1
    "lead_ticks",
    "lead_open",  # 1 = `lead_ticks` counts open days of `calendar` (local days on which it opens at all), 0 = elapsed
    "calendar",  # row of the calendars, -1 = always open
    "safety_ticks",
    "fence_ticks",
    "minimum",  # in the item's integer units, as the next two
    "multiple",  # >= 1
    "maximum",  # NEVER = none
    "unit_cost",  # 1/COST_SCALE of the currency per item unit: purchase price, or service price
    "freight_cost",  # per item unit, the same scale
    "share",  # ppm, 0 = not shared
    "priority",  # 1 is used first
    "valid_from",  # -NEVER = none
    "valid_to",  # exclusive; NEVER = none
    "need_start",  # make: its bill is rows need_start .. need_stop - 1
    "need_stop",
    "operation_start",
    "operation_stop",
    "yield_numerator",  # good pieces = started * numerator / denominator over all steps
    "yield_denominator",
    "defaulted_lead",  # 1 = the lead time is a documented default, neither given nor that of the operations
    "defaulted_cost",  # 1 = the tables name no price for it
    "choice_start",  # make: where its bill has options, all lines are rows choice_start .. choice_stop - 1 of CHOICE
    "choice_stop",
)

NEED = record(
    "point",  # the component's stock point
    "numerator",  # component units (integer) per parent unit (integer) = numerator / denominator, scrap included
    "denominator",
)

CHOICE = record(
    "point",  # the component's stock point
    "numerator",  # component units per parent unit; lines of one source and point have one denominator
    "denominator",
    "stride",  # the line is drawn where choice // stride % radix = place
    "radix",  # options of its group; 0 = it is drawn whatever is chosen
    "place",
)
"""A line of a bill that has options; `NEED` holds the lines of the default choice, added up."""

OPERATION = record(
    "step",  # 1, 2, ... in the order of the item's steps
    "alternative",  # 0, 1, ...; rows of one step and alternative are needed together; alternatives are choices
    "resource",
    "setup_ticks",
    "run_numerator",  # ticks per parent unit (integer) = numerator / denominator, efficiency included
    "run_denominator",
    "labour_cost",  # 1/COST_SCALE of the currency per item unit
)

RESOURCE = record(
    "units",
    "calendar",
    "cost_per_hour",  # in 1/COST_SCALE of the currency
    "load_limit",  # ticks of work that may be released to it and not be done, 0 = no limit
)

SUPPLIER, CUSTOMER = 1, 2
PARTY = record(
    "kind",  # SUPPLIER or CUSTOMER
    "payment_ticks",
    "priority",  # customers
    "wait_ticks",  # customers: how long they accept to wait; -1 = not given
    "order_calendar",  # suppliers: days on which an order can be placed, -1 = any
    "minimum_value",  # suppliers: cents, 0 = none
    "freight_free_value",  # suppliers: cents, 0 = none
    "location",  # row of the locations; suppliers are locations too; else -1
    "destination",  # customers: column of `lane_of`; those of one destination are served by the same lanes
)

LANE = record(
    "departs",  # row of the calendar in whose open ticks it leaves, -1 = at any time
    "calendar",  # row of the calendar whose open days its lead time counts, -1 = none
    "lead_ticks",
    "lead_open",  # as of SOURCE
    "priority",
)
"""A way from a location to customers. Lanes of one group, those from one location to one name, lie together, the
first choice first: group n has rows lane_start[n] .. [n + 1] - 1, and `lane_of` (locations, destinations) names the
group from a location to a destination, -1 = none. Without lanes it has no column."""

OPEN = record(
    "start",  # open from this tick ...
    "stop",  # ... up to and not including this one
    "before",  # open ticks of this calendar before `start`
    "units",  # units at work; 0 = the resource's own
)
"""Open stretches of all calendars, by calendar and time; calendar c has rows calendar_start[c] .. [c + 1] - 1."""
