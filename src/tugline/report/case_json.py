"""A case as JSON, the contract of `case --json`; documented in docs/reference/case-json.md."""

from collections.abc import Mapping
from typing import Any

import msgspec

from tugline.cases.parameters import CaseFile
from tugline.cases.run import CaseResult
from tugline.cases.verdict import Verdict
from tugline.report.study_json import document as study_document

SCHEMA = 1


def cases_json(files: Mapping[str, CaseFile]) -> bytes:
    """Return which cases there are, as one document."""
    cases = [{"case": name, "title": file.title, "says": file.says} for name, file in files.items()]
    return msgspec.json.encode({"schema": SCHEMA, "cases": cases})


def case_json(found: CaseResult) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode(document(found))


def document(found: CaseResult) -> dict[str, Any]:
    """Return the document as plain values."""
    return {
        "schema": SCHEMA,
        "case": found.name,
        "title": found.file.title,
        "says": found.file.says,
        "verdicts": [_verdict(v) for v in found.verdicts],
        "parameters": {
            name: {**msgspec.structs.asdict(p), "assumed": p.assumed} for name, p in found.file.parameters.items()
        },
        "sensitivity": [
            {"parameter": c.parameter, "value": c.value, "verdicts": [_verdict(v) for v in c.verdicts]}
            for c in found.sensitivity
        ],
        "study": study_document(found.study),
    }


def _verdict(v: Verdict) -> dict[str, Any]:
    found = None if v.found is None else {"mean": v.found.mean, "low": v.found.low, "high": v.found.high}
    return {"published": msgspec.structs.asdict(v.published), "found": found, "verdict": v.word}
