"""Tables about partners, prices and what is there at the start."""

from tugline.network.columns import Column, TableSchema, item, location

OPENING_ACCOUNTS = (
    "cash", "receivables", "stock_allowance", "other_assets", "payables", "customer_deposits", "other_liabilities",
    "opening_equity",
)  # fmt: skip
"""Accounts that the books let be opened; those of stock and supply follow from their tables."""

SUPPLIERS = TableSchema(
    "suppliers", "defines", "who sells to the business, or works for it", (
        Column("supplier", "name", "its name; a supplier is a location, too", required=True),
        Column("name", "text", "what people call it", default="the supplier"),
        Column("country", "name", "where it is"),
        Column("latitude", "degrees", "for maps", low=-90, high=90),
        Column("longitude", "degrees", "for maps", low=-180, high=180),
        Column("payment_days", "days", "days until it is paid", default="supplier_days of business.toml"),
        Column("minimum_value", "money", "smallest order", default="0"),
        Column("order_days", "text", "weekdays on which it can be ordered from: mon,thu", default="any day"),
        Column("freight_free_value", "money", "no freight from this order value on", default="none"),
        Column("time_between_outages", "duration", "how long it runs until it fails, in the mean; studies go by it",
               default="never fails", above=0),
        Column("time_to_recover", "duration", "how long it stands still then, in the mean; studies go by it",
               default="not known", above=0),
        Column("on_time_rate", "ratio", "part of its deliveries that are on time", default="not known", idle=True),
    ), key=("supplier",), unique=True,
)  # fmt: skip

CUSTOMERS = TableSchema(
    "customers", "defines", "who buys", (
        Column("customer", "name", "its name", required=True),
        Column("name", "text", "what people call it", default="the customer"),
        Column("channel", "name", "shop, web, wholesale"),
        Column("priority", "integer", "1 is served first", default="5", low=1, high=1_000_000),
        Column("payment_days", "days", "days until it pays", default="customer_days of business.toml"),
        Column("wait_days", "days", "how long it waits for its goods", default="not known"),
        Column("place", "name", "where its goods go: a region, a postcode zone, a town; `lanes` lead there",
               default="no place: lanes to `*` alone"),
    ), key=("customer",), unique=True,
)  # fmt: skip

LANES = TableSchema(
    "lanes", "defines", "how goods get from a location to customers; where none leads, they are there as they leave", (
        Column("from", "name", "the location that they leave", required=True, refers="locations"),
        Column("to", "name", "a customer, a place of customers, or * for everybody; the most specific ones count",
               required=True),
        Column("carrier", "name", "who carries them", default="unnamed"),
        Column("priority", "integer", "of the lanes that arrive in time the one with 1 is taken first; where none does,"
               " the soonest", default="1", low=1),
        Column("calendar", "name", "when it leaves; lead times in days count its open days", default="at any time",
               refers="calendars"),
        Column("cut_off", "time", "it leaves at this local time of each day on which its calendar opens, with what is "
               "ready by then", default="it leaves whenever its calendar is open"),
        Column("lead_time", "duration", "from leaving to the customer", default="0"),
    ), key=("from", "to", "carrier"), unique=True,
)  # fmt: skip

MARKDOWNS = TableSchema(
    "markdowns", "defines", "reductions of the list price at tills, by week on sale or from a time on; studies go by "
    "them: the last one counts, and rows for an item stand before those for its family", (
        Column("item", "name", "the item", refers="items"),
        Column("family", "name", "or all items of this family", refers="families"),
        Column("weeks_on_sale", "integer", "after so many weeks on sale (on_sale_at of items)", high=1000),
        Column("at", "moment", "or from this time on"),
        Column("depth", "ratio", "part of the price that is taken off", required=True),
    ), key=("item", "family", "weeks_on_sale", "at"), unique=True, one_of=(("item", "family"), ("weeks_on_sale", "at")),
)  # fmt: skip

RATES = TableSchema(
    "rates", "defines", "exchange rates", (
        Column("currency", "name", "the foreign currency", required=True),
        Column("date", "date", "from this day on", required=True),
        Column("rate", "rational", "own money for one unit of the foreign", required=True),
    ), key=("currency", "date"), unique=True,
)  # fmt: skip

LOOPS = TableSchema(
    "loops", "defines", "which rule pulls where, with its parameters", (
        Column("item", "name", "an item, a family, or * for all", required=True),
        Column("location", "name", "a location, a kind of location, or * for all", required=True),
        Column("loop", "name", "the rule", required=True),
    ), key=("item", "location"), unique=True,
)  # fmt: skip

STOCK = TableSchema(
    "stock", "opens", "what is there at the start; a stock point without a row is unknown, not empty", (
        item(), location("where it lies", required=True),
        Column("on_hand", "quantity", "how much", required=True),
        Column("lot", "name", "which lot", idle=True),
        Column("expires_at", "moment", "until when it is good; studies go by it", default="its item's shelf_life_days",
               day_end=True),
        Column("owner", "name", "whose it is", default="the business's", idle=True),
        Column("counted_at", "moment", "when it was counted"),
    ), key=("item", "location", "lot", "owner"), unique=True,
)  # fmt: skip

SUPPLY = TableSchema(
    "supply", "opens", "purchase, transfer and work orders that are open at the start", (
        Column("reference", "name", "its number", required=True),
        item("what comes"), location("where it comes to", required=True),
        Column("kind", "choice", "what it is", required=True, choices=("make", "move", "buy", "drop")),
        Column("quantity", "quantity", "how much is still to come", required=True, above=0),
        Column("due", "moment", "when", required=True),
        Column("from", "name", "location or supplier", default="as the source says", refers="origins"),
        Column("placed_at", "moment", "when it was ordered"),
        Column("step", "name", "make: the step that is under way; it holds its resource until `due`"),
    ), key=("reference", "item", "location", "step", "due"), unique=True,
)  # fmt: skip

BALANCES = TableSchema(
    "balances", "opens", "the books at the start", (
        Column("account", "choice", "the account", required=True, choices=OPENING_ACCOUNTS),
        Column("amount", "money", "its balance, as people read it: payables are positive", required=True, low=None),
        Column("party", "name", "receivables, payables: whose", refers="parties"),
        Column("due", "moment", "receivables, payables: when it is paid", default="at once"),
    ), key=("account", "party", "due"),
)  # fmt: skip

FORECAST = TableSchema(
    "forecast", "opens", "what is expected; only for the push baseline and rates ahead: it never pulls", (
        item(), location("where"),
        Column("from", "moment", "first day", required=True),
        Column("until", "moment", "the day after the last", required=True),
        Column("quantity", "quantity", "in all, evenly spread", required=True),
    ), key=("item", "location", "from", "until"), unique=True,
)  # fmt: skip

TABLES = (SUPPLIERS, CUSTOMERS, LANES, MARKDOWNS, RATES, LOOPS, STOCK, SUPPLY, BALANCES, FORECAST)
