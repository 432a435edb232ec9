"""The command `case`."""

import sys
from functools import partial
from pathlib import Path

from tugline.cases.catalogue import files
from tugline.cases.run import run_case
from tugline.cli.reports import refuse_others, stdout
from tugline.cli.showing import show, with_bar


def list_cases(*, as_json: bool) -> int:
    """Show which cases there are."""
    if as_json:
        from tugline.report.case_json import cases_json

        sys.stdout.buffer.write(cases_json(files()) + b"\n")
    else:
        from tugline.report.case_terminal import print_cases

        print_cases(files(), stdout())
    return 0


def case(
    name: str, *, replications: int | None, years: float | None, seed: int, sensitivity: bool, threads: int | None,
    as_json: bool, report: Path | None, quiet: bool,
) -> int:  # fmt: skip
    """Run a case and show it; the text or the document goes to stdout, progress to stderr."""
    if report is not None:
        refuse_others(report)
    run = partial(
        run_case, name, replications=replications, years=years, seed=seed, sensitivity=sensitivity, threads=threads
    )
    found = with_bar(run, "running worlds", quiet=quiet)
    from tugline.report.case_html import render_case
    from tugline.report.case_json import case_json
    from tugline.report.case_terminal import print_case

    return show(found, "case", page=render_case, document=case_json, text=print_case, as_json=as_json, report=report)
