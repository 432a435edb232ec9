"""What a plan has changed of an earlier one, and in which turn that one began everything."""

from collections.abc import Iterable
from datetime import datetime

from tugline.business.plan_views import (
    LineChange,
    Plan,
    PlanChanges,
    PlannedOperation,
    PlannedOrder,
    WorkChange,
)
from tugline.business.references import is_pull_name
from tugline.business.saying import tick_of
from tugline.errors import UsageError
from tugline.network.network import Network

EARLIER, LATER, NEW, GONE = "earlier", "later", "new", "gone"


def turns_of(plan: Plan, ids: dict[tuple[str, str], int], network: Network) -> dict[int, int]:
    """Return when a plan begins what it does for each line and open pull, by their ids.

    Parameters
    ----------
    ids
        Those of the open lines, by order and line.
    """
    first = dict[int, int]()
    for work in plan.operations:
        id_ = int(work.lot[1:]) if is_pull_name(work.lot) else ids.get((work.order, work.line), 0)
        if id_:
            begins = tick_of(network, work.start)
            first[id_] = min(begins, first.get(id_, begins))
    return first


def refuse_damaged(plan: Plan) -> None:
    """Refuse an earlier plan with times that cannot be read, or some of which say an offset and others none.

    Raises
    ------
    UsageError
        It has one.
    """
    times: list[tuple[str, str | None]] = [("as_of", plan.as_of)]
    times += [(f"orders[{i}].completes", each.completes) for i, each in enumerate(plan.orders)]
    times += [(f"operations[{i}].start", each.start) for i, each in enumerate(plan.operations)]
    zoned = set[bool | None]()
    for place, text in times:
        if text is not None:
            zoned.add(_is_zoned(text))
        if len(zoned) > 1 or None in zoned:
            raise UsageError(f"the earlier plan: {place} {text!r}; expected a time, as a plan has it")


def _is_zoned(text: str) -> bool | None:
    """Return whether a time says its offset, None = it is no time."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return None


def changes_of(before: Plan, after: Plan) -> PlanChanges:
    """Return what is different in a plan that was made after another one of the same business."""
    then, now = ({(each.order, each.line): each for each in plan.orders} for plan in (before, after))
    lines = [_line(then.get(key), now.get(key)) for key in {**then, **now}]
    changed = [line for line in lines if line is not None]
    moved, stayed = _work(before.operations, after.operations)
    return PlanChanges(
        since=before.as_of,
        lines=tuple(sorted(changed, key=lambda line: (-(line.days or 0), line.what, line.order, line.line))),
        stayed=len(lines) - len(changed),
        work=tuple(moved),
        work_stayed=stayed,
    )


def _line(before: PlannedOrder | None, after: PlannedOrder | None) -> LineChange | None:
    """Return what became of one line, None = it is complete when it was to be."""
    either = after or before
    assert either is not None
    then, now = (each.completes if each is not None else None for each in (before, after))
    if before is not None and after is not None and then == now:
        return None
    behind = _days(then, now) if then and now else None
    if before is None:
        what = NEW
    elif after is None:
        what = GONE
    else:
        what = LATER if now is None or (behind is not None and behind > 0) else EARLIER
    days = round(behind, 2) if behind is not None else None
    return LineChange(
        order=either.order, line=either.line, item=either.item, what=what, before=then, after=now, days=days
    )


def _days(before: str, after: str) -> float:
    return (datetime.fromisoformat(after) - datetime.fromisoformat(before)).total_seconds() / 86_400


def _work(before: Iterable[PlannedOperation], after: Iterable[PlannedOperation]) -> tuple[list[WorkChange], int]:
    """Return what moved of the work on pulls that are open in both plans, and how many operations did not."""
    then, now = _by_step(before), _by_step(after)
    moved = list[WorkChange]()
    both = [key for key in now if key in then]
    for key in both:
        (old, old_places), (work, places) = then[key], now[key]
        if (old.start, old_places) == (work.start, places):
            continue
        moved.append(
            WorkChange(
                lot=work.lot,
                order=work.order,
                line=work.line,
                item=work.item,
                step=work.step,
                resource_before=old_places,
                resource=places,
                start_before=old.start,
                start=work.start,
            )
        )
    return sorted(moved, key=lambda each: (each.start, each.lot, each.step)), len(both) - len(moved)


def _by_step(operations: Iterable[PlannedOperation]) -> dict[tuple[str, str], tuple[PlannedOperation, str]]:
    """Return the work on open pulls by pull and step, and on which resources it is at once; units do not count."""
    found = dict[tuple[str, str], tuple[PlannedOperation, set[str]]]()
    for work in operations:
        if is_pull_name(work.lot):
            found.setdefault((work.lot, work.step), (work, set()))[1].add(work.resource)
    return {key: (work, " + ".join(sorted(places))) for key, (work, places) in found.items()}
