"""A promise is written down: order and date in one pulse, after one look at what is free; two never get the same."""

from datetime import datetime
from typing import NamedTuple

import msgspec
import numpy as np

from tugline.business.core import Core
from tugline.business.intake import Intake
from tugline.business.naming import Naming
from tugline.business.needed import need
from tugline.business.offer_views import Offer
from tugline.business.offering import Answer
from tugline.business.opening import actor_of
from tugline.business.outside import blank, in_order, signals
from tugline.business.saying import as_name, tick_of
from tugline.business.tabled_choices import follow
from tugline.errors import RefusedError, StorageError, UsageError
from tugline.facts.keys import key_digests
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.facts.limits import check_rows


class Booking(NamedTuple):
    """Under which key something is booked, and until when; 0 = it is ordered."""

    order: str
    line: str
    until: int

    @property
    def key(self) -> str:
        """The key of the order line, as the orders table has it."""
        return f"{self.order}\t{self.line}" if self.line else self.order


def check_booking(core: Core, order: str, line: str, reserved_until: str | datetime | None) -> Booking:
    """Return under which key to book, if that can be; see `Promising.reserve`."""
    for what, value, kinds in (
        ("order", order, str), ("line", line, str), ("reserved_until", reserved_until, str | datetime | None),
    ):  # fmt: skip
        need(what, value, kinds)
    as_name("order", order)
    as_name("line", line, needed=False)
    free_at = tick_of(core.network, reserved_until, day_end=True) if reserved_until is not None else 0
    if reserved_until is not None and free_at <= core.now:
        raise UsageError(
            f"reserved_until {reserved_until!r}; expected a time after now, {core.network.clock.iso(core.now)}"
        )
    booking = Booking(order, line, free_at)
    if core.journal.known(key_digests("orders", [booking.key]))[0].any():
        shown = f"{order} line {line}" if line else order
        raise RefusedError(
            f"order {shown!r} was taken in before; expected a new one",
            hint="State the event `promised` to promise an open order a date.",
        )
    return booking


def book(core: Core, intake: Intake, booking: Booking, answer: Answer, *, wanted: bool) -> tuple[Offer, int]:
    """Write order and promise down; return the offer as it was booked and the line's id. `wanted` = a date was named.

    Raises
    ------
    RefusedError
        There is no date.
    """
    offer = answer.offer
    if answer.ready >= NEVER:
        raise RefusedError(
            f"{offer.quantity:g} {offer.item} at {offer.location} cannot be promised: {offer.cause}",
            hint="Nothing was reserved. `tugline promise` without --order tells more.",
        )
    if answer.without:
        raise RefusedError(
            f"order {answer.without!r} is at risk: the plan has it later than it was promised, and what it counts on "
            "must not be promised to another before it is there",
            hint="Book a later date, or say another `promised` date of it, or `withdrawn`; then book again.",
        )
    due = int(answer.asked["due"][0])
    in_time = wanted and answer.ready <= due
    by = due if in_time else int(core.network.clock.day_ends(np.array([answer.ready]), 0)[0])
    if booking.until > by:
        iso = core.network.clock.iso
        raise RefusedError(
            f"reserved until {iso(booking.until)}: it is promised by {iso(by)}; expected a time up to then",
            hint="Nothing is pulled for what is reserved: the longer nobody orders it, the less likely it is in time.",
        )
    # What is promised by the end of a day has to be there when the plan has it: the plan knows of no time to spare.
    id_ = _write(core, intake, booking, answer, by, ahead=0 if in_time else by - answer.ready)
    naming = Naming(core.network)
    booked = msgspec.structs.replace(
        offer,
        order=booking.order,
        line=booking.line,
        by=naming.when(by),
        reserved_until=naming.when(booking.until) if booking.until else None,
    )
    return booked, id_


def _write(core: Core, intake: Intake, booking: Booking, answer: Answer, by: int, *, ahead: int) -> int:
    journal, key = core.journal, booking.key
    placed = np.zeros(1, FACT)
    placed[:] = answer.asked
    placed["reference"] = journal.intern("line", [key])[0]
    placed["lot"] = journal.intern("order", [booking.order])[0]
    promised = blank(1, Kind.PROMISE_MADE, placed["tick"])
    for field in ("point", "party", "quantity", "priority"):
        promised[field] = placed[field]
    promised["due"], promised["code"], promised["amount"] = by, ahead, booking.until
    check_rows(np.concatenate([placed, promised]))
    actor = actor_of(journal, "promise desk")
    order = signals("orders", actor, placed, [key])
    chosen = follow(journal, core.network, order, np.array([answer.choice]), np.array([False]))
    said = in_order([order, chosen, signals("promises", actor, promised, [f"{key}\t{core.now}"])])
    intake.take_in(said, core.now, None, held_to_limits=False)
    core.keep_now()
    seq = journal.known(said.digests)[0]
    if (seq == 0).any():
        raise StorageError(f"order {booking.order!r} was not taken in; the journal holds what was before")
    return int(seq[0])
