"""A company's own history under other policies: the same orders and sales, as and when they came, from its start."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tugline.business.policies import PRESENT, PULL, PUSH, Company
from tugline.business.record import Record
from tugline.business.study_limits import LEAST_DAYS
from tugline.business.study_worlds import weeks
from tugline.errors import UsageError
from tugline.network.network import Network
from tugline.studies.compare import Estimate
from tugline.studies.constraint import Uses
from tugline.studies.customers import History, no_orders
from tugline.studies.replicate import Policy

if TYPE_CHECKING:
    from tugline.business.studying import Study

POLICIES = (PULL, PUSH, PRESENT)
"""Compared where nobody says which; the last one is the baseline."""


def before_start(history: History) -> History:
    """Return the orders of a history that were known at the start, as if it had ended the day before."""
    many = int(np.searchsorted(history.day, 0))
    if not many:
        return no_orders(history.weekday)
    lines = history.lines[: history.start[many]]
    return History(lines, history.start[: many + 1], history.day[:many], (int(history.day[0]), 0), history.weekday)


def span(network: Network, record: Record, warm_up: int | str, days: int | None) -> tuple[int, int]:
    """Return the first local day of a replay and how many days of it are measured, None = until its record ends."""
    return record.days(network.day_start)[0], measured_days(network, record, weeks(warm_up), days)


def measured_days(network: Network, record: Record, warm_up: int, wanted: int | None) -> int:
    """Return how many days of a record are measured: all after the warm-up, or so many as are wanted.

    Raises
    ------
    UsageError
        There are not so many, or fewer than say anything.
    """
    first, stop = record.days(network.day_start)
    there = stop - first - warm_up
    if not len(record.customers.rows) or there < LEAST_DAYS:
        start = network.clock.date(0).isoformat()
        last = f"{record.told} end on {network.clock.date(record.until).isoformat()}"
        last = last if len(record.customers.rows) else f"{record.told} hold none"
        after = f" after a warm-up of {warm_up}" if warm_up else ""
        raise UsageError(
            f"a replay needs {LEAST_DAYS} days of orders or sales from the start on, {start}{after}; {last}",
            hint="Set `start` in business.toml to an earlier day, with the stock of that day: what lies before it gives"
            " rates, what comes from then on is replayed.",
        )
    if wanted is None:
        return there
    if wanted > there:
        raise UsageError(f"study, days: {wanted}; expected at most {there}, the days that the history records")
    return wanted


def replayed_policies(company: Company, policies: Sequence[str] | None, *, stated: bool) -> list[Policy]:
    """Return the policies of a replay; `stated` tells whether the tables say which loops are in force."""
    chosen = [company.policy(name) for name in policies or POLICIES]
    if policies is None and not len(chosen[0].facts):
        # Pull sets nothing: it is what is in force, and one run says it.
        chosen = chosen[1:]
    if stated:
        return chosen
    says = "the default policy, since the loops table states no loops: what pull would be"
    return [replace(p, says=says) if p.name == PRESENT else p for p in chosen]


def exact(study: "Study") -> "Study":
    """Return a study of one world in which nothing is a matter of luck: its figures have no interval but themselves."""
    return replace(
        study,
        policies={p: {m: _sure(e) for m, e in of.items()} for p, of in study.policies.items()},
        differences=[replace(d, low=d.mean, high=d.mean) for d in study.differences],
        bridge={
            p: [s._replace(low=float(s.amount), high=float(s.amount)) for s in steps]
            for p, steps in study.bridge.items()
        },
        bridge_sums={
            p: [s._replace(low=float(s.amount), high=float(s.amount)) for s in sums]
            for p, sums in study.bridge_sums.items()
        },
        bullwhip=replace(
            study.bullwhip,
            policies={p: {m: _sure(e) for m, e in of.items()} for p, of in study.bullwhip.policies.items()},
            differences=[replace(d, low=d.mean, high=d.mean) for d in study.bullwhip.differences],
        ),
        uses=Uses(
            {p: {name: _sure(e) for name, e in of.items()} for p, of in study.uses.used.items()},
            {p: c and c._replace(used=_sure(c.used), hourly=_sure(c.hourly)) for p, c in study.uses.constraint.items()},
        ),
        ranking=None,
        precision=None,
    )


def _sure(e: Estimate) -> Estimate:
    return Estimate(e.mean, e.mean, e.mean, 1)
