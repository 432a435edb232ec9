"""The commands by name; what each needs is imported when it runs, so that `--help` costs next to nothing."""

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from tugline.cli.allot_command import allot
from tugline.cli.andon_command import andon
from tugline.cli.case_command import case
from tugline.cli.journal_commands import quarantine, verify
from tugline.cli.level_command import level
from tugline.cli.options import Flag, Whole, WholeOrAuto, WholeOrNone
from tugline.cli.plan_command import plan
from tugline.cli.promise_command import promise
from tugline.cli.reports import page_of
from tugline.cli.search_command import search
from tugline.cli.trace_command import trace
from tugline.cli.waiting_command import waiting

Format = Literal["adventureworks", "online-retail", "shopify"]

app = App(
    name="tugline",
    help="Pull what customers ask for through a whole company: what to make, move and buy now, by when and why.",
    version_flags=["--version"],
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
)


@app.command
def init(name: Path, *, json: Flag = False) -> int:
    """Make a small, commented business folder to edit.

    Parameters
    ----------
    name
        Folder to make; it must not hold anything yet.
    json
        Print one JSON document.
    """
    from tugline.cli.folders import init as command

    return command(name, as_json=json)


@app.command
def check(folder: Path, *, json: Flag = False) -> int:
    """Report every problem in a business's tables at once, and rows that a run would not take in; nothing is changed.

    Problems stop a run, and the exit code is 1. Rows that it would put in quarantine, and those that it takes and that
    may be a mistake, stop nothing.

    Parameters
    ----------
    folder
        The business's folder.
    json
        Print one JSON document.
    """
    from tugline.cli.folders import check as command

    return command(folder, as_json=json)


app.register_install_completion_command(add_to_startup=False)


@app.command(name="import")
def import_(
    source: Path, folder: Path, third: Annotated[Path | None, Parameter(show=False)] = None, /, *,
    format: Format | None = None,  # noqa: A002 - the option's name
    json: Flag = False,
) -> int:  # fmt: skip
    """Turn a foreign export into a business folder.

    `tugline import adventureworks SOURCE FOLDER` names the format first, and means the same as `--format`.

    Parameters
    ----------
    source
        The export: a folder (adventureworks, online-retail) or a file (Shopify's orders export).
    folder
        Folder to write; it must not hold anything yet.
    third
        The folder, where the first word names the format.
    format
        What the export is; found out from the files if left away.
    json
        Print one JSON document.
    """
    from tugline.cli.folders import import_ as command

    if third is not None:
        return command(folder, third, form=str(source), as_json=json)
    return command(source, folder, form=format, as_json=json)


@app.command
def run(
    folder: Path,
    *,
    until: str | None = None,
    json: Flag = False,
    open_: Annotated[bool, Parameter(name="--open", negative="")] = False,
    journal: Path | None = None,
    report: Path | None = None,
    no_report: Flag = False,
    quiet: Flag = False,
) -> int:
    """Take in the signals up to a time, pull, and show what to do now, what is promised, and the books.

    The journal stays beside the tables: run again with a later time and it goes on from there.

    Parameters
    ----------
    folder
        The business's folder.
    until
        Last moment to run to, as 2014-06-15T18:00; a date alone is its first moment. The last signal's if left away.
    json
        Print one JSON document with every pull, instead of the text.
    open_
        With --json: only pulls that are not closed; the text and the report show no others anyway.
    journal
        File that keeps the facts; `.tugline/journal.db` in the folder if left away.
    report
        File for the HTML report, new or a report already; `.tugline/report.html` in the folder if left away, and with
        --json none.
    no_report
        Write no HTML report.
    quiet
        Show no progress. There is none anyway where standard error is not a terminal.
    """
    from tugline.cli.running import run as command

    page = page_of(folder / ".tugline" / "report.html", report, no_report=no_report, json=json)
    return command(folder, until=until, as_json=json, open_only=open_, journal=journal, report=page, quiet=quiet)


