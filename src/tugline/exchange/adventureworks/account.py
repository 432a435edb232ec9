"""What a reader has to know of the bicycle maker: settings, assumptions, and what was left out with its counts."""

from collections import Counter
from decimal import Decimal

from tugline.exchange.adventureworks.goods import FINISHED_GOODS, kept_at_warehouse
from tugline.exchange.adventureworks.making import routed
from tugline.exchange.adventureworks.purchase_units import Packages
from tugline.exchange.adventureworks.selling import waits_at_start
from tugline.exchange.adventureworks.source import START, Source
from tugline.exchange.adventureworks.supplying import purchases_under_way

SETTINGS = f"""\
name = "Bicycles"
currency = "USD"
# The firm sits in the state of Washington, and its tables give local dates without a time zone.
timezone = "America/Los_Angeles"
# Rows before this moment are history and give rates; rows from it on are signals; `stock` is true at it.
start = "{START}T00:00:00"
tick = "minute"
# Nobody answers but a plain model of the firm: what is pulled takes its lead time or its operations, exactly.
world = "plain"

[terms]
# An assumption: no table of the source says when customers or suppliers are paid.
customer_days = 30
supplier_days = 30
"""

TITLE = "Bicycles"

INTRODUCTION = """\
A maker of bicycles: it welds and paints frames, assembles wheels, seats and bicycles, buys tyres, pedals and clothes,
and sells all of it to shops and over the internet. Orders begin in 2011; the business starts on 1 January 2014,
so that what was ordered before gives rates and what was ordered after, until 15 June 2014, are its signals.

The company is fictitious: the tables are a sample database. They are good for structure and scale (four levels of
bills, some hundred components, vendors with minimum lots), not for claims about real factories.

Try it: `tugline check bicycles`, then `tugline run bicycles`.
"""

ORIGIN = """\
Microsoft's sample database AdventureWorks (repository microsoft/sql-server-samples, folder
samples/databases/adventure-works/oltp-install-script; order lines and resellers from the sample "AdventureWorks
Sales" in PacktPublishing/Data-Cleaning-with-Power-BI), converted to tugline's tables by `tugline import --format
adventureworks`. Both are under the MIT licence, whose notices stand beside this page in LICENSE-Microsoft-MIT.txt and
LICENSE-Packt-MIT.txt and have to travel with the tables.

Dates are those of the database's older calendar, 2011 to 2014. The order lines come from a sample whose dates
were moved back by 2,192 days to fit it.
"""


def notes(source: Source, packages: Packages) -> list[str]:
    """Return what the source does not say and what was taken instead."""
    return [
        *_notes_on_places(source),
        *_notes_on_making(source),
        *_notes_on_buying(source, packages),
        *_notes_on_sales(source),
    ]


def _notes_on_places(source: Source) -> list[str]:
    stocked = {row["product"] for row in source.inventory}
    finished = {row["product"] for row in source.inventory if row["location"] == FINISHED_GOODS}
    empty = len(kept_at_warehouse(source) - finished)
    return [
        """The warehouse is the source's Finished Goods Storage; all other storage and shop-floor locations together are
        the factory. Orders are for the warehouse. Moves from factory to warehouse have no lead time in the source and
        take the default.""",
        f"""The source has one count of stock, dated up to August 2014; it is taken as the stock at the start, in the
        unit of the bills. A product that it counts somewhere has none elsewhere ({empty} of those sold have none in
        Finished Goods Storage); the {len(source.used - stocked)} that it counts nowhere are unknown, and no stock is
        written for them.""",
        """Terms of payment are 30 days for customers and for suppliers; the source names none.""",
        """Standard costs and list prices of zero are taken as not given: bought parts then cost their purchase price,
        and made parts what goes into them.""",
        """There is no table of loops, so every stock point gets the loop that tugline recommends. Safety stocks and
        reorder points of the source are not used; nor are the histories of costs and list prices, special offers, sales
        territories, freight and taxes of purchase orders, credit ratings of vendors, and weights.""",
    ]


def _notes_on_making(source: Source) -> list[str]:
    products = {row["id"]: row for row in source.products}
    days = Counter(products[key]["days"] for key in source.assemblies - routed(source))
    leads = ", ".join(f"{count} of {day} d" for day, count in sorted(days.items()))
    return [
        """Hours on record are the same for every work order of a step, whatever its lot. The run time of a piece is the
        sum of those hours over the sum of the pieces, to a hundredth of a second, so that the recorded pieces take the
        recorded hours. Small lots are therefore faster here than on record, and large ones slower.""",
        """A work centre's availability is read as hours per day, and its machines as running around the clock in three
        shifts: 96 hours are 4 machines, 108 are 4 at a speed of 1.125, 80 are 3 at 1.111. The rate per machine hour is
        raised by the same speed, so that a piece costs what it costs in the source.""",
        f"{sum(days.values())} made products have no routing; their lead time is DaysToManufacture ({leads}).",
    ]


