"""The SQLite driver's errors in our own words, and the lock that lets one process write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from tugline.errors import JournalCorruptError, StorageError, TryAgainError

_DAMAGED = (apsw.CorruptError, apsw.NotADBError, apsw.SQLError, UnicodeDecodeError)
"""Our statements are right, so one that the database does not understand shows a damaged schema."""


@contextmanager
def told(path: str, *, first_bad: int) -> Iterator[None]:
    """Turn what the driver raises into errors of the tree; `first_bad` is the first fact that damage could touch."""
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as error:
        raise TryAgainError(f"the journal {path} is busy", hint="Wait a moment and repeat the call.") from error
    except _DAMAGED as error:
        raise JournalCorruptError(path, first_bad=first_bad, reason=str(error)) from error
    except apsw.FullError as error:
        raise StorageError(f"no room to write the journal {path}", hint="Free some space on its disk.") from error
    except apsw.Error as error:
        raise StorageError(f"the journal {path} cannot be used: {error}") from error


class WriterLock:
    """Held by the one process that writes a journal; the system lets go of it when the process ends, however it ends.

    It lies in a file of its own, so that readers of the journal are never kept waiting.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises
        ------
        TryAgainError
            Somebody else holds it.
        """
        self._connection = apsw.Connection(str(path) + "-lock")
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except apsw.BusyError as error:
            self._connection.close()
            raise TryAgainError(
                f"another process writes the journal {path}",
                hint="Maybe a server is running on it: go through the server, or stop it first.",
            ) from error

    def release(self) -> None:
        """Let somebody else write. May be called twice."""
        self._connection.close()
