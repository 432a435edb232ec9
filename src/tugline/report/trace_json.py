"""A trace as JSON, the contract of `trace --json`; documented in docs/reference/trace-json.md."""

import msgspec

from tugline.business.trace_views import Trace

SCHEMA = 1


def trace_json(trace: Trace) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode({"schema": SCHEMA, **trace.to_dict()})
