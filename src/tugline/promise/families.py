"""Which open pulls are placed for which demand."""

from typing import NamedTuple

import numpy as np

from tugline.network.exact import IntArray
from tugline.network.layout import Records


class Families(NamedTuple):
    """The open pulls placed for each demand: others[start[n] : start[n + 1]]; `top` is for whom each one is."""

    top: IntArray
    others: IntArray
    start: IntArray


def families(demands: Records) -> Families:
    """Return who is placed for whom."""
    rows = np.arange(len(demands))
    owner = demands["owner"]
    others = np.flatnonzero(owner >= 0)
    others = others[np.argsort(owner[others], kind="stable")]
    start = np.searchsorted(owner[others], np.arange(len(demands) + 1))
    return Families(np.where(owner >= 0, owner, rows), others, start.astype(np.int64))
