"""Results and problems as JSON, the contract of `--json`; documented in docs/reference/run-json.md."""

from collections.abc import Mapping, Sequence

import msgspec

from tugline.business.views import Result
from tugline.errors import Problem


def result_json(result: Result) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode(result)


def problems_json(
    problems: Sequence[Problem], defaults: Sequence[tuple[str, str, str]], idle: Mapping[str, int]
) -> bytes:
    """Return `{"problems": [...], "defaults": [[what, which, value], ...], "idle": {"sources.fence": rows}}`."""
    found = [problem.to_dict() for problem in problems]
    return msgspec.json.encode({"problems": found, "defaults": list(defaults), "idle": dict(idle)})
