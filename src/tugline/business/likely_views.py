"""How likely dates are: plain frozen values, as JSON and the terminal print them."""

from tugline.business.views import View


class LikelyDate(View, frozen=True, kw_only=True):
    """A date by which a customer has an order with some probability."""

    probability: float
    """Between 0 and 1."""
    date: str | None
    """ISO 8601; null = no such date is known, see `why`."""
    why: str
    """Why there is no date; empty = there is one."""


class Likely(View, frozen=True, kw_only=True):
    """What simulated worlds that run on from the business as it stands say of an order placed now."""

    dates: tuple[LikelyDate, ...]
    """One for each probability asked for, in that order."""
    chance: float | None
    """Share of the runs in which it is at the customer by the promised date, 0 .. 1; null = no date was promised."""
    runs: int
    """Worlds simulated: 1 where nothing varies, since all would be the same."""
    seed: int
    beyond: int
    """Runs in which it did not ship as far as anybody looks; they count as later than every date."""
    varies: bool
    """Whether anything varies; if not, all dates are what the plain world gives, and no spread is made up."""
    rests_on: tuple[str, ...]
    """One sentence for each assumption: what varies and by which column, and whose orders are simulated."""

    def date_of(self, probability: float) -> str | None:
        """Return the date of a probability that was asked for."""
        return next(one.date for one in self.dates if one.probability == probability)
