"""What was recorded comes again, and what speaks of a line finds it, whatever fact that is in this run."""

import numpy as np

from tugline.facts.kinds import FACT, Kind
from tugline.studies.recorded import LineNames, Recorded


def rows(*told):
    found = np.zeros(len(told), FACT)
    for row, (kind, tick, reference, quantity) in zip(found, told, strict=True):
        row["kind"], row["tick"], row["reference"], row["quantity"] = int(kind), tick, reference, quantity
    return found


def placed(seq, name, *, point=3, party=2):
    fact = rows((Kind.ORDER_PLACED, 0, name, 1))
    fact["seq"], fact["point"], fact["party"] = seq, point, party
    return fact


def run(signals, until, *, lines=(), closed=(), away=()):
    """Return what is taken in of signals, as (tick it runs to, kind, reference) by part."""
    names = LineNames(Recorded(signals).spoken_of, lambda line: line not in closed)
    for fact in (*lines, *away):
        names.see(fact)
    return [(stop, [(int(r["kind"]), int(r["reference"])) for r in part]) for part, stop in names.parts(signals, until)]


PLACED, CANCELLED, RETURNED, SHIPPED = (
    int(k) for k in (Kind.ORDER_PLACED, Kind.ORDER_CANCELLED, Kind.RETURNED, Kind.SHIPPED)
)


def test_days_are_cut_at_their_ticks():
    recorded = Recorded(rows((PLACED, 0, 1, 1), (PLACED, 9, 2, 1), (PLACED, 10, 3, 1)))
    assert recorded.between(0, 10)["reference"].tolist() == [1, 2]
    assert recorded.between(10, 20)["reference"].tolist() == [3]
    assert len(Recorded(rows()).between(0, 10)) == 0


def test_without_a_word_on_a_line_everything_is_one_part():
    signals = rows((PLACED, 1, 5, 1), (RETURNED, 2, 0, 1))
    assert run(signals, 9) == [(9, [(PLACED, 5), (RETURNED, 0)])]


def test_a_cancellation_names_the_fact_that_the_line_is_in_this_run():
    signals = rows((PLACED, 1, 5, 1), (CANCELLED, 4, -5, 0), (PLACED, 6, 7, 1))
    parts = run(signals, 9, lines=[placed(77, 5)])
    assert parts == [(3, [(PLACED, 5)]), (4, []), (4, [(CANCELLED, 77)]), (9, [(PLACED, 7)])]


def test_a_cancellation_of_a_line_that_has_ended_is_left_out():
    signals = rows((CANCELLED, 4, -5, 0))
    assert run(signals, 9, lines=[placed(77, 5)], closed=[77]) == [(3, []), (4, []), (9, [])]


def test_of_a_line_comes_back_no_more_than_left():
    signals = rows((RETURNED, 4, -5, 2))
    two, one = rows((SHIPPED, 2, 77, 2)), rows((SHIPPED, 2, 77, 1))
    assert (4, [(RETURNED, 77)]) in run(signals, 9, lines=[placed(77, 5)], away=[two])
    assert (4, [(RETURNED, 77)]) not in run(signals, 9, lines=[placed(77, 5)], away=[one])
    back = rows((RETURNED, 3, 77, 1))
    assert (4, [(RETURNED, 77)]) not in run(signals, 9, lines=[placed(77, 5)], away=[two, back])


def test_a_line_that_is_placed_and_cancelled_in_one_minute_is_found_once_it_stands():
    signals = rows((PLACED, 4, 5, 1), (CANCELLED, 4, -5, 0))
    names = LineNames(Recorded(signals).spoken_of, lambda _: True)
    parts = []
    for part, stop in names.parts(signals, 9):
        parts.append((stop, part["kind"].tolist(), part["reference"].tolist()))
        if PLACED in part["kind"]:
            names.see(placed(77, 5))
    assert parts[2:4] == [(4, [PLACED], [5]), (4, [CANCELLED], [77])]
