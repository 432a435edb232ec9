"""Draw a list that no cell of may be cut: intervals below their numbers, and columns without room in a table below."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tugline.report.listing import Cell, Column, Listing

STYLES = {"": "", "late": "red", "good": "green", "dim": "dim", "strong": "bold"}
INDENT = 2
GAP = 2
WORDS = 26
"""Words are broken into lines of about so many letters where there is no room for more."""
LEAST_WORDS = 10


class _Drawn(NamedTuple):
    """A column as it is drawn: its cells from the heading on, and the least and the greatest width that it can use."""

    column: Column
    cells: list[Cell]
    least: int
    most: int


def print_stacked(
    console: Console, listing: Listing, columns: Sequence[int], sentences: Callable[[Sequence[Cell], int], None]
) -> None:
    """Print the rows of a list, over as many lines as they need; the first column begins every table.

    `columns` are the places of those that are no sentences; `sentences` prints those of a row, so far from the left.
    """
    room = console.width - INDENT
    drawn = [
        _drawn(column, [Cell(column.name, "dim"), *(row[place] for row in listing.rows)])
        for place, column in ((place, listing.columns[place]) for place in columns)
    ]
    beside = max((each.least for each in drawn[1:]), default=0)
    drawn[0] = drawn[0]._replace(least=min(drawn[0].least, max(LEAST_WORDS, room - GAP - beside)))
    tables = blocks([each.least for each in drawn], room)
    for number, block in enumerate(tables, 1):
        side = [drawn[place] for place in block]
        widths = _widths(side, room)
        _print_row(console, side, widths, 0)
        for place, row in enumerate(listing.rows, 1):
            _print_row(console, side, widths, place)
            if number == len(tables):
                sentences(row, INDENT + GAP)
        if number < len(tables):
            console.print()


def blocks(least: Sequence[int], room: int) -> list[list[int]]:
    """Return which columns stand side by side: the first in each table, and as many of the others as there is room for.

    A table has at least one of them, even where it has no room.
    """
    found, taken = [[0]], least[0]
    for place, width in enumerate(least[1:], 1):
        if len(found[-1]) > 1 and taken + GAP + width > room:
            found.append([0])
            taken = least[0]
        found[-1].append(place)
        taken += GAP + width
    return found


def _drawn(column: Column, cells: list[Cell]) -> _Drawn:
    if column.right:
        # The first cell is the heading, which may be broken between its words.
        parts = [*cells[0].text.split(), *(part for cell in cells[1:] for part in (cell.text, *_small(cell)))]
        width = max(cell_len(part) for part in parts)
        return _Drawn(column, cells, width, width)
    width = max(cell_len(_words(cell).plain) for cell in cells)
    return _Drawn(column, cells, min(width, WORDS), width)


def _widths(drawn: Sequence[_Drawn], room: int) -> list[int]:
    """Return a width for each column: the least, and what is left over to the first that can use it."""
    widths = [each.least for each in drawn]
    for place, each in enumerate(drawn):
        spare = room - sum(widths) - GAP * (len(widths) - 1)
        widths[place] += max(0, min(each.most - each.least, spare))
    return widths


def _print_row(console: Console, drawn: Sequence[_Drawn], widths: Sequence[int], place: int) -> None:
    stacks = [_stack(console, each.cells[place], each.column, width) for each, width in zip(drawn, widths, strict=True)]
    for number in range(max(map(len, stacks))):
        line = Text(" " * INDENT)
        for stack, each, width in zip(stacks, drawn, widths, strict=True):
            part = stack[number] if number < len(stack) else Text()
            pad = " " * (width - cell_len(part.plain))
            line.append(pad if each.column.right else "").append_text(part)
            line.append(("" if each.column.right else pad) + " " * GAP)
        line.rstrip()
        console.print(line, no_wrap=True, overflow="crop", crop=True)


def _stack(console: Console, cell: Cell, column: Column, width: int) -> list[Text]:
    """Return a cell as lines: a number with its interval below, or words broken between them."""
    if column.right:
        text = Text(cell.text, style=STYLES[cell.tone])
        lines = [text] if cell_len(cell.text) <= width else list(text.wrap(console, width))
        lines += [Text(part) for part in _small(cell)]
    else:
        lines = list(_words(cell).wrap(console, width))
    for line in lines:
        line.rstrip()
    return lines


def _words(cell: Cell) -> Text:
    text = Text(cell.text, style=STYLES[cell.tone])
    return text.append(" " * GAP + cell.small, style="not bold") if cell.small else text


def _small(cell: Cell) -> list[str]:
    """Return the small text in parts: an interval, and what is said of it."""
    interval, colon, said = cell.small.partition(": ")
    return [f"{interval}:", said] if colon else [interval] if interval else []
