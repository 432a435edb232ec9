"""Folders and mappings: which files are tables, where rows stand in them, and that nothing is half-loaded."""

import subprocess
import sys

import numpy as np
import pytest

from tugline.errors import InvalidBusinessError, UsageError
from tugline.network.compile import compile_network
from tugline.network.read import read_business
from tugline.network.schema import SCHEMA
from tugline.network.tables import MISSING

TOML = 'currency = "EUR"\ntimezone = "Europe/Berlin"\nstart = "2024-01-01"\n'
SETTINGS = {"currency": "EUR", "timezone": "Europe/Berlin", "start": "2024-01-01"}


@pytest.fixture
def folder(tmp_path):
    """Return a function from file names and contents to a business folder; `items.csv` is there unless given."""

    def build(**files):
        named = {name.replace("_dot_", "."): content for name, content in files.items()}
        for name, content in {"business.toml": TOML, "items.csv": "item\npen\nink\n", **named}.items():
            if content is not None:
                (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return build


def found(source):
    """Return what is wrong as (code, table, row, column, value)."""
    with pytest.raises(InvalidBusinessError) as caught:
        read_business(source, loop_schemas={})
    return [(p.code, p.table, p.row, p.column, p.value) for p in caught.value.problems]


def hints(source):
    with pytest.raises(InvalidBusinessError) as caught:
        read_business(source, loop_schemas={})
    return [p.hint for p in caught.value.problems]


def test_a_folder_with_items_and_settings_is_a_business(folder):
    tables = read_business(folder(), loop_schemas={})
    assert tables["items"]["item"].names == ("pen", "ink")
    assert tables.settings.name == folder().name
    assert set(tables) == set(SCHEMA)
    assert tables["orders"].n == 0
    assert tables["orders"]["quantity"].shape == (0,)
    assert compile_network(tables).items.name == ("ink", "pen")


def test_every_column_is_there_given_or_not(folder):
    tables = read_business(folder(), loop_schemas={})
    assert set(tables["items"]) == set(SCHEMA["items"].by_name)
    assert tables["items"].given == {"item"}
    assert tables["items"]["cost"].tolist() == [MISSING, MISSING]
    assert tables["items"]["family"].codes.tolist() == [-1, -1]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_commas_semicolons_and_tabs_marks_and_newlines_are_found_out(folder, delimiter, mark, newline):
    rows = [["item", "name", "cost"], ["pen", "Füller", "1.5"], ["ink", "", ""]]
    text = newline.join(delimiter.join(row) for row in rows)
    items = read_business(folder(items_dot_csv=mark + text.encode()), loop_schemas={})["items"]
    assert items["item"].names == ("pen", "ink")
    assert items["name"].names == ("Füller",)
    assert items["cost"].tolist() == [15_000, MISSING]


def test_blanks_around_cells_and_empty_rows_mean_nothing(folder):
    text = "item , name\n\n pen ,\n,\n , \n  ink, blue ink \n"
    items = read_business(folder(items_dot_csv=text), loop_schemas={})["items"]
    assert items["item"].names == ("pen", "ink")
    assert items["name"].names == ("blue ink",)
    assert items.lines.tolist() == [3, 6]


def test_a_header_without_rows_is_an_empty_table(folder):
    tables = read_business(folder(stock_dot_csv="item,location,on_hand\n"), loop_schemas={})
    assert tables["stock"].n == 0
    assert tables["stock"].given == {"item", "location", "on_hand"}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("item,name\npen,a\nink,b\n", [2, 3]),
        ("\n\nitem,name\n\npen,a\n\n\nink,b", [5, 8]),
        ('item,name\npen,"two\nlines"\nink,b\n', [2, 4]),
        ('item,name\npen,"say ""hi""\n\n"\n\nink,b\n', [2, 6]),
        ('item,name\npen,5" nib\nink,"b\nc"\n', [2, 3]),
    ],
)
def test_rows_are_told_by_their_line(folder, text, lines):
    assert read_business(folder(items_dot_csv=text), loop_schemas={})["items"].lines.tolist() == lines


def test_a_problem_after_cells_of_several_lines_names_its_own_line(folder):
    text = 'item,name,cost\npen,"a\nb\nc",1\n\nink,,dear\n'
    assert found(folder(items_dot_csv=text)) == [("cell.number", "items", 6, "cost", "dear")]


