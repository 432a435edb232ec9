"""A waiting list as JSON, the contract of `waiting --json`; documented in docs/reference/waiting-json.md."""

import msgspec

from tugline.business.waiting_views import Waiting

SCHEMA = 1


def waiting_json(waiting: Waiting) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode({"schema": SCHEMA, **waiting.to_dict()})
