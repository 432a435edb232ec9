"""The ranges inside which the engine's and the books' integers cannot overflow; checked where facts enter."""

import numpy as np

from tugline.errors import UsageError
from tugline.facts.kinds import COLUMNS, NEVER, Kind

AMOUNT_MAX = 10**15
"""Largest quantity, in smallest units, and largest amount."""

_IDS = ("seq", "pulse", "point", "party", "source", "resource", "lot", "reference", "cause", "actor")

RANGES: dict[str, tuple[int, int]] = {
    **dict.fromkeys(_IDS, (0, NEVER - 1)),
    "tick": (-NEVER // 2, NEVER - 1),
    "occurred_at": (-NEVER // 2, NEVER - 1),
    "due": (-NEVER // 2, NEVER),
    "code": (-(2**31), 2**31 - 1),
    "quantity": (-AMOUNT_MAX, AMOUNT_MAX),
    "amount": (-AMOUNT_MAX, AMOUNT_MAX),
    "priority": (0, 10**6),
}
"""Lowest and highest value of every column except `kind`."""

_KNOWN = np.zeros(256, bool)
_KNOWN[[int(kind) for kind in Kind]] = True


def name_of(kind: int) -> str:
    """Return the name of a kind as the catalogue writes it, or its number where there is no such kind."""
    try:
        return "".join(part.capitalize() for part in Kind(kind).name.split("_"))
    except ValueError:
        return f"kind {kind}"


def check_rows(rows: np.ndarray) -> None:
    """Refuse facts whose kind is unknown or whose values are out of range; only a parameter's value may be negative.

    Raises
    ------
    UsageError
        Names the first such fact by its position, with column, value and what was expected.
    """
    kinds = rows["kind"]
    unknown = (kinds < 0) | (kinds > 255) | ~_KNOWN[np.clip(kinds, 0, 255)]
    if unknown.any():
        at = int(np.argmax(unknown))
        raise UsageError(
            f"fact {at}, kind: {int(kinds[at])}; expected the number of a kind of fact",
            hint="The kinds that there are stand in docs/design/facts.md.",
        )
    for column, (low, high) in RANGES.items():
        values = rows[column]
        if len(values) and (values.min() < low or values.max() > high):
            at = int(np.argmax((values < low) | (values > high)))
            raise out_of_range(at, int(kinds[at]), column, int(values[at]))
    negative = (rows["quantity"] < 0) & (kinds != int(Kind.PARAMETER_SET))
    if negative.any():
        at = int(np.argmax(negative))
        raise UsageError(
            f"fact {at} ({name_of(int(kinds[at]))}), quantity: {int(rows['quantity'][at])}; expected 0 or more",
            hint="Each kind says itself whether goods come or go; see docs/design/facts.md.",
        )


def out_of_range(at: int, kind: int, column: str, value: int) -> UsageError:
    """Return the error for a value that no journal may hold."""
    low, high = RANGES[column]
    return UsageError(
        f"fact {at} ({name_of(kind)}), {column}: {value}; expected a whole number from {low} to {high}",
        hint="Maybe a quantity or a time is in too small a unit." if column not in _IDS else "",
    )


assert set(RANGES) | {"kind"} == set(COLUMNS)
