"""One writer for many threads: what they ask of a business happens one after another, each whole or not at all."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from tugline.business.business import Business

T = TypeVar("T")


class Writer:
    """A business in a thread of its own; any thread may ask.

    Parameters
    ----------
    opening
        Opens the business; called once, in the writer's thread.

    Raises
    ------
    TuglineError
        It cannot be opened.

    Examples
    --------
    >>> with Writer(lambda: tl.open("shop", journal="shop.db")) as writer:  # doctest: +SKIP
    ...     offer = writer.ask(lambda shop: shop.reserve("A-1", item="bike", quantity=1))
    """

    def __init__(self, opening: Callable[[], Business]) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tugline writer")
        try:
            self._business = self._thread.submit(opening).result()
        except BaseException:
            self._thread.shutdown()
            raise

    def send(self, question: Callable[[Business], T]) -> "Future[T]":
        """Queue a question and return at once; its answer, or what it raised, stands in the future."""
        return self._thread.submit(question, self._business)

    def ask(self, question: Callable[[Business], T]) -> T:
        """Queue a question, wait for its turn, and return the answer or raise what it raised."""
        return self.send(question).result()

    def close(self) -> None:
        """Answer what is queued, then close the business."""
        self._thread.submit(self._business.close)
        self._thread.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
