"""Levelled work as lists: the box, the cards, how evenly parts are used, and the wheel."""

from tugline.business.level_views import Level, LevelCard, LevelPart, LevelProduct
from tugline.report.level_texts import span
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural
from tugline.units.time import to_minute


def products_listing(level: Level) -> Listing:
    """Return the products with what is wanted of them, their pace, and the lots of the interval."""
    takt = level.takt_seconds or 0.0
    return Listing(
        id="products",
        title="Products",
        columns=(
            Column("item"), Column("at", from_width=110), Column("quantity", right=True), Column("lots", right=True),
            Column("cards", right=True), Column("cycle", right=True), Column("against takt", from_width=90),
            Column("lot of the interval", right=True),
        ),
        rows=tuple(_product_row(product, takt * level.units) for product in level.products),
        total=len(level.products),
        summary="cycle: work for one piece on one unit, without set-ups",
        empty="nothing is wanted",
    )  # fmt: skip


def _product_row(product: LevelProduct, takt: float) -> tuple[Cell, ...]:
    slower = product.cycle_seconds > takt
    return cells(
        Cell(product.item, "strong"),
        product.location,
        number(product.quantity),
        f"{product.lots:,}",
        f"{product.cards:,}",
        span(product.cycle_seconds),
        Cell("slower" if slower else "in time", "late" if slower else "good"),
        _interval_lot(product),
    )


def _interval_lot(product: LevelProduct) -> str:
    if product.interval_lot is None:
        return "none"
    return number(product.interval_lot) if product.interval_lot else "any"


def box_listing(level: Level, slots: int) -> Listing:
    """Return the heijunka box: cards of each product in each slot, at most so many slots."""
    shown = level.slots[:slots]
    more = len(level.slots) - len(shown)
    return Listing(
        id="box",
        title="Heijunka box",
        columns=(
            Column("item"), *(Column(to_minute(slot)[5:], right=True) for slot in shown), Column("all", right=True)
        ),
        rows=tuple(
            cells(
                Cell(product.item, "strong"),
                *(f"{count:,}" if count else "" for count in product.box[:slots]),
                f"{product.cards:,}",
            )
            for product in level.products
        ),
        total=len(level.products),
        summary=f"cards in {plural(len(level.slots), 'slot')} of {_room(level)}, by when each begins"
        + (f"; the first {len(shown)}" if more else ""),
        empty="nothing is wanted",
    )  # fmt: skip


def _room(level: Level) -> str:
    """Return what the slots have the same of: lots are lined up as early as can be, and not at a takt."""
    return "as many cards" if level.solver is not None else "equal open time"


def cards_listing(level: Level, rows: int) -> Listing:
    """Return the cards in turn."""
    return Listing(
        id="cards",
        title="Cards in turn",
        columns=(
            Column("card", right=True), Column("starts"), Column("ends", from_width=100),
            Column("quantity", right=True), Column("item"), Column("at", from_width=110), Column("of lots"),
        ),
        rows=tuple(_card_row(card) for card in level.cards[:rows]),
        total=len(level.cards),
        summary=plural(len(level.cards), "card"),
        empty="nothing is wanted",
    )  # fmt: skip


def _card_row(card: LevelCard) -> tuple[Cell, ...]:
    return cells(
        f"{card.number:,}",
        to_minute(card.starts),
        to_minute(card.ends),
        number(card.quantity),
        Cell(card.item, "strong"),
        card.location,
        ", ".join(card.lots),
    )


def parts_listing(level: Level, rows: int) -> Listing:
    """Return how far the use of each part ever is from an even rate, the least even in the plan first."""
    what = "part" if level.levelled_by == "parts" else "product"
    return Listing(
        id="parts",
        title="Evenness of use",
        columns=(
            Column(what), Column("at", from_width=110), Column("used", right=True), Column("as planned", right=True),
            Column("by card", right=True), Column("in whole lots", right=True),
        ),
        rows=tuple(_part_row(part) for part in level.parts[:rows]),
        total=len(level.parts),
        summary="the farthest that its use is ever from an even rate",
        empty="nothing is used",
    )  # fmt: skip


def _part_row(part: LevelPart) -> tuple[Cell, ...]:
    far = (part.farthest_planned, part.farthest_levelled, part.farthest_in_lots)
    return cells(
        Cell(part.item, "strong"), part.location, number(part.quantity), *(number(round(each, 2)) for each in far)
    )


def wheel_listing(level: Level) -> Listing:
    """Return the groups of the wheel in turn; the last one is followed by the first."""
    groups = level.wheel.groups if level.wheel is not None else ()
    return Listing(
        id="wheel",
        title="Every part every interval",
        columns=(Column("group"), Column("set-up", right=True), Column("items")),
        rows=tuple(
            cells(Cell(group.group, "strong"), span(group.setup_hours * 3600), ", ".join(group.items))
            for group in groups
        ),
        total=len(groups),
        summary="the order of change-overs that takes least, the last one followed by the first",
        empty="nothing is wanted",
    )  # fmt: skip
