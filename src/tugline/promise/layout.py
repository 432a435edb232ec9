"""The records of the planner. All fields are int64; links hold rows, -1 = none."""

from tugline.network.layout import record

CHAIN = record(
    "kind",  # GAPS or LEVELS
    "head",  # first block
    "tail",  # last block
    "total",  # LEVELS: what all entries add up to
)
GAPS, LEVELS = 0, 1

BLOCK = record(
    "next",
    "previous",
    "count",
    "most",  # GAPS: its longest gap
    "sum",  # LEVELS: what its entries add up to
    "low",  # LEVELS: the least level after an entry, counted from the block's start
)
BLOCK_SIZE = 128

LANE = record("pool", "unit")
"""One unit of a resource: it works on one job at a time. Its chain of gaps has the same row."""

POOL = record(
    "resource",
    "lane_start",  # its units are rows lane_start .. lane_stop - 1
    "lane_stop",
    "calendar",  # hours of each of them
)
"""Units of a resource with the same hours."""

CHOICE = record(
    "operation_start",  # rows of the network's operations that are done together
    "operation_stop",
    "member_start",  # the pools that each give one unit: rows of `member`
    "member_stop",
    "calendar",  # hours at which all of them are there
)
STEP = record("choice_start", "choice_stop")

DEMAND = record(
    "point",
    "quantity",  # what is neither here and kept for it, nor work that has begun
    "pegged",  # of that: open supply is kept for it, and is waited for
    "due",
    "priority",  # 0 = work that has begun, or a promise that was accepted: gives way to nothing
    "owner",  # the demand for which this one is, -1 = it is for itself
    "line",  # slot of the order line, -1 = none
    "pull",  # slot of the open pull that this is, -1 = none
    "source",  # of that pull, or that it has to come from; -1 = whatever is best
    "given_start",  # what that pull still needs: rows of GIVEN
    "given_stop",
    "first_step",  # of a pull that has begun: its first step that has not; -1 = none has
    "begins",  # when it can begin, or go on with that step; NEVER = it is held without an end
    "not_before",  # of a pull that has begun: its lead time ends then
    "shared",  # 1 = of an open pull: demands for which others are placed wait for it, too
    "owes_start",  # ... and what of it is kept for those: rows of OWED
    "owes_stop",
    "owed",  # what of other demands' pulls is kept for it: first row of OWED + 1, 0 = nothing
    "ready",  # when all of it is there by the plan; NEVER = it cannot be had
    "short",  # point whose stock or supply was there last of all that it takes, -1 = it takes none
    "never",  # why it cannot be had: a point that nothing brings, + 1; a resource that never has the hours: -(row + 1)
    "job_start",  # what is done for it: rows of JOB, ...
    "job_stop",
    "booking_start",  # ... of BOOKING, ...
    "booking_stop",
    "use_start",  # ... of USE, ...
    "use_stop",
    "receipt_start",  # ... and of RECEIPT
    "receipt_stop",
)

GIVEN = record("point", "quantity", "pegged", "owed")
"""What an open pull still needs of a point, and how much of that is open supply that is kept for it, as `owed`, too."""

OWED = record(
    "quantity",
    "next",  # of the same demand or GIVEN: row + 1, 0 = none
    "tick",  # when the pull is there, 0 = it is not placed
    "taken",  # 1 = who it is kept for has been placed
)
"""What of a shared pull is kept for somebody who is placed after it: nobody else may take it until then."""

JOB = record(
    "demand",
    "parent",  # job that takes what this one makes or moves, -1 = the demand itself
    "source",
    "quantity",  # what comes out of it
    "wanted",  # of that: for its parent; the rest is free
    "by",  # by when it has to be there
    "material",  # all material is there from then on
    "short",  # point of the material that is there last, -1 = nothing is taken from stock
    "start",
    "stop",  # there for its parent
    "use_start",  # what it takes from stock
    "use_stop",
)

BOOKING = record("job", "step", "choice", "lane", "start", "stop")

USE = record(
    "job",  # who takes it, -1 = the demand itself
    "demand",
    "point",
    "tick",  # when it leaves
    "quantity",
    "there",  # from when on so much of it is free
)

RECEIPT = record(
    "demand",  # for whom it was ordered, -1 = open supply
    "point",
    "source",
    "tick",
    "quantity",
    "placed",
    "pull",  # slot of the open pull, -1 = new
)

BINDING = record(
    "kind",
    "wait",  # ticks
    "job",  # whose step or material that is, -1 = the demand itself
    "row",  # BY_UNIT: row of BOOKING, else -1
)
BY_WORK, BY_UNIT, BY_MATERIAL = 0, 1, 2
"""Nothing waits: it takes as long as the work does; a unit was taken; material was not there."""

HEAD = record("blocks", "free_block", "bookings", "jobs", "uses", "receipts", "now")
