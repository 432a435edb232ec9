"""Run one command: exit codes, and what people are told when something goes wrong."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from cyclopts import CycloptsError

from tugline.cli.commands import app
from tugline.errors import StorageError, TuglineError, UsageError


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code: 0 done, 1 finding, 2 usage, 3 refused, 4 storage, 75, 130."""
    # A terminal that cannot show a sign gets a question mark in its place, never a crash in the middle of a list.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(exit_code(arguments))


def exit_code(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors become one message on stderr."""
    try:
        result = app(
            list(arguments) if arguments is not None else None, exit_on_error=False, print_error=False,
            result_action="return_value",
        )  # fmt: skip
    except CycloptsError as error:
        return _complain(UsageError(str(error), hint="`tugline --help` lists the commands."))
    except TuglineError as error:
        return _complain(error)
    except KeyboardInterrupt:
        print("tugline: interrupted; what was acknowledged is kept", file=sys.stderr)  # noqa: T201
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _complain(StorageError(f"{error.filename or 'a file'}: {error.strerror or error}"))
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        print(f"tugline: this is a fault of tugline: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        print(f"{DEBUG}=1 in the environment shows where; please report it with what it prints.", file=sys.stderr)  # noqa: T201
        return FAULT
    return int(result or 0)


DEBUG = "TUGLINE_DEBUG"
"""With this in the environment, errors show where they come from."""
FAULT = 70
"""Exit code for a fault of tugline itself, as sysexits names it."""


def _complain(error: TuglineError) -> int:
    if os.environ.get(DEBUG):
        raise error
    print(f"tugline: {error}", file=sys.stderr)  # noqa: T201 - the one place that speaks to people directly
    if error.hint:
        print(error.hint, file=sys.stderr)  # noqa: T201
    return error.exit_code
