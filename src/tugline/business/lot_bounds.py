"""What people say of lots is held against the lots that are there, just before it is taken in."""

import numpy as np

from tugline.business.core import Core
from tugline.business.genealogy import Genealogy
from tugline.business.naming import Naming
from tugline.business.shelf import Lot, Shelf
from tugline.facts.kinds import Kind
from tugline.network.bill_of import bill_of
from tugline.network.layout import MAKE
from tugline.state.movement import FROM_QUARANTINE

OF_LOTS = frozenset({int(Kind.LOT_CONSUMED), int(Kind.LOT_QUARANTINED), int(Kind.LOT_RELEASED)})
"""Kinds that say nothing but of a lot."""


class LotBounds:
    """Says why a statement of a lot cannot be; empty = it can. Quantities are in the item's integer units."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._known: tuple[int, Genealogy] | None = None

    def _lots(self) -> Genealogy:
        last = self._core.journal.last_seq
        if self._known is None or self._known[0] != last:
            self._known = last, Genealogy(self._core)
        return self._known[1]

    def _there(self, row: np.void) -> tuple[Shelf, Lot]:
        """Return the shelf at the stock point of a row, and the lot that it names."""
        place = self._core.network.point_names[int(row["point"]) - 1]
        name = self._core.journal.texts([int(row["lot"])])[0].partition("\t")[0]
        return self._lots().shelves[place], Lot(place.partition("\t")[0], name, named=True)

    def _says(self, row: np.void, quantity: int) -> str:
        naming, point = Naming(self._core.network), int(row["point"]) - 1
        return f"{naming.show(point, quantity)} {naming.item(point)} at {naming.location(point)}"

    def quarantined(self, row: np.void) -> str:
        """Look whether so much of a lot is there; without a quantity all that is not in quarantine yet is meant.

        What nobody has named yet may be of it: who names a lot knows.
        """
        shelf, lot = self._there(row)
        most = max(0, shelf.free(lot)) + shelf.nameless()
        row["quantity"] = row["quantity"] or max(0, shelf.free(lot))
        if not row["quantity"]:
            return (
                f"of lot {lot.name!r} nothing is known at this stock point, or all of it is in quarantine: say how much"
            )
        if row["quantity"] > most:
            there = self._says(row, most)
            return f"lot {lot.name!r} can be {there} at most that is not in quarantine: state first what was counted"
        return ""

    def released(self, row: np.void) -> str:
        """Look whether so much of a lot is in quarantine; without a quantity all of it is meant."""
        shelf, lot = self._there(row)
        blocked = shelf.quarantined[lot]
        row["quantity"] = row["quantity"] or blocked
        if not blocked or row["quantity"] > blocked:
            return f"of lot {lot.name!r} {self._says(row, blocked)} are in quarantine; expected no more than that"
        return ""

    def scrapped(self, row: np.void) -> str:
        """Say whether what is lost of a lot was in quarantine: all of it, or nothing."""
        shelf, lot = self._there(row)
        blocked, lost = shelf.quarantined[lot], int(row["quantity"])
        free = max(0, shelf.free(lot)) + shelf.nameless()
        if blocked and lost <= blocked:
            row["code"] = FROM_QUARANTINE
        elif blocked:
            there = self._says(row, blocked)
            return f"of lot {lot.name!r} {there} are in quarantine, and more is lost: say apart what of it was not"
        elif lost > free:
            return f"lot {lot.name!r} can be {self._says(row, free)} at most: state first what was counted"
        return ""

    def consumed(self, row: np.void, text: str, pull: np.void) -> str:
        """Look whether a pull takes such a component, and name the pull by its number."""
        network, source = self._core.network, int(pull["source"])
        row["reference"] = pull["id"]
        kind = int(network.source["kind"][source]) if source >= 0 else -1
        drawn = [point for point, *_ in bill_of(network, source, int(pull["choice"]))] if kind == MAKE else []
        if int(row["point"]) - 1 in drawn:
            return ""
        at = network.point_names[int(row["point"]) - 1].replace("\t", " at ")
        takes = ", ".join(sorted(network.point_names[point].replace("\t", " at ") for point in drawn)) or "nothing"
        return f"{text!r} takes no {at}; it takes {takes}"
