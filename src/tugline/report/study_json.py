"""A study as JSON, the contract of `study --json`; documented in docs/reference/study-json.md."""

from typing import Any

import msgspec

from tugline.business.studying import Study
from tugline.studies.compare import Difference, Estimate

SCHEMA = 1
_CENTS = frozenset(
    {"average_inventory", "average_wip", "average_transit", "working_capital", "net_revenue", "gross_margin",
     "carrying_cost_per_year", "lost_sales"}
)  # fmt: skip


def study_json(study: Study) -> bytes:
    """Return one JSON document; money in the currency, not in cents."""
    return msgspec.json.encode(document(study))


def document(study: Study) -> dict[str, Any]:
    """Return the document as plain values."""
    return {
        "schema": SCHEMA,
        "business": study.business,
        "currency": study.currency,
        "seed": study.seed,
        "digest": study.digest,
        "replications": study.replications,
        "days": study.days,
        "warm_up_days": study.warm_up,
        "baseline": study.baseline,
        "policies": {
            name: {metric: _estimate(metric, e) for metric, e in found.items()}
            for name, found in study.policies.items()
        },
        "missing": study.missing,
        "differences": [_difference(d) for d in study.differences],
        "bridge": [
            {
                "policy": policy,
                "step": s.name,
                "amount": s.amount / 100,
                "low": s.low / 100,
                "high": s.high / 100,
                "apart": s.apart,
                "of": s.of,
            }
            for policy, steps in study.bridge.items()
            for s in steps
        ],
        "assumptions": study.assumptions,
    }


def _scale(metric: str) -> float:
    return 0.01 if metric in _CENTS else 1.0


def _estimate(metric: str, e: Estimate) -> dict[str, float]:
    by = _scale(metric)
    return {"mean": e.mean * by, "low": e.low * by, "high": e.high * by}


def _difference(d: Difference) -> dict[str, Any]:
    by = _scale(d.metric)
    return {
        "metric": d.metric, "a": d.a, "b": d.b, "mean": d.mean * by, "low": d.low * by, "high": d.high * by,
        "shown": d.shown,
    }  # fmt: skip
