"""Tables that say what is made, moved and bought, and with what: items, places, sources, bills, routings."""

from tugline.network.columns import Column, TableSchema, item, location

EVERYWHERE = "every location"

ITEMS = TableSchema(
    "items", "defines", "what is made, bought, moved or sold", (
        Column("item", "name", "its name, as all other tables use it", required=True),
        Column("name", "text", "what people call it", default="the item"),
        Column("unit", "name", "what it is counted in: piece, kg, m", default="piece"),
        Column("decimals", "integer", "decimals of its quantities", default="0", high=3),
        Column("family", "name", "the family that it is planned and priced with"),
        Column("style", "name", "fashion: what its colours and sizes have in common"),
        Column("colour", "name", "fashion: its colour"),
        Column("size", "name", "fashion: its size"),
        Column("season", "name", "fashion: the season that it is made for"),
        Column("cost", "price", "standard cost", default="rolled up from bills, routings and purchase prices"),
        Column("price", "price", "list price", default="not known"),
        Column("price_response", "ratio", "elasticity of walk-in sales: at part p of the list price p^-response times"
               " as many come; studies go by it", default="0: nobody minds the price", high=20),
        Column("on_sale_at", "moment", "first day of sale; studies go by it", default="always"),
        Column("ends_at", "moment", "last day of sale, exclusive; studies go by it", default="never"),
        Column("unsold", "choice", "what becomes of what is left when it ends; studies go by it", default="scrapped",
               choices=("scrapped", "kept")),
        Column("shelf_life_days", "days", "days that it keeps at a stock point, the day on which it comes being the "
               "first; studies go by it", default="keeps for ever", above=0),
        Column("tracked", "flag", "whether each lot is tracked", default="no", idle=True),
        Column("substitutes", "text", "items that may stand in for it, best first, separated by blanks", idle=True),
    ), key=("item",), unique=True,
)  # fmt: skip

LOCATIONS = TableSchema(
    "locations", "defines", "places with stock; the first row that is no supplier is the default location", (
        Column("location", "name", "its name", required=True),
        Column("kind", "name", "site, store, line, supermarket, warehouse, supplier", default="site"),
        Column("parent", "name", "the location that it belongs to, or is served from", refers="locations"),
        Column("latitude", "degrees", "for maps", low=-90, high=90),
        Column("longitude", "degrees", "for maps", low=-180, high=180),
        Column("calendar", "name", "when it is open", default="always open", refers="calendars"),
    ), key=("location",), unique=True,
)  # fmt: skip

SOURCES = TableSchema(
    "sources", "defines", "how a stock point is replenished", (
        item(), location("where the item is needed", required=True),
        Column("kind", "choice", "how it gets there", required=True, choices=("make", "move", "buy", "drop")),
        Column("from", "name", "move: the location; buy, drop: the supplier; make: who works outside",
               default="buy: unnamed supplier; make: in house", refers="origins"),
        Column("currency", "name", "of its prices", default="the business's"),
        Column("unit", "name", "what is bought: box", default="the item's unit"),
        Column("unit_factor", "rational", "item units in one purchase unit", default="1"),
        Column("priority", "integer", "1 is used first", default="1", low=1),
        Column("valid_from", "date", "first day", default="always"),
        Column("valid_to", "date", "the day after the last", default="always"),
        Column("lead_time", "duration", "from pull to receipt", default="make, move: 1 d; buy, drop: 14 d"),
        Column("lead_time_spread", "ratio", "standard deviation of the lead time, as a share of it; studies go by it",
               default="0", high=10),
        Column("yield_spread", "ratio", "standard deviation of what comes good of a lot, as a share; studies go by it",
               default="0", high=3),
        Column("reject_rate", "ratio", "part of its lots that are rejected on arrival; studies go by it", default="0"),
        Column("weekly_capacity", "quantity", "most that comes of it in a week, in item units; studies go by it",
               default="no limit", above=0, high=10**9),
        Column("safety_time", "duration", "asked for so much earlier than it is needed", default="0"),
        Column("fence", "duration", "nothing can be changed so short before the due time", default="0", idle=True),
        Column("minimum", "quantity", "smallest lot, in purchase units", default="0"),
        Column("multiple", "quantity", "lots are multiples of it, in purchase units", default="1"),
        Column("maximum", "quantity", "largest lot, in purchase units", default="no limit"),
        Column("unit_cost", "price", "price of one purchase unit, or of the work outside", default="the item's cost"),
        Column("freight_cost", "price", "freight in, for one purchase unit", default="0"),
        Column("order_cost", "money", "what one order or lot costs beside price, freight and set-up hours, in the "
               "business's currency: paperwork, receiving, inspection; studies go by it", default="0"),
        Column("share", "ratio", "part of what is pulled, among sources of one priority", default="not shared"),
        Column("calendar", "name", "lead times in days count its open days", default="always open", refers="calendars"),
        Column("reserved", "quantity", "capacity that an agreement reserves each month", default="0", idle=True),
        Column("penalty", "price", "paid for each reserved unit that is not taken", default="0", idle=True),
    ), key=("item", "location", "kind", "from", "priority", "valid_from"),
)  # fmt: skip

