"""The command `study`."""

from functools import partial
from pathlib import Path

from tugline.business.studying import study as run_study
from tugline.cli.reports import refuse_others
from tugline.cli.showing import show, with_bar
from tugline.studies.engines import Engine


def study(
    folder: Path, *, replay: bool, policies: str | None, years: float | None, replications: int, seed: int,
    warm_up: int | str | None, trend: float | str, figure: str, precision: float | None, threads: int | None,
    engine: Engine, as_json: bool, report: Path | None, quiet: bool,
) -> int:  # fmt: skip
    """Run a study and show it; the text or the document goes to stdout, progress to stderr."""
    if report is not None:
        refuse_others(report)
    run = partial(
        run_study, folder, replay=replay, policies=policies, years=years, replications=replications, seed=seed,
        warm_up=warm_up, trend=trend, figure=figure, precision=precision, threads=threads, engine=engine,
    )  # fmt: skip
    found = with_bar(run, "running worlds", quiet=quiet)
    from tugline.report.study_html import render_study
    from tugline.report.study_json import study_json
    from tugline.report.study_terminal import print_study

    return show(
        found, "study", page=render_study, document=study_json, text=print_study, as_json=as_json, report=report
    )
