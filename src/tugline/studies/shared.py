"""What a study needs in another process, as bytes: the business as it stands, its policies and who comes."""

import copyreg
import pickle
from typing import Any, NamedTuple

import numpy as np

from tugline.errors import UsageError
from tugline.ledger import books as ledger_books
from tugline.ledger.books import Books
from tugline.state import arena
from tugline.state.arena import Grid, State
from tugline.studies.customers import Crowd
from tugline.studies.replicate import Base, Outcome, Policy, run
from tugline.world import arena as world_arena
from tugline.world.arena import World


class Shared(NamedTuple):
    """Everything that all runs of a study share."""

    base: Base
    policies: tuple[Policy, ...]
    customers: Crowd
    warm_up: int
    days: int

    def run(self, policy: int, key: int) -> Outcome:
        """Run one policy in one world."""
        return run(self.base, self.policies[policy], self.customers, key, warm_up=self.warm_up, days=self.days)


def packed(common: Shared) -> bytes:
    """Return what is shared as bytes that another process on the same code can unpack.

    Raises
    ------
    UsageError
        A policy or the customers are made of functions of a session, which no other process knows.
    """
    try:
        return pickle.dumps(common, pickle.HIGHEST_PROTOCOL)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise UsageError(
            f"a policy or the customers of this study cannot be taken to another process: {error}",
            hint="Run it with threads, or write them as functions and classes of a module.",
        ) from error


def unpacked(shared: bytes) -> Shared:
    """Return what `packed` packed."""
    found: Shared = pickle.loads(shared)  # noqa: S301 - our own, from the process that began the study
    return found


def _grid(arrays: dict[str, Any]) -> Grid:
    grid: Grid = arena.make_grid(*arrays.values())
    return grid


def _books(arrays: dict[str, np.ndarray], day_start: np.ndarray) -> Books:
    return ledger_books.from_arrays(arrays, day_start)


# Bundles are memory that kernels know of. In another process the same arrays make the same bundle.
copyreg.pickle(Grid, lambda grid: (_grid, (arena.grid_arrays(grid),)))
copyreg.pickle(State, lambda state: (arena.state_from_arrays, (arena.arrays(state),)))
copyreg.pickle(World, lambda world: (world_arena.from_arrays, (world_arena.to_arrays(world),)))
copyreg.pickle(
    Books, lambda books: (_books, (ledger_books.to_arrays(books), ledger_books.live_arrays(books)["day_start"]))
)
