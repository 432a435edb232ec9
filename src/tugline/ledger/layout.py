"""The records and codes of the books. All fields are int64; money is in cents, debit positive."""

import numpy as np

from tugline.facts.kinds import Kind
from tugline.network.layout import BUY, DROP, MAKE, MOVE, record
from tugline.state import movement as mv

N_ACCOUNTS = 29
(
    CASH,
    RECEIVABLES,
    INVENTORY_BOUGHT,
    INVENTORY_MADE,
    WORK_IN_PROCESS,
    TRANSIT,
    STOCK_ALLOWANCE,
    OTHER_ASSETS,
    PAYABLES,
    CUSTOMER_DEPOSITS,
    OTHER_LIABILITIES,
    OPENING_EQUITY,
    REVENUE,
    RETURNS,
    COST_OF_SALES,
    PRICE_VARIANCE,
    PRODUCTION_VARIANCE,
    CONVERSION_APPLIED,
    FREIGHT_IN,
    FREIGHT_OUT,
    EXPEDITE,
    OVERTIME,
    SCRAP,
    COUNT_GAIN,
    COUNT_LOSS,
    WRITE_DOWN,
    REVALUATION,
    EXCHANGE_GAIN_LOSS,
) = range(1, N_ACCOUNTS)
"""Codes of the accounts. They are stored in journals and never change their meaning; 0 is no account."""

N_TALLIES = 9
(
    LIST_REVENUE,  # cents: sales that have a list price and a price, at list price
    LISTED_REVENUE,  # cents: the same sales as sold
    MARKDOWN_LOSS,  # cents: what they fell short of list price, line by line, never below 0
    PURCHASES,  # cents: invoiced by suppliers for goods
    SERVICE_CHARGES,  # cents: invoiced by suppliers for outside processing
    SALE_LINES,  # shipments and sales
    UNPRICED_LINES,  # of those: at price 0
    UNCOSTED_LINES,  # of those: of an item whose standard cost nobody gave
    UNLISTED_LINES,  # of those: of an item without list price
) = range(N_TALLIES)
"""Totals kept beside the accounts, for metrics; they are no part of the trial balance."""

BOOK_POINT = record(
    "item",
    "account",  # INVENTORY_BOUGHT or INVENTORY_MADE; PAYABLES where the stock belongs to somebody else
    "owner",  # row of the party that owns the stock here, -1 = ours
    "scale",  # integer units in one item unit
    "standard_cost",  # 1/10,000 of the currency per item unit
    "price",  # list price, the same unit; 0 = not given
    "uncosted",  # 1 = the standard cost is a default: neither given nor rolled up from given costs
    "on_hand",
    "value",  # cents: half-even(on_hand * standard_cost / (scale * 100))
    "sold_quantity",  # net of returns, since the start
    "sold_revenue",  # cents, net of returns
    "sold_cost",  # cents, net of returns
    "last_sold",  # tick, -1 = never
    "sold_before",  # tick of the last sale on a day before that of `last_sold`, -1 = none
    "supplied_quantity",  # opened, bought and made here since the start, moves left out; net of what went back
)
SLOT = record("value", "account")  # cents under way for a pull, and where they are: WORK_IN_PROCESS or TRANSIT
PARTY_BALANCE = record("receivable", "payable", "deposit")  # cents, debit positive, like the accounts
ENTRY = record("seq", "account", "party", "amount")  # one side of a posting; debit positive
HEAD = record(
    "seq",  # of the last movement posted
    "tick",  # of the last movement posted
    "day",  # the day that is open; `closing` has rows 0 .. day - 1
    "day_first",  # first tick of that day
    "day_end",  # first tick of the next day
    "movements",  # posted so far
    "turnover",  # cents: every amount ever posted, without its sign; no account can be larger
    "entries",  # rows used in `entry`
    "recording",  # 1 = every side of a posting is kept in `entry`
    "refused",  # why the last movement was refused, 0 = it was not
)

MAX_SLOTS = 1 << 26

