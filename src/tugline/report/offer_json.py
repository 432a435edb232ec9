"""An offer as JSON, the contract of `promise --json`; documented in docs/reference/promise-json.md."""

import msgspec

from tugline.business.likely_views import Likely
from tugline.business.offer_views import Offer

SCHEMA = 1


def offer_json(offer: Offer, likely: Likely | None = None) -> bytes:
    """Return one JSON document; `way_out` is the first of `ways_out`, null where there is none.

    `p80` and `p95` are dates of `likely`, which was asked for these two; null where it was not asked.
    """
    document = {"schema": SCHEMA, **offer.to_dict()}
    document["way_out"] = document["ways_out"][0] if document["ways_out"] else None
    document["p80"] = likely.date_of(0.8) if likely is not None else None
    document["p95"] = likely.date_of(0.95) if likely is not None else None
    document["likely"] = likely.to_dict() if likely is not None else None
    return msgspec.json.encode(document)
