"""The lots of a plan as people read them: their names, for whom they are, and which have begun."""

from typing import Any

import numpy as np

from tugline.business.naming import Naming
from tugline.business.promises import AskedBy
from tugline.network.layout import BUY, NEVER
from tugline.state import arena
from tugline.state.layout import PLACED, STARTED

STOCK = "stock"
"""What pegs call what is on hand."""


class Lots:
    """Names for the rows of one desk.

    Parameters
    ----------
    arrays
        Those of the desk, by name.
    state
        What the demands of the desk name lines and pulls of.
    """

    def __init__(self, arrays: dict[str, np.ndarray], state: arena.State, naming: Naming, asked: AskedBy) -> None:
        self.naming = naming
        self.demands = arrays["demand"]
        self.jobs = arrays["job"][: int(arrays["head"]["jobs"][0])]
        self.receipts = arrays["receipt"][: int(arrays["head"]["receipts"][0])]
        self._state, self._asked = arena.arrays(state), asked
        self._pull_of = self._pulls()
        self._name_of = [f"P{pull}" if pull else "" for pull in self._pull_of]
        for number, job in enumerate(np.flatnonzero(np.array(self._pull_of, np.int64) == 0).tolist(), 1):
            self._name_of[job] = f"L{number}"
        self._top = np.where(self.demands["owner"] >= 0, self.demands["owner"], np.arange(len(self.demands)))

    def _pulls(self) -> list[int]:
        """Return the id of the open pull that each job is, 0 = it is one of the plan's own."""
        of = self.demands[self.jobs["demand"]]
        first = (self.jobs["parent"] < 0) & (of["pull"] >= 0)
        slots = np.where(first, of["pull"], 0)
        return np.where(first, self._state["pull"]["id"][slots], 0).tolist()  # type: ignore[no-any-return]

    def line(self, row: int) -> Any:
        """Return the order line of a demand, a record of `LINE`."""
        return self._state["line"][int(self.demands["line"][row])]

    def wanted(self, row: int) -> int:
        """Return by when the line of a demand is wanted, NEVER where its customer named no date."""
        return self._asked.wanted.get(int(self.line(row)["id"]), NEVER)

    def order_of(self, row: int) -> tuple[str, str]:
        """Return order and line for whom a demand is in the end; empty = for stock."""
        top = int(self._top[row])
        return self._asked.name(int(self.line(top)["id"])) if self.demands["line"][top] >= 0 else ("", "")

    def demand_name(self, row: int) -> str:
        """Return what pegs call a demand that takes something itself: its order and line."""
        return " ".join(part for part in self.order_of(row) if part)

    def for_whom(self, job: int) -> tuple[str, str]:
        """Return order and line that a job is for; empty = for stock."""
        return self.order_of(int(self.jobs["demand"][job]))

    def point_of(self, job: int) -> int:
        """Return the stock point where a job's goods come in."""
        return int(self.naming.network.source["point"][self.jobs["source"][job]])

    def name(self, job: int) -> str:
        """Return the name of a lot: `P12` for an open pull, `L3` for one of the plan's own."""
        return self._name_of[job]

    def begun(self, job: int) -> str:
        """Return the pull of a job whose work has begun, else an empty text."""
        pull = int(self.demands["pull"][self.jobs["demand"][job]])
        started = pull >= 0 and self._pull_of[job] > 0 and int(self._state["pull"]["state"][pull]) >= STARTED
        return self._name_of[job] if started else ""

    def receipt_name(self, row: int) -> str:
        """Return the name of what comes in: an open pull, or `B3` for a purchase of the plan's own."""
        pull = int(self.receipts["pull"][row])
        return f"P{int(self._state['pull']['id'][pull])}" if pull >= 0 else f"B{row + 1}"

    def to_place(self, row: int) -> bool:
        """Return whether what comes in has still to be ordered from its supplier."""
        slot, source = int(self.receipts["pull"][row]), int(self.receipts["source"][row])
        if slot < 0:
            return True
        pull = self._state["pull"][slot]
        is_bought = source >= 0 and int(self.naming.network.source["kind"][source]) >= BUY
        return is_bought and int(pull["accepted"]) < PLACED and int(pull["state"]) < STARTED
