"""A case as lists: what was published and what came of it, what it is built from, what hangs on assumptions."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tugline.business.study_alike import bridged, listed
from tugline.business.study_figures import SHOWN, mean_words
from tugline.cases.parameters import Published
from tugline.cases.run import CaseResult, tried
from tugline.cases.verdict import Verdict
from tugline.report.listing import NOT_KNOWN, Cell, Column, Listing, Tone, cells
from tugline.report.study_charts import Line, line_chart
from tugline.report.study_lists import figures_listing, mean_cell
from tugline.studies.deciding import CONTRIBUTION
from tugline.units.quantity import format_share as share
from tugline.units.quantity import plural

TONES: dict[str, Tone] = {"reached": "good", "not reached": "late", "not decided": "dim", "not known": "dim"}
SHARE = "share"
SAME = 1e-9
"""Parts by which a mean may differ and still be the same."""


def verdicts_listing(found: CaseResult) -> Listing:
    """Return every published figure with its range, what came of it, and the verdict."""
    return _verdicts(
        [v for v in found.verdicts if not v.published.assumed], "published", "What was published",
        "published figure", "reached; reached = the whole interval lies in the range",
    )  # fmt: skip


def expected_listing(found: CaseResult) -> Listing | None:
    """Return what was expected and nobody published, with what came of it; None where there is nothing of it."""
    expected = [v for v in found.verdicts if v.published.assumed]
    if not expected:
        return None
    return _verdicts(expected, "expected", "What was expected, and nobody published", "expectation", "reached")


def _verdicts(verdicts: Sequence[Verdict], id_: str, title: str, one: str, says: str) -> Listing:
    columns = (
        Column(one.split(maxsplit=1)[0]), Column("range", right=True), Column("found", right=True), Column("verdict"),
        Column("source", prose=True),
    )  # fmt: skip
    rows = [
        cells(
            Cell(v.published.says, "", _unit(v.published)), _range(v.published), _found(v),
            Cell(v.word, TONES[v.word]), Cell(v.published.source, "dim"),
        )
        for v in verdicts
    ]  # fmt: skip
    many = sum(v.word == "reached" for v in verdicts)
    summary = f"{many} of {plural(len(rows), one)} {says}"
    return Listing(id_, title, columns, tuple(rows), len(rows), summary, whole=True)


def parameters_listing(found: CaseResult) -> Listing:
    """Return every number that the case is built from, with where it is from."""
    columns = (Column("parameter"), Column("value", right=True), Column("unit"), Column("source"),
               Column("what it is", prose=True))  # fmt: skip
    rows = [
        cells(name, number(p.value), p.unit, Cell(p.source, "dim" if p.assumed else ""), Cell(p.says, "dim"))
        for name, p in found.file.parameters.items()
    ]
    assumed = sum(p.assumed for p in found.file.parameters.values())
    return Listing(
        "parameters", "What it is built from", columns, tuple(rows), len(rows), f"{assumed} assumed", whole=True
    )


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
    empty = "not asked for: --no-sensitivity" if any(tried(found.file)) else "no assumption says how far it may go"
    return Listing(
        "sensitivity", "What hangs on assumptions", columns, tuple(rows), len(rows), summary,
        empty,
        whole=True,
    )  # fmt: skip


def case_figures(found: CaseResult) -> Listing:
    """Return the study's figures but for those that say nothing of this company; a note says which, and why."""
    titles = {name: title for name, title, _ in SHOWN}
    left_out = {titles[name] for name in found.file.left_out}
    whole = figures_listing(found.study)
    rows = tuple(row for row in whole.rows if row[0].text not in left_out)
    return replace(whole, rows=rows, total=len(rows))


def case_notes(found: CaseResult) -> list[str]:
    """Return what has to be known to read the figures, and why some are left out: sentences without full stops."""
    titles, left_out = {name: title for name, title, _ in SHOWN}, dict[str, list[str]]()
    for name, why in found.file.left_out.items():
        left_out.setdefault(why, []).append(titles[name].lower())
    return [*found.file.notes, *(f"Left out: {'; '.join(names)}, since {why}" for why, names in left_out.items())]


def shown_listing(found: CaseResult) -> Listing | None:
    """Return the figures that the case has of its own, for every policy; None where it has none."""
    study, names = found.study, listed(found.study)
    if not found.file.shown:
        return None
    columns = (Column("figure"), *(Column(name, right=True) for name in names))
    rows = [
        cells(
            Cell(each.says, "", "" if each.unit == SHARE else each.unit),
            *(mean_cell(study.policies[name].get(each.figure), each.unit) for name in names),
        )
        for each in found.file.shown
    ]
    return Listing("shown", "What came of it", columns, tuple(rows), len(rows), whole=True)


def over_time_charts(found: CaseResult) -> list[str]:
    """Return a picture of everything that the case tells over time, a line for each policy."""
    charts = []
    for each in found.file.over_time:
        at = np.arange(1.0, each.last + 1)
        lines = [
            Line(
                name,
                at,
                np.array([found.study.policies[name][f"{each.figure}_{n}"].mean for n in range(1, each.last + 1)]),
            )
            for name in listed(found.study)
        ]
        told = "; ".join(f"{line.name} {line.y[0]:,.0f} and {line.y[-1]:,.0f}" for line in lines)
        says = f"In {each.unit}, the mean of all worlds, at the first and the last {each.step}: {told}."
        charts.append(line_chart(each.says, lines, lambda value: f"{value:,.0f}", each.step, says))
    return charts


def case_bridges(found: CaseResult) -> list[str]:
    """Return the policies whose worth is shown: none where the contribution is left out."""
    return [] if CONTRIBUTION in found.file.left_out else list(bridged(found.study))


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
    kind = _kind(verdict.published)
    words = mean_words(verdict.found, SHARE if kind == SHARE else "")
    return Cell(words.text, "", words.interval)


def _moves(a: Verdict, b: Verdict) -> bool:
    if a.found is None or b.found is None:
        return a.found is not b.found
    return not math.isclose(a.found.mean, b.found.mean, rel_tol=SAME)
