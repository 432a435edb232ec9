"""Calls between kernels: their slots are shared, and what goes through them stays apart."""

import re
from typing import Any

import pytest
from numba import njit

from tugline.errors import TooLargeError
from tugline.state import kernel as _  # noqa: F401 - shares the slots


@njit
def twice(x: int) -> int:
    return 2 * x


@njit
def half(x: int) -> float:
    if x < 0:
        raise TooLargeError("half of less than nothing")
    return x / 2


@njit
def sums(n: int) -> int:
    """Return 0 + 1 + .. + n, by calling itself."""
    return 0 if n == 0 else sums(n - 1) + n


@njit
def four_ways(kind: int, x: int) -> float:
    if kind == 0:
        return half(twice(x)) + sums(x)
    if kind == 1:
        return twice(twice(x)) - half(x)
    if kind == 2:
        return sums(twice(x)) + sums(x)
    return half(x) * half(twice(x))


def plain(kind: int, x: int) -> float:
    """Return what `four_ways` ought to."""
    triangle = x * (x + 1) // 2
    return [x + triangle, 4 * x - x / 2, x * (2 * x + 1) + triangle, x / 2 * x][kind]


def slots(function: Any) -> int:
    """Return for how many calls' results and errors the unoptimised code of a compiled function has room."""
    (code,) = function.inspect_llvm().values()
    own = re.search(r"define[^{]*four_ways[^{]*\{(.*?)^\}", code, re.DOTALL | re.MULTILINE)
    assert own is not None
    return own[1].count("alloca")


@pytest.mark.parametrize("kind", range(4))
def test_calls_that_share_a_slot_return_what_each_of_them_returned(kind: int) -> None:
    for x in (0, 1, 7, 100):
        assert four_ways(kind, x) == plain(kind, x)


def test_an_error_below_comes_through_shared_slots_and_leaves_nothing_behind() -> None:
    for kind in (1, 3):
        with pytest.raises(TooLargeError, match="half of less than nothing"):
            four_ways(kind, -1)
        assert four_ways(kind, 8) == plain(kind, 8)


def test_a_function_has_one_slot_for_each_type_that_its_calls_return_and_one_for_errors() -> None:
    four_ways(0, 1)
    assert slots(four_ways) <= 3
