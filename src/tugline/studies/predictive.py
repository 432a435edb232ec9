"""What a factor will be, foretold from those on record: that they are few counts as much as that they vary."""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from tugline.world.luck import ONE, STEPS

LEAST = 5
"""Records that it takes: of fewer, the tail beyond all of them is a guess and no estimate."""
_LARGEST = 10_000.0
"""Factor beyond which nobody looks; it keeps products of ticks and factors in 64 bits."""
_UNSIGNED = (1 << 64) - 1
_LEAST_TAIL = 1e-300
"""Probability beyond a record that lies too far out for a float to tell."""
_BURN_IN, _KEPT = 50, 100
"""Turns of the sampler that are thrown away, and kept, where something is still to come."""


def luck_of(*keys: int) -> np.random.Generator:
    """Return luck for statistics: a pure function of its keys, whatever was drawn before elsewhere."""
    return np.random.Generator(np.random.PCG64([key & _UNSIGNED for key in keys]))


class Sample(NamedTuple):
    """Factors on record, all > 0: `known` of what came, `beyond` those that what has not come yet is past already."""

    known: np.ndarray
    beyond: np.ndarray


class _State(NamedTuple):
    """One draw from what may be true: mean and deviation of the logarithms, and those of all records, ascending."""

    mean: float
    deviation: float
    logs: np.ndarray


class Predictive:
    """The distribution of the next factor as far as a record tells it; each `row` is one that may be the true one.

    Parameters
    ----------
    sample
        At least `LEAST` known factors.
    luck
        For what has not come yet.

    Notes
    -----
    Between the records the next one lies in each of the n + 1 gaps with the same probability, whatever the distribution
    is (Hill's assumption [1]_); that the gaps' true probabilities are not known is drawn as Dirichlet (1, ..., 1), the
    Bayesian bootstrap [2]_. Below the least and above the largest record a lognormal distribution goes on, whose mean
    and deviation are drawn from their posterior under Jeffreys' prior, so that few records give the tails of Student's
    distribution [3]_. What has not come yet is drawn with them in turn, given that it is longer than the time that has
    passed [4]_: left away, the record would hold only what was quick.

    References
    ----------
    .. [1] Hill, Posterior distribution of percentiles, JASA 63 (1968).
    .. [2] Rubin, The Bayesian bootstrap, Annals of Statistics 9 (1981).
    .. [3] Gelman and others, Bayesian data analysis, section 3.2.
    .. [4] Tanner and Wong, The calculation of posterior distributions by data augmentation, JASA 82 (1987).
    """

    def __init__(self, sample: Sample, luck: np.random.Generator) -> None:
        self._logs = np.sort(np.log(sample.known))
        self._states = _states(self._logs, np.log(sample.beyond), luck) if len(sample.beyond) else []

    def row(self, luck: np.random.Generator) -> np.ndarray:
        """Return the quantiles of one distribution that may be the true one, as rows of spreads are, in `ONE`s."""
        if self._states:
            state = self._states[int(luck.integers(len(self._states)))]
        else:
            state = _State(*_drawn(self._logs, luck), self._logs)
        gaps = np.cumsum(luck.exponential(size=len(state.logs) + 1))
        logs = _quantiles(state, gaps[:-1] / gaps[-1])
        row: np.ndarray = np.rint(np.minimum(np.exp(logs), _LARGEST) * ONE).astype(np.int64)
        return row


def _levels() -> tuple[np.ndarray, np.ndarray]:
    """Return the probabilities of the quantiles of a row, and what each leaves above it, both exact at their ends."""
    fine = STEPS * STEPS
    inner = np.arange(1, STEPS)
    ends = np.maximum(np.arange(STEPS + 1), 0.5) / fine
    whole = np.concatenate([ends[:1], inner / STEPS, 1 - ends[:1]])
    above = np.concatenate([1 - ends[:1], 1 - inner / STEPS, ends[:1]])
    return np.concatenate([whole, ends, 1 - ends[::-1]]), np.concatenate([above, 1 - ends, ends[::-1]])


_BELOW, _ABOVE = _levels()


def _quantiles(state: _State, at: np.ndarray) -> np.ndarray:
    """Return the logarithms of the quantiles of a row; `at` = the true probability below each of the records."""
    mean, deviation, logs = state
    found: np.ndarray = np.interp(_BELOW, at, logs)
    if deviation > 0:
        low, high = at[0] > _BELOW, at[-1] < _BELOW
        ends = ndtr((logs[0] - mean) / deviation), ndtr((mean - logs[-1]) / deviation)
        first, last = (max(float(end), _LEAST_TAIL) for end in ends)
        found[low] = mean + deviation * ndtri(_BELOW[low] / at[0] * first)
        found[high] = mean - deviation * ndtri(_ABOVE[high] / (1 - at[-1]) * last)
    return found


def _drawn(logs: np.ndarray, luck: np.random.Generator) -> tuple[float, float]:
    """Return mean and deviation drawn from their posterior under Jeffreys' prior."""
    n = len(logs)
    deviation = float(logs.std(ddof=1)) * ((n - 1) / luck.chisquare(n - 1)) ** 0.5
    return float(logs.mean() + deviation / n**0.5 * luck.standard_normal()), deviation


def _states(known: np.ndarray, beyond: np.ndarray, luck: np.random.Generator) -> list[_State]:
    """Return states of a Gibbs sampler that draws what has not come yet, then mean and deviation of all, by turns."""
    every, found = known, []
    for turn in range(_BURN_IN + _KEPT):
        mean, deviation = _drawn(every, luck)
        left = ndtr((mean - beyond) / deviation) if deviation > 0 else np.zeros(len(beyond))
        # What is beyond all that this distribution knows comes next.
        with np.errstate(divide="ignore", invalid="ignore"):
            to_come = mean - deviation * ndtri(luck.random(len(beyond)) * left)
        every = np.concatenate([known, np.where(np.isfinite(to_come), np.maximum(beyond, to_come), beyond)])
        if turn >= _BURN_IN:
            found.append(_State(mean, deviation, np.sort(every)))
    return found
