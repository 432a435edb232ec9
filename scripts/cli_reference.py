#!/usr/bin/env python3
"""Write docs/reference/cli.md from the commands' own help: scripts/cli_reference.py [FILE]."""

import inspect
import sys
from collections.abc import Callable
from pathlib import Path

from docstring_parser import parse

from tugline.cli.commands import app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "cli.md"
HEAD = """# Commands

This page is made by `scripts/cli_reference.py` from the commands' own help. Results go to standard output and
everything else to standard error; `--json` prints one document instead of words. Exit codes: 0 done, 1 a finding
(problems in `check`, something broken in `verify`), 2 usage, 3 refused by a rule, 4 storage, 70 a fault of tugline
itself, 75 try again, 130 interrupted. With `TUGLINE_DEBUG=1` in the environment errors show where they come from, and
`NO_COLOR=1` takes the colours away.

`tugline --help` lists the commands, `tugline COMMAND --help` explains one, `tugline --version` tells the version, and
`tugline --install-completion` lets your shell complete commands and options.
"""
COMMANDS = (
    "init",
    "check",
    "import",
    "run",
    "plan",
    "promise",
    "allot",
    "waiting",
    "andon",
    "level",
    "trace",
    "study",
    "search",
    "case",
    "explain",
    "apply",
    "verify",
    "quarantine",
)


def page() -> str:
    """Return the page as text."""
    parts = [HEAD]
    for name in COMMANDS:
        if name not in app:
            continue
        function = app[name].default_command
        doc = parse(inspect.getdoc(function) or "")
        parts.append(f"## {name}\n\n{doc.short_description}\n")
        if doc.long_description:
            parts.append(f"{doc.long_description}\n")
        said = {each.arg_name: " ".join((each.description or "").split()) for each in doc.params}
        rows = [f"| `{_shown(each)}` | {said[each.name]} |" for each in _parameters(function)]
        parts.append("\n".join(["| what | says |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _parameters(function: Callable[..., object]) -> list[inspect.Parameter]:
    """Return what `--help` lists, too."""
    every = inspect.signature(function).parameters.values()
    return [each for each in every if all(getattr(m, "show", None) is not False for m in _marks(each))]


def _marks(parameter: inspect.Parameter) -> tuple[object, ...]:
    return getattr(parameter.annotation, "__metadata__", ())


def _shown(parameter: inspect.Parameter) -> str:
    name = parameter.name.rstrip("_").replace("_", "-")
    return f"--{name}" if parameter.kind is inspect.Parameter.KEYWORD_ONLY else name.upper()


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE).write_text(page(), encoding="utf-8")
