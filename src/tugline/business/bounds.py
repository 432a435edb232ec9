"""What people state is held against what there is: more than that cannot have happened, and waits in quarantine."""

from collections.abc import Mapping

import numpy as np

from tugline.business.core import Core
from tugline.business.naming import Naming
from tugline.business.parcels import OnTheWay
from tugline.facts.kinds import Kind
from tugline.ledger.books import live_arrays
from tugline.state import arena
from tugline.units.quantity import format_money


class Bounds:
    """Says why a statement goes beyond what the state and the journal know.

    Every method takes a row whose quantity is in the item's units, and returns the reason, its numbers and a way on;
    empty = the row can be true.
    """

    def __init__(self, core: Core, on_the_way: OnTheWay) -> None:
        self._core, self._on_the_way = core, on_the_way
        self.left_before: Mapping[str, int] = {}
        """Of lines that were ordered before the start: how much had left by then, by their keys."""

    def shipped(self, row: np.void, text: str, line: np.void) -> str:
        """Look whether more left of a line than was open."""
        still_open = int(line["quantity"] - line["shipped"])
        more = int(row["quantity"]) - still_open
        if more <= 0:
            return ""
        there, left, over = self._show(int(line["point"]), still_open, row["quantity"], more)
        return f"of {text!r} {there} are open, and {left} left: raise the quantity of the order by {over} first"

    def returned(self, row: np.void, text: str, line: np.void) -> str:
        """Look whether more came back of a line, given as its first fact, than had left and not come back."""
        parcels, before = self._on_the_way.of(int(line["seq"])), 0
        if line["occurred_at"] < 0:
            key = self._core.journal.texts([int(line["reference"])])[0]
            if key not in self.left_before:
                # The table that told what had left before the start is not there any more.
                return ""
            before = self.left_before[key]
        away = before + parcels.left - parcels.back
        if row["quantity"] <= away:
            return ""
        there, back = self._show(int(line["point"]) - 1, away, row["quantity"])
        return more_than_left(text, there, back)

    def paid_back(self, row: np.void, text: str, party: int) -> str:
        """Look whether more is paid back than was paid ahead, for the line or for its customer before the start."""
        ahead = max(0, self._on_the_way.of(int(row["reference"])).deposit)
        if party >= 0:
            customer = int(self._core.translator.to_journal(np.array([row]))["party"][0])
            balance = -int(live_arrays(self._core.books)["party"]["deposit"][party])
            ahead += max(0, balance - self._on_the_way.deposits_of(customer))
        if -row["amount"] <= ahead:
            return ""
        there, back = format_money(ahead), format_money(-int(row["amount"]))
        return f"for {text!r} {there} are paid ahead and unused, and {back} were paid back; expected no more than that"

    def scrapped_here(self, row: np.void) -> str:
        """Look whether more is lost at a stock point than is there, where that is known."""
        point = int(row["point"]) - 1
        stock = arena.arrays(self._core.state)["stock"][point]
        if not stock["proven"] or row["quantity"] <= stock["on_hand"]:
            return ""
        name = self._core.network.point_names[point].replace("\t", " at ")
        there, lost = self._show(point, stock["on_hand"], row["quantity"])
        return f"of {name} {there} are on hand, and {lost} are lost: state first what was counted, if there are more"

    def scrapped_of(self, row: np.void, text: str, pull: np.void) -> str:
        """Look whether more is lost of a pull than is still to come in."""
        to_come = int(pull["quantity"] - pull["received"])
        if row["kind"] != Kind.SCRAPPED or row["quantity"] <= to_come:
            return ""
        there, lost = self._show(int(pull["point"]), to_come, row["quantity"])
        return (
            f"of {text!r} {there} are still to come, and {lost} are lost: what came in is scrapped by item and location"
        )

    def finished(self, row: np.void, text: str, rest: int) -> str:
        """Look whether more is finished of a pull than is not finished yet."""
        if row["quantity"] <= rest:
            return ""
        there, done = self._show(int(row["point"]) - 1, rest, row["quantity"])
        return (
            f"of {text!r} {there} are still to be finished, and {done} were finished: what came in beyond the pull is "
            "told by `received`"
        )

    def _show(self, point: int, *quantities: int) -> list[str]:
        naming = Naming(self._core.network)
        return [naming.show(point, int(quantity)) for quantity in quantities]


def more_than_left(text: str, away: str, back: str) -> str:
    """Return why something cannot have come back."""
    return f"of {text!r} {away} have left and not come back, and {back} came back: state first what else has left"
