"""Rows that were taken in before: the same content has no effect, other content changes what became of the row.

An order line gets an `OrderChanged`, or an `OrderCancelled` when it says 0; a sale is taken back and made anew. What is
stated first is version 0 of a row, each change is one more, and every version has a key of its own, made of the row's
key and the version's number.
"""

from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.outside import Signals, empty, in_order
from tugline.business.restating import as_then, unchanged
from tugline.business.retracted import REVIVED
from tugline.business.signal_reader import Unusable, table_of
from tugline.engine.lines import line_slot
from tugline.facts.keys import key_digests
from tugline.facts.kinds import FACT, Kind
from tugline.state.arena import arrays
from tugline.state.movement import IN_CASH

_PLACED, _SOLD = int(Kind.ORDER_PLACED), int(Kind.SALE_MADE)
_CHOSEN = int(Kind.ORDER_CHOICE_SET)
_CHANGEABLE = {
    _PLACED: ("quantity", "due", "priority"),
    _CHOSEN: ("lot",),
    _SOLD: ("point", "quantity", "amount", "occurred_at"),
}
"""What a later version of a row may say otherwise, by its kind."""
_KEPT = ("point", "party", "code")
KEEPS = "an order line keeps its item, location, customer, price, time and terms: cancel it and order anew"
STATE_ANEW = "it was taken in before with other content: state what is right as a new event"


def changes_of(due: Signals, seq: np.ndarray, known: np.ndarray, core: Core) -> tuple[Signals, list[Unusable]]:
    """Return what repeated rows change, as facts, and those that say what cannot be changed.

    Parameters
    ----------
    due
        Rows with keys that the journal knows, each key once.
    seq, known
        The facts that they became, and the content hash with which they were taken in.
    """
    same = unchanged(core, due.rows, seq, known)
    changeable = np.isin(due.rows["kind"], list(_CHANGEABLE))
    versions = _Versions(core, due.digests[changeable], seq[changeable])
    found, unusable = [empty()], []
    at = np.flatnonzero(changeable)
    places = np.flatnonzero(~same[changeable] | versions.have_changed())
    versions.read(places)
    rows = due.rows[at[places]]
    own = [versions.own(place, int(row["actor"])) for place, row in zip(places.tolist(), rows, strict=True)]
    then = as_then(core, rows, np.array([int(last["seq"]) for last in own], np.int64))
    at_first = as_then(core, rows, seq[at[places]])
    for place, i, last, *says in zip(places.tolist(), at[places].tolist(), own, rows, then, at_first, strict=True):
        if same[i] and last["seq"] == seq[i]:
            continue
        reserved = _is_reserved(core, int(seq[i]))
        news, why = _news(_Says(*says), last, versions.facts(place), reserved=reserved)
        # In Python, `at` is when a change is said; in a table `ordered_at` stands for the order.
        if not why and not len(news) and due.lines[i] and last["occurred_at"] != due.rows["occurred_at"][i]:
            why = KEEPS
        if why:
            unusable.append(unusable_row(core, due, i, why))
        elif len(news):
            lines = np.full(len(news), due.lines[i])
            found.append(Signals(news, versions.next_keys(place, len(news)), lines))
    other = ~same & ~changeable & (due.rows["kind"] != int(Kind.ORDER_CANCELLED))
    unusable += [unusable_row(core, due, i, STATE_ANEW) for i in np.flatnonzero(other).tolist()]
    return in_order(found), unusable


def terms_alone(new: Signals) -> np.ndarray:
    """Return which signals, bool, are terms that do not stand behind their own line: they would be another line's."""
    terms = new.rows["kind"] == int(Kind.ORDER_TERMS_SET)
    behind = np.zeros(len(new), np.bool_)
    behind[1:] = (new.digests[1:] - new.digests[:-1] == (0, 1)).all(axis=1)
    behind[1:] &= (new.rows["kind"][:-1] == _PLACED) & (new.rows["tick"][:-1] == new.rows["tick"][1:])
    alone: np.ndarray = terms & ~behind
    return alone


