"""Reading what others export: every cell as text, and a clear word where the file is not what it should be."""

import gzip

import pytest

from tugline.errors import UsageError
from tugline.exchange.raw import headed, headless, require


def test_a_headed_file_gives_its_rows_by_name(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes('\ufeffx,y\r\n1,"two\nlines"\r\n'.encode())
    assert list(headed(path, ["y"])) == [{"x": "1", "y": "two\nlines"}]


def test_a_gzipped_file_is_read_like_a_plain_one(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"x,y\n1,2\n"))
    assert list(headed(path, ["x"])) == [{"x": "1", "y": "2"}]


def test_a_headless_file_gives_its_rows_by_the_names_given_without_padding(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("EA \tEach\t\n")
    assert headless(path, ["code", "name", "more"]) == [{"code": "EA", "name": "Each", "more": ""}]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"x,z\n1,2\n", "no column 'y'; found x, z"),
        (b"", "no column 'x', 'y'; found nothing"),
        (b"x,y\n1,2,3\n", "record 2: 3 cells; expected 2"),
        (b"x,y\n1,\xff\n", "is not UTF-8 text"),
    ],
)
def test_a_file_that_is_not_as_expected_is_named_with_the_reason(tmp_path, content, says):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=says) as caught:
        list(headed(path, ["x", "y"]))
    assert str(path) in str(caught.value)


def test_a_row_of_a_headless_file_must_fit(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("1\t2\n1\n")
    with pytest.raises(UsageError, match="record 2: 1 cells; expected 2"):
        headless(path, ["a", "b"])


def test_a_missing_or_broken_file_is_named(tmp_path):
    with pytest.raises(UsageError, match="does not exist"):
        list(headed(tmp_path / "none.csv", ["x"]))
    (tmp_path / "torn.csv.gz").write_bytes(gzip.compress(b"x\n1\n" * 999)[:-12])
    with pytest.raises(UsageError, match="cannot be read"):
        list(headed(tmp_path / "torn.csv.gz", ["x"]))


def test_missing_files_are_all_named_at_once(tmp_path):
    (tmp_path / "b").write_text("")
    with pytest.raises(UsageError, match="lacks a, c; expected the raw tables"):
        require(tmp_path, ["a", "b", "c"], what="the raw tables")
    with pytest.raises(UsageError, match="is not a folder"):
        require(tmp_path / "b", ["a"], what="the raw tables")
