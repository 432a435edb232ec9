"""The result in a terminal, as a planner reads it: what to do now first, figures after, details in the report."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tugline.business.views import PullView, Result
from tugline.report.figures import figure_rows
from tugline.report.now import LEGEND, blockers, by_item, money, number, to_do

ROWS = 6
VERBS = {"make": "Make now", "move": "Move now", "buy": "Buy now"}


def print_result(result: Result, console: Console, *, written: dict[str, str]) -> None:
    """Print everything a planner needs, capped; `written` says where the journal and the report are."""
    _heading(result, console)
    day = result.as_of[:10]
    for kind, title in VERBS.items():
        _pulls(to_do(result.pulls, kind, day), title, kind, console)
    console.print(Padding(Text(LEGEND, style="dim"), (0, 0, 1, 2)))
    _promises(result, console)
    _buy_list(result, console)
    _by_day(result, console)
    _count_first(result, console)
    _stock(result, console)
    _figures(result, console)
    _rest(result, console, written)


def _heading(result: Result, console: Console) -> None:
    console.rule(Text(f" {result.business} as of {result.as_of[:16].replace('T', ' ')} ", style="bold"))
    balance = "books balance" if result.trial_balance == 0 else f"BOOKS ARE OFF BY {result.trial_balance}"
    c = result.counts
    console.print(
        f"  {result.world} world, {number(c['order_lines'])} order lines, {number(c['sales'])} sales, "
        f"{number(c['pulls'])} pulls, {number(c['facts'])} facts; {balance}; digest {result.digest[:12]}\n",
        highlight=False,
    )


def _table(title: str, *columns: tuple[str, str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, justify in columns:
        flexible = name in {"why", "what holds it up"}
        table.add_column(
            name, justify="right" if justify == "r" else "left", header_style="dim", overflow="fold",
            no_wrap=not flexible, ratio=1 if flexible else None,
        )  # fmt: skip
    return table


def _show(table: Table, console: Console, more: int, where: str) -> None:
    console.print(Padding(table, (0, 0, 0, 2)))
    if more > 0:
        console.print(Padding(Text(f"… and {more:,} more, {where}", style="dim"), (0, 0, 0, 2)))
    console.print()


def _pulls(pulls: list[PullView], title: str, kind: str, console: Console) -> None:
    if not pulls:
        console.print(f"  [bold]{title}[/]: nothing\n")
        return
    goes = {"make": "at", "move": "from → to", "buy": "from"}[kind]
    groups = by_item(pulls)
    table = _table(
        f"{title}: {len(groups):,} items in {len(pulls):,} pulls", ("quantity", "r"), ("item", "l"), (goes, "l"),
        ("pulls", "r"), ("first due", "l"), ("first pull", "l"), ("why", "l"),
    )  # fmt: skip
    for group in groups[:ROWS]:
        pull = group.first
        place = {"make": pull.location, "move": f"{pull.from_} → {pull.location}", "buy": pull.from_}[kind]
        due = f"{pull.due[:10]}" + (f" {pull.late_days:.0f} d late" if pull.late_days >= 1 else "")
        waits = f"; waits: {pull.blocked_by}" if pull.blocked_by and kind != "buy" else ""
        table.add_row(
            number(group.quantity), pull.item, place, number(group.pulls), due, pull.id + group.marks, pull.why + waits
        )
    _show(table, console, len(groups) - ROWS, "in the report")


def _promises(result: Result, console: Console) -> None:
    promises = result.promises
    if not promises:
        console.print("  [bold]Promises[/]: no order line is open\n")
        return
    late = [p for p in promises if p.late_days > 0 or p.promised is None]
    table = _table(
        f"Promises: {len(promises):,} open lines, {len(promises) - len(late):,} in time, {len(late):,} late",
        ("order", "l"), ("line", "r"), ("quantity", "r"), ("item", "l"), ("wanted", "l"), ("promised", "l"),
        ("what holds it up", "l"),
    )  # fmt: skip
    for p in (late or promises)[:ROWS]:
        table.add_row(
            p.order, p.line, number(p.quantity), p.item, (p.wanted or "soon")[:10], (p.promised or "not in sight")[:10],
            p.cause or "nothing, it is in time",
        )  # fmt: skip
    _show(table, console, len(late or promises) - ROWS, "in the report")
    held = blockers(promises)
    if held:
        table = _table("What holds up most", ("late lines", "r"), ("days at most", "r"), ("what holds it up", "l"))
        for what, count, worst in held[:ROWS]:
            table.add_row(number(count), f"{worst:.0f}", what)
        _show(table, console, len(held) - ROWS, "in the report")


def _buy_list(result: Result, console: Console) -> None:
    orders = result.buy_list
    if not orders:
        return
    table = _table(
        f"Buy list: one order for each of {len(orders)} suppliers, {result.currency}", ("supplier", "l"),
        ("place on", "l"), ("lines", "r"), ("amount", "r"), ("minimum", "r"), ("what holds it up", "l"),
    )  # fmt: skip
    table.columns[-1].header = "first lines"
    for order in orders[:ROWS]:
        first = ", ".join(
            f"{number(line.purchase_quantity)} {line.purchase_unit} {line.item}".replace("  ", " ")
            for line in order.lines[:3]
        )
        short = f" short by {money(order.short_of_minimum)}" if order.short_of_minimum else ""
        minimum = money(order.minimum_value) + short if order.minimum_value else "none"
        table.add_row(order.supplier, order.place_on, number(len(order.lines)), money(order.amount), minimum, first)
    _show(table, console, len(orders) - ROWS, "in the report")


def _by_day(result: Result, console: Console) -> None:
    days = result.pulls_by_day[-ROWS:]
    if not days:
        return
    table = _table("Pulls by day, the latest", ("day", "l"), ("make", "r"), ("move", "r"), ("buy", "r"), ("units", "r"))
    for day in days:
        table.add_row(day.day, number(day.make), number(day.move), number(day.buy), number(day.quantity))
    _show(table, console, len(result.pulls_by_day) - len(days), "earlier days in the report")


def _count_first(result: Result, console: Console) -> None:
    if not result.count_first:
        return
    title = f"Count first: stock nobody stated, {result.currency} at stake"
    table = _table(title, ("at stake", "r"), ("item", "l"), ("at", "l"), ("why", "l"))
    for point in result.count_first[:ROWS]:
        table.add_row(money(point.at_stake), point.item, point.location, point.why)
    _show(table, console, len(result.count_first) - ROWS, "in the report")


def _stock(result: Result, console: Console) -> None:
    value = sum(point.value for point in result.stock)
    wip = result.series.wip[-1] if result.series.wip else 0.0
    unknown = sum(not point.known for point in result.stock)
    loops: dict[str, int] = {}
    for loop in result.loops:
        loops[loop.loop] = loops.get(loop.loop, 0) + 1
    kinds = ", ".join(f"{count:,} {name}" for name, count in sorted(loops.items(), key=lambda pair: -pair[1]))
    console.print(
        f"  [bold]Stock[/] {number(round(value))} {result.currency} at standard cost in {len(result.stock):,} places "
        f"({unknown:,} of unknown stock); work in process {number(round(wip))}; "
        f"{number(result.counts['open_pulls'])} pulls open\n  [bold]Loops[/] {kinds}\n",
        highlight=False,
    )


def _figures(result: Result, console: Console) -> None:
    table = _table("Books and service", ("figure", "l"), ("value", "r"), ("why", "l"))
    table.columns[-1].header = "made of"
    for name, value, made_of in figure_rows(result):
        table.add_row(name, value, made_of)
    _show(table, console, 0, "")


def _rest(result: Result, console: Console, written: dict[str, str]) -> None:
    rests = [pull for pull in result.pulls if pull.rests_on]
    if rests:
        console.print(f"  {len(rests):,} of the pulls shown rest on a default; `--json` names each.", highlight=False)
    if result.quarantine:
        first = result.quarantine[0]
        console.print(
            f"  {len(result.quarantine):,} rows are in quarantine, the first: {first.table}: {first.row}: {first.why}",
            highlight=False,
        )
    for note in result.notes:
        console.print(f"  {note}", style="dim", highlight=False)
    console.print()
    for what, where in written.items():
        console.print(f"  {what}: {where}", highlight=False, soft_wrap=True)
