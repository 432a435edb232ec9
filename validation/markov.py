"""The exact Markov chain of a kanban line of exponential machines, solved in plain numpy; it shares no code with it."""

from collections.abc import Sequence

import numpy as np

State = tuple[tuple[int, ...], tuple[int, ...]]


def kanban_throughput(works: Sequence[float], cards: Sequence[int]) -> float:
    """Return pieces a second out of machines in a row that never lack raw material, nor orders at the end.

    A state is how many finished pieces lie behind each machine but the last, and which machines work. A machine begins
    when it is idle, a piece lies before it and a card of its own is free: not on a piece behind it or in it.

    Parameters
    ----------
    works
        Mean seconds of work of each machine.
    cards
        Cards behind each machine but the last one.
    """
    start = _begin(((0,) * len(cards), (0,) * len(works)), cards)
    index, todo, moves = {start: 0}, [start], []
    while todo:
        state = todo.pop()
        for machine, busy in enumerate(state[1]):
            if busy:
                after = _begin(_finish(state, machine), cards)
                if after not in index:
                    index[after] = len(index)
                    todo.append(after)
                moves.append((index[state], index[after], 1 / works[machine]))
    n = len(index)
    rates = np.zeros((n, n))
    for a, b, rate in moves:
        rates[a, b] += rate
        rates[a, a] -= rate
    system = np.vstack([rates.T, np.ones(n)])
    shares = np.linalg.lstsq(system, np.append(np.zeros(n), 1.0), rcond=None)[0]
    working = sum(shares[i] for state, i in index.items() if state[1][-1])
    return float(working / works[-1])


def _finish(state: State, machine: int) -> State:
    stock, busy = list(state[0]), list(state[1])
    busy[machine] = 0
    if machine < len(stock):
        stock[machine] += 1
    return tuple(stock), tuple(busy)


def _begin(state: State, cards: Sequence[int]) -> State:
    """Return the state once every machine that can begin has begun; the last ones first, since they free cards."""
    stock, busy = list(state[0]), list(state[1])
    for machine in range(len(busy) - 1, -1, -1):
        card = machine == len(cards) or stock[machine] < cards[machine]
        piece = machine == 0 or stock[machine - 1] > 0
        if not busy[machine] and card and piece:
            busy[machine] = 1
            if machine > 0:
                stock[machine - 1] -= 1
    return tuple(stock), tuple(busy)
