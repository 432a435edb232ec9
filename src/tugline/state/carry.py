"""Carry the engine's state over to another network: the same things in other rows.

Slots of lines, pulls, needs and pegs stay as they are, and with them every list and ring that links them; what stands
at a stock point or a source moves with its row.
"""

import numpy as np

from tugline.state import arena
from tugline.state.layout import CAP, PROPOSED

Arrays = dict[str, np.ndarray]


def carry_state(
    state: arena.State,
    *,
    point: np.ndarray,
    source: np.ndarray,
    party: np.ndarray,
    location: np.ndarray,
    n_sources: int,
) -> arena.State:
    """Return the state in the rows of a new network; stock points and sources that are new are empty.

    Parameters
    ----------
    point, source, party
        The new row of every old one, -1 = gone. What is gone must not be in use: nothing is there, wanted there or on
        its way.
    location
        Location of each stock point of the new network.
    n_sources
        Sources of the new network.
    """
    old, new = arena.arrays(state), arena.arrays(arena.new_state(len(location), n_sources))
    kept = {name: old[name].copy() for name in arena.KEPT_FIELDS}
    for name in ("stock", "loop", "first_card"):
        kept[name] = moved(old[name], new[name], point)
    kept["given"] = moved(old["given"], new["given"], source)
    _follow(kept["loop"], "next_in_review", point)
    _skip_gone(old, kept, point)
    for pool, field, rows in (
        ("line", "point", point), ("line", "party", party), ("pull", "point", point), ("pull", "source", source),
    ):  # fmt: skip
        _follow(kept[pool], field, rows, kept[pool]["id"] > 0)
    _follow(kept["need"], "point", point, kept["need"]["owner_kind"] > 0)
    _carry_cards(kept, point)
    _cap_anew(kept, location)
    return arena.state_from_arrays(kept)


def moved(old: np.ndarray, blank: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return `blank` with the old records at their new rows."""
    stays = rows >= 0
    done = blank.copy()
    done[rows[stays]] = old[stays]
    return done


def _follow(records: np.ndarray, field: str, rows: np.ndarray, used: np.ndarray | None = None) -> None:
    """Replace rows in a field by their new ones, in the records that `used` marks; -1 stays -1."""
    table = np.append(rows, -1)
    values = records[field]
    records[field] = table[values] if used is None else np.where(used, table[np.where(used, values, -1)], values)


def _skip_gone(old: Arrays, kept: Arrays, point: np.ndarray) -> None:
    """Link the points of every review group, without those that are gone."""
    for group in range(int(old["head"]["reviews"][0])):
        chain = []
        at = int(old["review"]["first_point"][group])
        while at >= 0:
            if point[at] >= 0:
                chain.append(int(point[at]))
            at = int(old["loop"]["next_in_review"][at])
        kept["review"]["first_point"][group] = chain[0] if chain else -1
        if chain:
            kept["loop"]["next_in_review"][chain] = [*chain[1:], -1]


def _cap_anew(kept: Arrays, location: np.ndarray) -> None:
    """Make the lines with constant work in process again: what is under way and waiting at their points."""
    loop, pull = kept["loop"], kept["pull"]
    waiting = np.bincount(pull["point"][(pull["id"] > 0) & (pull["state"] == PROPOSED)], minlength=len(loop))
    sharing, new_row = np.flatnonzero(loop["cap"] >= 0), np.full(len(loop), -1, np.int64)
    lines = np.unique(location[sharing])
    kept["cap"] = np.zeros(max(2, len(lines)), CAP)
    for row, line in enumerate(lines.tolist()):
        points = sharing[location[sharing] == line]
        stated = loop["room"][points]
        room = int(stated[stated > 0].min(initial=np.iinfo(np.int64).max)) if (stated > 0).any() else 0
        kept["cap"][row] = (line, room, loop["under_way"][points].sum(), waiting[points].sum(), points[0])
        new_row[points], loop["next_in_cap"][points] = row, [*points[1:], -1]
    loop["cap"] = new_row
    kept["head"]["caps"] = len(lines)


def _carry_cards(kept: Arrays, point: np.ndarray) -> None:
    """Drop the cards of points that are gone and close the gaps: cards have no free slots."""
    n = int(kept["head"]["cards"][0])
    cards = kept["card"][:n]
    stays = point[cards["point"]] >= 0
    slot = np.where(stays, np.cumsum(stays) - 1, -1)
    left = cards[stays]
    _follow(left, "point", point)
    _follow(left, "next_of_point", slot)
    kept["card"][:] = 0
    kept["card"][: len(left)] = left
    kept["head"]["cards"][0] = len(left)
    kept["first_card"] = np.append(slot, -1)[kept["first_card"]]
