"""The records of the plain world's state. All fields are int64; links hold slot numbers, -1 = none.

The state is rebuilt from facts alone: `observe` folds them in journal order and nothing else changes it.
"""

from tugline.network.layout import record

JOB = record(
    "id",  # of the pull; 0 = free slot
    "stage",  # PROPOSED, WAITING, ...
    "kind",  # MAKE, MOVE, BUY, DROP
    "source",  # row, -1 = none
    "point",
    "party",  # row of who sends it, -1 = nobody
    "quantity",
    "received",
    "due",
    "priority",
    "started",  # pieces put in, all yields counted
    "begun",  # 1 = its first step or its way has begun
    "ready_at",  # make: not received before this tick
    "operation",  # row of the first operation of its present step, -1 = it needs no resource
    "group",  # row of the first operation of the resources it holds, -1 = it holds none
    "version",  # counts up whenever what waits for it in queues is out of date; survives the slot's reuse
    "held",
    "held_until",
    "event",  # the one event that it waits for, 0 = none
    "event_tick",
    "price",  # open supply without a source: unit price
    "last",  # seq of the fact that last moved it
    "next_free",
)
"""A pull, from the world's side."""

PROPOSED, WAITING, PLACING, STARTING, QUEUED, CALLED, RUNNING, UNDER_WAY = range(1, 9)
"""Stages of a job: proposed; waits for material; for its supplier's order day; may start without a resource; waits for
resources; has them and will start in this tick; is worked on; its lead time runs."""

LINE = record(
    "id",  # of the order line; 0 = free slot
    "point",
    "party",
    "price",
    "quantity",
    "shipped",
    "wanted",
    "pending",  # released for shipment and not shipped
    "ship_tick",  # when that leaves; -1 before anything was released
    "there_tick",  # when it is at the customer, if it leaves then
    "undelivered",  # shipped and not delivered
    "first_parcel",  # what is on its way, soonest there first (slots of PARCEL)
    "deposit",  # cents paid ahead and not used up
    "last",
    "next_free",
)

PARCEL = record(
    "tick",  # at which it is at the customer
    "quantity",
    "used",  # cents of the deposit that it uses up
    "next",
)
"""What left for a line and arrives at one tick."""

RESOURCE_STATE = record(
    "busy",  # units at work or called
    "down",
    "down_since",
    "down_until",  # tick at which it is expected back, NEVER = nobody said; only `up` ends a stop
    "most",  # units in its best stretch
    "wake",  # tick of the next opening that it waits for, 0 = none
    "root",  # best of the queues that lack this resource (slot of WAIT)
    "touched",  # 1 = on the list of resources to look at when the pulse closes
    "drawn",  # simulated: how often luck was drawn for work on it
)

QUEUE = record(
    "root",  # best of the jobs that wait here (slot of WAIT)
    "watch",  # the resource among whose queues it stands, -1 = nobody waits
    "version",  # counts up whenever it takes another place
    "priority",  # rank with which it stands there
    "due",
    "id",
)
"""Those who wait for the same resources together; queue r < number of resources is for resource r alone."""

WAIT = record(
    "subject",  # slot of a job, or row of a queue
    "version",  # of the subject when it took this place
    "priority",
    "due",
    "id",
    "child",
    "sibling",
)
"""A place in a pairing heap, best rank first; void once the subject's version differs."""

EVENT = record("tick", "key", "slot")
"""Something to come; `key` = class << CLASS_SHIFT | id. Void once its subject waits for something else."""
CLASS_SHIFT = 56
WAKE, UNHOLD, FINISH, RECEIVE, DELIVER, PAY, PLACE, START, SHIP = range(1, 10)
"""Classes of events, in the order in which those of one tick are told. The first two are told to nobody."""
LAST_INNER = UNHOLD

DEBT = record("due", "amount", "last", "next")
"""What a party pays or is paid at one tick, in cents; the debts of a party are a list by due."""
PARTY_DEBTS = record("first", "last")
ANY_CUSTOMER, ANY_SUPPLIER, FIRST_PARTY = 0, 1, 2
"""Rows of the lists of debts: sales without a customer, purchases without a supplier, then the parties."""
SHARED = 2  # lists that belong to no party

LUCK = record("key")
"""The luck of a simulated world: what its draws are keyed by; no record = the plain world, where all goes as stated."""
SOURCE_CHANCE = record(
    "who",  # number of the name, see `chances.who`
    "lead_row",  # of the table of spreads: of lead times, -1 = they are as stated
    "yield_row",  # of what comes good out of a lot, -1 = as stated
    "rejected",  # chance that a lot is rejected on arrival, in parts of 2^32
    "a_week",  # most that comes of it in a week of its time, in the item's integer units; 0 = no limit
    "busy_until",  # tick until which it works off what it was asked for ...
    "rest",  # ... and so many parts of a tick, one of which is 1 / a_week
)
"""How a source varies, and what it can do."""
RESOURCE_CHANCE = record(
    "who",
    "work_row",  # of the table of spreads: of the time that work takes, -1 = as planned
)
"""How a resource varies."""
SUPPLIER_CHANCE = record(
    "who",
    "row",  # of the table of spreads: of both of the following times
    "runs",  # mean ticks from recovery to the next outage; 0 = it never fails
    "recovers",  # mean ticks of an outage
    "turn",  # which outage is the next one, or the present one; -1 = none is drawn yet
    "down_at",
    "up_at",
)
"""How a supplier fails: its outages one by one, those that are over forgotten."""
TILL = record(
    "lines",  # sales that customers came for
    "short",  # of those: not all of it was there
    "lost",  # cents: what was not there, at the price that they would have paid
)
"""What a simulated world knows of its tills, and the business does not: who left without the goods."""

HEAD = record(
    "tick",  # of the last pulse closed
    "keys_used",  # of the hash index
    "keys_dead",
    "events",  # length of the heap
    "free_job",  # heads of the free lists
    "free_line",
    "free_wait",
    "free_debt",
    "free_parcel",
    "jobs",  # slots ever used
    "lines",
    "waits",
    "debts",
    "parcels",
    "touched",  # length of the list
    "last_line",  # id of the order line placed last in the pulse, 0 = none
)
