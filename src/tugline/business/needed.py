"""What is handed over in Python has the type that its place needs, or the error says which that is."""

import numbers
from collections.abc import Mapping
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

from tugline.errors import UsageError
from tugline.facts.kinds import NEVER
from tugline.loops.catalogue import LOOPS
from tugline.network.read import read_business
from tugline.network.tables import Tables

_WORDS: dict[Any, str] = {
    str: "a text", datetime: "a datetime", date: "a date", float: "a number", int: "a whole number",
    PathLike: "a path", dict: "tables by name", Mapping: "options by group",
}  # fmt: skip


def need(what: str, value: object, hint: Any) -> None:
    """Refuse a value that is of none of the types of a hint; whatever is a number will do for `float`.

    Raises
    ------
    UsageError
        It is not.
    """
    kinds = get_args(hint) or (hint,)
    if isinstance(value, numbers.Number) and not isinstance(value, bool):
        whole = isinstance(value, numbers.Integral) and abs(int(value)) < NEVER
        fits = float in kinds or (int in kinds and whole)
    else:
        fits = isinstance(value, tuple(get_origin(kind) or kind for kind in kinds if kind not in (int, float)))
    if not fits:
        named = [kind for kind in kinds if kind is not NoneType and (kind is not int or float not in kinds)]
        words = [_WORDS[get_origin(kind) or kind] for kind in named]
        raise UsageError(f"{what} {value!r:.80}; expected {' or '.join(words)}")


def read_source(source: str | PathLike[str] | dict[str, Any]) -> Tables:
    """Return the tables of a folder, or tables by name.

    Raises
    ------
    UsageError
        It is neither.
    InvalidBusinessError
        They have problems; all of them are listed.
    """
    need("business", source, str | PathLike | dict)
    return read_business(source if isinstance(source, dict) else Path(source), loop_schemas=LOOPS)
