"""A simulated world: a plain one to which luck was given, and what it knows that the business does not."""

from typing import NamedTuple

import numpy as np

from tugline.world import layout
from tugline.world.arena import World, from_arrays, to_arrays


class Chances(NamedTuple):
    """How things vary: `SOURCE_CHANCE`, `RESOURCE_CHANCE`, `SUPPLIER_CHANCE` of each source, resource and party.

    `spread` holds factors as `chances.lognormal_row` and `chances.gamma_row` give them, shape (rows, WIDTH).
    """

    source: np.ndarray
    resource: np.ndarray
    supplier: np.ndarray
    spread: np.ndarray


def with_luck(world: World, key: int, n_points: int, chances: Chances) -> World:
    """Return a copy of a world in which things vary, and customers at a till leave without what is not there.

    Parameters
    ----------
    key
        Of its luck, see `chances.key_of`.
    """
    luck = np.zeros(1, layout.LUCK)
    luck["key"] = key
    given = {
        "till": np.zeros(1, layout.TILL),
        "sold": np.zeros((n_points, 2), np.int64),
        "luck": luck,
        "source_chance": chances.source,
        "resource_chance": chances.resource,
        "supplier_chance": chances.supplier,
        "spread": chances.spread,
    }
    return from_arrays({**to_arrays(world), **given})


def till_of(world: World) -> dict[str, int]:
    """Return what a simulated world knows of its tills so far."""
    till = to_arrays(world)["till"]
    return {name: int(till[name][0]) for name in layout.TILL.names or ()}
