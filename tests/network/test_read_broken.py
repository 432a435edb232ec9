"""Whatever is broken in a folder is told as problems: nothing else is ever raised."""

import random
import shutil

import pytest

from tugline.errors import InvalidBusinessError
from tugline.loops.catalogue import LOOPS
from tugline.network.compile import compile_network
from tugline.network.read import read_business

CELLS = (
    b"", b"-1", b"1e9", b"nan", b"inf", b"0", b"999999999999999999999", b"1/0", b"0.0000001", b"2025-02-30",
    b"9999-12-31T23:59", b"0001-01-01", b"24:00", b"25:00", b"P1Y", b"PT1000000000H", b"1000000000w", b"-5d", b"*",
    b'"', b"\t", b"\x00", b"\xff", b"\n", b";", b",", b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"lamp-s", b"works", b"make",
    b"[terms]", b"= 1", b"1.5", b"100000000000000",
)  # fmt: skip


def break_cell(luck, data):
    lines = data.split(b"\n")
    row = luck.randrange(len(lines))
    cells = lines[row].split(b",")
    cells[luck.randrange(len(cells))] = luck.choice(CELLS)
    lines[row] = b",".join(cells)
    return b"\n".join(lines)


def break_bytes(luck, data):
    at = luck.randrange(len(data) + 1)
    return data[:at] + luck.choice(CELLS) + data[at + luck.randint(0, 3) :]


@pytest.mark.slow
@pytest.mark.parametrize("breaks", [break_cell, break_bytes])
def test_a_broken_file_is_told_and_nothing_else_goes_wrong(root, tmp_path, breaks):
    luck = random.Random(breaks.__name__)
    folder = tmp_path / "broken"
    shutil.copytree(root / "tests" / "everything", folder)
    paths = sorted(path for path in folder.iterdir() if path.suffix in {".csv", ".toml"})
    told = 0
    for _ in range(60):
        path = luck.choice(paths)
        sound = path.read_bytes()
        path.write_bytes(breaks(luck, sound))
        try:
            compile_network(read_business(folder, loop_schemas=LOOPS))
        except InvalidBusinessError:
            told += 1
        path.write_bytes(sound)
    assert told > 24  # the breaks are real ones
