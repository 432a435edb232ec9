"""The books answer by the name of a figure, and say what it is made of or why it is not known."""

import pytest

import tugline as tl
from tugline.errors import UsageError
from tugline.exchange.template import create


@pytest.fixture(scope="module")
def business(tmp_path_factory):
    with tl.open(create(tmp_path_factory.mktemp("books") / "workshop").target) as business:
        business.advance()
        yield business


def test_every_figure_of_a_run_is_an_attribute_with_its_value(business):
    figures = business.result().figures
    assert len(figures) > 15
    for figure in figures:
        assert getattr(business.books, figure.name) == figure.value
        assert figure.name in dir(business.books)
    assert [figure.name for figure in business.books] == [figure.name for figure in figures]


def test_a_figure_explains_itself(business):
    books = business.books
    assert books.cash_conversion_cycle == pytest.approx(books.dio + books.dso - books.dpo)
    assert "average inventory" in books.metric("dio").formula
    when = business.now[:16].replace("T", " ")
    assert business.explain("dio").splitlines()[0] == f"{books.metric('dio').formula}, as of {when}"


def test_a_figure_that_cannot_be_said_is_none_and_says_why(tmp_path):
    with tl.open(create(tmp_path / "workshop").target) as business:
        assert business.books.dio is None
        assert business.books.metric("dio").missing


def test_a_name_that_is_no_figure_is_told_what_there_is(business):
    with pytest.raises(AttributeError, match=r"no figure 'profit'; they have .*dio"):
        business.books.profit  # noqa: B018
    with pytest.raises(UsageError, match=r"'profit'; expected one of .*dio"):
        business.books.metric("profit")


def test_the_accounts_balance_and_are_a_table(business):
    accounts = business.books.trial_balance()
    frame = accounts.to_polars()
    assert frame.columns == ["account", "nature", "debit", "credit"]
    assert frame["debit"].sum() == pytest.approx(frame["credit"].sum())
    assert frame["debit"].sum() > 0


def test_the_days_are_a_table(business):
    days, series = business.books.series(), business.result().series
    assert [day.day for day in days] == list(series.days)
    assert days.to_pandas()["cash"].tolist() == list(series.cash)


def test_a_notebook_shows_every_figure(business):
    shown = business.books._repr_html_()
    assert all(f"<td>{figure.name}</td>" in shown for figure in business.books)
    known = sum(figure.value is not None for figure in business.books)
    assert repr(business.books).startswith(f"<books: {known} of ")