class _Versions:
    """What became of some rows, each known by its first fact: the facts of all their versions."""

    def __init__(self, core: Core, digests: np.ndarray, seq: np.ndarray) -> None:
        self._core = core
        texts = digests.tobytes().hex()
        self._keys = [texts[start : start + 32] for start in range(0, len(texts), 32)]
        self._seq = [[first] for first in seq.tolist()]
        open_ = list(range(len(self._keys)))
        number = 0
        while open_:
            number += 1
            later, _ = core.journal.known(key_digests("changes", [f"{self._keys[place]}\t{number}" for place in open_]))
            for place, fact in zip(open_, later.tolist(), strict=True):
                if fact:
                    self._seq[place].append(fact)
            open_ = [place for place, fact in zip(open_, later.tolist(), strict=True) if fact]

    def have_changed(self) -> np.ndarray:
        """Return which rows, bool, have later versions."""
        return np.array([len(seq) > 1 for seq in self._seq], np.bool_)

    def read(self, places: np.ndarray) -> None:
        """Fetch the facts of all versions of some rows."""
        seq = [fact for place in places.tolist() for fact in self._seq[place]]
        self._facts = self._core.chronicle().rows(self._core.journal.facts(seq))
        network = self._core.network
        for i in np.flatnonzero((self._facts["kind"] == _CHOSEN) & (self._facts["lot"] > 0)).tolist():
            # What was chosen and is the default now is no other choice than that.
            item = int(network.point["item"][int(self._facts["point"][i]) - 1])
            self._facts["lot"][i] %= network.options[item].total

    def facts(self, place: int) -> np.ndarray:
        """Return the facts of all versions, oldest first."""
        return self._facts[np.searchsorted(self._facts["seq"], self._seq[place])]

    def own(self, place: int, actor: int) -> np.void:
        """Return the last version that a table or interface stated itself, else the last one of all."""
        versions = self.facts(place)
        own = np.flatnonzero(versions["actor"] == actor)
        last: np.void = versions[own[-1] if len(own) else -1]
        return last

    def next_keys(self, place: int, n: int) -> np.ndarray:
        """Return the keys of the one or two facts of the next version; the last one's is what a version is known by."""
        key = f"{self._keys[place]}\t{len(self._seq[place])}"
        return key_digests("changes", [f"{key}\tundone", key][-n:])


class _Says(NamedTuple):
    """What a row says: as it is filled in now, and as it was when its last own version and its first were stated."""

    now: np.void
    then: np.void
    at_first: np.void


def _is_reserved(core: Core, seq: int) -> bool:
    """Return whether a line is reserved only: its row in a table says that it is ordered."""
    slot = line_slot(core.state, seq)
    return slot >= 0 and bool(arrays(core.state)["line"]["reserved_until"][slot])


def _news(row: _Says, last: np.void, versions: np.ndarray, *, reserved: bool) -> tuple[np.ndarray, str]:
    """Return the facts of a further version, none if the row says nothing new, and why it cannot be one.

    A row is compared with what its own table or interface said `last`: what another one changed since is not undone by
    reading the same table again. What it leaves open and other tables fill in otherwise now, nobody said of it.
    """
    nothing, first = np.zeros(0, FACT), versions[0]
    kind = int(row.now["kind"])
    differs = any(int(last[field]) not in (int(row.now[field]), int(row.then[field])) for field in _CHANGEABLE[kind])
    if kind == _SOLD:
        return (_sold_anew(row.now, versions[-1]) if differs else nothing), ""
    if kind == _CHOSEN:
        return (np.array([row.now], FACT) if differs else nothing), ""
    if any(int(row.now[field]) != int(first[field]) for field in _KEPT):
        return nothing, KEEPS
    if not differs and not reserved:
        same_price = int(first["amount"]) in (int(row.now["amount"]), int(row.at_first["amount"]))
        return nothing, "" if same_price else KEEPS
    if last["kind"] == Kind.ORDER_CANCELLED:
        return nothing, REVIVED
    changed = np.array([row.now], FACT)
    changed["kind"] = Kind.ORDER_CHANGED if row.now["quantity"] else Kind.ORDER_CANCELLED
    return changed, ""


def _sold_anew(row: np.void, last: np.void) -> np.ndarray:
    """Return a sale with its last version taken back before it."""
    both = np.array([last, row], FACT)
    both["kind"][0], both["code"][0] = Kind.RETURNED, IN_CASH
    for field in ("tick", "actor"):
        both[field][0] = row[field]
    for field in ("seq", "pulse", "cause"):
        both[field] = 0
    return both


def unusable_row(core: Core, due: Signals, i: int, why: str) -> Unusable:
    """Return a row that cannot be used: what it says of which order line and stock point, and when."""
    row = due.rows[i]
    place = core.network.point_names[int(row["point"]) - 1].replace("\t", " at ") if row["point"] else ""
    named = core.journal.texts([int(row["reference"])])[0].replace("\t", " ") if row["kind"] == _PLACED else ""
    what, when = Kind(int(row["kind"])).name.lower(), core.network.clock.iso(int(row["occurred_at"]))
    content = " ".join(part for part in (what, named, place, when) if part)
    return Unusable(table_of(core.journal, row), int(due.lines[i]), content, why)
