"""A study as JSON, the contract of `study --json`; documented in docs/reference/study-json.md."""

from typing import Any

import msgspec

from tugline.business.studying import Study
from tugline.studies.compare import Difference, Estimate

SCHEMA = 1


def study_json(study: Study) -> bytes:
    """Return one JSON document; money in the currency, not in cents."""
    return msgspec.json.encode(document(study))


def document(study: Study) -> dict[str, Any]:
    """Return the document as plain values."""

    def scale(metric: str) -> float:
        return 0.01 if metric in study.in_cents else 1.0

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
            name: {metric: _estimate(e, scale(metric)) for metric, e in found.items()}
            for name, found in study.policies.items()
        },
        "missing": study.missing,
        "differences": [_difference(d, scale(d.metric)) for d in study.differences],
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
        "bullwhip": {
            "echelons": study.bullwhip.echelons,
            "policies": {
                name: {metric: _estimate(e, 1.0) for metric, e in found.items()}
                for name, found in study.bullwhip.policies.items()
            },
            "differences": [_difference(d, 1.0) for d in study.bullwhip.differences],
        },
        "assumptions": study.assumptions,
    }


def _estimate(e: Estimate, by: float) -> dict[str, float]:
    return {"mean": e.mean * by, "low": e.low * by, "high": e.high * by}


def _difference(d: Difference, by: float) -> dict[str, Any]:
    named = {"metric": d.metric, "a": d.a, "b": d.b}
    return {**named, "mean": d.mean * by, "low": d.low * by, "high": d.high * by, "shown": d.shown}