def _notes_on_buying(source: Source, packages: Packages) -> list[str]:
    products = {row["id"]: row for row in source.products}
    boxes = ", ".join(
        f"{products[key]['number']} {packages.holds[key]:,} {packages.counted[key]} in a {packages.sold_in[key]}"
        for key in packages.inferred
    )
    typical = ", ".join(f"{kind} {content:,}" for kind, content in packages.typical.items() if kind != "PAK")
    unused = sum(
        unit in packages.typical and product not in packages.inferred for product, unit in packages.sold_in.items()
    )
    return [
        """Vendors are ranked by the number of their order lines for the product before the start, then the preferred
        ones, then by price. Lead time is AverageLeadTime, the price LastReceiptCost, the lots MinOrderQty and
        MaxOrderQty.""",
        f"""Some parts are bought by the dozen (DZ), gallon, case (CS), container (CTN), can (CAN) or pack (PAK) but
        counted by the piece, ounce or inch in the bills. A dozen is 12 and a gallon 128 ounces. What a box holds, the
        source does not say; were it one piece, a bearing ball would cost 42 dollars and the parts of the median product
        six times its standard cost. Taken is what the work orders before the start used over what was received, to two
        digits: {boxes}. The {unused} products in boxes that no bill uses are counted by the piece too, in boxes
        like the median one of their kind ({typical}).""",
        f"""{len(purchases_under_way(source)):,} purchase lines were under way at the start: ordered before it, due on
        it or later. The source has no date of receipt, so a line counts as under way until its due date; for the same
        reason suppliers have no rate of punctual delivery.""",
    ]


def _notes_on_sales(source: Source) -> list[str]:
    open_at_start = sum(map(waits_at_start, source.sales))
    return [
        """A line's price is its amount after discounts over its quantity. Customers wait as long as the median line was
        given from its order to its due date. Resellers pay less than the list price, which shows as markdown.""",
        f"""Order dates have no time of day: every line of a day arrives at midnight. {open_at_start:,} lines were
        placed before the start and not shipped by then; they are open orders at the start. The other lines placed
        before it are history.""",
    ]


def left_out(source: Source) -> dict[str, int]:
    """Return the number of source rows that are in no table, by the reason."""
    active = {row["id"] for row in source.vendors if row["active"] == "1"}
    dealing = {row["vendor"] for row in source.vendor_prices if row["vendor"] in active}
    dealing |= {order["vendor"] for _, order in purchases_under_way(source)}
    in_force = {row["id"] for row in source.bills_in_force}
    scrapped, made = (sum(int(row[name]) for row in source.work_orders) for name in ("ScrappedQty", "OrderQty"))
    rejected, received = (sum(Decimal(row[name]) for row in source.purchase_lines) for name in ("rejected", "received"))
    counts = {
        "products that no other table speaks of": sum(row["id"] not in source.used for row in source.products),
        "bill lines not in force at the start": sum(
            bool(row["parent"]) and row["id"] not in in_force for row in source.bills
        ),
        "bill lines without a parent, which only mark what is sold as a whole": sum(
            not row["parent"] for row in source.bills
        ),
        "offers of vendors that are no longer active": sum(row["vendor"] not in active for row in source.vendor_prices),
        "vendors without an offer or an open order": sum(row["id"] not in dealing for row in source.vendors),
        "purchase lines under way that the vendor had rejected": len(purchases_under_way(source, rejected=True)),
        f"pieces that vendors delivered and the firm rejected, {_share(rejected, received)} of all received; a way to "
        "buy has no yield, and the plain world delivers what was ordered": int(rejected),
        "work orders under way at the start, whose pieces the count of stock includes at the shop-floor locations": sum(
            row["StartDate"] < START <= row["EndDate"] for row in source.work_orders
        ),
        f"pieces scrapped, {_share(scrapped, made)} of all on work orders; a yield would make an order of one piece "
        "start two": scrapped,
    }
    return {reason: count for reason, count in counts.items() if count}


def _share(part: Decimal | int, whole: Decimal | int) -> str:
    return f"{part / whole if whole else 0:.2%}"
