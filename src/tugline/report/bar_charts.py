"""Lengths beside each other: the cash conversion cycle, what holds up lines, and how full buffers are."""

from collections.abc import Sequence

from tugline.business.views import Result
from tugline.ledger.summing import shown_sum
from tugline.report.book_lists import figure
from tugline.report.chart import WIDTH, picture
from tugline.report.markup import tag, text
from tugline.report.now import Blocker
from tugline.report.stock_lists import Buffer
from tugline.report.texts import late
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural


def cycle_chart(result: Result) -> str:
    """Return how many days money is bound: in stock and at customers, less what suppliers lend."""
    known = {name: figure(result, name) for name in ("dio", "dso", "dpo", "cash_conversion_cycle")}
    values = {name: each.value for name, each in known.items() if each is not None and each.value is not None}
    if len(values) < len(known):
        missing = [each.missing for each in known.values() if each is not None and each.value is None]
        return tag(
            "figure", tag("figcaption", tag("b", "Cash conversion cycle")),
            tag("p", text(f"Not known: {missing[0] if missing else 'no figures yet'}."), class_="quiet"),
        )  # fmt: skip
    dio, dso, dpo, cycle = (values[name] for name in known)
    scale = (WIDTH - 12) / max(dio + dso, dpo, 1e-9)
    (stock, customers, suppliers), whole = shown_sum((dio, dso, dpo), (1, 1, -1))
    parts = [
        _segment(6, 8, dio * scale, "stock", f"stock {stock} days", below=False),
        _segment(6 + dio * scale, 8, dso * scale, "move", f"customers {customers} days", below=True),
        _segment(6, 88, dpo * scale, "buy", f"suppliers {suppliers} days", below=False),
        _segment(6 + dpo * scale, 88, max(0.0, cycle) * scale, "cycle", f"cash cycle {whole} days", below=True),
    ]
    says = (
        f"Money is bound {whole} days: {stock} days in stock and {customers} days at customers, "
        f"less {suppliers} days that suppliers wait."
    )
    return picture("Cash conversion cycle", says, "".join(parts), height=150)


def _segment(x: float, y: float, width: float, kind: str, label: str, *, below: bool) -> str:
    """Return a bar with its label; one that begins far right has it end at the edge."""
    start, anchor = (WIDTH - 4, "end") if x > WIDTH * 0.6 else (x, "start")
    at = y + (49 if below else 2)
    return (
        f'<rect class="bar {kind}" x="{x:.1f}" y="{y + 8}" width="{max(1, width - 1):.1f}" height="26" rx="2"/>'
        f'<text class="label" x="{start:.1f}" y="{at}" text-anchor="{anchor}">{text(label)}</text>'
    )


def blocker_bars(blockers: Sequence[Blocker], rows: int) -> str:
    """Return what holds up most lines, each with a bar as long as its share of the first."""
    if not blockers:
        return tag("p", "No line is late.", class_="quiet")
    most = blockers[0].lines
    shown = [
        tag(
            "li",
            tag("span", text(blocker.what), class_="what"),
            f'<svg class="strip" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
            f'<rect class="bar late" width="{100 * blocker.lines / most:.1f}" height="8"/></svg>',
            tag("span", text(f"{plural(blocker.lines, 'line')}, at most {late(blocker.late_days) or 'not in sight'}")),
        )
        for blocker in blockers[:rows]
    ]
    return tag("ol", *shown, class_="bars")


BAR = 200
"""Width of a buffer's bar, in units of its own."""


def buffer_bar(buffer: Buffer) -> str:
    """Return stock on hand as a bar from nothing to full, with marks where the loop pulls and where it would stand."""
    full = max(buffer.high, buffer.on_hand, buffer.position, 1e-9)

    def x(value: float) -> float:
        return max(0.0, min(1.0, value / full)) * BAR

    kind = "good" if buffer.word == "enough" else "late"
    says = (
        f"{number(buffer.on_hand)} on hand, pulls at {number(buffer.low)}, up to {number(buffer.high)}, "
        f"position {number(buffer.position)}: {buffer.word}"
    )
    place = x(buffer.position)
    return (
        f'<svg class="buffer" viewBox="-3 0 {BAR + 6} 18" role="img" aria-label="{text(says)}">'
        f'<rect class="track" width="{BAR}" y="5" height="8" rx="2"/>'
        f'<rect class="zone" width="{x(buffer.low):.1f}" y="5" height="8" rx="2"/>'
        f'<rect class="bar {kind}" width="{x(buffer.on_hand):.1f}" y="5" height="8" rx="2"/>'
        f'<path class="mark" d="M{x(buffer.low):.1f} 2V16"/>'
        f'<path class="pointer" d="M{place:.1f} 5l-3 -5h6Z"/></svg>'
    )
