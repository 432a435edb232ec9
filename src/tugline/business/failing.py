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


def _given(network: Network, tables: Tables, words: _Words) -> list[tuple[str, int, int]]:
    """Return who fails by name, mean ticks between failures and mean ticks of one."""
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
            expected = f"at most {MOST_DOWN} times its {words.runs}"
            given = f"{lasts / 3600:g} h, after {runs / 3600:g} h of running"
            problems.append(Problem("cell.range", words.table, line, words.lasts, given, expected))
        else:
            ticks = network.tick_seconds
            found.append((names.names[names.codes[i]], max(1, runs // ticks), max(1, lasts // ticks)))
    if problems:
        raise InvalidBusinessError(problems)
    return found
