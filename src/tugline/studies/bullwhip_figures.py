"""The bullwhip of a study: means over worlds, and the difference that a policy makes, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tugline.studies.compare import Difference, Estimate, differences, estimate
from tugline.studies.replicate import Outcome

NEVER_CHANGES = "what is asked for there never changes, or nothing is"
"""Why a ratio is not known."""


@dataclass(frozen=True, slots=True)
class BullwhipFigures:
    """Figures by policy and name, see `studies.bullwhip.figure`; those that are not known in every world are left out.

    The intervals of `differences` hold together with 95 %, among themselves.
    """

    echelons: int
    policies: dict[str, dict[str, Estimate]]
    differences: list[Difference]


def bullwhip_figures(outcomes: Mapping[str, Sequence[Outcome]], baseline: str) -> BullwhipFigures:
    """Return the bullwhip of every policy, and how it differs from the baseline's in pairs of runs."""
    values: dict[str, dict[str, list[float]]] = {}
    for policy, runs in outcomes.items():
        values[policy] = {}
        for name in runs[0].swings.values:
            found = [value for run in runs if (value := run.swings.values[name]) is not None]
            if len(found) == len(runs):
                values[policy][name] = found
    return BullwhipFigures(
        echelons=len(outcomes[baseline][0].swings.weeks) - 1,
        policies={policy: {name: estimate(of) for name, of in found.items()} for policy, found in values.items()},
        differences=differences(values, baseline),
    )
