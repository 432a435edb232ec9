"""The standing rules of a business: which order limits hold for whom, and who has which part of what is short."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple, TypeVar

from tugline.business.allot_asked import Channels
from tugline.business.signal_reader import texts_of
from tugline.network.loop_rows import ALL
from tugline.network.network import Network
from tugline.network.rule_rows import WHOLE
from tugline.network.tables import MISSING, Durations, Table, Tables
from tugline.promise.shortage import Limits
from tugline.units.quantity import plural

T = TypeVar("T")
THOUSANDTHS = 1000
"""In one item unit: limits are counted in them, since a family's items may have different decimals."""


class OrderLimit(NamedTuple):
    """A row of `limits`."""

    says: str
    """What it is a limit of: an item, or the family of some."""
    items: frozenset[str]
    """Whose quantities count together."""
    most: int
    """In thousandths of an item unit."""
    within: int | None
    """Ticks; None = ever."""
    span: str
    """`within` as people say it."""


class Shared(NamedTuple):
    """How the supply of one stock point is shared out, by the rows of `quotas` for its item."""

    limits: Limits
    within: int | None
    """Ticks in which what left counts; None = since the start."""


class Standing:
    """The tables `limits` and `quotas`, ready to be asked."""

    def __init__(self, network: Network, tables: Tables, channels: Channels) -> None:
        self._network, self._channels = network, channels
        self._families: dict[str, list[str]] = {}
        self._family = [network.items.family.text(row) for row in range(len(network.items))]
        for name, family in zip(network.items.name, self._family, strict=True):
            self._families.setdefault(family, []).append(name)
        self._limits = _rows(tables["limits"], self._limit)
        self._quota_table = tables["quotas"]
        self._quotas = _rows(self._quota_table, lambda _, row: row)
        self._found: dict[tuple[int, int], list[OrderLimit]] = {}

    @property
    def any_limits(self) -> bool:
        """Whether there are order limits."""
        return bool(self._limits)

    @property
    def any_quotas(self) -> bool:
        """Whether channels have quotas, or stock is protected."""
        return bool(self._quotas)

    def limits_on(self, point: int, party: int) -> list[OrderLimit]:
        """Return the limits that an order of a customer (-1 = nobody is named) at a stock point is held to.

        Of the rows for the item, for its family and for `*` each, those that name the customer count, else those of
        the channel, else those for everybody.
        """
        item = int(self._network.point["item"][point])
        if (item, party) not in self._found:
            who = [self._network.party_names[party]] if party >= 0 else []
            who += [channel] if (channel := self._channels.get(party, "")) else []
            found = []
            for thing in self._things(item):
                rows = self._limits.get(thing, [])
                said = next((name for name in (*who, ALL) if any(row[0] == name for row in rows)), None)
                found += [self._of_item(limit, item) for name, limit in rows if name == said]
            self._found[item, party] = found
        return self._found[item, party]

    def shared(self, point: int) -> Shared | None:
        """Return how supply of a stock point is shared out, None = no row says anything of it."""
        rows = next((self._quotas[thing] for thing in self._things(int(self._network.point["item"][point]))
                     if thing in self._quotas), None)  # fmt: skip
        if rows is None:
            return None
        table, scale = self._quota_table, int(self._network.point["scale"][point])
        quotas, protected, within = dict[str, Fraction](), dict[int, int](), None
        for row in rows:
            within = self._ticks(table["within"], row)
            if (rank := int(table["class"][row])) == MISSING:
                quotas[table["channel"].text(row)] = Fraction(int(table["share"][row]), WHOLE)
            else:
                protected[rank] = self._thousandths(table, row) * scale // THOUSANDTHS
        return Shared(Limits(quotas, protected, counts=True), within)

    def _things(self, item: int) -> list[str]:
        """Return what rows may call an item, the most specific first."""
        family = self._family[item]
        return [self._network.items.name[item], *([family] if family else []), ALL]

    def _limit(self, table: Table, row: int) -> tuple[str, OrderLimit]:
        thing = table["item"].text(row)
        is_item = self._network.registers.items.row(thing) >= 0
        items = frozenset([thing] if is_item else self._families.get(thing, []))
        within = self._ticks(table["within"], row)
        limit = OrderLimit(
            says=f"{thing}" if is_item or thing == ALL else f"of {thing}",
            items=items, most=self._thousandths(table, row), within=within,
            span="" if within is None else f" in {span_text(int(table['within'].seconds[row]))}",
        )  # fmt: skip
        return table["customer"].text(row) or ALL, limit

    def _of_item(self, limit: OrderLimit, item: int) -> OrderLimit:
        """Return a limit as it holds for an item: a row for all items counts each by itself."""
        name = self._network.items.name[item]
        return limit if limit.says != ALL else limit._replace(says=name, items=frozenset([name]))

    def _thousandths(self, table: Table, row: int) -> int:
        """Return a quantity; reading left those of families and of all in thousandths."""
        item = self._network.registers.items.row(table["item"].text(row))
        scale = int(self._network.items.scale[item]) if item >= 0 else THOUSANDTHS
        return int(table["quantity"][row]) * THOUSANDTHS // scale

    def _ticks(self, within: Durations, row: int) -> int | None:
        seconds = int(within.seconds[row])
        return None if seconds == MISSING else -(-seconds // self._network.tick_seconds)


def _rows(table: Table, read: Callable[[Table, int], T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for row, thing in enumerate(texts_of(table["item"])):
        found.setdefault(thing, []).append(read(table, row))
    return found


def span_text(seconds: int) -> str:
    """Return a length of time in the largest unit that divides it: 30 days, 36 hours."""
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds % size == 0:
            return plural(seconds // size, unit)
    return plural(seconds, "second")
