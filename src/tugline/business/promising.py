"""What a business can tell a customer who asks when, and its floor who asks what next."""

from datetime import datetime

from tugline.business.held import Held
from tugline.business.plan_views import Plan
from tugline.business.quoting import quote
from tugline.business.views import Quote


class Promising(Held):
    """Dates and plans of what is open."""

    def promise(
        self, *, item: str, quantity: float | str, location: str = "", wanted: str | datetime | None = None,
        customer: str = "",
    ) -> Quote:  # fmt: skip
        """Return when a customer could have something that is ordered now: a quote, nothing is reserved or written.

        Parameters
        ----------
        location
            Where it is asked for; the default location if left away.
        wanted
            When the customer would like it; a bare date is the end of that day. Now if left away.
        customer
            Whose priority counts.

        Raises
        ------
        UsageError
            There is no such item, location or customer, or a value cannot be read.
        """
        return quote(self._core, item=item, quantity=quantity, location=location, wanted=wanted, customer=customer)

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
