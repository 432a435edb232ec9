"""The command `case` with its options and help; its work is in `casing`, which is imported when it runs."""

from pathlib import Path

from tugline.cli.options import Flag, Whole, WholeOrNone


def case(
    name: str | None = None,
    /,
    *,
    replications: WholeOrNone = None,
    years: float | None = None,
    seed: Whole = 1,
    no_sensitivity: Flag = False,
    threads: WholeOrNone = None,
    json: Flag = False,
    report: Path | None = None,
    quiet: Flag = False,
) -> int:
    """Run a reference company that is built from published parameters, and hold it against what was published of it.

    Without a name the cases are listed.

    Parameters
    ----------
    name
        The case.
    replications
        Worlds; those of the case if left away.
    years
        What is measured; as the case has it if left away.
    seed
        Of all luck: the same seed gives the same figures.
    no_sensitivity
        Do not try each assumption lower and higher, which takes most of the time.
    threads
        Worlds that run side by side; all cores if left away.
    json
        Print one JSON document instead of the text.
    report
        File for an HTML report; none if left away.
    quiet
        Show no progress. There is none anyway where standard error is not a terminal.
    """
    from tugline.cli.casing import case as command
    from tugline.cli.casing import list_cases

    if name is None:
        return list_cases(as_json=json)
    return command(
        name, replications=replications, years=years, seed=seed, sensitivity=not no_sensitivity, threads=threads,
        as_json=json, report=report, quiet=quiet,
    )  # fmt: skip
