"""Pictures of levelled work: how far each part is from an even rate as planned and as levelled, and the sequence."""

from tugline.business.level_views import Level
from tugline.report.chart import WIDTH, bar_key, look, picture
from tugline.report.markup import text
from tugline.units.quantity import format_number as number

PARTS = 8
LANE = 46
"""Height of a part in the chart of evenness."""
ROW, MOST_CARDS = 24, 120
"""Height of a product in the chart of the sequence, and the cards that are drawn at most."""


def evenness_chart(level: Level) -> str:
    """Return the farthest that parts are ever from an even rate as two bars each; nothing where nothing is wanted."""
    parts = level.parts[:PARTS]
    if not parts:
        return ""
    most = max(max(part.farthest_planned, part.farthest_levelled) for part in parts) or 1.0
    drawn = []
    for place, part in enumerate(parts):
        y = LANE * place
        drawn.append(f'<text class="label" x="2" y="{y + 13}">{text(part.item)}</text>')
        for row, far in enumerate((part.farthest_planned, part.farthest_levelled)):
            wide = max(1.0, (WIDTH - 60) * far / most)
            top = y + 18 + 12 * row
            drawn.append(f'<rect class="bar {look(row)}" x="2" y="{top}" width="{wide:.1f}" height="10"/>')
            drawn.append(f'<text class="tick" x="{wide + 7:.1f}" y="{top + 9}">{number(round(far, 2))}</text>')
    first = parts[0]
    said = (
        f"The farthest from an even rate: {first.item} {number(round(first.farthest_planned, 2))} as planned, "
        f"{number(round(first.farthest_levelled, 2))} as levelled."
    )
    return picture(
        "Evenness of use", said, "".join(drawn), note=bar_key(("as planned", "as levelled")), height=LANE * len(parts)
    )


def sequence_chart(level: Level) -> str:
    """Return the first cards as marks in the rows of their products; nothing where nothing is wanted."""
    cards = level.cards[:MOST_CARDS]
    if not cards:
        return ""
    row_of = {(product.item, product.location): row for row, product in enumerate(level.products)}
    step = WIDTH / len(cards)
    drawn = []
    for product in level.products:
        y = ROW * 2 * row_of[product.item, product.location]
        drawn.append(f'<text class="label" x="2" y="{y + 14}">{text(product.item)}</text>')
        drawn.append(f'<path class="grid" d="M0 {y + 32}H{WIDTH}"/>')
    for place, card in enumerate(cards):
        y = ROW * 2 * row_of[card.item, card.location]
        wide = max(1.0, step * 0.8)
        drawn.append(f'<rect class="bar make" x="{place * step:.1f}" y="{y + 20}" width="{wide:.1f}" height="12"/>')
    said = f"The first {len(cards):,} of {len(level.cards):,} cards in turn, each in the row of its product."
    return picture("The sequence", said, "".join(drawn), height=ROW * 2 * len(level.products))
