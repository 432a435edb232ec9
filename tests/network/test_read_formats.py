"""The same rows as CSV, Parquet, data frames or lists are the same tables."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.errors import InvalidBusinessError
from tugline.network.csv_file import parse_csv
from tugline.network.findings import Findings
from tugline.network.read import read_business
from tugline.network.tables import MISSING

SETTINGS = {"currency": "EUR", "timezone": "Europe/Berlin", "start": "2024-01-01"}
MORNING, DAY = dt.datetime.fromisoformat("2024-07-01T06:30"), dt.datetime.fromisoformat("2024-12-01")
COLUMNS = {
    "item": ["pen", "ink", "nib"],
    "decimals": [0, None, 3],
    "cost": [1.25, 1e-4, None],
    "tracked": [True, None, False],
    "on_sale_at": [MORNING, None, DAY],
}
CSV = "item,decimals,cost,tracked,on_sale_at\npen,0,1.25,yes,2024-07-01T06:30\nink,,0.0001,,\nnib,3,,no,2024-12-01\n"


def items_of(given):
    return read_business({"business": SETTINGS, "items": given}, loop_schemas={})


def contents(items):
    names = items["item"]
    return (
        [names.names[code] for code in names.codes],
        *(items[name].tolist() for name in ("decimals", "cost", "tracked", "on_sale_at")),
        items.lines.tolist(),
    )


FRAMES = {
    "columns": lambda: COLUMNS,
    "rows": lambda: [dict(zip(COLUMNS, row, strict=True)) for row in zip(*COLUMNS.values(), strict=True)],
    "arrow": lambda: pa.table(COLUMNS),
    "arrow by batch": lambda: pa.Table.from_batches(pa.table(COLUMNS).to_batches(max_chunksize=1)),
    "arrow dictionaries": lambda: pa.table({**COLUMNS, "item": pa.array(COLUMNS["item"]).dictionary_encode()}),
    "arrow views": lambda: pa.table({**COLUMNS, "item": pa.array(COLUMNS["item"], pa.large_string())}),
    "arrow decimals": lambda: pa.table(
        {**COLUMNS, "cost": [Decimal("1.25"), Decimal("0.0001"), None], "decimals": pa.array([0, None, 3], pa.int8())}
    ),
    "polars": lambda: pl.DataFrame(COLUMNS),
    "pandas": lambda: pd.DataFrame(COLUMNS),
    "pandas of texts and numbers": lambda: pd.DataFrame({**COLUMNS, "cost": ["1.25", 1e-4, None]}, dtype=object),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_frames_of_all_kinds_read_like_csv(tmp_path, kind):
    (tmp_path / "business.toml").write_text('currency = "EUR"\ntimezone = "Europe/Berlin"\nstart = "2024-01-01"\n')
    (tmp_path / "items.csv").write_text(CSV)
    expected = contents(read_business(tmp_path, loop_schemas={})["items"])
    assert contents(items_of(FRAMES[kind]())["items"]) == expected


def test_parquet_reads_like_csv(tmp_path):
    (tmp_path / "business.toml").write_text('currency = "EUR"\ntimezone = "Europe/Berlin"\nstart = "2024-01-01"\n')
    pq.write_table(pa.table(COLUMNS), tmp_path / "items.parquet")
    read = read_business(tmp_path, loop_schemas={})
    assert contents(read["items"]) == contents(items_of(COLUMNS)["items"])


def test_the_hash_does_not_know_the_format():
    assert len({items_of(make()).hash for make in FRAMES.values()}) == 1


def test_moments_with_a_zone_keep_it():
    at = pa.array([MORNING], pa.timestamp("us", "America/New_York"))
    items = items_of(pa.table({"item": ["a"], "on_sale_at": at}))["items"]
    assert items["on_sale_at"].tolist() == [int(dt.datetime(2024, 7, 1, 6, 30, tzinfo=dt.UTC).timestamp())]


def test_dates_times_and_lengths_of_time_are_read_by_their_own_types():
    tables = read_business(
        {
            "business": SETTINGS,
            "items": {"item": ["a"]},
            "sources": pa.table(
                {
                    "item": ["a"], "location": ["x"], "kind": ["buy"], "valid_from": [dt.date(2024, 2, 1)],
                    "lead_time": pa.array([dt.timedelta(hours=36)]),
                }
            ),
            "calendars": {
                "calendar": ["c"], "date": [dt.datetime.fromisoformat("2024-02-01")], "opens": [dt.time(6, 30)],
            },
        },
        loop_schemas={},
    )  # fmt: skip
    assert tables["sources"]["valid_from"].tolist() == tables["calendars"]["date"].tolist() == [738_917]
    assert tables["sources"]["lead_time"].seconds.tolist() == [129_600]
    assert tables["sources"]["lead_time"].days.tolist() == [MISSING]
    assert tables["calendars"]["opens"].tolist() == [390]


def test_columns_that_hold_nested_things_or_share_a_name_are_told():
    nested = pa.table([pa.array(["a"]), pa.array([[1, 2]]), pa.array(["b"])], names=["item", "name", "item"])
    with pytest.raises(InvalidBusinessError) as caught:
        items_of(nested)
    assert [(p.code, p.column) for p in caught.value.problems] == [("column.repeated", "item"), ("column.kind", "name")]


cells = st.text(st.sampled_from('ab ,;"\n'), max_size=6)


@given(
    st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), max_size=8)), st.booleans()
)
@settings(deadline=None, max_examples=300)
def test_csv_is_read_as_the_standard_library_reads_it(rows, quote_all):
    width = len(rows[0]) if rows else 1
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerow([f"c{at}" for at in range(width)])
    lines = []
    for row in rows:
        lines.append(out.getvalue().count("\n") + 1)
        writer.writerow(row)
    findings = Findings()
    written = parse_csv(out.getvalue().encode(), "t", findings)
    assert not findings.problems
    assert written.lines.tolist() == lines
    columns = written.columns.values()
    assert [[cells.text(at) for cells in columns] for at in range(len(rows))] == [
        [cell.strip() for cell in row] for row in rows
    ]
