"""The desk of a business: everything open, from its state and world, ready to be placed."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.parts import make_grid
from tugline.business.plan_choices import Chosen, apart
from tugline.network.layout import NEVER
from tugline.network.network import Network
from tugline.promise import desk as desks
from tugline.promise.families import families
from tugline.promise.gather import find_owners, gather, hold_down, hold_running, list_owed, put_supply
from tugline.promise.layout import DEMAND, GIVEN, OWED
from tugline.promise.shop import Shop, new_shop
from tugline.state import arena
from tugline.state.layout import FOR_LINE


class OpenWork(NamedTuple):
    """A shop on which only what cannot be moved is booked, and what has been asked of it."""

    shop: Shop
    state: dict[str, np.ndarray]
    """Arrays of the state that the demands name lines and pulls of."""
    on_hand: np.ndarray
    """What each stock point has that is kept for no order line, in its integer units."""
    network: Network
    """The network, and behind its stock points those of what was chosen."""
    row_of: dict[Chosen, int]
    """Those stock points, by the one of the network and the choice."""


def open_work(core: Core, spare: int = 0, asked: Chosen | None = None) -> OpenWork:
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
    owed = np.zeros(int(head["pegs"]) + 1, OWED)
    owed = owed[: _find_owners(state, demands[:n], given, base, lines, pulls, owed)]
    shop = new_shop(network, on_hand, demands, given[:n_given], core.now, owed)
    put_supply(shop.desk, shop.grid, state, coming[:n_coming])
    # Work that was running when its resource went down keeps its unit.
    hold_running(shop.desk, shop.grid, state, world)
    hold_down(shop.desk, shop.grid, world)
    return OpenWork(shop, arrays, on_hand, network, row_of)


def ids_of(work: OpenWork) -> np.ndarray:
    """Return the ids of the lines and pulls that the demands are."""
    demands = desks.arrays(work.shop.desk)["demand"]
    line, pull = demands["line"], demands["pull"]
    ids: np.ndarray = np.where(line >= 0, work.state["line"]["id"][line], work.state["pull"]["id"][pull])
    return ids[(line >= 0) | (pull >= 0)]


def hint_of(work: OpenWork, turns: Mapping[int, int]) -> np.ndarray:
    """Return in which turn to place the demands by an earlier plan, given by ids as `Answer.turns`; empty = by none.

    Nobody comes before a pull that it waits for. A pull that is new since comes with whom it is for.
    """
    if not turns:
        return np.zeros(0, np.int64)
    demands, ids = desks.arrays(work.shop.desk)["demand"], ids_of(work).tolist()
    top = families(demands).top.tolist()
    turn = demands["due"][top].tolist()
    for row, id_ in enumerate(ids):
        turn[row] = turns.get(id_, turns.get(ids[top[row]], turn[row]))
    lines, pulls = np.flatnonzero(demands["line"] >= 0), np.flatnonzero(demands["pull"] >= 0)
    of_line = dict(zip(demands["line"][lines].tolist(), lines.tolist(), strict=True))
    of_pull = dict(zip(demands["pull"][pulls].tolist(), pulls.tolist(), strict=True))
    # What is made of other things comes after them, so from the points farthest from the customer on.
    for row in pulls[np.argsort(-demands["point"][pulls], kind="stable")].tolist():
        for owner_kind, owner in _who_waits(work.state, int(demands["pull"][row])):
            waits = (of_line if owner_kind == FOR_LINE else of_pull).get(owner, -1)
            if waits >= 0:
                turn[waits] = max(turn[waits], turn[row] + (top[waits] != top[row]))
    return np.array(turn, np.int64)


def _who_waits(state: dict[str, np.ndarray], pull: int) -> Iterator[tuple[int, int]]:
    """Give kind and slot of those who wait for an open pull."""
    peg = int(state["pull"]["first_peg"][pull])
    while peg >= 0:
        need = state["need"][state["peg"]["need"][peg]]
        yield int(need["owner_kind"]), int(need["owner"])
        peg = int(state["peg"]["next_of_pull"][peg])


def _find_owners(
    state: arena.State,
    demands: np.ndarray,
    given: np.ndarray,
    base: np.ndarray,
    lines: int,
    pulls: int,
    owed: np.ndarray,
) -> int:
    """Say for whom each pull is placed, and what it brings for others: return the rows of OWED."""
    of_line, of_pull = np.full(lines + 1, -1), np.full(pulls + 1, -1)
    asked, pulled = np.flatnonzero(demands["line"] >= 0), np.flatnonzero(demands["pull"] >= 0)
    of_line[demands["line"][asked]], of_pull[demands["pull"][pulled]] = asked, pulled
    by_point = pulled[np.argsort(base[demands["point"][pulled]], kind="stable")]
    find_owners(state, demands, by_point, of_line, of_pull)
    return int(list_owed(state, demands, given, of_line, of_pull, owed))
