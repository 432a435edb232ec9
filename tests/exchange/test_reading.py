"""What importers and the template write is a sound business: it reads strictly, compiles and runs."""

import math
from collections import Counter

import pytest

import tugline as tl
from tugline.exchange import IMPORTERS
from tugline.exchange.template import create
from tugline.network.compile import compile_network
from tugline.network.layout import BUY, MAKE, MOVE
from tugline.network.read import read_business

TILL = """\
InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
1,85123A,HEART,6,2011-01-03T08:26,2.55,17850,United Kingdom
1,85123A,HEART,6,2011-01-03T08:26,2.55,17850,United Kingdom
C2,85123A,HEART,-1,2011-03-27T08:26,2.55,17850,United Kingdom
"""

EXPORT = """\
Name,Email,Financial Status,Fulfillment Status,Currency,Created at,Lineitem quantity,Lineitem name,Lineitem price,\
Lineitem sku,Cancelled at
#1001,ann@example.com,paid,fulfilled,USD,2024-01-05 10:11:12 -0500,2,Candle,24.00,CAN,
#1001,ann@example.com,,,,,1,Card,3.50,,
#1002,bob@example.com,paid,,USD,2024-01-09 10:11:12 -0500,1,Candle,24.00,CAN,2024-01-09 11:00:00 -0500
"""


def compiled(folder):
    return compile_network(read_business(folder, loop_schemas={}))


def test_the_bicycle_maker_compiles_and_only_its_moves_are_defaults(root):
    network = compiled(root / "examples" / "bicycles")
    assert network.location_names[network.registers.default_location] == "warehouse"
    assert Counter((each.what, each.value) for each in network.explain_defaults()) == {
        ("lead time", "1 day"): 272,
        ("stock", "unknown, 0 until counted"): 127,
    }
    kinds = network.source["kind"]
    assert [int((kinds == kind).sum()) for kind in (MOVE, MAKE, BUY)] == [272, 238, 443]


def test_the_gift_shop_compiles_with_a_default_for_all_that_no_table_says(root):
    network = compiled(root / "examples" / "gift-shop")
    assert {each.what for each in network.explain_defaults()} == {
        "stock", "source", "lead time", "purchase price", "standard cost"
    }  # fmt: skip


def test_the_workshop_leaves_nothing_to_a_default(tmp_path):
    assert compiled(create(tmp_path / "shop").target).explain_defaults() == []


def test_a_few_rows_of_each_format_make_a_sound_business(write_raw, tmp_path):
    (tmp_path / "till.csv").write_text(TILL)
    (tmp_path / "orders.csv").write_text(EXPORT)
    for name, source in (
        ("adventureworks", write_raw(tmp_path / "raw")),
        ("online-retail", tmp_path / "till.csv"),
        ("shopify", tmp_path / "orders.csv"),
    ):
        assert compiled(IMPORTERS[name](source, tmp_path / name).target).items.name


def test_a_till_turned_to_tables_keeps_its_price_per_piece_and_local_times(tmp_path):
    (tmp_path / "till.csv").write_text(TILL)
    tables = read_business(IMPORTERS["online-retail"](tmp_path / "till.csv", tmp_path / "shop").target, loop_schemas={})
    assert tables["sales"]["price"].tolist() == [25_500, 25_500]
    # London is an hour ahead of UTC from two in the morning of 27 March 2011 on.
    assert tables["events"]["at"].tolist() == [1_301_210_760]


@pytest.mark.slow
def test_the_workshop_runs_and_every_metric_is_known(tmp_path):
    with tl.open(create(tmp_path / "shop").target) as business:
        business.advance()
        result = business.result()
    assert float(result.trial_balance) == 0
    assert result.quarantine == []
    assert {pull.kind for pull in result.pulls} == {"make", "buy"}
    known = ("inventory_turns", "dio", "dso", "dpo", "cash_conversion_cycle", "gross_margin", "revenue_per_sku")
    assert all(math.isfinite(result.metrics[name]) for name in known)
    assert result.metrics["gross_margin_rate"] > 0
