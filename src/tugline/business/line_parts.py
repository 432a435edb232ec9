"""Lines that would wait for themselves: what they make holds the room, or the load, that its own parts need."""

from collections.abc import Iterator

import numpy as np

from tugline.business.naming import Naming
from tugline.business.policy import Choice
from tugline.errors import Problem
from tugline.network.layout import MAKE
from tugline.network.network import Network

HINT = "give it a row of its own, such as to_order: "


def own_parts(network: Network, choices: list[Choice]) -> Iterator[Problem]:
    """Yield a problem for each row of `loops` by which a line makes parts of what it makes.

    What it makes would hold the room that its own parts need, and both would wait for ever.
    """
    line_of = {choice.point: choice for choice in choices if choice.loop == "conwip"}
    location, naming = network.point["location"], Naming(network)
    for point in line_of:
        for part in drawn_from(network, point):
            if part in line_of and location[part] == location[point]:
                item, whole = naming.item(part), naming.item(point)
                expected = f"another loop for {item!r}, which goes into {whole!r} in the same line"
                yield _problem(line_of[part], expected, "the line's room is then that of whole jobs.")


def loaded_parts(network: Network, choices: list[Choice]) -> Iterator[Problem]:
    """Yield a problem for each row of `loops` by which parts may wait for the load of what waits for them.

    What is released loads its resources at once, also while it waits for its material. A part that must wait for a
    resource with a limit, and goes into what is made on such a resource, could wait for that very work, for ever.
    """
    if not (network.resource["load_limit"] > 0).any():
        return
    naming = Naming(network)
    limited = np.array([is_limited(network, point) for point in range(len(network.point))], np.bool_)
    into = np.full(len(limited), -1, np.int64)
    # Every point lies above all it draws from, so what goes into it is known when it is reached.
    for point in range(len(limited)):
        whole = point if limited[point] else int(into[point])
        for part in drawn_from(network, point) if whole >= 0 else ():
            into[part] = whole
    for choice in choices:
        if choice.loop == "conwip" and limited[choice.point] and into[choice.point] >= 0:
            item, whole_item = naming.item(choice.point), naming.item(int(into[choice.point]))
            expected = (
                f"another loop for {item!r}, which goes into {whole_item!r}: both need resources with a load_limit"
            )
            yield _problem(choice, expected, "what is released for the whole then holds back nothing that it needs.")


def _problem(choice: Choice, expected: str, then: str) -> Problem:
    return Problem("loop.value", "loops", int(choice.why.split()[1]), "loop", "conwip", expected, f"{HINT}{then}")


def drawn_from(network: Network, point: int) -> list[int]:
    """Return the stock points that a point's sources draw from: parts of what is made, and where goods move from."""
    found: list[int] = []
    for row in network.source_rows(point):
        source = network.source[row]
        found += network.need["point"][int(source["need_start"]) : int(source["need_stop"])].tolist()
        found += [int(source["from_point"])] if int(source["from_point"]) >= 0 else []
    return found


def is_limited(network: Network, point: int) -> bool:
    """Return whether any source of a point works on a resource that limits its load."""
    for row in network.source_rows(point):
        source = network.source[row]
        if int(source["kind"]) == MAKE and int(source["supplier"]) < 0:
            work = network.operation["resource"][int(source["operation_start"]) : int(source["operation_stop"])]
            if (network.resource["load_limit"][work] > 0).any():
                return True
    return False
