"""The digest: one hash of what a business knows, the same for the same facts however they were taken in."""

import hashlib

import msgspec
import numpy as np

from tugline.business.core import Core
from tugline.ledger.statements import digest_items
from tugline.state import arena

_STOCK = ("on_hand", "allocated", "on_order", "pegged", "waiting", "came_in", "went_out", "proven", "found")
_LOOP = (
    "kind", "level", "point", "quantity", "min", "max", "pack", "display", "review", "cards", "container", "mode",
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
    rows, nor slots, nor the cut into batches, nor the clock can show.
    """
    network, live = core.network, arena.arrays(core.state)
    rank = _ranks(network.point_names)
    of_point = np.append(rank, -1)
    of_source, of_party = np.append(_ranks(network.source_names), -1), np.append(_ranks(network.party_keys), -1)
    order = np.argsort(rank)
    parts: list[np.ndarray] = [live["stock"][name][order] for name in _STOCK]
    parts += [live["loop"][name][order] for name in _LOOP]
    for name, fields in (("line", _LINE), ("pull", _PULL), ("need", _NEED), ("card", ("point", "number", "state"))):
        pool = live[name]
        used = pool[: int(live["head"]["cards"][0])] if name == "card" else pool[_in_use(name, pool)]
        columns = {field: used[field].copy() for field in fields}
        for field, table in (("point", of_point), ("source", of_source), ("party", of_party)):
            if field in columns:
                columns[field] = table[columns[field]]
        sort = np.lexsort(tuple(columns[field] for field in reversed(fields)))
        parts += [columns[field][sort] for field in fields]
    sha = hashlib.sha256(msgspec.msgpack.encode(["\n".join(sorted(network.point_names)), digest_items(core.books)]))
    for part in parts:
        sha.update(np.ascontiguousarray(part, "<i8").tobytes())
    return sha.hexdigest()


def _ranks(names: tuple[str, ...]) -> np.ndarray:
    ranks = np.empty(len(names), np.int64)
    ranks[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return ranks


def _in_use(name: str, pool: np.ndarray) -> np.ndarray:
    used: np.ndarray = pool["owner_kind"] > 0 if name == "need" else pool["id"] > 0
    return used
