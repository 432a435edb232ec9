"""Facts as bytes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.facts.kinds import COLUMNS, FACT
from tugline.journal.packing import BYTES_MAX, PACKED, pack, unpack

LOW, HIGH = -(1 << 61), 1 << 62
values = st.one_of(st.just(0), st.integers(-3, 300), st.integers(LOW, HIGH), st.sampled_from([LOW, HIGH]))
fact = st.tuples(st.integers(1, 255), *[values for _ in PACKED])


def rows_of(facts, first_seq=1):
    rows = np.zeros(len(facts), FACT)
    for at, (kind, *said) in enumerate(facts):
        rows[at]["seq"], rows[at]["kind"] = first_seq + at, kind
        for column, value in zip(PACKED, said, strict=True):
            rows[at][COLUMNS[column]] = value
    return rows


def packed_slowly(rows):
    """Pack by the words of the format's page, in plain Python."""
    out, last = bytearray(), {}
    for row in rows.tolist():
        kind, mask, tail = row[3], 0, bytearray()
        for bit, column in enumerate(PACKED):
            place = (kind if bit >= 2 else 0, column)
            change = row[column] - last.get(place, 0)
            last[place] = row[column]
            if change:
                mask |= 1 << bit
                rest = 2 * change if change > 0 else -2 * change - 1
                while rest >= 128:
                    tail.append(rest % 128 + 128)
                    rest //= 128
                tail.append(rest)
        out += bytes([kind]) + mask.to_bytes(2, "little") + tail
    return bytes(out)


@settings(deadline=None, max_examples=80)
@given(st.lists(fact, min_size=1, max_size=8), st.integers(1, 1 << 50))
def test_facts_are_packed_as_the_page_says_and_come_back(facts, first_seq):
    rows = rows_of(facts, first_seq)
    data = pack(rows, first_seq)
    assert data == packed_slowly(rows)
    back, n_read = unpack([data], [len(rows)], first_seq)
    assert n_read == 1
    assert (back == rows).all()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(fact, min_size=1, max_size=3), min_size=1, max_size=4))
def test_several_batches_are_read_at_once(batches):
    rows = rows_of([one for batch in batches for one in batch])
    stops = np.cumsum([len(batch) for batch in batches])
    data = [
        pack(rows[stop - len(batch) : stop], int(stop) - len(batch) + 1)
        for stop, batch in zip(stops, batches, strict=True)
    ]
    back, n_read = unpack(data, [len(batch) for batch in batches], 1)
    assert n_read == len(batches)
    assert (back == rows).all()


def test_the_widest_fact_fits_the_room_that_is_kept_for_it():
    rows = rows_of([(1, *[HIGH] * 16), (1, *[LOW] * 16)])
    data = pack(rows, 1)
    assert len(data) <= 2 * BYTES_MAX
    assert (unpack([data], [2], 1)[0] == rows).all()


def test_a_fact_like_the_one_before_takes_three_bytes():
    rows = rows_of([(41, *[7] * 16)] * 2)
    assert len(pack(rows, 1)) - len(pack(rows[:1], 1)) == 3


@pytest.mark.parametrize("count", [1, 3])
def test_bytes_that_are_too_many_or_too_few_are_noticed(count):
    data = pack(rows_of([(41, *[7] * 16)] * 2), 1)
    assert unpack([data], [count], 1)[1] == 0


def test_bytes_that_end_inside_a_number_are_noticed():
    data = pack(rows_of([(41, *[1 << 40] * 16)]), 1)
    for length in range(len(data)):
        assert unpack([data[:length]], [1], 1)[1] == 0


def test_a_value_outside_the_format_is_refused():
    for value in (LOW - 1, HIGH + 1):
        with pytest.raises(UsageError, match="cause"):
            pack(rows_of([(1, *[0] * 14, value, 0)]), 1)
