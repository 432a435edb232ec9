"""What the tests of importers share: reading what was written, and the hand-written raw tables."""

import csv
import importlib.util
from pathlib import Path

import pyarrow.parquet as pq
import pytest


def _rows(folder, name):
    parquet = folder / f"{name}.parquet"
    if parquet.exists():
        return pq.read_table(parquet).to_pylist()
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def rows():
    """The rows of a table in a folder, by the names of its columns."""
    return _rows


@pytest.fixture(scope="session")
def write_raw():
    """Writes the hand-written raw tables of the bicycle maker into a folder."""
    spec = importlib.util.spec_from_file_location("raw_tables", Path(__file__).parent / "adventureworks_tables.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.write_raw
