#!/usr/bin/env python3
"""Write docs/reference/run-json.md and its schema from the views themselves: scripts/run_json_reference.py [FOLDER]."""

import ast
import inspect
import re
import sys
import tempfile
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import msgspec

import tugline as tl
from tugline.business import views
from tugline.exchange.template import create

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
HEAD = f"""# The JSON of `tugline run`

This page and [its JSON Schema](run-json.schema.json) are made by `scripts/run_json_reference.py` from the values that
are printed. `tugline run FOLDER --json` prints one document on one line; `--open` leaves out pulls that are closed.

`schema` is `{views.SCHEMA}`. Keys may be added to a version, so readers skip what they do not know; none is renamed,
removed or given another meaning without the next number.

Quantities are numbers in the item's unit, money is in the business's currency, times are ISO 8601 in its time zone, and
days are dates. `null` means that there is none, and another key says why.
"""
TOP = {
    "schema": "Name and version of this contract.",
    "business": "Name of the business.",
    "currency": "Three letters; all money is in it.",
    "world": "Who answers pulls: plain or plant.",
    "as_of": "Everything is as of this moment.",
    "tick": "The step of the clock; all of the one that begins at `as_of` is in.",
    "quiet_since": "When something last happened, if before `as_of`; null = at `as_of` itself.",
    "digest": "One hash of state and books: equal for equal facts.",
    "trial_balance": "Debits less credits; anything but 0 is a fault.",
    "pulls": "Every pull up to `as_of`, in the order of their release; with `--open` those not closed.",
    "promises": "Every open order line, the latest first.",
    "stock": "Every stock point with stock, supply or somebody who waits.",
    "quarantine": "Signals that could not be used yet.",
    "metrics": "Every figure by name, for programs; see below.",
    "buy_list": "What to buy now, one order per supplier: what none has; in a plain world what it placed today, too.",
    "count_first": "Stock to count first, the most money at stake first.",
    "loops": "The loop of every stock point, and why it is that one.",
    "accounts": "The trial balance, account by account, as of `as_of`.",
    "figures": "The figures of the books with what they are made of; over whole days, see [metrics](#metrics).",
    "series": "Closing values of each whole day.",
    "pulls_by_day": "How many pulls each day brought.",
}
FIELDS = {
    "name": "What it is called.",
    "unit": "What it is counted in.",
    "id": "`P` and a number; `tugline explain` takes it.",
    "at": "When it was released.",
    "kind": "make, move or buy.",
    "item": "Name of the item.",
    "location": "Name of the location.",
    "from": "Where it comes from: a location or a supplier; empty for what is made here.",
    "quantity": "How much, in the item's unit.",
    "due": "When it is to be there.",
    "loop": "The loop that pulled; empty for what was open at the start or added by hand.",
    "signal": "What a customer did that caused it, as `tugline explain` takes it; empty for none.",
    "state": "proposed, released, ready, accepted, placed, confirmed, started, part received, closed, closed short or "
    "withdrawn.",
    "why": "One sentence with its numbers.",
    "received": "How much has come in.",
    "order": "Number of the order.",
    "line": "Number of its line.",
    "customer": "Who ordered; empty if not stated.",
    "wanted": "When the customer wants it; null = no date was named: as soon as can be, and never late.",
    "late_days": "Days by which it is late (of the calendar, where a day was named); 0 = it is not.",
    "cause": "What holds it up; empty if it is in time by its date.",
    "on_hand": "What is there.",
    "on_order": "What is pulled and has not come.",
    "allocated": "Part of what is there that is kept for somebody.",
    "waiting": "What is asked for and not there.",
    "value": "At standard cost.",
    "known": "Whether it was ever stated or counted.",
    "quarantined": "Part of what is there, and of what is allocated, that may not be used, shipped or promised.",
    "pull": "The pull behind it.",
    "purchase_quantity": "In the purchase unit.",
    "unit_price": "Per item unit.",
    "amount": "Quantity times price; null = the price is not known.",
    "supplier": "Name of the supplier.",
    "lines": "One for each pull.",
    "short_of_minimum": "By how much the amount falls short of the minimum; 0 = it does not.",
    "at_stake": "Money that hangs on it.",
    "parameters": "By name, as the `loops` table writes them; quantities in the item's unit.",
    "number": "Of its place in quarantine.",
    "table": "Name of the table.",
    "row": "What the row says.",
    "days": "Dates, oldest first; the other columns follow them.",
    "inventory": "Stock at standard cost.",
    "wip": "Work in process.",
    "revenue": "Net, summed up since the start.",
    "cash": "What is in the till and the bank.",
    "day": "A date.",
    "make": "Pulls to make.",
    "move": "Pulls to move.",
    "buy": "Pulls to buy.",
    "formula": "What it is made of, with its numbers.",
    "missing": "What is missing where the value is null.",
    "account": "Name of the account.",
    "nature": "asset, liability, equity, income or expense.",
    "debit": "Balance where it is on this side.",
    "credit": "Balance where it is on this side.",
}
ONE = {
    "Result.counts": "How many facts, order_lines, sales, pulls, open_pulls, open_lines, late_lines and shipments.",
    "PullView.location": "Where it is to be.",
    "StockView.location": "Where the stock is.",
    "Quarantined.why": "What is wrong with it.",
    "CountFirst.why": "What hangs on it.",
    "LoopView.loop": "to_order, base_stock, reorder, min_max, kanban or conwip.",
    "LoopView.why": "The numbers that made the choice, or that the tables state it.",
    "MetricView.name": "As in `metrics`.",
    "MetricView.value": "null where data is missing.",
    "MetricView.unit": "money, days, share (of 1), per year, currency (money for each) or count.",
    "DayOfPulls.quantity": "Sum over all pulls, each in its item's unit.",
}
"""What fields say that mean something of their own in one struct."""
WINDOW = """\
A figure without its data is `null`.

The figures of the books go over whole days: those of `series`, the last 365 of them at most. What happened after the
last of them, on the day that runs, is not in them, but it is in `accounts`, in `working_capital` and in `sell_through`,
which are as of `as_of`. So `net_revenue` is less than the accounts say while a day with sales runs. Cost of sales is
what each sale cost at its time; `sell_through` counts what was sold, and what was supplied, at the cost of now.
Service goes over all order lines up to `as_of`."""
SERVICE = {
    "order_to_delivery_days": "`p50` and `p95`: days from order to delivery that half and 95 % of the lines kept to",
    "on_time_share": "lines delivered by their wanted date / lines wanted by now, of those that name a date",
    "on_time_first_promised": "lines delivered in full by the date that was promised first / lines whose one has come",
    "on_time_last_promised": "the same for the date that was promised last before delivery",
    "in_full_share": "lines delivered in full, late or not / lines wanted by now",
    "fill_rate": "part of a line that was there by its wanted date, averaged over lines wanted by now",
    "delivered_lines": "how many lines are delivered",
    "why_missing": "what is missing where figures of service are null, promised dates apart",
    "why_no_promise": "what is missing where figures of promised dates are null",
}
NUMBER = re.compile(r" -?[\d,]+(\.\d+)?\b")
UNITS = {
    "money": "money",
    "days": "days",
    "share": "share of 1",
    "per year": "a year",
    "currency": "money for each",
    "count": "number",
}


