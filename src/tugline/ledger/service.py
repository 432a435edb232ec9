"""How well customers were served: order-to-delivery time, on time, in full. Read from facts, not from the books."""

from dataclasses import dataclass

import numpy as np

from tugline.errors import UsageError
from tugline.facts.kinds import NEVER


@dataclass(frozen=True, slots=True)
class Service:
    """Service over a set of order lines; what cannot be said is None, and `why_missing` says why."""

    lines: int
    delivered_lines: int
    due_lines: int
    p50_ticks: int | None
    p95_ticks: int | None
    on_time_share: float | None
    in_full_share: float | None
    fill_rate: float | None
    why_missing: str
    on_time_lines: int = 0
    in_full_lines: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """How well dates that customers were promised were kept; `share` None = without any, and `why_missing` says why."""

    lines: int
    due_lines: int
    on_time_lines: int
    share: float | None
    why_missing: str


def _nearest_rank(ordered: np.ndarray, percent: int) -> int:
    return int(ordered[-(-len(ordered) * percent // 100) - 1])


def _refuse_lengths(**arrays: np.ndarray) -> None:
    """Refuse arrays that do not all have one length."""
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        raise UsageError(f"service: arrays of lengths {lengths}; expected one length for all")


def measure_service(
    ordered_at: np.ndarray,
    delivered_at: np.ndarray,
    quantity: np.ndarray,
    wanted: np.ndarray,
    *,
    as_of_tick: int,
    in_time: np.ndarray | None = None,
) -> Service:
    """Return the service over order lines, all arrays int64 of shape (n,).

    Parameters
    ----------
    ordered_at, wanted
        Ticks; `wanted` NEVER where the customer named no date.
    delivered_at
        Tick at which the last piece of the line arrived, NEVER while some are missing. What lies after `as_of_tick`
        has not happened yet.
    quantity
        Ordered, in the item's integer units, > 0; lines of quantity 0 (cancelled) are left out.
    as_of_tick
        Last tick whose facts are all in. Lines wanted by then are due; only these can be on time.
    in_time
        Quantity of each line that had arrived by `wanted`. None = lines come in one parcel.

    Returns
    -------
    Service
        `p50_ticks`, `p95_ticks`: order-to-delivery time by nearest rank, over complete lines. `on_time_share`: due
        lines complete by their wanted tick. `in_full_share`: due lines complete by now, late or not. `fill_rate`: the
        part of a due line that had arrived in time, averaged over lines, since quantities of unlike items do not add.

    Raises
    ------
    UsageError
        If the arrays differ in length, or a line arrived before it was ordered.
    """
    parts = {} if in_time is None else {"in_time": in_time}
    _refuse_lengths(ordered_at=ordered_at, delivered_at=delivered_at, quantity=quantity, wanted=wanted, **parts)
    kept = quantity > 0
    ordered_at, delivered_at, quantity, wanted = ordered_at[kept], delivered_at[kept], quantity[kept], wanted[kept]
    complete = (delivered_at != NEVER) & (delivered_at <= as_of_tick)
    times = np.sort(delivered_at[complete] - ordered_at[complete])
    if len(times) and times[0] < 0:
        raise UsageError(f"service: a line arrived {-times[0]} ticks before it was ordered; expected at or after")
    due = wanted <= as_of_tick
    on_time = complete & due & (delivered_at <= wanted)
    arrived = on_time.astype(np.float64) if in_time is None else np.minimum(in_time[kept], quantity) / quantity
    n_due, n_complete = int(due.sum()), len(times)
    n_on_time, n_in_full = int(on_time.sum()), int((complete & due).sum())
    reasons = [] if n_complete else ["no line is delivered yet"]
    reasons += [] if n_due else ["no line named a date that has come"]
    return Service(
        lines=len(quantity),
        delivered_lines=n_complete,
        due_lines=n_due,
        p50_ticks=_nearest_rank(times, 50) if n_complete else None,
        p95_ticks=_nearest_rank(times, 95) if n_complete else None,
        on_time_share=n_on_time / n_due if n_due else None,
        in_full_share=n_in_full / n_due if n_due else None,
        fill_rate=float(arrived[due].sum()) / n_due if n_due else None,
        why_missing="; ".join(reasons),
        on_time_lines=n_on_time,
        in_full_lines=n_in_full,
    )


def measure_kept(delivered_at: np.ndarray, quantity: np.ndarray, promised: np.ndarray, *, as_of_tick: int) -> Kept:
    """Return how many order lines were at their customers in full by the dates they were promised; arrays (n,), int64.

    Parameters
    ----------
    delivered_at, quantity, as_of_tick
        As for `measure_service`.
    promised
        Tick that was named to the customer, NEVER where none was.

    Returns
    -------
    Kept
        `lines` were promised a date, of which `due_lines` one that has come, of which `on_time_lines` were complete by
        it; `share` = on_time_lines / due_lines.

    Raises
    ------
    UsageError
        If the arrays differ in length.
    """
    _refuse_lengths(delivered_at=delivered_at, quantity=quantity, promised=promised)
    named = (quantity > 0) & (promised < NEVER)
    due = named & (promised <= as_of_tick)
    n_due, n_kept = int(due.sum()), int((due & (delivered_at <= promised)).sum())
    why = "" if n_due else "no date that was promised has come" if named.any() else "no line was promised a date"
    return Kept(int(named.sum()), n_due, n_kept, n_kept / n_due if n_due else None, why)
