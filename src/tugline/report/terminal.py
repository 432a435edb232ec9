"""The result in a terminal, as a planner reads it: what to do now first, figures after; all the rest in the report."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tugline.business.views import Result
from tugline.report import book_lists, promise_lists, pull_lists, stock_lists
from tugline.report.listing import Listing
from tugline.report.now import day_to_show, is_late, is_of_today, is_to_do, kinds_used, ships
from tugline.report.terminal_list import print_listing, say, say_path
from tugline.report.terminal_stacks import INDENT
from tugline.report.texts import LEGEND, as_of, brief_stock, counted, days, standing_still
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural


class Part(NamedTuple):
    """One list of the terminal's report and how many rows of it are shown."""

    listing: Callable[[Result, int], Listing]
    rows: int


AFTER = (
    Part(promise_lists.promises_listing, 6),
    Part(promise_lists.blockers_listing, 8),
    Part(pull_lists.buy_listing, 8),
    Part(pull_lists.days_listing, 7),
    Part(stock_lists.buffers_listing, 6),
    Part(stock_lists.count_listing, 6),
)
NOW_ROWS = 6


def print_result(result: Result, console: Console, *, written: dict[str, str]) -> None:
    """Print everything a planner needs, capped; `written` says where the journal and the report are."""
    _heading(result, console)
    if ships(result):
        print_listing(console, promise_lists.ship_listing(result, NOW_ROWS))
    for kind in kinds_used(result):
        print_listing(console, pull_lists.groups_listing(result, kind, NOW_ROWS))
    if any(pull.rests_on for pull in result.pulls):
        _say(console, f"signs after a pull: {LEGEND}", "dim")
        _say(console, book_lists.resting_sentence(result), "dim")
        console.print()
    for part in AFTER:
        listing = part.listing(result, part.rows)
        asked = part.listing is promise_lists.promises_listing and result.counts.get("order_lines")
        if listing.total or asked:
            print_listing(console, listing)
    _stock(result, console)
    print_listing(console, book_lists.figures_listing(result, 13))
    _rest(result, console)
    _written(console, written)


def _heading(result: Result, console: Console) -> None:
    say(console, Text(result.business, style="bold").append(f"  {as_of(result)}", style="not bold"))
    off = result.trial_balance != 0
    line = Text(", ".join([f"{result.world} world", *counted(result.counts)])).append("; ")
    line.append(book_lists.balance(result), style="bold red" if off else "")
    say(console, line.append(f"; digest {result.digest[:12]}"))
    if still := standing_still(result):
        say(console, Text(still))
    console.print(Text("─" * console.width, style="dim"))
    _glance(result, console)


def _glance(result: Result, console: Console) -> None:
    """Print the handful of figures that say how things are, as many beside each other as there is room for."""
    line, used = Text(), 0
    for name, value, style in glance(result):
        width = cell_len(name) + cell_len(value) + 1
        if used and used + width + 3 > console.width:
            console.print(line)
            line, used = Text(), 0
        line.append("   " if used else "").append(f"{name} ", style="dim").append(value, style=style)
        used += width + (3 if used else 0)
    console.print(line)
    console.print()


def glance(result: Result) -> list[tuple[str, str, str]]:
    """Return (what, figure, style) of the figures that say how things are."""
    today = day_to_show(result)
    counts = Counter(pull.kind for pull in result.pulls if is_to_do(pull, today, result.world))
    late = sum(is_late(promise) for promise in result.promises)
    lines = f"{late:,} of {plural(len(result.promises), 'open line')}"
    cycle = book_lists.figure(result, "cash_conversion_cycle")
    return [
        *([("to ship", plural(len(result.ship_now), "line"), "bold")] if ships(result) else []),
        *((_to_do(result, kind), plural(counts[kind], "pull"), "bold") for kind in kinds_used(result)),
        *([("late", lines, "bold red" if late else "bold")] if result.promises else []),
        ("stock", " ".join(brief_stock(result.stock_value, result.currency)), "bold"),
        ("cash cycle", days(cycle.value) if cycle and cycle.value is not None else "not known", "bold"),
    ]


def _to_do(result: Result, kind: str) -> str:
    return f"to {kind}" if is_of_today(result, kind) else f"last to {kind}"


def _say(console: Console, text: str, style: str = "") -> None:
    say(console, Text(text, style=style), indent=INDENT)


def _stock(result: Result, console: Console) -> None:
    console.print(Text("Stock", style="bold"))
    wip = whole_money(stock_lists.work_in_process(result))
    unknown = sum(not view.known for view in result.stock)
    _say(console, stock_lists.stock_summary(result) + (f", {unknown:,} of them never counted" if unknown else ""))
    open_pulls = plural(result.counts.get("open_pulls", 0), "open pull")
    _say(console, f"work in process {wip} {result.currency}; {open_pulls}")
    console.print()
    loops = stock_lists.loops_summary(result) or "no stock point has a loop"
    say(console, Text("Loops", style="bold").append(f"  {loops}", style="not bold"))
    for name, loop in stock_lists.loop_reasons(result):
        _say(console, f"{name}, as {loop.item} at {loop.location}: {loop.why}", "dim")
    console.print()


def _rest(result: Result, console: Console) -> None:
    if result.quarantine:
        print_listing(console, book_lists.quarantine_listing(result, 4), where="`tugline quarantine`")
    for note in result.notes:
        _say(console, note, "dim")
    console.print()


def _written(console: Console, written: dict[str, str]) -> None:
    width = max((cell_len(what) for what in written), default=0)
    for what, where in written.items():
        say_path(console, what, where, width)
