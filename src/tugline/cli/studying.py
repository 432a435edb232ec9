"""The command `study`."""

import sys
from functools import partial
from pathlib import Path

from tugline.business.studying import Study
from tugline.business.studying import study as run_study
from tugline.cli.reports import refuse_others, stdout, write_report
from tugline.studies.engines import Engine


def study(
    folder: Path, *, replay: bool, policies: str | None, years: float | None, replications: int, seed: int,
    warm_up: int | str | None, figure: str, precision: float | None, threads: int | None, engine: Engine, as_json: bool,
    report: Path | None, quiet: bool,
) -> int:  # fmt: skip
    """Run a study and show it; the text or the document goes to stdout, progress to stderr."""
    if report is not None:
        refuse_others(report)
    run = partial(
        run_study, folder, replay=replay, policies=policies, years=years, replications=replications, seed=seed,
        warm_up=warm_up, figure=figure, precision=precision, threads=threads, engine=engine,
    )  # fmt: skip
    if quiet or not sys.stderr.isatty():
        found = run()
    else:
        from tugline.cli.progress import Bar

        with Bar() as bar:
            bar.begin("reading the tables and the customers")
            last = -1

            def reach(done: int, total: int) -> None:
                nonlocal last
                # Pilot runs come before the others, and each round of them begins anew.
                if last < 0 or done < last:
                    bar.begin("running worlds", 0, total)
                last = done
                bar.reach(done)

            found = run(progress=reach)
    fault = write_report(lambda: _page(found), report, "the study is shown here") if report is not None else None
    if as_json:
        from tugline.report.study_json import study_json

        sys.stdout.buffer.write(study_json(found) + b"\n")
    else:
        from tugline.report.study_terminal import print_study

        print_study(found, stdout(), report=None if fault else report)
    if fault is not None:
        raise fault
    return 0


def _page(study: Study) -> str:
    from tugline.report.study_html import render_study

    return render_study(study)
