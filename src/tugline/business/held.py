"""What a business holds until it is closed."""

from types import TracebackType
from typing import Self

from tugline.business.core import Core
from tugline.errors import UsageError
from tugline.journal.journal import Journal
from tugline.network.network import Network


class Held:
    """A core with its journal, open until `close`; whatever needs it after that is refused."""

    _held: Core | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the journal; what was read before stays as it is. May be called twice."""
        if self._held is not None:
            self._held.journal.close()
            self._held = None

    @property
    def network(self) -> Network:
        """What the business is: stock points, sources, bills, parties."""
        return self._core.network

    @property
    def _core(self) -> Core:
        self._refuse_closed()
        assert self._held is not None
        return self._held

    @property
    def _journal(self) -> Journal:
        return self._core.journal

    def _refuse_closed(self) -> None:
        if self._held is None:
            raise UsageError("this business is closed", hint="Open it again with `tugline.open`.")
