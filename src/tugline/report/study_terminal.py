"""A study in a terminal."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from tugline.business.study_alike import bridged, policies_said
from tugline.business.study_words import found_words, intervals_of, released, what_it_is
from tugline.business.studying import Study
from tugline.report.bullwhip_lists import bullwhip_listing
from tugline.report.study_lists import bridge_listing, figures_listing
from tugline.report.terminal_list import print_listing, say, say_path
from tugline.report.twin_lists import MOST_ROWS, twin_listing, unrecorded
from tugline.report.use_lists import uses_listing


def print_study(study: Study, console: Console, *, report: Path | None) -> None:
    """Print what a study shows, what it rests on, and where its report is."""
    say(console, Text(study.business, style="bold").append(f"  {what_it_is(study)}", "not bold"))
    say(console, Text(f"simulated world, seed {study.seed}; digest {study.digest[:12]}"))
    console.print(Text("─" * console.width, style="dim"))
    print_twin(study, console)
    for name, says in policies_said(study).items():
        say(console, Text(f"{name}: ", style="bold").append(says, "not bold"))
    console.print()
    print_listing(console, figures_listing(study))
    for policy in bridged(study):
        print_listing(console, bridge_listing(study, policy))
        say(console, Text(released(study, policy)))
        console.print()
    print_listing(console, bullwhip_listing(study))
    if (resources := uses_listing(study)) is not None:
        print_listing(console, resources)
    for sentence in found_words(study):
        say(console, Text(f"{sentence}."))
    console.print()
    say(console, Text("What this rests on", style="bold"))
    for assumption in study.assumptions:
        say(console, Text(f"· {assumption}"), 2)
    intervals = intervals_of(study)
    say(console, Text(f"· {intervals[0].lower()}{intervals[1:]}"), 2)
    if report is not None:
        say_path(console, "report", report)


def print_twin(study: Study, console: Console) -> None:
    """Print how well the simulated present reproduces the history; no money is printed before it."""
    assert study.twin is not None, "a study has its twin"
    print_listing(console, twin_listing(study.twin).cut(MOST_ROWS))
    for sentence in study.twin.says:
        say(console, Text(sentence))
    for text in unrecorded(study.twin):
        say(console, Text(f"· {text}"), 2)
    console.print()
