"""What the solver finds: the best of all orders where these can be tried, never worse than what was known."""

import random
import signal
import subprocess
import sys
import time
from itertools import permutations

import pytest

from tugline.errors import UsageError
from tugline.levelling import solver
from tugline.levelling.line_up import Line, Work, line_up


def some_line(seed, lots, units=1):
    """Return a line with set-ups that depend on the order, late lots, and lots that come later."""
    luck = random.Random(seed)
    works = tuple(
        Work(
            luck.randint(1, 20), luck.choice([0, 0, luck.randint(1, 40)]), luck.randint(-10, 80), luck.choice([0, 1, 2])
        )
        for _ in range(lots)
    )
    after = tuple(tuple(0 if a == b else luck.randint(0, 15) for b in range(lots)) for a in range(lots))
    return Line(
        works, tuple(luck.randint(0, 6) for _ in range(lots)), after, tuple(luck.randint(0, 9) for _ in range(units))
    )


def all_orders(lots, units):
    if units == 1:
        yield from ((order,) for order in permutations(range(lots)))
        return
    for order in permutations(range(lots)):
        for cut in range(lots + 1):
            yield order[:cut], order[cut:]


@pytest.mark.parametrize("units", [1, 2])
@pytest.mark.parametrize("seed", range(6))
def test_the_best_of_all_orders_is_found_where_the_solver_says_so(seed, units):
    pytest.importorskip("pyjobshop")
    line = some_line(seed, 5, units)
    known = next(iter(all_orders(5, units)))
    found = solver.solve(line, known, 20)
    least = min(line_up(line, orders).worth for orders in all_orders(5, units))
    worth = line_up(line, found.orders).worth
    assert least <= worth <= line_up(line, known).worth
    if found.is_best:
        assert worth == least
    # Where every lot can begin at once, its model is this one.
    at_once = line._replace(works=tuple(work._replace(release=0) for work in line.works))
    best = solver.solve(at_once, known, 20)
    assert best.is_best
    assert line_up(at_once, best.orders).worth == min(line_up(at_once, orders).worth for orders in all_orders(5, units))


@pytest.mark.slow
def test_it_is_never_worse_than_what_was_known_and_the_same_each_time():
    pytest.importorskip("pyjobshop")
    for seed in range(40):
        line = some_line(100 + seed, 6, 1 + seed % 2)
        known = (tuple(range(6)), ())[: len(line.begins)]
        first, again = (solver.solve(line, known, 20) for _ in range(2))
        assert line_up(line, first.orders).worth <= line_up(line, known).worth
        assert first == again


def test_without_time_what_was_known_stays():
    pytest.importorskip("pyjobshop")
    line = some_line(3, 60)
    known = (tuple(range(60)),)
    assert line_up(line, solver.solve(line, known, 0.001).orders).worth <= line_up(line, known).worth


def test_an_empty_line_is_the_best():
    pytest.importorskip("pyjobshop")
    assert solver.solve(Line((), (), (), (0,)), ((),), 1) == (((),), True)


def test_what_is_too_long_to_add_up_is_refused():
    pytest.importorskip("pyjobshop")
    line = Line((Work(2**50, 0, 0, 1),), (0,), ((0,),), (0,))
    with pytest.raises(UsageError, match="expected less than the solver can add up"):
        solver.solve(line, ((0,),), 1)


@pytest.mark.slow
@pytest.mark.parametrize("wait", [0.3, 8])
def test_an_interrupt_gives_the_best_so_far(wait):
    """Before the search begins, and in the middle of it."""
    pytest.importorskip("pyjobshop")
    code = (
        "from tests.levelling.test_solver import some_line\n"
        "from tugline.levelling.line_up import line_up\nfrom tugline.levelling.solver import solve\n"
        "line = some_line(3, 60)\nknown = (tuple(range(60)),)\nprint('begun', flush=True)\n"
        "found = solve(line, known, 300)\nprint(line_up(line, found.orders).worth <= line_up(line, known).worth)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "begun\n"
        time.sleep(wait)
        run.send_signal(signal.SIGINT)
        assert run.stdout.read() == "True\n"
    assert run.returncode == 0


def test_without_the_extra_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(solver, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="PyJobShop is not installed") as refused:
        solver.solve(some_line(1, 2), ((0, 1),), 1)
    assert "tugline[solver]" in refused.value.hint
