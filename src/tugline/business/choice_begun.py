"""Whether a customer may still choose otherwise: not once the goods leave, or somebody has begun to make them."""

from collections.abc import Iterator

import numpy as np

from tugline.business.chose import Chose
from tugline.business.core import Core
from tugline.business.history import collect
from tugline.state import arena
from tugline.state.layout import FOR_PULL

AND_SO = "what was chosen stands: cancel the line and order anew"


def choice_begun(core: Core, row: np.void, text: str, line: np.void) -> str:
    """Return why the options of an open line cannot be changed any more, empty = they can, or stay as they are."""
    arrays, need = arena.arrays(core.state), int(line["need"])
    named = repr(text).replace("\\t", " ")
    choice = int(arrays["need"]["choice"][need])
    if choice == int(row["lot"]):
        return ""
    if line["released"] > 0:
        return f"{named} has shipped, or is ready to: {AND_SO}"
    if not choice:
        return ""
    if arrays["need"]["allocated"][need] > 0:
        return f"goods for {named} are there already: {AND_SO}"
    taken_on = next((pull for pull in pulls_below(arrays, need) if not arrays["pull"]["untaken"][pull]), -1)
    if taken_on >= 0:
        return f"P{int(arrays['pull']['id'][taken_on])} is made for {named} and somebody has taken it on: {AND_SO}"
    return ""


def chosen_for(core: Core, line: np.void) -> int:
    """Return the number of what was chosen last for an order line, open or closed, given as its first fact."""
    network = core.network
    if int(network.point["item"][int(line["point"]) - 1]) not in network.options:
        return 0
    return Chose(network, collect(core)).number(int(line["seq"]))


def pulls_below(arrays: dict[str, np.ndarray], need: int) -> Iterator[int]:
    """Return the slots of the pulls that are kept for a need of a choice, down to who makes it."""
    peg = int(arrays["need"]["first_peg"][need])
    while peg >= 0:
        pull = int(arrays["peg"]["pull"][peg])
        yield pull
        below = int(arrays["pull"]["first_need"][pull])
        while below >= 0:
            record = arrays["need"][below]
            if record["choice"] and record["owner_kind"] == FOR_PULL:
                yield from pulls_below(arrays, below)
            below = int(record["next_of_owner"])
        peg = int(arrays["peg"]["next_of_need"][peg])
