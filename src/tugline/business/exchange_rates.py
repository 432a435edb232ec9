"""Prices of orders in a foreign currency, converted at entry by the rate in force on the day of the order."""

from datetime import date
from fractions import Fraction

import numpy as np

from tugline.business.signal_reader import Reader, Unusable, texts_of
from tugline.network.tables import MISSING, Table


def own_prices(r: Reader, table: Table, usable: np.ndarray) -> np.ndarray:
    """Return the prices of order lines in the business's currency; a line without a rate becomes unusable.

    The rate is the latest one of the currency at or before the local day of the order; rounding is half to even.
    """
    price: np.ndarray = table["price"].copy()
    own, currencies = r.network.settings.currency, table["currency"]
    foreign = np.isin(currencies.codes, [c for c, name in enumerate(currencies.names) if name not in {"", own}])
    some = np.flatnonzero(foreign & (price != MISSING) & usable)
    days = r.network.clock.days_of(table["ordered_at"][some]) + r.network.clock.date(0).toordinal()
    rates: dict[tuple[str, int], Fraction | None] = {}
    for i, day in zip(some.tolist(), days.tolist(), strict=True):
        currency = currencies.names[currencies.codes[i]]
        if (currency, day) not in rates:
            rates[currency, day] = _rate(r.tables["rates"], currency, day)
        rate = rates[currency, day]
        if rate is None:
            usable[i] = False
            when = date.fromordinal(day).isoformat()
            why = f"no rate of {currency} into {own} at or before {when}; expected one in the rates table"
            r.unusable.append(Unusable("orders", int(table.lines[i]), f"price in {currency}", why))
        else:
            price[i] = round(int(price[i]) * rate)
    return price


def _rate(rates: Table, currency: str, day: int) -> Fraction | None:
    """Return the money of the business for one unit of a currency on a day, None = no rate is known by then."""
    named = texts_of(rates["currency"])
    known = [
        (int(rates["date"][row]), row)
        for row, name in enumerate(named)
        if name == currency and rates["date"][row] <= day
    ]
    if not known:
        return None
    row = max(known)[1]
    return Fraction(int(rates["rate"].numerator[row]), int(rates["rate"].denominator[row]))
