"""What a business knows in memory, in the rows of one network: state, books and world, kept in step fact by fact."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tugline.ledger import books as ledger_books
from tugline.ledger.books import Books
from tugline.network.layout import MAKE
from tugline.network.network import Network
from tugline.state import arena
from tugline.world import arena as world_arena


@dataclass(frozen=True, slots=True)
class Parts:
    """One network with all that stands in its rows; `world` is None where only people and files say what happened."""

    network: Network
    grid: arena.Grid
    state: Any
    books: Any
    world: Any | None


def new_parts(network: Network, *, world: bool) -> Parts:
    """Return the parts of a business before its first fact."""
    grid = make_grid(network)
    state = arena.new_state(len(network.point), len(network.source))
    return Parts(network, grid, state, new_books(network), world_arena.new_world(grid) if world else None)


def make_grid(network: Network) -> arena.Grid:
    """Return the network as the kernels' argument."""
    grid: arena.Grid = arena.make_grid(
        network.point, network.source, network.need, network.operation, network.resource, network.party,
        network.open, network.calendar_start, network.day_start, network.tick_seconds, network.terms,
        network.lanes.record, network.lanes.start, network.lanes.of, network.choice,
    )  # fmt: skip
    return grid


def new_books(network: Network) -> Books:
    """Return empty books of a network."""
    kinds = network.source["kind"]
    made = np.zeros(len(network.point), np.bool_)
    made[network.source["point"][kinds == MAKE]] = True
    # An item is carried as made everywhere if it is made anywhere.
    made_items = np.zeros(len(network.items), np.bool_)
    made_items[network.point["item"][made]] = True
    return ledger_books.new_books(
        network.point,
        made=made_items[network.point["item"]],
        n_parties=len(network.party),
        day_start=network.day_start,
    )
