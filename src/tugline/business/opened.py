"""Open a business: from its tables, or by those that its journal says are in force."""

from os import PathLike
from pathlib import Path
from typing import Any

from tugline.business.adoption import tables_in_force
from tugline.business.business import Business
from tugline.business.epochs import Epochs
from tugline.business.needed import need, read_source
from tugline.errors import TuglineError
from tugline.journal.opening import open_journal

IN_FORCE = "This speaks of the tables in force."


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


def open_kept(source: str | PathLike[str], journal: str | PathLike[str]) -> tuple[Business, str]:
    """Open a business that has run by what its journal keeps, however its tables were edited since.

    Returns
    -------
    business, differs
        `differs` is one sentence on tables that are not those in force, empty if they are.

    Raises
    ------
    StorageError
        There is no such journal, or it is damaged.
    """
    with open_journal(journal, create=False, read_only=True) as kept:
        in_force = Epochs(kept).in_force().content.network
    try:
        tables = read_source(source)
    except TuglineError:
        return open_in_force(journal), f"the tables in {source} have problems now. {IN_FORCE}"
    if tables.hash != in_force:
        return open_in_force(journal), f"the tables in {source} were changed since, and not adopted. {IN_FORCE}"
    return Business(tables, Path(journal)), ""


def open_in_force(journal: str | PathLike[str]) -> Business:
    """Open a business by the tables that its journal says are in force, without any signals but those taken in.

    Raises
    ------
    StorageError
        There is no such journal, or it is damaged.
    """
    with open_journal(journal, create=False, read_only=True) as kept:
        tables = tables_in_force(kept)
    return Business(tables, Path(journal), all_tables=False)
