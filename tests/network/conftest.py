"""Small businesses written as tables, compiled the way that a folder is."""

from itertools import count

import pytest

from tugline.network.compile import compile_network
from tugline.network.read import read_business

BUSINESS = """name = "test"
currency = "EUR"
timezone = "{timezone}"
start = "{start}"
tick = "{tick}"

[terms]
customer_days = 30
supplier_days = 60
"""


@pytest.fixture
def business(tmp_path):
    """Return a function from tables (text, one row a line, blanks around commas ignored) to the tables as read."""
    number = count()

    def read(*, tick="minute", timezone="Europe/Berlin", start="2024-01-01T00:00", **tables):
        folder = tmp_path / str(next(number))
        folder.mkdir()
        (folder / "business.toml").write_text(BUSINESS.format(tick=tick, timezone=timezone, start=start))
        for name, text in tables.items():
            rows = [",".join(cell.strip() for cell in line.split(",")) for line in text.strip().splitlines()]
            (folder / f"{name}.csv").write_text("\n".join(rows) + "\n")
        return read_business(folder, loop_schemas={})

    return read


@pytest.fixture
def compiled(business):
    """Return a function from tables to the compiled network."""

    def build(**tables):
        return compile_network(business(**tables))

    return build


@pytest.fixture
def bicycles(compiled):
    """A shop that is served by a plant, which welds frames outside and buys wheels and tube."""
    return compiled(
        items="""
            item,  decimals, cost, price
            bike,  ,         ,     500
            frame, ,         ,
            wheel, ,         20,
            tube,  3,        ,
        """,
        boms="""
            item,  component, quantity, scrap_rate
            bike,  frame,     1,
            bike,  wheel,     2,
            frame, tube,      5.25,     0.02
        """,
        sources="""
            item,  location, kind, from,     lead_time, unit_cost
            tube,  plant,    buy,  steel co, 3d,        1.5
            bike,  shop,     move, plant,    ,
            frame, plant,    make, welder,   4d,        7
        """,
        operations="""
            item, step, resource, setup_time, run_time, yield, labour_cost
            bike, 20,   bench,    ,           30min,    ,      3
            bike, 3,    paint,    90min,      12min,    0.97,
        """,
        resources="""
            resource, units, efficiency, cost_per_hour
            bench,    2,     0.8,        40
            paint,    ,      ,
        """,
        stock="""
            item, location, on_hand
            bike, shop,     3
        """,
    )
