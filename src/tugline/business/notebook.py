"""What a notebook shows of a study and of a search: what a terminal shows first, in its order, as HTML."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from tugline.business.search_words import NOT_TOLD_APART, search_words
from tugline.business.study_alike import alike, bridged, listed, policies_said
from tugline.business.study_figures import SHOWN, Words, difference_words, mean_words, step_words, unit_words
from tugline.business.study_words import found_words, intervals_of, released, what_it_is
from tugline.units.quantity import format_share, format_whole, plural

if TYPE_CHECKING:
    from tugline.business.searching import Search
    from tugline.business.studying import Study

NOT_KNOWN = Words("not known")
NOT_HELD = "The simulated present policy was not held against the history yet, so there is no money to show."
"""Said of a study that has no twin."""
NO_TWIN = (
    "A search does not say how well its simulated worlds reproduce the history: `tugline.study` does, and its money and"
    " this one are worth as much as that."
)
ROWS_SHOWN = 30


def study_html(study: "Study") -> str:
    """Return the twin's verdict, then figures side by side with their differences, then what each policy is worth."""
    if study.twin is None:
        return _title(study.business, what_it_is(study)) + _said([NOT_HELD])
    worlds = plural(study.replications, "simulated world")
    days = f"{plural(study.days, 'day')} each after {study.warm_up} to warm up"
    worth = [
        part for policy in bridged(study) for part in (_bridge(study, policy), _said([f"{released(study, policy)}."]))
    ]
    return "".join(
        [
            _title(study.business, f"{what_it_is(study)} in {worlds}, {days}"),
            _said(study.twin.says),
            _said(_unrecorded(len(study.twin.not_recorded))),
            _said(f"{name}: {policies_said(study)[name]}." for name in alike(study)),
            _figures(study),
            _said([f"{intervals_of(study)}."]),
            *worth,
            _said(f"{each}." for each in found_words(study)),
        ]
    )


def search_html(search: "Search") -> str:
    """Return what was found, what to change for it, and the frontier of speed against cost."""
    changes = [[Words(c.key), Words(c.what), Words(c.before), Words(c.after)] for c in search.changes]
    frontier = [
        [
            Words(f"{each.wait:,.2f}"), Words(format_whole(each.cost / 100)), Words(format_share(each.service)),
            Words(format_whole(each.contribution / 100)), *(Words(f"× {factor:.2f}") for factor in each.factors),
        ]
        for each in search.searched.frontier
    ]  # fmt: skip
    money = search.currency
    return "".join(
        [
            _title(search.business, "a search over its loops"),
            _said([NO_TWIN, *(f"{each}." for each in search_words(search))]),
            _table(
                "Loops to change" if search.told_apart else NOT_TOLD_APART,
                ["loop", "what", "now", "then"],
                changes,
                names=2,
            ),
            _table(
                "Speed against cost",
                ["wait", f"cost, {money}", "service", f"contribution, {money}", *search.knobs],
                frontier,
                names=0,
            ),
        ]
    )


def _unrecorded(many: int) -> list[str]:
    """Return that the twin was not held against all that it could be; nothing if it was."""
    return (
        [f"{plural(many, 'thing')} that the history does not record: `twin.not_recorded` names them."] if many else []
    )


def _figures(study: "Study") -> str:
    names = listed(study)
    others = [name for name in names if name != study.baseline]
    differences = {(d.metric, d.a): d for d in study.differences}
    rows = []
    for metric, title, unit in SHOWN:
        if all(metric in study.missing[name] for name in names):
            continue
        means = [study.policies[name].get(metric) for name in names]
        against = [differences.get((metric, name)) for name in others]
        rows.append([
            Words(title, unit_words(unit, study.currency)),
            *(NOT_KNOWN if mean is None else mean_words(mean, unit) for mean in means),
            *(NOT_KNOWN if found is None else difference_words(found, unit) for found in against),
        ])  # fmt: skip
    return _table("Figures", ["figure", *names, *(f"{name} − {study.baseline}" for name in others)], rows)


def _bridge(study: "Study", policy: str) -> str:
    steps, (advantage, total) = study.bridge[policy], study.bridge_sums[policy]
    rows = [
        *([Words(step.name, step.of), step_words(step)] for step in steps if not step.apart),
        [Words(advantage.name), step_words(advantage)],
        *([Words(f"apart: {step.name}", step.of), step_words(step)] for step in steps if step.apart),
        [Words(total.name), step_words(total)],
    ]
    return _table(f"What {policy} is worth against {study.baseline}", ["step", study.currency], rows)


def _title(business: str, what: str) -> str:
    return f"<p><strong>{escape(business)}</strong> {escape(what)}</p>"


def _said(sentences: Iterable[str]) -> str:
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[Words]], *, names: int = 1) -> str:
    """Return a table with its caption; the first `names` columns are words, the others numbers. Nothing for no rows."""
    if not rows:
        return ""
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(
        f"<tr>{''.join(_cell(words, right=place >= names) for place, words in enumerate(row))}</tr>"
        for row in rows[:ROWS_SHOWN]
    )
    more = len(rows) - ROWS_SHOWN
    rest = f"<p>and {plural(more, 'more row', 'more rows')}</p>" if more > 0 else ""
    title = f'<caption style="text-align:left">{escape(caption)}</caption>'
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def _cell(words: Words, *, right: bool) -> str:
    small = f"<br/><small>{escape(words.interval)}</small>" if words.interval else ""
    return f'<td style="text-align:{"right" if right else "left"}">{escape(words.text)}{small}</td>'
