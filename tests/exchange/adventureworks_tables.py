"""A firm of a few products in the raw tables of the AdventureWorks sample database, written by hand."""

import gzip

TAIL = "2014-01-01 00:00:00"

PLAIN = {
    # id name number made finished colour safety reorder cost price size size_unit weight_unit weight days line class
    # style subcategory model sell_start sell_end discontinued guid modified
    "Product": [
        "1|Bike|BK-1|1|1|Red|9|9|500.0000|900.0000|52|CM |LB |20|4|R |H |W |2|1|2012-05-30||||",
        "2|Frame|FR-1|1|0||9|9|.0000|.0000|||||1||||||2012-05-30||||",
        "3|Ball|BA-1|0|0||9|9|.0000|.0000|||||0||||||2012-05-30||||",
        "4|Paint|PA-1|0|0||9|9|.0000|.0000|||||0||||||2012-05-30||||",
        "5|Cap|CA-1|0|1||9|9|6.9200|8.9900|||||0|||U |2|2|2012-05-30||||",
        "6|Hex nut|HN-1|0|0||9|9|.0000|.0000|||||0||||||2012-05-30||||",
        "7|Ghost|GH-1|1|1||9|9|1.0000|2.0000|||||1||||||2012-05-30||||",
    ],
    "ProductSubcategory": [f"2|1|Road Bikes|g|{TAIL}"],
    "BillOfMaterials": [
        f"1||1|2010-05-26 00:00:00||EA |0|1.00|{TAIL}",
        f"2|1|2|2010-05-26 00:00:00||EA |1|1.00|{TAIL}",
        f"3|1|3|2010-05-26 00:00:00||EA |1|10.00|{TAIL}",
        f"4|2|4|2010-05-26 00:00:00||OZ |2|8.00|{TAIL}",
        f"5|2|3|2010-05-26 00:00:00|2014-01-01 00:00:00|EA |2|4.00|{TAIL}",
        f"6|2|3|2014-01-02 00:00:00||EA |2|5.00|{TAIL}",
    ],
    "Location": [
        f"6|Miscellaneous Storage|0|.00|{TAIL}",
        f"7|Finished Goods Storage|0|.00|{TAIL}",
        f"20|Frame Welding|25|108.00|{TAIL}",
        f"45|Specialized Paint|18|80.00|{TAIL}",
        f"60|Final Assembly|12.25|120.00|{TAIL}",
    ],
    "ProductInventory": [
        f"1|7|A|1|5|g|{TAIL}",
        f"1|6|A|1|2|g|{TAIL}",
        f"1|60|A|1|3|g|{TAIL}",
        f"3|6|A|1|1000|g|{TAIL}",
    ],
    # id account name credit preferred active url modified
    "Vendor": [
        f"11|USUAL0001|Usual|1|0|1||{TAIL}",
        f"12|PREFER0001|Preferred|1|1|1||{TAIL}",
        f"13|CHEAP0001|Cheap|1|0|1||{TAIL}",
        f"14|GONE0001|Gone|1|1|0||{TAIL}",
        f"15|IDLE0001|Idle|1|1|1||{TAIL}",
    ],
    # product vendor lead_days standard_price last_cost last_received minimum maximum on_order unit modified
    "ProductVendor": [
        f"3|13|17|40.00|41.0000||1|5||CTN|{TAIL}",
        f"3|11|19|47.00|48.5000||1|5||CTN|{TAIL}",
        f"3|12|15|49.00|||1|5||CTN|{TAIL}",
        f"3|14|10|1.00|1.0000||1|5||CTN|{TAIL}",
        f"4|12|20|50.00|51.0000||10|60||GAL|{TAIL}",
        f"5|12|30|3.00|3.1000||100|1000||DZ |{TAIL}",
        f"6|13|16|40.00|42.0000||1|5||CTN|{TAIL}",
    ],
    # id revision status employee vendor method ordered shipped subtotal tax freight total modified
    "PurchaseOrderHeader": [
        f"1|4|4|1|11|1|2013-01-02 00:00:00|2013-01-11 00:00:00|1|1|1|1|{TAIL}",
        f"2|4|4|1|11|1|2013-03-02 00:00:00|2013-03-11 00:00:00|1|1|1|1|{TAIL}",
        f"3|4|4|1|13|1|2013-12-20 00:00:00|2013-12-29 00:00:00|1|1|1|1|{TAIL}",
        f"4|4|3|1|13|1|2013-12-21 00:00:00|2013-12-30 00:00:00|1|1|1|1|{TAIL}",
        f"5|4|4|1|13|1|2014-01-01 00:00:00|2014-01-10 00:00:00|1|1|1|1|{TAIL}",
        f"6|4|4|1|13|1|2014-02-01 00:00:00|2014-02-10 00:00:00|1|1|1|1|{TAIL}",
    ],
    # order id due quantity product price total received rejected stocked modified
    "PurchaseOrderDetail": [
        f"1|1|2013-01-16 00:00:00|3|3|48.5|1|3.00|.00|3.00|{TAIL}",
        f"2|2|2013-03-16 00:00:00|4|3|48.5|1|4.00|1.00|3.00|{TAIL}",
        f"3|3|2014-01-03 00:00:00|3|3|41|1|3.00|.00|3.00|{TAIL}",
        f"3|4|2014-01-03 00:00:00|2|6|42|1|2.00|.00|2.00|{TAIL}",
        f"4|5|2014-01-04 00:00:00|3|3|41|1|3.00|.00|3.00|{TAIL}",
        f"5|6|2014-01-15 00:00:00|3|3|41|1|3.00|.00|3.00|{TAIL}",
        f"6|7|2014-02-15 00:00:00|3|3|41|1|3.00|.00|3.00|{TAIL}",
    ],
}

