"""A study as lists: figures side by side, what differs, the bridge from one policy to the other, what is assumed."""

from tugline.business.study_alike import listed
from tugline.business.study_figures import (
    MONEY,
    NO_DIFFERENCE,
    SHOWN,
    Words,
    difference_words,
    mean_words,
    number,
    step_words,
    unit_words,
)
from tugline.business.studying import Study
from tugline.report.listing import NOT_KNOWN, Cell, Column, Listing, Tone, cells
from tugline.studies.bridge import Step, Sum
from tugline.studies.compare import Difference, Estimate
from tugline.units.quantity import plural


def figures_listing(study: Study) -> Listing:
    """Return every figure under every policy, with the difference of each policy to the baseline."""
    names = listed(study)
    others = [name for name in names if name != study.baseline]
    columns = (
        Column("figure"), *(Column(name, right=True) for name in names),
        *(Column(f"{name} − {study.baseline}", right=True) for name in others),
    )  # fmt: skip
    differences = {(d.metric, d.a): d for d in study.differences}
    rows = []
    for metric, title, unit in SHOWN:
        if all(metric in study.missing[name] for name in names):
            continue
        means = [mean_cell(study.policies[name].get(metric), unit) for name in names]
        said = unit_words(unit, study.currency)
        rows.append(
            cells(
                Cell(title, "", said),
                *means,
                *(difference_cell(differences.get((metric, name)), unit) for name in others),
            )
        )
    summary = (
        f"{plural(study.replications, 'world')}, {plural(study.days, 'day')} each after {study.warm_up} to warm up"
    )
    return Listing("figures", "Figures", columns, tuple(rows), len(rows), summary, whole=True)


def bridge_listing(study: Study, policy: str) -> Listing:
    """Return the steps from the baseline to a policy, in the currency, a study long."""
    steps = study.bridge[policy]
    advantage, total = (_step(s, Cell(s.name, "strong"), "", "strong") for s in study.bridge_sums[policy])
    rows = [row for s in steps if not s.apart for row in _step_rows(s, s.name)]
    rows.append(advantage)
    rows += [row for s in steps if s.apart for row in _step_rows(s, f"apart: {s.name}")]
    rows.append(total)
    columns = (
        Column("step"), Column(study.currency, right=True), Column("interval"), Column("what it is of", prose=True),
    )  # fmt: skip
    title = f"What {policy} is worth against {study.baseline}"
    return Listing(f"bridge-{policy}", title, columns, tuple(rows), len(rows), f"mean of {study.days} days", whole=True)


def _step_rows(step: Step, name: str) -> list[tuple[Cell, ...]]:
    """Return a step, and where several accounts are in it what each of them adds."""
    rows = [_step(step, Cell(name), step.of)]
    if len(step.made_of) > 1:
        rows += [
            cells(Cell(f"  {of}", "dim"), Cell(number(cents / 100, MONEY), "dim"), "", "") for of, cents in step.made_of
        ]
    return rows


def mean_cell(estimate: Estimate | None, unit: str) -> Cell:
    """Return a mean with the half of its interval, and that it is not known where it is not."""
    return NOT_KNOWN if estimate is None else _cell(mean_words(estimate, unit))


def difference_cell(found: Difference | None, unit: str) -> Cell:
    """Return a difference with its interval, and that it is not known where it is not."""
    return NOT_KNOWN if found is None else _cell(difference_words(found, unit))


def _cell(words: Words) -> Cell:
    return Cell(words.text, "dim" if words.text == NO_DIFFERENCE else "", words.interval)


def _step(step: Step | Sum, name: Cell, of: str, tone: Tone = "") -> tuple[Cell, ...]:
    words = step_words(step)
    return cells(name, Cell(words.text, tone), words.interval, of)
