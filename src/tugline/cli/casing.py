"""The command `case`."""

import sys
from functools import partial
from pathlib import Path

from tugline.cases.catalogue import files
from tugline.cases.run import CaseResult, run_case
from tugline.cli.reports import refuse_others, stdout, write_report


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
    if quiet or not sys.stderr.isatty():
        found = run()
    else:
        from tugline.cli.progress import Bar

        with Bar() as bar:
            bar.begin("running worlds", 0, 1)
            begun = 0

            def reach(done: int, total: int) -> None:
                nonlocal begun
                if begun != total:
                    bar.begin("running worlds", 0, total)
                    begun = total
                bar.reach(done)

            found = run(progress=reach)
    fault = write_report(lambda: _page(found), report, "the case is shown here") if report is not None else None
    if as_json:
        from tugline.report.case_json import case_json

        sys.stdout.buffer.write(case_json(found) + b"\n")
    else:
        from tugline.report.case_terminal import print_case

        print_case(found, stdout(), report=None if fault else report)
    if fault is not None:
        raise fault
    return 0


def _page(found: CaseResult) -> str:
    from tugline.report.case_html import render_case

    return render_case(found)
