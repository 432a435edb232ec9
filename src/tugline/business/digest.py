"""The digest: one hash of what a business knows, the same for the same facts however they were taken in."""

import hashlib

import msgspec
import numpy as np

from tugline.business.core import Core
from tugline.business.open_choices import choices_by_name
from tugline.ledger.statements import digest_items
from tugline.state import arena
from tugline.state.layout import kind_of

_STOCK = ("on_hand", "allocated", "on_order", "pegged", "waiting", "came_in", "went_out", "proven", "found")
_LOOP = (
    "level", "point", "quantity", "min", "max", "pack", "display", "review", "cards", "container", "mode",
    "lot", "room", "propose", "return_when", "under_way",
)  # fmt: skip
_LINE = (
    "id",
    "point",
    "party",
    "quantity",
    "shipped",
    "released",
    "price",
    "wanted",
    "priority",
    "parcels",
    "promised",
)
_PULL = (
    "id", "point", "source", "loop", "state", "accepted", "quantity", "received", "due", "priority", "free", "card",
    "material_at", "started_at", "held_until",
)  # fmt: skip
_NEED = ("id", "point", "quantity", "allocated", "pegged", "priority", "due")


def digest_of(core: Core) -> str:
    """Return sha256, hexadecimal, over the state by names and the balances of all accounts.

    Rows of the network are replaced by the rank of their names, pools are sorted by id, so that neither the order of
    rows, nor slots, nor the cut into batches, nor the clock can show. What no fact has touched does not count: a name
    more in a file of signals changes nothing until its row is taken in.
    """
    network, live = core.network, arena.arrays(core.state)
    pools = {name: _used(name, live) for name in ("line", "pull", "need", "card")}
    points = np.flatnonzero((live["loop"]["kind"] != 0) | np.any([live["stock"][name] != 0 for name in _STOCK], axis=0))
    ranks, names = {}, []
    for field, every, used in (
        ("point", network.point_names, points),
        ("source", network.source_names, _mentioned(pools["pull"]["source"])),
        ("party", network.party_keys, _mentioned(pools["line"]["party"])),
    ):
        order = sorted(used.tolist(), key=every.__getitem__)
        ranks[field] = np.full(len(every) + 1, -1, np.int64)
        ranks[field][order] = np.arange(len(order))
        names.append([every[row] for row in order])
        points = np.array(order, np.int64) if field == "point" else points
    parts: list[np.ndarray] = [live["stock"][name][points] for name in _STOCK]
    parts += [kind_of(live["loop"])[points], *(live["loop"][name][points] for name in _LOOP)]
    for name, fields in (("line", _LINE), ("pull", _PULL), ("need", _NEED), ("card", ("point", "number", "state"))):
        columns = {field: pools[name][field].copy() for field in fields}
        for field in ranks.keys() & columns.keys():
            columns[field] = ranks[field][columns[field]]
        sort = np.lexsort(tuple(columns[field] for field in reversed(fields)))
        parts += [columns[field][sort] for field in fields]
    sha = hashlib.sha256(msgspec.msgpack.encode([names, digest_items(core.books)]))
    if chosen := choices_by_name(core.state, network):
        sha.update(msgspec.msgpack.encode(chosen))
    lines = np.sort(pools["line"], order="id")
    if (reserved := lines["reserved_until"] > 0).any():
        parts += [lines["id"][reserved], lines["reserved_until"][reserved]]
    if live["stock"]["quarantined"].any():
        parts.append(live["stock"]["quarantined"][points])
    for part in parts:
        sha.update(np.ascontiguousarray(part, "<i8").tobytes())
    return sha.hexdigest()


def _mentioned(rows: np.ndarray) -> np.ndarray:
    return np.unique(rows[rows >= 0])


def _used(name: str, live: dict[str, np.ndarray]) -> np.ndarray:
    """Return the records of a pool that are in use."""
    pool = live[name]
    if name == "card":
        return pool[: int(live["head"]["cards"][0])]
    used: np.ndarray = pool[pool["owner_kind"] > 0] if name == "need" else pool[pool["id"] > 0]
    return used
