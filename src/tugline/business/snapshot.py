"""A business's state, books and world as plain integer arrays, and back."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import numpy as np

from tugline.ledger import books as ledger_books
from tugline.network.network import Network
from tugline.state import arena
from tugline.world import arena as world_arena

Arrays = dict[str, np.ndarray]


def key_of(network: Network) -> str:
    """Return what a snapshot is valid for: the network and its rows, which rows of signals may add to."""
    names = (network.point_names, network.source_names, network.party_keys, network.resource_names)
    return sha256("\0".join([network.hash, *("\n".join(some) for some in names)]).encode()).hexdigest()


def pack(state: Any, books: Any, world: Any | None) -> Arrays:
    """Return everything that a snapshot keeps, each array int64 with one or two dimensions."""
    parts: dict[str, Mapping[str, np.ndarray]] = {
        "state": {name: arena.arrays(state)[name] for name in arena.KEPT_FIELDS},
        "books": ledger_books.to_arrays(books),
        "world": world_arena.to_arrays(world) if world is not None else {},
    }
    return {f"{part}.{name}": _plain(array) for part, arrays in parts.items() for name, array in arrays.items()}


def unpack(kept: Mapping[str, np.ndarray], network: Network, grid: Any, *, world: bool) -> tuple[Any, Any, Any | None]:
    """Return (state, books, world) of what `pack` gave; a world that was not kept cannot be had."""
    state = arena.state_from_arrays(_records(_part(kept, "state"), arena.arrays(arena.new_state(0, 0))))
    books = ledger_books.from_arrays(_part(kept, "books"), network.day_start)
    if not world:
        return state, books, None
    like = world_arena.to_arrays(world_arena.new_world(grid))
    return state, books, world_arena.from_arrays(_records(_part(kept, "world"), like))


def _part(kept: Mapping[str, np.ndarray], part: str) -> Arrays:
    start = f"{part}."
    return {name.removeprefix(start): array for name, array in kept.items() if name.startswith(start)}


def _plain(array: np.ndarray) -> np.ndarray:
    names = array.dtype.names
    return array.view(np.int64).reshape(len(array), len(names)) if names else array


def _records(kept: Arrays, like: Mapping[str, np.ndarray]) -> Arrays:
    return {
        name: np.ascontiguousarray(array).reshape(-1).view(like[name].dtype) if like[name].dtype.names else array
        for name, array in kept.items()
    }
