"""How much there is over time, and from when on something can be taken out for good (cumulative available to promise).

An entry changes the level from its tick on. What is taken at a tick must be there at every later one too, else somebody
who was promised it would go short.
"""

from typing import Any

from tugline.network.layout import NEVER
from tugline.promise.chains import begin_chain, block_of, drop, place_in, put, sum_up
from tugline.promise.layout import BLOCK_SIZE, LEVELS
from tugline.state.kernel import kernel


@kernel
def empty_level(d: Any, chain: int) -> None:
    """Begin a chain of levels with nothing there."""
    begin_chain(d, chain, LEVELS)


@kernel
def change(d: Any, chain: int, tick: int, quantity: int) -> None:
    """Let the level change from `tick` on."""
    d.chain[chain].total += quantity
    block = block_of(d, chain, tick)
    place = place_in(d, block, tick) - 1
    i = block * BLOCK_SIZE + place
    if place >= 0 and d.key[i] == tick:
        d.value[i] += quantity
        if d.value[i] == 0:
            drop(d, chain, block, place)
        else:
            sum_up(d, chain, block)
        return
    put(d, chain, tick, quantity)


@kernel
def free_from(d: Any, chain: int, tick: int) -> int:
    """Return how much can be taken at `tick`: the least level from then on, at least 0."""
    block = d.chain[chain].tail
    level = d.chain[chain].total
    least = level
    while block >= 0:
        row = d.block[block]
        first = block * BLOCK_SIZE
        if row.count > 0 and d.key[first] > tick:
            least = min(least, level - row.sum + row.low)
            level -= row.sum
            # Before its first entry the block before counts.
            least = min(least, level)
        else:
            for i in range(first + row.count - 1, first - 1, -1):
                least = min(least, level)
                if d.key[i] <= tick:
                    return max(0, least)
                level -= d.value[i]
            least = min(least, level)
        block = row.previous
    return max(0, least)


@kernel
def last_below(d: Any, chain: int, quantity: int) -> int:
    """Return the index of the last entry after which the level is below `quantity`; -1 = none."""
    block = d.chain[chain].tail
    level = d.chain[chain].total
    while block >= 0:
        row = d.block[block]
        first = block * BLOCK_SIZE
        before = level - row.sum
        if row.count > 0 and before + row.low < quantity:
            for i in range(first + row.count - 1, first - 1, -1):
                if level < quantity:
                    return i
                level -= d.value[i]
        level = before
        block = row.previous
    return -1


@kernel
def available_from(d: Any, chain: int, tick: int, quantity: int) -> int:
    """Return the first tick from `tick` on at which `quantity` >= 1 can be taken for good; NEVER if there is none."""
    i = last_below(d, chain, quantity)
    if i < 0:
        head = d.chain[chain].head
        if d.block[head].count == 0:
            return NEVER
        return max(tick, d.key[head * BLOCK_SIZE])
    block = i // BLOCK_SIZE
    if i + 1 < block * BLOCK_SIZE + d.block[block].count:
        return max(tick, d.key[i + 1])
    after = d.block[block].next
    return NEVER if after < 0 else max(tick, d.key[after * BLOCK_SIZE])


@kernel
def first_below(d: Any, chain: int) -> int:
    """Return the first tick at which the level is below 0; NEVER = it never is."""
    block = d.chain[chain].head
    level = 0
    while block >= 0:
        row = d.block[block]
        first = block * BLOCK_SIZE
        if row.count > 0 and level + row.low < 0:
            for i in range(first, first + row.count):
                level += d.value[i]
                if level < 0:
                    return d.key[i]
        level += row.sum
        block = row.next
    return NEVER
