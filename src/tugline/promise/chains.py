"""Sorted entries in linked blocks: a place is found, and an entry added, in time that hardly grows with their number.

Each block sums up what its entries hold, so that a search passes over a block in one step. Two kinds of chain share
this: gaps (free time of a unit, `key` .. `value` - 1) and levels (how much there is from `key` on changes by `value`).
"""

from typing import Any

import numpy as np

from tugline.network.layout import NEVER
from tugline.promise.layout import BLOCK, BLOCK_SIZE, GAPS
from tugline.state.kernel import kernel


@kernel
def _new_block(d: Any) -> int:
    """Return an empty block; no older array of blocks or entries may be used after this."""
    head = d.head[0]
    n = head.free_block
    if n >= 0:
        head.free_block = d.block[n].next
    else:
        n = head.blocks
        if n == len(d.block):
            block = np.zeros(2 * n, BLOCK)
            block[:n] = d.block
            d.block = block
            size = n * BLOCK_SIZE
            key = np.zeros(2 * size, np.int64)
            key[:size] = d.key
            d.key = key
            value = np.zeros(2 * size, np.int64)
            value[:size] = d.value
            d.value = value
        head.blocks += 1
    fresh = d.block[n]
    fresh.next = -1
    fresh.previous = -1
    fresh.count = 0
    return n


@kernel
def begin_chain(d: Any, chain: int, kind: int) -> None:
    """Make a chain empty: one block without entries."""
    block = _new_block(d)
    row = d.chain[chain]
    row.kind = kind
    row.head = block
    row.tail = block
    row.total = 0
    sum_up(d, chain, block)


@kernel
def sum_up(d: Any, chain: int, block: int) -> None:
    """Write anew what a block says of its entries."""
    row = d.block[block]
    first = block * BLOCK_SIZE
    if d.chain[chain].kind == GAPS:
        most = 0
        for i in range(first, first + row.count):
            most = max(most, d.value[i] - d.key[i])
        row.most = most
        return
    total = 0
    low = NEVER
    for i in range(first, first + row.count):
        total += d.value[i]
        low = min(low, total)
    row.sum = total
    row.low = low


@kernel
def block_of(d: Any, chain: int, key: int) -> int:
    """Return the last block whose first entry is at or before `key`; the first block if there is none."""
    block = d.chain[chain].tail
    while d.block[block].previous >= 0 and (d.block[block].count == 0 or d.key[block * BLOCK_SIZE] > key):
        block = d.block[block].previous
    return block


@kernel
def place_in(d: Any, block: int, key: int) -> int:
    """Return how many entries of a block are at or before `key`."""
    first = block * BLOCK_SIZE
    low, high = 0, d.block[block].count
    while low < high:
        middle = (low + high) // 2
        if d.key[first + middle] <= key:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _split(d: Any, chain: int, block: int) -> None:
    """Move the second half of a full block to a new one after it."""
    after = _new_block(d)
    half = BLOCK_SIZE // 2
    source, target = block * BLOCK_SIZE, after * BLOCK_SIZE
    for i in range(half):
        d.key[target + i] = d.key[source + half + i]
        d.value[target + i] = d.value[source + half + i]
    d.block[after].count = half
    d.block[block].count = half
    following = d.block[block].next
    d.block[after].next = following
    d.block[after].previous = block
    d.block[block].next = after
    if following >= 0:
        d.block[following].previous = after
    else:
        d.chain[chain].tail = after
    sum_up(d, chain, after)


@kernel
def put(d: Any, chain: int, key: int, value: int) -> None:
    """Add an entry after all that are at or before its key."""
    block = block_of(d, chain, key)
    if d.block[block].count == BLOCK_SIZE:
        _split(d, chain, block)
        sum_up(d, chain, block)
        block = block_of(d, chain, key)
    at = block * BLOCK_SIZE + place_in(d, block, key)
    last = block * BLOCK_SIZE + d.block[block].count
    for i in range(last, at, -1):
        d.key[i] = d.key[i - 1]
        d.value[i] = d.value[i - 1]
    d.key[at] = key
    d.value[at] = value
    d.block[block].count += 1
    sum_up(d, chain, block)


@kernel
def drop(d: Any, chain: int, block: int, place: int) -> None:
    """Take out an entry; a block left empty goes, unless it is the only one."""
    first = block * BLOCK_SIZE
    row = d.block[block]
    for i in range(first + place, first + row.count - 1):
        d.key[i] = d.key[i + 1]
        d.value[i] = d.value[i + 1]
    row.count -= 1
    before, after = row.previous, row.next
    if row.count > 0 or (before < 0 and after < 0):
        sum_up(d, chain, block)
        return
    if before >= 0:
        d.block[before].next = after
    else:
        d.chain[chain].head = after
    if after >= 0:
        d.block[after].previous = before
    else:
        d.chain[chain].tail = before
    row.next = d.head[0].free_block
    d.head[0].free_block = block
