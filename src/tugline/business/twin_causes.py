"""Which assumption explains what differs: worlds in which sources and resources take as long as was recorded.

Only the world is mended. The policy goes on by what the tables state, as the company did.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from tugline.business.twin_assumptions import ALL, LEAD, RUN, SPREAD, group_names
from tugline.network.layout import MAKE
from tugline.network.network import Network
from tugline.studies.replicate import Base
from tugline.studies.twin import DIFFERS, Finding
from tugline.world.chances import deviation_of, lognormal_row, who
from tugline.world.luck import ONE, WIDTH


def worlds_as_recorded(
    network: Network, base: Base, findings: Sequence[Finding]
) -> Iterator[tuple[tuple[str, ...], Base]]:
    """Yield columns of the tables and the business in a world where they are as recorded: each alone, then together.

    Nothing where no outcome differs, or no assumption that could explain it.
    """
    wrong = [f for f in findings if f.verdict == DIFFERS and f.aspect in (LEAD, SPREAD, RUN) and f.of != ALL]
    if not wrong or not any(f.verdict == DIFFERS and not f.assumption for f in findings):
        return
    columns = tuple(dict.fromkeys(f.assumption for f in wrong))
    sets = [(column,) for column in columns] if len(columns) > 1 else []
    for some in [*sets, columns]:
        yield some, _as_recorded(network, base, [f for f in wrong if f.assumption in some])


def widths_of(base: Base) -> np.ndarray:
    """Return how wide the lead time of each source spreads in a world, as a share of it, and 0 for none at all."""
    source, spread = base.chances.source, base.chances.spread
    width = np.array([*(deviation_of(row) for row in spread), 0.0])
    return np.append(np.where(source["lead_row"] >= 0, width[source["lead_row"]], 0.0), 0.0)


def _as_recorded(network: Network, base: Base, wrong: Sequence[Finding]) -> Base:
    chances = base.chances
    source, resource, table = chances.source.copy(), chances.resource.copy(), _Table(chances.spread)
    names = group_names(network)[:-1]
    kinds, stop = network.source["kind"], network.source["operation_stop"]
    routed = (kinds == MAKE) & (network.source["supplier"] < 0) & (stop > network.source["operation_start"])
    for name, made in dict.fromkeys((f.of, f.aspect == RUN) for f in wrong):
        own = [f for f in wrong if f.of == name and (f.aspect == RUN) == made]
        longer = next((f.recorded / f.twin for f in own if f.aspect in (LEAD, RUN) and f.twin > 0), 1.0)
        width = next((f.recorded for f in own if f.aspect == SPREAD), None)
        rows = (names == name) & ((kinds == MAKE) == made)
        for row in np.flatnonzero(rows & ~routed).tolist():
            source["lead_row"][row] = table.row(int(source["lead_row"][row]), longer, width)
        if made and (rows & routed).any():
            at = network.resource_names.index(name)
            resource[at] = (who(name), table.row(int(resource["work_row"][at]), longer, None))
    return base._replace(chances=chances._replace(source=source, resource=resource, spread=table.array()))


class _Table:
    """Factors by row, to which rows are added."""

    def __init__(self, spread: np.ndarray) -> None:
        self._rows = [np.asarray(row, np.int64) for row in spread]
        self._known: dict[tuple[int, float, float | None], int] = {}

    def row(self, old: int, longer: float, width: float | None) -> int:
        """Return the row of factors of an old one, -1 = always 1, or of another width, times a number."""
        key = (old, longer, width)
        if key not in self._known:
            factors = np.full(WIDTH, ONE, np.int64) if old < 0 else self._rows[old]
            factors = factors if width is None else lognormal_row(width)
            self._known[key] = len(self._rows)
            self._rows.append(np.rint(factors * longer).astype(np.int64))
        return self._known[key]

    def array(self) -> np.ndarray:
        """Return all rows, shape (rows, WIDTH)."""
        return np.array(self._rows)
