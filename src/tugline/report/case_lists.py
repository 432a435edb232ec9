"""A case as lists: what was published and what came of it, what it is built from, what hangs on assumptions."""

import math
from dataclasses import replace

from tugline.cases.parameters import Published
from tugline.cases.run import CaseResult
from tugline.cases.verdict import Verdict
from tugline.report.listing import NOT_KNOWN, Cell, Column, Listing, Tone, cells
from tugline.units.quantity import format_share as share
from tugline.units.quantity import plural

TONES: dict[str, Tone] = {"reached": "good", "not reached": "late", "not decided": "dim", "not known": "dim"}
SHARE = "share"
SAME = 1e-9
"""Parts by which a mean may differ and still be the same."""


def verdicts_listing(found: CaseResult) -> Listing:
    """Return every published figure with its range, what came of it, and the verdict."""
    columns = (
        Column("published"), Column("range", right=True), Column("found", right=True), Column("verdict"),
        Column("source", prose=True),
    )  # fmt: skip
    rows = [
        cells(
            Cell(v.published.says, "", _unit(v.published)), _range(v.published), _found(v),
            Cell(v.word, TONES[v.word]), Cell(v.published.source, "dim"),
        )
        for v in found.verdicts
    ]  # fmt: skip
    many = sum(v.word == "reached" for v in found.verdicts)
    summary = f"{many} of {plural(len(rows), 'figure')} reached; reached = the whole interval lies in the range"
    return Listing("published", "What was published", columns, tuple(rows), len(rows), summary)


def parameters_listing(found: CaseResult) -> Listing:
    """Return every number that the case is built from, with where it is from."""
    columns = (Column("parameter"), Column("value", right=True), Column("unit"), Column("source"),
               Column("what it is", prose=True))  # fmt: skip
    rows = [
        cells(name, number(p.value), p.unit, Cell(p.source, "dim" if p.assumed else ""), Cell(p.says, "dim"))
        for name, p in found.file.parameters.items()
    ]
    assumed = sum(p.assumed for p in found.file.parameters.values())
    return Listing("parameters", "What it is built from", columns, tuple(rows), len(rows), f"{assumed} assumed")


def sensitivity_listing(found: CaseResult) -> Listing:
    """Return what each assumption moves: the figures that change, at its low and at its high."""
    columns = (
        Column("assumption"), Column("instead", right=True), Column("figure"), Column("found", right=True),
        Column("then", right=True), Column("verdict"),
    )  # fmt: skip
    rows = []
    for changed in found.sensitivity:
        parameter = found.file.parameters[changed.parameter]
        title, instead = Cell(changed.parameter, "", parameter.unit), Cell(number(changed.value))
        moved = [(a, b) for a, b in zip(found.verdicts, changed.verdicts, strict=True) if _moves(a, b)]
        if not moved:
            rows.append(cells(title, instead, Cell("no figure moves", "dim"), "", "", ""))
        for before, after in moved:
            rows.append(
                cells(title, instead, before.published.says, _found(before), _found(after),
                      Cell(after.word, TONES[after.word]))
            )  # fmt: skip
            title, instead = Cell(""), Cell("")
    summary = "each assumption lower and higher, all else as it was"
    return Listing(
        "sensitivity", "What hangs on assumptions", columns, tuple(rows), len(rows), summary,
        "not asked for, or nothing is assumed",
    )  # fmt: skip


def means_only(listing: Listing, policies: int) -> Listing:
    """Return a study's list without the differences, which have no room in a terminal where policies are many.

    Where there are more than three, intervals of means go as well; page and JSON have everything.
    """
    wide = policies > 3
    rows = tuple(
        (row[0], *(Cell(cell.text, cell.tone) if wide else cell for cell in row[1 : 1 + policies]))
        for row in listing.rows
    )  # fmt: skip
    return replace(listing, columns=listing.columns[: 1 + policies], rows=rows)


def number(value: float, unit: str = "") -> str:
    """Return a number as people read it."""
    if unit == SHARE:
        return share(value)
    if abs(value) >= 1000 or value == round(value):
        return f"{value:,.0f}"
    return f"{value:,.2f}"


def _unit(published: Published) -> str:
    told = f"{published.policy} against {published.against}" if published.against else published.policy
    return told if published.unit in ("", SHARE) else f"{told}, {published.unit}"


def _kind(published: Published) -> str:
    return SHARE if published.of == "less" else published.unit if published.of == "value" else ""


def _range(published: Published) -> str:
    kind, low, high = _kind(published), published.low, published.high
    if low is not None and high is not None:
        return f"{number(low, kind)} to {number(high, kind)}"
    if low is not None:
        return f"at least {number(low, kind)}"
    return f"at most {number(high, kind)}" if high is not None else "–"


def _found(verdict: Verdict) -> Cell:
    if verdict.found is None:
        return NOT_KNOWN
    kind, half = _kind(verdict.published), verdict.found.high - verdict.found.mean
    return Cell(number(verdict.found.mean, kind), "", "" if math.isinf(half) else f"± {number(half, kind)}")


def _moves(a: Verdict, b: Verdict) -> bool:
    if a.found is None or b.found is None:
        return a.found is not b.found
    return not math.isclose(a.found.mean, b.found.mean, rel_tol=SAME)
