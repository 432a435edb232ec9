"""Check a business's tables without opening it: every problem at once, nothing changed."""

from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from tugline.business.doubts import Doubt, doubts
from tugline.business.estimated import estimates
from tugline.business.founding import plan_loops
from tugline.business.loop_table import stated_loops
from tugline.business.naming import Naming
from tugline.business.needed import need
from tugline.business.parts import make_grid
from tugline.business.tabled import Tabled, read_signals
from tugline.errors import InvalidBusinessError, Problem
from tugline.journal.opening import open_journal
from tugline.loops.catalogue import LOOPS
from tugline.network.compile import compile_network
from tugline.network.idle import idle_cells
from tugline.network.network import Default, Network
from tugline.network.read import emptied, read_tables
from tugline.network.tables import Tables


def check(source: str | PathLike[str] | dict[str, Any]) -> list[Problem]:
    """Return every problem in the tables of a folder, or of tables by name; an empty list means that they are sound."""
    return examine(source).problems


class Findings(NamedTuple):
    """What `examine` finds; of tables with problems `defaults` and `idle` are not known.

    `idle` counts the rows by column that are read and that no rule goes by yet. `doubts` stop nothing: rows that a run
    would put in quarantine, and rows that it takes and that may be a mistake; None = they cannot be told before what
    signals rest on has no problems.
    """

    problems: list[Problem]
    defaults: list[Default]
    idle: dict[str, int]
    doubts: list[Doubt] | None


APART = frozenset({
    "boms", "operations", "setups", "options", "markdowns", "loops", "stock", "balances", "forecast",
})  # fmt: skip
"""Tables that no signal rests on, but for scans of cards: without them the others say the same of orders and events."""


def examine(source: str | PathLike[str] | dict[str, Any]) -> Findings:
    """Return the problems in tables, what is taken where they say nothing, what lies idle, and the rows in doubt."""
    need("business", source, str | PathLike | dict)
    tables, problems = read_tables(source if isinstance(source, dict) else Path(source), loop_schemas=LOOPS)
    if tables is None:
        return Findings(problems, [], {}, None)
    if not problems:
        try:
            network = compile_network(tables)
            stated_loops(network, tables)
        except InvalidBusinessError as error:
            problems = list(error.problems)
        else:
            tabled = _signals(network, tables)
            _, choices = plan_loops(network, make_grid(network), tables, tabled)
            taken = [*network.explain_defaults(), *estimates(Naming(network), choices)]
            return Findings([], taken, idle_cells(tables, network.clock), doubts(network, tables, tabled))
    return _beside(tables, problems)


def _beside(tables: Tables, problems: list[Problem]) -> Findings:
    """Return problems with the rows in doubt, where the tables that have problems say nothing of those."""
    broken = {problem.table for problem in problems}
    if not broken <= APART:
        return Findings(problems, [], {}, None)
    rest = emptied(tables, broken)
    try:
        network = compile_network(rest)
        found = doubts(network, rest, _signals(network, rest))
    except InvalidBusinessError as error:
        # What the other tables say together was not looked at before.
        return Findings([*problems, *error.problems], [], {}, None)
    return Findings(problems, [], {}, [doubt for doubt in found if doubt.table != "cards"])


def _signals(network: Network, tables: Tables) -> Tabled:
    with open_journal() as journal:
        return read_signals(network, tables, journal)
