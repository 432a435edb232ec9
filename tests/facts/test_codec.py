"""Typed facts and rows."""

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.facts.codec import from_rows, to_rows
from tugline.facts.kinds import COLUMNS, FACT, NEVER, Kind
from tugline.facts.limits import RANGES, check_rows
from tugline.facts.values import CLASSES, OrderPlaced, Paid, PulseClosed, SaleMade


def one(kind):
    values = {column: st.integers(low, high) for column, (low, high) in RANGES.items()}
    if kind != Kind.PARAMETER_SET:
        values["quantity"] = st.integers(0, RANGES["quantity"][1])
    return st.builds(CLASSES[kind], **values)


any_fact = st.sampled_from(sorted(CLASSES)).flatmap(one)


@settings(deadline=None, max_examples=60)
@given(st.lists(any_fact, max_size=12))
def test_every_fact_comes_back_from_its_row(facts):
    rows = to_rows(facts)
    assert rows.dtype == FACT
    assert from_rows(rows) == facts


@settings(deadline=None, max_examples=60)
@given(st.lists(any_fact, min_size=1, max_size=5))
def test_a_row_holds_each_column_under_its_name(facts):
    for fact, row in zip(facts, to_rows(facts), strict=True):
        assert row["kind"] == fact.kind
        for column in COLUMNS:
            assert row[column] == getattr(fact, column)


def test_rows_that_are_not_contiguous_are_read_too():
    rows = to_rows([SaleMade(point=n, quantity=n) for n in range(1, 9)])
    assert [fact.point for fact in from_rows(rows[::2])] == [1, 3, 5, 7]


def test_no_facts_are_no_rows():
    assert len(to_rows([])) == 0
    assert from_rows(np.empty(0, FACT)) == []


def test_a_fact_cannot_be_changed_or_made_without_what_it_says():
    fact = SaleMade(point=1, quantity=2)
    with pytest.raises(AttributeError):
        fact.quantity = 3
    with pytest.raises(TypeError, match="point"):
        SaleMade(quantity=2)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (OrderPlaced(point=1, reference=1, quantity=10**15 + 1), r"fact 1 \(OrderPlaced\), quantity: 1000000000000001"),
        (OrderPlaced(point=1, reference=1, quantity=10**30), r"quantity: 10{30}; expected a whole number from"),
        (OrderPlaced(point=1, reference=1, quantity="2"), "quantity: '2'; expected a whole number"),
        (OrderPlaced(point=1, reference=1, quantity=2.0), "quantity: 2.0; expected a whole number"),
        (OrderPlaced(point=-1, reference=1, quantity=2), "point: -1"),
        (OrderPlaced(point=1, reference=1, quantity=-2), r"\(OrderPlaced\), quantity: -2; expected 0 or more"),
        (PulseClosed(tick=NEVER), "tick"),
        (Paid(code=1, amount=-(10**15) - 1), "amount"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(fact, said):
    with pytest.raises(UsageError, match=said):
        to_rows([PulseClosed(), fact])


def test_due_may_be_never_and_money_may_be_negative():
    facts = [Paid(code=1, amount=-5), OrderPlaced(point=1, reference=1, quantity=1, due=NEVER, occurred_at=-9)]
    assert from_rows(to_rows(facts)) == facts


@pytest.mark.parametrize("kind", [0, -1, 50, 255, 256, NEVER])
def test_an_unknown_kind_is_refused(kind):
    rows = np.zeros(2, FACT)
    rows["kind"] = (4, kind)
    for read in (check_rows, from_rows):
        with pytest.raises(UsageError, match=f"fact 1, kind: {kind}"):
            read(rows)


def test_facts_encode_compactly_with_their_kind_first():
    assert msgspec.json.decode(msgspec.json.encode(SaleMade(point=7, quantity=2)))[0] == 42
