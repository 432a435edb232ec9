"""Ladders of prices, as the markdowns table says them: by which part the price of an item falls, and when."""

from collections.abc import Iterator

import numpy as np

from tugline.business.naming import Naming
from tugline.errors import InvalidBusinessError, Problem
from tugline.network.network import Network
from tugline.network.tables import MISSING, Table, Tables
from tugline.studies.customers import WEEK
from tugline.studies.markdowns import SURE, WHOLE, Ladder, places
from tugline.units.quantity import plural
from tugline.units.time import DAY_SECONDS, epoch_of_local, local_of_epoch
from tugline.world.chances import who

MOST_MORE = 100
"""So many times as many customers come for a lower price, at most."""


def ladder_of(network: Network, tables: Tables) -> Ladder | None:
    """Return the rungs of all stock points, None where there are none.

    An item with rows of its own has these, any other those of its family. Weeks on sale are counted in local days from
    `on_sale_at`; where an item has none, rungs by weeks are left out. A row with weeks and a time has the earlier.

    Raises
    ------
    InvalidBusinessError
        By their price response more customers would come at a rung than can be.
    """
    table, items = tables["markdowns"], tables["items"]
    rows = _rows_of_items(network, table)
    begins = [_begins(network, table, line, int(items["on_sale_at"][network.items.table_row[i]])) for i, line in rows]
    rungs = sorted((i, at, line) for (i, line), at in zip(rows, begins, strict=True) if at is not None)
    if not rungs:
        return None
    item = np.array([i for i, _, _ in rungs])
    tick = network.clock.ticks_of(np.array([at for _, at, _ in rungs], np.int64))
    line = np.array([line for _, _, line in rungs])
    more = _more(network, tables, item, line)
    of_item = network.point["item"]
    pairs = [(p, r) for p in range(len(of_item)) for r in _of(item, int(of_item[p]))]
    point, rung = np.array(pairs, np.int64).reshape(-1, 2).T
    naming = Naming(network)
    names = [who(naming.item(p), naming.location(p)) for p in range(len(of_item))]
    return Ladder(
        network.point["price"], np.array(names, np.int64), places(point, tick[rung]), table["depth"][line[rung]],
        more[rung],
    )  # fmt: skip


def _rows_of_items(network: Network, table: Table) -> list[tuple[int, int]]:
    """Return pairs of an item and a row of the markdowns that is its own, or its family's."""
    by_item: dict[str, list[int]] = {}
    by_family: dict[str, list[int]] = {}
    for line in range(table.n):
        if name := table["item"].text(line):
            by_item.setdefault(name, []).append(line)
        else:
            by_family.setdefault(table["family"].text(line), []).append(line)
    return [
        (i, line)
        for i, name in enumerate(network.items.name)
        for line in by_item.get(name, by_family.get(network.items.family.text(i), []))
    ]


def _begins(network: Network, table: Table, line: int, on_sale: int) -> int | None:
    """Return from when on a row counts for an item that is on sale from some time on, in epoch seconds."""
    weeks, at = int(table["weeks_on_sale"][line]), int(table["at"][line])
    told = [] if at == MISSING else [at]
    if MISSING not in {weeks, on_sale}:
        local = local_of_epoch(np.array([on_sale]), network.clock.zone) + weeks * WEEK * DAY_SECONDS
        told.append(int(epoch_of_local(local, network.clock.zone)[0]))
    return min(told, default=None)


def _of(item: np.ndarray, one: int) -> range:
    """Return the places of one item in items in ascending order."""
    return range(*np.searchsorted(item, [one, one + 1]).tolist())


def _more(network: Network, tables: Tables, item: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Return how many come at each rung beside each who comes anyway, in parts of `SURE`."""
    given = tables["items"]["price_response"][network.items.table_row[item]]
    response = np.where(given == MISSING, 0, given) / WHOLE
    depth = tables["markdowns"]["depth"][line] / WHOLE
    minds = response > 0
    with np.errstate(divide="ignore"):
        factor = np.where(minds, np.where(minds, 1 - depth, 1.0) ** -response, 1.0)
    if problems := [
        Problem(
            "cell.range", "markdowns", int(tables["markdowns"].lines[line[r]]), "depth", f"{depth[r]:g}",
            f"at a price_response of {response[r]:g} at most {MOST_MORE} times as many customers as at list price",
        )
        for r in np.flatnonzero(factor > MOST_MORE).tolist()
    ]:  # fmt: skip
        raise InvalidBusinessError(problems)
    more: np.ndarray = np.rint((factor - 1) * SURE).astype(np.int64)
    return more


def said_of_ladder(network: Network, tables: Tables) -> Iterator[str]:
    """Yield what a study rests on where prices fall."""
    items, rows = tables["items"], _rows_of_items(network, tables["markdowns"])
    if not rows:
        return
    marked = np.unique([i for i, _ in rows])
    given = items["price_response"][network.items.table_row[marked]]
    same = int(np.count_nonzero((given == MISSING) | (given == 0)))
    more = f", and more customers come for {plural(len(marked) - same, 'item')} as price_response says"
    more = more if same < len(marked) else ", and no more customers come: no price_response is given"
    yield (
        f"at tills the prices of {plural(len(marked), 'item')} fall as the markdowns table says, under every policy"
        f" alike{more}; orders keep the price that was agreed, and"
        " sales of the history at a lower price come as they were"
    )
    weeks = {
        i for i, line in rows
        if tables["markdowns"]["weeks_on_sale"][line] != MISSING and tables["markdowns"]["at"][line] == MISSING
        and items["on_sale_at"][network.items.table_row[i]] == MISSING
    }  # fmt: skip
    if weeks:
        yield f"{plural(len(weeks), 'item')} without an on_sale_at: their markdowns by weeks on sale are left out"
