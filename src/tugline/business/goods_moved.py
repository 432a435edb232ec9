"""Everything that came to and left stock points, in the order of the facts: the journal folded once more."""

from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.retold import Retold, goods_of


class Moved(NamedTuple):
    """One movement of goods."""

    seq: int
    """Number of its fact."""
    kind: int
    """What it is for the books: `STARTED` is material that a pull takes, whichever fact began it."""
    place: str
    """Item, tab, location."""
    quantity: int
    """In the item's integer units; below zero it left."""


class _Followed(Retold):
    """Keeps what moved."""

    def __init__(self, core: Core) -> None:
        self.moved: list[Moved] = []
        super().__init__(core)

    def _post(self, movements: np.ndarray) -> None:
        super()._post(movements)
        goods = goods_of(movements)
        goods = goods[goods["quantity"] != 0]
        names = self.network.point_names
        columns = (goods[name].tolist() for name in ("seq", "kind", "point", "quantity"))
        self.moved += [
            Moved(seq, kind, names[point], quantity) for seq, kind, point, quantity in zip(*columns, strict=True)
        ]


def goods_moved(core: Core) -> list[Moved]:
    """Return all movements of goods of a journal."""
    return _Followed(core).moved
