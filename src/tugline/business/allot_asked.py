"""What somebody asks of an allotment, read and checked: the stock point, the rule, quotas and protected stock."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from tugline.business.meant import Meant
from tugline.business.needed import need
from tugline.errors import UsageError
from tugline.network.layout import LARGEST_WHOLE
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.promise.shortage import Limits, SharedBy

MOST_CLASS = 1_000_000
"""The largest priority that the customers table takes."""
Channels = dict[int, str]
"""The channel of each customer that has one, by row of the parties."""


class AskedToAllot(NamedTuple):
    """A stock point with the rule and the limits by which its supply is shared."""

    point: int
    rule: SharedBy
    limits: Limits


def channels_of(network: Network, tables: Tables) -> Channels:
    """Return the channels of the customers table."""
    table = tables["customers"]
    rows = network.parties.customers.rows_of(table["customer"]) + len(network.parties.suppliers)
    return {party: channel for at, party in enumerate(rows.tolist()) if (channel := table["channel"].text(at))}


def asked_to_allot(
    network: Network, channels: Channels, *, item: str, location: str, rule: str,
    quotas: str | Mapping[str, float | str], protect: str | Mapping[int, float | str],
) -> AskedToAllot:  # fmt: skip
    """Return what is asked, with quantities in the item's integer units.

    Raises
    ------
    UsageError
        There is no such stock point, rule or channel; a share, a class or a quantity cannot be read or is out of range;
        or shares are more than all there is.
    """
    need("item", item, str)
    need("location", location, str)
    need("rule", rule, str)
    point = network.point_row(item, location)
    if point < 0:
        raise UsageError(Meant(network).no_point(item, location))
    rules = [str(each) for each in SharedBy]
    if rule not in rules:
        raise UsageError(f"rule {rule!r}; expected one of {', '.join(rules)}{_maybe(network, rule, rules)}")
    shares = {name: _share(name, value) for name, value in _pairs("quota", "web=0.3", quotas).items()}
    known = sorted(set(channels.values()))
    for name in shares:
        if name not in known:
            expected = f"one of {', '.join(known)}" if known else "one of the customers table, which names none"
            raise UsageError(f"quota: channel {name!r}; expected {expected}{_maybe(network, name, known)}")
    if (total := sum(shares.values(), Fraction(0))) > 1:
        raise UsageError(f"quota: all shares together are {float(total):g}; expected at most 1")
    protected = {
        _class(name): _quantity(network, point, name, value)
        for name, value in _pairs("protect", "1=20", protect).items()
    }
    return AskedToAllot(point, SharedBy(rule), Limits(shares, protected))


def _maybe(network: Network, said: str, known: list[str]) -> str:
    return Meant(network).word(said, known)


def _pairs(
    what: str, example: str, given: str | Mapping[str, float | str] | Mapping[int, float | str]
) -> dict[str, str]:
    """Return names and values as they were written."""
    if not isinstance(given, str | Mapping):
        raise UsageError(f"{what} {given!r:.80}; expected pairs, as {example!r}, or a mapping")
    if not isinstance(given, str):
        return {str(name): str(value) for name, value in given.items()}
    found: dict[str, str] = {}
    for part in filter(None, given.split(",")):
        name, equals, value = (each.strip() for each in part.partition("="))
        if not equals or not name or not value:
            raise UsageError(f"{what} {part.strip()!r}; expected pairs with commas between, as {example}")
        if name in found:
            raise UsageError(f"{what}: {name!r} is given twice; expected each once")
        found[name] = value
    return found


def _share(name: str, value: str) -> Fraction:
    share = _number(value)
    if share is None or not 0 <= share <= 1:
        raise UsageError(f"quota {name}={value}; expected a share from 0 to 1, as 0.3")
    return share


def _class(name: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,6}", name) or int(name) > MOST_CLASS:
        raise UsageError(f"protect: class {name!r}; expected a priority from 1 to {MOST_CLASS:,}")
    return int(name)


def _quantity(network: Network, point: int, name: str, value: str) -> int:
    number, scale = _number(value), int(network.point["scale"][point])
    if number is None or (number * scale).denominator != 1 or not 0 <= number <= LARGEST_WHOLE:
        decimals = int(network.point["decimals"][point])
        raise UsageError(
            f"protect {name}={value}; expected a quantity from 0 to {LARGEST_WHOLE:.0e}, "
            f"with at most {decimals} decimals"
        )
    return int(number * scale)


def _number(value: str) -> Fraction | None:
    # An exponent of any length would be worked out in full.
    return Fraction(value) if re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,30})?(e[+-]?[0-9]{1,2})?", value) else None
