"""The chain: each batch's sha256 covers the batch before it, so that no change to the record goes unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct

_NUMBERS = Struct("<qqqq")
_NOTHING = bytes(32)

PARTS = ("name", "key", "body")
"""What a batch may hold besides its facts: new names, keys of outside rows, bodies."""


@dataclass(slots=True)
class Batch:
    """One link of the chain: facts that became durable together.

    `parts` are the contents of `PARTS`, `digests` their sha256; both are empty bytes where there is nothing.
    A batch that was read for its facts alone has no parts but still their digests.
    """

    last_seq: int
    n: int
    tick: int
    engine: str
    facts: bytes
    digests: tuple[bytes, bytes, bytes]
    sha256: bytes
    parts: tuple[bytes, bytes, bytes] = (b"", b"", b"")

    @property
    def first_seq(self) -> int:
        """Number of the first fact."""
        return self.last_seq - self.n + 1


def digest(content: bytes) -> bytes:
    """Return the sha256 of a part, empty bytes for an empty one."""
    return sha256(content).digest() if content else b""


def genesis(meta: Mapping[str, str]) -> bytes:
    """Return the link that the first batch hangs on: a hash of what the journal says of itself."""
    said = "\0".join(f"{name}={meta[name]}" for name in sorted(meta))
    return sha256(b"tugline journal\0" + said.encode()).digest()


def link(previous: bytes, batch: Batch) -> bytes:
    """Return the sha256 that a batch must have after the one with sha256 `previous`."""
    engine = batch.engine.encode()
    names, keys, bodies = batch.digests
    return sha256(
        previous
        + _NUMBERS.pack(batch.last_seq, batch.n, batch.tick, len(engine))
        + engine
        + (names or _NOTHING)
        + (keys or _NOTHING)
        + (bodies or _NOTHING)
        + batch.facts
    ).digest()
