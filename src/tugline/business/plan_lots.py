"""The lots of a plan as people read them: their names, for whom they are, and which have begun."""

from functools import cached_property
from itertools import count
from typing import Any

import numpy as np

from tugline.business.naming import Naming
from tugline.business.promises import AskedBy
from tugline.network.layout import BUY, NEVER
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
        Arrays of the state whose lines and pulls the demands of the desk name.
    """

    def __init__(
        self, arrays: dict[str, np.ndarray], state: dict[str, np.ndarray], naming: Naming, asked: AskedBy
    ) -> None:
        self.naming = naming
        self.demands = arrays["demand"]
        self.jobs = arrays["job"][: int(arrays["head"]["jobs"][0])]
        self.receipts = arrays["receipt"][: int(arrays["head"]["receipts"][0])]
        self._state, self._asked = state, asked

    @cached_property
    def _pull_of(self) -> list[int]:
        """Ids of the open pulls that jobs are, 0 = one of the plan's own."""
        of = self.demands[self.jobs["demand"]]
        first = (self.jobs["parent"] < 0) & (of["pull"] >= 0)
        slots = np.where(first, of["pull"], 0)
        ids: list[int] = np.where(first, self._state["pull"]["id"][slots], 0).tolist()
        return ids

    @cached_property
    def _name_of(self) -> list[str]:
        own = count(1)
        return [f"P{pull}" if pull else f"L{next(own)}" for pull in self._pull_of]

    def line(self, row: int) -> Any:
        """Return the order line of a demand, a record of `LINE`."""
        return self._state["line"][int(self.demands["line"][row])]

    def wanted(self, row: int) -> int:
        """Return by when the line of a demand is wanted, NEVER where its customer named no date."""
        return self._asked.wanted.get(int(self.line(row)["id"]), NEVER)

    def order_of(self, row: int) -> tuple[str, str]:
        """Return order and line for whom a demand is in the end; empty = for stock."""
        owner = int(self.demands["owner"][row])
        top = owner if owner >= 0 else row
        return self._asked.name(int(self.line(top)["id"])) if self.demands["line"][top] >= 0 else ("", "")

    def demand_name(self, row: int) -> str:
        """Return what pegs call a demand that takes something itself: its order and line."""
        return " ".join(part for part in self.order_of(row) if part)

    @cached_property
    def _for_whom(self) -> list[tuple[str, str]]:
        """Orders and lines of all demands."""
        owner = self.demands["owner"]
        top = np.where(owner >= 0, owner, np.arange(len(owner)))
        slot = self.demands["line"][top]
        ids = np.where(slot >= 0, self._state["line"]["id"][slot], 0).tolist()
        return [self._asked.name(id_) if id_ else ("", "") for id_ in ids]

    @cached_property
    def _demand_of(self) -> list[int]:
        of: list[int] = self.jobs["demand"].tolist()
        return of

    def for_whom(self, job: int) -> tuple[str, str]:
        """Return order and line that a job is for; empty = for stock."""
        return self._for_whom[self._demand_of[job]]

    def point_of(self, job: int) -> int:
        """Return the stock point where a job's goods come in."""
        return int(self.naming.network.source["point"][self.jobs["source"][job]])

    def name(self, job: int) -> str:
        """Return the name of a lot: `P12` for an open pull, `L3` for one of the plan's own."""
        return self._name_of[job]

    @cached_property
    def _begun(self) -> list[bool]:
        pull = self.demands["pull"][self.jobs["demand"]]
        started = self._state["pull"]["state"][np.maximum(pull, 0)] >= STARTED
        begun: list[bool] = ((pull >= 0) & started & (np.array(self._pull_of, np.int64) > 0)).tolist()
        return begun

    def begun(self, job: int) -> str:
        """Return the pull of a job whose work has begun, else an empty text."""
        return self._name_of[job] if self._begun[job] else ""

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
