"""An andon board as JSON, the contract of `andon --json`; documented in docs/reference/andon-json.md."""

import msgspec

from tugline.business.andon_views import Andon

SCHEMA = 1


def andon_json(board: Andon) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode({"schema": SCHEMA, **board.to_dict()})
