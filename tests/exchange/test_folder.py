"""Writing a business folder: the same bytes for the same rows, and never over somebody's work."""

import pyarrow.parquet as pq
import pytest

from tugline.errors import RefusedError, StorageError, UsageError
from tugline.exchange.folder import Table, add, write
from tugline.exchange.readme import write_readme

ROWS = [("a, b", 3, ""), ('say "c"', 14, "2024-01-05")]
COLUMNS = ("item", "quantity", "at")


def test_a_table_is_written_as_csv_that_reads_back(tmp_path):
    conversion = write(tmp_path / "new", 'name = "n"\n', [Table("stock", COLUMNS, ROWS)])
    assert (conversion.target / "stock.csv").read_bytes() == (
        b'item,quantity,at\n"a, b",3,\n"say ""c""",14,2024-01-05\n'
    )
    assert (conversion.target / "business.toml").read_bytes() == b'name = "n"\n'
    assert conversion.rows == {"stock": 2}


def test_a_table_is_written_as_parquet_with_texts_and_whole_numbers(tmp_path):
    write(tmp_path / "new", "", [Table("orders", COLUMNS, ROWS, parquet=True)])
    table = pq.read_table(tmp_path / "new" / "orders.parquet")
    assert [str(field.type) for field in table.schema] == ["string", "int64", "string"]
    assert table.to_pylist() == [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]


@pytest.mark.parametrize("parquet", [False, True])
def test_the_same_rows_give_the_same_bytes(tmp_path, parquet):
    table = Table("orders", COLUMNS, ROWS, parquet=parquet)
    first, second = (write(tmp_path / name, "", [table]).target for name in ("one", "two"))
    assert {path.name: path.read_bytes() for path in first.iterdir()} == {
        path.name: path.read_bytes() for path in second.iterdir()
    }


def test_an_empty_table_may_be_parquet(tmp_path):
    write(tmp_path / "new", "", [Table("orders", COLUMNS, [], parquet=True)])
    assert pq.read_table(tmp_path / "new" / "orders.parquet").num_rows == 0


def test_a_folder_with_files_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "mine.txt").write_text("work")
    with pytest.raises(RefusedError, match="is not empty; nothing was written"):
        write(tmp_path, "", [Table("stock", COLUMNS, ROWS)])
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_may_be_written_to(tmp_path):
    assert write(tmp_path, "", []).target == tmp_path


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_target_that_cannot_be_a_folder_is_named(tmp_path, place):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="file"):
        write(tmp_path / place, "", [])


@pytest.mark.parametrize("parquet", [False, True])
def test_a_disk_that_refuses_is_told_as_such(tmp_path, parquet):
    def rows_that_take_the_folder_away():
        for path in (tmp_path / "new").iterdir():
            path.unlink()
        (tmp_path / "new").rmdir()
        yield Table("stock", COLUMNS, ROWS, parquet=parquet)

    with pytest.raises(StorageError, match="is not complete: "):
        write(tmp_path / "new", "", rows_that_take_the_folder_away())
    with pytest.raises(StorageError, match="is not complete: "):
        add(tmp_path / "new", "README.md", b"")


def test_the_page_tells_rows_assumptions_and_what_was_left_out(tmp_path):
    conversion = write(tmp_path / "new", "", [Table("stock", COLUMNS, ROWS * 600)])
    conversion.notes.append("Nobody\n  said when.")
    conversion.left_out["lines of fees"] = 1234
    write_readme(conversion, "Title", "What it is.\n\nMore.", "Whose.")
    page = (tmp_path / "new" / "README.md").read_text()
    assert page == (
        "# Title\n\nWhat it is.\n\nMore.\n\n## The tables\n\n| table | rows |\n|---|---|\n| stock | 1,200 |\n\n"
        "## What was assumed\n\n- Nobody said when.\n\n## What was left out\n\n- lines of fees: 1,234\n\n"
        "## Source and licence\n\nWhose.\n"
    )


def test_the_page_has_no_empty_headings(tmp_path):
    conversion = write(tmp_path / "new", "", [])
    write_readme(conversion, "Title", "What.", "Whose.")
    page = (tmp_path / "new" / "README.md").read_text()
    assert "assumed" not in page
    assert "left out" not in page
