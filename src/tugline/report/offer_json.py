"""An offer as JSON, the contract of `promise --json`; documented in docs/reference/promise-json.md."""

import msgspec

from tugline.business.offer_views import Offer

SCHEMA = 1


def offer_json(offer: Offer) -> bytes:
    """Return one JSON document; `way_out` is the first of `ways_out`, null where there is none."""
    document = {"schema": SCHEMA, **offer.to_dict()}
    document["way_out"] = document["ways_out"][0] if document["ways_out"] else None
    return msgspec.json.encode(document)
