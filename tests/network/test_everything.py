"""One business uses everything: every table, column and word of choice, so that no round trip can forget one."""

import shutil

import numpy as np
import pyarrow.parquet as pq
import pytest
from pyarrow import csv

from tugline.loops.catalogue import LOOPS
from tugline.network.canonical import canonical
from tugline.network.compile import compile_network
from tugline.network.difference import difference, restore
from tugline.network.loop_rows import expand_loops
from tugline.network.read import read_business
from tugline.network.row_keys import flat
from tugline.network.schema import SCHEMA, schema_with
from tugline.network.tables import MISSING, Names


@pytest.fixture(scope="module")
def folder(root):
    return root / "tests" / "everything"


@pytest.fixture(scope="module")
def tables(folder):
    return read_business(folder, loop_schemas=LOOPS)


@pytest.fixture(scope="module")
def network(tables):
    return compile_network(tables)


def given(cells):
    return (flat(cells)[0] >= 0) if isinstance(cells, Names) else (flat(cells)[0] != MISSING)


def same(one, other):
    if isinstance(one, Names) and one.names != other.names:
        return False
    return all(np.array_equal(a, b) for a, b in zip(flat(one), flat(other), strict=True))


def test_every_table_has_rows_and_every_column_a_cell(tables):
    columns = [(table.name, column) for table in schema_with(LOOPS).values() for column in table.columns]
    assert [f"{name}.{column.name}" for name, column in columns if not given(tables[name][column.name]).any()] == []


def test_every_word_of_every_choice_is_used(tables):
    unused = [
        f"{table.name}.{column.name} {word}"
        for table in SCHEMA.values()
        for column in table.columns
        for word in column.choices
        if not tables[table.name].is_choice(column.name, word).any()
    ]
    assert unused == []


def test_every_loop_and_every_parameter_is_used(tables, network):
    items, locations = zip(*(name.split("\t") for name in network.point_names), strict=True)
    rows = expand_loops(tables, items, locations)
    assert len(rows) == len(network.point_names)
    assert {row.loop for row in rows} == set(LOOPS)
    used = {name for row in rows for name in row.parameters}
    assert used == {parameter.name for parameters in LOOPS.values() for parameter in parameters}


def test_the_specific_row_of_loops_stands_before_the_general_one(tables):
    points = [("lamp-s", "shop"), ("lamp-l", "shop"), ("bulb", "shop"), ("bulb", "works"), ("socket-b", "works")]
    rows = expand_loops(tables, *zip(*points, strict=True))
    assert [(row.loop, dict(row.parameters)) for row in rows] == [
        ("kanban", {"cards": 3, "container": 4, "mode": "withdrawal", "return_when": "first"}),
        ("to_order", {"room": 12}),
        ("base_stock", {"level": 48, "review": "daily", "pack": 6, "display": 12}),
        ("base_stock", {"level": 240, "review": "1d", "pack": 12}),
        ("to_order", {}),
    ]


def test_no_signal_speaks_of_an_unknown_item(tables):
    assert [name for name in SCHEMA if tables[name].unknown_item.any()] == []


def test_some_cells_are_as_worked_out_by_hand(tables):
    items, stock, boms = tables["items"], tables["stock"], tables["boms"]
    assert items["item"].names[0] == "lamp-s"
    assert items["name"].names[0] == 'Lamp "Buoy", small'
    sheet = stock["item"].names.index("sheet")
    assert stock["on_hand"][stock["item"].codes == sheet].tolist() == [310_375]  # 310.375 kg at three decimals
    glue = boms["component"].names.index("glue")
    assert boms["quantity"].denominator[boms["component"].codes == glue].tolist() == [300, 200]
    # Half past three on the morning on which clocks go forward is half past one in Greenwich.
    last = tables["sales"]["sold_at"][-1]
    assert np.datetime64(int(last), "s") == np.datetime64("2025-03-30T01:30:00")
    # Across the change of clocks 09:15 is 08:15 in winter; an offset that is written stands as it is.
    orders = tables["orders"]["ordered_at"].astype("datetime64[s]").astype(str).tolist()
    assert orders[1] == "2025-02-24T08:15:00"
    assert orders[4] == "2025-03-04T20:05:00"
    assert orders[5] == "2025-03-05T12:00:00"


@pytest.mark.parametrize("form", ["parquet", "semicolons"])
def test_other_files_hold_the_same_tables(folder, tables, tmp_path, form):
    shutil.copy(folder / "business.toml", tmp_path)
    for path in folder.glob("*.csv"):
        texts = csv.ConvertOptions(column_types=dict.fromkeys(path.read_text().split("\n")[0].split(","), "string"))
        table = csv.read_csv(path, convert_options=texts)
        if form == "parquet":
            pq.write_table(table, tmp_path / f"{path.stem}.parquet")
        else:
            csv.write_csv(table, tmp_path / path.name, csv.WriteOptions(delimiter=";"))
    others = read_business(tmp_path, loop_schemas=LOOPS)
    assert others.hash == tables.hash
    assert [
        f"{name}.{column}"
        for name in SCHEMA
        for column in tables[name]
        if not same(tables[name][column], others[name][column])
    ] == []


def test_a_journal_gives_back_every_defining_table(tables):
    kept = canonical(tables)
    again = read_business(restore(kept), loop_schemas=LOOPS)
    assert again.hash == tables.hash
    assert difference(kept, canonical(again)) == []
    defining = [name for name, table in SCHEMA.items() if table.role == "defines"]
    assert {name: again[name].n for name in defining} == {name: tables[name].n for name in defining}


def test_it_compiles_and_every_stock_point_has_a_source(network):
    assert len(network.point) > 0
    assert (network.point["source_start"] < network.point["source_stop"]).all()
    assert "raw-s\tcoater" in network.point_names  # what the outside processor works on is brought to it
