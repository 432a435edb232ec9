import re
from pathlib import Path

import numpy as np

from tugline.facts.kinds import Kind
from tugline.state import movement as mv
from tugline.state.movement import MOVEMENT, MOVING_KINDS, write_movement


def test_a_movement_is_ten_int64_columns() -> None:
    assert MOVEMENT.names == (
        "seq", "tick", "kind", "code", "point", "slot", "quantity", "amount", "party", "final",
    )  # fmt: skip
    assert MOVEMENT.itemsize == 8 * 10


def test_writing_fills_every_field_with_its_own_value_and_touches_no_other_row() -> None:
    rows = np.zeros(3, MOVEMENT)

    write_movement(rows[1], 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)

    assert rows[1].tolist() == (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    assert rows[0].tolist() == rows[2].tolist() == (0,) * 10


def test_the_kinds_that_no_fact_causes_collide_with_no_fact() -> None:
    reserved = {mv.WRITE_DOWN, mv.REVALUED, mv.EXCHANGE_DIFFERENCE}

    assert len(reserved) == 3
    assert not reserved & {int(kind) for kind in Kind}


def test_the_table_in_the_source_names_each_moving_kind_once() -> None:
    source = Path(mv.__file__).read_text(encoding="utf-8")
    named = [
        name.strip() for cells in re.findall(r"^\| ([A-Z_, ]+) \|", source, re.MULTILINE) for name in cells.split(",")
    ]
    expected = [kind.name for kind in MOVING_KINDS] + ["WRITE_DOWN", "REVALUED", "EXCHANGE_DIFFERENCE"]

    assert sorted(named) == sorted(expected)
