"""The tables of a business as data: reading, checking and the reference page all follow this list."""

from collections.abc import Mapping
from dataclasses import replace

from tugline.network import schema_network, schema_rules, schema_signals, schema_trade
from tugline.network.columns import Column, LoopSchemas, TableSchema

SCHEMA: dict[str, TableSchema] = {
    table.name: table
    for table in (*schema_network.TABLES, *schema_trade.TABLES, *schema_rules.TABLES, *schema_signals.TABLES)
}
"""All tables by name. `loops` has the parameters of all loops as further columns: see `schema_with`."""


def schema_with(loop_schemas: LoopSchemas) -> Mapping[str, TableSchema]:
    """Return the tables, with the parameters of the given loops as columns of `loops`.

    A parameter's cell stays a text: its kind hangs on the loop of its row, its decimals on the items that it is for.
    """
    loops = SCHEMA["loops"]
    says: dict[str, list[str]] = {}
    for loop, parameters in loop_schemas.items():
        for parameter in parameters:
            says.setdefault(parameter.name, []).append(f"{loop}: {parameter.says}")
    columns = tuple(Column(name, "text", "; ".join(some)) for name, some in says.items())
    return {**SCHEMA, "loops": replace(loops, columns=(*loops.columns, *columns))}
