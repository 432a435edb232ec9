"""What somebody asks about before ordering, read and checked."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from tugline.business.choosing import Chooser
from tugline.business.core import Core
from tugline.business.meant import Meant
from tugline.business.needed import need
from tugline.business.outside import blank
from tugline.business.saying import tick_of
from tugline.errors import UsageError
from tugline.facts.kinds import Kind
from tugline.facts.limits import check_rows
from tugline.network import defaults
from tugline.network.layout import CUSTOMER, LARGEST_WHOLE
from tugline.network.network import Network


class Asked(NamedTuple):
    """What somebody asks about, as it was said."""

    item: str
    quantity: float | str
    location: str
    wanted: str | datetime | None
    customer: str
    options: str | Mapping[str, str] = ""

    def plain(self) -> dict[str, Any]:
        """Return all of it but the options."""
        return {name: value for name, value in self._asdict().items() if name != "options"}


def asked_row(
    core: Core, *, item: str, quantity: float | str, location: str, wanted: str | datetime | None, customer: str
) -> np.ndarray:
    """Return the order that somebody asks about, as one row of `FACT`.

    Where no time is wanted it is due now, or, as in the table `orders`, after the wait that its customer accepts.

    Raises
    ------
    UsageError
        There is no such item, location or customer, or the quantity or the time cannot be read.
    """
    for what, value, hint in (
        ("item", item, str), ("location", location, str), ("customer", customer, str),
        ("wanted", wanted, str | datetime | None), ("quantity", quantity, float | str),
    ):  # fmt: skip
        need(what, value, hint)
    network, now = core.network, core.now
    point = network.point_row(item, location)
    if point < 0:
        raise UsageError(Meant(network).no_point(item, location))
    party = network.parties.row(customer, CUSTOMER) if customer else -1
    if customer and party < 0:
        raise UsageError(
            f"customer {customer!r} is not known",
            hint="Leave the customer away, or write them into the customers table.",
        )
    rows = blank(1, Kind.ORDER_PLACED, np.array([now]))
    rows["point"], rows["party"] = point + 1, party + 1
    rows["quantity"], rows["amount"] = _scaled(network, point, quantity), network.point["price"][point]
    wait = max(0, int(network.party["wait_ticks"][party])) if party >= 0 else 0
    rows["due"] = tick_of(network, wanted, day_end=True) if wanted is not None else now + wait
    rows["priority"] = network.party["priority"][party] if party >= 0 else defaults.CUSTOMER_PRIORITY
    check_rows(rows)
    return rows


def asked_rows(core: Core, asked: Asked) -> np.ndarray:
    """Return the order that somebody asks about, and behind it what they chose, if that is not the default options.

    Raises
    ------
    UsageError
        As `asked_row` and `asked_choice`.
    """
    chosen = asked_choice(core.network, asked.item, asked.location, asked.options)
    rows = asked_row(core, **asked.plain())
    if chosen is None:
        return rows
    choice = rows.copy()
    choice["kind"], choice["lot"], choice["quantity"] = Kind.ORDER_CHOICE_SET, chosen[1], 0
    return np.concatenate([rows, choice])


def asked_choice(
    network: Network, item: str, location: str, options: str | Mapping[str, str]
) -> tuple[int, int] | None:
    """Return the stock point and the number of the choice that somebody asks about, None for the default options.

    Raises
    ------
    UsageError
        The options cannot be read, there are no such ones, or a rule refuses them; it says the nearest that can be had.
    """
    need("options", options, str | Mapping[str, str])
    need("item", item, str)
    need("location", location, str)
    point = network.point_row(item, location)
    if not options or point < 0:
        return None
    number, why = Chooser(network).number(point, options)
    if why:
        raise UsageError(why)
    return (point, number) if number else None


def _scaled(network: Network, point: int, quantity: float | str) -> int:
    try:
        scaled = Fraction(str(quantity)) * int(network.point["scale"][point])
    except (ValueError, ZeroDivisionError) as error:
        raise UsageError(f"quantity {quantity!r}; expected a number above 0") from error
    if scaled.denominator != 1 or not 0 < scaled <= LARGEST_WHOLE * int(network.point["scale"][point]):
        decimals, most = int(network.point["decimals"][point]), f"{LARGEST_WHOLE:.0e}"
        raise UsageError(
            f"quantity {quantity!r}; expected a number above 0 and at most {most}, with at most {decimals} decimals"
        )
    return int(scaled)
