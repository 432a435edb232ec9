"""What the honest twin says in sentences: the verdict first, then where they differ and which assumption that is."""

from collections.abc import Iterator, Sequence

from tugline.studies.twin import CHANCE, DIFFERS, REPRODUCED, Finding
from tugline.units.quantity import plural


def sentences(findings: Sequence[Finding], missing: Sequence[str]) -> Iterator[str]:
    """Yield the verdict, then a sentence for each figure that differs, assumptions before outcomes."""
    if not findings:
        yield (
            "How well the simulated present policy reproduces this history is not known: it records nothing to compare"
            " it with."
        )
        return
    many = {v: sum(f.verdict == v for f in findings) for v in (REPRODUCED, CHANCE, DIFFERS)}
    some = f"{many[REPRODUCED]} of {plural(len(findings), 'figure')}" if many[REPRODUCED] else "none of what"
    if many[REPRODUCED] == len(findings):
        some = "the one figure" if len(findings) == 1 else f"all {len(findings)} figures"
    that = "this history records" if some == "none of what" else "that this history records"
    rest = ((DIFFERS, "differs", "differ"), (CHANCE, "may be chance", "may be chance"))
    told = "".join(f"; {many[v]} {one if many[v] == 1 else more}" for v, one, more in rest if many[v])
    yield f"The simulated present policy reproduces {some} {that}{told}."
    yield from _differing([f for f in findings if f.verdict == DIFFERS], missing)


def _differing(found: Sequence[Finding], missing: Sequence[str]) -> Iterator[str]:
    assumptions = [f for f in found if f.assumption]
    outcomes = [f for f in found if not f.assumption]
    for f in assumptions:
        yield f"{_named(f)}: recorded {shown(f.recorded, f.unit)}, twin {shown(f.twin, f.unit)}; see {f.assumption}."
    if not outcomes:
        return
    told = "; ".join(
        f"{_named(f)}: recorded {shown(f.recorded, f.unit)}, twin {shown(f.twin, f.unit)}" for f in outcomes
    )
    if assumptions:
        yield f"What customers and the books saw differs, too: {told}."
    elif missing:
        yield f"{told}. No assumption that is recorded explains it; look at what is not recorded."
    else:
        yield f"{told}. No assumption that is recorded explains it."


def shown(value: float, unit: str) -> str:
    """Return a figure of the twin as text; times of hours keep their digits."""
    if unit == "share":
        return f"{value:.1%}"
    if unit == "days":
        return f"{value:.1f} days" if value >= 1 else f"{24 * value:.1f} hours"
    return f"{value:,.1f} {unit}"


def _named(f: Finding) -> str:
    name = f"{f.aspect} of {f.of}" if f.of else f.aspect
    return name[:1].upper() + name[1:]
