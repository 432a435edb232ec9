"""Whether a case reaches what was published: an interval of what came of it against a range."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tugline.cases.parameters import Published
from tugline.studies.compare import Estimate, estimate
from tugline.studies.replicate import Outcome

Word = Literal["reached", "not reached", "not decided", "not known"]
FiguresOf = Callable[[Outcome], Mapping[str, float | None]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was published, what came of it, and whether the one lies in the other.

    Reached: all of the interval lies in the range. Not decided: a part of it does. `found` is None where a figure is
    not known in every world.
    """

    published: Published
    found: Estimate | None
    word: Word


def figures_of(outcome: Outcome, more: FiguresOf) -> dict[str, float | None]:
    """Return every figure of a run; money is in cents."""
    return {**outcome.values, **outcome.swings.values, **more(outcome)}


def verdict(published: Published, outcomes: Mapping[str, Sequence[Outcome]], more: FiguresOf) -> Verdict:
    """Return the verdict on one figure; runs of two policies are compared in pairs.

    Raises
    ------
    KeyError
        The file names a policy or figure that is none.
    """
    own = [figures_of(run, more)[published.figure] for run in outcomes[published.policy]]
    values = own
    if published.of != "value":
        other = [figures_of(run, more)[published.figure] for run in outcomes[published.against]]
        ratios = [a / b if a is not None and b else None for a, b in zip(own, other, strict=True)]
        values = ratios if published.of == "ratio" else [None if r is None else 1 - r for r in ratios]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Verdict(published, None, "not known")
    found = estimate(known)
    return Verdict(published, found, word_of(found, published.low, published.high))


def word_of(found: Estimate, low: float | None, high: float | None) -> Word:
    """Return whether an interval lies in a range, out of it, or across one of its ends."""
    bottom, top = -math.inf if low is None else low, math.inf if high is None else high
    if bottom <= found.low and found.high <= top:
        return "reached"
    return "not reached" if found.high < bottom or found.low > top else "not decided"
