"""What of a business varies in a simulated world: how its tables say it, as luck knows it."""

from typing import NamedTuple

import numpy as np

from tugline.business.naming import Naming
from tugline.errors import InvalidBusinessError, Problem
from tugline.network.network import Network
from tugline.network.tables import MISSING, Table, Tables
from tugline.studies.breakdowns import Failing
from tugline.world.chances import gamma_row, lognormal_row, who
from tugline.world.layout import RESOURCE_CHANCE, SOURCE_CHANCE
from tugline.world.luck import WIDTH

PPM = 1_000_000


class Chances(NamedTuple):
    """What `world.arena.with_luck` takes after the key, and the resources that fail."""

    source: np.ndarray
    resource: np.ndarray
    spread: np.ndarray
    failing: tuple[Failing, ...]


def chances_of(network: Network, tables: Tables) -> Chances:
    """Return how lead times, lots and work vary, and what fails.

    Raises
    ------
    InvalidBusinessError
        A resource is said to fail and not how long its repair takes, or the other way round; or what is moved is said
        to vary or to be rejected.
    """
    rows: list[np.ndarray] = []
    known: dict[tuple[str, int], int] = {}

    def row_of(kind: str, width: int) -> int:
        """Return the row of a width in parts of a million, one for all that vary alike; -1 = it does not vary."""
        if width <= 0:
            return -1
        if (kind, width) not in known:
            known[kind, width] = len(rows)
            rows.append((lognormal_row if kind == "lognormal" else gamma_row)(width / PPM))
        return known[kind, width]

    naming, table = Naming(network), tables["sources"]
    _refuse_moves(table)
    lead, good, rejected = (_by_line(table, c) for c in ("lead_time_spread", "yield_spread", "reject_rate"))
    source = np.zeros(len(network.source), SOURCE_CHANCE)
    for i, line in enumerate(network.source_line.tolist()):
        point, supplier = int(network.source["point"][i]), int(network.source["supplier"][i])
        name = (naming.item(point), naming.location(point), naming.party(supplier) if supplier >= 0 else "")
        source[i] = (
            who(*name), row_of("lognormal", lead.get(line, 0)), row_of("gamma", good.get(line, 0)),
            (rejected.get(line, 0) << 32) // PPM,
        )  # fmt: skip
    names, work = tables["resources"]["resource"], tables["resources"]["time_spread"]
    width_of = dict(zip((names.names[code] for code in names.codes.tolist()), work.tolist(), strict=True))
    resource = np.zeros(len(network.resource), RESOURCE_CHANCE)
    for i, named in enumerate(network.resource_names):
        resource[i] = (who(named), row_of("gamma", width_of.get(named, 0)))
    spread = np.array(rows) if rows else np.zeros((0, WIDTH), np.int64)
    return Chances(source, resource, spread, _failing(network, tables))


MOST_DOWN = 10
"""A resource may be down so many times as long as it runs: what is more is a mistake."""


def _refuse_moves(table: Table) -> None:
    """Refuse what would have goods come out of nothing, or vanish, on their way from one place to another."""
    moves = table.is_choice("kind", "move")
    problems = [
        Problem("cell.kind", "sources", line, column, f"{value / PPM:g}", "nothing: what is moved arrives as it left")
        for column in ("yield_spread", "reject_rate")
        for line, value, moved in zip(table.lines.tolist(), table[column].tolist(), moves.tolist(), strict=True)
        if moved and value > 0
    ]
    problems += [
        Problem("cell.range", "sources", line, "reject_rate", "1", "less than 1: nothing would ever arrive")
        for line, value in zip(table.lines.tolist(), table["reject_rate"].tolist(), strict=True)
        if value >= PPM
    ]
    if problems:
        raise InvalidBusinessError(problems)


def _by_line(table: Table, column: str) -> dict[int, int]:
    """Return what the given rows of a column say, in parts of a million, by line of the file."""
    cells = table[column]
    given = zip(table.lines.tolist(), cells.tolist(), strict=True)
    return {line: value for line, value in given if value not in (MISSING, 0)}


def _failing(network: Network, tables: Tables) -> tuple[Failing, ...]:
    table = tables["resources"]
    names = table["resource"]
    up, down = table["time_between_failures"].seconds, table["time_to_repair"].seconds
    problems, found = [], []
    row_of = {name: row for row, name in enumerate(network.resource_names)}
    for i in range(table.n):
        name = names.names[names.codes[i]]
        runs, repair = int(up[i]), int(down[i])
        if runs == MISSING and repair == MISSING:
            continue
        if MISSING in (runs, repair):
            column = "time_to_repair" if repair == MISSING else "time_between_failures"
            expected = "both times of a resource that fails, or neither"
            problems.append(Problem("row.either", "resources", int(table.lines[i]), column, "", expected))
        elif repair > MOST_DOWN * runs:
            expected = f"at most {MOST_DOWN} times its time_between_failures"
            given = f"{repair / 3600:g} h, after {runs / 3600:g} h of running"
            problems.append(Problem("cell.range", "resources", int(table.lines[i]), "time_to_repair", given, expected))
        elif name in row_of:
            ticks = network.tick_seconds
            found.append(Failing(row_of[name], who(name), max(1, runs // ticks), max(1, repair // ticks)))
    if problems:
        raise InvalidBusinessError(problems)
    return tuple(found)


def what_varies(tables: Tables) -> list[str]:
    """Return one sentence for each thing that might vary: by what, or that it does not."""
    sources, resources = tables["sources"], tables["resources"]

    def some(table: Table, column: str) -> bool:
        return bool((table[column] > 0).any())

    fails = bool((resources["time_between_failures"].seconds > 0).any())
    return [
        "lead times vary by the lead_time_spread of the sources table" if some(sources, "lead_time_spread") else
        "lead times are as stated: the sources table gives no lead_time_spread",
        "the time of work varies by the time_spread of the resources table" if some(resources, "time_spread") else
        "work takes its planned time: the resources table gives no time_spread",
        "what comes good of a lot varies by the yield_spread of the sources table" if some(sources, "yield_spread") else
        "lots yield what is planned: the sources table gives no yield_spread",
        *(["lots are rejected on arrival by the reject_rate of the sources table"] if some(sources, "reject_rate") else
          []),
        "resources fail and are repaired as the resources table says; work that has begun is ended first" if fails else
        "resources do not break down: the resources table gives no time_between_failures",
    ]  # fmt: skip
