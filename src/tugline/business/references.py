"""What the text of a reference can name: a pull, or an order line."""

from collections.abc import Iterator


def is_pull_name(text: str) -> bool:
    """Return whether a text can be the name of a pull: P12."""
    return text[:1] == "P" and text[1:].isdecimal() and len(text) < 20


def line_names(text: str) -> Iterator[str]:
    """Yield what a text can mean: a line's own key, or order and line with a blank between them."""
    yield text
    for place, sign in enumerate(text):
        if sign == " ":
            yield f"{text[:place]}\t{text[place + 1 :]}"


def not_open(text: str, last_seq: int) -> str:
    """Return that no pull of a name is open."""
    was = is_pull_name(text) and int(text[1:]) <= last_seq
    return f"{text!r} is no open pull" + (": `tugline explain` tells what became of it" if was else "")


def no_card(number: int) -> str:
    """Return that a loop has no card of a number."""
    return f"there is no card of number {number} in this loop"
