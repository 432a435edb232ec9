"""Pull whose levels chase signals: heard of late and wrongly, they move every level, and levels move orders."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tugline.facts.kinds import FACT, Kind
from tugline.facts.parameters import Parameter
from tugline.studies.placed import Placed, needs_of
from tugline.world.chances import lognormal_row
from tugline.world.luck import ONE, factor, word

SIGNAL = 101
"""The stream of luck that errors of signals are drawn from; those below 100 are the world's own."""


@dataclass(frozen=True, slots=True)
class SignalTerms:
    """How levels follow signals: `weeks` times the mean of `window` signals, each `late` weeks old and off by `noise`.

    `weeks`, shape (P,), are those that a level covers; `first`, shape (P,), is what was asked for in a week before.
    """

    source: np.ndarray
    need: np.ndarray
    day_start: np.ndarray
    weeks: np.ndarray
    window: int
    late: int
    noise: float
    first: np.ndarray

    def planner(self, key: int) -> "Levels":
        """Return what sets the levels of one run."""
        return Levels(self, key)


class Levels:
    """Sets the level of every loop once a week; the loops pull."""

    def __init__(self, terms: SignalTerms, key: int) -> None:
        self._terms, self._key, self._week = terms, key, 0
        self._errors = lognormal_row(terms.noise)[np.newaxis]
        self._heard = [terms.first.astype(float)] * (terms.window + terms.late)
        self._asked, self._placed = np.zeros(len(terms.first)), Placed()

    def see(self, facts: np.ndarray) -> None:
        """Take in what every point was asked for."""
        asked = facts[facts["kind"] == Kind.ORDER_PLACED]
        np.add.at(self._asked, asked["point"] - 1, asked["quantity"])
        changes = self._placed.changes(facts)
        _, point, quantity = needs_of(self._terms.source, self._terms.need, changes.source, changes.quantity)
        np.add.at(self._asked, point, quantity)

    def plan(self, state: Any, day: int, days: int) -> np.ndarray:
        """Return the facts that set the levels."""
        del state, days
        terms = self._terms
        if self._week:
            self._heard.append(self._asked * self._error())
        self._week, self._asked = self._week + 1, np.zeros_like(self._asked)
        until = len(self._heard) - terms.late
        mean = np.mean(self._heard[until - terms.window : until], axis=0)
        facts = np.zeros(len(mean), FACT)
        facts["kind"], facts["code"], facts["priority"] = int(Kind.PARAMETER_SET), int(Parameter.LEVEL), 5
        facts["point"], facts["quantity"] = np.arange(len(mean)) + 1, np.maximum(0, np.rint(terms.weeks * mean))
        facts["tick"] = facts["occurred_at"] = terms.day_start[day]
        return facts

    def _error(self) -> np.ndarray:
        """Return the factor by which each point's signal is wrong this week."""
        n = len(self._asked)
        return (
            np.array([factor(self._errors, 0, np.uint64(word(self._key, SIGNAL, p, self._week))) for p in range(n)])
            / ONE
        )
