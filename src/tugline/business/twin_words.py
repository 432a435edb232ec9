"""What the honest twin says in sentences: the verdict first, then where they differ and which assumption that is."""

from collections.abc import Iterator, Sequence

from tugline.business.drawn import DEMAND, NOT_ON_SALE
from tugline.business.twin_assumptions import ALL, LOST
from tugline.studies.twin import CHANCE, DIFFERS, REPRODUCED, Finding, Mended
from tugline.units.quantity import plural


def sentences(findings: Sequence[Finding], missing: Sequence[str], mended: Sequence[Mended]) -> Iterator[str]:
    """Yield the verdict, then a sentence for each figure that differs, assumptions first, and what explains it."""
    drawn = [f for f in findings if f.aspect == DEMAND]
    held = [f for f in findings if f.aspect != DEMAND]
    if held:
        yield _verdict(held)
    else:
        yield (
            "How well the simulated present policy reproduces this history is not known: it records nothing that came"
            " of what customers asked for."
        )
    for f in drawn:
        fewer = "fewer" if f.difference < 0 else "more"
        verb = (
            "as many customers come as are recorded"
            if f.verdict != DIFFERS
            else f"{fewer} customers come than recorded"
        )
        told = f"{f.twin:,.1f} lines a day against {f.recorded:,.1f}"
        if NOT_ON_SALE in f.note:
            told += f", since the rest would be {NOT_ON_SALE}"
        yield f"In the study {verb}: {told}."
    yield from _differing([f for f in held if f.verdict == DIFFERS], missing)
    yield from _explained([f for f in held if f.verdict == DIFFERS], mended)


def _verdict(findings: Sequence[Finding]) -> str:
    many = {v: sum(f.verdict == v for f in findings) for v in (REPRODUCED, CHANCE, DIFFERS)}
    if many[REPRODUCED] == len(findings):
        some = "the one figure" if len(findings) == 1 else f"all {len(findings)} figures"
        return f"The simulated present policy reproduces {some} that this history records."
    if len(findings) == 1 and many[DIFFERS]:
        return "The simulated present policy does not reproduce the one figure that this history records."
    differs = f"differs in {many[DIFFERS]}" if many[DIFFERS] else "differs in none"
    off = f", {many[CHANCE]} {'is' if many[CHANCE] == 1 else 'are'} off by no more than chance" if many[CHANCE] else ""
    return (
        f"Of {plural(len(findings), 'figure')} that this history records the simulated present policy {differs};"
        f" {many[REPRODUCED]} {'is' if many[REPRODUCED] == 1 else 'are'} reproduced{off}."
    )


def _differing(found: Sequence[Finding], missing: Sequence[str]) -> Iterator[str]:
    assumptions = [f for f in found if f.assumption]
    outcomes = [f for f in found if not f.assumption]
    named = {f.assumption for f in assumptions if f.of != ALL}
    for f in assumptions:
        if f.of == ALL and f.assumption in named:
            continue
        yield f"{_named(f)}: recorded {shown(f.recorded, f.unit)}, twin {shown(f.twin, f.unit)}; see {f.assumption}."
    if not outcomes:
        return
    told = "; ".join(
        f"{f.aspect}: recorded {shown(f.recorded, f.unit)}, twin {shown(f.twin, f.unit)}" for f in outcomes
    )
    if assumptions:
        yield f"What customers and the books saw differs, too: {told}."
        return
    yield (
        f"{told[:1].upper()}{told[1:]}. No assumption that is recorded explains it"
        + ("; look at what is not recorded." if missing else ".")
    )


def _explained(found: Sequence[Finding], mended: Sequence[Mended]) -> Iterator[str]:
    """Yield what becomes of the outcomes that differ in worlds where assumptions are as recorded."""
    off = {f.aspect for f in found if not f.assumption}
    for world in mended:
        now = [f for f in world.outcomes if f.aspect in off]
        told = "; ".join(f"{f.aspect} {shown(f.twin, f.unit)}" for f in now)
        left = [f.aspect for f in now if f.verdict == DIFFERS]
        so = f"{_all(left)} still differ{'s' if len(left) == 1 else ''}" if left else "nothing of that differs any more"
        yield f"With {_all(world.columns)} as recorded the twin has: {told}. So {so}."
    if any(f.aspect == LOST for f in found):
        yield "The twin does not run again with the losses that are recorded, so how much they explain is not known."


def _all(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " and " * (len(names) > 1) + names[-1]


def shown(value: float, unit: str) -> str:
    """Return a figure of the twin as text; times of hours keep their digits."""
    if unit == "share":
        return f"{value:.1%}"
    if unit == "days":
        if 0 < value < 1 / 24:
            return f"{1440 * value:.1f} min"
        return f"{value:.1f} days" if value >= 1 else f"{24 * value:.1f} hours"
    return f"{value:,.1f} {unit}"


def _named(f: Finding) -> str:
    name = f"{f.aspect} of {f.of}" if f.of else f.aspect
    return name[:1].upper() + name[1:]
