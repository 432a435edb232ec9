"""Levelled work as JSON, the contract of `level --json`, and its cards as CSV; see docs/reference/level-json.md."""

import csv
from io import StringIO

import msgspec

from tugline.business.level_views import Level

SCHEMA = 1
COLUMNS = ("number", "item", "location", "quantity", "lots", "starts", "ends")


def level_json(level: Level) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode({"schema": SCHEMA, **level.to_dict(), "needed_hours": round(level.needed_hours, 4)})


def cards_csv(level: Level) -> str:
    """Return the cards in turn, a row each; lots are separated by blanks."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for card in level.cards:
        writer.writerow((
            card.number, card.item, card.location, f"{card.quantity:.12g}", " ".join(card.lots), card.starts, card.ends
        ))  # fmt: skip
    return out.getvalue()
