"""Lists of a business are sequences for Python, typed columns for data frames, and something to read in a notebook."""

import copy
import sys

import msgspec
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import tugline as tl
from tugline.business.tables_out import TableOut
from tugline.business.views import LoopView, PromiseView, PullView, StockView
from tugline.errors import UsageError
from tugline.exchange.template import create
from tugline.journal.store import Quarantined

LISTS = {"pulls": PullView, "promises": PromiseView, "stock": StockView, "loops": LoopView, "quarantine": Quarantined}


@pytest.fixture(scope="module")
def business(tmp_path_factory):
    with tl.open(create(tmp_path_factory.mktemp("tables") / "workshop").target) as business:
        business.signal(tl.Order("X", item="no such thing", quantity=1, at=business.now))
        business.advance()
        yield business


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_a_sequence_and_a_table_of_as_many_rows(business, name):
    table = getattr(business, name)
    rows = list(table)
    assert rows
    assert (table[0], table[-1], list(table[:2])) == (rows[0], rows[-1], rows[:2])
    assert isinstance(rows[0], LISTS[name])
    assert len(table) == table.to_arrow().num_rows == table.to_polars().height == len(table.to_pandas()) == len(rows)


@pytest.mark.parametrize("name", LISTS)
def test_without_rows_the_columns_and_their_types_are_the_same(business, name):
    table = getattr(business, name)
    empty = TableOut(name, LISTS[name], [])
    assert empty.to_arrow().schema == table.to_arrow().schema
    assert pl.DataFrame(empty).schema == pl.DataFrame(table).schema


@pytest.mark.parametrize("name", ["pulls", "promises", "stock"])
def test_the_columns_are_those_of_the_json_of_a_run(business, name):
    document = msgspec.json.decode(msgspec.json.encode(business.result()))
    table = getattr(business, name).to_arrow()
    assert table.column_names == list(document[name][0])
    assert table.to_pylist() == document[name]


def test_anything_that_speaks_arrow_takes_a_list_as_it_is(business):
    assert pa.table(business.pulls).equals(business.pulls.to_arrow())
    frame = pl.DataFrame(business.pulls)
    assert frame["quantity"].dtype == pl.Float64
    assert frame["rests_on"].dtype == pl.List(pl.String)
    assert frame.filter(pl.col("kind") == "buy").height == sum(pull.kind == "buy" for pull in business.pulls)
    assert isinstance(business.stock.to_pandas(), pd.DataFrame)
    assert business.stock.to_pandas()["known"].dtype == bool


def test_the_parameters_of_a_loop_are_a_text(business):
    loops = business.loops.to_arrow()
    assert loops.schema.field("parameters").type == pa.string()
    levels = [view for view in business.loops if "level" in view.parameters]
    texts = loops.column("parameters").to_pylist()
    assert all(f"level {view.parameters['level']}" in texts[list(business.loops).index(view)] for view in levels)


def test_missing_cells_are_null():
    never = PromiseView(
        order="A",
        line="",
        customer="",
        item="pen",
        quantity=1,
        wanted=None,
        promised=None,
        late_days=0,
        cause="none",
        expected=None,
        state="quoted",
        reserved_until=None,
        at_risk=False,
    )
    table = TableOut("promises", PromiseView, [never])
    assert table.to_arrow().column("promised").null_count == 1
    assert "<td></td>" in table._repr_html_()


def test_a_list_says_in_one_line_what_it_is(business):
    assert repr(business.stock).startswith(f"<{len(business.stock)} stock points: item, location, on_hand, ")
    assert repr(business.stock).endswith(", value, known, quarantined>")
    assert "\n" not in repr(business.pulls)


def test_a_notebook_shows_the_first_rows_and_how_many_more_there_are():
    stock = StockView(
        item="<b>", location="a & b", on_hand=1234567, on_order=0.5, allocated=0, waiting=0, position=0, value=1,
        known=True,
    )  # fmt: skip
    shown = TableOut("stock points", StockView, [stock] * 25)._repr_html_()
    assert shown.count("<tr>") == 21
    assert "and 5 more stock points" in shown
    assert "<b>" not in shown
    assert "&lt;b&gt;" in shown
    assert "a &amp; b" in shown
    assert "1,234,567" in shown
    assert TableOut("stock points", StockView, [])._repr_html_() == "<p>no stock points</p>"


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_installed_is_named_with_the_way_to_get_it(business, library, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError, match=f"{library} is not installed") as caught:
        getattr(business.stock, f"to_{library}")()
    assert "tugline[frames]" in caught.value.hint
    assert business.stock.to_arrow().num_rows


def test_a_list_stays_as_it_was_and_the_next_one_is_new(tmp_path):
    with tl.open(create(tmp_path / "workshop").target) as business:
        before = business.pulls
        rows = copy.copy(list(before))
        assert list(business.pulls) == rows
        business.advance()
        assert list(before) == rows
        assert len(business.pulls) > len(rows)
        business.signal(tl.Order("X", item="no such thing", quantity=1, at=business.now))
        assert len(business.quarantine) == 1
