"""The desk of a business: everything open, from its state and world, ready to be placed."""

from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.parts import make_grid
from tugline.business.plan_choices import Asked, apart
from tugline.network.layout import NEVER
from tugline.network.network import Network
from tugline.promise.gather import find_owners, gather, hold_down, hold_running, put_supply
from tugline.promise.layout import DEMAND, GIVEN
from tugline.promise.shop import Shop, new_shop
from tugline.state import arena


class OpenWork(NamedTuple):
    """A shop on which only what cannot be moved is booked, and what has been asked of it."""

    shop: Shop
    state: dict[str, np.ndarray]
    """Arrays of the state that the demands name lines and pulls of."""
    on_hand: np.ndarray
    """What each stock point has that is kept for no order line, in its integer units."""
    network: Network
    """The network, and behind its stock points those of what was chosen."""
    row_of: dict[Asked, int]
    """Those stock points, by the one of the network and the choice."""


def open_work(core: Core, spare: int = 0, asked: Asked | None = None) -> OpenWork:
    """Return everything open in a business, as of now.

    Parameters
    ----------
    spare
        Demands to leave room for, behind those of the business: for questions.
    asked
        What will be asked about with other options than the default ones.
    """
    state, world = core.look()
    network, state, base, row_of = apart(core.network, state, asked)
    grid = core.grid if network is core.network else make_grid(network)
    arrays = arena.arrays(state)
    head = arrays["head"][0]
    lines, pulls, needs = int(head["lines"]), int(head["pulls"]), int(head["needs"])
    demands, given = np.zeros(lines + pulls + spare, DEMAND), np.zeros(needs + 1, GIVEN)
    on_hand, coming = np.zeros(len(arrays["stock"]), np.int64), np.zeros((pulls + 1, 3), np.int64)
    n, n_given, n_coming = gather(state, grid, world, core.now, demands, given, on_hand, coming)
    demands = demands[: n + spare]
    for name in ("line", "pull", "source", "owner", "first_step"):
        demands[name][n:] = -1
    demands["due"][n:] = NEVER // 4
    _find_owners(state, demands[:n], base, lines, pulls)
    shop = new_shop(network, on_hand, demands, given[:n_given], core.now)
    put_supply(shop.desk, shop.grid, state, coming[:n_coming])
    # Work that was running when its resource went down keeps its unit.
    hold_running(shop.desk, shop.grid, state, world)
    hold_down(shop.desk, shop.grid, world)
    return OpenWork(shop, arrays, on_hand, network, row_of)


def _find_owners(state: arena.State, demands: np.ndarray, base: np.ndarray, lines: int, pulls: int) -> None:
    of_line, of_pull = np.full(lines + 1, -1), np.full(pulls + 1, -1)
    asked, pulled = np.flatnonzero(demands["line"] >= 0), np.flatnonzero(demands["pull"] >= 0)
    of_line[demands["line"][asked]], of_pull[demands["pull"][pulled]] = asked, pulled
    by_point = pulled[np.argsort(base[demands["point"][pulled]], kind="stable")]
    find_owners(state, demands, by_point, of_line, of_pull)
