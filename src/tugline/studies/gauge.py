"""A gauge: reads the state of a run now and then, for figures that neither the books nor the facts give."""

from typing import Any, Protocol


class Gauge(Protocol):
    """What is read of one run, in the days that are measured."""

    def read(self, state: Any) -> None:
        """Take in the state as it stands at the end of one more day."""

    def values(self) -> dict[str, float]:
        """Return what was read, as figures by name."""
