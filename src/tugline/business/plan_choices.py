"""For a plan, what is made to a choice is a stock point of its own: its goods serve nobody else, and its bill differs.

The planner knows no options. What is open with other options than the default ones is put at stock points that are
there for the plan alone, behind those of the network, each with the sources of its own one: the bill of the choice, and
lots of just what is wanted. Where nobody chose anything, network and state stay what they are.
"""

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from tugline.network.bill_of import bill_of
from tugline.network.layout import MAKE, MOVE, NEED
from tugline.network.network import Network
from tugline.state import arena

Chosen = tuple[int, int]
"""A stock point and a choice of its item's options, as its number."""


class Apart(NamedTuple):
    """A network and a state with a stock point for each choice, and by row the stock point of the network it is of."""

    network: Network
    state: Any
    base: np.ndarray
    row_of: dict[Chosen, int]


def apart(network: Network, state: Any, asked: Chosen | None = None) -> Apart:
    """Return network and state with every choice that is open, or asked for, at a stock point of its own."""
    arrays, n = arena.arrays(state), len(network.point)
    need, pull = arrays["need"], arrays["pull"]
    chosen = (need["owner_kind"] > 0) & (need["choice"] != 0), (pull["id"] > 0) & (pull["choice"] != 0)
    found = {asked: None} if asked is not None and asked[1] else {}
    for records, these in zip((need, pull), chosen, strict=True):
        found |= dict.fromkeys(zip(records["point"][these].tolist(), records["choice"][these].tolist(), strict=True))
    row_of = {pair: n + i for i, pair in enumerate(_with_origins(network, list(found)))}
    if not row_of and not arrays["stock"]["apart"].any():
        return Apart(network, state, np.arange(n), row_of)
    base = np.append(np.arange(n), [point for point, _ in row_of]).astype(np.int64)
    wider, source_of = _network(network, row_of)
    return Apart(wider, _state(arrays, wider, base, row_of, chosen, source_of), base, row_of)


def _with_origins(network: Network, pairs: list[Chosen]) -> list[Chosen]:
    """Return pairs with those that they are moved from."""
    found = dict.fromkeys(pairs)
    todo = list(pairs)
    while todo:
        point, choice = todo.pop()
        for row in network.source_rows(point):
            origin = int(network.source["from_point"][row])
            if network.source["kind"][row] == MOVE and origin >= 0 and (origin, choice) not in found:
                found[origin, choice] = None
                todo.append((origin, choice))
    return list(found)


def _network(network: Network, row_of: dict[Chosen, int]) -> tuple[Network, dict[Chosen, int]]:
    """Return the network with the stock points of choices, and the row of each source of theirs by (source, point)."""
    points, sources, needs = list[Any](), list[Any](), list[tuple[int, int, int]]()
    lines, source_of = list[int](), dict[Chosen, int]()
    for (point, choice), own in row_of.items():
        record = network.point[point : point + 1].copy()
        record["source_start"] = len(network.source) + len(sources)
        for row in network.source_rows(point):
            source = network.source[row : row + 1].copy()
            source["point"], source["minimum"], source["multiple"] = own, 0, 1
            if source["kind"][0] == MAKE:
                source["need_start"] = len(network.need) + len(needs)
                needs += bill_of(network, row, choice)
                source["need_stop"] = len(network.need) + len(needs)
            elif source["from_point"][0] >= 0:
                source["from_point"] = row_of[int(source["from_point"][0]), choice]
            source_of[row, own] = len(network.source) + len(sources)
            sources.append(source)
            lines.append(int(network.source_line[row]))
        record["source_stop"] = len(network.source) + len(sources)
        points.append(record)
    wider = replace(
        network,
        point=np.concatenate([network.point, *points]),
        source=np.concatenate([network.source, *sources]),
        need=np.concatenate([network.need, np.array(needs, NEED)]),
        source_line=np.append(network.source_line, np.array(lines, np.int64)),
    )
    return wider, source_of


def _state(
    arrays: dict[str, np.ndarray], network: Network, base: np.ndarray, row_of: dict[Chosen, int],
    chosen: tuple[np.ndarray, np.ndarray], source_of: dict[Chosen, int],
) -> Any:  # fmt: skip
    """Return a copy of a state in which needs, lines and pulls of choices, and their goods, are at their own points."""
    blank = arena.arrays(arena.new_state(len(base), len(network.source)))
    kept = {name: arrays[name].copy() for name in arena.KEPT_FIELDS}
    for name in ("stock", "loop", "first_card", "given"):
        kept[name] = np.concatenate([arrays[name], blank[name][len(arrays[name]) :]])
    stock, need, pull = kept["stock"], kept["need"], kept["pull"]
    stock["on_hand"] -= stock["apart"]
    for slot in np.flatnonzero(chosen[0]).tolist():
        point = int(need["point"][slot])
        own = row_of[point, int(need["choice"][slot])]
        stock["on_hand"][[point, own]] += np.array([-1, 1]) * need["allocated"][slot]
        need["point"][slot] = own
    lines = np.flatnonzero(kept["line"]["id"] > 0)
    kept["line"]["point"][lines] = need["point"][kept["line"]["need"][lines]]
    for slot in np.flatnonzero(chosen[1]).tolist():
        own = row_of[int(pull["point"][slot]), int(pull["choice"][slot])]
        pull["point"][slot] = own
        pull["source"][slot] = source_of.get((int(pull["source"][slot]), own), -1)
    return arena.state_from_arrays(kept)
