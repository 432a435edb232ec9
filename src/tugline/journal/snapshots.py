"""A snapshot: the arrays of a state at one sequence number, so that opening need not replay everything."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
import numpy as np
from numpy.lib import format as numpy_format


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Arrays as one block of bytes, with what they are valid for."""

    last_seq: int
    network_hash: str
    layout_hash: str
    content: bytes
    sha256: bytes


def seal(last_seq: int, network_hash: str, layout_hash: str, content: bytes) -> bytes:
    """Return the sha256 over a snapshot's content and what it is valid for."""
    return sha256(f"{last_seq}\0{network_hash}\0{layout_hash}\0".encode() + content).digest()


def is_whole(snapshot: Snapshot) -> bool:
    """Say whether a snapshot is as it was saved."""
    expected = seal(snapshot.last_seq, snapshot.network_hash, snapshot.layout_hash, snapshot.content)
    return expected == snapshot.sha256


def take(last_seq: int, network_hash: str, layout_hash: str, arrays: Mapping[str, np.ndarray]) -> Snapshot:
    """Return arrays as a snapshot."""
    content = encode(arrays)
    return Snapshot(last_seq, network_hash, layout_hash, content, seal(last_seq, network_hash, layout_hash, content))


def encode(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return named arrays as bytes: a msgpack list of (name, dtype, shape), its length before it, then the data."""
    flat = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    shapes = [(name, _described(a.dtype), arrays[name].shape) for name, a in flat.items()]
    header = msgspec.msgpack.encode(shapes)
    return b"".join([len(header).to_bytes(8, "little"), header, *(array.tobytes() for array in flat.values())])


def decode(content: bytes) -> dict[str, np.ndarray]:
    """Return the arrays of `encode`, free to be changed."""
    start = 8 + int.from_bytes(content[:8], "little")
    arrays = {}
    for name, described, shape in msgspec.msgpack.decode(content[8:start]):
        dtype = numpy_format.descr_to_dtype(_fields(described))
        count = int(np.prod(shape, dtype=np.int64))
        arrays[name] = np.frombuffer(content, dtype, count, start).reshape(shape).copy()
        start += count * dtype.itemsize
    return arrays


def _described(dtype: np.dtype) -> object:
    assert not dtype.hasobject, dtype
    return numpy_format.dtype_to_descr(dtype)


def _fields(described: Any) -> Any:
    """Turn the lists that msgpack gives back into the tuples that numpy wants."""
    if not isinstance(described, list):
        return described
    return [tuple(_fields(part) if at == 1 else _shape(part) for at, part in enumerate(field)) for field in described]


def _shape(part: Any) -> Any:
    return tuple(part) if isinstance(part, list) else part
