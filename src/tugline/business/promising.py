"""What a business can tell a customer who asks when, and its floor who asks what next."""

from collections.abc import Sequence
from datetime import datetime

from tugline.business.held import Held
from tugline.business.likely_views import Likely
from tugline.business.offer_views import Offer
from tugline.business.offering import OfferDesk
from tugline.business.plan_views import Plan
from tugline.business.quoting import quote
from tugline.business.views import Quote
from tugline.errors import TooLargeError


class Promising(Held):
    """Dates and plans of what is open."""

    _desk: tuple[tuple[int, str], OfferDesk] | None = None

    def promise(
        self, *, item: str, quantity: float | str, location: str = "", wanted: str | datetime | None = None,
        customer: str = "", ways_out: bool = False,
    ) -> Offer:  # fmt: skip
        """Return when a customer could have something beside all that is open, and what that takes.

        By free capacity and free material of a plan in which nothing moves for it; nothing is reserved or written.

        Parameters
        ----------
        location
            Where it is asked for; the default location if left away.
        wanted
            When the customer would like it; a bare date is the end of that day. As soon as can be if left away.
        customer
            Whose priority counts where others are planned anew with it.
        ways_out
            Also look for ways to have it earlier, which takes as long as some plans.

        Raises
        ------
        UsageError
            There is no such item, location or customer, or a value cannot be read.
        TooLargeError
            It would take more than ten thousand lots.
        """
        now = self._core.journal.last_seq, str(self._core.now)
        if self._desk is None or self._desk[0] != now:
            self._desk = now, OfferDesk(self._core)
        try:
            return self._desk[1].ask(
                item=item, quantity=quantity, location=location, wanted=wanted, customer=customer,
                look_for_ways_out=ways_out,
            )  # fmt: skip
        except TooLargeError:
            self._desk = None  # it stopped in the middle of a question
            raise

    def quote(
        self, *, item: str, quantity: float | str, location: str = "", wanted: str | datetime | None = None,
        customer: str = "",
    ) -> Quote:  # fmt: skip
        """Return when an order would ship if it were placed now and all went on by rank and standard times.

        The plain world runs ahead on a copy with the order in it, which stands in line by its priority and wanted date
        and may come before others. `promise` moves nobody.

        Parameters
        ----------
        location, wanted, customer
            As for `promise`; wanted now if left away.

        Raises
        ------
        UsageError
            There is no such item, location or customer, or a value cannot be read.
        """
        return quote(self._core, item=item, quantity=quantity, location=location, wanted=wanted, customer=customer)

    def likely(
        self, *, item: str, quantity: float | str, location: str = "", wanted: str | datetime | None = None,
        customer: str = "", promised: str | None = None, probabilities: Sequence[float] = (0.8, 0.95),
        runs: int = 199, seed: int = 1,
    ) -> Likely:  # fmt: skip
        """Return by when an order placed now would ship with some probabilities, and how likely a date holds.

        The simulated world runs ahead on copies with the order in it, each with luck of its own, by the spreads that
        the tables give; as in `quote`, the order stands in line by its rank.

        Parameters
        ----------
        location, wanted, customer
            As for `quote`.
        promised
            A date, as `promise` tells it, whose chance is wanted too.
        probabilities
            Each between 0 and 1.
        runs
            Worlds, 1 .. 100,000; a date of probability p needs at least p / (1 - p) of them.
        seed
            Of their luck, >= 0: the same seed gives the same answer.

        Raises
        ------
        UsageError
            There is no such item, location or customer, a value cannot be read or is out of range, or the runs are too
            few for a probability.
        """
        from tugline.business.likely import likely

        return likely(
            self._core, item=item, quantity=quantity, location=location, wanted=wanted, customer=customer,
            promised=promised, probabilities=probabilities, runs=runs, seed=seed,
        )  # fmt: skip

    def plan(self, *, prefer: str = "fewest_late") -> Plan:
        """Return all open orders on finite capacity and material, as of now; nothing of it is written.

        Parameters
        ----------
        prefer
            What counts where not all can be in time: `fewest_late` (lower classes give way, and of a class the largest
            jobs) or `least_late` (by due date alone: more are late, none by much).

        Raises
        ------
        UsageError
            `prefer` is neither.
        """
        from tugline.business.planning import plan_all

        return plan_all(self._core, prefer)
