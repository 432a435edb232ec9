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
    own = r.network.settings.currency
    for i, currency in enumerate(texts_of(table["currency"])):
        if currency in {"", own} or price[i] == MISSING or not usable[i]:
            continue
        day = r.network.clock.days_of(table["ordered_at"][i : i + 1])[0] + r.network.clock.date(0).toordinal()
        rate = _rate(r.tables["rates"], currency, int(day))
        if rate is None:
            usable[i] = False
            when = date.fromordinal(int(day)).isoformat()
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
