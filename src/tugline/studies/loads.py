"""How long resources and limited sources of a run were at work, of how long they could be: where its constraint is."""

from typing import Any, NamedTuple

import numpy as np

from tugline.facts.kinds import Kind
from tugline.network.spans import ranges
from tugline.state.arena import grid_arrays
from tugline.studies.watch import places

COLUMNS = ("reference", "code", "resource", "source", "tick")
REFERENCE, CODE, RESOURCE, SOURCE, TICK = range(len(COLUMNS))


class Load(NamedTuple):
    """Hours of each resource in a window, all its units together, shape (R,): at work, and open.

    `supplied` = hours in which each source with a weekly capacity worked off what it was asked for, shape (S,), and
    `limited` the hours of the window, 0 for sources without such a limit.
    """

    worked: np.ndarray
    open: np.ndarray
    supplied: np.ndarray
    limited: np.ndarray


NO_LOAD = Load(*(np.zeros(0) for _ in range(4)))
ASKED = ("source", "tick", "quantity")
WEEK_SECONDS = 7 * 86_400


class Loads:
    """Takes in facts in journal order and tells of the steps that were worked on from tick `since` on.

    `a_week` = what comes of each source in a week at most, in integer units, 0 = any quantity; None = of all.
    """

    def __init__(self, grid: Any, since: int, tick_seconds: int, a_week: np.ndarray | None = None) -> None:
        self._net, self._since, self._hour = grid_arrays(grid), since, 3600 / tick_seconds
        self._a_week = np.zeros(len(self._net["source"]), np.int64) if a_week is None else a_week
        self._ticks_a_week = WEEK_SECONDS / tick_seconds
        self._asked: list[np.ndarray] = []
        self._begun: list[np.ndarray] = []
        self._ended: list[np.ndarray] = []

    def add(self, facts: np.ndarray) -> None:
        """Take in facts; they are not kept."""
        for kind, kept in ((Kind.STARTED, self._begun), (Kind.FINISHED, self._ended)):
            steps = facts[(facts["kind"] == int(kind)) & (facts["resource"] > 0)]
            kept.append(np.stack([steps[name] for name in COLUMNS]))
        if self._a_week.any():
            # A source is asked for something when an order is placed, or when work or a way without steps begins.
            asked = facts[np.isin(facts["kind"], [int(Kind.PULL_PLACED), int(Kind.STARTED)]) & (facts["source"] > 0)]
            asked = asked[self._a_week[asked["source"] - 1] > 0]
            self._asked.append(np.stack([asked[name] for name in ASKED]))

    def found(self, stop: int) -> Load:
        """Return the load from `since` to tick `stop`; work that is not ended by then counts up to it."""
        net = self._net
        many = len(net["resource"])
        worked = np.zeros(many)
        begun = _joined(self._begun)
        until = np.full(begun.shape[1], stop, np.int64)
        ended = _joined(self._ended)
        # A pull goes through each of its steps once.
        order = np.lexsort((ended[CODE], ended[REFERENCE]))
        place = _places(ended[:, order], begun)
        until[place >= 0] = np.minimum(ended[TICK][order][place[place >= 0]], stop)
        first = np.maximum(begun[TICK], self._since)
        some = first < until
        step, resource = self._with_mates(begun[:, some])
        for r in np.unique(resource).tolist():
            own = step[resource == r]
            calendar = int(net["resource"]["calendar"][r])
            worked[r] = (self._open(calendar, until[some][own]) - self._open(calendar, first[some][own])).sum()
        limited = np.where(self._a_week > 0, stop - self._since, 0)
        return Load(*(ticks / self._hour for ticks in (worked, self._capacity(stop), self._supplied(stop), limited)))

    def _supplied(self, stop: int) -> np.ndarray:
        """Return the ticks from `since` to `stop` in which limited sources work off in turn what they are asked for."""
        worked, busy = np.zeros(len(self._a_week)), np.zeros(len(self._a_week))
        for asked in self._asked:
            for row, tick, quantity in zip(asked[0] - 1, *asked[1:].astype(float), strict=True):
                begins = max(tick, busy[row])
                busy[row] = begins + quantity / self._a_week[row] * self._ticks_a_week
                worked[row] += max(0.0, min(busy[row], stop) - max(begins, self._since))
        return worked

    def _with_mates(self, begun: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the place of each piece of work, once for each resource that it needs together, and the resources."""
        operation, source = self._net["operation"], self._net["source"]
        kinds, which = np.unique(begun[[SOURCE, CODE, RESOURCE]], axis=1, return_inverse=True)
        mates = [self._group(source[s - 1], c, r - 1, operation) for s, c, r in kinds.T.tolist()]
        sizes = np.array([len(group) for group in mates], np.int64)
        every = np.concatenate([np.zeros(0, np.int64), *mates])
        start = np.cumsum(sizes) - sizes
        which = which.reshape(-1)
        step = np.repeat(np.arange(begun.shape[1]), sizes[which])
        return step, every[ranges(start[which], start[which] + sizes[which])]

    @staticmethod
    def _group(source: np.void, step: int, resource: int, operation: np.ndarray) -> np.ndarray:
        """Return the resources that a step needs together with the one that it is told by."""
        rows = operation[int(source["operation_start"]) : int(source["operation_stop"])]
        rows = rows[rows["step"] == step]
        own = rows["alternative"][rows["resource"] == resource]
        found: np.ndarray = (
            np.unique(rows["resource"][rows["alternative"] == own[0]]) if len(own) else np.array([resource])
        )
        return found

    def _open(self, calendar: int, ticks: np.ndarray) -> np.ndarray:
        """Return the open ticks of a calendar before each tick; -1 is always open."""
        if calendar < 0:
            return ticks
        rows = self._stretches(calendar)
        if not len(rows):
            return np.zeros(len(ticks), np.int64)
        at = np.maximum(0, np.searchsorted(rows["start"], ticks, side="right") - 1)
        into = np.clip(ticks - rows["start"][at], 0, rows["stop"][at] - rows["start"][at])
        found: np.ndarray = rows["before"][at] + into
        return found

    def _stretches(self, calendar: int) -> np.ndarray:
        start = self._net["calendar_start"]
        found: np.ndarray = self._net["open"][start[calendar] : start[calendar + 1]]
        return found

    def _capacity(self, stop: int) -> np.ndarray:
        """Return the open ticks of each resource in the window, times its units then."""
        found = np.zeros(len(self._net["resource"]))
        for r, resource in enumerate(self._net["resource"]):
            units, calendar = int(resource["units"]), int(resource["calendar"])
            if calendar < 0:
                found[r] = units * (stop - self._since)
                continue
            rows = self._stretches(calendar)
            inside = np.minimum(rows["stop"], stop) - np.maximum(rows["start"], self._since)
            found[r] = (np.maximum(0, inside) * np.where(rows["units"] > 0, rows["units"], units)).sum()
        return found


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.zeros((len(COLUMNS), 0), np.int64), *parts], axis=1)


def _places(ended: np.ndarray, begun: np.ndarray) -> np.ndarray:
    """Return where the end of each piece of work stands among ends sorted by pull and step, -1 = it has not ended."""
    span = 1 + max(int(ended[CODE].max(initial=0)), int(begun[CODE].max(initial=0)))
    keys, wanted = ended[REFERENCE] * span + ended[CODE], begun[REFERENCE] * span + begun[CODE]
    place, own = places(keys, wanted)
    found: np.ndarray = np.where(own, place, -1)
    return found
