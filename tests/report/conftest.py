"""Results made by hand: one with something in every part, and that of a business without a signal yet."""

import importlib.util
from pathlib import Path

import msgspec
import pytest

from tugline.business import views
from tugline.report import now

AS_OF = "2014-06-15T00:00:00-07:00"


def make_result(name: str = "Frame", **changes: object) -> views.Result:
    """A result with something in every part; `name` stands wherever a user's own words stand."""
    days = tuple(f"2014-06-{day:02}" for day in range(1, 15))
    pull = views.PullView(
        id="P7", at=AS_OF, kind="make", item=name, location=name, from_=name, quantity=12.5,
        due="2014-06-13T12:00:00-07:00",
        loop="min_max", signal=name, state="ready", why=f"{name} is low: pull 12.5", received=0.0, late_days=1.5,
        blocked_by=f"P7 ({name}) waits in the queue of {name}", rests_on=("lead time", "stock", "cost"),
    )  # fmt: skip
    promise = views.PromiseView(
        order=name, line="1", customer=name, item=name, quantity=3.0, wanted=AS_OF,
        promised="2014-06-20T00:00:00-07:00", late_days=5.0, cause=f"{name} is short: 3 wait",
        expected="2014-06-20T00:00:00-07:00", state="quoted", reserved_until=None, at_risk=False,
    )  # fmt: skip
    shipment = views.ShipmentView(
        order=name, line="1", customer=name, item=name, location=name, quantity=2.0, wanted=AS_OF, late_days=0.5,
    )  # fmt: skip
    line = views.PurchaseLine(
        pull="P9", item=name, quantity=24.0, purchase_quantity=2.0, purchase_unit=name, unit_price=1.25, amount=30.0,
        due=AS_OF,
    )  # fmt: skip
    order = views.SupplierOrder(
        supplier=name,
        place_on="2014-06-16",
        lines=(line,),
        amount=30.0,
        unpriced_lines=0,
        minimum_value=100.0,
        short_of_minimum=70.0,
    )
    stock = views.StockView(
        item=name, location=name, on_hand=1.0, on_order=12.5, allocated=0.0, waiting=3.0, position=10.5,
        value=1234.5, known=False,
    )  # fmt: skip
    loop = views.LoopView(
        item=name, location=name, loop="min_max", parameters={"min": 5.0, "max": 9.0}, why=f"{name} is asked"
    )
    known = {
        "inventory_turns": 2.75, "dio": 132.7, "dso": 27.1, "dpo": 11.6, "cash_conversion_cycle": 148.2,
        "gross_margin": 900.0,
    }  # fmt: skip
    figures = [
        views.MetricView(name=key, value=value, unit="days", formula=f"{key} = a {value} / b 1 = {value}", missing="")
        for key, value in known.items()
    ]
    figures.append(
        views.MetricView(name="gmroi", value=None, unit="per year", formula="", missing=f"{name} has no cost")
    )
    result = views.Result(
        schema=views.SCHEMA, business=name, currency="USD", world="plain", as_of=AS_OF, digest="ab" * 32,
        trial_balance=0.0, items={name: views.ItemView(name=f"{name} of steel", unit=name)},
        pulls=[msgspec.structs.replace(pull, id=f"P{7 + n}", kind=kind) for n, kind in enumerate(now.KINDS)],
        promises=[promise], ship_now=[shipment], stock=[stock], stock_value=1234.5,
        quarantine=[views.Quarantined(number=1, table="orders", row=name, why=f"{name} is not an item")],
        metrics={
            "order_to_delivery_days": {"p50": 1.0, "p95": 12.0}, "on_time_share": 0.93, "delivered_lines": 40,
            "why_missing": "",
        },
        buy_list=[order],
        count_first=[views.CountFirst(item=name, location=name, at_stake=99.5, why=f"{name} never counted")],
        loops=[loop], defaults=[("stock", name, f"{name} unknown")],
        accounts=[views.Account(account="cash", nature="asset", debit=10.0, credit=0.0)], figures=figures,
        series=views.DailySeries(
            days=days, inventory=(20.0,) * 14, wip=(3.0,) * 14, cash=(-5.0,) * 14,
            revenue=tuple(100.0 * n for n in range(14)),
        ),
        pulls_by_day=[views.DayOfPulls(day=day, make=1, move=2, buy=3, quantity=9.5) for day in days],
        counts={"facts": 9, "order_lines": 1, "pulls": 3, "open_pulls": 3, "open_lines": 1, "late_lines": 1},
        notes=[f"{name} is plain"],
    )  # fmt: skip
    return msgspec.structs.replace(result, **changes)


def make_empty_result() -> views.Result:
    """A business that has just been written down."""
    return views.Result(
        schema=views.SCHEMA, business="New", currency="EUR", world="plain", as_of=AS_OF, digest="0" * 64,
        trial_balance=0.0, pulls=[], promises=[], stock=[], stock_value=None, quarantine=[], metrics={},
        buy_list=[], count_first=[], loops=[], defaults=[],
        accounts=[], figures=[], series=views.DailySeries(days=(), inventory=(), wip=(), revenue=(), cash=()),
        pulls_by_day=[], counts={}, notes=[],
    )  # fmt: skip


@pytest.fixture(scope="session")
def some_result():
    """Return the function that makes a result with something in every part: `some_result(name, **changes)`."""
    return make_result


@pytest.fixture(scope="session")
def empty_result():
    """Return the function that makes the result of a business that has just been written down."""
    return make_empty_result


_spec = importlib.util.spec_from_file_location("plan_example", Path(__file__).parent / "plan_example.py")
plan_example = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(plan_example)


@pytest.fixture(scope="session")
def some_plan():
    """Return the function that makes a plan with something in every part: `some_plan(name, **changes)`."""
    return plan_example.make_plan


@pytest.fixture(scope="session")
def empty_plan():
    """Return the function that makes the plan of a business without open orders."""
    return plan_example.make_empty_plan


@pytest.fixture(scope="session")
def planned_operation():
    """Return the function that makes an operation: `planned_operation(order, lot, start, end, ...)`."""
    return plan_example.make_operation