def test_rows_of_another_length_than_the_header_are_told_one_by_one(folder):
    text = "item,cost\npen,1\nink\n\nnib,2,5\ncap,x\n"
    assert found(folder(items_dot_csv=text)) == [
        ("row.length", "items", 3, "", "1 cells"),
        ("row.length", "items", 5, "", "3 cells"),
        ("cell.number", "items", 6, "cost", "x"),
    ]
    assert "decimal point" in hints(folder(items_dot_csv=text))[1]


def test_a_quote_that_never_closes_is_told_where_it_opens(folder):
    text = 'item,name\npen,a\nink,"b\nnib,c\n'
    assert found(folder(items_dot_csv=text)) == [("file.quote", "items", 3, "", '"')]


def test_an_empty_file_is_a_problem(folder):
    assert found(folder(stock_dot_csv="")) == [("file.empty", "stock", 0, "", "")]
    assert found(folder(stock_dot_csv="\n \n")) == [("file.empty", "stock", 0, "", "")]


@pytest.mark.parametrize(
    ("data", "line", "value"),
    [
        ("item,name\npen,ü\n".encode("latin-1"), 2, "byte 0xfc"),
        ("item\npen\n".encode("utf-16"), 0, "UTF-16"),
        (b"item\npen\ni\0nk\n", 3, "byte 0x00"),
    ],
)
def test_files_that_are_not_utf8_are_told_with_the_line(folder, data, line, value):
    assert found(folder(items_dot_csv=data)) == [("file.encoding", "items", line, "", value)]


def test_a_file_that_cannot_be_read_brings_no_other_problems(folder):
    stock = "item,location,on_hand\npen,shop,1\n"
    assert [code for code, *_ in found(folder(items_dot_csv="", stock_dot_csv=stock))] == ["file.empty"]


def test_parquet_that_is_none_is_told(folder):
    assert found(folder(stock_dot_parquet=b"PAR"))[0][:2] == ("file.parquet", "stock")


def test_columns_without_a_name_or_with_the_same_one_are_told(folder):
    assert found(folder(items_dot_csv="item,,name,name\npen,,,\n")) == [
        ("column.unnamed", "items", 1, "", ""),
        ("column.repeated", "items", 1, "name", "name"),
    ]


def test_unknown_and_missing_columns_are_told_with_a_guess(folder):
    source = folder(stock_dot_csv="item,location,On Hand\npen,shop,1\n")
    assert found(source) == [
        ("column.unknown", "stock", 1, "On Hand", "On Hand"),
        ("column.missing", "stock", 1, "on_hand", ""),
    ]
    assert hints(source)[0] == "'on_hand'?"


def test_unknown_tables_are_told_with_a_guess_and_other_files_are_left_alone(folder):
    source = folder(
        oders_dot_csv="a\n",
        README_dot_md="read me",
        LICENSE_dot_txt="free",
        notes_dot_pdf=b"\xff",
        _dot_hidden_dot_csv="",
    )
    (source / ".tugline").mkdir()
    (source / "drawings.csv").mkdir()
    assert found(source) == [("table.unknown", "oders.csv", 0, "", "oders.csv")]
    assert hints(source) == ["'orders'?"]


def test_a_spreadsheet_with_the_name_of_a_table_is_not_left_out_in_silence(folder):
    assert found(folder(orders_dot_xlsx=b"PK")) == [("file.kind", "orders", 0, "", "orders.xlsx")]


def test_a_table_in_two_files_is_a_problem(folder):
    assert found(folder(items_dot_parquet=b"")) == [("table.twice", "items", 0, "", "items.parquet")]


def test_a_folder_without_items_or_settings_says_what_is_missing(folder):
    source = folder(items_dot_csv=None, business_dot_toml=None)
    assert [problem[:2] for problem in found(source)] == [("file.missing", "business.toml"), ("table.missing", "items")]


