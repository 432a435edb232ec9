"""What every page is made of: one file with its style in it, known as ours by its first lines."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tugline.report.listing import Listing
from tugline.report.markup import labels, tag, text

GENERATOR = '<meta name="generator" content="tugline">'
BRAND = '<p class="brand">tugline</p>'
"""By either of these a page is known as one of ours."""


def document(title: str, *body: str, lists: Sequence[Listing]) -> str:
    """Return a whole page; `lists` are those that it shows, whose columns a telephone names in every row."""
    style = files("tugline.report").joinpath("page.css").read_text(encoding="utf-8")
    narrow = "@media (max-width:640px){" + "".join(labels(listing) for listing in lists if listing.rows) + "}"
    head = tag(
        "head", '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
        GENERATOR, '<meta name="color-scheme" content="light dark">', tag("title", text(title)),
        tag("style", style + narrow),
    )  # fmt: skip
    return "<!doctype html>\n" + tag("html", head, tag("body", *body), lang="en") + "\n"


def is_page(path: Path) -> bool:
    """Return whether a file is a page that was written here."""
    with path.open("rb") as file:
        begin = file.read(100_000).decode("utf-8", errors="replace")
    return begin.startswith("<!doctype html>") and (GENERATOR in begin or BRAND in begin)
