"""Levels as longest paths, and the circles that forbid them."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.network.levels import Graph, circles, levels


def graph(n, *edges):
    above, below = np.array(edges, np.int64).reshape(-1, 2).T
    return Graph(n, above.copy(), below.copy())


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 12))
    node = st.integers(0, n - 1)
    return graph(n, *draw(st.lists(st.tuples(node, node), max_size=30)))


def longest_path_to(node, edges, memo):
    if node not in memo:
        memo[node] = max((1 + longest_path_to(a, edges, memo) for a, b in edges if b == node), default=0)
    return memo[node]


def reaches(edges, first):
    seen, work = set(), [first]
    while work:
        node = work.pop()
        for a, b in edges:
            if a == node and b not in seen:
                seen.add(b)
                work.append(b)
    return seen


def test_a_point_lies_below_the_deepest_that_draws_from_it():
    # 0 draws from 1 and 2, 1 from 2: 2 is two below 0 although it is also drawn from directly.
    level, stuck = levels(graph(4, (0, 1), (0, 2), (1, 2)))
    assert level.tolist() == [0, 1, 2, 0]
    assert not stuck.any()


def test_no_points_have_no_levels():
    level, stuck = levels(graph(0))
    assert len(level) == len(stuck) == 0


def test_two_edges_between_the_same_points_count_as_one():
    level, _ = levels(graph(2, (0, 1), (0, 1)))
    assert level.tolist() == [0, 1]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_levels_without_circles_are_longest_paths(pairs):
    edges = [(min(a, b), max(a, b)) for a, b in pairs if a != b]
    level, stuck = levels(graph(10, *edges))
    memo = {}
    assert level.tolist() == [longest_path_to(node, edges, memo) for node in range(10)]
    assert not stuck.any()


@settings(deadline=None)
@given(graphs())
def test_whatever_lies_on_or_after_a_circle_is_stuck_and_nothing_else(g):
    edges = list(zip(g.above.tolist(), g.below.tolist(), strict=True))
    on_circle = {node for node in range(g.n) if node in reaches(edges, node)}
    after = on_circle.union(*(reaches(edges, node) for node in on_circle))
    _, stuck = levels(g)
    assert set(np.flatnonzero(stuck).tolist()) == after


@settings(deadline=None)
@given(graphs())
def test_each_set_of_points_that_reach_each_other_gives_one_circle(g):
    edges = list(zip(g.above.tolist(), g.below.tolist(), strict=True))
    ahead = {node: reaches(edges, node) for node in range(g.n)}
    sets = {
        frozenset(other for other in ahead[node] if node in ahead[other]) for node in range(g.n) if node in ahead[node]
    }
    found = circles(g)
    assert sorted(min(s) for s in sets) == [circle[0] for circle in found]
    for circle in found:
        assert circle[0] == circle[-1] == min(circle)
        assert len(set(circle)) == len(circle) - 1
        assert all((a, b) in edges for a, b in pairwise(circle))


def test_a_point_that_draws_from_itself_is_a_circle_of_one():
    assert circles(graph(2, (1, 1), (0, 1))) == [[1, 1]]


def test_points_between_two_circles_are_on_none():
    assert circles(graph(5, (0, 1), (1, 0), (1, 2), (2, 3), (3, 4), (4, 3))) == [[0, 1, 0], [3, 4, 3]]


def test_a_chain_of_many_points_needs_no_recursion():
    n = 5000
    edges = [(i, i + 1) for i in range(n - 1)]
    assert levels(graph(n, *edges))[0].tolist() == list(range(n))
    assert circles(graph(n, *edges, (n - 1, 0))) == [[*range(n), 0]]