BOMS = TableSchema(
    "boms", "defines", "what goes into one unit of a made item", (
        item("the made item"),
        Column("component", "name", "what goes in", required=True, refers="items"),
        Column("quantity", "rational", "component units in one item unit", required=True),
        location("only if made here", default=EVERYWHERE),
        Column("scrap_rate", "ratio", "part of the component that is lost: need = quantity / (1 - scrap)", default="0"),
        Column("option_group", "name", "the choice that the line belongs to: colour"),
        Column("option", "name", "the option that needs the line: red"),
        Column("valid_from", "date", "first day", default="always"),
        Column("valid_to", "date", "the day after the last", default="always"),
    ), key=("item", "component", "location", "option_group", "option", "valid_from"),
)  # fmt: skip

OPERATIONS = TableSchema(
    "operations", "defines", "the steps of making; rows of one step are needed together, alternatives are choices", (
        item("the made item"),
        Column("step", "name", "number or name; steps go by number, then by name", required=True),
        Column("resource", "name", "what it is done on", required=True, refers="resources"),
        location("only if made here", default=EVERYWHERE),
        Column("alternative", "name", "rows with different ones are choices", default="one choice"),
        Column("overlap", "ratio", "part of the lot after which the next step may begin", default="1", idle=True),
        Column("setup_time", "duration", "once for each lot", default="0"),
        Column("setup_group", "name", "setups between groups may depend on both (setups); levelling goes by it"),
        Column("run_time", "rate", "the time of one item unit", required=True, unit="per item unit"),
        Column("yield", "ratio", "good part of the pieces started", default="1"),
        Column("labour_cost", "price", "wages for one item unit", default="0"),
    ), key=("item", "step", "resource", "location", "alternative"), unique=True,
)  # fmt: skip

RESOURCES = TableSchema(
    "resources", "defines", "machines, people and tools that steps need", (
        Column("resource", "name", "its name", required=True),
        location("where it stands"),
        Column("kind", "choice", "what it is", default="machine", choices=("machine", "person", "tool")),
        Column("skills", "text", "what it can do, separated by blanks", idle=True),
        Column("units", "integer", "how many there are", default="1"),
        Column("calendar", "name", "when it works", default="that of its location", refers="calendars"),
        Column("efficiency", "ratio", "run time = planned time / efficiency", default="1", high=1000),
        Column("cost_per_hour", "price", "of use", default="0", unit="per hour"),
        Column("load_limit", "duration", "work released to it and not done at most; conwip loops hold back the rest",
               default="no limit", above=0),
        Column("time_spread", "ratio", "standard deviation of the time of work, as a share of it; studies go by it",
               default="0", high=3),
        Column("time_between_failures", "duration", "how long it runs until it fails, in the mean; studies go by it",
               default="never fails", above=0),
        Column("time_to_repair", "duration", "how long it is down then, in the mean; studies go by it",
               default="never fails", above=0),
    ), key=("resource",), unique=True,
)  # fmt: skip

SETUPS = TableSchema(
    "setups", "defines", "change-over times that depend on what ran before; levelling goes by them", (
        Column("resource", "name", "where", required=True, refers="resources"),
        Column("from_group", "name", "the setup group that ran before", required=True),
        Column("to_group", "name", "the setup group that comes", required=True),
        Column("time", "duration", "how long it takes", required=True),
    ), key=("resource", "from_group", "to_group"), unique=True,
)  # fmt: skip

CALENDARS = TableSchema(
    "calendars", "defines", "opening hours; a calendar is closed where no row opens it", (
        Column("calendar", "name", "its name", required=True),
        Column("weekday", "choice", "every week on this day",
               choices=("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
        Column("date", "date", "on this day only, in place of its weekday"),
        Column("opens", "time", "opens; a date without times is closed", default="00:00 if it closes"),
        Column("closes", "time", "closes; at or before `opens` it ends on the next day", default="24:00 if it opens"),
        Column("units", "integer", "how many of the resource work", default="all of them"),
    ), key=("calendar", "weekday", "date", "opens"), unique=True, one_of=(("weekday", "date"),),
)  # fmt: skip

OPTIONS = TableSchema(
    "options", "defines", "what a customer may choose", (
        item(),
        Column("group", "name", "the choice: colour", required=True),
        Column("option", "name", "one answer: red", required=True),
        Column("price_delta", "price", "more, or less, on the price", default="0", low=None),
        Column("requires", "text", "what must be chosen with it: frame=carbon size=54|56"),
        Column("excludes", "text", "what may not be chosen with it: wheel=steel wheel=alloy"),
    ), key=("item", "group", "option"), unique=True,
)  # fmt: skip

TABLES = (ITEMS, LOCATIONS, SOURCES, BOMS, OPERATIONS, RESOURCES, SETUPS, CALENDARS, OPTIONS)
