"""Whatever has a name is explained by it: a figure, a pull, a fact, an order line, stock, a party, a resource."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import product

from tugline.business.core import Core
from tugline.business.counting import stakes
from tugline.business.explain import Explainer
from tugline.business.explained_accounts import ExplainedAccounts
from tugline.business.explained_buying import NOBODY, ExplainedBuying
from tugline.business.explained_customers import customer_lines
from tugline.business.explained_figures import ExplainedFigures
from tugline.business.explained_resources import ExplainedResources
from tugline.business.explained_stock import ExplainedStock
from tugline.business.figure_names import SUMS, label, name_of, spoken
from tugline.business.history import collect
from tugline.business.policy import Choice
from tugline.business.rates import Rates
from tugline.business.result import last_prices, stock_value, stock_views
from tugline.business.views import Result
from tugline.errors import UsageError
from tugline.ledger.accounts import CODES
from tugline.network.layout import SUPPLIER

PLACES = 5
"""So many stock points of an item are told at once; of more one has to be named."""


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
        # An order and open supply may bear one name.
        found = [*self._explainer.line(what, brief=brief), *self._explainer.supply(what)]
        return found or self._sum(what) or self._supplier(what) or self._named(what)

    def _named(self, what: str) -> list[str]:
        """Return everything else that is called so: an item may have the name of a resource, and of a customer."""
        network, said = self._core.network, [line for row in self._points(what) for line in self._stock.point(row)]
        for name in _called(what, network.parties.customers.names):
            said += customer_lines(name, self._now())
        for name in _called(what, network.resource_names):
            said += ExplainedResources(self._explainer).lines(network.resource_names.index(name))
        if not said:
            raise self._nothing(what)
        return said

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
        shown = (explainer.naming, explainer.arrays, self._core.books)
        return ExplainedStock(explainer, stock_views(*shown), stock_value(*shown), found)

    def _points(self, what: str) -> list[int]:
        """Return the stock points that are called so: item and place, or an item, in all its places if they are few."""
        naming, rows = self._explainer.naming, range(len(self._core.network.point))
        # As it is written goes first: there may be items that differ in nothing but that.
        for exactly, form in product((True, False), ("{} at {}", "{} {}", "{}")):
            names = [form.format(naming.item(row), naming.location(row)) for row in rows]
            found = [row for row in rows if names[row] == what or (not exactly and spoken(names[row]) == spoken(what))]
            if len(found) > PLACES:
                some = _either(sorted(self._explainer.place(row) for row in found)[:PLACES])
                raise UsageError(f"{what!r} is at {len(found):,} stock points", hint=f"Maybe {some}.")
            if found:
                return sorted(found, key=self._explainer.place)
        return []

    def _nothing(self, what: str) -> UsageError:
        """Return the error that says what can be explained, those names first that may have been meant."""
        figures, accounts = [*self._figures.names(), *SUMS], [name.replace("_", " ") for name in CODES]
        places = [self._explainer.place(row) for row in range(len(self._core.network.point))]
        network = self._core.network
        items, others = network.items.name, (*network.parties.customers.names, *network.resource_names)
        known = {spoken(name): name for name in (*items, *places, *self._suppliers(), *others, *accounts)}
        known |= {spoken(each): name for name in figures for each in (name, label(name))}
        close = list(dict.fromkeys(known[each] for each in get_close_matches(spoken(what), known, n=3)))
        maybe = f"Maybe {_either(close)}. " if close else ""
        return UsageError(
            f"{what!r} is no pull (P12), fact (F7), open supply (PO-7), order line (SO1 2),"
            f" stock point ({(*places, 'lamp at main')[0]}), item, supplier, customer, resource, account or figure"
            " of this business",
            hint=f"{maybe}The figures are {', '.join(figures)}. The accounts are {', '.join(accounts)}.",
        )


def _called(what: str, names: Sequence[str]) -> list[str]:
    """Return the name that is meant, at most one: the one that is written so goes before one that sounds so."""
    return [*(name for name in names if name == what), *(name for name in names if spoken(name) == spoken(what))][:1]


def _either(names: list[str]) -> str:
    return " or ".join(names)
