"""Carry a business over to another network: everything that is there goes on under its name, in another row."""

from typing import Any

import numpy as np

from tugline.business.open_choices import carry_choices, open_choices
from tugline.business.parts import Parts, make_grid, new_books
from tugline.engine.lines import due_anew
from tugline.ledger.carry import carry_books
from tugline.network.layout import MOVE
from tugline.network.matching import Matching, match
from tugline.network.network import Network
from tugline.state import arena
from tugline.state.carry import carry_state
from tugline.state.layout import PROPOSED, STARTED
from tugline.world.carry import carry_world


def carry_over(parts: Parts, network: Network, *, seq: int, tick: int) -> Parts:
    """Return the parts in the rows of a new network, which comes into force with the fact `seq` at `tick`.

    What is in use must be in the new network: see `adoption.obstacles`. The old parts are used up.
    """
    rows = match(parts.network, network)
    grid = make_grid(network)
    choices = open_choices(parts.state, parts.network)
    state = carry_state(
        parts.state, point=rows.point, source=rows.source, party=rows.party,
        location=network.point["location"], n_sources=len(network.source),
    )  # fmt: skip
    carry_choices(choices, state, network)
    arena.arrays(state)["given"][_shared_anew(rows)] = 0
    due_anew(state, grid)
    _wake_at_ends(state, network)
    books = carry_books(
        parts.books, new_books(network), point=rows.point, party=rows.party, moving=_moving(state, network),
        seq=seq, tick=tick,
    )  # fmt: skip
    world = world_over(parts.world, grid, rows, tick=tick) if parts.world is not None else None
    return Parts(network, grid, state, books, world)


def _wake_at_ends(state: Any, network: Network) -> None:
    """Have the engine look when the first source of a proposal ends: the new network may end it sooner."""
    arrays = arena.arrays(state)
    pool = arrays["pull"]
    proposed = (pool["id"] > 0) & (pool["state"] == PROPOSED) & (pool["source"] >= 0)
    ends = network.source["valid_to"][pool["source"][proposed]]
    if len(ends):
        arrays["head"]["next_release"] = min(int(arrays["head"]["next_release"][0]), int(ends.min()))


def _shared_anew(rows: Matching) -> np.ndarray:
    """Return which new sources are of a stock point that other sources share, or share otherwise, than before."""
    old, new = rows.old.source, rows.new.source
    stays = rows.source >= 0
    before = np.zeros(len(new), np.int64)
    before[rows.source[stays]] = old["share"][stays]
    lost = rows.point[old["point"][~stays & (old["share"] > 0)]]
    anew: np.ndarray = np.isin(new["point"], np.append(new["point"][before != new["share"]], lost))
    return anew


def world_over(world: Any, grid: arena.Grid, rows: Matching, *, tick: int) -> Any:
    """Return a world in the rows of the new network alone."""
    return carry_world(
        world, grid, rows.new.source, point=rows.point, source=rows.source, party=rows.party, resource=rows.resource,
        step_row=rows.step_row, group_row=rows.group_row, tick=tick,
    )  # fmt: skip


def _moving(state: Any, network: Network) -> np.ndarray:
    """Return (slot, quantity still to arrive, point) of every pull that moves goods and has begun."""
    pool = arena.arrays(state)["pull"]
    begun = np.flatnonzero((pool["id"] > 0) & (pool["source"] >= 0) & (pool["state"] == STARTED))
    slots = begun[network.source["kind"][pool["source"][begun]] == MOVE]
    rest = pool["quantity"][slots] - pool["received"][slots]
    return np.stack([slots, rest, pool["point"][slots]], axis=1).astype(np.int64)
