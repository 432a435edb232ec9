"""A bar on stderr that shows how far a run has come."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)


class Bar:
    """One line for the step at hand, gone when all is done; use it as a context manager."""

    def __init__(self) -> None:
        self._progress = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task: TaskID | None = None
        self._first, self._last = 0, 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def begin(self, what: str, first: int = 0, last: int = 0) -> None:
        """Show the next step; without ticks its length is not known, and the bar only says that something goes on."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._first, self._last = first, last
        self._task = self._progress.add_task(what, total=last - first if last > first else None)

    def reach(self, tick: int) -> None:
        """Show that the step has come to `tick`."""
        if self._task is not None:
            self._progress.update(self._task, completed=min(tick, self._last) - self._first)
