"""The honest twin as a list and sentences: what stands before any money of a study."""

from tugline.business.twin_assumptions import ALL
from tugline.business.twin_words import shown
from tugline.report.listing import Cell, Column, Listing, Tone, cells
from tugline.studies.twin import CHANCE, DIFFERS, REPRODUCED, Twin
from tugline.units.quantity import plural

TITLE = "How well the simulated present reproduces the history"
MOST_ROWS = 20
"""A terminal shows so many; those that differ come first."""
_TONES: dict[str, Tone] = {REPRODUCED: "good", CHANCE: "dim", DIFFERS: "late"}


def twin_listing(twin: Twin) -> Listing:
    """Return recorded and simulated figures side by side, those that differ first."""
    columns = (
        Column("figure"), Column("recorded", right=True), Column("twin", right=True), Column("n", right=True),
        Column("verdict"), Column("taken from", from_width=110), Column("note", prose=True),
    )  # fmt: skip
    # What is of all comes before what is of one supplier or resource; then many observations before few.
    found = sorted(twin.findings, key=lambda f: (f.verdict != DIFFERS, f.of not in ("", ALL), -f.n))
    rows = [
        cells(
            f"{f.aspect}: {f.of}" if f.of else f.aspect, shown(f.recorded, f.unit), shown(f.twin, f.unit), f"{f.n:,}",
            Cell(f.verdict, _TONES[f.verdict]), f.assumption, f.note,
        )
        for f in found
    ]  # fmt: skip
    # Without a world nothing of the record was compared: what there is then tells its own days.
    days = f", {twin.first_day} to {twin.last_day}, {plural(twin.worlds, 'world')}" if twin.worlds else ""
    summary = f"{twin.record}{days}"
    return Listing("twin", TITLE, columns, tuple(rows), len(rows), summary, summary).without_empty()


def unrecorded(twin: Twin) -> list[str]:
    """Return the sentences on what the history does not record."""
    return [f"not recorded: {text}" for text in twin.not_recorded]
