"""Luck without a memory: every draw is a pure function of (seed, replication, stream, who, which).

Nothing is ever "the next random number". So a policy that buys more often, an order of work that is another one, or
two processes instead of one cannot shift anybody's luck: the lorry that is late on the 3rd of May is late under every
policy. The bits are those of splitmix64 [1]_, whole words of which are compared with whole numbers, so that they are
the same on every machine.

References
----------
.. [1] Steele, Lea, Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
"""

from typing import Any

import numpy as np

from tugline.state.kernel import kernel

LEAD, WORK, DEMAND, PICK, YIELD, REJECT, FAIL, REPAIR, OUTAGE, RECOVER = range(1, 11)
"""Streams: lead times, run times, how many orders come on a day, which ones, what is good, what is rejected, how long
something runs until it fails, how long its repair takes; the same of a supplier."""
STEPS = 1024
"""A factor is drawn between so many quantiles, and in the first and the last step between so many again."""
WIDTH = 3 * (STEPS + 1)
"""Of a row of quantiles: of all, of the first step, of the last one."""
ONE = 1 << 16
"""Factors are in parts of this."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31 = np.uint64(30), np.uint64(27), np.uint64(31)
_LOW, _STEP_SHIFT, _REST_SHIFT = np.uint64((1 << 32) - 1), np.uint64(54), np.uint64(22)
_FINE_SHIFT, _FINE_REST_SHIFT, _FINE = np.uint64(44), np.uint64(12), np.uint64(STEPS - 1)


@kernel
def mix(z: Any) -> Any:
    """Return 64 bits that look like chance, a bijection of 64 bits; uint64 in and out."""
    z = (z ^ (z >> _S30)) * _FIRST
    z = (z ^ (z >> _S27)) * _SECOND
    return z ^ (z >> _S31)


@kernel
def word(key: int, stream: int, who: int, which: int) -> Any:
    """Return the uint64 that is drawn for the `which`-th event of somebody in a stream; `key` is of the replication."""
    z = mix(np.uint64(key) + np.uint64(stream) * _GOLDEN)
    z = mix(z ^ np.uint64(who))
    return mix(z + np.uint64(which) * _GOLDEN)


@kernel
def below(bits: Any, n: int) -> int:
    """Return a whole number 0 .. n - 1 from a drawn word, 0 < n < 2^32, each as likely as the others to 2^-32."""
    return int(np.int64(((bits >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32)))


@kernel
def factor(table: Any, row: int, bits: Any) -> int:
    """Return a factor, in parts of `ONE`: between two of the quantiles in a row of a table, see `WIDTH`."""
    step = np.int64(bits >> _STEP_SHIFT)
    rest = np.int64((bits >> _REST_SHIFT) & _LOW)
    if step == 0 or step == STEPS - 1:
        part = 1 if step == 0 else 2
        step = part * (STEPS + 1) + np.int64((bits >> _FINE_SHIFT) & _FINE)
        rest = np.int64((bits >> _FINE_REST_SHIFT) & _LOW)
    low = table[row, step]
    return low + (((table[row, step + 1] - low) * rest) >> 32)


@kernel
def happens(bits: Any, chance: int) -> bool:
    """Return whether something happens whose chance is given in parts of 2^32."""
    return bool(np.int64(bits >> np.uint64(32)) < chance)


@kernel
def scaled(ticks: int, by: int) -> int:
    """Return a duration times a factor, at least one tick, to the nearest tick; ticks < 2^40."""
    return max(1, (ticks * by + ONE // 2) >> 16)


@kernel
def count(table: Any, row: int, bits: Any) -> int:
    """Return a number 0, 1, ... drawn by a row of cumulative probabilities, in parts of 2^63; the last is 1."""
    low, high = 0, table.shape[1] - 1
    drawn = np.int64(bits >> np.uint64(1))
    while low < high:
        middle = (low + high) // 2
        if table[row, middle] > drawn:
            high = middle
        else:
            low = middle + 1
    return low
