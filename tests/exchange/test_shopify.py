"""Shopify's orders export becomes items, customers without personal data, and orders."""

import csv
import hashlib

import pytest

import tugline as tl
from tugline.errors import UsageError
from tugline.exchange import IMPORTERS

HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,"
    "Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,"
    "Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing City,Billing Zip,"
    "Billing Country,Shipping Name,Shipping City,Notes,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Tags,"
    "Risk Level,Source,Lineitem discount,Phone"
)
NAMES = HEADER.split(",")


def row(name, quantity, item, price, **more):
    cells = {
        "Name": name, "Lineitem quantity": str(quantity), "Lineitem name": item, "Lineitem price": price,
        "Lineitem requires shipping": "true", "Lineitem taxable": "true", "Lineitem discount": "0.00", "Vendor": "Pine",
        **{key.replace("_", " "): value for key, value in more.items()},
    }  # fmt: skip
    return [cells.get(column, "") for column in NAMES]


def order(name, email, at, quantity, item, price, **more):
    """An order's first row, the only one with the order's own columns."""
    mine = {
        "Email": email, "Financial Status": "paid", "Paid at": at, "Fulfillment Status": "fulfilled", "Currency": "USD",
        "Created at": at, "Billing Name": "Ann Other", "Billing Street": "1 Elm St", "Source": "web", "Phone": "+1555",
        "Notes": "leave it\nwith Bob, please", **{key.replace("_", " "): value for key, value in more.items()},
    }  # fmt: skip
    return row(name, quantity, item, price, **mine)


def ordered(**cells):
    """One sound order with some cells changed."""
    return order(
        name="#1",
        email="",
        at="2024-01-05 10:11:12 -0500",
        quantity=1,
        item="Card",
        price="1",
        **cells,
    )


ROWS = [
    order("#1001", "ann@example.com", "2024-01-05 10:11:12 -0500", 2, "Candle - Large", "24.00", **{
        "Lineitem sku": "CAN-L", "Lineitem fulfillment status": "fulfilled", "Lineitem discount": "4.00"}),
    row("#1001", 1, "Card, blank", "3.50"),
    row("#1001", 1, "Gift card", "25.00", **{"Lineitem requires shipping": "false", "Lineitem sku": "GIFT"}),
    order("#1002", "Bob@Example.com", "2024-01-06 23:30:00 -0500", 3, "Candle - Large", "24.00", **{
        "Lineitem sku": "CAN-L", "Fulfillment Status": "unfulfilled", "Lineitem fulfillment status": "pending"}),
    order("#1003", "", "2024-01-07 09:00:00 -0500", 1, "Card, blank", "3.50", **{
        "Cancelled at": "2024-01-07 10:00:00 -0500", "Fulfillment Status": "", "Source": "pos"}),
    order("#1004", "ann@example.com", "2024-06-01 12:00:00 -0400", 1, "Candle - Large (new)", "26.00", **{
        "Lineitem sku": "CAN-L", "Fulfillment Status": ""}),
]  # fmt: skip


