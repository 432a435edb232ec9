"""Which resources and suppliers fail in a simulated world, as the tables say it."""

from typing import NamedTuple

from tugline.errors import InvalidBusinessError, Problem
from tugline.network.network import Network
from tugline.network.tables import MISSING, Tables
from tugline.studies.breakdowns import Failing
from tugline.world.chances import who

MOST_DOWN = 10
"""Whatever fails may be down so many times as long as it runs: what is more is a mistake."""


class Standing(NamedTuple):
    """A supplier that stands still at times: its row among the parties, its name for luck, mean ticks, >= 1."""

    row: int
    who: int
    runs: int
    lasts: int


class _Words(NamedTuple):
    """Where a table says of something how long it runs and for how long it fails."""

    table: str
    name: str
    runs: str
    lasts: str
    either: bool
    """Whether the second time without the first is a mistake."""


RESOURCES = _Words("resources", "resource", "time_between_failures", "time_to_repair", either=True)
SUPPLIERS = _Words("suppliers", "supplier", "time_between_outages", "time_to_recover", either=False)
"""How long a supplier takes to recover is worth knowing, too, where nobody says how often it fails."""


def failing_resources(network: Network, tables: Tables) -> tuple[Failing, ...]:
    """Return the resources that fail.

    Raises
    ------
    InvalidBusinessError
        One of their two times is missing, or a repair takes more than `MOST_DOWN` times as long as it runs.
    """
    row_of = {name: row for row, name in enumerate(network.resource_names)}
    given = _given(network, tables, RESOURCES)
    return tuple(Failing(row_of[name], who(name), runs, lasts) for name, runs, lasts in given if name in row_of)


def failing_suppliers(network: Network, tables: Tables) -> tuple[Standing, ...]:
    """Return the suppliers that stand still at times.

    Raises
    ------
    InvalidBusinessError
        Nobody says how long an outage lasts, or it lasts more than `MOST_DOWN` times as long as the supplier runs.
    """
    row_of = {key: row for row, key in enumerate(network.party_keys)}
    return tuple(
        Standing(row_of[f"supplier\t{name}"], who(name), runs, lasts)
        for name, runs, lasts in _given(network, tables, SUPPLIERS)
    )


def odd_times(tables: Tables) -> list[Problem]:
    """Return what the tables say of failures and outages that no world can go by."""
    return [problem for words in (RESOURCES, SUPPLIERS) for problem in _read(tables, words)[1]]


def recovers_from_nothing(tables: Tables) -> list[int]:
    """Return the lines of suppliers of which is said how long they take to recover and not how often they fail."""
    table = tables[SUPPLIERS.table]
    alone = (table[SUPPLIERS.runs].seconds == MISSING) & (table[SUPPLIERS.lasts].seconds != MISSING)
    found: list[int] = table.lines[alone].tolist()
    return found


def _given(network: Network, tables: Tables, words: _Words) -> list[tuple[str, int, int]]:
    """Return who fails by name, mean ticks between failures and mean ticks of one."""
    found, problems = _read(tables, words)
    if problems:
        raise InvalidBusinessError(problems)
    ticks = network.tick_seconds
    return [(name, max(1, runs // ticks), max(1, lasts // ticks)) for name, runs, lasts in found]


def _read(tables: Tables, words: _Words) -> tuple[list[tuple[str, int, int]], list[Problem]]:
    """Return who fails by name, mean seconds between failures and of one, and the rows that say it wrongly."""
    table = tables[words.table]
    names = table[words.name]
    up, down = table[words.runs].seconds, table[words.lasts].seconds
    problems, found = [], []
    for i in range(table.n):
        runs, lasts, line = int(up[i]), int(down[i]), int(table.lines[i])
        if runs == MISSING and (lasts == MISSING or not words.either):
            continue
        if MISSING in (runs, lasts):
            column = words.lasts if lasts == MISSING else words.runs
            expected = f"both times of a {words.name} that fails, or neither"
            problems.append(Problem("row.either", words.table, line, column, "", expected))
        elif lasts > MOST_DOWN * runs:
            expected = f"at most {MOST_DOWN} times its {words.runs}, {duration_text(runs)}"
            problems.append(Problem("cell.range", words.table, line, words.lasts, duration_text(lasts), expected))
        else:
            found.append((names.names[names.codes[i]], runs, lasts))
    return found, problems


def duration_text(seconds: int) -> str:
    """Return a duration as tables have it, in the largest unit of which it is a whole number."""
    for unit, size in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
