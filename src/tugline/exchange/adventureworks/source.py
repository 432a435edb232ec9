"""The raw tables of the AdventureWorks sample database, as they are used here."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from tugline.exchange.raw import headed, headless, require

START = "2014-01-01"
"""Where history ends and signals begin; every table of the source speaks of this day."""

Row = dict[str, str]

_HEADLESS = {
    "BillOfMaterials": "id parent component start end unit level quantity modified",
    "Location": "id name cost_rate availability modified",
    "Product": (
        "id name number made finished colour safety_stock reorder_point cost price size size_unit weight_unit weight "
        "days line class style subcategory model sell_start sell_end discontinued guid modified"
    ),
    "ProductInventory": "product location shelf bin quantity guid modified",
    "ProductSubcategory": "id category name guid modified",
    "ProductVendor": (
        "product vendor lead_days standard_price last_cost last_received minimum maximum on_order unit modified"
    ),
    "PurchaseOrderDetail": "order id due quantity product price total received rejected stocked modified",
    "PurchaseOrderHeader": (
        "id revision status employee vendor method ordered shipped subtotal tax freight total modified"
    ),
    "Vendor": "id account name credit preferred active url modified",
}

_HEADED = {
    "WorkOrder": ("ProductID", "OrderQty", "ScrappedQty", "WorkOrderID", "StartDate", "EndDate"),
    "WorkOrderRouting": ("WorkOrderID", "ProductID", "OperationSequence", "LocationID", "ActualResourceHrs"),
    "SalesLines": (
        "SalesOrderID", "LineNumber", "OrderDate", "DueDate", "ShipDate", "Channel", "CustomerAccount", "ProductID",
        "OrderQty", "SalesAmount",
    ),
}  # fmt: skip

_NAMED = "Resellers.csv"

LICENCES = ("LICENSE-Microsoft-MIT.txt", "LICENSE-Packt-MIT.txt")
"""The notices under which the tables may be passed on; they travel with every copy."""


@dataclass(frozen=True)
class Source:
    """The rows of every raw table used, each by its columns' names, and what follows from more than one of them."""

    bills: list[Row]
    locations: list[Row]
    products: list[Row]
    inventory: list[Row]
    subcategories: list[Row]
    vendor_prices: list[Row]
    purchase_lines: list[Row]
    purchase_orders: list[Row]
    vendors: list[Row]
    work_orders: list[Row]
    routing: list[Row]
    sales: list[Row]
    resellers: list[Row]

    @cached_property
    def number(self) -> dict[str, str]:
        """The product number, which names the item, by product id."""
        return {row["id"]: row["number"] for row in self.products}

    @cached_property
    def account(self) -> dict[str, str]:
        """The account number, which names the supplier, by vendor id."""
        return {row["id"]: row["account"] for row in self.vendors}

    @cached_property
    def bills_in_force(self) -> list[Row]:
        """The bill lines that hold on the day of the start, parent and component both named."""
        return [
            row
            for row in self.bills
            if row["parent"] and row["start"][:10] <= START and not (row["end"] and row["end"][:10] <= START)
        ]

    @cached_property
    def sold(self) -> set[str]:
        """The products that some order line names."""
        return {row["ProductID"] for row in self.sales}

    @cached_property
    def components(self) -> set[str]:
        """The products that a bill in force calls for."""
        return {row["component"] for row in self.bills_in_force}

    @cached_property
    def assemblies(self) -> set[str]:
        """The products that have a bill in force."""
        return {row["parent"] for row in self.bills_in_force}

    @cached_property
    def used(self) -> set[str]:
        """The products that anything else speaks of."""
        stocked = {row["product"] for row in self.inventory}
        return self.sold | self.components | self.assemblies | stocked | {row["product"] for row in self.vendor_prices}

    @cached_property
    def consumed(self) -> dict[str, Fraction]:
        """What the work orders begun before the start took of each component, by the bills in force, in bill units."""
        begun: defaultdict[str, int] = defaultdict(int)
        for row in self.work_orders:
            if row["StartDate"] < START:
                begun[row["ProductID"]] += int(row["OrderQty"])
        taken: defaultdict[str, Fraction] = defaultdict(Fraction)
        for row in self.bills_in_force:
            taken[row["component"]] += begun[row["parent"]] * Fraction(row["quantity"])
        return dict(taken)


def read(folder: Path) -> Source:
    """Read the raw tables in `folder`.

    Raises
    ------
    UsageError
        A file is missing, or a row does not have the source's columns.
    """
    needed = [f"{name}.csv" for name in _HEADLESS] + [f"{name}.csv.gz" for name in _HEADED] + [_NAMED, *LICENCES]
    require(folder, needed, what="the raw AdventureWorks tables with their licence notices")
    plain = {name: headless(folder / f"{name}.csv", columns.split()) for name, columns in _HEADLESS.items()}
    headers = {name: list(headed(folder / f"{name}.csv.gz", columns)) for name, columns in _HEADED.items()}
    return Source(
        bills=plain["BillOfMaterials"],
        locations=plain["Location"],
        products=plain["Product"],
        inventory=plain["ProductInventory"],
        subcategories=plain["ProductSubcategory"],
        vendor_prices=plain["ProductVendor"],
        purchase_lines=plain["PurchaseOrderDetail"],
        purchase_orders=plain["PurchaseOrderHeader"],
        vendors=plain["Vendor"],
        work_orders=headers["WorkOrder"],
        routing=headers["WorkOrderRouting"],
        sales=headers["SalesLines"],
        resellers=list(headed(folder / _NAMED, ("CustomerAccount", "Name"))),
    )
