"""A study in a terminal."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from tugline.business.studying import Study
from tugline.report.study_lists import INTERVALS, bridge_listing, figures_listing, released
from tugline.report.study_words import found_words
from tugline.report.terminal_list import print_listing, say


def print_study(study: Study, console: Console, *, report: Path | None) -> None:
    """Print what a study shows, what it rests on, and where its report is."""
    say(console, Text(study.business, style="bold").append(f"  a study of {len(study.policies)} policies", "not bold"))
    say(console, Text(f"simulated world, seed {study.seed}; digest {study.digest[:12]}"))
    console.print(Text("─" * console.width, style="dim"))
    for name, says in study.says.items():
        say(console, Text(f"{name}: ", style="bold").append(says, "not bold"))
    console.print()
    print_listing(console, figures_listing(study))
    for policy in study.bridge:
        print_listing(console, bridge_listing(study, policy))
        say(console, Text(released(study, policy)))
        console.print()
    for sentence in found_words(study):
        say(console, Text(f"{sentence}."))
    console.print()
    say(console, Text("What this rests on", style="bold"))
    for assumption in study.assumptions:
        say(console, Text(f"· {assumption}"), 2)
    say(console, Text(f"· {INTERVALS[0].lower()}{INTERVALS[1:]}"), 2)
    if report is not None:
        say(console, Text(f"report   {report}"))
