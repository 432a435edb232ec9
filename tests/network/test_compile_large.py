"""A million stock points compile, and lie on the levels that they were made for."""

from datetime import UTC, datetime

import numpy as np
import pytest

from tugline.network import schema_network, schema_signals, schema_trade
from tugline.network.compile import compile_network
from tugline.network.layout import BUY, MAKE, MOVE
from tugline.network.settings import Settings
from tugline.network.tables import MISSING, Durations, Names, Rational, Table, Tables

SCHEMAS = {s.name: s for module in (schema_network, schema_signals, schema_trade) for s in module.TABLES}


def table(name, n=0, **given):
    """Return a table of `n` rows with the given columns, the others empty; `from_` stands for `from`."""
    columns = {}
    for column in SCHEMAS[name].columns:
        empty = np.full(n, MISSING)
        if column.kind in ("name", "text"):
            columns[column.name] = Names(np.full(n, -1), ())
        elif column.kind in ("rational", "rate"):
            columns[column.name] = Rational(empty, np.ones(n, np.int64))
        elif column.kind == "duration":
            columns[column.name] = Durations(empty, empty)
        else:
            columns[column.name] = empty
    columns |= {key.rstrip("_"): value for key, value in given.items()}
    return Table(name, n, np.arange(2, n + 2), columns)


def business(**tables):
    settings = Settings("large", "EUR", "UTC", datetime(2024, 1, 1, tzinfo=UTC))
    return Tables(settings, {name: tables.get(name) or table(name) for name in SCHEMAS})


@pytest.mark.slow
def test_a_million_points_in_stores_lie_above_their_warehouse():
    n_items, n_stores = 50_000, 19
    items = tuple(f"item {k:05d}" for k in range(n_items))
    places = (*(f"store {k:02d}" for k in range(n_stores)), "warehouse")
    n = n_items * len(places)
    row = np.random.Generator(np.random.PCG64(1)).permutation(n)
    item, place = row // len(places), row % len(places)
    stored = place < n_stores
    network = compile_network(
        business(
            items=table("items", n_items, item=Names(np.arange(n_items), items)),
            sources=table(
                "sources", n, item=Names(item, items), location=Names(place, places),
                kind=np.where(stored, MOVE, BUY), from_=Names(np.where(stored, 0, 1), ("warehouse", "acme")),
                unit_cost=np.where(stored, MISSING, 10_000 + item),
            ),
        )
    )  # fmt: skip
    point, source = network.point, network.source
    assert (len(point), len(source), network.n_levels) == (n, n, 2)
    at_warehouse = point["location"] == network.location_names.index("warehouse")
    assert np.array_equal(point["level"], at_warehouse.astype(np.int64))
    assert np.array_equal(source["point"], np.arange(n))
    moves = source["kind"] == MOVE
    assert np.array_equal(point["item"][source["from_point"][moves]], point["item"][~at_warehouse])
    assert np.all(at_warehouse[source["from_point"][moves]])
    assert np.array_equal(point["standard_cost"], 10_000 + point["item"])


@pytest.mark.slow
def test_a_million_bill_lines_put_every_component_below_what_it_goes_into():
    n, luck = 1_000_000, np.random.Generator(np.random.PCG64(2))
    items = tuple(f"item {k:07d}" for k in luck.permutation(n))
    # Item k is made of items behind it, so that there is no circle; the names say nothing about that.
    parent = luck.integers(0, n // 2, n)
    component = np.minimum(parent + luck.integers(1, n // 10, n), n - 1)
    network = compile_network(
        business(
            items=table("items", n, item=Names(np.arange(n), items), cost=np.full(n, 10_000)),
            boms=table(
                "boms", n, item=Names(parent, items), component=Names(component, items),
                quantity=Rational(luck.integers(1, 9, n), np.ones(n, np.int64)),
            ),
        )
    )  # fmt: skip
    point, source, need = network.point, network.source, network.need
    assert len(point) == len(source) == n
    assert len(need) == len(np.unique(parent * n + component))
    owner = np.repeat(source["point"], source["need_stop"] - source["need_start"])
    deepest = np.zeros(n, np.int64)
    np.maximum.at(deepest, need["point"], point["level"][owner] + 1)
    assert np.array_equal(point["level"], deepest)
    makes = np.zeros(n, np.bool_)
    makes[np.unique(owner)] = True
    assert np.array_equal(source["kind"][source["point"].argsort()] == MAKE, makes)
