"""Which words of the events table name a lot, and how a fact keeps its name."""

from typing import TYPE_CHECKING

import numpy as np

from tugline.business.resolving import scaled
from tugline.journal.journal import Journal
from tugline.network.network import Network

if TYPE_CHECKING:
    from tugline.business.event_rows import Told

OF_LOTS = frozenset({"consumed", "quarantined", "released"})
"""Events that say nothing without a lot."""
NAMING = ("received", "consumed", "shipped", "scrapped", "quarantined", "released")
"""Events that may name one."""


def name_lot(journal: Journal, row: np.void, told: "Told") -> str:
    """Put the name of the lot into a row, and return why that cannot be, empty = it can, or there is none."""
    if not told.lot:
        return f"{told.event!r} needs a lot" if told.event in OF_LOTS else ""
    in_process = told.event == "scrapped" and told.reference
    if told.event not in NAMING or in_process:
        of = " of a pull" if in_process else ""
        return f"{told.event!r}{of} names lot {told.lot!r}; expected none, or one of the events {', '.join(NAMING)}"
    if told.event == "quarantined":
        row["lot"] = journal.intern("quarantine", [f"{told.lot}\t{told.reason}"])[0]
    else:
        row["lot"] = journal.intern("lot", [told.lot])[0]
    return ""


def fill_lot(network: Network, journal: Journal, row: np.void, told: "Told", point: int) -> str:
    """Fill in a row of `OF_LOTS` at a stock point, -1 = none is named; return why that cannot be, empty = it can."""
    used = told.event == "consumed"
    if point < 0:
        return f"{told.event!r} needs an item and a location that are a stock point"
    if used != bool(told.reference):
        expected = "the pull that used it (P12)" if used else "none, but item, location and lot"
        return f"{told.event!r} has a reference of {told.reference!r}; expected {expected}"
    if told.quantity == 0 or (used and told.quantity is None):
        return f"{told.event!r} needs a quantity above 0" + ("" if used else ", or none: all of the lot")
    if used:
        row["reference"] = journal.intern("reference", [told.reference])[0]
    row["quantity"], why = scaled(network, point, told.quantity or 0)
    return why
