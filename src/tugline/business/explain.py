"""How something came about: a pull, a fact or an order line, traced to facts and the rule that made it."""

from functools import cached_property
from typing import Any

import numpy as np

from tugline.business.asked_for import asked_for
from tugline.business.causes import Causes
from tugline.business.chose import Chose, follows
from tugline.business.core import Core
from tugline.business.fact_words import NAMED, FactWords
from tugline.business.history import History, collect, wanted_now
from tugline.business.kept_for import KeptFor, Serving
from tugline.business.naming import Naming
from tugline.business.order_in_brief import OrderInBrief
from tugline.business.policy import Choice
from tugline.business.projection import Expected, run_ahead
from tugline.business.pulls_view import PullViews
from tugline.business.references import line_names
from tugline.business.views import PullView
from tugline.business.why import Why
from tugline.errors import UsageError
from tugline.facts.kinds import NEVER, Kind
from tugline.network.bill_of import bill_of
from tugline.network.layout import MAKE
from tugline.state import arena
from tugline.units.quantity import format_number
from tugline.units.time import to_minute


class Explainer:
    """Explains things of one business as of now."""

    def __init__(self, core: Core, choices: list[Choice]) -> None:
        self.core = core
        self.chronicle = core.chronicle()
        self.naming = Naming(self.chronicle.network)
        self.arrays = arena.arrays(core.state)
        self.history: History = collect(core)
        self.keys, self.chose = core.keys(), Chose(self.naming.network, self.history)
        self.why = Why(self.naming, self.history, self.keys)
        self._kept_for = KeptFor(self.arrays, self.history, self.why)
        self.words = FactWords(self.naming, core.journal, self.why, self.history)
        self.reason = {choice.point: choice.why for choice in choices}

    @cached_property
    def _expected(self) -> Expected:
        return run_ahead(self.core)

    @cached_property
    def wanted(self) -> np.ndarray:
        """By when each order line of the history is wanted, NEVER where no date was named."""
        return asked_for(self.history, self.naming.network, self.keys)

    @cached_property
    def causes(self) -> Causes:
        """What holds open lines and pulls up, as of now."""
        return Causes(self.arrays, self.core.state, self.naming, self.core.now, self.history, self._expected)

    @cached_property
    def _views(self) -> PullViews:
        return PullViews(self.naming, self.arrays, self.causes, self.why, self.history, self.core.now)

    def pull(self, id_: int) -> list[str]:
        """Return the story of one pull: what it asks, the rule, the loop's reason, its facts in order."""
        place = int(np.searchsorted(self.history.pulls["seq"], id_))
        if place >= len(self.history.pulls) or int(self.history.pulls["seq"][place]) != id_:
            raise UsageError(f"P{id_} is no pull of this business")
        row = self.history.pulls[place]
        view = self._views.one(place)
        point = int(row["point"]) - 1
        asked = round(view.quantity * int(self.naming.network.point["scale"][point]))
        amount = f"{self.naming.show(point, asked)} {self.naming.unit(point)}".rstrip()
        said = [
            f"{view.id}: {view.kind} {amount} of {view.item} at {view.location}"
            + (f" from {view.from_}" if view.from_ else "")
            + f", due {to_minute(view.due)}, {view.state}",
            f"  why: {view.why}",
            f"  loop: {view.loop or 'none'}"
            + (f", chosen because {reason}" if (reason := self.reason.get(point)) else ""),
        ]
        if view.received and view.state != "closed":
            came = round(view.received * int(self.naming.network.point["scale"][point]))
            said.append(f"  came in: {self.naming.show(point, came)} of {amount}")
        if view.rests_on:
            said.append(f"  rests on a default for: {', '.join(view.rests_on)}")
        if view.blocked_by:
            said.append(f"  {_standing(view)}")
        return [*said, *self._needs(row, asked), *self._facts(id_)]

    def supply(self, reference: str) -> list[str]:
        """Return the stories of the pulls that were open at the start under a reference; empty = there are none."""
        ids = [id_ for id_, name in self.keys.items() if name == reference]
        pulls = self.history.pulls
        opened = (pulls["kind"] == int(Kind.SUPPLY_OPENED)) & np.isin(pulls["reference"], ids)
        return [line for id_ in pulls["seq"][opened].tolist() for line in self.pull(id_)]

    def _needs(self, row: Any, asked: int) -> list[str]:
        """Return what a pull needs: what it waits for, or, if there never was another bill, what the bill says."""
        slot, needs = self.causes.slot_of(int(row["seq"])), []
        n = int(self.arrays["pull"][slot]["first_need"]) if slot >= 0 else -1
        while n >= 0:
            need = self.arrays["need"][n]
            needs.append((int(need["point"]), int(need["quantity"])))
            n = int(need["next_of_owner"])
        if not needs and len(self.core.epochs.all()) == 1:
            needs = self._by_the_bill(int(row["source"]) - 1, asked, self.chose.of_pull(row))
        if not needs or int(self.naming.network.source["kind"][int(row["source"]) - 1]) != MAKE:
            return []
        shown = ((f"{self.naming.show(p, q)} {self.naming.unit(p)}".rstrip(), self.naming.item(p)) for p, q in needs)
        return ["  it needs, by the bill:", *(f"    {amount} of {item}" for amount, item in shown)]

    def _by_the_bill(self, source: int, asked: int, choice: int) -> list[tuple[int, int]]:
        if source < 0:
            return []
        network = self.naming.network
        record = network.source[source]
        started = -(-asked * int(record["yield_denominator"]) // int(record["yield_numerator"]))
        return [(point, -(-started * above // below)) for point, above, below in bill_of(network, source, choice)]

    def _facts(self, id_: int) -> list[str]:
        said = ["  facts:"]
        for rows in self.core.journal.read():
            about = (rows["seq"] == id_) | ((rows["reference"] == id_) & ~np.isin(rows["kind"], _NAMED))
            about |= follows(rows, id_)
            said += [f"    {self.words.line(row)}" for row in self.chronicle.rows(rows[about])]
        return said

    def any_fact(self, seq: int) -> list[str]:
        """Return a fact with everything that it says."""
        row = self._fact(seq)
        return [self.words.line(row), *(f"  {name}: {text}" for name, text in self.words.columns(row))]

    def fact_line(self, seq: int) -> str:
        """Return a fact in a line."""
        return self.words.line(self._fact(seq))

    def _fact(self, seq: int) -> Any:
        for rows in self.core.journal.read(seq - 1, seq):
            for row in self.chronicle.rows(rows):
                return row
        raise UsageError(f"F{seq}; expected a fact from 1 to {self.core.journal.last_seq}")

    def place(self, point: int) -> str:
        """Return what people call a stock point."""
        return f"{self.naming.item(point)} at {self.naming.location(point)}"

    def open_pull(self, slot: int) -> str:
        """Return an open pull in a few words: of what it is how much."""
        pull = self.arrays["pull"][slot]
        point = int(pull["point"])
        amount = f"{self.naming.show(point, int(pull['quantity']))} {self.naming.unit(point)}".rstrip()
        return f"P{int(pull['id'])}: {amount} of {self.place(point)}"

    def line(self, text: str, *, brief: bool = False) -> list[str]:
        """Return the story of order lines: facts and pulls; `brief`: of many a line each; empty = no such order."""
        names = set(line_names(text))
        ids = [id_ for id_, name in self.keys.items() if name in names or name.split("\t")[0] == text]
        rows = self.history.orders[np.isin(self.history.orders["reference"], ids)]
        rows = rows[sorted(range(len(rows)), key=lambda i: _line_number(self.keys[int(rows["reference"][i])]))]
        if brief and len(rows) > 1:
            brief_ = OrderInBrief(
                self.naming, self.arrays, self.causes, self.history, self.keys, self.leaves, self._places,
                self.wanted,
            )  # fmt: skip
            return brief_.lines(text, rows)
        said = []
        for row in rows:
            said += [self.why.order(int(row["seq"])), *self._terms(row)]
            chosen = self.chose.text(int(row["seq"]))
            said += [f"  chose {chosen}"] if chosen else []
            said += self._facts(int(row["seq"]))
            slot = self.causes.slot_of(int(row["seq"]))
            said += self._pulls(int(row["seq"]), slot)
            if slot >= 0:
                said.append(f"  waits: {self.causes.of_line(slot).says}")
        return said

    def _pulls(self, id_: int, slot: int) -> list[str]:
        """Return the pulls that a line caused or is served by, and how much each serves it, level by level."""
        said = [f"  {_short(self._views.one(place))}" for place in self._places(id_, slot).tolist()]
        for each in self._serving(slot):
            pull = self.arrays["pull"][each.slot]
            part, whole = (self.naming.show(int(pull["point"]), int(q)) for q in (each.kept, pull["quantity"]))
            said.append(f"  {'  ' * each.level}served by P{int(pull['id'])} ({part} of {whole})")
        return said

    def _serving(self, slot: int) -> list[Serving]:
        return self._kept_for.serving(int(self.arrays["line"][slot]["need"])) if slot >= 0 else []

    def _places(self, id_: int, slot: int) -> np.ndarray:
        """Return the places in the history of the pulls that a line caused or is served by."""
        serving = [int(self.arrays["pull"][each.slot]["id"]) for each in self._serving(slot)]
        pulls = self.history.pulls
        return np.flatnonzero((pulls["cause"] == id_) | np.isin(pulls["seq"], serving))

    def leaves(self, id_: int) -> int | None:
        """Return the tick at which an open order line leaves as things stand, None = it does not."""
        return self._expected.ships.get(id_)

    def _terms(self, row: Any) -> list[str]:
        """Return what a line asks for by when, and if it is open when it leaves."""
        id_, point, naming = int(row["seq"]), int(row["point"]) - 1, self.naming
        quantity, _ = wanted_now(self.history)
        place = int(np.searchsorted(self.history.orders["seq"], id_))
        asked = f"{naming.show(point, int(quantity[place]))} {naming.unit(point)}".rstrip()
        whom = f" for {naming.party(int(row['party']) - 1)}" if row["party"] else ""
        wanted, ordered = int(self.wanted[place]), naming.minute(int(row["occurred_at"]))
        by = f", wanted {naming.minute(wanted) or 'as soon as can be'}"
        said = [f"  asked: {asked} of {naming.item(point)} at {naming.location(point)}{whom}, ordered {ordered}{by}"]
        if self.causes.slot_of(id_) < 0:
            return said
        ships, there = self.leaves(id_), self._expected.there.get(id_)
        late = naming.late_days(wanted, self.core.now if there is None else there)
        how = f"{late:,g} days after it is wanted" if late else "in time"
        if there is None:
            how = f"already {how}" if late else "not past its wanted time yet"
        stands = f"  expected: {self._way(ships, there)} as things stand{f', {how}' if wanted < NEVER else ''}"
        return [*said, *self._promise(id_, there), stands]

    def _promise(self, id_: int, there: int | None) -> list[str]:
        """Return what an open line was promised, if it was, and whether that is kept as things stand."""
        line = arena.arrays(self.core.state)["line"][self.causes.slot_of(id_)]
        promised, until = int(line["promised"]), int(line["reserved_until"])
        if not promised:
            return []
        how = f"reserved until {self.naming.minute(until)}" if until else "ordered for good"
        kept = "kept" if there is not None and there <= promised else "at risk"
        return [f"  promised: {self.naming.minute(promised)}, {how}: {kept} as things stand"]

    def _way(self, ships: int | None, there: int | None) -> str:
        """Return when a line leaves and, where that is not the same, when it is at the customer."""
        minute = self.naming.minute
        if ships is None:
            return "does not leave"
        if there is None:
            return f"leaves {minute(ships)} and does not arrive"
        return f"leaves {minute(ships)}{f', at the customer {minute(there)},' if there > ships else ''}"


_NAMED = [int(kind) for kind in NAMED]


def _standing(view: PullView) -> str:
    """Return what an open pull waits for, or that it is on its way, without naming the pull itself again."""
    own = view.blocked_by.removeprefix(f"{view.id} ({view.item}) ").removeprefix(f"{view.id} ")
    return f"it {own}" if own != view.blocked_by else f"waits: {own}"


def _line_number(key: str) -> tuple[int, str]:
    """Return what lines are sorted by: their numbers as numbers, then whatever else they are called."""
    line = key.partition("\t")[2]
    return (int(line), "") if line.isdecimal() else (1 << 62, line)


def _short(view: PullView) -> str:
    return f"{view.id} {view.kind} {format_number(view.quantity)} {view.item} ({view.state}): {view.why}"
