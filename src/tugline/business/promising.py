"""What a business can tell a customer who asks when, and its floor who asks what next."""

from collections.abc import Mapping
from datetime import datetime

from tugline.business.asking import asked_choice
from tugline.business.held import Held
from tugline.business.offer_views import Offer
from tugline.business.offering import OfferDesk
from tugline.business.plan_choices import Asked
from tugline.business.plan_views import Plan
from tugline.business.quoting import quote
from tugline.business.views import Quote
from tugline.errors import TooLargeError


class Promising(Held):
    """Dates and plans of what is open."""

    _desk: tuple[tuple[int, str, Asked | None], OfferDesk] | None = None

    def promise(
        self, *, item: str, quantity: float | str, location: str = "", wanted: str | datetime | None = None,
        customer: str = "", ways_out: bool = False, options: str | Mapping[str, str] = "",
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
        options
            What the customer chose, as `"colour=red size=54"` or by group; what is left away takes its default.

        Raises
        ------
        UsageError
            There is no such item, location or customer, a value cannot be read, or a rule refuses the options.
        TooLargeError
            It would take more than ten thousand lots.
        """
        chosen = asked_choice(self._core.network, item, location, options)
        now = self._core.journal.last_seq, str(self._core.now), chosen
        if self._desk is None or self._desk[0] != now:
            self._desk = now, OfferDesk(self._core, chosen)
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
        customer: str = "", options: str | Mapping[str, str] = "",
    ) -> Quote:  # fmt: skip
        """Return when an order would ship if it were placed now and all went on by rank and standard times.

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
