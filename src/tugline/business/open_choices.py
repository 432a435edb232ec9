"""What is open with options other than the default ones: to be told apart by names, and carried to other tables."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from tugline.network.network import Network
from tugline.state import arena
from tugline.state.layout import FOR_LINE


class OpenChoice(NamedTuple):
    """A need or a pull of a choice: pool (`need`, `pull`), slot, the id of its line or pull, stock point, choice."""

    pool: str
    slot: int
    id: int
    point: int
    text: str


def open_choices(state: Any, network: Network) -> list[OpenChoice]:
    """Return every need and pull of a choice other than the default one, its choice in words."""
    arrays, found = arena.arrays(state), list[OpenChoice]()
    for pool, used in (("need", arrays["need"]["owner_kind"] > 0), ("pull", arrays["pull"]["id"] > 0)):
        records = arrays[pool]
        for slot in np.flatnonzero(used & (records["choice"] != 0)).tolist():
            point, number = int(records["point"][slot]), int(records["choice"][slot])
            text = network.choice_text(point, number)
            found.append(OpenChoice(pool, slot, int(records["id"][slot]), point, text))
    return found


def carry_choices(before: list[OpenChoice], state: Any, network: Network) -> None:
    """Give needs and pulls, in the rows of a new network already, the numbers that their choices have in it."""
    arrays = arena.arrays(state)
    for choice in before:
        record = arrays[choice.pool][choice.slot : choice.slot + 1]
        record["choice"] = network.choice_number(int(record["point"][0]), choice.text)


def lost_choices(state: Any, old: Network, new: Network) -> Iterator[str]:
    """Yield what is open with options that new tables do not have any more."""
    arrays = arena.arrays(state)
    for choice in open_choices(state, old):
        item, _, location = old.point_names[choice.point].partition("\t")
        point = new.point_row(item, location)
        if point < 0 or new.choice_number(point, choice.text) >= 0:
            continue
        of_line = choice.pool == "need" and arrays["need"]["owner_kind"][choice.slot] == FOR_LINE
        if of_line or choice.pool == "pull":
            what = f"an order line (F{choice.id})" if of_line else f"P{choice.id}"
            yield f"{what} is for {item!r} with {choice.text}, which its options would not have any more"


def choices_by_name(state: Any, network: Network) -> list[tuple[int, str]]:
    """Return (line or pull, its choice), and (quantity, stock point) of what is set apart, in a fixed order."""
    stock = arena.arrays(state)["stock"]
    apart = [(int(stock["apart"][row]), network.point_names[row]) for row in np.flatnonzero(stock["apart"]).tolist()]
    return [*sorted((choice.id, choice.text) for choice in open_choices(state, network)), *sorted(apart)]
