"""Tables of signals: what customers, scanners and the floor said. Unknown items in them are no problem."""

from tugline.network.columns import Column, TableSchema, item, location

ORDERS = TableSchema(
    "orders", "signals", "lines of customers' orders", (
        Column("order", "name", "its number", required=True),
        Column("line", "name", "number of the line", default="the only one"),
        Column("customer", "name", "who orders", refers="customers"),
        item(), location("where it is asked for"),
        Column("quantity", "quantity", "how much", required=True),
        Column("price", "price", "agreed price", default="the item's price"),
        Column("currency", "name", "of the price", default="the business's"),
        Column("ordered_at", "moment", "when", required=True, by_day=True),
        Column("wanted_at", "moment", "when it is wanted",
               default="the customer's wait after the order, or as soon as can be; after a bare date by a day's end",
               day_end=True),
        Column("latest_at", "moment", "later it is not wanted any more", default="never", day_end=True, idle=True),
        Column("priority", "integer", "1 is served first", default="the customer's", low=1, high=1_000_000),
        Column("status", "choice", "a quote asks and does not order; open: a line before the start that still waits",
               choices=("quote", "open")),
        Column("options", "text", "chosen options: colour=red size=54", default="each group's cheapest"),
        Column("partial", "choice", "parts may be shipped; order: only the whole order", default="no",
               choices=("yes", "no", "order")),
        Column("minimum_shipment", "quantity", "smallest part that may be shipped", default="0"),
        Column("shipped", "quantity", "how much has been shipped", default="0"),
        Column("cancelled_at", "moment", "when the rest was cancelled", default="never"),
    ), key=("order", "line"),
)  # fmt: skip

SALES = TableSchema(
    "sales", "signals", "what left over the counter", (
        Column("sold_at", "moment", "when", required=True),
        item(), location("where"),
        Column("quantity", "quantity", "how much", required=True, above=0),
        Column("price", "price", "price paid", default="the item's price"),
        Column("receipt", "name", "number of the receipt"),
    ), key=("receipt", "item"),
)  # fmt: skip

CARDS = TableSchema(
    "cards", "signals", "scans of kanban cards", (
        Column("card", "name", "what is on the card: item@location#number", required=True),
        Column("scanned_at", "moment", "when", required=True),
        Column("event", "name", "empty, released, in_process, done, in_transit or full", required=True),
    ), key=("card", "scanned_at"),
)  # fmt: skip

INTERESTS = TableSchema(
    "interests", "signals", "what people looked at", (
        Column("at", "moment", "when", required=True),
        item(), location("where"),
        Column("user", "name", "who"),
        Column("kind", "name", "view, like, cart or play", required=True),
        Column("weight", "integer", "how much it counts", default="1", low=1),
    ), key=("at", "user", "item"),
)  # fmt: skip

EVENTS = TableSchema(
    "events", "signals", "what the floor and the yard state", (
        Column("at", "moment", "when", required=True),
        Column("event", "name", "received, started, finished, shipped, delivered, returned, counted, scrapped, paid, "
               "down, up, accepted, placed, confirmed, closed, held, freed, rejected, approved, deposit, freight_in, "
               "freight_out, expedite, overtime, promised, withdrawn, agreed, called, answered, fixed, consumed, "
               "quarantined, released", required=True),
        Column("reference", "name", "the pull (P12), order line, supply, resource or party that it speaks of"),
        Column("item", "name", "the item", refers="items"),
        location("where"),
        Column("quantity", "quantity", "how much", default="all of it"),
        Column("due", "moment", "placed, confirmed: when it will come, of a bare date by its end; "
               "held, rejected: until when; down: when it is expected back; promised: by when, as placed",
               default="as it was due; held, rejected: for good; down: not known", by_day=True),
        Column("amount", "money", "of paid, deposit, freight, overtime; finished: what the work cost; "
               "scrapped of a pull: what was lost with it",
               default="finished: labour and hours at standard; scrapped: its share of what went in", low=None),
        Column("lot", "name", "received, consumed, shipped, scrapped (stock), quarantined, released: which lot"),
        Column("reason", "text", "why; of called, answered, fixed, down and quarantined it is kept"),
    ), key=("at", "event", "reference", "item"),
)  # fmt: skip

SUBSCRIPTIONS = TableSchema(
    "subscriptions", "signals", "orders that come again and again", (
        Column("customer", "name", "who", required=True, refers="customers"),
        item(),
        Column("quantity", "quantity", "how much each time", required=True, above=0),
        Column("every", "duration", "how often", required=True, above=0),
        Column("starts_at", "moment", "the first time", required=True),
        Column("ends_at", "moment", "not from this time on", default="never"),
    ), key=("customer", "item", "starts_at"),
)  # fmt: skip

TABLES = (ORDERS, SALES, CARDS, INTERESTS, EVENTS, SUBSCRIPTIONS)