HEADED = {
    "WorkOrder": [
        "WorkOrderID,ProductID,OrderQty,StockedQty,ScrappedQty,StartDate,EndDate,DueDate,ScrapReasonID,ModifiedDate",
        "1,1,4,4,0,2013-06-03,2013-06-13,2013-06-14,,2013-06-13",
        "2,1,8,7,1,2013-07-03,2013-07-13,2013-07-14,1,2013-07-13",
        "3,2,100,100,0,2013-12-30,2014-01-05,2014-01-06,,2014-01-05",
        "4,1,1000,1000,0,2014-03-03,2014-03-13,2014-03-14,,2014-03-13",
    ],
    "WorkOrderRouting": [
        (
            "WorkOrderID,ProductID,OperationSequence,LocationID,ScheduledStartDate,ScheduledEndDate,ActualStartDate,"
            "ActualEndDate,ActualResourceHrs,PlannedCost,ActualCost,ModifiedDate"
        ),
        "1,1,7,60,,,,,3,1,1,",
        "2,1,7,60,,,,,3,1,1,",
        "1,1,6,20,,,,,1.5,1,1,",
        "2,1,6,20,,,,,1.5,1,1,",
    ],
    "SalesLines": [
        (
            "SalesOrderID,LineNumber,OrderDate,DueDate,ShipDate,Channel,CustomerAccount,ProductNumber,ProductID,OrderQty,"
            "UnitPrice,ExtendedAmount,SalesAmount,UnitStandardCost,SalesTerritoryID"
        ),
        "1002,1,2013-12-28,2014-01-07,2014-01-04,internet,AW2,CA-1,5,3,8.99,26.97,20.00,6.92,1",
        "1001,2,2013-02-01,2013-02-11,2013-02-08,reseller,AW1,CA-1,5,2,8.99,17.98,17.98,6.92,1",
        "1001,1,2013-02-01,2013-02-11,2013-02-08,reseller,AW1,BK-1,1,1,900,900,900,500,1",
        "1003,1,2014-06-15,2014-06-25,,internet,AW2,BK-1,1,1,900,900,855.5,500,1",
    ],
}

RESELLERS = "CustomerAccount,BusinessType,Name,City,StateProvince,CountryRegion\nAW1,Shop,A Bike Store,X,Y,US\n"


def write_raw(folder, **changed):
    """Write the raw tables; `changed` replaces the lines of some of them."""
    folder.mkdir(exist_ok=True)
    for name, lines in (PLAIN | changed).items():
        if name in PLAIN:
            (folder / f"{name}.csv").write_text("".join(line.replace("|", "\t") + "\n" for line in lines))
    for name, lines in (HEADED | changed).items():
        if name in HEADED:
            (folder / f"{name}.csv.gz").write_bytes(gzip.compress(("\n".join(lines) + "\n").encode()))
    (folder / "Resellers.csv").write_text(RESELLERS)
    for name in ("LICENSE-Microsoft-MIT.txt", "LICENSE-Packt-MIT.txt"):
        (folder / name).write_text(f"{name}: MIT\n")
    return folder
