"""Open addressing from the id of a line or pull (its seq) to its slot; linear probing, 0 = empty, -1 = dead.

Works on any struct with `keys`, `slots` and `head[0].keys_used`, `.keys_dead`, so engine and world share it.
"""

from typing import Any

import numpy as np

from tugline.state.kernel import inlined, kernel

DEAD = -1


@kernel
def _place(keys: Any, key: int) -> int:
    mask = len(keys) - 1
    i = ((key * 0x5851F42D4C957F2D) >> 17) & mask
    first_dead = -1
    while keys[i] != 0:
        if keys[i] == key:
            return i
        if keys[i] == DEAD and first_dead < 0:
            first_dead = i
        i = (i + 1) & mask
    return -2 - (first_dead if first_dead >= 0 else i)


@kernel
def find(s: Any, key: int) -> int:
    """Return the value kept under `key`, or -1."""
    if key <= 0:
        return -1
    i = _place(s.keys, key)
    if i < 0:
        return -1
    return s.slots[i]


@inlined
def _rebuild(s: Any) -> None:
    old_keys = s.keys
    old_slots = s.slots
    size = len(old_keys)
    while size < 4 * (s.head[0].keys_used - s.head[0].keys_dead + 1):
        size *= 2
    keys = np.zeros(size, np.int64)
    slots = np.zeros(size, np.int64)
    used = 0
    for j in range(len(old_keys)):
        if old_keys[j] > 0:
            i = -2 - _place(keys, old_keys[j])
            keys[i] = old_keys[j]
            slots[i] = old_slots[j]
            used += 1
    s.keys = keys
    s.slots = slots
    s.head[0].keys_used = used
    s.head[0].keys_dead = 0


@kernel
def put(s: Any, key: int, value: int) -> None:
    """Keep `value` under the new key `key` > 0."""
    if 2 * (s.head[0].keys_used + 1) > len(s.keys):
        _rebuild(s)
    i = -2 - _place(s.keys, key)
    if s.keys[i] == DEAD:
        s.head[0].keys_dead -= 1
    else:
        s.head[0].keys_used += 1
    s.keys[i] = key
    s.slots[i] = value


@kernel
def drop(s: Any, key: int) -> None:
    """Forget `key`, which is kept."""
    i = _place(s.keys, key)
    s.keys[i] = DEAD
    s.head[0].keys_dead += 1
