"""The page beside the tables of an imported business: what they are, what was assumed, what was left out."""

import textwrap

from tugline.exchange.folder import Conversion, add


def write_readme(conversion: Conversion, title: str, introduction: str, origin: str) -> None:
    """Write README.md into the converted folder, from the same counts and notes that `conversion` returns."""
    parts = [f"# {title}", _wrapped(introduction), "## The tables", _table_of_rows(conversion)]
    if conversion.notes:
        parts += ["## What was assumed", "\n".join(_item(note) for note in conversion.notes)]
    if conversion.left_out:
        lines = [_item(f"{reason}: {count:,}") for reason, count in conversion.left_out.items()]
        parts += ["## What was left out", "\n".join(lines)]
    parts += ["## Source and licence", _wrapped(origin)]
    add(conversion.target, "README.md", ("\n\n".join(parts) + "\n").encode())


def _table_of_rows(conversion: Conversion) -> str:
    lines = [f"| {name} | {count:,} |" for name, count in conversion.rows.items()]
    return "\n".join(["| table | rows |", "|---|---|", *lines])


def _wrapped(text: str) -> str:
    return "\n\n".join(textwrap.fill(" ".join(part.split()), 100) for part in text.strip().split("\n\n"))


def _item(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 100, initial_indent="- ", subsequent_indent="  ")
