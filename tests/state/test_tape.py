"""The tape: facts and movements in order, however many."""

import numpy as np

from tugline.facts.kinds import FACT
from tugline.state.kernel import kernel
from tugline.state.tape import clear, copy_row, facts_of, movements_of, new_tape, next_row, note_movement


@kernel
def write(t, n):
    for i in range(n):
        r = next_row(t)
        t.fact[r].seq = i + 1
        note_movement(t, t.fact[r], 11, 2, i, 3, -i, 5, 6, 1)


def test_it_grows_and_keeps_what_is_on_it():
    tape = new_tape(2)
    write(tape, 1000)
    facts, movements = facts_of(tape), movements_of(tape)
    assert facts["seq"].tolist() == list(range(1, 1001))
    assert movements["seq"].tolist() == facts["seq"].tolist()
    assert movements["quantity"].tolist() == [-i for i in range(1000)]
    assert [int(movements[7][name]) for name in movements.dtype.names] == [8, 0, 11, 2, 7, 3, -7, 5, 6, 1]


def test_a_new_row_holds_nothing_of_an_older_one():
    tape = new_tape(2)
    row = np.ones(1, FACT)
    copy_row(tape, row[0])
    assert facts_of(tape)[0] == row[0]
    clear(tape)
    assert (len(facts_of(tape)), len(movements_of(tape))) == (0, 0)
    next_row(tape)
    assert facts_of(tape)[0] == np.zeros(1, FACT)[0]
