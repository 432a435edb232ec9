"""Change-over times that depend on what ran before, as the setups table gives them: by resource and groups."""

from tugline.network.network import Network
from tugline.network.registers import Register
from tugline.network.tables import Tables

ChangeOvers = dict[tuple[int, int, int], int]
"""Ticks by row of the resource and rows of the groups before and after."""


def change_overs(network: Network, tables: Tables) -> ChangeOvers:
    """Return the times of the setups table between groups that some operation has; a part of a tick counts as one."""
    table, groups = tables["setups"], Register.of(network.setup_group_names)
    columns = (
        network.registers.resources.rows_of(table["resource"]).tolist(),
        groups.rows_of(table["from_group"]).tolist(),
        groups.rows_of(table["to_group"]).tolist(),
        table["time"].seconds.tolist(),
    )
    return {
        (resource, before, after): -(-seconds // network.tick_seconds)
        for resource, before, after, seconds in zip(*columns, strict=True)
        if min(resource, before, after) >= 0
    }
