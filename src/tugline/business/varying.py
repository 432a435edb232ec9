"""What of a business varies in a simulated world: how its tables say it, as luck knows it."""

import numpy as np

from tugline.business.failing import failing_resources, failing_suppliers
from tugline.business.naming import Naming
from tugline.errors import InvalidBusinessError, Problem
from tugline.network.layout import MAKE
from tugline.network.network import Network
from tugline.network.tables import MISSING, Table, Tables
from tugline.studies.breakdowns import Failing
from tugline.world.chances import gamma_row, lognormal_row, who
from tugline.world.layout import RESOURCE_CHANCE, SOURCE_CHANCE, SUPPLIER_CHANCE
from tugline.world.luck import WIDTH
from tugline.world.simulated import Chances

PPM = 1_000_000
LEAD_TIMES, WORK, YIELDS, REJECTS = "lead times", "work", "yields", "rejects"
FAILURES, OUTAGES, LIMITS = "failures", "outages", "limits"


def chances_of(network: Network, tables: Tables) -> tuple[Chances, tuple[Failing, ...]]:
    """Return how lead times, lots, work and suppliers vary, and the resources that fail.

    Raises
    ------
    InvalidBusinessError
        A resource or a supplier is said to fail and not how long that lasts, or a resource the other way round; or what
        is moved is said to vary or to be rejected.
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
    if problems := odd_sources(network, tables):
        raise InvalidBusinessError(problems)
    lead, good, rejected, a_week = (
        _by_line(table, c) for c in ("lead_time_spread", "yield_spread", "reject_rate", "weekly_capacity")
    )
    source = np.zeros(len(network.source), SOURCE_CHANCE)
    for i, line in enumerate(network.source_line.tolist()):
        point, supplier = int(network.source["point"][i]), int(network.source["supplier"][i])
        name = (naming.item(point), naming.location(point), naming.party(supplier) if supplier >= 0 else "")
        source[i] = (
            who(*name), row_of("lognormal", lead.get(line, 0)), row_of("gamma", good.get(line, 0)),
            (rejected.get(line, 0) << 32) // PPM, a_week.get(line, 0), 0, 0,
        )  # fmt: skip
    names, work = tables["resources"]["resource"], tables["resources"]["time_spread"]
    width_of = dict(zip((names.names[code] for code in names.codes.tolist()), work.tolist(), strict=True))
    resource = np.zeros(len(network.resource), RESOURCE_CHANCE)
    for i, named in enumerate(network.resource_names):
        resource[i] = (who(named), row_of("gamma", width_of.get(named, 0)))
    standing = np.zeros(len(network.party), SUPPLIER_CHANCE)
    standing["turn"] = -1
    for one in failing_suppliers(network, tables):
        standing[one.row] = (one.who, row_of("gamma", PPM), one.runs, one.lasts, -1, 0, 0)
    spread = np.array(rows) if rows else np.zeros((0, WIDTH), np.int64)
    return Chances(source, resource, standing, spread), failing_resources(network, tables)


def odd_sources(network: Network, tables: Tables) -> list[Problem]:
    """Return what is said of sources that no world can go by.

    That is what would have goods come out of nothing, or vanish, on their way from one place to another; lots that
    never arrive; and a limit of what comes in a week for what has operations, whose resources say what they can do.
    """
    table = tables["sources"]
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
    row_of = {line: row for row, line in enumerate(network.source_line.tolist())}
    for line, value in _by_line(table, "weekly_capacity").items():
        source = network.source[row_of[line]]
        if source["kind"] == MAKE and source["supplier"] < 0 and source["operation_start"] < source["operation_stop"]:
            expected = "nothing: it has operations, and their resources say what they can do"
            problems.append(Problem("cell.kind", "sources", line, "weekly_capacity", f"{value:,}", expected))
    return problems


def _by_line(table: Table, column: str) -> dict[int, int]:
    """Return what the given rows of a column say, by line of the file."""
    cells = table[column]
    given = zip(table.lines.tolist(), cells.tolist(), strict=True)
    return {line: value for line, value in given if value not in (MISSING, 0)}


def what_varies(tables: Tables) -> list[str]:
    """Return one sentence for each thing that might vary: by what, or that it does not."""
    return list(sentences_of(tables).values())


def sentences_of(tables: Tables) -> dict[str, str]:
    """Return the sentences of `what_varies` by what they are about."""
    sources, resources = tables["sources"], tables["resources"]

    def some(table: Table, column: str) -> bool:
        return bool((table[column] > 0).any())

    fails = bool((resources["time_between_failures"].seconds > 0).any())
    stands = bool((tables["suppliers"]["time_between_outages"].seconds > 0).any())
    rejects = {REJECTS: "lots are rejected on arrival by the reject_rate of the sources table"}
    return {
        LEAD_TIMES: "lead times vary by the lead_time_spread of the sources table" if some(sources, "lead_time_spread")
        else "lead times are as stated: the sources table gives no lead_time_spread",
        WORK: "the time of work varies by the time_spread of the resources table" if some(resources, "time_spread") else
        "work takes its planned time: the resources table gives no time_spread",
        YIELDS: "what comes good of a lot varies by the yield_spread of the sources table"
        if some(sources, "yield_spread") else "lots yield what is planned: the sources table gives no yield_spread",
        **(rejects if some(sources, "reject_rate") else {}),
        FAILURES: "resources fail and are repaired as the resources table says; work that has begun is ended first"
        if fails else "resources do not break down: the resources table gives no time_between_failures",
        OUTAGES: "suppliers stand still and recover as the suppliers table says; what they were asked for waits"
        " meanwhile" if stands else "suppliers never stand still: the suppliers table gives no time_between_outages",
        LIMITS: "no more comes of a source than its weekly_capacity in the sources table"
        if some(sources, "weekly_capacity") else
        "any quantity comes after the lead time: the sources table gives no weekly_capacity",
    }  # fmt: skip
