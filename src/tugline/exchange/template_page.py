"""The page beside the tables of `tugline init`."""

PAGE = """\
# NAME

A workshop that makes stools, benches and shelves: an example to run at once, and to change into your own business
table by table.

```
tugline check .      are the tables sound?
tugline run .        take the orders, pull what they call for, post the books
tugline explain . gross_margin   what a figure is made of
```

`business.toml` says what is true of the whole business. Every other file is a table; only `items` and one file of
signals (`orders` or `sales`) are needed, all others refine them. Columns that are left out have documented defaults,
and more columns exist than are used here. Durations carry a unit (`35min`, `36h`, `6d`, `2w`), times are ISO 8601,
an empty cell is "not given". A table may be CSV or Parquet.

| table | what it says |
|---|---|
| items | What is made, bought and sold, in which unit. `decimals` is how finely it is counted: oil to 0.01 l. Without a cost, it is added up from the bill, the routing and purchase prices. |
| locations | The places with stock. Orders without a location mean the first. |
| stock | What lies there at the start. No row means nobody has counted, not that there is none. |
| sources | How each item comes: `make`, `buy` from a supplier or `move` from another location. Screws are bought by the box of 200, and minimum and multiple count boxes. Boards have a second, dearer and faster supplier. |
| supply | Purchase, transfer and work orders that are open at the start. |
| boms | What goes into one piece. Quantities may be fractions: a seat takes 1/4 of a board. |
| operations | The steps of making one, in order: the resource, set-up time for each lot, run time for each piece. |
| resources | Machines and people: how many, when they work, what an hour costs. |
| calendars | Opening hours by weekday. A date without hours is closed. |
| suppliers | When they are paid, and how often they are on time. |
| customers | Their priority (1 is served first) and how long they are ready to wait. |
| orders | Lines before the start are history and give rates; `open` ones among them still wait. Lines from the start on are signals. A day in `wanted_at` is all of that day. |

There is no table `loops` here: every item then gets the rule that tugline recommends for it. Write one to choose
yourself, such as `*,*,to_order` for all items, or a card count for one.

When people are to answer in place of the model, set `world = "plant"` in `business.toml`, and `start` to the day on
which you counted.
"""  # noqa: E501 (a row of a Markdown table is one line)
