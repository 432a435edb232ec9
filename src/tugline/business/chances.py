"""How sources and resources of a study vary, by what the tables say of them."""

import numpy as np

from tugline.business.naming import Naming
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.world.chances import spread_row, who
from tugline.world.layout import CHANCE

PPM = 1_000_000


def chances_of(network: Network, tables: Tables) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return how sources and resources vary: lead times by their spread in the tables, work not at all."""
    table = tables["sources"]
    by_line = dict(zip(table.lines.tolist(), table["lead_time_spread"].tolist(), strict=True))
    widths = [max(0, by_line.get(line, 0)) / PPM for line in network.source_line.tolist()]
    distinct = sorted({width for width in widths if width > 0})
    naming, source = Naming(network), np.zeros(len(network.source), CHANCE)
    for row, width in enumerate(widths):
        point = int(network.source["point"][row])
        supplier = int(network.source["supplier"][row])
        name = (naming.item(point), naming.location(point), naming.party(supplier) if supplier >= 0 else "")
        source[row] = (who(*name), distinct.index(width) if width > 0 else -1)
    resource = np.zeros(len(network.resource), CHANCE)
    resource["row"] = -1
    spread = np.array([spread_row(width) for width in distinct]) if distinct else np.zeros((0, 1), np.int64)
    return source, resource, spread
