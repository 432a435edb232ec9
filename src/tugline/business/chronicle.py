"""Facts of all times as those who read them now need them: with the sources that there once were."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from tugline.journal.journal import Journal
from tugline.journal.translate import Translator
from tugline.network.layout import MOVE, SOURCE, SOURCE_KINDS, SUPPLIER
from tugline.network.network import Network


class _Names(NamedTuple):
    point_names: tuple[str, ...]
    party_keys: tuple[str, ...]
    source_names: tuple[str, ...]
    resource_names: tuple[str, ...]
    choice_text: Callable[[int, int], str]
    choice_number: Callable[[int, str], int]


class Chronicle:
    """The network in force, and after its sources those that were taken out; pulls of their time still name them.

    Only for reading: rows of `network.source` beyond the network's own say what kind a source was and where from,
    and nothing else. What is gone altogether, such as a stock point that was never used, reads as none.
    """

    def __init__(self, journal: Journal, network: Network) -> None:
        known = set(network.source_names)
        gone = [name for name in journal.names("source").values() if name not in known]
        records = [(name, record) for name in gone if (record := _record(network, name)) is not None]
        self.network = network
        if records:
            every = np.concatenate([network.source, np.array([r for _, r in records], SOURCE)])
            self.network = replace(network, source=every)
        names = (*network.source_names, *(name for name, _ in records))
        parts = _Names(
            network.point_names, network.party_keys, names, network.resource_names, network.choice_text,
            network.choice_number,
        )  # fmt: skip
        self._translator = Translator(journal, parts)

    def rows(self, facts: np.ndarray) -> np.ndarray:
        """Return a copy of facts of a journal with name ids as rows of this network, 0 for what is gone."""
        return self._translator.from_journal(facts, lost=0)


def _record(network: Network, name: str) -> tuple[int, ...] | None:
    """Return what the name of a source says of it, None if its stock point is gone too."""
    item, location, kind, origin = name.split("\t")[:4]
    point = network.point_row(item, location)
    if point < 0:
        return None
    record = np.zeros(1, SOURCE)
    record["point"], record["kind"] = point, SOURCE_KINDS.index(kind)
    record["from_point"] = network.point_row(item, origin) if record["kind"] == MOVE and origin else -1
    record["supplier"] = network.parties.row(origin, SUPPLIER) if record["kind"] != MOVE and origin else -1
    record["calendar"], record["multiple"] = -1, 1
    record["yield_numerator"] = record["yield_denominator"] = 1
    return tuple(record[0].item())
