"""What is printed of a sum adds up, with every number rightly rounded and no more digits than that takes."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.ledger.metric import DAYS, Input, Metric
from tugline.ledger.summing import shown_sum

TERM = st.floats(-1e5, 1e5, allow_nan=False)


def numbers(terms: list[str], total: str) -> tuple[list[Decimal], Decimal]:
    return [Decimal(term.replace(",", "")) for term in terms], Decimal(total.replace(",", ""))


@given(st.lists(st.tuples(TERM, st.sampled_from([1, -1])), min_size=1, max_size=4))
def test_printed_terms_add_up_to_the_printed_sum_and_each_is_rightly_rounded(rows: list[tuple[float, int]]) -> None:
    # More digits than a sum of such terms can have.
    with localcontext(prec=80):
        values, signs = [value for value, _ in rows], [sign for _, sign in rows]
        texts, text = shown_sum(values, signs)
        terms, total = numbers(texts, text)

        assert sum((sign * term for term, sign in zip(terms, signs, strict=True)), Decimal(0)) == total
        digits = len(text.partition(".")[2])
        # Formatting a float rounds its exact value half-even, too.
        assert [f"{value:,.{digits}f}".replace("-0.", "0.") for value in values] == [
            t.replace("-0.", "0.") for t in texts
        ]
        exact = sum((Decimal(value) * sign for value, sign in rows), Decimal(0))
        assert abs(total - exact) <= Decimal(10) ** -digits / 2
        for fewer in range(1, digits):
            shorter = [Decimal(f"{value:.{fewer}f}") for value in values]
            assert sum((s * v for s, v in zip(signs, shorter, strict=True)), Decimal(0)) != Decimal(
                f"{exact:.{fewer}f}"
            )


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((132.61, 27.12, 11.63), "cycle = dio 132.6 + dso 27.1 − dpo 11.6 = 148.1"),
        # One digit each would print 132.7 + 27.1 − 11.6 = 148.1; this is what the bicycle maker's books once said.
        ((132.654, 27.057, 11.624), "cycle = dio 132.65 + dso 27.06 − dpo 11.62 = 148.09"),
        ((1234.5, 0.0, 1300.25), "cycle = dio 1,234.50 + dso 0.00 − dpo 1,300.25 = -65.75"),
    ],
)
def test_an_explained_sum_shows_as_many_digits_as_it_needs(values: tuple[float, ...], shown: str) -> None:
    inputs = tuple(Input(name, value, DAYS) for name, value in zip(("dio", "dso", "dpo"), values, strict=True))
    total = values[0] + values[1] - values[2]
    metric = Metric("cycle", total, DAYS, "{dio} + {dso} − {dpo}", 165, inputs, signs=(1, 1, -1))

    assert metric.explain() == shown
