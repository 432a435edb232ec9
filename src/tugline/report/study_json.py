"""A study as JSON, the contract of `study --json`; documented in docs/reference/study-json.md."""

import math
from typing import Any

import msgspec

from tugline.business.studying import Study
from tugline.studies.compare import Difference, Estimate
from tugline.studies.twin import Finding

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
        "replay": study.replay,
        "twin": _twin(study),
        "policies": {
            name: {metric: interval(e, scale(metric)) for metric, e in found.items()}
            for name, found in study.policies.items()
        },
        "missing": study.missing,
        "differences": [_difference(d, scale(d.metric)) for d in study.differences],
        **_bridges(study),
        "bullwhip": {
            "echelons": study.bullwhip.echelons,
            "policies": {
                name: {metric: interval(e, 1.0) for metric, e in found.items()}
                for name, found in study.bullwhip.policies.items()
            },
            "differences": [_difference(d, 1.0) for d in study.bullwhip.differences],
        },
        "resources": {
            policy: {name: interval(e, 1.0) for name, e in used.items()} for policy, used in study.uses.used.items()
        },
        "constraint": {
            policy: found
            and {
                "resource": found.resource,
                "binds": found.binds,
                "used": interval(found.used, 1.0),
                "hourly": interval(found.hourly, 0.01),
            }
            for policy, found in study.uses.constraint.items()
        },
        "assumptions": study.assumptions,
        **_found(study),
    }


def _bridges(study: Study) -> dict[str, Any]:
    """Return the steps from the baseline to each policy, and what they come to."""
    return {
        "bridge": [
            {
                "policy": policy, "step": s.name, "amount": s.amount / 100, "low": s.low / 100, "high": s.high / 100,
                "apart": s.apart, "of": s.of, "made_of": {name: cents / 100 for name, cents in s.made_of},
            }
            for policy, steps in study.bridge.items()
            for s in steps
        ],
        "bridge_sums": [
            {
                "policy": policy, "sum": s.name, "amount": s.amount / 100, "low": s.low / 100, "high": s.high / 100,
                "shown": s.shown,
            }
            for policy, sums in study.bridge_sums.items()
            for s in sums
        ],
    }  # fmt: skip


def _found(study: Study) -> dict[str, Any]:
    """Return the trend, which policy is best, how precisely, after what warm-up; null = not known, or not asked for."""
    best, got, warm_up = study.ranking, study.precision, study.found_warm_up
    return {
        "trend": study.trend,
        "ranking": best and {
            "figure": best.figure, "best": best.best, "not_told_apart": best.not_told_apart, "worse": best.worse,
            "level": best.level,
        },
        "precision": got and {
            "figure": got.figure, "wanted": got.wanted, "got": got.got if math.isfinite(got.got) else None,
            "reached": got.reached, "replications": got.replications,
        },
        "warm_up": warm_up and {
            "days": warm_up.days, "policy": warm_up.policy, "settled": warm_up.sure, "pilot_days": warm_up.pilot_days,
        },
    }  # fmt: skip


def interval(e: Estimate, by: float) -> dict[str, float]:
    """Return a mean with its interval, each times `by`."""
    return {"mean": e.mean * by, "low": e.low * by, "high": e.high * by}


def _difference(d: Difference, by: float) -> dict[str, Any]:
    named = {"metric": d.metric, "a": d.a, "b": d.b}
    return {**named, "mean": d.mean * by, "low": d.low * by, "high": d.high * by, "shown": d.shown}


def _twin(study: Study) -> dict[str, Any]:
    twin = study.twin
    assert twin is not None, "a study has its twin"
    return {
        "first_day": twin.first_day,
        "last_day": twin.last_day,
        "record": twin.record,
        "worlds": twin.worlds,
        "verdict": twin.says[0],
        "says": list(twin.says),
        "findings": [_finding(f) for f in twin.findings],
        "mended": [{"columns": list(m.columns), "outcomes": [_finding(f) for f in m.outcomes]} for m in twin.mended],
        "not_recorded": list(twin.not_recorded),
    }


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "aspect": f.aspect,
        "of": f.of,
        "recorded": f.recorded,
        "twin": f.twin,
        "difference": f.difference,
        "unit": f.unit,
        "n": f.n,
        "verdict": f.verdict,
        "assumption": f.assumption,
        "note": f.note,
    }
