"""The networks under which the facts of a journal were taken in, one after another; each adoption begins an epoch.

A fact was folded under the network of its time: the bill that a pull asked for, the day a review was due. So a replay
folds it under the same one, and goes over to the next network where that was adopted.
"""

from dataclasses import dataclass, field

import msgspec
import numpy as np

from tugline.errors import JournalCorruptError
from tugline.facts.kinds import Kind
from tugline.journal.journal import Journal
from tugline.loops.catalogue import LOOPS
from tugline.network.canonical import canonical
from tugline.network.compile import compile_network
from tugline.network.difference import restore
from tugline.network.known import NOTHING_ELSE, Known
from tugline.network.network import Network
from tugline.network.read import read_business
from tugline.network.tables import Tables

BEGINNINGS = (Kind.BUSINESS_OPENED, Kind.NETWORK_ADOPTED)
PREPARING = np.array([int(Kind.PARAMETER_SET), int(Kind.CARD_ISSUED), int(Kind.CARD_WITHDRAWN)])
"""Kinds that make a stock point ready and do not yet use it."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The body of the fact with which an epoch begins: what the business is from here on."""

    network: str
    tables: bytes
    name: str = ""
    start: str = ""
    who: str = ""
    default_location: str = ""
    points: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    """`points`, `suppliers`, `customers`: those that are in use although the tables do not name them."""

    def known(self) -> Known:
        """Return what else belongs to the network."""
        return Known(self.points, self.suppliers, self.customers, self.default_location)


def content_of(tables: Tables, network: Network, known: Known = NOTHING_ELSE, *, who: str = "") -> Content:
    """Return what a journal keeps of a network that comes into force."""
    return Content(
        network=network.hash,
        tables=canonical(tables),
        name=network.settings.name,
        start=network.settings.start.isoformat(),
        who=who,
        default_location=network.location_names[network.registers.default_location],
        points=known.points,
        suppliers=known.suppliers,
        customers=known.customers,
    )


@dataclass(frozen=True, slots=True)
class Epoch:
    """The facts from `first_seq` on, up to the next epoch's."""

    first_seq: int
    content: Content


@dataclass(slots=True)
class Epochs:
    """All epochs of one journal, oldest first; the last one's network is in force."""

    journal: Journal
    _found: list[Epoch] = field(default_factory=list)
    _scanned: int = 0
    _past: dict[int, Network] = field(default_factory=dict)

    def all(self) -> list[Epoch]:
        """Return the epochs that the journal holds now."""
        last = self.journal.last_seq
        for seq, body in self.journal.bodies(self._scanned, last):
            if self._kind(seq) in BEGINNINGS:
                self._found.append(Epoch(seq, self._decoded(seq, body)))
        self._scanned = last
        return self._found

    def in_force(self) -> Epoch:
        """Return the newest epoch.

        Raises
        ------
        JournalCorruptError
            The journal does not say what the business is.
        """
        if not self.all():
            report = self.journal.verify()
            reason = report.reason or "its first fact does not say what the business is"
            raise JournalCorruptError(self.journal.path, first_bad=report.first_bad or 1, reason=reason)
        return self._found[-1]

    def _kind(self, seq: int) -> int:
        return int(next(iter(self.journal.read(seq - 1, seq)))["kind"][0])

    def _decoded(self, seq: int, body: bytes) -> Content:
        try:
            return msgspec.msgpack.decode(body, type=Content)
        except msgspec.DecodeError as error:
            raise JournalCorruptError(self.journal.path, first_bad=seq, reason=str(error)) from error

    def spans(self) -> list[tuple[Epoch, int]]:
        """Return each epoch with its last fact's number."""
        epochs = self.all()
        stops = [later.first_seq - 1 for later in epochs[1:]]
        return list(zip(epochs, [*stops, self.journal.last_seq], strict=True)) if epochs else []

    def network(self, number: int) -> Network:
        """Return the network of a past epoch, built again from what the journal keeps of it."""
        if number not in self._past:
            epoch, stop = self.spans()[number]
            tables = read_business(restore(epoch.content.tables), loop_schemas=LOOPS)
            spoken = speak(self.journal, epoch.first_seq - 1, stop)
            self._past[number] = compile_network(tables, with_names(self.journal, epoch.content.known(), spoken))
        return self._past[number]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Name ids, ascending: points and parties of which facts speak, and the points that they do more than prepare."""

    points: np.ndarray
    parties: np.ndarray
    used_points: np.ndarray


def speak(journal: Journal, after: int, until: int | None = None) -> Spoken:
    """Return of what the facts in a range speak, in one pass over them."""
    size = max([0, *journal.names("point"), *journal.names("party")]) + 1
    points, parties, used = (np.zeros(size, np.bool_) for _ in range(3))
    for rows in journal.read(after, until):
        points[rows["point"]] = parties[rows["party"]] = True
        used[rows["point"][~np.isin(rows["kind"], PREPARING)]] = True
    return Spoken(*(np.flatnonzero(marks[1:]) + 1 for marks in (points, parties, used)))


def with_names(journal: Journal, known: Known, spoken: Spoken) -> Known:
    """Return what is known, with everything of which facts speak."""
    parties = [text.split("\t", 1) for text in journal.texts(spoken.parties)]
    return known.with_more(
        set(journal.texts(spoken.points)),
        {name for kind, name in parties if kind == "supplier"},
        {name for kind, name in parties if kind == "customer"},
    )


def missing(known: Known, network: Network) -> bool:
    """Return whether a network lacks something that is known."""
    keys = set(network.party_keys)
    lacks_party = any(f"supplier\t{name}" not in keys for name in known.suppliers) or any(
        f"customer\t{name}" not in keys for name in known.customers
    )
    return lacks_party or not set(known.points) <= set(network.point_names)
