"""How something came about: a pull, a fact, an order line or a figure, traced to facts and the rule that made it."""

from typing import Any

import numpy as np

from tugline.business.causes import Causes
from tugline.business.core import Core
from tugline.business.figures import figures
from tugline.business.history import History, collect
from tugline.business.naming import Naming
from tugline.business.order_in_brief import OrderInBrief
from tugline.business.policy import Choice
from tugline.business.pulls_view import PullViews
from tugline.business.resolving import line_names
from tugline.business.views import PullView
from tugline.business.why import Why
from tugline.errors import UsageError
from tugline.facts.kinds import COLUMNS, Kind
from tugline.state import arena
from tugline.units.time import to_minute


class Explainer:
    """Explains things of one business as of now."""

    def __init__(self, core: Core, choices: list[Choice]) -> None:
        self.core = core
        self.chronicle = core.chronicle()
        self.naming = Naming(self.chronicle.network)
        self.arrays = arena.arrays(core.state)
        self.history: History = collect(core)
        self.keys = core.journal.names("supply") | core.journal.names("line")
        self.why = Why(self.naming, self.arrays["loop"], self.history, self.keys)
        self.causes = Causes(self.arrays, core.state, self.naming, core.now)
        self.reason = {choice.point: choice.why for choice in choices}

    def pull(self, id_: int) -> list[str]:
        """Return the story of one pull: what it asks, the rule, the loop's reason, its facts in order."""
        place = int(np.searchsorted(self.history.pulls["seq"], id_))
        if place >= len(self.history.pulls) or int(self.history.pulls["seq"][place]) != id_:
            raise UsageError(f"P{id_} is no pull of this business")
        views = PullViews(self.naming, self.arrays, self.causes, self.why, self.history, self.core.now)
        row = self.history.pulls[place]
        view = views.one(place)
        point = int(row["point"]) - 1
        asked = round(view.quantity * int(self.naming.network.point["scale"][point]))
        amount = f"{self.naming.show(point, asked)} {self.naming.unit(point)}".rstrip()
        said = [
            f"{view.id}: {view.kind} {amount} of {view.item} at {view.location}"
            + (f" from {view.from_}" if view.from_ else "")
            + f", due {to_minute(view.due)}, {view.state}",
            f"  why: {view.why}",
            f"  loop: {view.loop or 'none'}; {self.reason.get(point, '')}".rstrip("; "),
        ]
        if view.rests_on:
            said.append(f"  rests on a default for: {', '.join(view.rests_on)}")
        if view.blocked_by:
            said.append(f"  {_standing(view)}")
        return [*said, *self._needs(row), *self._facts(id_)]

    def _needs(self, row: Any) -> list[str]:
        network, source = self.naming.network, int(row["source"]) - 1
        if source < 0 or int(network.source["kind"][source]) != 0:
            return []
        record = network.source[source]
        said = ["  it needs, by the bill:"]
        for b in range(int(record["need_start"]), int(record["need_stop"])):
            need = network.need[b]
            started = -(-int(row["quantity"]) * int(record["yield_denominator"]) // int(record["yield_numerator"]))
            wanted = -(-started * int(need["numerator"]) // int(need["denominator"]))
            point = int(need["point"])
            amount = f"{self.naming.show(point, wanted)} {self.naming.unit(point)}".rstrip()
            said.append(f"    {amount} of {self.naming.item(point)}")
        return said if len(said) > 1 else []

    def _facts(self, id_: int) -> list[str]:
        said = ["  facts:"]
        for rows in self.core.journal.read():
            about = (rows["seq"] == id_) | ((rows["reference"] == id_) & ~np.isin(rows["kind"], _NAMED))
            said += [f"    {self.fact(row)}" for row in self.chronicle.rows(rows[about])]
        return said

    def fact(self, row: Any) -> str:
        """Return one fact in a line: when, what, where, how much."""
        point = int(row["point"]) - 1
        parts = [f"F{int(row['seq'])}", self.naming.minute(int(row["tick"])), _kind(row)]
        if point >= 0:
            parts.append(f"{self.naming.show(point, int(row['quantity']))} {self.naming.item(point)}")
            parts.append(f"at {self.naming.location(point)}")
        if row["resource"]:
            parts.append(f"on {self.core.network.resource_names[int(row['resource']) - 1]}")
        if row["party"]:
            parts.append(f"({self.naming.party(int(row['party']) - 1)})")
        return " ".join(parts)

    def any_fact(self, seq: int) -> list[str]:
        """Return a fact with all its columns."""
        for rows in self.core.journal.read(seq - 1, seq):
            for row in self.chronicle.rows(rows):
                columns = [f"  {name} = {int(row[name])}" for name in COLUMNS if int(row[name])]
                return [self.fact(row), *columns]
        raise UsageError(f"F{seq}; expected a fact from 1 to {self.core.journal.last_seq}")

    def line(self, text: str, *, brief: bool = False) -> list[str]:
        """Return the story of an order's lines: facts, and the pulls that they caused; `brief`: of many a line each."""
        names = set(line_names(text))
        ids = [id_ for id_, name in self.keys.items() if name in names or name.split("\t")[0] == text]
        rows = self.history.orders[np.isin(self.history.orders["reference"], ids)]
        if not len(rows):
            raise UsageError(f"{text!r} is no pull (P12), fact (F7), order line (SO1 2) or figure of this business")
        rows = rows[sorted(range(len(rows)), key=lambda i: _line_number(self.keys[int(rows["reference"][i])]))]
        if brief and len(rows) > 1:
            return OrderInBrief(self.naming, self.arrays, self.causes, self.history, self.keys).lines(text, rows)
        said = []
        views = PullViews(self.naming, self.arrays, self.causes, self.why, self.history, self.core.now)
        for row in rows:
            said.append(self.why.order(int(row["seq"])))
            said += self._facts(int(row["seq"]))
            caused = np.flatnonzero(self.history.pulls["cause"] == row["seq"])
            said += [f"  {_short(views.one(place))}" for place in caused.tolist()]
            slot = self.causes.slot_of(int(row["seq"]))
            if slot >= 0:
                said.append(f"  waits: {self.causes.of_line(slot).says}")
        return said


_NAMED = [int(Kind.ORDER_PLACED), int(Kind.SUPPLY_OPENED), int(Kind.BUSINESS_OPENED)]
"""Kinds whose `reference` is a name, not the number of a fact."""


def _standing(view: PullView) -> str:
    """Return what an open pull waits for, or that it is on its way, without naming the pull itself again."""
    own = view.blocked_by.removeprefix(f"{view.id} ({view.item}) ").removeprefix(f"{view.id} ")
    return f"it {own}" if own != view.blocked_by else f"waits: {own}"


def _kind(row: Any) -> str:
    return Kind(int(row["kind"])).name.lower().replace("_", " ")


def _line_number(key: str) -> tuple[int, str]:
    """Return what lines are sorted by: their numbers as numbers, then whatever else they are called."""
    line = key.partition("\t")[2]
    return (int(line), "") if line.isdecimal() else (1 << 62, line)


def _short(view: PullView) -> str:
    return f"{view.id} {view.kind} {view.quantity:,g} {view.item} ({view.state}): {view.why}"


def explain(core: Core, choices: list[Choice], what: str, *, brief: bool = False) -> str:
    """Return the explanation of a pull (P12), a fact (F7), a figure by name, or an order line.

    Parameters
    ----------
    brief
        Tell an order of many lines with one sentence for each.

    Raises
    ------
    UsageError
        There is nothing of that name.
    """
    for figure in figures(core, core.now):
        if figure.name == what:
            return f"{figure.formula}, as of {Naming(core.network).minute(core.now)}"
    explainer = Explainer(core, choices)
    if what[:1] in {"P", "F"} and what[1:].isdecimal() and len(what) < 20:
        number = int(what[1:])
        return "\n".join(explainer.pull(number) if what[0] == "P" else explainer.any_fact(number))
    return "\n".join(explainer.line(what, brief=brief))
