"""HTML and SVG as text: elements with escaped attributes, and lists as tables."""

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


def text(words: str) -> str:
    """Return words as markup."""
    return escape(words, quote=False)


def table(listing: Listing, *, where: str, extra: tuple[str, ...] = ()) -> str:
    """Return a list as a table that scrolls inside itself where it is long, with a caption.

    Parameters
    ----------
    extra
        Markup of one more cell for each row, under the heading "as a picture".
    """
    if not listing.rows:
        return tag("p", text(listing.empty[:1].upper() + listing.empty[1:] + "."), class_="quiet")
    plain = [place for place, column in enumerate(listing.columns) if not column.prose]
    prose = [place for place, column in enumerate(listing.columns) if column.prose]
    heads = [_head(listing.columns[place]) for place in plain]
    if extra:
        heads.append(tag("th", "as a picture", scope="col"))
    if prose:
        heads.append(tag("th", text(listing.columns[prose[0]].name), scope="col"))
    body = []
    for number, row in enumerate(listing.rows):
        done = [_cell(row[place], listing.columns[place], first=place == plain[0]) for place in plain]
        done += [f"<td>{extra[number]}</td>"] if extra else []
        done += [_sentences(listing, row, prose)] if prose else []
        body.append(f"<tr>{''.join(done)}</tr>")
    shown = f"{listing.title}: {listing.summary}" if listing.summary else listing.title
    grid = tag(
        "table",
        tag("caption", text(shown)),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *body),
        id=f"{listing.id}-table" if listing.id else None,
    )
    more = f"{len(listing.rows):,} of {listing.total:,} rows are shown; {where} has all." if listing.more > 0 else ""
    return tag("div", grid, class_="scroll", tabindex=0, role="region", aria_label=listing.title) + (
        tag("p", text(more), class_="quiet") if more else ""
    )


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


def _cell(cell: Cell, column: Column, *, first: bool) -> str:
    kinds = " ".join(kind for kind in ("n" if column.right else "", cell.tone) if kind)
    small = f" <small>{text(cell.small)}</small>" if cell.small else ""
    name = "th" if first and not column.right else "td"
    scope = ' scope="row"' if name == "th" else ""
    return f"<{name}{scope}" + (f' class="{kinds}"' if kinds else "") + f">{text(cell.text)}{small}</{name}>"


def _sentences(listing: Listing, row: tuple[Cell, ...], prose: list[int]) -> str:
    said = text(row[prose[0]].text)
    for place in prose[1:]:
        if row[place].text:
            said += f" <small>{text(listing.columns[place].name)}: {text(row[place].text)}</small>"
    return f'<td class="why">{said}</td>'
