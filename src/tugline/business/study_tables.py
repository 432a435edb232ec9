"""A study as tables for data frames: every figure of every policy, every difference, every step of the bridge."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tugline.business.study_figures import COUNT, DAYS, PER_SKU, SHARE, SHOWN, YEARLY
from tugline.business.tables_out import TableOut
from tugline.studies.bridge import Step, Sum
from tugline.studies.twin import Finding

if TYPE_CHECKING:
    from tugline.business.studying import Study

_UNITS = {name: unit for name, _, unit in SHOWN if unit in (DAYS, SHARE, YEARLY, COUNT)} | {
    "gmroi": YEARLY, "dso": DAYS, "dpo": DAYS, "realised_price_ratio": SHARE, "sell_through": SHARE, "lines": "lines",
}  # fmt: skip
_PER_SKU = frozenset(name for name, _, unit in SHOWN if unit == PER_SKU)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFigure:
    """A figure under a policy: its mean over the worlds and the interval of 95 %; where null, `missing` says why.

    `unit` is the currency for money, empty for what a policy of one's own measures.
    """

    policy: str
    figure: str
    mean: float | None
    low: float | None
    high: float | None
    unit: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDifference:
    """By how much a policy has more of a figure than the baseline, world by world; the intervals hold together.

    `shown` false = the interval holds 0, and the study shows no difference.
    """

    policy: str
    baseline: str
    figure: str
    mean: float
    low: float
    high: float
    shown: bool
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeStep:
    """What a step of the bridge adds, or what steps come to: `part` is advantage, apart or sum. Sums stand last."""

    policy: str
    baseline: str
    step: str
    part: str
    amount: float
    low: float
    high: float
    shown: bool
    unit: str


class StudyTables(NamedTuple):
    """The tables of a study, the twin's first; money in the currency."""

    twin: TableOut[Finding]
    figures: TableOut[PolicyFigure]
    differences: TableOut[PolicyDifference]
    bridge: TableOut[BridgeStep]


def tables_of(study: "Study") -> StudyTables:
    """Return a study as tables; where money is not known its figures are null and the bridge has no rows."""
    findings = study.twin.findings if study.twin is not None else ()
    return StudyTables(
        TableOut("findings", Finding, findings),
        TableOut("figures", PolicyFigure, _figures(study)),
        TableOut("differences", PolicyDifference, _differences(study)),
        TableOut("steps", BridgeStep, _bridge(study)),
    )


def _unit(study: "Study", figure: str) -> str:
    if figure in study.in_cents or figure in _PER_SKU:
        return study.currency
    return _UNITS.get(figure, "")


def _scale(study: "Study", figure: str) -> float:
    return 0.01 if figure in study.in_cents else 1.0


def _figures(study: "Study") -> list[PolicyFigure]:
    rows = []
    for policy, found in study.policies.items():
        for figure, e in found.items():
            by = _scale(study, figure)
            rows.append(
                PolicyFigure(
                    policy=policy, figure=figure, mean=e.mean * by, low=e.low * by, high=e.high * by,
                    unit=_unit(study, figure), missing="",
                )
            )  # fmt: skip
        rows += [
            PolicyFigure(
                policy=policy, figure=figure, mean=None, low=None, high=None, unit=_unit(study, figure), missing=why
            )
            for figure, why in study.missing[policy].items()
        ]
    return rows


def _differences(study: "Study") -> list[PolicyDifference]:
    return [
        PolicyDifference(
            policy=d.a, baseline=d.b, figure=d.metric, mean=d.mean * by, low=d.low * by, high=d.high * by,
            shown=d.shown, unit=_unit(study, d.metric),
        )
        for d in study.differences
        for by in (_scale(study, d.metric),)
    ]  # fmt: skip


def _bridge(study: "Study") -> list[BridgeStep]:
    rows = []
    for policy, steps in study.bridge.items():
        rows += [_step(study, policy, step, "apart" if step.apart else "advantage") for step in steps]
        rows += [_step(study, policy, each, "sum") for each in study.bridge_sums[policy]]
    return rows


def _step(study: "Study", policy: str, step: Step | Sum, part: str) -> BridgeStep:
    return BridgeStep(
        policy=policy, baseline=study.baseline, step=step.name, part=part, amount=step.amount / 100,
        low=step.low / 100, high=step.high / 100, shown=step.shown, unit=study.currency,
    )  # fmt: skip
