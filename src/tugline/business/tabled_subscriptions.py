"""Subscriptions: every turn is an order line of its own, with the subscription and the turn as its key."""

from zoneinfo import ZoneInfo

import numpy as np

from tugline.business.opening import actor_of
from tugline.business.outside import Signals, blank, empty, in_order, signals
from tugline.business.signal_reader import Reader, Unusable, texts_of
from tugline.facts.keys import key_digests
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.network.layout import CUSTOMER
from tugline.network.tables import MISSING
from tugline.units.time import DAY_SECONDS, epoch_of_local, local_of_epoch


class Subscriptions:
    """The subscriptions of the tables. Their turns are made as they are due: nobody knows when a run will end."""

    def __init__(self, r: Reader) -> None:
        self._network, self._journal = r.network, r.journal
        table = r.tables["subscriptions"]
        self._names: dict[str, int] = {}
        point, usable = r.points(table) if table.n else (np.zeros(0, np.int64), np.zeros(0, np.bool_))
        self._starts, self._ends = r.ticks(table["starts_at"]), r.ticks(table["ends_at"])
        self._every = np.maximum(1, -(-table["every"].seconds // r.network.tick_seconds))
        self._days, self._zone = table["every"].days, ZoneInfo(r.network.settings.timezone)
        self._local = local_of_epoch(table["starts_at"], self._zone)
        customers, items = texts_of(table["customer"]), texts_of(table["item"])
        self._rows = np.zeros(table.n, FACT)
        for i in np.flatnonzero(usable).tolist():
            name = f"subscription {customers[i]} {items[i]} {r.network.clock.iso(int(self._starts[i]))}"
            if name in self._names:
                why = "it starts when another one of this customer for this item does: expected one row for both"
                r.unusable.append(Unusable("subscriptions", int(table.lines[i]), name, why))
                continue
            self._names[name] = i
            party = r.network.parties.row(customers[i], CUSTOMER)
            row = self._rows[i]
            row["point"], row["party"], row["quantity"] = point[i] + 1, party + 1, table["quantity"][i]
            row["amount"] = r.network.point["price"][point[i]]
            row["priority"] = r.network.party["priority"][party] if party >= 0 else 5
        firsts = [f"{name}\t{int(self._numbers(i, 0, NEVER)[0][0]) + 1}" for name, i in self._names.items()]
        self._firsts = key_digests("subscriptions", firsts)

    def turns(self, first: int, last: int) -> Signals:
        """Return the order lines of the turns from tick `first` to `last`, both included.

        One whose first turn nobody knows was written down late: its earlier turns come, too. A turn that was ordered
        stays as it is when its subscription changes.
        """
        known = (self._journal.known(self._firsts)[0] > 0).tolist()
        parts = [
            self._turns_of(name, i, first if begun else 0, last)
            for (name, i), begun in zip(self._names.items(), known, strict=True)
        ]
        due = in_order([empty(), *parts])
        return due.only(self._journal.known(due.digests)[0] == 0)

    def _numbers(self, i: int, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the numbers of the turns from tick `first` to `last` (of `NEVER`: a few of them), and their ticks.

        Turns every so many days or weeks come at one time of the local day, others after as many hours.
        """
        start, every = int(self._starts[i]), int(self._every[i])
        least = max(0, (first - start) // every - 2)
        most = least + 5 if last == NEVER else max(0, (last - start) // every + 2)
        numbers = np.arange(least, most + 1)
        ticks = start + numbers * every
        if self._days[i] != MISSING:
            local = self._local[i] + numbers * int(self._days[i]) * DAY_SECONDS
            ticks = self._network.clock.ticks_of(epoch_of_local(local, self._zone))
        there = (ticks >= first) & (ticks <= last)
        return numbers[there], ticks[there]

    def _turns_of(self, name: str, i: int, first: int, last: int) -> Signals:
        numbers, ticks = self._numbers(i, first, min(int(self._ends[i]) - 1, last))
        rows = blank(len(ticks), Kind.ORDER_PLACED, ticks)
        for field in ("point", "party", "quantity", "amount", "priority"):
            rows[field] = self._rows[field][i]
        rows["due"] = ticks
        texts = [f"{name}\t{number + 1}" for number in numbers.tolist()]
        rows["reference"] = self._journal.intern("line", texts)
        return signals("subscriptions", actor_of(self._journal, "subscriptions"), rows, texts)
