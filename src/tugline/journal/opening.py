"""Opening a journal: in memory or in a file, for a business and a world."""

from importlib.metadata import version
from os import PathLike
from pathlib import Path

from tugline.errors import JournalCorruptError, RefusedError
from tugline.journal.journal import Journal
from tugline.journal.memory import MemoryStore
from tugline.journal.sqlite import SqliteStore
from tugline.journal.store import Store

FORMAT = 1
"""Version of what is stored; a journal of a higher one is refused, those of lower ones are read for ever."""


def open_journal(
    path: str | PathLike[str] | None = None,
    *,
    create: bool = True,
    read_only: bool = False,
    business: str = "",
    world: str = "",
) -> Journal:
    """Return the journal at `path`, in memory if it is None.

    Parameters
    ----------
    path
        A file, whose folder is made if need be.
    create
        Make the journal if it is not there.
    read_only
        Show what is durable now, beside another process that may be writing.
    business, world
        What a new journal keeps of its business; where given, an old one must agree.

    Raises
    ------
    TryAgainError
        Another process writes the journal.
    RefusedError
        It belongs to another business or world, or a newer version of tugline wrote it.
    JournalCorruptError
        Its newest batch is damaged.
    StorageError
        It is not there and may not be made, or the disk fails.
    """
    meta = {"format": str(FORMAT), "business": business, "world": world}
    store: Store
    if path is None:
        store = MemoryStore(meta)
    else:
        place = Path(path)
        if create and not read_only:
            place.parent.mkdir(parents=True, exist_ok=True)
        store = SqliteStore(place, meta=meta, create=create, read_only=read_only)
    try:
        _readable(store)
        journal = Journal(store, engine=version("tugline"))
        _agree(store, business=business, world=world)
    except BaseException:
        store.close()
        raise
    return journal


def _readable(store: Store) -> None:
    found = store.meta.get("format", "")
    if not found.isdecimal():
        reason = f"its table meta says format {found!r}; expected a number up to {FORMAT}"
        raise JournalCorruptError(store.path, first_bad=1, reason=reason)
    if int(found) > FORMAT:
        raise RefusedError(
            f"the journal {store.path} has format {found!r}; expected at most {FORMAT}",
            hint="Maybe a newer version of tugline wrote it, or its table meta was changed.",
        )


def _agree(store: Store, **wanted: str) -> None:
    for name, value in wanted.items():
        kept = store.meta.get(name, "")
        if value and kept and value != kept:
            raise RefusedError(
                f"the journal {store.path} belongs to the {name} {kept!r}, not {value!r}",
                hint="Name another journal with --journal.",
            )
