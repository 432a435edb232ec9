"""CSV files that cannot be read at all."""

from tugline.network import csv_file
from tugline.network.csv_file import parse_csv, read_csv
from tugline.network.findings import Findings


def test_a_file_that_went_away_is_told(tmp_path):
    findings = Findings()
    assert read_csv(tmp_path / "items.csv", "items", findings) is None
    assert [(p.code, p.table, p.value) for p in findings.problems] == [
        ("file.unreadable", "items", "No such file or directory")
    ]


def test_a_row_that_never_ends_is_told(monkeypatch):
    monkeypatch.setattr(csv_file, "FIELD_MAX", 64)
    findings = Findings()
    assert parse_csv(b"item,name\npen," + b"x" * 1000 + b"\nink,y\n", "items", findings) is None
    assert [(p.code, p.table) for p in findings.problems] == [("file.csv", "items")]


def test_the_header_alone_may_end_without_a_newline():
    findings = Findings()
    written = parse_csv(b"item;name", "items", findings)
    assert list(written.columns) == ["item", "name"]
    assert len(written.lines) == 0
    assert findings.problems == []
