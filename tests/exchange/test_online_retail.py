"""A till's invoices become items, sales and returns; what is no goods is left out and counted."""

import csv
from datetime import date

import pandas as pd
import pyarrow.parquet as pq
import pytest

from tugline.errors import UsageError
from tugline.exchange import IMPORTERS
from tugline.exchange.online_retail import Period, convert

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
LINES = """\
1,85123A,HEART,6,2011-01-03T08:26,2.55,17850,United Kingdom
1,85123a,HEART,6,2011-01-03T08:26,2.55,17850,United Kingdom
1,POST,POSTAGE,1,2011-01-03T08:26,18.00,17850,United Kingdom
2,22423,CAKESTAND,1,2011-01-03T09:00,12.75,,United Kingdom
3,22423,CAKESTAND 3 TIER,2,2011-03-20T09:00,10.95,,France
4,22423,CAKESTAND 3 TIER,3,2011-03-01T09:00,10.95,,France
C5,22423,CAKESTAND 3 TIER,-2,2011-03-21T10:00,10.95,,France
C6,M,Manual,-1,2011-03-21T10:00,5.00,,France
7,85123A,damaged,-9,2011-03-21T11:00,0.00,,United Kingdom
8,85123A,?,4,2011-03-21T12:00,0.00,,United Kingdom
9,gift_0001_20,Voucher,1,2011-03-21T12:00,16.67,,United Kingdom
10,DCGSSBOY,BOYS PARTY BAG,1,2011-03-21T12:30,1.25,,United Kingdom
C11,21000,NEVER SOLD HERE,-1,2011-03-21T13:00,1.65,,United Kingdom
"""


def invoices(path, lines=LINES):
    path.write_text(HEADER + lines)
    return path


def rows(path):
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def shop(tmp_path):
    return convert(invoices(tmp_path / "raw.csv"), tmp_path / "shop")


def test_sales_are_by_time_and_equal_lines_of_an_invoice_both_stay(shop):
    assert [tuple(row.values()) for row in rows(shop.target / "sales.parquet")] == [
        ("2011-01-03T08:26", "85123A", 6, "2.55", "1"),
        ("2011-01-03T08:26", "85123A", 6, "2.55", "1"),
        ("2011-01-03T09:00", "22423", 1, "12.75", "2"),
        ("2011-03-01T09:00", "22423", 3, "10.95", "4"),
        ("2011-03-20T09:00", "22423", 2, "10.95", "3"),
        ("2011-03-21T12:30", "DCGSSBOY", 1, "1.25", "10"),
    ]


def test_an_items_name_and_price_are_those_of_most_sales(shop):
    assert [tuple(row.values()) for row in rows(shop.target / "items.csv")] == [
        ("21000", "NEVER SOLD HERE", ""),
        ("22423", "CAKESTAND 3 TIER", "10.95"),
        ("85123A", "HEART", "2.55"),
        ("DCGSSBOY", "BOYS PARTY BAG", "1.25"),
    ]


def test_a_cancellation_is_a_return(shop):
    assert [tuple(row.values()) for row in rows(shop.target / "events.csv")] == [
        ("2011-03-21T10:00", "returned", "22423", "2"),
        ("2011-03-21T13:00", "returned", "21000", "1"),
    ]


def test_every_line_is_in_a_table_or_counted_with_its_reason(shop):
    assert shop.left_out == {
        "gifts, finds and corrections (a price of zero)": 1,
        "lines that are no goods, code M": 1,
        "lines that are no goods, code POST": 1,
        "lines that are no goods, code vouchers": 1,
        "stock written off or corrected (a negative quantity that is no cancellation)": 1,
    }
    assert sum(shop.left_out.values()) + shop.rows["sales"] + shop.rows["events"] == LINES.count("\n")


def test_the_first_eight_weeks_are_history(shop):
    assert 'start = "2011-02-28T00:00:00"' in (shop.target / "business.toml").read_text()


def test_a_period_takes_only_its_invoices_and_the_items_in_them(tmp_path):
    period = Period(first=date(2011, 3, 1), start=date(2011, 3, 20), until=date(2011, 3, 21))
    shop = convert(invoices(tmp_path / "raw.csv"), tmp_path / "shop", period=period)
    assert [row["receipt"] for row in rows(shop.target / "sales.parquet")] == ["4", "3"]
    assert [row["item"] for row in rows(shop.target / "items.csv")] == ["22423"]
    assert shop.left_out == {"invoice lines before 2011-03-01 or from 2011-03-21 on": 11}
    assert 'start = "2011-03-20T00:00:00"' in (shop.target / "business.toml").read_text()


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("", "has no invoice lines"),
        ("1,22423,X,1,12/1/2010 8:26,2.55,,UK\n", "record 2, InvoiceDate: '12/1/2010 8:26'; expected a time"),
        ("1,22423,X,1.5,2010-12-01T08:26,2.55,,UK\n", "invoice 1, Quantity: '1.5'; expected a whole number"),
        ("1,22423,X,1,2010-12-01T08:26,-1,,UK\n", "invoice 1, UnitPrice: '-1'; expected an amount of 0 or more"),
        ("1,22423,X,1,2010-12-01T08:26,dear,,UK\n", "invoice 1, UnitPrice: 'dear'; expected an amount"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_written(tmp_path, lines, says):
    with pytest.raises(UsageError, match=says):
        convert(invoices(tmp_path / "raw.csv", lines), tmp_path / "shop")
    assert not (tmp_path / "shop").exists()


@pytest.mark.shared_data
@pytest.mark.slow
def test_the_whole_year_can_be_imported_and_every_line_is_accounted_for(shared_data, tmp_path):
    shop = IMPORTERS["online-retail"](shared_data / "online_retail", tmp_path / "shop")
    assert sum(shop.left_out.values()) + shop.rows["sales"] + shop.rows["events"] == 541_909
    raw = pd.read_csv(
        shared_data / "online_retail" / "online_retail.csv.gz", dtype={"InvoiceNo": str, "StockCode": str}
    )
    paid = raw["Quantity"] * raw["UnitPrice"]
    assert round(paid.sum(), 2) == 9_747_747.93, "the data's own net sales"
    goods = raw["StockCode"].str.match(r"\d{5}|DCGS|PADS")
    sold = goods & (raw["Quantity"] > 0) & (raw["UnitPrice"] > 0)
    sales = pq.read_table(shop.target / "sales.parquet").to_pandas()
    assert len(sales) == sold.sum()
    assert sales["sold_at"].is_monotonic_increasing
    assert (sales["quantity"] * sales["price"].astype(float)).sum() == pytest.approx(paid[sold].sum(), abs=0.01)
    returns = pd.read_csv(shop.target / "events.csv")
    cancelled = raw["InvoiceNo"].str.startswith("C") & goods
    assert returns["quantity"].sum() == -raw["Quantity"][cancelled].sum()
