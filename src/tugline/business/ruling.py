"""Answers of the promise desk as standing rules leave them: no date, or a later one, with the rule that says so."""

import msgspec

from tugline.business.offering import Answer, OfferDesk
from tugline.business.quotas import Room
from tugline.business.views import QuotedPart
from tugline.facts.kinds import NEVER


def refused(answer: Answer, why: str) -> Answer:
    """Return an answer without a date, and why."""
    offer = msgspec.structs.replace(
        answer.offer, promised=None, late_days=None, cause=why, split=(), uses=(), ways_out=(), leaves=None, carrier="",
    )  # fmt: skip
    return answer._replace(offer=offer, ready=NEVER)


def later(desk: OfferDesk, answer: Answer, room: Room) -> Answer:
    """Return an answer to what `desk` was asked last, with no date before that from which on a quota has room.

    What the floor could do earlier stays planned as it was offered: goods that are there early harm nobody's quota.
    """
    if room.tick >= NEVER:
        return refused(answer, room.says)
    way = desk.way(room.tick)
    if way.there <= answer.ready:
        return answer
    offer, naming = answer.offer, desk.naming
    there = naming.when(way.there)
    late = naming.late_days(int(answer.asked["due"][0]), way.there) if offer.wanted is not None else 0.0
    told = msgspec.structs.replace(
        offer, promised=there, late_days=late if there is not None else None, cause=room.says,
        split=(QuotedPart(date=there or "", quantity=offer.quantity),), ways_out=(), leaves=naming.when(way.leaves),
        carrier=way.carrier,
    )  # fmt: skip
    return answer._replace(offer=told, ready=way.there)
