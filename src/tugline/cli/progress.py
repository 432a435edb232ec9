"""A progress bar on stderr for long runs."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from tugline.business.business import Business


class Bar:
    """Shows how far a run has come, by ticks; use it as a context manager, and call it with the tick reached."""

    def __init__(self, business: Business, until: str | None) -> None:
        first, last = business.ticks_to_run(until)
        self._first, self._span = first, max(1, last - first)
        self._progress = Progress(
            TextColumn("running"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeRemainingColumn(),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("run", total=self._span)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def __call__(self, tick: int) -> None:
        """Show that the run has come to `tick`."""
        self._progress.update(self._task, completed=min(self._span, tick - self._first))
