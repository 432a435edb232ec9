"""Ladders of prices, as the markdowns table says them: by which part the price of an item falls, and when."""

import math
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
    `on_sale_at`; where an item has none, rungs by weeks are left out.

    Raises
    ------
    InvalidBusinessError
        See `odd_rungs`.
    """
    if problems := odd_rungs(network, tables):
        raise InvalidBusinessError(problems)
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
    if at != MISSING or MISSING in {weeks, on_sale}:
        return at if at != MISSING else None
    local = local_of_epoch(np.array([on_sale]), network.clock.zone) + weeks * WEEK * DAY_SECONDS
    return int(epoch_of_local(local, network.clock.zone)[0])


def _of(item: np.ndarray, one: int) -> range:
    """Return the places of one item in items in ascending order."""
    return range(*np.searchsorted(item, [one, one + 1]).tolist())


def odd_rungs(network: Network, tables: Tables) -> list[Problem]:
    """Return the rows of markdowns that say twice when, and those at which more customers would come than can be."""
    table = tables["markdowns"]
    both = np.flatnonzero((table["weeks_on_sale"] != MISSING) & (table["at"] != MISSING))
    problems = [
        Problem(
            "row.either", "markdowns", int(table.lines[row]), "weeks_on_sale", f"{table['weeks_on_sale'][row]}",
            "weeks_on_sale or at, not both: they say when the price falls",
        )
        for row in both.tolist()
    ]  # fmt: skip
    told: set[int] = set()
    for item, row in _rows_of_items(network, table):
        response, depth = _response(network, tables, item), float(table["depth"][row]) / WHOLE
        if _factor(response, depth) > MOST_MORE and row not in told:
            told.add(row)
            expected = (
                f"at a price_response of {response:g} at most {MOST_MORE} times as many customers as at list price"
            )
            problems.append(Problem("cell.range", "markdowns", int(table.lines[row]), "depth", f"{depth:g}", expected))
    return problems


def _response(network: Network, tables: Tables, item: int) -> float:
    """Return the price response of an item, 0 where none is given."""
    given = int(tables["items"]["price_response"][network.items.table_row[item]])
    return 0.0 if given == MISSING else given / WHOLE


def _factor(response: float, depth: float) -> float:
    """Return how many times as many customers come at a price that is lower by a part."""
    if response <= 0:
        return 1.0
    return math.inf if depth >= 1 else (1 - depth) ** -response


def _more(network: Network, tables: Tables, item: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Return how many come at each rung beside each who comes anyway, in parts of `SURE`."""
    depth = tables["markdowns"]["depth"][line] / WHOLE
    each = zip(item.tolist(), depth.tolist(), strict=True)
    factor = np.array([_factor(_response(network, tables, i), d) for i, d in each])
    more: np.ndarray = np.rint((factor - 1) * SURE).astype(np.int64)
    return more


def never_on_sale(network: Network, tables: Tables) -> list[int]:
    """Return the rows of markdowns by weeks on sale that count for no item, as none of theirs has an `on_sale_at`."""
    table, begins = tables["markdowns"], tables["items"]["on_sale_at"]
    by_weeks = (table["weeks_on_sale"] != MISSING) & (table["at"] == MISSING)
    counts = np.zeros(table.n, np.bool_)
    for item, row in _rows_of_items(network, table):
        counts[row] |= begins[network.items.table_row[item]] != MISSING
    return np.flatnonzero(by_weeks & ~counts).tolist()


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


def said_of_rungs_that_do_nothing(network: Network, tables: Tables, last: int) -> Iterator[str]:
    """Yield what of the markdowns table a study does not go by that ends at tick `last`."""
    table, items = tables["markdowns"], tables["items"]
    rows = _rows_of_items(network, table)
    begins = {(i, line): _begins(network, table, line, int(items["on_sale_at"][network.items.table_row[i]]))
              for i, line in rows}  # fmt: skip
    if weeks := {i for (i, _), at in begins.items() if at is None}:
        yield f"{plural(len(weeks), 'item')} without an on_sale_at: their markdowns by weeks on sale are left out"
    end = {line for (_, line), at in begins.items() if at is not None}
    for (_, line), at in begins.items():
        if at is not None and int(network.clock.ticks_of(np.array([at], np.int64))[0]) < last:
            end.discard(line)
    if end:
        yield f"{plural(len(end), 'row')} of the markdowns table would count after the end of the study: no price falls"
