"""Assemble everything that a business shows as of now."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from tugline.business import views
from tugline.business.aims import aims
from tugline.business.buying import PurchaseUnits, buy_list
from tugline.business.causes import Causes
from tugline.business.core import Core
from tugline.business.counting import count_first, stakes
from tugline.business.delivery import Deliveries
from tugline.business.digest import digest_of
from tugline.business.estimated import estimates
from tugline.business.figures import figures, series, service
from tugline.business.history import History, collect
from tugline.business.loop_words import as_written
from tugline.business.naming import Naming
from tugline.business.policy import Choice
from tugline.business.projection import run_ahead
from tugline.business.promises import AskedBy, promise_views, shipments
from tugline.business.pulls_view import PullViews
from tugline.business.rates import Rates
from tugline.business.why import Why
from tugline.facts.kinds import Kind
from tugline.ledger.books import live_arrays
from tugline.ledger.statements import trial_balance, trial_balance_table
from tugline.loops.catalogue import CODES
from tugline.network.layout import BUY, NEVER
from tugline.state import arena
from tugline.state.layout import BASE_STOCK, LOOP_KINDS, MIN_MAX, REORDER, kind_of


def build_result(
    core: Core, rates: Rates, choices: list[Choice], units: PurchaseUnits, idle: Mapping[str, int], *, as_of: int,
    open_only: bool,
) -> views.Result:  # fmt: skip
    """Return the result as of the end of tick `as_of`, up to which it has run; `idle`: see `idle_cells`."""
    naming = Naming(core.chronicle().network)
    arrays = arena.arrays(core.state)
    history = collect(core)
    keys = core.keys()
    why = Why(naming, history, keys)
    expected = run_ahead(core)
    causes = Causes(arrays, core.state, naming, as_of, history, expected)
    pulls = PullViews(naming, arrays, causes, why, history, as_of).views(open_only=open_only)
    asked = AskedBy(core)
    promises = promise_views(naming, arrays, causes, asked, expected, as_of)
    ship_now = shipments(naming, Deliveries(Naming(core.network), core.grid), arrays, asked, as_of)
    stock = stock_views(naming, arrays, core.books)
    count = count_first(naming, stakes(naming, arrays, rates, last_prices(core, history)))
    shown = figures(core, as_of)
    since = NEVER if core.world is None else _day_start(core, as_of)
    settings = core.network.settings
    return views.Result(
        schema=views.SCHEMA,
        business=settings.name,
        currency=settings.currency,
        world=settings.world,
        as_of=naming.when(as_of) or "",
        tick=settings.tick,
        quiet_since=naming.when(last) if (last := int(core.head["tick"])) < as_of else None,
        digest=digest_of(core),
        trial_balance=trial_balance(core.books) / 100,
        items=_items(naming, {view.item for views_ in (pulls, promises, stock, count) for view in views_}),
        pulls=pulls,
        promises=promises,
        ship_now=ship_now,
        stock=stock,
        stock_value=stock_value(naming, arrays, core.books),
        quarantine=[
            views.Quarantined(number=q.id, table=q.table, row=q.said, why=q.why) for q in core.journal.quarantined()
        ],
        metrics={**{m.name: m.value for m in shown}, **service(core, history, as_of)},
        buy_list=buy_list(naming, arrays, since, as_of, units),
        count_first=count,
        loops=_loops(naming, arrays, choices),
        defaults=[(d.what, d.which, d.value) for d in [*core.network.explain_defaults(), *estimates(naming, choices)]],
        accounts=[
            views.Account(account=a.account, nature=a.nature.value, debit=a.debit / 100, credit=a.credit / 100)
            for a in trial_balance_table(core.books)
        ],
        figures=shown,
        series=series(core, as_of),
        pulls_by_day=_by_day(core, history),
        counts=_counts(arrays, history, promises),
        notes=_notes(core, history, rates, idle),
    )


def _items(naming: Naming, mentioned: set[str]) -> dict[str, views.ItemView]:
    items = naming.network.items
    return {
        name: views.ItemView(name=items.description.text(row), unit=items.unit.text(row))
        for row, name in enumerate(items.name)
        if name in mentioned
    }


def _day_start(core: Core, tick: int) -> int:
    days = core.network.day_start
    return int(days[max(0, int(np.searchsorted(days, tick, side="right")) - 1)])


def stock_views(naming: Naming, arrays: dict[str, Any], books: Any) -> list[views.StockView]:
    """Return the stock of every point that holds, expects or owes some."""
    stock, cents = arrays["stock"], live_arrays(books)["point"]["value"]
    position = _positions(arrays)
    busy = np.flatnonzero((stock["on_hand"] != 0) | (stock["on_order"] != 0) | (stock["waiting"] != 0))
    return [
        views.StockView(
            item=naming.item(p),
            location=naming.location(p),
            on_hand=naming.number(p, stock["on_hand"][p]),
            on_order=naming.number(p, stock["on_order"][p]),
            allocated=naming.number(p, stock["allocated"][p]),
            waiting=naming.number(p, stock["waiting"][p]),
            position=naming.number(p, position[p]),
            value=int(cents[p]) / 100,
            known=bool(stock["proven"][p]),
            quarantined=naming.number(p, stock["quarantined"][p]),
        )
        for p in busy.tolist()
    ]


def stock_value(naming: Naming, arrays: dict[str, Any], books: Any) -> float | None:
    """Return what all stock is worth, None = nothing that is there, or nothing at all, has a cost."""
    point, there = naming.network.point, arrays["stock"]["on_hand"] != 0
    has_cost = (point["standard_cost"] > 0) | (point["defaulted_cost"] == 0)
    if not has_cost[there].any() if there.any() else not has_cost.any():
        return None
    return int(live_arrays(books)["point"]["value"].sum()) / 100


def _positions(arrays: dict[str, Any]) -> np.ndarray:
    """Return the position that each loop goes by, as `engine/to_stock.py` `position_of` reckons it; shape (P,)."""
    stock, loop = arrays["stock"], arrays["loop"]
    position = stock["on_hand"] - stock["allocated"] + stock["on_order"] - stock["pegged"] - stock["waiting"]
    kind = loop["kind"]
    assumed = np.isin(kind, [BASE_STOCK, REORDER, MIN_MAX]) & (stock["proven"] == 0)
    shown: np.ndarray = np.where(assumed, position + aims(loop) - stock["found"], position)
    return shown


def _loops(naming: Naming, arrays: dict[str, Any], choices: list[Choice]) -> list[views.LoopView]:
    shown = []
    for choice in choices:
        loop, p = arrays["loop"][choice.point], choice.point
        written = [
            (name, as_written(naming, p, name, value)) for name, value in choice.parameters.items() if name in CODES
        ]
        shown.append(
            views.LoopView(
                item=naming.item(p),
                location=naming.location(p),
                loop=LOOP_KINDS[int(kind_of(loop))],
                parameters={name: value for name, value in written if value != ""},
                why=choice.why,
            )
        )
    return shown


def _by_day(core: Core, history: History) -> list[views.DayOfPulls]:
    network = core.chronicle().network
    released = history.pulls[history.pulls["code"] > 0]
    released = released[released["kind"] != int(Kind.SUPPLY_OPENED)]
    day = np.searchsorted(network.day_start, released["tick"], side="right") - 1
    kind = np.minimum(network.source["kind"][released["source"] - 1], BUY)
    quantity = released["quantity"] / network.point["scale"][released["point"] - 1]
    shown = []
    for d in np.unique(day).tolist():
        on = day == d
        make, move, buy = np.bincount(kind[on], minlength=BUY + 1).tolist()
        total = round(float(quantity[on].sum()), 3)
        name = date.fromordinal(network.first_day + d).isoformat()
        shown.append(views.DayOfPulls(day=name, make=make, move=move, buy=buy, quantity=total))
    return shown


def last_prices(core: Core, history: History) -> np.ndarray:
    """Return the price of the last sale at each stock point, 1/10,000 of the currency, 0 = none; shape (P,)."""
    prices = np.zeros(len(core.network.point), np.int64)
    prices[history.sales["point"] - 1] = history.sales["amount"]
    return prices


def _counts(arrays: dict[str, Any], history: History, promises: list[views.PromiseView]) -> dict[str, int]:
    return {
        "facts": history.facts,
        "order_lines": len(history.orders),
        "sales": len(history.sales),
        "pulls": len(history.pulls),
        "open_pulls": int((arrays["pull"]["id"] > 0).sum()),
        "open_lines": len(promises),
        "late_lines": sum(promise.late_days > 0 for promise in promises),
        "shipments": len(history.shipped),
    }


def _notes(core: Core, history: History, rates: Rates, idle: Mapping[str, int]) -> list[str]:
    notes = []
    if core.world is not None:
        notes.append(
            "The plain world answered every pull after its lead time and finite hours; nothing here is a plant's."
        )
    if rates.days:
        notes.append(f"Rates of use rest on the {rates.days} days before the start.")
    elif history.pulls.size:
        notes.append("There is no history before the start, so no rate of use is known.")
    notes.append("Promises are quotes: the plain world run ahead from this state without new signals.")
    if idle:
        notes.append(f"Read, and no rule goes by it yet: {', '.join(idle)}.")
    return notes