@app.command
def study(
    folder: Path,
    *,
    replay: Flag = False,
    policies: str | None = None,
    years: float | None = None,
    replications: Whole = 20,
    seed: Whole = 1,
    warm_up: WholeOrAuto = None,
    trend: float | Literal["auto"] = 0.0,
    figure: str = "contribution",
    precision: float | None = None,
    threads: WholeOrNone = None,
    engine: Literal["threads", "processes", "ray"] = "threads",
    json: Flag = False,
    report: Path | None = None,
    no_report: Flag = False,
    quiet: Flag = False,
) -> int:
    """Compare policies in simulated worlds with the same customers and the same luck, and say what differs in money.

    No journal is written. First it says how well the simulated present policy reproduces what the history records.

    Parameters
    ----------
    folder
        The business's folder.
    replay
        The company's own history under other policies: orders and sales come as and when they came since the start,
        instead of being drawn.
    policies
        Names with commas between: pull (the default policy), push (forecast and weekly plan), hybrid (a plan for what
        is bought far ahead, loops for the rest), present (the loops of the loops table); push:lot-for-lot, push:eoq,
        push:silver-meal, push:wagner-whitin (a plan with lots by that rule); push:statsforecast (forecasts by the
        models of that package, from the extra tugline[forecast]), also with a rule: push:statsforecast:eoq. The last
        one is what the others are compared with. pull,push if left away; with --replay present, too.
    years
        What is measured, after the warm-up. One if left away; with --replay all that is recorded.
    replications
        Worlds; each policy runs in every one of them. With --precision the most that are run.
    seed
        Of all luck: the same seed gives the same figures.
    warm_up
        Days at the start that are not measured; in whole weeks; auto: as many as stock takes to settle in pilot
        runs. 182, the 26 weeks that 180 days take, if left away; with --replay none.
    trend
        Growth of demand a year from the first day of a run on, as a share: 0.2 is 20 % more each year. auto: as the
        history tells it, if two years of it do.
    figure
        What policies are ranked by and --precision is of, such as contribution (after carrying and ordering cost),
        on_time_share, lost_sales.
    precision
        Run only as many worlds as it takes to know all differences of the figure to within this share of it: 0.01.
    threads
        Worlds that run side by side; all cores if left away.
    engine
        Where they run: threads, processes, or ray (a cluster of Ray, or one on this machine). The figures are the same.
    json
        Print one JSON document instead of the text.
    report
        File for the HTML report; `.tugline/study.html` in the folder if left away, and with --json none.
    no_report
        Write no HTML report.
    quiet
        Show no progress. There is none anyway where standard error is not a terminal.
    """
    from tugline.cli.studying import study as command

    page = page_of(folder / ".tugline" / "study.html", report, no_report=no_report, json=json)
    return command(
        folder, replay=replay, policies=policies, years=years, replications=replications, seed=seed, warm_up=warm_up,
        trend=trend, figure=figure, precision=precision, threads=threads, engine=engine, as_json=json, report=page,
        quiet=quiet,
    )  # fmt: skip


app.command(plan)
app.command(promise)
app.command(allot)
app.command(waiting)
app.command(andon)
app.command(level)
app.command(trace)
app.command(case)


@app.command
def explain(
    folder: Path,
    what: Annotated[list[str], Parameter(consume_multiple=True, negative="")],
    *,
    all_: Annotated[bool, Parameter(name="--all", negative="")] = False,
    journal: Path | None = None,
    json: Flag = False,
) -> int:
    """Tell how something came about, step by step: facts, rule, numbers.

    Parameters
    ----------
    folder
        The business's folder; it must have run.
    what
        A pull (P123), a fact (F7), open supply (PO-7), an order (SO1), one of its lines (SO1 2), a figure (dio,
        "On time"), a sum of the report (stock value, work in process, buy list, at stake), an account (cash), an item
        (lamp), a stock point ("lamp at main"), a supplier, a customer or a resource.
    all_
        Tell every fact and pull of an order of many lines, instead of one sentence for each line. --json does anyway.
    journal
        File that keeps the facts.
    json
        Print one JSON document.
    """
    from tugline.cli.running import explain as command

    return command(folder, " ".join(what), every=all_, journal=journal, as_json=json)


@app.command
def apply(
    folder: Path, *, dry_run: Flag = False, yes: Flag = False, journal: Path | None = None, json: Flag = False
) -> int:
    """Go by changed tables from now on: show what changes, row by row, and adopt it.

    What happened stays as it is; stock, open lines and pulls go on under the new tables.

    Parameters
    ----------
    folder
        The business's folder, with its tables as they shall be; it must have run.
    dry_run
        Only show what would change.
    yes
        Adopt it without asking. Nobody is asked either where standard input is not a terminal.
    journal
        File that keeps the facts.
    json
        Print one JSON document; nobody is asked.
    """
    from tugline.cli.running import apply as command

    ask = not (dry_run or yes or json) and sys.stdin.isatty()
    return command(folder, journal=journal, dry_run=dry_run, ask=ask, as_json=json)


app.command(search)
app.command(verify)
app.command(quarantine)
