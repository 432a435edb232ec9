"""Loops that the `loops` table states, as choices in integer units."""

import re

from tugline.business.line_parts import is_limited, loaded_parts, own_parts
from tugline.business.policy import Choice
from tugline.errors import InvalidBusinessError, Problem
from tugline.network.loop_rows import LoopRow, expand_loops
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.state.layout import CARD_MODES
from tugline.units.time import parse_duration

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_REVIEW = re.compile(r"((?:mon|tue|wed|thu|fri|sat|sun|daily)(?:,(?:mon|tue|wed|thu|fri|sat|sun))*)(?: (\d\d):(\d\d))?")
RETURNS = ("first", "empty")
"""When a kanban card comes back, by its number."""
GOOD_REVIEW = "a duration (1d), daily, or weekdays with a time (mon,thu 18:00)"


def review_code(text: str, tick_seconds: int) -> int:
    """Return the code of a review group, see `state.layout.REVIEW`; empty text = 0, at every change.

    Raises
    ------
    ValueError
        The text is none of these.
    """
    if not text:
        return 0
    match = _REVIEW.fullmatch(text.strip().lower())
    if match is None:
        return max(1, parse_duration(text).seconds // tick_seconds)
    days = WEEKDAYS if match[1] == "daily" else match[1].split(",")
    minute = int(match[2] or 0) * 60 + int(match[3] or 0)
    return -(sum(1 << WEEKDAYS.index(day) for day in set(days)) + 128 * minute)


def loop_rows(network: Network, tables: Tables) -> list[LoopRow]:
    """Return the rows of the table, one for each stock point that they cover."""
    names = [name.split("\t") for name in network.point_names] if tables["loops"].n else []
    return expand_loops(tables, [item for item, _ in names], [location for _, location in names])


def stated_loops(network: Network, tables: Tables) -> list[Choice]:
    """Return one choice for every stock point that the table covers.

    Raises
    ------
    InvalidBusinessError
        A review, mode or return cannot be read, or the room of a line is not given or contradicts itself; all of them
        are listed.
    """
    problems: list[Problem] = []
    choices: list[Choice] = []
    rooms: dict[str, tuple[int, int]] = {}
    for row in loop_rows(network, tables):
        parameters: dict[str, int] = {}
        for name, value in row.parameters.items():
            try:
                parameters[name] = _number(name, value, network.tick_seconds)
            except ValueError as error:
                problems.append(Problem("loop.parameter", "loops", row.line, name, str(value), str(error)))
        choices.append(Choice(row.place, row.loop, parameters, f"line {row.line} of the loops table"))
        if row.loop == "conwip":
            problems += _misfits(row, parameters, rooms, limited=is_limited(network, row.place))
    problems += [*own_parts(network, choices), *loaded_parts(network, choices)]
    if problems:
        raise InvalidBusinessError(list(dict.fromkeys(problems)))  # a row for many points is told of once
    return choices


def _misfits(
    row: LoopRow, parameters: dict[str, int], rooms: dict[str, tuple[int, int]], *, limited: bool
) -> list[Problem]:
    """Return what is wrong with the room of a line; `rooms` holds (room, line of the table) by location.

    Where a resource limits its load, a line can do without a room.
    """
    room = parameters.get("room", 0)
    if room < 1 and not (limited and "room" not in row.parameters):
        expected = "how many pulls may be in the line at most, at least 1"
        if not limited:
            expected += "; or a load_limit of a resource that it passes"
        return [Problem("loop.value", "loops", row.line, "room", str(row.parameters.get("room", "")), expected)]
    known, line = rooms.setdefault(row.location, (room, row.line))
    if room == known:
        return []
    expected = f"{known}, as in line {line}: the conwip loops of one location share their room"
    return [Problem("loop.value", "loops", row.line, "room", str(room), expected)]


def _number(name: str, value: int | str, tick_seconds: int) -> int:
    if isinstance(value, int):
        return value
    if name == "review":
        try:
            return review_code(value, tick_seconds)
        except ValueError as error:
            raise ValueError(GOOD_REVIEW) from error
    words = CARD_MODES if name == "mode" else RETURNS
    if value not in words:
        raise ValueError(f"one of {', '.join(word for word in words if word)}")
    return words.index(value)
