"""What a business can tell a customer who asks when, and its floor who asks what next."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from tugline.business.allot_asked import Channels
from tugline.business.asking import Asked, asked_choice
from tugline.business.held import Held
from tugline.business.intake import Intake
from tugline.business.likely_views import Likely
from tugline.business.offer_views import Offer
from tugline.business.offering import Answer, OfferDesk
from tugline.business.order_limits import OrderLimits
from tugline.business.ordered import Ordered
from tugline.business.plan_views import Plan
from tugline.business.quotas import Quotas
from tugline.business.quoting import quote
from tugline.business.reserving import book, check_booking
from tugline.business.ruling import later, refused
from tugline.business.standing import Standing
from tugline.business.views import Quote
from tugline.errors import TooLargeError, UsageError

if TYPE_CHECKING:
    from tugline.business.as_recorded import AsRecorded

SPREADS = RECORD, TABLES = "record", "tables"
"""What says how things vary."""


class Promising(Held):
    """Dates and plans of what is open."""

    _recorded: "tuple[tuple[int, int], AsRecorded] | None" = None
    _desk: tuple[tuple[int, int, tuple[int, int] | None], OfferDesk] | None = None
    _intake: Intake
    _standing: Standing
    _limits: OrderLimits
    _ordered: Ordered
    _channels: Channels
    _turns: Mapping[int, int] = MappingProxyType({})
    """In which turn the last booking was planned, by the ids of lines."""

    def promise(
        self, *, item: str, quantity: float | str, location: str = "", wanted: str | datetime | None = None,
        customer: str = "", ways_out: bool = False, options: str | Mapping[str, str] = "",
    ) -> Offer:  # fmt: skip
        """Return when something could be at a customer beside all that is open, and what that takes.

        By free capacity and free material of a plan in which nothing moves for it, and by the rows of `limits` and
        `quotas`, which may leave no date; nothing is reserved or written.

        Parameters
        ----------
        location
            Where it is asked for; the default location if left away.
        wanted
            When the customer would like it; a bare date is the end of that day. As soon as can be if left away.
        customer
            To whom it goes, by the lanes that lead there; its priority counts where others are planned anew with it.
        ways_out
            Also look for ways to have it earlier, which takes as long as some plans.
        options
            What the customer chose, as `"colour=red size=54"` or by group; what is left away takes its default.

        Raises
        ------
        UsageError
            There is no such item, location or customer, a value cannot be read, or a rule refuses the options.
        TooLargeError
            It would take more than ten thousand lots.
        """
        asked = Asked(item, quantity, location, wanted, customer, options)
        return self._ask(asked, look_for_ways_out=ways_out).offer

    def _ask(self, asked: Asked, *, look_for_ways_out: bool = False, to_book: bool = False) -> Answer:
        chosen = asked_choice(self._core.network, asked.item, asked.location, asked.options)
        now = self._core.journal.last_seq, self._core.now, chosen
        if self._desk is None or self._desk[0] != now:
            self._desk = now, OfferDesk(self._core, self._turns, chosen)
        desk = self._desk[1]
        try:
            return self._by_rules(desk, desk.ask(asked, look_for_ways_out=look_for_ways_out, to_book=to_book))
        except TooLargeError:
            self._desk = None  # it stopped in the middle of a question
            raise

    def _by_rules(self, desk: OfferDesk, answer: Answer) -> Answer:
        """Return an answer as order limits and quotas leave it."""
        row = answer.asked[0]
        point, party = int(row["point"]) - 1, int(row["party"]) - 1
        why = self._limits.refusal(point, party, int(row["quantity"]), self._core.now)
        if why:
            return refused(answer, why)
        # A choice is made for its order: nothing is shared out of what nobody else can have.
        if answer.choice or not self._standing.any_quotas:
            return answer
        quotas = Quotas(self._core, self._standing, self._ordered, self._channels)
        room = quotas.room(point, party, int(row["priority"]), int(row["quantity"]))
        return answer if room is None else later(desk, answer, room)

    def reserve(
        self, order: str, *, item: str, quantity: float | str, line: str = "", location: str = "",
        wanted: str | datetime | None = None, customer: str = "", options: str | Mapping[str, str] = "",
        reserved_until: str | datetime | None = None,
    ) -> Offer:  # fmt: skip
        """Promise a date and write it down with the order, at once: in one pulse, or not at all.

        From then on the order ranks by the date it was promised, before all that were promised none, and what it counts
        on is set aside for it. The promise is for the wanted date, or, where that cannot be kept or none is wanted, for
        the end of the day on which all of it is there.

        Parameters
        ----------
        order, line
            Key of the new order line.
        location, wanted, customer, options
            As for `promise`.
        reserved_until
            From when it is free again if nobody orders it: until then it keeps its place and what is on hand, nothing
            is pulled for it and it does not ship. The event `agreed`, or its row in `orders`, makes it an order. Left
            away: it is ordered now.

        Raises
        ------
        RefusedError
            There is no date, by what there is or by a limit or quota, or an order line of that key already.
        UsageError
            A value cannot be read, names nothing that is known, or `reserved_until` is not after now.
        TooLargeError
            It would take more than ten thousand lots.
        """
        booked = check_booking(self._core, order, line, reserved_until)
        answer = self._ask(Asked(item, quantity, location, wanted, customer, options), to_book=True)
        offer, id_ = book(self._core, self._intake, booked, answer, wanted=wanted is not None)
        self._turns = {**answer.turns, id_: answer.turns[0]}
        return offer

    def quote(
        self, *, item: str, quantity: float | str, location: str = "", wanted: str | datetime | None = None,
        customer: str = "", options: str | Mapping[str, str] = "",
    ) -> Quote:  # fmt: skip
        """Return when an order placed now would be at its customer if all went on by rank and standard times.

        The plain world runs ahead on a copy with the order in it, which stands in line by its priority and wanted date
        and may come before others. `promise` moves nobody.

        Parameters
        ----------
        location, wanted, customer, options
            As for `promise`; wanted now if left away.

        Raises
        ------
        UsageError
            There is no such item, location or customer, a value cannot be read, or a rule refuses the options.
        """
        return quote(
            self._core, item=item, quantity=quantity, location=location, wanted=wanted, customer=customer,
            options=options,
        )  # fmt: skip

    def likely(
        self, *, item: str, quantity: float | str, location: str = "", wanted: str | datetime | None = None,
        customer: str = "", options: str | Mapping[str, str] = "", promised: str | None = None,
        probabilities: Sequence[float] = (0.8, 0.95), runs: int = 199, seed: int = 1, spreads: str = RECORD,
    ) -> Likely:  # fmt: skip
        """Return by when a customer would have what is ordered now, with probabilities, and how likely a date holds.

        The simulated world runs ahead on copies with the order in it, each with luck of its own; as in `quote`, the
        order stands in line by its rank.

        Parameters
        ----------
        location, wanted, customer, options
            As for `quote`.
        promised
            A date, as `promise` tells it, whose chance is wanted too.
        probabilities
            Each between 0 and 1.
        runs
            Worlds, 1 .. 100,000; a date of probability p needs at least p / (1 - p) of them.
        seed
            Of their luck, >= 0: the same seed gives the same answer.
        spreads
            `record`: a plant varies as its own facts tell where they are enough, and others order later as they did;
            what they tell too little of varies by the columns of the tables, as everything does where a world answers.
            `tables`: by the columns alone, and nobody else orders.

        Raises
        ------
        UsageError
            There is no such item, location or customer, a value cannot be read or is out of range, or the runs are too
            few for a probability.
        """
        from tugline.business.likely import likely

        return likely(
            self._core, item=item, quantity=quantity, location=location, wanted=wanted, customer=customer,
            options=options, promised=promised, probabilities=probabilities, runs=runs, seed=seed,
            recorded=self._as_recorded(spreads),
        )  # fmt: skip

    def _as_recorded(self, spreads: str) -> "AsRecorded | None":
        """Return how a plant varies by its record, fitted once for all questions of one moment."""
        from tugline.business.adoption import tables_in_force
        from tugline.business.as_recorded import AsRecorded

        if spreads not in SPREADS:
            raise UsageError(f"spreads: {spreads!r}; expected {' or '.join(map(repr, SPREADS))}")
        if spreads != RECORD or self._core.world is not None:
            return None
        now = self._core.journal.last_seq, self._core.now
        if self._recorded is None or self._recorded[0] != now:
            self._recorded = now, AsRecorded(self._core, tables_in_force(self._core.journal))
        return self._recorded[1]

    def plan(self, *, prefer: str = "fewest_late", since: Plan | None = None) -> Plan:
        """Return all open orders on finite capacity and material, as of now; nothing of it is written.

        Parameters
        ----------
        prefer
            What counts where not all can be in time: `fewest_late` (lower classes give way, and of a class the largest
            jobs) or `least_late` (by due date alone: more are late, none by much).
        since
            An earlier plan of this business that people go by. Its turns stay unless others are better, and `changes`
            of the new one says what is different.

        Raises
        ------
        UsageError
            `prefer` is neither, or `since` is of another business or of a later moment.
        """
        from tugline.business.planning import plan_all

        return plan_all(self._core, prefer, self._turns, since)
