"""Stock explained: one stock point with everything that its figures are made of, and what all stock is worth."""

from functools import partial
from typing import Any

import numpy as np

from tugline.business.adding_up import added_up, largest_first, money
from tugline.business.counting import Stake, reasons
from tugline.business.explain import Explainer
from tugline.business.explained_accounts import by_facts
from tugline.business.retold import moved
from tugline.business.views import StockView
from tugline.ledger.books import live_arrays
from tugline.network.layout import COST_SCALE
from tugline.units.quantity import format_price

NO_RATES = "not known: the tables were changed since, and only those in force tell what was used before the start"


class ExplainedStock:
    """Explains stock of the business of an explainer, as of now.

    Parameters
    ----------
    stock
        The stock as it is shown.
    worth
        What all of it is worth, None = nothing of it has a cost.
    stakes
        What hangs on stock that nobody counted, None = not known.
    """

    def __init__(
        self, explainer: Explainer, stock: list[StockView], worth: float | None, stakes: list[Stake] | None
    ) -> None:
        self._explainer, self._naming, self._arrays = explainer, explainer.naming, explainer.arrays
        self._stock, self._worth, self._stakes = stock, worth, stakes
        self._currency = self._naming.network.settings.currency
        self._as_of = f"as of {self._naming.minute(explainer.core.now)}"

    def value(self) -> list[str]:
        """Return what all stock is worth, place by place."""
        parts = [(round(view.value * 100), f"{view.item} at {view.location}") for view in self._stock]
        total = sum(amount for amount, _ in parts)
        said = [
            f"stock value = {money(total)} {self._currency}, {self._as_of}",
            "  what is on hand at each stock point times its standard cost of now:",
            *added_up(largest_first(parts), str, money, "stock points"),
        ]
        if self._worth is None:
            said = [f"stock value: not known, {self._as_of}", "  nothing that is on hand has a cost"]
        elif not any(amount for amount, _ in parts):
            said[1:] = ["  nothing that is worth anything is on hand"]
        point = live_arrays(self._explainer.core.books)["point"]
        others = int(point["value"][point["owner"] >= 0].sum())
        return [*said, f"  of it {money(others)} belongs to others and is in no account of ours"] if others else said

    def at_stake(self) -> list[str]:
        """Return what is at stake where stock should be counted first, place by place."""
        wrongly = "what would be pulled or promised wrongly if stock that nobody stated is not what it is taken for"
        said = [f"at stake, {self._as_of}: {wrongly}"]
        if self._stakes is None:
            return [*said, f"  {NO_RATES}"]
        if not self._stakes:
            return [*said, "  all stock that matters is known"]
        return [*said, *(f"  {self._explainer.place(stake.point)}: {self._stake(stake)}" for stake in self._stakes)]

    def point(self, row: int) -> list[str]:
        """Return a stock point: what is there and who it is for, what is coming, who waits, and the facts."""
        naming, stock, unit = self._naming, self._arrays["stock"][row], self._naming.unit(row)
        view = next((v for v in self._stock if (v.item, v.location) == (naming.item(row), naming.location(row))), None)
        cost = format_price(int(naming.network.point["standard_cost"][row]) / COST_SCALE)
        worth = f"{money(round(view.value * 100)) if view is not None else '0.00'} {self._currency} at {cost} each"
        if not int(naming.network.point["standard_cost"][row]):
            worth = "nothing, as it has no cost"
        said = [
            f"{self._explainer.place(row)}{f', in {unit}' if unit else ''}, {self._as_of}",
            f"  on hand: {self._show(row, stock['on_hand'])}, worth {worth}",
            *self._needs(row, "allocated", "allocated, of what is on hand", "owners"),
            *self._quarantined(int(stock["quarantined"]), row),
            *self._supply(row),
            *self._needs(row, "pegged", "pegged, of what is on order", "owners"),
            *self._needs(row, "waiting", "waiting", "owners"),
            f"  position: {self._position(row, view)}",
        ]
        stake = next((each for each in self._stakes or [] if each.point == row), None)
        if stake is not None:
            said.append(f"  at stake: {self._stake(stake)}")
        changes = moved(self._explainer.core, naming.item(row), naming.location(row))
        if not len(changes.seq):
            return [*said, "  no fact has moved anything here"]
        return [*said, *by_facts(self._explainer, changes, partial(naming.show, row), of="on hand, ", largest=False)]

    def _show(self, row: int, quantity: Any) -> str:
        return self._naming.show(row, int(quantity))

    def _quarantined(self, quantity: int, row: int) -> list[str]:
        return [f"    {self._show(row, quantity)} in quarantine"] if quantity else []

    def _needs(self, row: int, field: str, words: str, many: str) -> list[str]:
        """Return how much of the needs at a point is allocated, pegged or waiting, and whose needs they are."""
        total, need = int(self._arrays["stock"][field][row]), self._arrays["need"]
        if not total:
            return []
        here = np.flatnonzero((need["owner_kind"] > 0) & (need["point"] == row))
        part = need[here]
        amount = part[field] if field != "waiting" else part["quantity"] - part["allocated"] - part["pegged"]
        order = np.lexsort((part["id"], part["due"], part["priority"]))
        parts = [(int(amount[i]), int(part["id"][i])) for i in order.tolist() if amount[i]]
        said = added_up(parts, lambda id_: self._explainer.why.asker(id_, 0), partial(self._naming.show, row), many)
        return [f"  {words}: {self._show(row, total)}", *said]

    def _supply(self, row: int) -> list[str]:
        total, pool = int(self._arrays["stock"]["on_order"][row]), self._arrays["pull"]
        if not total:
            return []
        here = np.flatnonzero((pool["id"] > 0) & (pool["point"] == row))
        here = here[np.lexsort((pool["id"][here], pool["due"][here]))]
        parts = [(int(pool["quantity"][slot] - pool["received"][slot]), slot) for slot in here.tolist()]
        said = added_up(parts, self._coming, partial(self._naming.show, row), "pulls")
        return [f"  on order: {self._show(row, total)}", *said]

    def _coming(self, slot: int) -> str:
        pull = self._arrays["pull"][slot]
        due = self._naming.minute(int(pull["due"]))
        return f"P{int(pull['id'])}{f', due {due}' if due else ''}"

    def _position(self, row: int, view: StockView | None) -> str:
        """Return the position with its terms; where nobody counted, the loop takes some stock to be there."""
        stock = self._arrays["stock"][row]
        signs = (("on hand", 1), ("allocated", -1), ("on order", 1), ("pegged", -1), ("waiting", -1))
        terms = [(sign * int(stock[name.replace(" ", "_")]), name) for name, sign in signs]
        sum_ = sum(amount for amount, _ in terms)
        scale = int(self._naming.network.point["scale"][row])
        position = round(view.position * scale) if view is not None else sum_
        if position != sum_:
            found = int(stock["found"])
            terms += [(position - sum_ + found, "taken to be here, as nobody counted"), (-found, "left unseen")]
        told = [(amount, name) for amount, name in terms if amount]
        said = " ".join(f"{'−' if amount < 0 else '+'} {self._show(row, abs(amount))} {name}" for amount, name in told)
        return f"{self._show(row, position)} = {said.removeprefix('+ ') or 'nothing here, coming or wanted'}"

    def _stake(self, stake: Stake) -> str:
        """Return what is at stake with its terms, to the cent; what rounding them leaves over is one of them."""
        scale, worth = int(self._naming.network.point["scale"][stake.point]), stake.worth
        total = round(round(stake.amount, 2) * 100)
        each = format_price(worth / COST_SCALE)
        parts = [
            (round(quantity * worth / (scale * 100)), f"{many} {what}")
            for many, what, quantity in reasons(self._naming, stake)
        ]
        if rest := total - sum(amount for amount, _ in parts):
            parts.append((rest, "rounding"))
        terms = " + ".join(f"{money(amount)} ({what})" for amount, what in parts).replace("+ -", "− ")
        return f"{money(total)} {self._currency} = {terms}, at {each} each"
