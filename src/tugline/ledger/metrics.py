"""The money metrics of a business, each a quotient of whole numbers read from its books.

The window is the last 365 whole days, or all since the start where they are fewer. Averages run over daily closings,
so that a balance counts for as long as it lasted. Only the last division makes a float.
"""

from tugline.errors import UsageError
from tugline.ledger import layout as lay
from tugline.ledger.books import Books
from tugline.ledger.metric import CENTS, COUNT, DAYS, PER_YEAR, PPM, SHARE, Input, Metric, Metrics
from tugline.ledger.window import LEAST_DAYS, Window, active_items, look, round_half_even, sold_and_supplied
from tugline.units.quantity import plural

DAYS_IN_YEAR = 365
ONE = 1_000_000
"""Rates are in parts per million."""


class _Sheet:
    """The numbers of one window, and the figures made of them so far."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.figures: dict[str, Metric] = {}
        w, days = window, max(window.days, 1)
        self.revenue = -w.flow[lay.REVENUE] - w.flow[lay.RETURNS]
        self.cost = w.flow[lay.COST_OF_SALES]
        self.margin = self.revenue - self.cost
        self.inventory = round_half_even(w.inventory_sum, days)
        self.lines = w.tally[lay.SALE_LINES]
        short = w.days < LEAST_DAYS
        self.too_short = (
            f"the window has {plural(w.days, 'whole day')}; at least {LEAST_DAYS} are needed" if short else ""
        )
        uncosted, points = w.tally[lay.UNCOSTED_LINES], w.uncosted_points
        self.no_cost = f"no cost for {uncosted:,} of {plural(self.lines, 'sale line')}" if uncosted else ""
        self.no_worth = f"stock without a cost at {plural(points, 'stock point')}" if points else ""
        unpriced = w.tally[lay.UNPRICED_LINES]
        self.no_price = f"none of {self.lines:,} sale lines has a price" if unpriced == self.lines > 0 else ""

    def whole(self, name: str, value: int, unit: str, formula: str, inputs: list[Input], *reasons: str) -> None:
        """Add a figure that is a whole number; any reason that is not empty makes it unknown."""
        self._add(name, value, unit, formula, inputs, reasons)

    def quotient(
        self, name: str, fraction: tuple[int, int], unit: str, formula: str, inputs: list[Input], *reasons: str
    ) -> None:
        """Add a figure that is a fraction; a denominator of 0 makes it unknown, and its reason must be among these."""
        top, bottom = fraction
        self._add(name, top / bottom if bottom else None, unit, formula, inputs, reasons)

    def _add(
        self, name: str, value: float | None, unit: str, formula: str, inputs: list[Input], reasons: tuple[str, ...]
    ) -> None:
        why = "; ".join(reason for reason in reasons if reason)
        known = None if why else value
        self.figures[name] = Metric(name, known, unit, formula, self.window.days, tuple(inputs), why)

    def days(self) -> Input:
        return Input("days", self.window.days, DAYS)


def _stock_figures(sheet: _Sheet) -> None:
    w, short, worth = sheet.window, sheet.too_short, sheet.no_worth
    average = Input("average inventory", sheet.inventory, CENTS)
    cost = Input("cost of sales", sheet.cost, CENTS)
    year = Input("days in a year", DAYS_IN_YEAR, COUNT)
    no_sales = "" if sheet.cost else "nothing was sold at a cost"
    no_stock = "" if w.inventory_sum else "no stock was held at a cost"
    total = [Input("sum of daily inventory", w.inventory_sum, CENTS), sheet.days()]
    sheet.whole(
        "average_inventory", sheet.inventory, CENTS, "{sum of daily inventory} / {days}", total, short, worth,
    )  # fmt: skip
    for name, code in (("average_wip", lay.WORK_IN_PROCESS), ("average_transit", lay.TRANSIT)):
        held = w.summed[code]
        total = [Input("sum of daily balances", held, CENTS), sheet.days()]
        value = round_half_even(held, max(w.days, 1))
        sheet.whole(name, value, CENTS, "{sum of daily balances} / {days}", total, short, worth)
    sheet.quotient(
        "inventory_turns", (sheet.cost * DAYS_IN_YEAR, w.inventory_sum), PER_YEAR,
        "{cost of sales} / {average inventory} × {days in a year} / {days}", [cost, average, year, sheet.days()],
        short, sheet.no_cost, worth, no_stock,
    )  # fmt: skip
    sheet.quotient(
        "dio", (w.inventory_sum, sheet.cost), DAYS, "{average inventory} / {cost of sales} × {days}",
        [average, cost, sheet.days()], short, sheet.no_cost, worth, no_sales,
    )  # fmt: skip
    margin = Input("gross margin", sheet.margin, CENTS)
    sheet.quotient(
        "gmroi", (sheet.margin * DAYS_IN_YEAR, w.inventory_sum), PER_YEAR,
        "{gross margin} / {average inventory} × {days in a year} / {days}", [margin, average, year, sheet.days()],
        short, sheet.no_price, sheet.no_cost, worth, no_stock,
    )  # fmt: skip


def _cash_figures(sheet: _Sheet) -> None:
    w, short = sheet.window, sheet.too_short
    receivables, payables = w.summed[lay.RECEIVABLES], -w.summed[lay.PAYABLES]
    owed_to_us = Input("average receivables", round_half_even(receivables, max(w.days, 1)), CENTS)
    owed_by_us = Input("average payables", round_half_even(payables, max(w.days, 1)), CENTS)
    cost, revenue = Input("cost of sales", sheet.cost, CENTS), Input("net revenue", sheet.revenue, CENTS)
    sheet.quotient(
        "dso", (receivables, sheet.revenue), DAYS, "{average receivables} / {net revenue} × {days}",
        [owed_to_us, revenue, sheet.days()], short, sheet.no_price, "" if sheet.revenue else "there was no revenue",
    )  # fmt: skip
    sheet.quotient(
        "dpo", (payables, sheet.cost), DAYS, "{average payables} / {cost of sales} × {days}",
        [owed_by_us, cost, sheet.days()], short, sheet.no_cost,
        "" if payables else "no payables in the window", "" if sheet.cost else "nothing was sold at a cost",
    )  # fmt: skip
    parts = [sheet.figures[name] for name in ("dio", "dso", "dpo")]
    dio, dso, dpo = (part.value for part in parts)
    missing = [f"{part.name} is not known" for part in parts if part.value is None]
    known = [Input(part.name, part.value, DAYS) for part in parts if part.value is not None]
    cycle = None if dio is None or dso is None or dpo is None else dio + dso - dpo
    sheet.figures["cash_conversion_cycle"] = Metric(
        "cash_conversion_cycle", cycle, DAYS, "{dio} + {dso} − {dpo}", w.days, tuple(known), "; ".join(missing),
        signs=(1, 1, -1),
    )  # fmt: skip
    _working_capital(sheet)


def _working_capital(sheet: _Sheet) -> None:
    w = sheet.window
    last = w.last or {}
    accounts = {
        "receivables": last.get(lay.RECEIVABLES, 0),
        "inventory": last.get(lay.INVENTORY_BOUGHT, 0) + last.get(lay.INVENTORY_MADE, 0),
        "work in process": last.get(lay.WORK_IN_PROCESS, 0),
        "transit": last.get(lay.TRANSIT, 0),
        "stock allowance": -last.get(lay.STOCK_ALLOWANCE, 0),
        "payables": -last.get(lay.PAYABLES, 0),
        "customer deposits": -last.get(lay.CUSTOMER_DEPOSITS, 0),
    }
    inputs = [Input(name, cents, CENTS) for name, cents in accounts.items()]
    owed = ("stock allowance", "payables", "customer deposits")
    value = sum(-cents if name in owed else cents for name, cents in accounts.items())
    formula = (
        "{receivables} + {inventory} + {work in process} + {transit} − {stock allowance} − {payables}"
        " − {customer deposits}"
    )
    unknown = "" if w.last is not None else "no day had ended by then, and the books are past it"
    sheet.whole("working_capital", value, CENTS, formula, inputs, unknown, sheet.no_worth)


def _sales_figures(sheet: _Sheet) -> None:
    w, short, lines = sheet.window, sheet.too_short, sheet.lines
    revenue = Input("net revenue", sheet.revenue, CENTS)
    cost, margin = Input("cost of sales", sheet.cost, CENTS), Input("gross margin", sheet.margin, CENTS)
    unpriced = Input("lines without a price", w.tally[lay.UNPRICED_LINES], COUNT)
    none_sold = "" if sheet.revenue else "there was no revenue"
    gross = [Input("revenue", -w.flow[lay.REVENUE], CENTS), Input("returns", w.flow[lay.RETURNS], CENTS), unpriced]
    sheet.whole("net_revenue", sheet.revenue, CENTS, "{revenue} − {returns}", gross, short, sheet.no_price)
    sheet.whole(
        "gross_margin", sheet.margin, CENTS, "{net revenue} − {cost of sales}", [revenue, cost, unpriced],
        short, sheet.no_price, sheet.no_cost,
    )  # fmt: skip
    sheet.quotient(
        "gross_margin_rate", (sheet.margin, sheet.revenue), SHARE, "{gross margin} / {net revenue}",
        [margin, revenue], short, sheet.no_price, sheet.no_cost, none_sold,
    )  # fmt: skip
    listed, realised, lost = w.tally[lay.LIST_REVENUE], w.tally[lay.LISTED_REVENUE], w.tally[lay.MARKDOWN_LOSS]
    unlisted = Input("lines without a list price", w.tally[lay.UNLISTED_LINES], COUNT)
    at_list = Input("sales at list price", listed, CENTS)
    above = Input("sold above list price", realised - listed + lost, CENTS)
    # Sales above list price make revenue larger than it would be at list price, and no markdown smaller.
    besides = "; besides, {sold above list price}" if above.value else ""
    no_list = "" if listed else f"none of {lines:,} sale lines has both a list price and a price"
    sheet.quotient(
        "markdown_rate", (lost, listed), SHARE, "{lost to markdowns} / {sales at list price}" + besides,
        [Input("lost to markdowns", lost, CENTS), at_list, above, unlisted, unpriced], short, no_list,
    )  # fmt: skip
    sheet.quotient(
        "realised_price_ratio", (realised, listed), SHARE, "{realised} / {sales at list price}",
        [Input("realised", realised, CENTS), at_list, unlisted, unpriced], short, no_list,
    )  # fmt: skip
    active = active_items(w)
    no_items = "the books are past the window and keep no items by day" if active is None else ""
    no_items = no_items or ("" if active else "no item was sold")
    sheet.quotient(
        "revenue_per_sku", (sheet.revenue, 100 * (active or 0)), "currency", "{net revenue} / {items sold}",
        [revenue, Input("items sold", active or 0, COUNT)], short, sheet.no_price, no_items,
    )  # fmt: skip


def _sell_through(sheet: _Sheet) -> None:
    w = sheet.window
    sold, supplied = sold_and_supplied(w)
    behind = "" if w.up_to_date else "the books are past that tick and keep no quantities by day"
    # Not called cost of sales: that goes over the window, at the cost of each sale's time.
    inputs = [
        Input("sold up to now at today's cost", sold, CENTS),
        Input("supplied up to now at today's cost", supplied, CENTS),
    ]
    sheet.quotient(
        "sell_through", (sold, supplied), SHARE, " / ".join(f"{{{part.name}}}" for part in inputs), inputs,
        sheet.too_short, behind, sheet.no_cost, sheet.no_worth, "" if supplied else "nothing was supplied at a cost",
    )  # fmt: skip


def _carrying_cost(sheet: _Sheet, rate_ppm: int | None) -> None:
    average, rate = Input("average inventory", sheet.inventory, CENTS), Input("carrying rate", rate_ppm or 0, PPM)
    value = round_half_even(sheet.inventory * (rate_ppm or 0), ONE)
    no_rate = "" if rate_ppm is not None else "no carrying rate is given"
    sheet.whole(
        "carrying_cost_per_year", value, CENTS, "{average inventory} × {carrying rate}", [average, rate],
        sheet.too_short, sheet.no_worth, no_rate,
    )  # fmt: skip


def metrics(
    books: Books, as_of_tick: int, *, window_days: int = DAYS_IN_YEAR, carrying_rate_ppm: int | None = None
) -> Metrics:
    """Return the money metrics of a business.

    Parameters
    ----------
    as_of_tick
        Last tick whose facts are all in. The window ends with the last whole day up to it; the day that still runs
        counts nowhere but in `working_capital`, which is a balance and not an average.
    window_days
        Whole days to look back at most, >= 1.
    carrying_rate_ppm
        What holding stock costs a year, in parts per million of its value; None = not known.

    Raises
    ------
    UsageError
        If the window has no day, or the rate is negative.
    """
    if window_days < 1:
        raise UsageError(f"metrics, window: {window_days} days; expected at least 1")
    if carrying_rate_ppm is not None and carrying_rate_ppm < 0:
        raise UsageError(f"metrics, carrying rate: {carrying_rate_ppm} ppm; expected at least 0")
    window = look(books, as_of_tick, window_days)
    sheet = _Sheet(window)
    _stock_figures(sheet)
    _cash_figures(sheet)
    _sales_figures(sheet)
    _sell_through(sheet)
    _carrying_cost(sheet, carrying_rate_ppm)
    return Metrics(as_of_tick, window.first_day, window.days, sheet.figures)