@pytest.mark.parametrize("name", ["items.csv", "orders.parquet"])
def test_a_folder_or_a_broken_link_in_the_place_of_a_table_is_told(folder, name):
    place = folder(**{"items.csv": None if name == "items.csv" else "item\npen\n"}) / name
    table = place.stem
    place.mkdir()
    assert found(place.parent) == [("file.kind", table, 0, "", f"{name}, a folder")]
    place.rmdir()
    place.symlink_to("gone.csv")
    assert found(place.parent) == [("file.kind", table, 0, "", f"{name}, a link to gone.csv, which is not there")]
    place.unlink()
    place.symlink_to(name)
    assert found(place.parent) == [("file.kind", table, 0, "", f"{name}, a link to {name}, which is not there")]


def test_settings_that_are_a_folder_or_a_broken_link_are_told(folder):
    place = folder(business_dot_toml=None) / "business.toml"
    place.symlink_to("gone.toml")
    value = "business.toml, a link to gone.toml, which is not there"
    assert found(place.parent) == [("file.missing", "business.toml", 0, "", value)]
    place.unlink()
    place.mkdir()
    assert found(place.parent) == [("file.missing", "business.toml", 0, "", "business.toml, a folder")]


def test_a_folder_that_is_named_after_no_file_of_a_table_is_left_alone(folder):
    (folder() / "orders").mkdir()
    (folder() / "old.csv").mkdir()
    assert read_business(folder(), loop_schemas={})["orders"].n == 0


@pytest.mark.parametrize("text", ["item,cost\n", "item,cost\n,\n,\n"])
def test_items_without_a_row_are_told(folder, text):
    assert found(folder(items_dot_csv=text)) == [("table.empty", "items", 0, "", "no items")]


def test_what_is_no_folder_is_a_wrong_call(tmp_path):
    with pytest.raises(UsageError, match="is no folder"):
        read_business(tmp_path / "nowhere", loop_schemas={})


def test_all_problems_of_all_tables_come_at_once_in_order(folder):
    source = folder(
        business_dot_toml=TOML.replace("EUR", "euro"),
        items_dot_csv="item,cost\npen,x\nink,y\n",
        stock_dot_csv="item,location,on_hand\nquill,shop,1\n",
    )
    assert [problem[:3] for problem in found(source)] == [
        ("setting.value", "business.toml", 0),
        ("cell.number", "items", 2),
        ("cell.number", "items", 3),
        ("reference.unknown", "stock", 2),
    ]


def test_of_very_many_problems_of_one_kind_the_first_thousand_are_told_and_the_rest_counted():
    rows = {"item": [f"i{n}" for n in range(1500)], "cost": ["x"] * 1500}
    problems = found({"business": SETTINGS, "items": rows})
    assert len(problems) == 1001
    assert problems[0] == ("cell.number", "items", 0, "cost", "500 more rows")


def test_a_mapping_is_read_like_a_folder():
    tables = read_business(
        {
            "business": SETTINGS,
            "items": [{"item": "pen", "cost": 1.5, "tracked": True}, {"item": 7, "decimals": 2}],
            "stock": {"item": ["pen", "7"], "location": ["a", "a"], "on_hand": [3, "0.25"]},
            "orders": None,
        },
        loop_schemas={},
    )
    assert tables["items"]["item"].names == ("pen", "7")
    assert tables["items"]["cost"].tolist() == [15_000, MISSING]
    assert tables["items"]["tracked"].tolist() == [1, MISSING]
    assert tables["stock"]["on_hand"].tolist() == [3, 25]
    assert tables["stock"].lines.tolist() == [2, 3]


def test_what_a_mapping_cannot_hold_is_told():
    source = {"business": SETTINGS, "itms": {}, "items": {"item": ["a", "b"], "cost": [1]}, "stock": 5}
    assert found(source) == [
        ("table.length", "items", 0, "", "item 2, cost 1"),
        ("table.unknown", "itms", 0, "", "itms"),
        ("table.kind", "stock", 0, "", "int"),
    ]
    assert found({"items": {"item": ["a"]}}) == [("setting.missing", "business.toml", 0, "", "")]


def test_the_package_is_light_until_something_is_read():
    code = "import sys, tugline.network, tugline.network.compile; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tables_say_what_they_are(folder):
    tables = read_business(folder(), loop_schemas={})
    assert "items 2" in repr(tables)
    assert repr(tables["items"]).startswith("<Table 'items': 2 rows")
    assert tables["items"].has("cost")
    assert not tables["items"].has("colr")
    assert not np.any(tables["items"].unknown_item)
