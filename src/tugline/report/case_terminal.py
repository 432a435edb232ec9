"""A case in a terminal."""

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tugline.business.study_words import INTERVALS
from tugline.cases.parameters import CaseFile
from tugline.cases.run import CaseResult
from tugline.report.bullwhip_lists import bullwhip_listing
from tugline.report.case_lists import means_only, parameters_listing, sensitivity_listing, verdicts_listing
from tugline.report.listing import Column, Listing, cells
from tugline.report.study_lists import bridge_listing, figures_listing
from tugline.report.terminal_list import print_listing, say, say_path


def print_cases(files: Mapping[str, CaseFile], console: Console) -> None:
    """Print which cases there are."""
    rows = tuple(cells(name, file.title, file.says) for name, file in files.items())
    columns = (Column("case"), Column("company"), Column("what it is", prose=True))
    print_listing(console, Listing("cases", "Cases", columns, rows, len(rows), "`tugline case NAME` runs one"))


def print_case(found: CaseResult, console: Console, *, report: Path | None) -> None:
    """Print what came of a case, what it is built from, and where its report is."""
    study = found.study
    say(console, Text(found.file.title, style="bold").append(f"  case {found.name}", "not bold"))
    say(console, Text(found.file.says))
    say(console, Text(f"simulated world, seed {study.seed}; digest {study.digest[:12]}"))
    console.print(Text("─" * console.width, style="dim"))
    for name, says in study.says.items():
        say(console, Text(f"{name}: ", style="bold").append(says, "not bold"))
    console.print()
    for listing in (
        verdicts_listing(found), means_only(figures_listing(study), len(study.policies)),
        *(bridge_listing(study, policy) for policy in study.bridge if len(study.policies) == 2),
        means_only(bullwhip_listing(study), len(study.policies)), sensitivity_listing(found), parameters_listing(found),
    ):  # fmt: skip
        print_listing(console, listing)
    say(console, Text("What this rests on", style="bold"))
    for assumption in [*study.assumptions, f"{INTERVALS[0].lower()}{INTERVALS[1:]}"]:
        say(console, Text(f"· {assumption}"), 2)
    if report is not None:
        say_path(console, "report", report)
