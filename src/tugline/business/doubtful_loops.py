"""Kanban loops whose containers are not what their source delivers: told by `check`, since a card is one container."""

from collections.abc import Iterator

import numpy as np

from tugline.business.naming import Naming
from tugline.business.rates import first_sources
from tugline.network.loop_rows import LoopRow, expand_loops
from tugline.network.network import Network
from tugline.network.tables import Tables


def odd_cards(network: Network, tables: Tables) -> Iterator[tuple[int, str, str]]:
    """Yield line of the loops table, quantity that one of its cards asks for, and what its source asks for instead."""
    rows = _rows(network, tables)
    if not rows:
        return
    naming, first, told = Naming(network), first_sources(network), set()
    for row in rows:
        quantity = _card_quantity(row)
        if quantity is None or row.line in told or first[row.place] < 0:
            continue
        against = _against(naming, row.place, network.source[first[row.place]], quantity)
        if against:
            told.add(row.line)
            yield row.line, naming.show(row.place, quantity), against


def _rows(network: Network, tables: Tables) -> list[LoopRow]:
    names = [name.split("\t") for name in network.point_names] if tables["loops"].n else []
    rows = expand_loops(tables, [item for item, _ in names], [location for _, location in names])
    return [row for row in rows if row.loop == "kanban"]


def _card_quantity(row: LoopRow) -> int | None:
    """Return what one card of a loop asks for; None = the table does not say it."""
    container, lot = row.parameters.get("container"), row.parameters.get("lot", 1)
    if not isinstance(container, int) or not isinstance(lot, int):
        return None
    return container * max(1, lot) if row.parameters.get("mode") == "signal" else container


def _against(naming: Naming, point: int, source: np.void, quantity: int) -> str:
    said = []
    if quantity < int(source["minimum"]):
        said.append(f"a minimum of {naming.show(point, int(source['minimum']))}")
    if quantity % int(source["multiple"]):
        said.append(f"multiples of {naming.show(point, int(source['multiple']))}")
    if quantity > int(source["maximum"]):
        said.append(f"a maximum of {naming.show(point, int(source['maximum']))}")
    if not said:
        return ""
    return f"{naming.item(point)} at {naming.location(point)}: a card asks for one container, its source for " + (
        " and ".join(said) + "; a container that is a lot of its source keeps cards and deliveries in step"
    )
