"""Which row of one network is which of another: the same name means the same thing, whatever row it stands in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tugline.network.exact import IntArray
from tugline.network.network import Network


@dataclass(frozen=True, slots=True)
class Matching:
    """For every row of an old network the row of a new one, -1 = gone; each array has the old network's length."""

    point: IntArray
    source: IntArray
    party: IntArray
    resource: IntArray
    old: Network
    new: Network

    def step_row(self, operation: int) -> int:
        """Return the first operation of the same step of the same source.

        Where the step is gone, it is the next one of the old routing that is still there; -1 = there is none.
        """
        source = _source_of(self.old, operation)
        new_source = int(self.source[source])
        if new_source < 0:
            return -1
        there = {_step(self.new, row): row for row in reversed(_routing(self.new, new_source))}
        later = range(operation, int(self.old.source["operation_stop"][source]))
        return next((there[name] for row in later if (name := _step(self.old, row)) in there), -1)

    def group_row(self, operation: int) -> int:
        """Return the first operation of the same alternative of the same step, on the same resources; -1 = gone."""
        source = _source_of(self.old, operation)
        new_source = int(self.source[source])
        if new_source < 0:
            return -1
        wanted = _group(self.old, source, operation)
        for row in _routing(self.new, new_source):
            if _choice(self.new, row) == _choice(self.old, operation):
                return row if _group(self.new, new_source, row) == wanted else -1
        return -1


def match(old: Network, new: Network) -> Matching:
    """Return which rows of two networks are the same, by name."""
    return Matching(
        _rows(old.point_names, new.point_names),
        _rows(old.source_names, new.source_names),
        _rows(old.party_keys, new.party_keys),
        _rows(old.resource_names, new.resource_names),
        old,
        new,
    )


def _rows(old: Sequence[str], new: Sequence[str]) -> IntArray:
    row_of = {name: row for row, name in enumerate(new)}
    return np.fromiter((row_of.get(name, -1) for name in old), np.int64, len(old))


def _source_of(network: Network, operation: int) -> int:
    return int(np.searchsorted(network.source["operation_stop"], operation, side="right"))


def _routing(network: Network, source: int) -> range:
    return range(int(network.source["operation_start"][source]), int(network.source["operation_stop"][source]))


def _step(network: Network, operation: int) -> str:
    return network.step_names[int(network.operation_step[operation])]


def _choice(network: Network, operation: int) -> tuple[str, str]:
    alternative = int(network.operation_alternative[operation])
    return _step(network, operation), network.alternative_names[alternative] if alternative >= 0 else ""


def _group(network: Network, source: int, operation: int) -> set[str]:
    """Return the resources of all rows that are needed together with one."""
    wanted = _choice(network, operation)
    rows = [row for row in _routing(network, source) if _choice(network, row) == wanted]
    return {network.resource_names[int(network.operation["resource"][row])] for row in rows}
