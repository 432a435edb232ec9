"""Tugline: a demand-driven operating system for companies that make, move or sell things.

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tugline.business.business import Business
    from tugline.business.checking import check
    from tugline.business.opened import open_business as open  # noqa: A004 - `tl.open` reads as what it does
    from tugline.business.said import Cancel, Count, Event, Order, Sale
    from tugline.business.searching import search_loops as search
    from tugline.business.studying import Study, study
    from tugline.business.writer import Writer
    from tugline.errors import InvalidBusinessError, TuglineError

__all__ = [
    "Business",
    "Cancel",
    "Count",
    "Event",
    "InvalidBusinessError",
    "Order",
    "Sale",
    "Study",
    "TuglineError",
    "Writer",
    "check",
    "open",
    "search",
    "study",
]

_HOMES = {
    "Business": ("tugline.business.business", "Business"),
    "Cancel": ("tugline.business.said", "Cancel"),
    "Count": ("tugline.business.said", "Count"),
    "Event": ("tugline.business.said", "Event"),
    "InvalidBusinessError": ("tugline.errors", "InvalidBusinessError"),
    "Order": ("tugline.business.said", "Order"),
    "Sale": ("tugline.business.said", "Sale"),
    "Study": ("tugline.business.studying", "Study"),
    "TuglineError": ("tugline.errors", "TuglineError"),
    "Writer": ("tugline.business.writer", "Writer"),
    "check": ("tugline.business.checking", "check"),
    "open": ("tugline.business.opened", "open_business"),
    "search": ("tugline.business.searching", "search_loops"),
    "study": ("tugline.business.studying", "study"),
}


def __getattr__(name: str) -> Any:
    """Load a public name from the module that owns it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tugline' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
