"""Kanban loops that `check` doubts: a card is one container, and all of them hold so much and no more.

Containers may be no lot of their source, and hold less than those who draw from them need at once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from tugline.business.loop_table import loop_rows
from tugline.business.naming import Naming
from tugline.business.rates import first_sources
from tugline.loops.lot import lot_size
from tugline.network.layout import MAKE, MOVE
from tugline.network.loop_rows import LoopRow
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.state.duration import started_for


def odd_cards(network: Network, tables: Tables) -> Iterator[tuple[int, str, str]]:
    """Yield line of the loops table, quantity that one of its cards asks for, and what its source asks for instead."""
    rows = [row for row in loop_rows(network, tables) if row.loop == "kanban"]
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


def small_loops(network: Network, tables: Tables) -> Iterator[tuple[int, str, str]]:
    """Yield line of the loops table, what all containers of a loop hold, and whose smallest lot needs more at once."""
    rows = [row for row in loop_rows(network, tables) if row.loop == "kanban"]
    if not rows:
        return
    naming, told = Naming(network), set()
    lots = {row.place: quantity for row in rows if (quantity := _card_quantity(row)) is not None}
    draws: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for source in range(len(network.source)):
        for point, needed in _drawn(network, source, lots):
            draws[point].append((needed, source))
    for row in rows:
        most = _most_held(row)
        if most is None or row.line in told or not draws[row.place]:
            continue
        needed, source = max(draws[row.place], key=lambda draw: (draw[0], -draw[1]))
        if needed > most:
            told.add(row.line)
            yield row.line, naming.show(row.place, most), _too_small(naming, row.place, source, most, needed)


def _drawn(network: Network, row: int, lots: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the stock points that a source draws from, and what the smallest lot of it takes there."""
    source = network.source[row]
    lot = int(lot_size(source, max(1, lots.get(int(source["point"]), 1)), int(source["multiple"])))
    if int(source["kind"]) == MOVE and int(source["from_point"]) >= 0:
        yield int(source["from_point"]), lot
    elif int(source["kind"]) == MAKE:
        started = int(started_for(source, lot))
        for need in network.need[int(source["need_start"]) : int(source["need_stop"])]:
            yield int(need["point"]), -(-started * int(need["numerator"]) // int(need["denominator"]))


def _most_held(row: LoopRow) -> int | None:
    """Return what all containers of a loop hold; None = the table does not say it."""
    cards, container, lot = row.parameters.get("cards"), row.parameters.get("container"), row.parameters.get("lot", 1)
    if not isinstance(cards, int) or not isinstance(container, int) or not isinstance(lot, int):
        return None
    return container * (cards + max(1, lot) if row.parameters.get("mode") == "signal" else cards)


def _too_small(naming: Naming, point: int, source: int, most: int, needed: int) -> str:
    place = f"{naming.item(point)} at {naming.location(point)}"
    above = int(naming.network.source["point"][source])
    return (
        f"{place}: all its containers hold {naming.show(point, most)}, and the smallest lot of {naming.item(above)} at "
        f"{naming.location(above)} needs {naming.show(point, needed)} at once, so it waits for ever; more cards or "
        "larger containers let it go"
    )


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
