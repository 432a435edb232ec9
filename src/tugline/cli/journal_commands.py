"""The commands that look after a journal: whether it is sound, and what could not be taken into it."""

from pathlib import Path

from tugline.cli.options import Flag


def verify(folder: Path, *, journal: Path | None = None, json: Flag = False) -> int:
    """Check the journal's chain, the books, the state's invariants, and a replay of every fact.

    Parameters
    ----------
    folder
        The business's folder; it must have run.
    journal
        File that keeps the facts.
    json
        Print one JSON document.
    """
    from tugline.cli.running import verify as command

    return command(folder, journal=journal, as_json=json)


def quarantine(
    folder: Path, *, retry: list[int] | None = None, dismiss: list[int] | None = None, journal: Path | None = None,
    json: Flag = False,
) -> int:  # fmt: skip
    """List signals that could not be used, and why; a row that is mended in its table is taken in by the next run.

    A row that is tried again and still refused says so with its reason as it is now, and the exit code is 3.

    Parameters
    ----------
    folder
        The business's folder; it must have run.
    retry
        Number of a row to try again as it is, since what it speaks of is there now; may be given several times.
    dismiss
        Number of a row to take out; one that still stands in its table comes back with the next run.
    journal
        File that keeps the facts.
    json
        Print one JSON document.
    """
    from tugline.cli.running import quarantine as command

    return command(folder, retry=retry or [], dismiss=dismiss or [], journal=journal, as_json=json)
