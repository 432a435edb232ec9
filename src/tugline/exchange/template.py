"""The business that `tugline init` writes: a small workshop to try, to read and to change into one's own."""

from pathlib import Path

from tugline.errors import UsageError
from tugline.exchange.folder import Cell, Conversion, Table, add, write
from tugline.exchange.template_page import PAGE

_LONGEST = 80


def create(target: Path, name: str = "") -> Conversion:
    """Write the workshop into the new folder `target`; it is called `name`, or like the folder.

    Raises
    ------
    UsageError
        `name` is empty, has line breaks or more than 80 characters, or `target` cannot be made.
    RefusedError
        `target` holds files already.
    """
    name = name.strip() or target.resolve().name
    if not name or len(name) > _LONGEST or not name.isprintable():
        raise UsageError(f"the name {name!r} cannot be used; expected up to {_LONGEST} characters on one line")
    conversion = write(target, _settings(name), [_table(*each) for each in _TABLES])
    add(target, "README.md", PAGE.replace("NAME", name).encode())
    return conversion


def _settings(name: str) -> str:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f"""\
name = "{quoted}"
currency = "EUR"
# Days begin and end in this zone, and times without a zone are in it.
timezone = "Europe/Berlin"
# Rows before this moment are history and give rates; rows from it on are signals; `stock` is true at it.
start = "2026-02-02T00:00:00"
# How finely time is cut: second, minute, hour or day.
tick = "minute"
# Who answers what is pulled. plain: a model, exactly on time, to try things out.
# plant: people, devices and files only; nothing is made up.
world = "plain"

[terms]
# Days until customers pay and until suppliers are paid, where their tables say nothing else.
customer_days = 30
supplier_days = 30

[finance]
# Per year: what it costs to keep stock, as a share of its value, and what money costs.
carrying_rate = 0.2
cost_of_capital = 0.08
"""


def _table(name: str, text: str) -> Table:
    """Return a table from lines of cells separated by commas, the first of which names the columns."""
    header, *lines = text.strip().splitlines()
    rows: list[tuple[Cell, ...]] = [tuple(line.split(",")) for line in lines]
    return Table(name, tuple(header.split(",")), rows)


_ITEMS = """\
item,name,unit,decimals,family,cost,price
stool,Stool,piece,0,seats,,59
bench,Bench,piece,0,seats,,149
shelf,Shelf,piece,0,storage,,98
seat,Seat board,piece,0,parts,,
board,Oak board 2 m,piece,0,material,,
leg,Turned leg,piece,0,material,,
screw,Wood screw 5x60,piece,0,material,,
oil,Hard oil,l,2,material,,
"""

_LOCATIONS = """\
location,kind
workshop,site
"""

_STOCK = """\
item,location,on_hand
stool,workshop,6
bench,workshop,2
shelf,workshop,3
seat,workshop,8
board,workshop,40
leg,workshop,64
screw,workshop,600
oil,workshop,7.5
"""

_SOURCES = """\
item,location,kind,from,unit,unit_factor,priority,lead_time,minimum,multiple,unit_cost
stool,workshop,make,,,,,,,,
bench,workshop,make,,,,,,,,
shelf,workshop,make,,,,,,,,
seat,workshop,make,,,,,,,,
board,workshop,buy,sawmill,,,1,6d,10,1,18.50
leg,workshop,buy,turnery,,,1,10d,24,4,4.20
screw,workshop,buy,hardware,box,200,1,2d,1,1,9.80
oil,workshop,buy,hardware,can,2.5,1,2d,1,1,42
board,workshop,buy,timber trade,,,2,2d,1,1,23
"""

_SUPPLY = """\
reference,item,location,kind,quantity,due,from,placed_at
PO-17,leg,workshop,buy,24,2026-02-04T09:00,turnery,2026-01-25T10:00
"""

_BOMS = """\
item,component,quantity
stool,seat,1
stool,leg,4
stool,screw,8
stool,oil,0.05
bench,board,2
bench,leg,4
bench,screw,16
bench,oil,0.12
shelf,board,3
shelf,screw,24
shelf,oil,0.15
seat,board,1/4
"""

