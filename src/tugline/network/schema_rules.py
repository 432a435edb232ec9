"""Tables of standing rules: what one customer may order, and what channels and classes may have of what is short."""

from tugline.network.columns import Column, TableSchema

LIMITS = TableSchema(
    "limits", "defines", "the most that one customer may order; promises, bookings and orders are held to it", (
        Column("item", "name", "an item; a family, whose items count together; or * for every item by itself",
               required=True),
        Column("customer", "name", "a customer, a channel of customers, or * for everybody; for one item, family or * "
               "the most specific rows count", default="*"),
        Column("quantity", "quantity", "the most that one customer may have", required=True),
        Column("within", "duration", "in any time of this length", default="ever", above=0),
    ), key=("item", "customer", "within"), unique=True,
)  # fmt: skip

QUOTAS = TableSchema(
    "quotas", "defines", "what a channel may be promised at most, and what is protected for a class of priority; rows "
    "for an item stand before those for its family, and those before *", (
        Column("item", "name", "an item, a family, or *; each item at each location is shared out by itself",
               required=True),
        Column("channel", "name", "the channel that has a quota"),
        Column("class", "integer", "or the class of priority that stock is protected for", low=1, high=1_000_000),
        Column("share", "ratio", "of a channel: the most of what there is that it may have", default="no quota"),
        Column("quantity", "quantity", "of a class: what is kept for it and the classes before it", default="nothing"),
        Column("within", "duration", "what left in this time counts, as if it were still there and taken; all rows for "
               "one item say the same", default="all that left since the start", above=0),
    ), key=("item", "channel", "class"), unique=True, one_of=(("channel", "class"),),
)  # fmt: skip

TABLES = (LIMITS, QUOTAS)
