"""What must be set so that the loops in force are those that tables and default policy ask for."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from tugline.business.naming import Naming
from tugline.business.opening import card_facts, loop_facts
from tugline.business.policy import Choice
from tugline.facts.kinds import FACT, Kind
from tugline.loops.catalogue import CODES, KIND_OF
from tugline.network.difference import ADDED, Change
from tugline.network.network import Network
from tugline.state import arena
from tugline.state.carry import moved
from tugline.state.layout import EMPTY, FULL, LOOP_KINDS, SIGNAL, WITHDRAWN, kind_of

FIELDS = {**{name: name for name in CODES}, "approval": "propose"}
"""The field of a loop's record by the parameter's name."""
UNSET = {"pack": 1}
"""What a parameter is where nothing sets it, if not 0."""
QUANTITIES = frozenset({"level", "point", "quantity", "min", "max", "pack", "display", "container"})
TABLE = "loops in force"


class _Card(NamedTuple):
    """A card of a loop in force: whether it is to leave, and whether it is on a full container."""

    leaves: bool
    full: bool


class LoopChanges:
    """Compares the loops of a state with those that are wanted, in the rows of one network.

    Parameters
    ----------
    state, rows
        The state and the new row of each of its stock points, -1 = gone.
    """

    def __init__(self, network: Network, state: Any, rows: np.ndarray) -> None:
        self._naming, self._n = Naming(network), len(network.point)
        live, blank = arena.arrays(state), arena.arrays(arena.new_state(self._n, 0))
        self._loop = moved(live["loop"], blank["loop"], rows)
        stock = moved(live["stock"], blank["stock"], rows)
        self._on_hand = {int(p): int(stock["on_hand"][p]) for p in np.flatnonzero(stock["proven"])}
        cards = live["card"][: int(live["head"]["cards"][0])]
        self._cards: dict[int, dict[int, _Card]] = {}
        for card in cards[cards["state"] != WITHDRAWN]:
            there = _Card(leaves=bool(card["leaving"]), full=bool(card["state"] == FULL))
            self._cards.setdefault(int(rows[card["point"]]), {})[int(card["number"])] = there

    def facts(self, choices: Iterable[Choice]) -> np.ndarray:
        """Return the facts that make the loops what the choices say; none for a loop that is so already."""
        choices = list(choices)
        set_ = loop_facts(
            Choice(choice.point, choice.loop, changed)
            for choice in choices
            if (changed := self._changed(choice)) or not self._same_kind(choice)
        )
        return np.concatenate([set_, *(self._card_facts(choice) for choice in choices)])

    def said(self, choices: Iterable[Choice]) -> list[Change]:
        """Return the same for people."""
        found = []
        for choice in choices:
            now, key = self._loop[choice.point], self._key(choice.point)
            if not int(now["kind"]):
                cells = [choice.loop, *(f"{n} {self._shown(choice.point, n, v)}" for n, v in choice.parameters.items())]
                found.append(Change(TABLE, key, ADDED, "", ", ".join(cells)))
                continue
            if not self._same_kind(choice):
                found.append(Change(TABLE, key, "loop", LOOP_KINDS[int(kind_of(now))], choice.loop))
            for name, value in self._changed(choice).items():
                before, after = (self._shown(choice.point, name, v) for v in (int(now[FIELDS[name]]), value))
                found.append(Change(TABLE, key, name, before, after))
        return found

    def _key(self, point: int) -> str:
        return f"{self._naming.item(point)}, {self._naming.location(point)}"

    def _shown(self, point: int, name: str, value: int) -> str:
        return self._naming.show(point, value) if name in QUANTITIES else str(value)

    def _same_kind(self, choice: Choice) -> bool:
        return int(kind_of(self._loop[choice.point])) == KIND_OF[choice.loop]

    def _changed(self, choice: Choice) -> dict[str, int]:
        now = self._loop[choice.point]
        wanted = {name: int(choice.parameters.get(name, UNSET.get(name, 0))) for name in CODES}
        wanted["pack"] = max(1, wanted["pack"])
        return {name: value for name, value in wanted.items() if int(now[FIELDS[name]]) != value}

    def _card_facts(self, choice: Choice) -> np.ndarray:
        """Issue the cards that a kanban loop lacks, and withdraw those that it has too many.

        A new card is full while there are more containers than cards on them: a container may be smaller than before.
        Where stock is unknown all containers are taken to be full.
        """
        there, given = self._cards.get(choice.point, {}), choice.parameters
        if not there:
            return card_facts([choice], self._on_hand)
        wanted = 0 if choice.loop != "kanban" else 1 if given.get("mode") == SIGNAL else given.get("cards", 0)
        bare = wanted
        if choice.point in self._on_hand:
            containers = self._on_hand[choice.point] // max(1, given.get("container", 1))
            bare = containers - sum(card.full for n, card in there.items() if n <= wanted)
        new = [n for n in range(1, wanted + 1) if n not in there]
        cells = [(int(Kind.CARD_ISSUED), n, FULL if place < bare else EMPTY) for place, n in enumerate(new)]
        cells += [(int(Kind.CARD_ISSUED), n, EMPTY) for n, card in sorted(there.items()) if n <= wanted and card.leaves]
        cells += [
            (int(Kind.CARD_WITHDRAWN), n, 0) for n, card in sorted(there.items()) if n > wanted and not card.leaves
        ]
        rows = np.zeros(len(cells), FACT)
        if cells:
            rows["kind"], rows["lot"], rows["code"] = np.array(cells, np.int64).T
        rows["point"], rows["priority"] = choice.point + 1, 5
        return rows
