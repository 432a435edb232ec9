"""An offer in a terminal: the date first, then what it takes and what would be sooner."""

from rich.console import Console
from rich.text import Text

from tugline.business.likely_views import Likely
from tugline.business.offer_views import Offer, OfferUse, WayOut
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.report.terminal_list import print_listing, say
from tugline.units.quantity import format_price, plural
from tugline.units.time import to_minute

ROWS = 20
FEW = 4
"""So many things from stock are listed one by one."""
_KINDS = ("purchase", "receipt", "work", "make", "move")
_VERBS = {
    "stock": "take from stock", "receipt": "take of what comes", "purchase": "buy", "make": "make", "move": "move",
    "work": "work",
}  # fmt: skip


def print_offer(offer: Offer, console: Console, likely: Likely | None = None) -> None:
    """Print an offer, and how likely its date is where that was asked for."""
    what = f"{offer.quantity:,g} {offer.item} at {offer.location}"
    if offer.order:
        say(console, Text(_booked(offer), style="bold"))
    if offer.options:
        price = f", {format_price(offer.price)} each" if offer.price is not None else ""
        say(console, Text(f"{offer.options}{price}"))
    if offer.promised is None:
        say(console, Text(f"{what}: never", style="bold"))
        say(console, Text(offer.cause))
        for sentence in says_likely(likely):
            say(console, Text(sentence))
        return
    say(console, Text(f"{what}: {_way(offer)}", style="bold").append(f"  {_judged(offer)}", "not bold"))
    say(console, Text(f"Not earlier, since {offer.cause}."))
    for sentence in [*says_likely(likely), *_sooner(offer)]:
        say(console, Text(sentence))
    console.print()
    print_listing(console, uses_listing(offer), where="--json")


def _booked(offer: Offer) -> str:
    name = f"order {offer.order}" + (f" line {offer.line}" if offer.line else "")
    until = f"; reserved until {to_minute(offer.reserved_until)}" if offer.reserved_until else ""
    return f"{name} is promised by {to_minute(offer.by or '')}{until}"


def _way(offer: Offer) -> str:
    """Return when an offer is at the customer and, where that is another time, when it leaves."""
    there = to_minute(offer.promised or "")
    if not offer.leaves or offer.leaves == offer.promised:
        return there
    by = f" with {offer.carrier}" if offer.carrier else ""
    return f"leaves {to_minute(offer.leaves)}{by}, at the customer {there}"


def says_likely(likely: Likely | None) -> list[str]:
    """Return how likely dates are, in sentences, and what that rests on; nothing where it was not asked."""
    if likely is None:
        return []
    dates = [
        f"with {one.probability:.0%} by {to_minute(one.date) if one.date is not None else f'no known date: {one.why}'}"
        for one in likely.dates
    ]
    runs = f"{plural(likely.runs, 'simulated world')} of seed {likely.seed}" if likely.varies else "nothing varies"
    said = [f"The floor, going by rank, has it at the customer {'; '.join(dates)} ({runs})."]
    if likely.chance is not None:
        said.append(f"The promised date holds in {likely.chance:.0%} of them.")
    if not likely.varies:
        said.append("No table gives a spread, so that these are one date and not probabilities.")
    return [*said, *(f"- {sentence}" for sentence in likely.rests_on)]


def _judged(offer: Offer) -> str:
    if offer.wanted is None:
        return "as soon as can be"
    wanted = f"wanted by {to_minute(offer.wanted)}"
    return f"{wanted}, in time" if not offer.late_days else f"{wanted}, {offer.late_days:,.2f} days late"


def _sooner(offer: Offer) -> list[str]:
    said = []
    if len(offer.split) > 1:
        parts = ", ".join(f"{part.quantity:,g} on {to_minute(part.date)}" for part in offer.split)
        said.append(f"In parts: {parts}.")
    said += [f"Sooner, on {to_minute(way.date)}: {way.what}{_costing(way)}." for way in offer.ways_out]
    return said


def _costing(way: WayOut) -> str:
    return "" if way.cost is None else ", at no cost that a table names" if not way.cost else f", {way.cost:,.2f} more"


def uses_listing(offer: Offer) -> Listing:
    """Return what an offer takes: what has to be bought or waited for, then the work, then what is there."""
    from_stock = [use for use in offer.uses if use.kind == "stock"]
    # A lot that is worked on stands there with its work.
    worked = {(use.item, use.end) for use in offer.uses if use.kind == "work"}
    others = [use for use in offer.uses if use.kind != "stock" and (use.kind != "make" or not _is_worked(use, worked))]
    shown = sorted(others, key=lambda use: _KINDS.index(use.kind)) + (from_stock if len(from_stock) <= FEW else [])
    rows = [_row(use, again=_for_others(use, offer)) for use in shown[:ROWS]]
    if len(from_stock) > FEW:
        rows.append(cells("", _VERBS["stock"], "", f"{len(from_stock):,} parts, all on hand", "", "", ""))
    return Listing(
        id="uses",
        title="What it takes",
        columns=(
            Column("from"), Column("what"), Column("quantity", right=True), Column("item"), Column("where"),
            Column("hours", right=True), Column("until"),
        ),
        rows=tuple(rows),
        total=len(shown) + (len(from_stock) > FEW),
        summary=plural(len(offer.uses), "step"),
        empty="it is there",
    )  # fmt: skip


def _is_worked(make: OfferUse, worked: set[tuple[str, str | None]]) -> bool:
    return (make.item, make.end) in worked


def _for_others(use: OfferUse, offer: Offer) -> bool:
    """Return whether a purchase comes too late for the offer: it is for those whose parts go into it."""
    return use.kind == "purchase" and use.end is not None and use.end > (offer.leaves or offer.promised or use.end)


def _row(use: OfferUse, *, again: bool) -> tuple[Cell, ...]:
    where = use.resource or use.supplier or use.location
    until = to_minute(use.end or "") if use.kind not in {"stock", "receipt"} else ""
    hours = f"{use.hours:,.1f}" if use.hours is not None else ""
    verb = "buy again" if again else _VERBS[use.kind]
    return cells(to_minute(use.start), verb, f"{use.quantity:,g}", use.item, where, hours, until)