_OPERATIONS = """\
item,step,resource,setup_time,run_time
seat,10,saw,10min,4min
stool,10,joiner,,35min
stool,20,oil room,,5min
bench,10,saw,10min,12min
bench,20,joiner,,1.5h
bench,30,oil room,,10min
shelf,10,saw,10min,15min
shelf,20,joiner,,50min
shelf,30,oil room,,15min
"""

_RESOURCES = """\
resource,location,kind,units,calendar,cost_per_hour
saw,workshop,machine,1,weekdays,24
joiner,workshop,person,2,weekdays,38
oil room,workshop,machine,1,weekdays,6
"""

_CALENDARS = """\
calendar,weekday,date,opens,closes
weekdays,mon,,07:00,15:30
weekdays,tue,,07:00,15:30
weekdays,wed,,07:00,15:30
weekdays,thu,,07:00,15:30
weekdays,fri,,07:00,13:00
weekdays,,2026-02-16,,
"""

_SUPPLIERS = """\
supplier,name,payment_days,on_time_rate
sawmill,Sawmill on the river,14,0.92
timber trade,Timber trade Nord,30,0.99
turnery,Turnery Weiss,30,0.95
hardware,Hardware store,0,1
"""

_CUSTOMERS = """\
customer,name,channel,priority,wait_days
cafe,Café at the corner,trade,3,10
school,Primary school,trade,5,21
web,Web shop,web,5,5
"""

_ORDERS = """\
order,line,customer,item,quantity,price,ordered_at,wanted_at,status
W-101,1,web,stool,1,59,2026-01-06T09:12,2026-01-11,
S-1,1,school,bench,2,139,2026-01-08T11:00,2026-01-29,
W-102,1,web,shelf,1,98,2026-01-09T20:45,2026-01-14,
W-103,1,web,stool,2,59,2026-01-13T18:03,2026-01-18,
C-7,1,cafe,stool,4,55,2026-01-15T08:30,2026-01-25,
W-104,1,web,shelf,2,98,2026-01-19T21:10,2026-01-24,
W-105,1,web,stool,1,59,2026-01-22T13:37,2026-01-27,
W-106,1,web,bench,1,149,2026-01-24T10:20,2026-01-29,
W-107,1,web,stool,2,59,2026-01-30T19:50,2026-02-04,open
W-108,1,web,shelf,1,98,2026-02-02T09:05,2026-02-07,
C-8,1,cafe,stool,8,55,2026-02-03T08:40,2026-02-13,
C-8,2,cafe,bench,2,139,2026-02-03T08:40,2026-02-13,
W-109,1,web,stool,1,59,2026-02-05T17:22,2026-02-10,
S-2,1,school,bench,6,135,2026-02-09T10:00,2026-03-02,
S-2,2,school,shelf,4,92,2026-02-09T10:00,2026-03-02,
W-110,1,web,shelf,1,98,2026-02-11T20:15,2026-02-16,
W-111,1,web,stool,2,59,2026-02-17T12:48,2026-02-22,
W-112,1,web,bench,1,149,2026-02-20T16:30,2026-02-25,
C-9,1,cafe,stool,6,55,2026-02-24T08:15,2026-03-06,
W-113,1,web,shelf,2,98,2026-02-26T18:40,2026-03-03,
W-114,1,web,stool,1,59,2026-03-03T13:05,2026-03-08,
S-3,1,school,bench,4,135,2026-03-05T10:30,2026-03-26,
W-115,1,web,stool,2,59,2026-03-09T19:20,2026-03-14,
W-116,1,web,shelf,1,98,2026-03-13T15:45,2026-03-18,
"""

_TABLES = (
    ("items", _ITEMS),
    ("locations", _LOCATIONS),
    ("stock", _STOCK),
    ("sources", _SOURCES),
    ("supply", _SUPPLY),
    ("boms", _BOMS),
    ("operations", _OPERATIONS),
    ("resources", _RESOURCES),
    ("calendars", _CALENDARS),
    ("suppliers", _SUPPLIERS),
    ("customers", _CUSTOMERS),
    ("orders", _ORDERS),
)
