"""Bundles lend their arrays to kernels without counting, own what they are given, and let go of it at the end."""

import gc
import resource

import numpy as np
import pytest
from numba import config

from tugline.state import arena
from tugline.state.bundle import owned
from tugline.state.kernel import kernel
from tugline.state.tape import facts_of, new_tape, next_row


@kernel
def _replace(s, many):
    grown = np.zeros(many, np.int64)
    grown[many - 1] = 7
    s.fresh = grown
    return s.fresh[many - 1]


@kernel
def _hand_out(s):
    return owned(s)


@kernel
def _read(s, times):
    total = 0
    for _ in range(times):
        total += s.stock[0].on_hand + len(s.fresh)
    return total


@kernel
def tape_row(tape, number):
    tape.fact[next_row(tape)].quantity = number


def test_an_array_that_is_handed_out_outlives_its_bundle():
    state = arena.new_state(1000, 1)
    stock = arena.arrays(state)["stock"]
    stock["on_hand"] = np.arange(1000)
    del state
    gc.collect()
    others = [arena.new_state(1000, 1) for _ in range(20)]
    assert stock["on_hand"].tolist() == list(range(1000))
    assert len(others) == 20


def test_an_array_that_is_replaced_in_a_kernel_is_there_for_python_too():
    state = arena.new_state(1, 1)
    assert _replace(state, 100_000) == 7
    assert arena.arrays(state)["fresh"][-1] == 7
    assert _hand_out(state)[-1][-1] == 7
    assert len(arena.arrays(state)["fresh"]) == 100_000


def test_a_tape_of_facts_holds_while_somebody_looks_at_it():
    tape = new_tape(50_000)
    for number in range(40_000):
        tape_row(tape, number)
    facts = facts_of(tape)
    del tape
    gc.collect()
    others = [new_tape(50_000) for _ in range(10)]
    assert facts["quantity"].tolist() == list(range(40_000))
    assert len(others) == 10


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="plain Python counts references of its own")
def test_memory_comes_back():
    """Each state is of 3 MB and is given an array of 8 MB: kept, 300 would take 3 GB."""
    for _ in range(20):
        _read(arena.new_state(10_000, 1), 3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(300):
        state = arena.new_state(10_000, 1)
        _replace(state, 1_000_000)
        _read(state, 3)
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown_mb < 200
