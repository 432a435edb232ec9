"""Whatever has a name is explained by it: a figure, a pull, a fact, an order line, an account, stock, a supplier."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import cached_property
from itertools import product

from tugline.business.core import Core
from tugline.business.counting import stakes
from tugline.business.explain import Explainer
from tugline.business.explained_accounts import ExplainedAccounts
from tugline.business.explained_buying import NOBODY, ExplainedBuying
from tugline.business.explained_figures import ExplainedFigures
from tugline.business.explained_stock import ExplainedStock
from tugline.business.figure_names import SUMS, label, name_of, spoken
from tugline.business.history import collect
from tugline.business.policy import Choice
from tugline.business.rates import Rates
from tugline.business.result import last_prices, stock_views
from tugline.business.views import Result
from tugline.errors import UsageError
from tugline.ledger.accounts import CODES
from tugline.network.layout import SUPPLIER


class Explained:
    """Explains things of one business as of now.

    Parameters
    ----------
    rates
        Use before the start; None = the tables that tell it are not there.
    now
        Tells everything that is shown.
    """

    def __init__(self, core: Core, choices: list[Choice], rates: Rates | None, now: Callable[[], Result]) -> None:
        self._core, self._choices, self._rates, self._now = core, choices, rates, now
        self._figures = ExplainedFigures(core, lambda: collect(core))

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self._core, self._choices)

    def lines(self, what: str, *, brief: bool) -> list[str]:
        """Return the explanation of whatever is called so; `brief` tells an order of many lines a line each.

        Raises
        ------
        UsageError
            There is nothing of that name, or there are several.
        """
        if name := name_of(what, self._figures.names()):
            return self._figures.lines(name, lambda: self._now().counts)
        if what[:1] in {"P", "F"} and what[1:].isdecimal() and len(what) < 20:
            number = int(what[1:])
            return self._explainer.pull(number) if what[0] == "P" else self._explainer.any_fact(number)
        found = self._explainer.line(what, brief=brief) or self._sum(what) or self._supplier(what)
        return found or self._stock.point(self._point(what))

    def _sum(self, what: str) -> list[str]:
        name = name_of(what, [*SUMS, *CODES])
        if name in CODES:
            return ExplainedAccounts(self._explainer).lines(CODES[name])
        if name == "buy_list":
            return self._buying.all()
        if name:
            return self._stock.value() if name == "stock_value" else self._stock.at_stake()
        return []

    def _supplier(self, what: str) -> list[str]:
        name = next((name for name in self._suppliers() if spoken(name) == spoken(what)), "")
        return self._buying.supplier(name) if name else []

    def _suppliers(self) -> list[str]:
        network = self._core.network
        kinds = network.party["kind"].tolist()
        return [*(name for name, kind in zip(network.party_names, kinds, strict=True) if kind == SUPPLIER), NOBODY]

    @property
    def _buying(self) -> ExplainedBuying:
        return ExplainedBuying(self._explainer, self._now().buy_list)

    @property
    def _stock(self) -> ExplainedStock:
        explainer, found = self._explainer, None
        if self._rates is not None:
            prices = last_prices(self._core, explainer.history)
            found = stakes(explainer.naming, explainer.arrays, self._rates, prices)
        return ExplainedStock(explainer, stock_views(explainer.naming, explainer.arrays), found)

    def _point(self, what: str) -> int:
        """Return the stock point that is called so: item and place, or an item that is in one place alone."""
        naming, rows = self._explainer.naming, range(len(self._core.network.point))
        # As it is written goes first: there may be items that differ in nothing but that.
        for exactly, form in product((True, False), ("{} at {}", "{} {}", "{}")):
            names = [form.format(naming.item(row), naming.location(row)) for row in rows]
            found = [row for row in rows if names[row] == what or (not exactly and spoken(names[row]) == spoken(what))]
            if len(found) == 1:
                return found[0]
            if found:
                some = _either(sorted(self._explainer.place(row) for row in found)[:5])
                raise UsageError(f"{what!r} is at {len(found):,} stock points", hint=f"Maybe {some}.")
        raise self._nothing(what)

    def _nothing(self, what: str) -> UsageError:
        """Return the error that says what can be explained, those names first that may have been meant."""
        figures, accounts = [*self._figures.names(), *SUMS], [name.replace("_", " ") for name in CODES]
        places = [self._explainer.place(row) for row in range(len(self._core.network.point))]
        known = {spoken(name): name for name in (*places, *self._suppliers(), *accounts)}
        known |= {spoken(each): name for name in figures for each in (name, label(name))}
        close = list(dict.fromkeys(known[each] for each in get_close_matches(spoken(what), known, n=3)))
        maybe = f"Maybe {_either(close)}. " if close else ""
        return UsageError(
            f"{what!r} is no pull (P12), fact (F7), order line (SO1 2), stock point ({(*places, 'lamp at main')[0]}),"
            " supplier, account or figure of this business",
            hint=f"{maybe}The figures are {', '.join(figures)}. The accounts are {', '.join(accounts)}.",
        )


def _either(names: list[str]) -> str:
    return " or ".join(names)
