"""What a business shows in Python: lists that become data frames, and books with a figure for every question."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Generic, TypeVar

import msgspec

from tugline.business.views import Account, LoopView, MetricView, PromiseView, PullView, Result, StockView
from tugline.errors import UsageError

V = TypeVar("V", bound=msgspec.Struct)
ROWS_SHOWN = 20


class Listing(Sequence[V], Generic[V]):
    """Views in order, as a sequence and as a table: anything that speaks Arrow can take it as it is."""

    def __init__(self, name: str, views: Sequence[V]) -> None:
        self._name = name
        self._views = list(views)

    def __len__(self) -> int:
        return len(self._views)

    def __getitem__(self, place: Any) -> Any:
        return self._views[place]

    def __iter__(self) -> Iterator[V]:
        return iter(self._views)

    def __repr__(self) -> str:
        return f"<{len(self):,} {self._name}>"

    def to_arrow(self) -> Any:
        """Return a `pyarrow.Table`, one column per field."""
        import pyarrow as pa

        return pa.Table.from_pylist([msgspec.to_builtins(view) for view in self._views])

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the table over to whoever speaks Arrow."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """Return a pandas data frame; needs pandas."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """Return a polars data frame.

        Raises
        ------
        UsageError
            Polars is not installed.
        """
        try:
            import polars as pl
        except ImportError as error:
            raise UsageError("polars is not installed", hint="pip install 'tugline[frames]' brings it.") from error
        return pl.from_arrow(self.to_arrow())

    def _repr_html_(self) -> str:
        if not self._views:
            return f"<p>no {escape(self._name)}</p>"
        rows = [msgspec.to_builtins(view) for view in self._views[:ROWS_SHOWN]]
        head = "".join(f"<th>{escape(name)}</th>" for name in rows[0])
        body = "".join("<tr>" + "".join(f"<td>{escape(str(v))}</td>" for v in row.values()) + "</tr>" for row in rows)
        more = len(self) - len(rows)
        return f"<table><tr>{head}</tr>{body}</table>" + (f"<p>and {more:,} more</p>" if more > 0 else "")


class Books:
    """The books as of now: every figure is an attribute (`books.dio`), None where it cannot be said."""

    def __init__(self, figures: Sequence[MetricView], accounts: Sequence[Account], balance: float) -> None:
        self._figures = {figure.name: figure for figure in figures}
        self.accounts = list(accounts)
        self.trial_balance = balance

    def __getattr__(self, name: str) -> float | None:
        figures: dict[str, MetricView] = self.__dict__.get("_figures", {})
        if name not in figures:
            raise AttributeError(f"the books have no figure {name!r}; they have {', '.join(figures)}")
        return figures[name].value

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._figures]

    def __repr__(self) -> str:
        return f"<books: {len(self._figures)} figures, trial balance {self.trial_balance:g}>"

    def metric(self, name: str) -> MetricView:
        """Return a figure with what it is made of, or why it is missing."""
        if name not in self._figures:
            raise UsageError(f"figure {name!r}; expected one of {', '.join(self._figures)}")
        return self._figures[name]

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(f.name)}</td><td>{'' if f.value is None else f'{f.value:,.2f}'}</td>"
            f"<td>{escape(f.missing or f.formula)}</td></tr>"
            for f in self._figures.values()
        )
        return f"<table><tr><th>figure</th><th>value</th><th>made of</th></tr>{rows}</table>"


class Shown(ABC):
    """Lists and books of whatever has a `result`; each is worked out anew when it is asked for."""

    @abstractmethod
    def result(self, *, open_only: bool = False) -> Result:
        """Return everything there is to show as of now."""

    @property
    def pulls(self) -> Listing[PullView]:
        """Every pull up to now."""
        return Listing("pulls", self.result().pulls)

    @property
    def promises(self) -> Listing[PromiseView]:
        """Every open order line and what it is promised."""
        return Listing("promises", self.result(open_only=True).promises)

    @property
    def stock(self) -> Listing[StockView]:
        """Stock at every point that holds, expects or owes some."""
        return Listing("stock points", self.result(open_only=True).stock)

    @property
    def loops(self) -> Listing[LoopView]:
        """The loop of every stock point and why it is that one."""
        return Listing("loops", self.result(open_only=True).loops)

    @property
    def books(self) -> Books:
        """The figures and accounts as of now."""
        result = self.result(open_only=True)
        return Books(result.figures, result.accounts, result.trial_balance)
