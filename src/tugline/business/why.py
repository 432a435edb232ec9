"""One sentence with its numbers for each pull: the rule that made it, from the facts that it rests on."""

from typing import Any

import numpy as np

from tugline.business.chose import Chose
from tugline.business.history import History
from tugline.business.loops_then import LoopsThen
from tugline.business.naming import Naming
from tugline.business.splits import Splits
from tugline.business.withdrawals import Withdrawals
from tugline.facts.kinds import Kind
from tugline.loops import base_stock, kanban, min_max, reorder
from tugline.network.layout import SOURCE_KINDS
from tugline.state.layout import BASE_STOCK, KANBAN, MIN_MAX, REORDER, TO_ORDER_KINDS

_RULES = {BASE_STOCK: base_stock.explain, REORDER: reorder.explain, MIN_MAX: min_max.explain}


class Why:
    """Explains pulls of one business; `keys` is what people call lines and supply."""

    def __init__(self, naming: Naming, history: History, keys: Any) -> None:
        orders, pulls = history.orders, history.pulls
        self._naming = naming
        self._loops = LoopsThen(history.settings)
        self._order_at = dict(zip(orders["seq"].tolist(), orders["reference"].tolist(), strict=True))
        self._pull_point = dict(zip(pulls["seq"].tolist(), (pulls["point"] - 1).tolist(), strict=True))
        self._splits = Splits(pulls)
        self._chose = Chose(naming.network, history)
        self.withdrawals = Withdrawals(history, naming, self.order)
        self._keys = keys

    def order(self, seq: int) -> str:
        """Return what people call an order line: "order SO1 line 2"; empty if the fact is none."""
        reference = self._order_at.get(seq)
        if reference is None:
            return ""
        order, _, line = self._keys[reference].partition("\t")
        return f"order {order} line {line}" if line else f"order {order}"

    def sentence(self, row: Any) -> str:
        """Return why the pull that a fact released was released."""
        point = int(row["point"]) - 1
        naming = self._naming
        if int(row["kind"]) == int(Kind.SUPPLY_OPENED):
            return f"open at the start under {self._keys[int(row['reference'])]}"
        if int(row["kind"]) == int(Kind.PULL_ADDED):
            return "added by hand"
        part = self._splits.part(row)
        asked = f"pull {naming.show(point, part.total)}{self._rounding(row, point, part.total)}"
        said = f"{self._rule(row, point, part.total)}: {asked}"
        if part.parts > 1:
            most = naming.show(point, int(naming.network.source["maximum"][int(row["source"]) - 1]))
            said = f"{said}, in {part.parts:,} pulls of at most {most}; this is the {ordinal(part.place)}"
        return f"{said}{self._taken_back(row, point)}"

    def _taken_back(self, row: Any, point: int) -> str:
        reasons = self.withdrawals.reasons(int(row["seq"]))
        if len(reasons) == 1 and reasons[0].quantity >= int(row["quantity"]):
            return f"; withdrawn: {reasons[0].says}"
        return "".join(f"; {self._naming.show(point, part.quantity)} of it withdrawn: {part.says}" for part in reasons)

    def _rule(self, row: Any, point: int, pulled: int) -> str:
        code, naming = int(row["code"]), self._naming
        if code in TO_ORDER_KINDS:
            asker = self.asker(int(row["reference"]), int(row["cause"]))
            if chosen := self._chose.words(row):
                return f"{asker} needs {naming.show(point, int(row['amount']))} with {chosen}, made for nobody else"
            return f"{asker} needs {naming.show(point, int(row['amount']))} more than is here or coming"
        loop = self._loops.at(point, int(row["seq"]))
        if code == KANBAN:
            return str(kanban.explain(loop, int(row["lot"]), lambda q: naming.show(point, q)))
        position = int(row["amount"])
        if position < 0 and pulled < _up_to(loop, code) - position:
            waiting = naming.show(point, -position)
            return f"{waiting} wait with nothing on its way, so they are not among the stock that nobody knows here"
        return str(_RULES[code](loop, naming.show(point, position), lambda q: naming.show(point, q)))

    def asker(self, owner: int, cause: int) -> str:
        """Return who asks or waits for a pull: an order line, or a pull and the order line that made it happen."""
        named = self.order(owner)
        if named:
            return named
        parent = self._pull_point.get(owner)
        root = self.order(cause)
        made = f"P{owner} ({self._naming.item(parent)})" if parent is not None else f"P{owner}"
        return f"{made} for {root}" if root else made

    def _rounding(self, row: Any, point: int, pulled: int) -> str:
        """Return what made the quantity larger than what was wanted, in brackets."""
        source_row = int(row["source"]) - 1
        if source_row < 0 or int(row["code"]) == KANBAN or self._chose.of_pull(row):
            return ""
        source, show = self._naming.network.source[source_row], self._naming.show
        wanted = int(row["amount"]) if int(row["code"]) in TO_ORDER_KINDS else 0
        notes = []
        if int(source["minimum"]) > max(1, wanted) and pulled <= int(source["minimum"]):
            notes.append(f"the source's minimum is {show(point, int(source['minimum']))}")
        if int(source["multiple"]) > 1:
            notes.append(f"in lots of {show(point, int(source['multiple']))}")
        pack = self._loops.at(point, int(row["seq"]))["pack"]
        if pack > 1 and int(row["code"]) not in TO_ORDER_KINDS:
            notes.append(f"in packs of {show(point, pack)}")
        return f" ({', '.join(notes)})" if notes else ""


def _up_to(loop: dict[str, int], code: int) -> int:
    """Return the position that a pull of the loop's own rule reaches at least."""
    return {BASE_STOCK: 0, REORDER: loop["point"] + 1, MIN_MAX: loop["max"]}[code]


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th, 21st, ..."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def signal_of(row: Any, why: Why) -> str:
    """Return the signal behind a pull, as a reference that `explain` takes."""
    cause = int(row["cause"])
    return why.order(cause) or (f"F{cause}" if cause else "")


def kind_of(row: Any, sources: np.ndarray) -> str:
    """Return make, move or buy for the fact of a pull; what comes without a source of ours is bought."""
    source = int(row["source"]) - 1
    kind = SOURCE_KINDS[int(sources["kind"][source])] if source >= 0 else "buy"
    return "buy" if kind == "drop" else kind
