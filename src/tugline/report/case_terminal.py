"""A case in a terminal."""

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tugline.business.study_alike import policies_said
from tugline.business.study_words import INTERVALS
from tugline.cases.parameters import CaseFile
from tugline.cases.run import CaseResult
from tugline.report.bullwhip_lists import bullwhip_listing
from tugline.report.case_lists import (
    case_bridges,
    case_figures,
    case_notes,
    expected_listing,
    parameters_listing,
    sensitivity_listing,
    shown_listing,
    verdicts_listing,
)
from tugline.report.listing import Column, Listing, cells
from tugline.report.study_lists import bridge_listing
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
    for name, says in policies_said(study).items():
        say(console, Text(f"{name}: ", style="bold").append(says, "not bold"))
    console.print()
    for listing in (verdicts_listing(found), expected_listing(found), shown_listing(found), case_figures(found)):
        if listing is not None:
            print_listing(console, listing)
    for sentence in case_notes(found):
        say(console, Text(f"{sentence}."))
        console.print()
    for listing in (
        *(bridge_listing(study, policy) for policy in case_bridges(found)), bullwhip_listing(study),
        sensitivity_listing(found), parameters_listing(found),
    ):  # fmt: skip
        print_listing(console, listing)
    say(console, Text("What this rests on", style="bold"))
    for assumption in [*study.assumptions, f"{INTERVALS[0].lower()}{INTERVALS[1:]}"]:
        say(console, Text(f"· {assumption}"), 2)
    if report is not None:
        say_path(console, "report", report)
