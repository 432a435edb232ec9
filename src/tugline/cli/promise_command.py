"""The command `promise` with its options and help; what it needs is imported when it runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tugline.cli.options import Flag

if TYPE_CHECKING:
    from tugline.business.business import Business
    from tugline.business.likely_views import Likely
    from tugline.business.offer_views import Offer

SPREADS, RUNS, SEED = "record", 199, 1
"""What the options of --probability are where nobody says."""


def promise(
    folder: Path,
    *,
    item: str,
    quantity: str,
    location: str = "",
    wanted: str | None = None,
    customer: str = "",
    options: str = "",
    order: str = "",
    line: str = "",
    reserved_until: str | None = None,
    probability: Flag = False,
    spreads: str = SPREADS,
    runs: int = RUNS,
    seed: int = SEED,
    until: str | None = None,
    json: Flag = False,
    journal: Path | None = None,
    quiet: Flag = False,
) -> int:
    """Say when a customer could have something beside all that is open, what that takes, and what would be sooner.

    By free capacity and free material: nothing that was planned for others moves for it. Without an order's number
    nothing is reserved, and no journal is written.

    Parameters
    ----------
    folder
        The business's folder.
    item
        What is asked for.
    quantity
        How much of it, in the item's unit.
    location
        Where it is asked for; the default location if left away.
    wanted
        When the customer would like it, as 2014-06-20 (the end of that day) or 2014-06-20T12:00; as soon as can be if
        left away.
    customer
        To whom it goes, by the lanes that lead there; its priority counts where others are planned anew with it.
    options
        What the customer chose, as "colour=red size=54"; groups that are left away take their default.
    order
        Book it under this number: order and promise are written down at once, and others are promised what is left.
    line
        Line of that order.
    reserved_until
        With an order: from when it is free again if nobody orders it, as until. It is ordered now if left away.
    probability
        Also say by when it ships with 80% and 95%, and how likely the promised date holds: the simulated world runs
        ahead many times, which takes longer than the date.
    spreads
        What says how things vary: `record`, a plant's own deliveries, steps, stops and orders where there are enough of
        them, else the tables; or `tables`, their columns alone.
    runs
        How many worlds are simulated for that, at least 19.
    seed
        Of their luck: the same seed gives the same answer.
    until
        For a business that has never run: last moment whose signals are taken in, as 2014-06-15T18:00. The last
        signal's if left away.
    json
        Print one JSON document instead of the text.
    journal
        File that keeps the facts; `.tugline/journal.db` in the folder if left away.
    quiet
        Show no progress. There is none anyway where standard error is not a terminal.
    """
    from tugline.cli.planning import ask, book
    from tugline.cli.showing import tell
    from tugline.report.offer_json import offer_json
    from tugline.report.offer_terminal import print_offer

    asked: dict[str, Any] = {
        "item": item, "quantity": quantity, "location": location, "wanted": wanted, "customer": customer,
        "options": options,
    }  # fmt: skip

    def question(business: "Business") -> "tuple[Offer, Likely | None]":
        offer = business.promise(**asked, ways_out=True)
        if not probability:
            return offer, None
        # As it would be booked: for the wanted date, or for the end of the day on which all of it is there.
        by = offer.wanted if offer.late_days == 0 and offer.wanted else (offer.promised or "")[:10] or None
        return offer, business.likely(**asked, promised=by, runs=runs, seed=seed, spreads=spreads)

    likely: Likely | None = None
    changed = {"spreads": spreads != SPREADS, "runs": runs != RUNS, "seed": seed != SEED}
    _refuse(changed, order=order, probability=probability, line=line, reserved_until=reserved_until)
    if order:
        offer = book(
            folder,
            lambda business: business.reserve(order, line=line, **asked, reserved_until=reserved_until),
            until=until, journal=journal, quiet=quiet,
        )  # fmt: skip
    else:
        offer, likely = ask(folder, "looking for a date", question, until=until, journal=journal, quiet=quiet)
    tell(
        offer,
        document=lambda found: offer_json(found, likely),
        text=lambda found, console: print_offer(found, console, likely),
        as_json=json,
    )
    return 0


def _refuse(changed: dict[str, bool], *, order: str, probability: bool, line: str, reserved_until: str | None) -> None:
    """Refuse options that have no meaning beside the others; `changed`: those of --probability."""
    from tugline.cli.planning import refuse_options

    if not probability:
        refuse_options(" without --probability: it says nothing then", "Add --probability.", **changed)
    if order:
        why = " with --order: a booking asks nothing"
        refuse_options(why, "Ask first, then book with --order.", probability=probability)
    else:
        hint = "Name the order's number: --order A-17."
        refuse_options(": nothing is booked", hint, line=line, reserved_until=reserved_until)
