"""Draw one list in a terminal of any width: columns that fit, sentences below their row, no colour that means alone."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from tugline.report.listing import Cell, Column, Listing
from tugline.report.terminal_stacks import GAP, INDENT, STYLES, print_stacked

NARROWEST = 6
SMALL_FROM = 110
"""From this width on there is room for the small texts of names; those of other cells are always shown."""


def print_listing(console: Console, listing: Listing, *, where: str = "the report") -> None:
    """Print a heading, the rows, and how many more there are."""
    say(console, heading(listing, console.width))
    if not listing.rows:
        console.print()
        return

    def sentences(row: Sequence[Cell], indent: int) -> None:
        for text in _prose(listing.columns, row):
            say(console, text, indent)

    columns = [place for place, column in enumerate(listing.columns) if _has_room(column, console.width)]
    texts = [[_flat(row[place], listing.columns[place], console.width) for place in columns] for row in listing.rows]
    headings = [Text(listing.columns[place].name, style="dim") for place in columns]
    sizes = [[cell_len(text.plain) for text in row] for row in [headings, *texts]]
    widths = fit(sizes, console.width - INDENT)
    if listing.whole and widths != [max(column) for column in zip(*sizes, strict=True)]:
        print_stacked(console, listing, columns, sentences)
    else:
        right = [listing.columns[place].right for place in columns]
        _line(console, headings, widths, right)
        for row, line in zip(listing.rows, texts, strict=True):
            _line(console, line, widths, right)
            sentences(row, INDENT + widths[0] + GAP)
    if listing.more > 0:
        say(console, Text(f"… and {listing.more:,} more, in {where}", style="dim"), INDENT)
    console.print()


def heading(listing: Listing, width: int) -> Text:
    """Return the title of a list with what it comes to, below it if there is no room beside it."""
    text = Text(listing.title, style="bold")
    said = listing.summary if listing.rows else listing.empty
    if not said:
        return text
    beside = cell_len(listing.title) + cell_len(said) + GAP <= width
    return text.append(" " * GAP if beside else "\n", style="not bold").append(said, style="not bold")


def say(console: Console, text: Text, indent: int = 0) -> None:
    """Print a text over as many lines as it needs, none of which ends in blanks."""
    for line in text.wrap(console, max(20, console.width - indent)):
        line.rstrip()
        console.print(Text(" " * indent).append_text(line), no_wrap=True, overflow="crop", crop=True)


def say_path(console: Console, what: str, path: object, width: int = 7) -> None:
    """Print where something is; a path is never broken, so that it can be copied."""
    console.print(Text(f"{what:<{width}}  ", style="dim").append(f"{path}", style="not dim"), soft_wrap=True)


def fit(sizes: Sequence[Sequence[int]], room: int) -> list[int]:
    """Return a width for each column: as wide as its widest text, the widest made narrower until all fit `room`."""
    widths = [max(column) for column in zip(*sizes, strict=True)]
    while sum(widths) + GAP * (len(widths) - 1) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _has_room(column: Column, width: int) -> bool:
    return not column.prose and width >= column.from_width


def _flat(cell: Cell, column: Column, width: int) -> Text:
    text = Text(cell.text, style=STYLES[cell.tone])
    is_name = column.name == "item"
    if cell.small and (width >= SMALL_FROM or not is_name):
        text.append(" " * GAP + cell.small, style="not bold dim" if is_name else "")
    return text


def _line(console: Console, texts: Sequence[Text], widths: Sequence[int], right: Sequence[bool]) -> None:
    """Print one row; what is too wide is cut, but for the last column, which goes on below itself."""
    line = Text(" " * INDENT)
    for text, width, to_right in zip(texts[:-1], widths, right, strict=False):
        fitted = _cut(text, width)
        pad = " " * (width - cell_len(fitted.plain))
        line.append(pad if to_right else "").append_text(fitted).append(("" if to_right else pad) + " " * GAP)
    indent = cell_len(line.plain)
    last = [Text()] if not texts[-1].plain else list(texts[-1].wrap(console, widths[-1]))
    for place, part in enumerate(last):
        part.rstrip()
        pad = " " * (widths[-1] - cell_len(part.plain)) if right[-1] else ""
        done = (line if place == 0 else Text(" " * indent)).append(pad).append_text(part)
        done.rstrip()
        console.print(done, no_wrap=True, overflow="crop", crop=True)


def _cut(text: Text, width: int) -> Text:
    fitted = text.copy()
    if cell_len(text.plain) > width:
        fitted.plain = set_cell_size(text.plain, width - 1).rstrip() + "…"
    return fitted


def _prose(columns: Sequence[Column], row: Sequence[Cell]) -> Iterator[Text]:
    """Yield the sentences of a row; all but the first say what they are."""
    first = True
    for column, cell in zip(columns, row, strict=True):
        if column.prose and cell.text:
            yield Text(cell.text if first else f"{column.name}: {cell.text}", style="" if first else "dim")
        first = first and not column.prose
