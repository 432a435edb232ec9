"""HTML and SVG as text: elements with escaped attributes, and lists as tables."""

import re
from html import escape

from tugline.report.listing import Cell, Column, Listing


def tag(name: str, *inside: str, **attributes: object) -> str:
    """Return an element; `class_` is written as class, `aria_label` as aria-label, None leaves an attribute away.

    What is inside is taken as markup: texts go through `text` first.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>"


def tile(what: str, figure: str, note: str, kind: str) -> str:
    """Return a figure as a tile of the list at the head of a page."""
    return tag(
        "li", tag("span", text(what)), tag("b", text(figure)), tag("small", text(note)), class_=f"tile {kind}".rstrip()
    )


def section(name: str, *parts: str) -> str:
    """Return a part of a page under its heading."""
    return tag("section", tag("h2", text(name)), *parts)


def text(words: str) -> str:
    """Return words as markup."""
    return escape(words, quote=False)


def prose(words: str) -> str:
    """Return sentences as markup; what stands between backticks is a name."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text(words))


LONG = 32
"""A table of more rows scrolls inside itself."""
ON_PAPER = 40
"""Rows of one table that are printed; the style sheet hides the others."""


def table(listing: Listing, *, where: str, extra: tuple[str, ...] = ()) -> str:
    """Return a list as a table that scrolls inside itself where it is long; its caption is its heading.

    Parameters
    ----------
    extra
        Markup of one more cell for each row, under the heading "as a picture".
    """
    title = tag("h3", text(listing.title))
    if not listing.rows:
        return title + quiet(f"{listing.empty[:1].upper()}{listing.empty[1:]}.")
    plain = [place for place, column in enumerate(listing.columns) if not column.prose]
    prose = [place for place, column in enumerate(listing.columns) if column.prose]
    name = next((place for place in plain if not listing.columns[place].right), -1)
    heads = [_head(listing.columns[place]) for place in plain]
    if extra:
        heads.append(tag("th", "as a picture", scope="col"))
    if prose:
        heads.append(tag("th", text(listing.columns[prose[0]].name), scope="col"))
    body = []
    for number, row in enumerate(listing.rows):
        done = [_cell(row[place], listing.columns[place], heads_row=place == name) for place in plain]
        done += [f"<td>{extra[number]}</td>"] if extra else []
        done += [_sentences(listing, row, prose)] if prose else []
        body.append(f"<tr>{''.join(done)}</tr>")
    return scrolling(listing, heads, "".join(["<tbody>", *body, "</tbody>"]), where=where)


def scrolling(listing: Listing, heads: list[str], body: str, *, where: str) -> str:
    """Return a table with its caption in a box of its own, and how many rows it leaves out."""
    caption = tag("h3", text(listing.title)) + text(listing.summary[:1].upper() + listing.summary[1:])
    grid = tag(
        "table", tag("caption", caption), tag("thead", tag("tr", *heads)), body,
        id=f"{listing.id}-table" if listing.id else None,
    )  # fmt: skip
    rows = len(listing.rows)
    long = {"class_": "scroll long", "tabindex": 0, "role": "region", "aria_label": listing.title}
    said = tag("div", grid, **(long if rows > LONG else {"class_": "scroll"}))
    if rows > ON_PAPER:
        said += quiet(f"On paper: the first {ON_PAPER} of {listing.total:,} rows.", "paper")
    return said + quiet(f"{rows:,} of {listing.total:,} rows are shown; {where} has all." if listing.more > 0 else "")


def quiet(words: str, kind: str = "") -> str:
    """Return a sentence that stays in the background; nothing for no words."""
    return tag("p", text(words), class_=f"quiet {kind}".rstrip()) if words else ""


def group(listing: Listing) -> str:
    """Return a list as one part of a larger table, under a row with its title and what it comes to."""
    title = f"{text(listing.title)} <small>{text(listing.summary)}</small>"
    span = len(listing.columns)
    rows = [
        "".join(
            _cell(cell, column, heads_row=place == 0)
            for place, (cell, column) in enumerate(zip(row, listing.columns, strict=True))
        )
        for row in listing.rows
    ]
    head = f'<tr class="group"><th scope="rowgroup" colspan="{span}">{title}</th></tr>'
    return f"<tbody>{head}{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody>"


def heads(listing: Listing) -> list[str]:
    """Return the headings of a list's columns."""
    return [_head(column) for column in listing.columns]


def labels(listing: Listing) -> str:
    """Return the style rules that name each cell of a table where a narrow screen leaves no room for its head."""
    plain = [column for column in listing.columns if not column.prose]
    return "".join(
        f'#{listing.id}-table td:nth-child({place})::before{{content:"{column.name} "}}'
        for place, column in enumerate(plain, 1)
        if place > 1
    )


def _head(column: Column) -> str:
    return tag("th", text(column.name), scope="col", class_="n" if column.right else None)


def _cell(cell: Cell, column: Column, *, heads_row: bool) -> str:
    part = "sub" if heads_row and cell.text.startswith("  ") else ""
    kinds = " ".join(kind for kind in ("n" if column.right else "", cell.tone, part) if kind)
    small = f" <small>{text(cell.small)}</small>" if cell.small else ""
    name = "th" if heads_row else "td"
    scope = ' scope="row"' if name == "th" else ""
    return f"<{name}{scope}" + (f' class="{kinds}"' if kinds else "") + f">{text(cell.text)}{small}</{name}>"


def _sentences(listing: Listing, row: tuple[Cell, ...], prose: list[int]) -> str:
    said = text(row[prose[0]].text)
    for place in prose[1:]:
        if row[place].text:
            said += f" <small>{text(listing.columns[place].name)}: {text(row[place].text)}</small>"
    return f'<td class="why">{said}</td>'
