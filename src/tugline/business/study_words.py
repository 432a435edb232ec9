"""What a study says beside its figures, as sentences: which policy is best, how precisely, what its intervals mean."""

import math
from typing import TYPE_CHECKING

from tugline.business.study_alike import alike, listed
from tugline.business.study_figures import MONEY, SHOWN, difference_words, mean_words
from tugline.studies.deciding import CONTRIBUTION
from tugline.studies.ranking import Ranking
from tugline.studies.stopping import Precision
from tugline.studies.warm_up import PILOTS, WarmUp
from tugline.units.quantity import plural

if TYPE_CHECKING:
    from tugline.business.studying import Study

TITLES = {name: title for name, title, _ in SHOWN}
INTERVALS = (
    "Intervals of means hold 95 % each; those of all differences, of the bridge and of the ranking hold together with"
    " 95 %, those of the bullwhip among themselves, runs compared in pairs"
)
NO_LUCK = (
    "One world: nothing in it is a matter of luck, so figures and differences hold for these very days, and no other"
)
"""Said of a replay in which nothing varies, in place of `INTERVALS`."""


def intervals_of(study: "Study") -> str:
    """Return what the intervals of a study mean."""
    return NO_LUCK if study.replications < 2 else INTERVALS


def what_it_is(study: "Study") -> str:
    """Return what a study is, beginning with a small letter: its kind, and of how many policies."""
    what = "its own history under" if study.replay else "a study of"
    return f"{what} {plural(len(study.policies), 'policy', 'policies')}"


def released(study: "Study", policy: str) -> str:
    """Return the sentence on the working capital that a policy releases against the baseline."""
    held = [study.policies[name].get("working_capital") for name in (study.baseline, policy)]
    if held[0] is None or held[1] is None:
        return f"Working capital: not known, {study.missing[policy].get('working_capital', 'see the baseline')}"
    was, now = (" ".join(mean_words(each, MONEY)).strip() for each in held if each is not None)
    apart = next(d for d in study.differences if (d.metric, d.a) == ("working_capital", policy))
    by = difference_words(apart, MONEY)
    told = f"{policy} − {study.baseline}: {', '.join(filter(None, by))}" if apart.shown else by.text
    return (
        f"Working capital at the end: {was} {study.currency} under {study.baseline}, {now} {study.currency} under"
        f" {policy}; {told}"
    )


def found_words(study: "Study") -> list[str]:
    """Return the sentences, without full stops: the ranking first, then precision and warm-up where asked for."""
    said = []
    if len(study.policies) > 1 and study.replications > 1:
        if study.ranking is None:
            said.append(_no_ranking(study))
        elif len(listed(study)) > 1:
            said.append(_ranking(study.ranking, alike(study)))
    if len(study.policies) > 1 and not study.bridge:
        why = next(missing[CONTRIBUTION] for missing in study.missing.values() if CONTRIBUTION in missing)
        said.append(f"What a policy is worth is not known: {why}")
    if study.precision is not None:
        said.append(_precision(study.precision, study))
    if study.found_warm_up is not None:
        said.append(_warm_up(study.found_warm_up))
    return said


def _title(figure: str) -> str:
    title = TITLES.get(figure, figure.replace("_", " "))
    return title[:1].lower() + title[1:] if not title[:2].isupper() else title


def _ranking(ranking: Ranking, same: dict[str, str]) -> str:
    best = same.get(ranking.best, ranking.best)
    parts = [f"Best by {_title(ranking.figure)}: {best}"]
    for words, names in (("not told apart", ranking.not_told_apart), ("shown worse", ranking.worse)):
        told = [name for name in names if name not in same and name != best]
        parts += [f"{words}: {', '.join(told)}"] if told else []
    return "; ".join(parts)


def _no_ranking(study: "Study") -> str:
    why = next(missing[study.figure] for missing in study.missing.values() if study.figure in missing)
    return f"No policy is best by {_title(study.figure)}, which is not known: {why}; --figure names another to go by"


def _precision(precision: Precision, study: "Study") -> str:
    what = "How far policies differ in" if len(study.policies) > 1 else "The mean of"
    known = (
        "is not known at all"
        if math.isinf(precision.got)
        else f"is known to ± {_percent(precision.got)} of the mean under {study.baseline}"
    )
    return (
        f"{what} {_title(precision.figure)}, looked at alone, {known} after"
        f" {plural(precision.replications, 'world')}; ± {_percent(precision.wanted)} was wanted"
        f"{' and is reached' if precision.reached else ' and is not reached: run more'}"
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%" if share >= 0.001 or not share else f"{100 * share:.2g}%"


def _warm_up(found: WarmUp) -> str:
    settles = (
        f"stock has settled after {plural(found.days, 'day')} by MSER-5, latest under {found.policy}"
        if found.sure
        else f"stock does not settle in the first half of them, so that {plural(found.days, 'day')} are the most that"
        f" can be told, latest under {found.policy}"
    )
    return f"In {plural(PILOTS, 'pilot world')} of {plural(found.pilot_days, 'day')} {settles}"
