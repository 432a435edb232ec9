"""Check a business's tables without opening it: every problem at once, nothing changed."""

from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from tugline.business.doubts import Doubt, doubts
from tugline.business.loop_table import stated_loops
from tugline.errors import InvalidBusinessError, Problem
from tugline.loops.catalogue import LOOPS
from tugline.network.compile import compile_network
from tugline.network.idle import idle_cells
from tugline.network.network import Default
from tugline.network.read import read_business


def check(source: str | PathLike[str] | dict[str, Any]) -> list[Problem]:
    """Return every problem in the tables of a folder, or of tables by name; an empty list means that they are sound."""
    return examine(source).problems


class Findings(NamedTuple):
    """What `examine` finds; of tables with problems only these are known.

    `idle` counts the rows by column that are read and that no rule goes by yet. `doubts` stop nothing: rows that a run
    would put in quarantine, and rows that it takes and that look like a mistake.
    """

    problems: list[Problem]
    defaults: list[Default]
    idle: dict[str, int]
    doubts: list[Doubt]


def examine(source: str | PathLike[str] | dict[str, Any]) -> Findings:
    """Return the problems in tables and, if there is none, what is taken where they say nothing and what lies idle."""
    try:
        tables = read_business(source if isinstance(source, dict) else Path(source), loop_schemas=LOOPS)
        network = compile_network(tables)
        stated_loops(network, tables)
    except InvalidBusinessError as error:
        return Findings(list(error.problems), [], {}, [])
    return Findings([], network.explain_defaults(), idle_cells(tables), doubts(network, tables))
