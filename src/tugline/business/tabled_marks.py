"""Scans of cards and shows of interest as signals."""

import numpy as np

from tugline.business.opening import actor_of
from tugline.business.outside import blank, signals
from tugline.business.signal_reader import Reader, Unusable, texts_of
from tugline.facts.keys import with_ordinals
from tugline.facts.kinds import Kind
from tugline.network.tables import MISSING


def read_cards(r: Reader) -> None:
    """Scans of cards: `card` is item@location#number, the code on the card's face."""
    table = r.tables["cards"]
    rows = blank(table.n, Kind.CARD_MOVED, r.ticks(table["scanned_at"]))
    usable = rows["occurred_at"] >= 0
    events = texts_of(table["event"])
    for i, (card, event) in enumerate(zip(texts_of(table["card"]), events, strict=True)):
        place, _, number = card.rpartition("#")
        item, _, location = place.rpartition("@")
        point = r.network.point_row(item or place, location if item else "")
        if point < 0 or not number.isdecimal() or len(number) > _DIGITS or event not in _CARD_EVENTS:
            usable[i] = False
            maybe = r.meant.word(event, list(_CARD_EVENTS)) if event not in _CARD_EVENTS else ""
            if not maybe and point < 0:
                maybe = r.meant.point(item or place, location if item else "")
            why = f"card {card!r} {event!r}: expected item@location#number and one of {', '.join(_CARD_EVENTS)}{maybe}"
            r.unusable.append(Unusable("cards", int(table.lines[i]), card, why))
            continue
        rows["point"][i], rows["lot"][i], rows["code"][i] = point + 1, int(number), _CARD_EVENTS[event]
    texts = with_ordinals(
        [f"{c}\t{t}\t{e}" for c, t, e in zip(texts_of(table["card"]), rows["tick"], events, strict=True)]
    )
    r.parts.append(signals("cards", actor_of(r.journal, "cards"), rows, texts, table.lines).only(usable))


_DIGITS = 9
"""Most digits of a card's number."""
_CARD_EVENTS = {"empty": 1, "released": 2, "in_process": 3, "done": 4, "in_transit": 5, "full": 6}


def read_interests(r: Reader) -> None:
    """Add what people looked at, liked or put in a cart."""
    table = r.tables["interests"]
    point, usable = r.points(table) if table.n else (np.zeros(0, np.int64), np.zeros(0, np.bool_))
    rows = blank(table.n, Kind.INTEREST_SHOWN, r.ticks(table["at"]))
    rows["point"] = point + 1
    kinds = texts_of(table["kind"])
    rows["code"] = [_INTERESTS.get(kind, 0) for kind in kinds]
    rows["quantity"] = np.where(table["weight"] == MISSING, 1, table["weight"])
    users = texts_of(table["user"])
    texts = with_ordinals(
        [f"{u}\t{i}\t{t}" for u, i, t in zip(users, texts_of(table["item"]), rows["tick"], strict=True)]
    )
    usable &= rows["occurred_at"] >= 0
    r.parts.append(signals("interests", actor_of(r.journal, "interests"), rows, texts, table.lines).only(usable))


_INTERESTS = {"view": 1, "like": 2, "cart": 3, "play": 4}
