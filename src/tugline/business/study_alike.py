"""Policies of a study that come to the very same in every world: one of them is shown, the others are named."""

from typing import TYPE_CHECKING

from tugline.studies.bridge import Step
from tugline.studies.replicate import Outcome

if TYPE_CHECKING:
    from tugline.business.studying import Study


def alike(study: "Study") -> dict[str, str]:
    """Return the policies that are not shown, each with the one that is: same figures and same orders in every world.

    The baseline is always shown.
    """
    found: dict[str, str] = {}
    kept: list[str] = []
    for name in (study.baseline, *(name for name in study.outcomes if name != study.baseline)):
        same = next((k for k in kept if _same(study.outcomes[name], study.outcomes[k])), None)
        if same is None:
            kept.append(name)
        else:
            found[name] = same
    return found


def listed(study: "Study") -> list[str]:
    """Return the policies that are shown, in the order of the study."""
    left_out = alike(study)
    return [name for name in study.policies if name not in left_out]


def bridged(study: "Study") -> dict[str, list[Step]]:
    """Return the bridges that are shown."""
    left_out = alike(study)
    return {policy: steps for policy, steps in study.bridge.items() if policy not in left_out}


def policies_said(study: "Study") -> dict[str, str]:
    """Return what each policy is, and whether it does the same as another here."""
    same = alike(study)
    return {
        name: f"{says}; here it comes to the same as {same[name]} in every world, and is not listed beside it"
        if name in same
        else says
        for name, says in study.says.items()
    }


def _same(a: list[Outcome], b: list[Outcome]) -> bool:
    return all(x.values == y.values and x.swings.values == y.swings.values for x, y in zip(a, b, strict=True))
