"""Levels of the network: who draws from whom, as a longest path from the customers, and the circles that forbid one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tugline.network.exact import BoolArray, IntArray
from tugline.network.spans import distinct, offsets, ranges

SHOWN = 6
"""So many members of a circle are named."""


@dataclass(frozen=True, slots=True)
class Graph:
    """`n` nodes; edge e says that `above[e]` draws from `below[e]`."""

    n: int
    above: IntArray
    below: IntArray

    def turned(self) -> "Graph":
        """Return the same edges the other way round."""
        return Graph(self.n, self.below, self.above)


def levels(graph: Graph) -> tuple[IntArray, BoolArray]:
    """Return the level of every node, and which nodes have none because a circle lies on or before them.

    A node that nobody draws from has level 0; any other lies one below the deepest that draws from it.

    Notes
    -----
    Kahn's algorithm, a whole frontier at a time: a node falls free in the round after its last drawer, and that
    round is the length of its longest path. O(edges), with one numpy step per level.
    """
    order = np.argsort(graph.above, kind="stable")
    below = graph.below[order]
    start = offsets(graph.above, graph.n)
    drawers = np.bincount(graph.below, minlength=graph.n)
    level = np.full(graph.n, -1, np.int64)
    frontier = np.flatnonzero(drawers == 0)
    depth = 0
    while len(frontier):
        level[frontier] = depth
        reached = below[ranges(start[frontier], start[frontier + 1])]
        np.subtract.at(drawers, reached, 1)
        frontier = distinct(reached[drawers[reached] == 0])
        depth += 1
    return level, level < 0


def circles(graph: Graph) -> list[list[int]]:
    """Return one circle for each set of nodes that reach each other: [a, b, …, a], a the lowest node of the set.

    The circle is a shortest one through its lowest node, so that it reads well, and depends on nothing but the graph.
    """
    _, stuck = levels(graph)
    _, stuck_behind = levels(graph.turned())
    inside = stuck & stuck_behind  # on a circle, or between two
    kept = inside[graph.above] & inside[graph.below]
    follows: dict[int, list[int]] = {int(node): [] for node in np.flatnonzero(inside)}
    edges = np.unique(np.stack([graph.above[kept], graph.below[kept]], axis=1), axis=0)
    for above, below in edges.tolist():
        follows[above].append(below)
    found = [_shortest_circle(follows, component) for component in _components(follows)]
    return sorted(circle for circle in found if circle)


def way_round(circle: Sequence[int], name: Callable[[int], str]) -> str:
    """Return a circle in words, a → b → a; of a long one the first members, and how many others there are."""
    more = len(circle) - 1 - SHOWN
    if more <= 1:
        return " → ".join(name(node) for node in circle)
    first = " → ".join(name(node) for node in circle[:SHOWN])
    return f"{first} → … ({more:,} more) → {name(circle[0])}"


def _components(follows: dict[int, list[int]]) -> list[set[int]]:
    """Return the strongly connected components, by Tarjan's algorithm without recursion."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    components: list[set[int]] = []
    for root, first in follows.items():
        if root in number:
            continue
        work = [(root, iter(first))]
        number[root] = low[root] = len(number)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in number:
                    number[other] = low[other] = len(number)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(follows[other])))
                    break
                if other in on_stack:
                    low[node] = min(low[node], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    component = {stack.pop()}
                    while node not in component:
                        component.add(stack.pop())
                    on_stack -= component
                    components.append(component)
    return components


def _shortest_circle(follows: dict[int, list[int]], component: set[int]) -> list[int]:
    """Return the shortest way from the component's lowest node back to it, or [] where there is none."""
    first = min(component)
    came_from: dict[int, int] = {}
    frontier = [first]
    while frontier:
        reached = []
        for node in frontier:
            for other in follows[node]:
                if other == first:
                    return [*_way(came_from, first, node), first]
                if other in component and other not in came_from:
                    came_from[other] = node
                    reached.append(other)
        frontier = reached
    return []


def _way(came_from: dict[int, int], first: int, last: int) -> list[int]:
    way = [last]
    while way[-1] != first:
        way.append(came_from[way[-1]])
    assert all(came_from[a] == b for a, b in pairwise(way))
    return way[::-1]
