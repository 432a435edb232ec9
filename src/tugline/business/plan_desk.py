"""The desk of a business: everything open, from its state and world, ready to be placed."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.gather import find_owners, gather, hold_down, hold_running, list_owed, put_supply
from tugline.promise.layout import DEMAND, GIVEN, OWED
from tugline.promise.sequence import own_pulls
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


def open_work(core: Core, spare: int = 0) -> OpenWork:
    """Return everything open in a business, as of now.

    Parameters
    ----------
    spare
        Demands to leave room for, behind those of the business: for questions.
    """
    state, world = core.look()
    arrays = arena.arrays(state)
    head = arrays["head"][0]
    lines, pulls, needs = int(head["lines"]), int(head["pulls"]), int(head["needs"])
    demands, given = np.zeros(lines + pulls + spare, DEMAND), np.zeros(needs + 1, GIVEN)
    on_hand, coming = np.zeros(len(arrays["stock"]), np.int64), np.zeros((pulls + 1, 3), np.int64)
    n, n_given, n_coming = gather(state, core.grid, world, core.now, demands, given, on_hand, coming)
    demands = demands[: n + spare]
    for name in ("line", "pull", "source", "owner", "first_step"):
        demands[name][n:] = -1
    demands["due"][n:] = NEVER // 4
    owed = np.zeros(int(head["pegs"]) + 1, OWED)
    owed = owed[: _find_owners(state, demands[:n], given, lines, pulls, owed)]
    shop = new_shop(core.network, on_hand, demands, given[:n_given], core.now, owed)
    put_supply(shop.desk, shop.grid, state, coming[:n_coming])
    # Work that was running when its resource went down keeps its unit.
    hold_running(shop.desk, shop.grid, state, world)
    hold_down(shop.desk, shop.grid, world)
    return OpenWork(shop, arrays, on_hand)


def ids_of(work: OpenWork) -> np.ndarray:
    """Return the ids of the lines and pulls that the demands are."""
    demands = desks.arrays(work.shop.desk)["demand"]
    line, pull = demands["line"], demands["pull"]
    ids: np.ndarray = np.where(line >= 0, work.state["line"]["id"][line], work.state["pull"]["id"][pull])
    return ids[(line >= 0) | (pull >= 0)]


def hint_of(work: OpenWork, turns: Mapping[int, int]) -> np.ndarray | None:
    """Return in which turn to place the demands by an earlier plan, given by ids as `Answer.turns`; None = by none.

    A line comes with the first of its own pulls, and not before those that it shares with others.
    """
    if not turns:
        return None
    demands, ids = desks.arrays(work.shop.desk)["demand"], ids_of(work)
    own, top = own_pulls(demands)
    turn: np.ndarray = demands["due"][top]
    turn[: len(ids)] = [turns.get(id_, due) for id_, due in zip(ids.tolist(), turn.tolist(), strict=False)]
    first = turn.copy()
    known = own[np.isin(ids[own], list(turns))]
    np.minimum.at(first, top[known], turn[known])
    of_line = {int(slot): row for row, slot in enumerate(demands["line"].tolist()) if slot >= 0}
    for row in np.flatnonzero(demands["shared"]).tolist():
        peg = int(work.state["pull"]["first_peg"][demands["pull"][row]])
        while peg >= 0:
            need = work.state["need"][work.state["peg"]["need"][peg]]
            waits = of_line.get(int(need["owner"]), -1) if need["owner_kind"] == FOR_LINE else -1
            if waits >= 0:
                first[waits] = max(first[waits], turn[row])
            peg = int(work.state["peg"]["next_of_pull"][peg])
    return first


def _find_owners(
    state: arena.State, demands: np.ndarray, given: np.ndarray, lines: int, pulls: int, owed: np.ndarray
) -> int:
    """Say for whom each pull is placed, and what it brings for others: return the rows of OWED."""
    of_line, of_pull = np.full(lines + 1, -1), np.full(pulls + 1, -1)
    asked, pulled = np.flatnonzero(demands["line"] >= 0), np.flatnonzero(demands["pull"] >= 0)
    of_line[demands["line"][asked]], of_pull[demands["pull"][pulled]] = asked, pulled
    by_point = pulled[np.argsort(demands["point"][pulled], kind="stable")]
    find_owners(state, demands, by_point, of_line, of_pull)
    return int(list_owed(state, demands, given, of_line, of_pull, owed))
