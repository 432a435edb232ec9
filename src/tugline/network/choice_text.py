"""The small language of options: what a customer chose (`colour=red size=54`), and the rules of what goes together.

Answers stand behind each other, separated by blanks, commas or semicolons. In a rule `|` joins answers of which one is
enough. A name with such a sign or a blank in it stands in double quotes: `colour="deep red"`.
"""

import re
from collections.abc import Iterable

Answer = tuple[str, str]
"""A group and an option of it."""

_NAME = r'"[^"]*"|[^\s=|;,"]+'
_TOKEN = re.compile(rf"\s*(?:(?P<name>{_NAME})|(?P<sign>[=|])|(?P<stop>[;,]))")
EXPECTED = "answers like colour=red size=54, a name with blanks in double quotes"


class ChoiceTextError(ValueError):
    """A text is no list of answers; the message says where it stops making sense."""


def parse_answers(text: str) -> list[Answer]:
    """Return what `colour=red size=54` says, in its order.

    Raises
    ------
    ChoiceTextError
        It is no list of answers, or it holds alternatives.
    """
    terms = parse_terms(text)
    for term in terms:
        if len(term) > 1:
            raise ChoiceTextError(f"{shown(term)}: one answer for each group, no alternatives")
    return [term[0] for term in terms]


def parse_terms(text: str) -> list[tuple[Answer, ...]]:
    """Return what a rule says: several terms, each of them answers of which one is enough.

    `frame=carbon|steel` is short for `frame=carbon|frame=steel`.

    Raises
    ------
    ChoiceTextError
        It is no list of terms.
    """
    words = _words(text)
    terms, at = list[tuple[Answer, ...]](), 0
    while at < len(words):
        if words[at] == ";":
            at += 1
            continue
        term, at = _term(words, at)
        terms.append(term)
    return terms


def _term(words: list[str], at: int) -> tuple[tuple[Answer, ...], int]:
    answers, group = list[Answer](), ""
    while True:
        name = _name(words, at)
        if at + 1 < len(words) and words[at + 1] == "=":
            group, name, at = name, _name(words, at + 2), at + 2
        elif not group:
            raise ChoiceTextError(f"{name!r} names no group")
        answers.append((group, name))
        at += 1
        if at == len(words) or words[at] != "|":
            return tuple(answers), at
        at += 1


def _name(words: list[str], at: int) -> str:
    if at >= len(words):
        raise ChoiceTextError("it ends in the middle of an answer")
    if words[at] in ("=", "|", ";"):
        raise ChoiceTextError(f"a name is missing before {words[at]!r}")
    return words[at][1:]


def _words(text: str) -> list[str]:
    """Return names, each behind a dot, and signs; `;` ends a term."""
    words, at, end = list[str](), 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise ChoiceTextError(f"nothing can be made of {text[at:].strip()!r}")
        at = found.end()
        name = found["name"]
        if name is not None:
            name = name[1:-1] if name.startswith('"') else name
            if not name.strip():
                raise ChoiceTextError('"" is no name')
            words.append("." + name)
        else:
            words.append(found["sign"] or ";")
    return words


def quoted(name: str) -> str:
    """Return a name as it is written: in double quotes where it needs them."""
    return name if re.fullmatch(r'[^\s=|;,"]+', name) else f'"{name}"'


def shown(answers: Iterable[Answer], between: str = "|") -> str:
    """Return answers as they are written."""
    return between.join(f"{quoted(group)}={quoted(option)}" for group, option in answers)
