"""Lists become frames, books answer by name, and both show themselves in a notebook."""

import polars as pl
import pyarrow as pa
import pytest

import tugline as tl
from tugline.errors import UsageError
from tugline.exchange.template import create


@pytest.fixture(scope="module")
def business(tmp_path_factory):
    with tl.open(create(tmp_path_factory.mktemp("shown") / "workshop").target) as business:
        business.advance()
        yield business


def test_pulls_are_a_sequence_and_a_frame(business):
    pulls = business.pulls
    assert len(pulls) == len(business.result().pulls) > 0
    assert pulls[0].id.startswith("P")
    frame = pulls.to_polars()
    assert frame.shape[0] == len(pulls)
    assert {"id", "from", "why", "due"} <= set(frame.columns)
    assert pulls.to_pandas()["quantity"].sum() == pytest.approx(sum(pull.quantity for pull in pulls))


def test_anything_that_speaks_arrow_takes_a_list_as_it_is(business):
    assert pa.table(business.stock).num_rows == len(business.stock)
    assert pl.DataFrame(business.loops).height == len(business.loops)


def test_the_books_answer_by_name_and_say_what_a_figure_is_made_of(business):
    books = business.books
    assert books.trial_balance == 0
    assert books.cash_conversion_cycle == pytest.approx(books.dio + books.dso - books.dpo)
    assert "average inventory" in books.metric("dio").formula
    with pytest.raises(AttributeError, match="no figure 'profit'"):
        books.profit  # noqa: B018
    with pytest.raises(UsageError, match="expected one of"):
        books.metric("profit")


def test_lists_and_books_show_themselves_in_a_notebook(business):
    assert "<table>" in business.pulls._repr_html_()
    assert "cash_conversion_cycle" in business.books._repr_html_()
    assert repr(business.pulls).endswith(" pulls>")
