"""Accounts explained: what or whom their balance is for, and the facts that posted it."""

from collections.abc import Callable

import numpy as np

from tugline.business.adding_up import added_up, largest_first, money
from tugline.business.explain import Explainer
from tugline.business.retold import Changes, posted
from tugline.facts.kinds import Kind
from tugline.ledger import layout
from tugline.ledger.accounts import ACCOUNTS, Nature, nature_of
from tugline.ledger.books import live_arrays

_OF_STOCK = (layout.INVENTORY_BOUGHT, layout.INVENTORY_MADE)
_UNDER_WAY = (layout.WORK_IN_PROCESS, layout.TRANSIT)
_OF_PARTIES = {
    layout.RECEIVABLES: "receivable", layout.PAYABLES: "payable", layout.CUSTOMER_DEPOSITS: "deposit",
}  # fmt: skip


class ExplainedAccounts:
    """Explains accounts of the business of an explainer, as of now."""

    def __init__(self, explainer: Explainer) -> None:
        self._explainer, self._naming = explainer, explainer.naming
        self._books = live_arrays(explainer.core.books)

    def lines(self, code: int) -> list[str]:
        """Return an account's balance, what or whom it is for, its kinds of fact and its largest facts."""
        balance, nature = int(self._books["balance"][code]), nature_of(code)
        in_debit = balance > 0 or (balance == 0 and nature in (Nature.ASSET, Nature.EXPENSE))
        sign, side, other = (1, "debit", "credits") if in_debit else (-1, "credit", "debits")
        name, currency = ACCOUNTS[code].replace("_", " "), self._naming.network.settings.currency
        as_of = self._naming.minute(self._explainer.core.now)
        said = [f"{name} = {money(abs(balance))} {currency} {side}, as of {as_of}"]
        said.append(f"  nature: {nature.value}; {other} are taken off")
        changes = posted(self._explainer.core, code)
        if not len(changes.seq):
            return [*said, "  nothing was posted to it"]
        signed = changes._replace(amount=sign * changes.amount)
        return [*said, *self._held(code, sign), *by_facts(self._explainer, signed, money)]

    def _held(self, code: int, sign: int) -> list[str]:
        """Return for what or whom the balance is, empty where the books do not tell it apart."""
        naming = self._naming
        if code in _OF_STOCK:
            point = self._books["point"]
            value = np.where((point["account"] == code) & (point["owner"] < 0), point["value"], 0)
            return self._by("stock point", sign * value, self._explainer.place)
        if code in _UNDER_WAY:
            slot = self._books["slot"]
            return self._by(
                "pull", sign * np.where(slot["account"] == code, slot["value"], 0), self._explainer.open_pull
            )
        if code in _OF_PARTIES:
            names = [*naming.network.party_names, "nobody by name"]
            return self._by("party", sign * self._books["party"][_OF_PARTIES[code]], lambda row: names[row])
        return []

    def _by(self, what: str, amounts: np.ndarray, say: Callable[[int], str]) -> list[str]:
        parts = largest_first((int(amounts[i]), i) for i in np.flatnonzero(amounts).tolist())
        many = "parties" if what == "party" else f"{what}s"
        return [f"  by {what}:", *added_up(parts, say, money, many)] if parts else []


def by_facts(
    explainer: Explainer, changes: Changes, show: Callable[[int], str], *, of: str = "", largest: bool = True
) -> list[str]:
    """Return what each kind of fact came to, and the facts; each of the two adds up to all that was changed.

    Parameters
    ----------
    of
        What was changed, empty = it goes without saying.
    largest
        The largest facts come first, else the latest.
    """
    kinds, place = np.unique(changes.kind, return_inverse=True)
    total = np.zeros(len(kinds), np.int64)
    np.add.at(total, place, changes.amount)
    count = np.bincount(place, minlength=len(kinds)).tolist()
    names = [Kind(kind).name.lower().replace("_", " ") for kind in kinds.tolist()]
    words = [f"{name}, {n:,} {'fact' if n == 1 else 'facts'}" for name, n in zip(names, count, strict=True)]
    of_kinds = sorted(zip(total.tolist(), range(len(kinds)), strict=True), key=lambda part: -abs(part[0]))
    order = np.lexsort((-changes.seq, -abs(changes.amount))) if largest else np.argsort(-changes.seq)
    facts = list(zip(changes.amount[order].tolist(), changes.seq[order].tolist(), strict=True))
    return [
        f"  {of}by kind of fact:",
        *added_up(of_kinds, words.__getitem__, show, "kinds", most=len(kinds)),
        f"  {of}by fact, the {'largest' if largest else 'latest'} first:",
        *added_up(facts, explainer.fact_line, show, "facts" if largest else "facts before them"),
    ]
