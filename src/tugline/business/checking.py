"""Check a business's tables without opening it: every problem at once, nothing changed."""

from os import PathLike
from pathlib import Path
from typing import Any

from tugline.business.loop_table import stated_loops
from tugline.errors import InvalidBusinessError, Problem
from tugline.loops.catalogue import LOOPS
from tugline.network.compile import compile_network
from tugline.network.network import Default
from tugline.network.read import read_business


def check(source: str | PathLike[str] | dict[str, Any]) -> list[Problem]:
    """Return every problem in the tables of a folder, or of tables by name; an empty list means that they are sound."""
    return examine(source)[0]


def examine(source: str | PathLike[str] | dict[str, Any]) -> tuple[list[Problem], list[Default]]:
    """Return the problems in tables and, if there is none, the defaults that are taken where the tables say nothing."""
    try:
        tables = read_business(source if isinstance(source, dict) else Path(source), loop_schemas=LOOPS)
        network = compile_network(tables)
        stated_loops(network, tables)
    except InvalidBusinessError as error:
        return list(error.problems), []
    return [], network.explain_defaults()
