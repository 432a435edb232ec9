"""How far a pull is that its source has, or is to have, in words: when it is due, or that it was and has not come."""

from functools import cached_property
from typing import Any

from tugline.business.history import History
from tugline.business.imagined import names_date
from tugline.business.naming import Naming
from tugline.business.parts import make_grid
from tugline.facts.kinds import NEVER
from tugline.network.layout import BUY, MAKE
from tugline.state.layout import ACCEPTED, CONFIRMED, PLACED, STARTED
from tugline.world.arena import new_world
from tugline.world.stated import standard_end


class UnderWay:
    """Speaks of pulls of one business as of the tick `now`.

    Parameters
    ----------
    history
        What suppliers were told and what they said; without it a purchase is due when it was asked for.
    """

    def __init__(self, naming: Naming, now: int, history: History | None) -> None:
        self._naming, self._now, self._history = naming, now, history
        self._network = naming.network

    def says(self, pull: Any) -> str:
        """Return a pull and how far it is: waits to be ordered, is ordered, is being made, is on its way."""
        name = f"P{int(pull['id'])} ({self._naming.item(int(pull['point']))})"
        if self.is_bought(pull):
            return f"{name} {self._bought(pull)}"
        verb = "being made" if self._kind(pull) == MAKE else "on its way"
        return f"{name} is {verb}{self._late(pull)}"

    def is_bought(self, pull: Any) -> bool:
        """Return whether a supplier is to send it."""
        return self._kind(pull) >= BUY

    def day(self, pull: Any) -> str:
        """Return the date of a purchase that is with its supplier, as a day."""
        return self._naming.day(self._date(pull))

    def is_in_sight(self, pull: Any) -> bool:
        """Return whether a supplier has it and its date is not past."""
        return _is_placed(pull) and not self._is_past(self._date(pull))

    def _kind(self, pull: Any) -> int:
        source = int(pull["source"])
        return int(self._network.source["kind"][source]) if source >= 0 else BUY

    def _bought(self, pull: Any) -> str:
        if not _is_placed(pull):
            return "is accepted, not yet placed" if int(pull["accepted"]) == ACCEPTED else "waits to be ordered"
        due = self._date(pull)
        if due >= NEVER:
            return "is ordered"
        day = self.day(pull)
        return f"is ordered, was due {day} and has not come" if self._is_past(due) else f"is ordered, due {day}"

    def _is_past(self, due: int) -> bool:
        # What is due on a day may come on all of it.
        return due < self._now and self._naming.day(due) < self._naming.day(self._now)

    def _date(self, pull: Any) -> int:
        """Return when a purchase comes: as its supplier said, else when it was asked for, if its lead time allows."""
        source, placed = int(pull["source"]), self._placed.get(int(pull["id"]))
        if placed is None or source < 0 or int(pull["reference"]) > 0:
            return int(pull["due"])
        return max(int(pull["due"]), self._end(source, int(pull["quantity"]), placed))

    @cached_property
    def _placed(self) -> dict[int, int]:
        """When purchases were placed whose suppliers named no date, by pull."""
        if self._history is None:
            return {}
        at: dict[int, int] = {}
        dated = set()
        names = ("reference", "kind", "occurred_at", "due")
        for id_, kind, tick, due in zip(*(self._history.placed[name].tolist() for name in names), strict=True):
            at[id_] = min(tick, at.get(id_, tick))
            if names_date(kind, due, tick):
                dated.add(id_)
        return {id_: tick for id_, tick in at.items() if id_ not in dated}

    def _late(self, pull: Any) -> str:
        """Return that work or a way should be over by standard, empty = it need not be.

        Only people forget to say something; where a world answers, what lasts longer waits for its turn.
        """
        if self._network.settings.world != "plant":
            return ""
        end = int(pull["due"])
        if int(pull["reference"]) == 0:
            standard = self._end(int(pull["source"]), int(pull["quantity"]), int(pull["started_at"]))
            end = max(standard, end) if int(pull["accepted"]) == CONFIRMED else standard
        return f", was due {self._naming.day(end)} and has not come" if end < self._now else ""

    def _end(self, source: int, quantity: int, began: int) -> int:
        world, grid = self._clocks
        return int(standard_end(world, grid, source, quantity, began))

    @cached_property
    def _clocks(self) -> tuple[Any, Any]:
        grid = make_grid(self._network)
        return new_world(grid), grid


def _is_placed(pull: Any) -> bool:
    """Return whether a purchase is with its supplier; one that was open at the start is."""
    return int(pull["accepted"]) >= PLACED or int(pull["state"]) == STARTED
