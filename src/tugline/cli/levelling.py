"""The command `level`."""

from functools import partial
from pathlib import Path
from typing import Any

from tugline.business.business import JOURNAL, Business
from tugline.business.level_views import Level
from tugline.cli.planning import ask
from tugline.cli.reports import refuse_others
from tugline.cli.showing import show
from tugline.errors import RefusedError, StorageError, UsageError


def level(
    folder: Path, asked: dict[str, Any], *, release: bool, cards: Path | None, until: str | None, as_json: bool,
    journal: Path | None, report: Path | None, quiet: bool,
) -> int:  # fmt: skip
    """Level, release if that is asked for, and show; text or document go to stdout, everything else to stderr."""
    if report is not None:
        refuse_others(report)
    if cards is not None:
        _refuse_others(cards)
    if release and not (journal or folder / JOURNAL).exists():
        raise UsageError(
            f"--release: {folder} has not run yet, so there is nothing to hold",
            hint=f"Run first: `tugline run {folder}`.",
        )

    def answer(business: Business) -> Level:
        found = business.level(**asked)
        if release:
            business.release(found)
        return found

    found = ask(folder, "levelling", answer, until=until, journal=journal, quiet=quiet)
    from tugline.report.level_html import render_level
    from tugline.report.level_json import cards_csv, level_json
    from tugline.report.level_terminal import print_level

    if cards is not None:
        _write(cards, cards_csv(found))
    text = partial(print_level, cards=cards, released=release)
    return show(
        found, "levelled work", page=render_level, document=level_json, text=text, as_json=as_json, report=report
    )


def _refuse_others(cards: Path) -> None:
    """Refuse to write cards over anything but cards."""
    from tugline.report.level_json import COLUMNS

    if cards.is_dir():
        raise UsageError(f"--cards {cards}: a folder; expected a file", hint=f"Name a file, as {cards / 'cards.csv'}.")
    if cards.exists():
        with cards.open("rb") as file:
            head = file.readline().rstrip()
        if head != ",".join(COLUMNS).encode():
            raise RefusedError(
                f"--cards {cards}: this file holds no cards of tugline; it is left as it is",
                hint="Name another file, or delete this one first.",
            )


def _write(cards: Path, text: str) -> None:
    try:
        cards.parent.mkdir(parents=True, exist_ok=True)
        cards.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise StorageError(
            f"the cards {cards} cannot be written: {error.strerror or error}", hint="Name another file with --cards."
        ) from error
