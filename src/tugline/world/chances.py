"""The tables that luck is drawn from: made once, above the kernels, and whole numbers from then on."""

import hashlib
import math
from collections.abc import Callable, Sequence
from statistics import NormalDist

import numpy as np
from scipy.special import gammainccinv, gammaincinv

from tugline.errors import UsageError
from tugline.world.luck import ONE, STEPS, WIDTH

_TOP = (1 << 63) - 1
LARGEST_MEAN = 10_000
"""Of a number drawn at a time."""


def who(*names: str) -> int:
    """Return the number by which luck knows somebody: of the name, so that other rows of a table change nobody's."""
    digest = hashlib.blake2b("\t".join(names).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def key_of(seed: int, replication: int) -> int:
    """Return the key of one replication of a study with a seed, both >= 0."""
    digest = hashlib.blake2b(b"%d/%d" % (seed, replication), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def lognormal_row(deviation: float) -> np.ndarray:
    """Return the quantiles of a lognormal factor of mean 1, in parts of `ONE`, shape (WIDTH,): how lead times vary.

    Parameters
    ----------
    deviation
        Standard deviation of the factor, >= 0: the coefficient of variation of what it multiplies.

    Notes
    -----
    The factor is exp(s z - s^2 / 2) with s^2 = ln(1 + deviation^2) and z standard normal [1]_.

    References
    ----------
    .. [1] Johnson, Kotz, Balakrishnan, Continuous univariate distributions 1, ch. 14.
    """
    s = math.sqrt(math.log1p(_checked(deviation) ** 2))
    normal = NormalDist()
    return _row(lambda p, q: math.exp(s * (normal.inv_cdf(p) if p < 0.5 else -normal.inv_cdf(q))))


def gamma_row(deviation: float) -> np.ndarray:
    """Return the quantiles of a gamma factor of mean 1, in parts of `ONE`, shape (WIDTH,): how work varies.

    Parameters
    ----------
    deviation
        Standard deviation of the factor, >= 0; of 1 it is exponential [1]_.

    References
    ----------
    .. [1] Johnson, Kotz, Balakrishnan, Continuous univariate distributions 1, ch. 17.
    """
    if _checked(deviation) < 1e-4:
        return np.full(WIDTH, ONE)
    shape = deviation**-2
    return _row(lambda p, q: float(gammaincinv(shape, p) if p < 0.5 else gammainccinv(shape, q)))


def _checked(deviation: float) -> float:
    if not 0 <= deviation < math.inf:
        raise UsageError(f"spread of a factor: {deviation}; expected a number of at least 0")
    return deviation


def _row(quantile: Callable[[float, float], float]) -> np.ndarray:
    """Return a row of a table of factors from a quantile function, told p and 1 - p, each exact.

    What lies beyond 1 / (2 STEPS^2) at either end is cut, and what is left scaled to a mean of exactly 1 but for
    rounding.
    """
    fine = STEPS * STEPS
    low = np.array([quantile(max(k, 0.5) / fine, 1 - max(k, 0.5) / fine) for k in range(STEPS + 1)])
    high = np.array([quantile(1 - max(k, 0.5) / fine, max(k, 0.5) / fine) for k in range(STEPS, -1, -1)])
    inner = np.array([quantile(k / STEPS, 1 - k / STEPS) for k in range(1, STEPS)])
    whole = np.concatenate([low[:1], inner, high[-1:]])
    means = (whole[1:] + whole[:-1]) / 2
    means[0], means[-1] = ((low[1:] + low[:-1]) / 2).mean(), ((high[1:] + high[:-1]) / 2).mean()
    row: np.ndarray = np.rint(np.concatenate([whole, low, high]) / means.mean() * ONE).astype(np.int64)
    assert len(row) == WIDTH
    return row


def deviation_of(row: np.ndarray) -> float:
    """Return the coefficient of variation of the factors of a row, as `lognormal_row` and `gamma_row` make them."""
    whole, low, high = np.split(row.astype(float), 3)
    steps = [(low, 1 / STEPS**2), (whole[1:-1], 1 / STEPS), (high, 1 / STEPS**2)]
    first = sum(weight * float((part[1:] + part[:-1]).sum()) / 2 for part, weight in steps)
    # Between two quantiles every factor is as likely: E[x^2] is (a^2 + a b + b^2) / 3.
    second = sum(w * float((p[1:] ** 2 + p[1:] * p[:-1] + p[:-1] ** 2).sum()) / 3 for p, w in steps)
    return math.sqrt(max(0.0, second / first**2 - 1))


def count_rows(moments: Sequence[tuple[float, float]]) -> np.ndarray:
    """Return cumulative probabilities of numbers 0, 1, ... in parts of 2^63, shape (rows, longest).

    Parameters
    ----------
    moments
        Mean and variance of each row: mean in 0 .. `LARGEST_MEAN`. A variance above the mean gives a negative binomial
        distribution [1]_, any other a Poisson distribution.

    References
    ----------
    .. [1] Johnson, Kemp, Kotz, Univariate discrete distributions, ch. 4 and 5.
    """
    rows = [_cumulative(mean, variance) for mean, variance in moments]
    longest = max((len(row) for row in rows), default=1)
    table = np.full((len(rows), longest), _TOP, np.int64)
    for row, cumulative in zip(table, rows, strict=True):
        row[: len(cumulative)] = [min(_TOP, int(math.ldexp(p, 63))) for p in cumulative]
        row[len(cumulative) - 1] = _TOP
    return table


def _cumulative(mean: float, variance: float) -> list[float]:
    """Return P(X <= 0), P(X <= 1), ... until nothing to speak of is left over, scaled to end in 1."""
    if not 0 <= mean <= LARGEST_MEAN:
        raise UsageError(f"mean of a number drawn: {mean}; expected 0 to {LARGEST_MEAN}")
    if mean == 0:
        return [1.0]
    total, cumulative, n = 0.0, [], 0
    while total < 1 - 1e-12:
        probability = math.exp(_log_probability(mean, variance, n))
        if n > mean and probability < 1e-14:
            break  # logarithms of large factorials are rounded: what is left over may never be reached
        total += probability
        cumulative.append(total)
        n += 1
    return [p / total for p in cumulative]


def _log_probability(mean: float, variance: float, n: int) -> float:
    if variance <= mean * (1 + 1e-9):
        return n * math.log(mean) - mean - math.lgamma(n + 1)
    size = mean**2 / (variance - mean)
    p = mean / variance  # of a success
    return math.lgamma(n + size) - math.lgamma(size) - math.lgamma(n + 1) + size * math.log(p) + n * math.log1p(-p)
