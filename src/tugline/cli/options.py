"""Kinds of options that several commands have."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from cyclopts import Parameter, Token


def _whole(_type: Any, tokens: Sequence[Token], also: str = "") -> int:
    """Return a whole number; a fraction is none, and is not rounded to one."""
    (token,) = tokens
    try:
        return int(token.value)
    except ValueError:
        raise ValueError(f"{token.value!r}; expected a whole number{also}") from None


def _whole_or_auto(type_: Any, tokens: Sequence[Token]) -> int | str:
    """Return a whole number, or the word auto as it is."""
    return tokens[0].value if tokens[0].value == "auto" else _whole(type_, tokens, " or auto")


Flag = Annotated[bool, Parameter(negative="")]
"""An option that is given or not; there is no `--no-` beside it."""
Whole = Annotated[int, Parameter(converter=_whole)]
"""A whole number."""
WholeOrNone = Annotated[int | None, Parameter(converter=_whole)]
"""A whole number, or nothing where the option is left away."""
WholeOrAuto = Annotated[int | Literal["auto"] | None, Parameter(converter=_whole_or_auto)]
"""A whole number or the word auto, or nothing where the option is left away."""
