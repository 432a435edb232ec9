"""What a table is: its columns, the kinds of their cells, how its rows are told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tugline.network.layout import LARGEST_WHOLE


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `kind` says how its cells are written and held (see `KINDS`). `default` is what an empty cell means. `refers` names
    the table whose names the cells use. Values lie from `low` to `high`, in the column's unit (None = the kind's own
    limit); `above` is a limit that they may not reach. In a moment of `day_end` a bare date is the end of that day: who
    wants something on a day takes it all day long. Of one `by_day` it is kept which cells are bare dates: the row says
    what they mean. An `idle` one is read and checked, and no rule goes by it yet.
    """

    name: str
    kind: str
    says: str
    required: bool = False
    default: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    refers: str = ""
    low: int | None = 0
    high: int | None = None
    above: int | None = None
    day_end: bool = False
    by_day: bool = False
    idle: bool = False


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table.

    `key` tells its rows apart; `unique` = two rows with the same key are a problem. Of each group in `one_of` a row
    gives at least one column. `role`: a table that `defines` what the business is belongs to its hash; one that `opens`
    says what is there at the start; one of `signals` may speak of unknown items, which then wait in quarantine.
    """

    name: str
    role: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    unique: bool = False
    one_of: tuple[tuple[str, ...], ...] = ()
    by_name: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})


class LoopParameter(Protocol):
    """One parameter of a loop, as the loops describe theirs."""

    @property
    def name(self) -> str:
        """Its column in `loops`."""

    @property
    def kind(self) -> str:
        """One of quantity, integer, flag, review, mode, return."""

    @property
    def says(self) -> str:
        """What it means, for people."""


LoopSchemas = Mapping[str, Sequence[LoopParameter]]
"""The parameters of every loop, by the loop's name."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How the cells of a kind are written, and the numbers that they become.

    `decimals`: a number is held as an integer in 10^-decimals. `limit` is the largest such integer, of a quantity the
    largest number of whole units; products of two numbers inside their limits are checked where they are formed.
    """

    written: str
    held: str
    decimals: int = 0
    limit: int = 0


DAYS_MAX = 36_525
KINDS: dict[str, Kind] = {
    "name": Kind("a text without control characters or tabs", "codes of distinct names"),
    "text": Kind("any text", "codes of distinct texts"),
    "choice": Kind("one of the listed words", "place among the words"),
    "flag": Kind("yes or no (also true, false, 1, 0)", "1 or 0"),
    "integer": Kind("a whole number", "itself", 0, 10**15),
    "quantity": Kind("a number with at most the item's decimals", "in the item's smallest unit", 3, LARGEST_WHOLE),
    "rational": Kind("a number or a fraction: 2, 0.25, 1/3", "numerator and denominator", 0, 10**12),
    "price": Kind("money with at most 4 decimals, in currency for one item unit", "in 1/10,000", 4, 10**14),
    "money": Kind("money with at most 2 decimals", "in 1/100", 2, 10**14),
    "ratio": Kind("a share with at most 6 decimals: 0.05 for five per cent", "in millionths", 6, 10**6),
    "degrees": Kind("degrees with at most 6 decimals", "in millionths", 6, 360 * 10**6),
    "duration": Kind("a number and a unit: 90min, 36h, 5d, 2w, or ISO 8601", "seconds, and days", 0, DAYS_MAX * 86_400),
    "rate": Kind("the time of one item unit: 12min, 0.5s", "seconds as numerator and denominator", 0, 10**12),
    "days": Kind("a whole number of days", "itself", 0, DAYS_MAX),
    "moment": Kind(
        "ISO 8601; without an offset local time, a bare date local midnight where its column says nothing else",
        "seconds since 1970, UTC",
    ),
    "date": Kind("a date: 2025-12-31", "day number (1 = 0001-01-01)"),
    "time": Kind("a time of day: 06:00, 24:00", "minutes since midnight", 0, 1440),
}


def item(says: str = "the item") -> Column:
    """Return a required column that names an item."""
    return Column("item", "name", says, required=True, refers="items")


def location(says: str, *, required: bool = False, default: str = "the business's only or first location") -> Column:
    """Return a column that names a location."""
    return Column("location", "name", says, required=required, default="" if required else default, refers="locations")
