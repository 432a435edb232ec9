"""The command `promise` with its options and help; what it needs is imported when it runs."""

import sys
from pathlib import Path

from tugline.cli.options import Flag


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
    from tugline.cli.planning import ask, book, refuse_without_order
    from tugline.cli.reports import stdout
    from tugline.report.offer_json import offer_json
    from tugline.report.offer_terminal import print_offer

    shown = not quiet and sys.stderr.isatty()
    if order:
        offer = book(
            folder,
            lambda business: business.reserve(
                order, line=line, item=item, quantity=quantity, location=location, wanted=wanted, customer=customer,
                reserved_until=reserved_until, options=options,
            ),
            until=until, journal=journal, shown=shown,
        )  # fmt: skip
    else:
        refuse_without_order(line=line, reserved_until=reserved_until)
        offer = ask(
            folder, "looking for a date",
            lambda business: business.promise(
                item=item, quantity=quantity, location=location, wanted=wanted, customer=customer, ways_out=True,
                options=options,
            ),
            until=until, journal=journal, shown=shown,
        )  # fmt: skip
    if json:
        sys.stdout.buffer.write(offer_json(offer) + b"\n")
    else:
        print_offer(offer, stdout())
    return 0