def export(path, rows=ROWS, header=NAMES):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def table(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def shop(tmp_path):
    conversion = IMPORTERS["shopify"](export(tmp_path / "orders_export.csv"), tmp_path / "shop")
    assert conversion.rows == {"items": 2, "customers": 2, "orders": 5}
    return conversion


def test_an_item_is_its_sku_and_a_line_without_one_its_name(shop):
    assert table(shop.target, "items") == [
        {"item": "CAN-L", "name": "Candle - Large (new)", "price": "26.00"},
        {"item": "Card, blank", "name": "Card, blank", "price": "3.50"},
    ]


def test_lines_after_the_first_belong_to_its_order(shop):
    first, second = table(shop.target, "orders")[:2]
    assert [first["order"], first["line"], second["order"], second["line"]] == ["#1001", "1", "#1001", "2"]
    assert first["customer"] == second["customer"] != ""
    assert first["ordered_at"] == second["ordered_at"] == "2024-01-05T15:11:12+00:00"


def test_a_lines_own_discount_is_taken_off_each_piece(shop):
    assert [row["price"] for row in table(shop.target, "orders")] == ["22.00", "3.50", "24.00", "3.50", "26.00"]


def test_only_lines_before_the_start_that_wait_are_open(shop):
    """The first order is sent, the third cancelled, and the last placed after the start, eight weeks in."""
    assert 'start = "2024-03-01T00:00:00"' in (shop.target / "business.toml").read_text()
    assert [row["status"] for row in table(shop.target, "orders")] == ["", "", "open", "", ""]


def test_no_line_is_late_by_a_date_that_no_customer_gave(shop):
    with tl.open(shop.target) as business:
        business.advance("2024-03-02")
        (promise,) = business.result().promises
    assert (promise.order, promise.wanted, promise.late_days) == ("#1002", None, 0)
    assert "none is late" in " ".join((shop.target / "README.md").read_text().split())


def test_a_cancelled_order_keeps_the_time_of_its_cancellation(shop):
    assert [row["cancelled_at"] for row in table(shop.target, "orders")] == [
        "", "", "", "2024-01-07T15:00:00+00:00", ""
    ]  # fmt: skip


def test_a_customer_is_a_number_made_from_the_address_and_no_personal_data_is_written(shop):
    ann = "C-" + hashlib.sha256(b"ann@example.com").hexdigest()[:12]
    bob = "C-" + hashlib.sha256(b"bob@example.com").hexdigest()[:12]
    assert table(shop.target, "customers") == [
        {"customer": customer, "channel": "web"} for customer in sorted([ann, bob])
    ]
    assert [row["customer"] for row in table(shop.target, "orders")] == [ann, ann, bob, "", ann]
    for path in shop.target.iterdir():
        text = path.read_text().lower()
        assert not any(word in text for word in ("example.com", "ann other", "elm st", "+1555", "bob, please"))


def test_what_needs_no_shipping_is_left_out_and_counted(shop):
    assert shop.left_out == {"order lines that need no shipping (gift cards, services)": 1}
    assert "GIFT" not in (shop.target / "orders.csv").read_text()


def test_the_parts_of_an_export_are_read_as_one_even_where_an_order_is_cut_in_two(tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    export(folder / "orders_export_1.csv", ROWS[:1])
    export(folder / "orders_export_2.csv", ROWS[1:])
    whole = IMPORTERS["shopify"](export(tmp_path / "all.csv"), tmp_path / "whole").target
    parts = IMPORTERS["shopify"](folder, tmp_path / "shop").target
    for name in ("items", "customers", "orders"):
        assert (parts / f"{name}.csv").read_bytes() == (whole / f"{name}.csv").read_bytes()


def test_a_short_export_leaves_a_third_of_it_as_signals(tmp_path):
    days = [f"2024-03-{day:02} 12:00:00 +0000" for day in range(1, 31)]
    rows = [order(f"#{n}", "", day, 1, "Card", "3.50") for n, day in enumerate(days)]
    IMPORTERS["shopify"](export(tmp_path / "a.csv", rows), tmp_path / "shop")
    assert 'start = "2024-03-20T00:00:00"' in (tmp_path / "shop" / "business.toml").read_text()


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([*ROWS[3:], ROWS[3]], r"record 5: order #1002 is also at .* record 2"),
        ([ordered(Name="")], "record 2, Name: ''"),
        ([ordered(Created_at="2024-01-05T10:11:12")], "Created at: '2024-01-05T10:11:12'; expected a time"),
        ([ordered(Lineitem_quantity="1.5")], "Lineitem quantity: '1.5'; expected a whole number"),
        ([ordered(Lineitem_quantity="0")], "Lineitem quantity: '0'; expected 1 or more"),
        ([ordered(Lineitem_price="free")], "Lineitem price: 'free'; expected an amount"),
        ([ordered(Lineitem_price="NaN")], "Lineitem price: 'NaN'; expected an amount"),
        ([ordered(Lineitem_discount="2")], "Lineitem discount: '2'; expected no more than the price"),
        ([ROWS[3], ordered(Currency="CAD")], r"several currencies: CAD \(1 lines\), USD \(1 lines\)"),
        ([], "no order line that needs shipping"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_written(tmp_path, rows, says):
    with pytest.raises(UsageError, match=says):
        IMPORTERS["shopify"](export(tmp_path / "a.csv", rows), tmp_path / "shop")
    assert not (tmp_path / "shop").exists()


def test_another_file_is_refused_with_the_missing_columns(tmp_path):
    with pytest.raises(UsageError, match="no column 'Lineitem price'"):
        IMPORTERS["shopify"](
            export(tmp_path / "a.csv", [], [n for n in NAMES if n != "Lineitem price"]), tmp_path / "b"
        )
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"has no \*\.csv"):
        IMPORTERS["shopify"](tmp_path / "empty", tmp_path / "shop")
