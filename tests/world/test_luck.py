"""Luck: published words of splitmix64, moments of what is drawn, and that nobody's luck depends on anybody else."""

import math

import numpy as np
import pytest

from tugline.errors import UsageError
from tugline.state.kernel import kernel
from tugline.world.chances import count_rows, deviation_of, gamma_row, key_of, lognormal_row, who
from tugline.world.luck import ONE, WIDTH, below, count, factor, happens, mix, scaled, word

GOLDEN = 0x9E3779B97F4A7C15


def test_the_bits_are_those_of_splitmix64():
    """The first three outputs for seed 1234567 of the reference implementation (Vigna, splitmix64.c)."""
    state, outputs = 1234567, []
    for _ in range(3):
        state = (state + GOLDEN) % 2**64
        outputs.append(int(mix(np.uint64(state))))
    assert outputs == [6457827717110365317, 3203168211198807973, 9817491932198370423]


@kernel
def _many(kind, table, n, key, which):
    out = np.zeros(n, np.int64)
    for i in range(n):
        bits = word(key, 1, which, i)
        if kind == 0:
            out[i] = factor(table, 0, bits)
        elif kind == 1:
            out[i] = count(table, 0, bits)
        else:
            out[i] = below(bits, 7)
    return out


N = 400_000


@pytest.mark.parametrize("row", [lognormal_row, gamma_row])
@pytest.mark.parametrize("deviation", [0.0, 0.1, 0.5, 1.0])
def test_factors_have_a_mean_of_one_and_the_spread_that_was_asked_for(row, deviation):
    drawn = _many(0, row(deviation)[np.newaxis], N, key_of(1, 1), who("a")) / ONE
    assert abs(drawn.mean() - 1) < 5 * deviation / math.sqrt(N) + 2e-5
    assert abs(drawn.std() - deviation) <= 0.02 * deviation
    assert drawn.min() >= 0


def test_a_gamma_factor_of_deviation_one_is_exponential_far_into_its_tail():
    """P(X > x) = exp(-x), and E[X^2] = 2."""
    drawn = _many(0, gamma_row(1.0)[np.newaxis], 2_000_000, key_of(1, 1), who("a")) / ONE
    for x in (0.01, 0.5, 1, 3, 7, 9):
        p = math.exp(-x)
        assert abs((drawn > x).mean() - p) < 5 * math.sqrt(p * (1 - p) / len(drawn))
    assert abs((drawn**2).mean() - 2) < 5 * math.sqrt(20 / len(drawn)), "the variance of X^2 is 4! - 2^2"


def test_a_lognormal_factor_has_the_quantiles_of_one():
    """s^2 = ln 1.25: 1 % are below exp(-2.3263 s - s^2 / 2) = 0.2980, one in 10,000 above exp(3.7190 s - s^2 / 2)."""
    s = math.sqrt(math.log(1.25))
    drawn = _many(0, lognormal_row(0.5)[np.newaxis], 2_000_000, key_of(1, 1), who("a")) / ONE
    for z, p, above in ((-2.3263479, 0.01, False), (3.7190165, 0.0001, True)):
        x = math.exp(z * s - s * s / 2)
        share = (drawn > x).mean() if above else (drawn < x).mean()
        assert abs(share - p) < 5 * math.sqrt(p / len(drawn))


@kernel
def _happens(n, key, chance):
    total = 0
    for i in range(n):
        total += happens(word(key, 1, 1, i), chance)
    return total


def test_what_has_a_chance_happens_as_often():
    assert abs(_happens(N, key_of(1, 1), (1 << 32) // 50) / N - 0.02) < 5 * math.sqrt(0.02 / N)
    assert _happens(1000, 1, 0) == 0
    assert _happens(1000, 1, 1 << 32) == 1000


@pytest.mark.parametrize(("mean", "variance"), [(0.05, 0.05), (3.0, 3.0), (3.0, 9.0), (40.0, 40.0), (250.0, 700.0)])
def test_counts_have_the_mean_and_the_variance_that_were_asked_for(mean, variance):
    drawn = _many(1, count_rows([(mean, variance)]), N, key_of(1, 2), who("b"))
    assert abs(drawn.mean() - mean) < 5 * math.sqrt(variance / N)
    assert abs(drawn.var() / variance - 1) < 0.05


def test_small_counts_come_as_often_as_poisson_says():
    drawn = _many(1, count_rows([(1.5, 1.5)]), N, key_of(3, 3), who("c"))
    for n in range(5):
        p = math.exp(-1.5) * 1.5**n / math.factorial(n)
        assert abs((drawn == n).mean() - p) < 5 * math.sqrt(p * (1 - p) / N)


def test_each_of_seven_is_as_likely():
    drawn = np.bincount(_many(2, np.zeros((1, 1), np.int64), N, key_of(1, 1), who("d")), minlength=7)
    assert len(drawn) == 7
    chi_square = float(((drawn - N / 7) ** 2 / (N / 7)).sum())
    assert chi_square < 22.5, "0.1 % of true dice are worse (6 degrees of freedom)"


def test_streams_replications_and_names_have_luck_of_their_own():
    """Correlations of 100,000 pairs lie within 5 standard errors of none."""
    one = lognormal_row(0.5)[np.newaxis]
    base = _many(0, one, N, key_of(1, 0), who("a"))
    for key, name in ((key_of(1, 1), "a"), (key_of(2, 0), "a"), (key_of(1, 0), "b")):
        other = _many(0, one, N, key, who(name))
        assert abs(np.corrcoef(base, other)[0, 1]) < 5 / math.sqrt(N)
    assert abs(np.corrcoef(base[1:], base[:-1])[0, 1]) < 5 / math.sqrt(N), "nor with the one before"


def test_a_duration_is_at_least_a_tick_and_rounded_to_the_nearest():
    assert (scaled(10, ONE), scaled(10, ONE * 5 // 4), scaled(1, 1)) == (10, 13, 1)


def test_what_makes_no_sense_is_refused():
    with pytest.raises(UsageError, match="spread of a factor: -1"):
        lognormal_row(-1)
    with pytest.raises(UsageError, match="mean of a number drawn: 20000"):
        count_rows([(20000, 1)])
    assert lognormal_row(0).tolist() == gamma_row(0).tolist() == [ONE] * WIDTH
    assert count_rows([(0, 0)]).tolist() == [[2**63 - 1]]


@pytest.mark.parametrize(("mean", "variance"), [(3000, 3000), (50, 50.05), (1000, 1020)])
def test_a_row_of_many_ends_where_nothing_is_left(mean, variance):
    (row,) = count_rows([(mean, variance)])
    assert row[-1] == 2**63 - 1
    assert len(row) < 2 * mean + 100
    assert (np.diff(row) >= 0).all()


@pytest.mark.parametrize("row", [lognormal_row, gamma_row])
@pytest.mark.parametrize("deviation", [0.0, 0.1, 0.5, 1.0])
def test_a_row_of_factors_says_how_wide_it_is(row, deviation):
    assert deviation_of(row(deviation)) == pytest.approx(deviation, rel=2e-3, abs=1e-4)
    assert deviation_of(row(deviation) * 3) == pytest.approx(deviation, rel=2e-3, abs=1e-4)
