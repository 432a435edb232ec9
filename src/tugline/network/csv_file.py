"""CSV files: UTF-8 with or without a mark, separated by commas, semicolons or tabs, and the line of every row."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from tugline.network.cells import Cells, Written
from tugline.network.exact import IntArray
from tugline.network.findings import Findings

DELIMITERS = (",", ";", "\t")
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
HEADER_MAX = 1 << 16
FIELD_MAX = 1 << 24


def read_csv(path: Path, name: str, findings: Findings) -> Written | None:
    """Return the table in a CSV file, or None with its problems noted."""
    try:
        data = path.read_bytes()
    except OSError as error:
        findings.add("file.unreadable", name, 0, "", str(error.strerror), "a file that can be read")
        return None
    return parse_csv(data, name, findings)


def parse_csv(data: bytes, name: str, findings: Findings) -> Written | None:
    """Return the table in the bytes of a CSV file, or None with its problems noted."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not _is_text(data, name, findings):
        return None
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not data.strip():
        findings.add("file.empty", name, 0, "", "", "a header with the names of the columns")
        return None
    header, start, lines_before, delimiter = _header(data)
    if not _header_is_sound(header, name, lines_before, findings):
        return None
    body = data[start:]
    if not body.strip(b"\n"):
        return Written(name, {column: Cells.empty(0) for column in header}, np.zeros(0, np.int64))
    return _body(body, header, delimiter, name, lines_before, findings)


def _is_text(data: bytes, name: str, findings: Findings) -> bool:
    hint = "saving it as 'CSV UTF-8'?"
    if data[:2] in MARKS:
        findings.add("file.encoding", name, 0, "", MARKS[data[:2]], "UTF-8", hint)
        return False
    try:
        # Decoding is the check; the text itself is not needed.
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.add("file.encoding", name, line, "", f"byte {data[error.start]:#04x}", "UTF-8", hint)
        return False
    nul = data.find(b"\0")
    if nul >= 0:
        findings.add("file.encoding", name, data.count(b"\n", 0, nul) + 1, "", "byte 0x00", "UTF-8 text", hint)
    return nul < 0


def _header(data: bytes) -> tuple[list[str], int, int, str]:
    """Return the names of the columns, the byte at which the rows begin, the lines before them, and the delimiter."""
    text = data[:HEADER_MAX].decode(errors="ignore")
    first = text.lstrip("\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)  # of equals the first, the comma
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    header = next(row for row in reader if row)
    consumed = "\n".join(text.split("\n")[: reader.line_num])
    return [cell.strip() for cell in header], len(consumed.encode()) + 1, reader.line_num, delimiter


def _header_is_sound(header: list[str], name: str, line: int, findings: Findings) -> bool:
    before = len(findings.problems)
    for column in header:
        if not column:
            findings.add("column.unnamed", name, line, "", "", "a name for every column in the header")
    for column in sorted({column for column in header if column and header.count(column) > 1}):
        findings.add("column.repeated", name, line, column, column, "each column once")
    return len(findings.problems) == before


def _body(
    body: bytes, header: list[str], delimiter: str, name: str, lines_before: int, findings: Findings
) -> Written | None:
    """Return the rows after the header; rows with too few or too many cells are noted and left out."""
    broken: list[Any] = []

    def skip(row: Any) -> str:
        broken.append(row)
        return "skip"

    try:
        rows = pa_csv.read_csv(
            pa.BufferReader(body),
            # The number of a broken row is only known to a single thread.
            read_options=pa_csv.ReadOptions(use_threads=False, column_names=header, block_size=FIELD_MAX),
            parse_options=pa_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types={column: pa.string() for column in header},
                strings_can_be_null=True, quoted_strings_can_be_null=True, null_values=[""], check_utf8=False,
            ),
        )  # fmt: skip
    except pa.ArrowInvalid as error:
        findings.add("file.csv", name, 0, "", str(error), 'rows of cells, quoted with " where they need it')
        return None
    lines = record_lines(body, len(rows) + len(broken), delimiter)
    if _has_open_quote(body, int(lines[-1]), delimiter):
        line = int(lines[-1]) + lines_before
        findings.add("file.quote", name, line, "", '"', "a closing quote for every quote that opens")
    lines += lines_before
    for row in broken:
        findings.add(
            "row.length", name, int(lines[row.number - 1]), "", f"{row.actual_columns} cells",
            f"{row.expected_columns} cells, as in the header", _length_hint(row, delimiter),
        )  # fmt: skip
    lines = np.delete(lines, [row.number - 1 for row in broken])
    columns = {column: Cells.of(rows.column(at)) for at, column in enumerate(header)}
    return Written(name, columns, lines)


def _length_hint(row: Any, delimiter: str) -> str:
    if row.actual_columns < row.expected_columns:
        return ""
    if delimiter == "," and re.search(r"\d,\d", row.text):
        return "a decimal point in place of a comma, or quotes around a text with commas?"
    return "quotes around a text that holds the separator?"


def record_lines(body: bytes, n: int, delimiter: str) -> IntArray:
    """Return the line (from 1) on which each of the `n` records begins; empty lines are no records."""
    data = np.frombuffer(body, np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    starts = np.concatenate([[0], ends + 1])
    is_record = (starts < len(data)) & (data[np.minimum(starts, len(data) - 1)] != ord("\n"))
    lines: IntArray = np.flatnonzero(is_record) + 1
    if b'"' in body:
        # Where every line closes as many quotes as it opens, no record is longer than its line.
        whole = np.searchsorted(np.flatnonzero(data == ord('"')), ends) % 2 == 0
        if not whole.all() or len(lines) != n:
            return _lines_read_slowly(body, n, delimiter)
    return lines


def _lines_read_slowly(body: bytes, n: int, delimiter: str) -> IntArray:
    """Return the same for files with line ends or stray quotes inside cells, which no counting of quotes can tell."""
    csv.field_size_limit(FIELD_MAX)
    reader = csv.reader(io.StringIO(body.decode(), newline=""), delimiter=delimiter)
    lines, before = [], 0
    for row in reader:
        if row:
            lines.append(before + 1)
        before = reader.line_num
    return np.resize(np.array(lines or [1], np.int64), n)


def _has_open_quote(body: bytes, line: int, delimiter: str) -> bool:
    """Return whether the last record, which begins on `line`, opens a quote that never closes."""
    if b'"' not in body:
        return False
    ends = np.flatnonzero(np.frombuffer(body, np.uint8) == ord("\n"))
    last = body[int(ends[line - 2]) + 1 if line > 1 else 0 :].decode()
    try:
        list(csv.reader(io.StringIO(last, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False
