"""The plan that was shown last, kept beside the journal, so that the next one can say what it changes."""

import sys
from pathlib import Path

import msgspec

from tugline.business.plan_views import Plan
from tugline.errors import StorageError, UsageError
from tugline.report.plan_json import plan_json


def place_of(journal: Path, prefer: str) -> Path:
    """Return the file of the last plan of a journal by one preference: plans by another are no better or worse."""
    return journal.with_name(f"{journal.name}.{prefer}.plan.json")


def read_plan(path: Path) -> Plan:
    """Return a plan as `plan --json` prints it.

    Raises
    ------
    UsageError
        There is no such file, or it holds something else.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Plan)
    except (OSError, msgspec.DecodeError) as error:
        why = error.strerror or error if isinstance(error, OSError) else error
        raise UsageError(f"{path}: {why}; expected a plan as `tugline plan --json` prints it") from None


def keep_plan(plan: Plan, path: Path) -> None:
    """Keep a plan as the last one; a file is never left half written.

    Raises
    ------
    StorageError
        It cannot be written.
    """
    half = path.with_name(f"{path.name}.half")
    try:
        half.write_bytes(plan_json(plan))
        half.replace(path)
    except OSError as error:
        raise StorageError(
            f"{path}: {error.strerror or error}; the plan is shown, and not kept to compare with"
        ) from None


def say_not_compared(path: Path, why: str) -> None:
    """Say that the last plan is of no use, and why."""
    sys.stderr.write(f"tugline: not compared with the last plan in {path}: {why}\n")
