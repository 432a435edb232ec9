"""What of sound tables a study refuses, all of it at once, and what no study goes by: told by `check` as well."""

from collections.abc import Iterator, Sequence
from os import PathLike
from typing import Any

import numpy as np

from tugline.business.failing import duration_text, odd_times, recovers_from_nothing
from tugline.business.ladders import never_on_sale, odd_rungs
from tugline.business.lives import odd_lives
from tugline.business.loop_table import loop_rows
from tugline.business.market import not_gone_by
from tugline.business.needed import read_source
from tugline.business.policies import PRESENT
from tugline.business.varying import odd_sources
from tugline.errors import InvalidBusinessError, Problem
from tugline.network.compile import compile_network
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.studies.replicate import Policy
from tugline.units.quantity import plural


def study_problems(network: Network, tables: Tables) -> list[Problem]:
    """Return every row that a run takes and a study refuses."""
    return [
        *odd_sources(network, tables), *odd_times(tables), *odd_lives(network, tables), *odd_rungs(network, tables)
    ]  # fmt: skip


def sound(source: str | PathLike[str] | dict[str, Any]) -> tuple[Tables, Network]:
    """Return the tables of a folder, or tables by name, and their network, if a study can go by all of them.

    Raises
    ------
    InvalidBusinessError
        All that is wrong with them.
    """
    tables = read_source(source)
    network = compile_network(tables)
    if problems := study_problems(network, tables):
        raise InvalidBusinessError(problems)
    return tables, network


def not_used(network: Network, tables: Tables) -> Iterator[tuple[str, int, str, str]]:
    """Yield table, line, value and why of each row that says something by which nothing goes."""
    suppliers = tables["suppliers"]
    lasts = dict(zip(suppliers.lines.tolist(), suppliers["time_to_recover"].seconds.tolist(), strict=True))
    for line in recovers_from_nothing(tables):
        why = "time_to_recover without a time_between_outages: the supplier never stands still in a study"
        yield "suppliers", line, duration_text(lasts[line]), why
    markdowns = tables["markdowns"]
    for row in never_on_sale(network, tables):
        why = "weeks_on_sale count from on_sale_at of the items table, which is not given: the price never falls"
        yield "markdowns", int(markdowns.lines[row]), str(markdowns["weeks_on_sale"][row]), why
    resources, limited = tables["resources"], _limited(network, tables)
    for row in np.flatnonzero(resources["load_limit"].seconds > 0).tolist():
        if resources["resource"].text(row) not in limited:
            why = "load_limit: no conwip loop of the loops table passes this resource, and only those go by it"
            said = duration_text(int(resources["load_limit"].seconds[row]))
            yield "resources", int(resources.lines[row]), said, why


def more_assumptions(network: Network, tables: Tables, chosen: Sequence[Policy], *, drawn: bool) -> list[str]:
    """Return what single policies rest on, and what of the tables a study does not go by."""
    told = [f"{policy.name} {told}" for policy in chosen for told in policy.rests_on]
    told += _said_of_limits(network, tables, [policy.name for policy in chosen])
    return told if drawn else told + not_gone_by(tables)


def _said_of_limits(network: Network, tables: Tables, policies: Sequence[str]) -> Iterator[str]:
    """Yield what becomes of load limits in a study of some policies, and of outages that never happen."""
    given = int((tables["resources"]["load_limit"].seconds > 0).sum())
    many = len(_limited(network, tables)) if PRESENT in policies else 0
    if many:
        yield (
            f"conwip loops of the policy present release no more work to {plural(many, 'resource')} than their"
            " load_limit in the resources table"
        )
    if given > many:
        none = "no conwip loop of these policies passes them, and only those go by it"
        yield f"the load_limit of {plural(given - many, 'resource')} does nothing: {none}"
    if tables["limits"].n or tables["quotas"].n:
        yield (
            "order limits and quotas hold for promises and for orders that come in: customers of a study order as they"
            " did, and are served by rank"
        )
    if alone := recovers_from_nothing(tables):
        yield f"the time_to_recover of {plural(len(alone), 'supplier')} does nothing: no time_between_outages is given"


def _limited(network: Network, tables: Tables) -> set[str]:
    """Return the names of resources with a load limit that a conwip loop of the loops table passes."""
    found: set[str] = set()
    for place in {row.place for row in loop_rows(network, tables) if row.loop == "conwip"}:
        point = network.point[place]
        for source in network.source[int(point["source_start"]) : int(point["source_stop"])]:
            steps = network.operation[int(source["operation_start"]) : int(source["operation_stop"])]
            rows = np.unique(steps["resource"][network.resource["load_limit"][steps["resource"]] > 0])
            found |= {network.resource_names[row] for row in rows.tolist()}
    return found
