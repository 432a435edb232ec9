"""Past customers of a case, drawn once: what policies know, and what a study draws its own customers from."""

import numpy as np

from tugline.world.chances import count_rows, key_of, who
from tugline.world.luck import DEMAND, count, word

PAST = key_of(0, 0)
"""The luck of the past; the same in every run of a case, whatever its seed."""


def arrivals(name: str, per_day: float, days: int) -> list[int]:
    """Return how many came on each of some days, Poisson; the same for the same name."""
    table = count_rows([(per_day, per_day)])
    return [int(count(table, 0, np.uint64(word(PAST, DEMAND, who(name), day)))) for day in range(days)]
