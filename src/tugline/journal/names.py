"""Names and their ids: an id, once given, means the same name for ever."""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from tugline.errors import UsageError

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[tuple[int, str, list[str]]])


class NameBook:
    """All names of a journal in memory, those not yet written among them. Ids count from 1 over all kinds."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._ids: dict[str, dict[str, int]] = {}
        self._pending: list[tuple[int, str, list[str]]] = []

    def __len__(self) -> int:
        return len(self._texts)

    def intern(self, kind: str, texts: Sequence[str]) -> np.ndarray:
        """Return the ids of names, int64, shape ``(n,)``; names that are new get the next free ids."""
        ids = self._ids.setdefault(kind, {})
        new = [text for text in dict.fromkeys(texts) if text not in ids]
        if new:
            first = len(self._texts) + 1
            self._pending.append((first, kind, new))
            self._add(first, kind, new)
        return np.fromiter(map(ids.__getitem__, texts), np.int64, count=len(texts))

    def find(self, kind: str, text: str) -> int:
        """Return the id of a name, 0 if there is none."""
        return self._ids.get(kind, {}).get(text, 0)

    def of_kind(self, kind: str) -> dict[int, str]:
        """Return all names of a kind by id, oldest first."""
        return {number: text for text, number in self._ids.get(kind, {}).items()}

    def texts(self, ids: Iterable[int]) -> list[str]:
        """Return names by their ids; 0 is the empty text.

        Raises
        ------
        UsageError
            There is no such id.
        """
        found = []
        for number in ids:
            if not 0 <= number <= len(self._texts):
                raise UsageError(f"name id {number}; expected 0 to {len(self._texts)}")
            found.append(self._texts[number - 1] if number else "")
        return found

    def pending(self) -> bytes:
        """Return the names that are not written yet, packed; empty if there are none."""
        return _ENCODER.encode(self._pending) if self._pending else b""

    def written(self) -> None:
        """Forget that names were pending: they are durable now."""
        self._pending.clear()

    def load(self, packed: bytes) -> None:
        """Add names that a journal holds.

        Raises
        ------
        ValueError
            They do not follow the names that are there.
        """
        for first, kind, texts in _DECODER.decode(packed):
            if first != len(self._texts) + 1:
                raise ValueError(f"name ids go on with {first} instead of {len(self._texts) + 1}")
            self._add(first, kind, texts)

    def _add(self, first: int, kind: str, texts: list[str]) -> None:
        self._texts.extend(texts)
        self._ids.setdefault(kind, {}).update(zip(texts, range(first, first + len(texts)), strict=True))
