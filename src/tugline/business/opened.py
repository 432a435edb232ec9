"""Open a business: from its tables, or by those that its journal says are in force."""

from os import PathLike
from pathlib import Path
from typing import Any

from tugline.business.adoption import tables_in_force
from tugline.business.business import Business
from tugline.business.needed import need, read_source
from tugline.journal.opening import open_journal


def open_business(source: str | PathLike[str] | dict[str, Any], journal: str | PathLike[str] | None = None) -> Business:
    """Open a business from a folder, or from tables by name (`{"items": frame, ..., "business": settings}`).

    Parameters
    ----------
    journal
        File that keeps its facts; None = in memory, gone when it is closed.

    Raises
    ------
    InvalidBusinessError
        The tables have problems; all of them are listed.
    NetworkChangedError
        Other tables are in force; `tugline apply` adopts these.
    """
    tables = read_source(source)
    if journal is not None:
        need("journal", journal, str | PathLike)
    return Business(tables, Path(journal) if journal is not None else None)


def open_in_force(journal: str | PathLike[str]) -> Business:
    """Open a business by the tables that its journal says are in force, without any signals but those taken in.

    Raises
    ------
    StorageError
        There is no such journal, or it is damaged.
    """
    with open_journal(journal, create=False, read_only=True) as kept:
        tables = tables_in_force(kept)
    return Business(tables, Path(journal))
