"""Adopt changed tables: from one pulse on a business goes by them, and everything before stays as it was."""

from dataclasses import dataclass

import msgspec
import numpy as np

from tugline.business.core import Core
from tugline.business.epochs import Epochs, content_of
from tugline.business.founding import plan_loops
from tugline.business.loop_changes import LoopChanges
from tugline.business.obstacles import Use, obstacles, open_work
from tugline.business.outside import signals
from tugline.business.parts import make_grid
from tugline.business.tabled import read_signals
from tugline.errors import RefusedError
from tugline.facts.kinds import FACT, Kind
from tugline.journal.journal import Journal
from tugline.loops.catalogue import LOOPS
from tugline.network.canonical import canonical
from tugline.network.compile import compile_network
from tugline.network.difference import Change, difference, restore
from tugline.network.known import Known
from tugline.network.matching import match
from tugline.network.network import Network
from tugline.network.read import read_business
from tugline.network.tables import Tables
from tugline.state import arena

WHO = "apply"
"""Who adopted tables where nobody is named."""
HINT = "What has facts or open pulls cannot be taken out: put it back. `valid_to` ends the use of a source."


@dataclass(frozen=True, slots=True)
class Adoption:
    """What adopting tables changes, or would change.

    `tables` are the differences row by row; `loops` the parameters of loops that follow; `fact` is the number of the
    `NetworkAdopted` fact, 0 = nothing was written; `pulls` counts those that were released at once.
    """

    tables: tuple[Change, ...]
    loops: tuple[Change, ...] = ()
    fact: int = 0
    pulls: int = 0

    def __str__(self) -> str:
        return "\n".join(map(str, [*self.tables, *self.loops])) or "nothing changed"


def changed(tables: Tables, journal: Journal) -> list[Change]:
    """Return what tables say otherwise than those in force, by table and key."""
    return difference(Epochs(journal).in_force().content.tables, canonical(tables))


def tables_in_force(journal: Journal) -> Tables:
    """Return the tables that define the business, as they were adopted last; those of signals are empty."""
    return read_business(restore(Epochs(journal).in_force().content.tables), loop_schemas=LOOPS)


def adopt(core: Core, tables: Tables, *, who: str = WHO, dry: bool = False) -> Adoption:
    """Go over to other tables with one pulse: the network, and the loops that are new or other than in force.

    Everything is checked first. What happened before stays as it is; stock and debts, open lines and pulls go on.

    Parameters
    ----------
    core
        A business under the tables in force. If the journal cannot be written, it must not be used any more.
    dry
        Only say what would change.

    Raises
    ------
    RefusedError
        Something in use would be taken out, or a setting changed that every fact rests on; all of that is listed.
    InvalidBusinessError
        The tables do not make a business.
    """
    changes = changed(tables, core.journal)
    if not changes:
        return Adoption(())
    network, known = _network(core, tables)
    grid = make_grid(network)
    _, choices = plan_loops(network, grid, tables, read_signals(network, tables, core.journal))
    loops = LoopChanges(network, core.state, match(core.network, network).point)
    said = tuple(loops.said(choices))
    if dry:
        return Adoption(tuple(changes), said)
    facts, seq = loops.facts(choices), core.journal.last_seq + 1
    opening = signals("network", _actor(core.journal, who), _adopted(core.journal, network), [f"{seq}\t{network.hash}"])
    body = msgspec.msgpack.encode(content_of(tables, network, known, who=who))
    core.enter(network, seq=seq, tick=core.now)
    _look_everywhere(core)
    core.take(np.concatenate([opening.rows, facts]), opening.digests, core.now, bodies={0: body})
    return Adoption(tuple(changes), said, seq, _released(core.journal, seq))


def _network(core: Core, tables: Tables) -> tuple[Network, Known]:
    """Return the network of new tables with everything that is in use, and what of that the tables do not name.

    The journal keeps the defining tables alone, so the network that it can build again must have everything too. It
    takes a few rounds: an item has a stock point by default only as long as nothing else names one of it.
    """
    use = Use(core, tables_in_force(core.journal), tables)
    defining = read_business(restore(canonical(tables)), loop_schemas=LOOPS)
    before = core.network
    known = Known(default_location=before.location_names[before.registers.default_location])
    alone = network = compile_network(tables, known)
    while (more := use.unnamed(network, compile_network(defining, known), known)) != known:
        known = more
        network = compile_network(tables, known)
    found = [*obstacles(use, alone), *open_work(core, network)]
    if found:
        listed = "\n".join(f"- {text}" for text in found)
        raise RefusedError(f"these tables cannot be adopted:\n{listed}", hint=HINT)
    return network, known


def _actor(journal: Journal, who: str) -> int:
    return int(journal.intern("actor", [who])[0])


def _adopted(journal: Journal, network: Network) -> np.ndarray:
    row = np.zeros(1, FACT)
    row["kind"] = Kind.NETWORK_ADOPTED
    row["reference"] = journal.intern("network", [network.hash])
    return row


def _look_everywhere(core: Core) -> None:
    """Have every loop decide in the next pulse: a source, a bill or a lead time may have made a difference to it."""
    live = arena.arrays(core.state)
    n = len(live["stock"])
    live["dirty"][:n] = np.arange(n)
    live["dirty_flag"][:n] = 1
    live["head"]["dirty"] = n


def _released(journal: Journal, seq: int) -> int:
    pulls = (int(Kind.PULL_RELEASED), int(Kind.PULL_PROPOSED))
    return sum(int(np.isin(rows["kind"], pulls).sum()) for rows in journal.read(seq))
