"""An allotment as JSON, the contract of `allot --json`; documented in docs/reference/allot-json.md."""

import msgspec

from tugline.business.allot_views import Allotment

SCHEMA = 1


def allot_json(allotment: Allotment) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode({"schema": SCHEMA, **allotment.to_dict()})