def page() -> str:
    """Return the page as text."""
    parts = [HEAD, "## The document\n", _table(views.Result)]
    for struct in _structs(views.Result, []):
        parts += [f"## {struct.__name__}\n", f"{_first_line(struct)}\n", _table(struct)]
    parts += ["## metrics\n", f"{WINDOW}\n", _metrics()]
    return "\n".join(parts)


def schema() -> str:
    """Return the JSON Schema as text."""
    document = msgspec.json.schema(views.Result)
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2).decode() + "\n"


def _structs(struct: type, seen: list[type]) -> Iterator[type]:
    for field in msgspec.structs.fields(struct):
        for kind in _inside(field.type):
            if kind not in seen:
                seen.append(kind)
                yield kind
                yield from _structs(kind, seen)


def _inside(kind: Any) -> Iterator[type]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for part in get_args(kind):
        yield from _inside(part)


def _first_line(struct: type) -> str:
    return (inspect.getdoc(struct) or "").splitlines()[0]


def _table(struct: type) -> str:
    said = _said(struct)
    rows = []
    for field in msgspec.structs.fields(struct):
        alone = ONE.get(f"{struct.__name__}.{field.encode_name}")
        words = alone or said.get(field.name) or (TOP if struct is views.Result else FIELDS)[field.encode_name]
        rows.append(f"| `{field.encode_name}` | {_shown(field.type)} | {words} |")
    return "\n".join(["| key | is | says |", "|---|---|---|", *rows]) + "\n"


def _said(struct: type) -> dict[str, str]:
    """Return what stands below each field in the source."""
    (node,) = ast.parse(inspect.getsource(struct)).body
    assert isinstance(node, ast.ClassDef)
    said, last = {}, ""
    for statement in node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            last = statement.target.id
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant) and last:
            said[last] = " ".join(str(statement.value.value).split())
    return said


PLAIN = {str: "text", float: "number", int: "whole number", bool: "true or false", type(None): "null", Any: "any"}


def _shown(kind: Any) -> str:
    if kind in PLAIN:
        return PLAIN[kind]
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return " or ".join(_shown(part) for part in parts)
    if origin is dict:
        return f"by name: {_shown(parts[1])}"
    if origin is list or (origin is tuple and parts[-1] is Ellipsis):
        return f"list of {_shown(parts[0])}"
    if origin is tuple:
        return f"[{', '.join(_shown(part) for part in parts)}]"
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def _metrics() -> str:
    """Return one row for each metric that a business has, taken from the one of `tugline init` before anything is."""
    with tempfile.TemporaryDirectory() as folder:
        target = create(Path(folder) / "workshop").target
        with tl.open(target) as business:
            result = business.result()
    figures = {figure.name: figure for figure in result.figures}
    rows = []
    for name in result.metrics:
        figure = figures.get(name)
        if figure is None:
            rows.append(f"| `{name}` | | {SERVICE[name]} |")
            continue
        words = figure.formula.rpartition(" (")[2].removesuffix(")")
        if figure.value is not None:
            words = NUMBER.sub("", figure.formula.split(" = ")[1])
        rows.append(f"| `{name}` | {UNITS.get(figure.unit, figure.unit)} | {words} |")
    return "\n".join(["| key | unit | made of |", "|---|---|---|", *rows]) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    (folder / "run-json.md").write_text(page(), encoding="utf-8")
    (folder / "run-json.schema.json").write_text(schema(), encoding="utf-8")
