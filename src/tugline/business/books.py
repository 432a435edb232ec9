"""The books as a person asks them: every figure by its name, with what it is made of."""

from collections.abc import Iterator, Sequence
from html import escape

from tugline.business.tables_out import TableOut
from tugline.business.views import Account, DailySeries, DayOfBooks, MetricView
from tugline.errors import UsageError


class BooksView:
    """The books as of now: every figure is an attribute (`books.dio`), None where it cannot be said.

    `metric` says why, `trial_balance` lists the accounts, `series` the days.
    """

    def __init__(self, figures: Sequence[MetricView], accounts: Sequence[Account], series: DailySeries) -> None:
        self._figures = {figure.name: figure for figure in figures}
        self._accounts = tuple(accounts)
        self._series = series

    def __getattr__(self, name: str) -> float | None:
        figures: dict[str, MetricView] = self.__dict__.get("_figures", {})
        if name not in figures:
            raise AttributeError(f"the books have no figure {name!r}; they have {', '.join(figures)}")
        return figures[name].value

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._figures]

    def __iter__(self) -> Iterator[MetricView]:
        """Give every figure."""
        return iter(self._figures.values())

    def __repr__(self) -> str:
        known = sum(figure.value is not None for figure in self)
        return f"<books: {known} of {len(self._figures)} figures known, {len(self._accounts)} accounts>"

    def metric(self, name: str) -> MetricView:
        """Return a figure with what it is made of, or why it is missing.

        Raises
        ------
        UsageError
            There is no such figure.
        """
        if name not in self._figures:
            raise UsageError(f"figure {name!r}; expected one of {', '.join(self._figures)}")
        return self._figures[name]

    def trial_balance(self) -> TableOut[Account]:
        """Return every account with its balance; the debits sum to what the credits sum to."""
        return TableOut("accounts", Account, self._accounts)

    def series(self) -> TableOut[DayOfBooks]:
        """Return the balances at the end of each day, oldest first."""
        s = self._series
        columns = zip(s.days, s.inventory, s.wip, s.revenue, s.cash, strict=True)
        days = [
            DayOfBooks(day=day, inventory=inventory, wip=wip, revenue=revenue, cash=cash)
            for day, inventory, wip, revenue, cash in columns
        ]
        return TableOut("days", DayOfBooks, days)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(f.name)}</td>"
            f'<td style="text-align:right">{"" if f.value is None else f"{f.value:,.2f}"}</td>'
            f"<td>{escape(f.unit)}</td><td>{escape(f.missing or f.formula)}</td></tr>"
            for f in self
        )
        head = "<tr><th>figure</th><th>value</th><th>unit</th><th>made of</th></tr>"
        return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
