"""Results and problems as JSON, the contract of `--json`; documented in docs/reference/run-json.md."""

from collections.abc import Mapping, Sequence

import msgspec

from tugline.business.doubts import Doubt
from tugline.business.views import Result
from tugline.errors import Problem


def result_json(result: Result) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode(result)


def problems_json(
    problems: Sequence[Problem], defaults: Sequence[tuple[str, str, str]], idle: Mapping[str, int],
    doubts: Sequence[Doubt] | None,
) -> bytes:  # fmt: skip
    """Return `{"problems": [...], "defaults": [[what, which, value], ...], "idle": {"sources.fence": rows}, ...}`.

    `doubts` are the rows that stop nothing: those with `quarantined` a run would not take in; null = not looked at yet.
    """
    found = [problem.to_dict() for problem in problems]
    said = None if doubts is None else [doubt.to_dict() for doubt in doubts]
    document = {"problems": found, "defaults": list(defaults), "idle": dict(idle), "doubts": said}
    return msgspec.json.encode(document)
