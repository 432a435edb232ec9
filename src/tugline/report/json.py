"""Results and problems as JSON, the contract of `--json`; documented in docs/reference/run-json.md."""

from collections.abc import Sequence

import msgspec

from tugline.business.views import Result
from tugline.errors import Problem


def result_json(result: Result) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode(result)


def problems_json(problems: Sequence[Problem], defaults: Sequence[tuple[str, str, str]] = ()) -> bytes:
    """Return `{"problems": [...], "defaults": [[what, which, value], ...]}`."""
    return msgspec.json.encode({"problems": [problem.to_dict() for problem in problems], "defaults": list(defaults)})