POINT_NEEDED, SLOT_NEEDED, PRICED = 1, 2, 4
_ANY = (-(1 << 62), 1 << 62)
_RULES = {
    int(Kind.STOCK_OPENED): (POINT_NEEDED, _ANY),
    int(Kind.SUPPLY_OPENED): (SLOT_NEEDED, (MAKE, MOVE)),
    int(Kind.BALANCE_OPENED): (0, (1, N_ACCOUNTS - 1)),
    int(Kind.RECEIVED): (POINT_NEEDED | PRICED, (MAKE, DROP)),
    int(Kind.STARTED): (POINT_NEEDED | SLOT_NEEDED, (MAKE, MOVE)),
    int(Kind.FINISHED): (SLOT_NEEDED, _ANY),
    int(Kind.PULL_CLOSED): (SLOT_NEEDED, _ANY),
    int(Kind.SHIPPED): (POINT_NEEDED | PRICED, _ANY),
    int(Kind.SALE_MADE): (POINT_NEEDED | PRICED, _ANY),
    int(Kind.RETURNED): (POINT_NEEDED | PRICED, (mv.ON_ACCOUNT, mv.IN_CASH)),
    int(Kind.SCRAPPED): (0, _ANY),
    int(Kind.COUNTED): (POINT_NEEDED, _ANY),
    int(Kind.STOCK_FOUND): (POINT_NEEDED, (mv.FOUND_WRONG, mv.FOUND_UNKNOWN)),
    int(Kind.PAID): (0, (mv.FROM_CUSTOMER, mv.TO_SUPPLIER)),
    int(Kind.FREIGHT_CHARGED): (0, (mv.FREIGHT_IN, mv.FREIGHT_EXPEDITE)),
    int(Kind.DEPOSIT_RECEIVED): (0, _ANY),
    int(Kind.DELIVERED): (0, _ANY),
    int(Kind.OVERTIME_CHARGED): (0, _ANY),
    mv.WRITE_DOWN: (0, _ANY),
    mv.REVALUED: (POINT_NEEDED, _ANY),
    mv.EXCHANGE_DIFFERENCE: (0, (mv.FROM_CUSTOMER, mv.TO_SUPPLIER)),
}
N_KINDS = 96


def _rule_table() -> np.ndarray:
    """Return one row per kind: -1 = moves nothing, else what it needs; the lowest and the highest code."""
    table = np.full((N_KINDS, 3), -1, np.int64)
    for kind, (needs, (low, high)) in _RULES.items():
        table[kind] = needs, low, high
    return table


RULES = _rule_table()
SLOTTED_SOURCES = MOVE  # a receipt of a source kind up to this one comes out of a slot
FIRST_BOUGHT = BUY  # a receipt of this source kind or above is invoiced

OPENABLE = np.zeros(N_ACCOUNTS, np.int64)
"""1 = an opening balance may be given; what depends on stock is opened by the stock itself."""
OPENABLE[[CASH, RECEIVABLES, STOCK_ALLOWANCE, OTHER_ASSETS]] = 1
OPENABLE[[PAYABLES, CUSTOMER_DEPOSITS, OTHER_LIABILITIES, OPENING_EQUITY]] = 1

(
    NOT_A_MOVEMENT,
    TICK_BACK,
    TICK_FAR,
    POINT_MISSING,
    SLOT_MISSING,
    PARTY_UNKNOWN,
    CODE_UNKNOWN,
    NOT_OPENABLE,
    NEGATIVE_PRICE,
    TOO_LARGE,
    BOOKS_FULL,
) = range(1, 12)
"""Why a movement is refused."""

QUANTITY_LIMIT = 1 << 60
"""Largest quantity of one movement, at one point, and sold or supplied at it since the start."""
PRODUCT_LIMIT = 1 << 62
"""Largest quantity * unit price; what it is worth is then below 2^56 cents."""
AMOUNT_LIMIT = 1 << 55
"""Largest amount of a movement that is money itself, in cents."""
TURNOVER_LIMIT = 1 << 60
"""Beyond this nothing is posted. One more movement can at most double it, so no sum comes near 2^63."""
