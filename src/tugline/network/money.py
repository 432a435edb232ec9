"""Prices of sources in the business's currency, for one item unit."""

import numpy as np

from tugline.network.exact import IntArray, share_of
from tugline.network.findings import Findings
from tugline.network.tables import MISSING, Names, Rational, Table

PRICE_MAX = 10**15
"""In 1/10,000 of the currency for an item unit."""


def rates_at(rates: Table, currencies: Names, own: str, first_day: int) -> tuple[IntArray, IntArray]:
    """Return, for every name of a currency column, the latest rate at or before the first day, as a ratio.

    A rate is the money of the business for one unit of the foreign currency. Numerator 0 = no such rate.
    """
    named, day = rates["currency"], rates["date"]
    rate: Rational = rates["rate"]
    order = np.argsort(day, kind="stable")
    order = order[(day[order] <= first_day) & (rate.numerator[order] > 0)]
    latest = {
        named.names[code]: (int(rate.numerator[row]), int(rate.denominator[row]))
        for code, row in zip(named.codes[order].tolist(), order.tolist(), strict=True)
        if code >= 0
    }
    latest[own] = (1, 1)
    found = [latest.get(name, (0, 1)) for name in currencies.names]
    numerator, denominator = np.array([*found, (1, 1)], np.int64).reshape(-1, 2).T
    return numerator, denominator


def unit_prices(
    sources: Table, column: str, rates: tuple[IntArray, IntArray], factor: tuple[IntArray, IntArray], findings: Findings
) -> IntArray:
    """Return prices per purchase unit in a foreign currency as prices per item unit in the business's own; 0 = none.

    price * rate / unit_factor, in 1/10,000 of the currency, rounded once, halves to even.
    """
    given = sources[column]
    negative = (given != MISSING) & (given < 0)
    findings.add_rows(
        "source.price", "sources", sources.lines, negative, column, lambda row: str(given[row] / 10_000), "0 or more"
    )
    price = np.where((given == MISSING) | negative, 0, given)
    code = sources["currency"].codes
    rate = rates[0][code], rates[1][code]
    turned = factor[1], factor[0]
    large = price * (rate[0] / rate[1]) * (turned[0] / turned[1]) > PRICE_MAX
    findings.add_rows(
        "source.price", "sources", sources.lines, large, column, lambda row: str(given[row] / 10_000),
        f"a price of at most {PRICE_MAX // 10_000:.0e} for an item unit",
    )  # fmt: skip
    return share_of(np.where(large, 0, price), rate, turned)
