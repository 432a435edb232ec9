"""The honest twin of a company: its present policy, simulated over its own history, beside what that records."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from tugline.business.policies import PRESENT
from tugline.business.record import Record
from tugline.business.twin_assumptions import assumption_findings, unrecorded_assumptions
from tugline.business.twin_causes import widths_of, worlds_as_recorded
from tugline.business.twin_counts import counted_finding
from tugline.business.twin_outcomes import Days, Present, days_of, outcome_findings
from tugline.business.twin_words import sentences
from tugline.facts.kinds import FACT, Kind
from tugline.network.network import Network
from tugline.studies.observed import Facts
from tugline.studies.replicate import Base, Outcome, Policy, run
from tugline.studies.twin import Finding, Mended, Twin
from tugline.units.quantity import plural
from tugline.world.chances import key_of

MOST_WORLDS = 4
"""Worlds of luck that the twin runs in at most: it is to be compared, not measured to the last digit."""


def varies(base: Base, record: Record) -> bool:
    """Return whether anything in the worlds of a history that comes again is a matter of luck."""
    source, resource, supplier = base.chances.source, base.chances.resource, base.chances.supplier
    rows = (
        source["lead_row"], source["yield_row"], source["rejected"] - 1, resource["work_row"], supplier["runs"] - 1
    )  # fmt: skip
    fails = base.failing and not record.customers.tells_stops
    return bool(fails) or any(bool((row >= 0).any()) for row in rows)


def honest_twin(
    network: Network, base: Base, record: Record, *, loops_stated: bool, counted: int, seed: int, worlds: int,
    threads: int | None, more: tuple[Finding, ...] = (),
) -> Twin:  # fmt: skip
    """Run the present policy over a company's own history and compare; where there is nothing to compare, say so.

    Parameters
    ----------
    base
        The business as it was at its start.
    loops_stated
        Whether the tables say which loops are in force.
    counted
        Stock points whose stock at the start is not known.
    more
        What was compared elsewhere, to be told with the rest.
    """
    days = days_of(record, network.day_start)
    findings: list[Finding] = []
    mended: list[Mended] = []
    worlds = min(worlds, MOST_WORLDS) if varies(base, record) else 1
    missing = [*_unstated(network, loops_stated=loops_stated, counted=counted), *_unrecorded(network, record)]
    if _is_comparable(record):
        present = _run_present(base, record, days, seed, worlds, threads)
        if record.facts is not None:
            window = record.facts[record.facts["tick"] <= days.as_of]
            findings += assumption_findings(network, base.grid, window, present.facts, widths_of(base))
            missing += unrecorded_assumptions(window)
        findings += [*more, *outcome_findings(network, record, days, present)]
        findings += counted_finding(network, base, record.counts, [each.all() for each in present.facts])
        for columns, other in worlds_as_recorded(network, base, findings):
            again = _run_present(other, record, days, seed, MOST_WORLDS if varies(other, record) else 1, threads)
            mended.append(Mended(columns, tuple(outcome_findings(network, record, days, again))))
    else:
        findings += more
        worlds = 0
    clock = network.clock
    return Twin(
        first_day=clock.date(int(max(0, network.day_start[days.first]))).isoformat(),
        last_day=clock.date(days.as_of).isoformat(),
        record=record.told,
        worlds=worlds,
        findings=tuple(findings),
        not_recorded=tuple(missing),
        says=tuple(sentences(findings, missing, mended)),
        mended=tuple(mended),
    )


def _is_comparable(record: Record) -> bool:
    return len(record.customers.rows) > 0 and (
        record.facts is not None
        or len(record.counts) > 0
        or bool((record.customers.rows["kind"] == Kind.SALE_MADE).any())
    )


def _run_present(base: Base, record: Record, days: Days, seed: int, worlds: int, threads: int | None) -> Present:
    policy, base = Policy(PRESENT, np.zeros(0, FACT), ""), base._replace(day=days.first)
    kept = [Facts(every=len(record.counts) > 0) for _ in range(worlds)]

    def one(r: int) -> Outcome:
        return run(
            base, policy, record.customers, key_of(seed, r), warm_up=0, days=days.stop - days.first, seen=kept[r]
        )

    with ThreadPoolExecutor(threads) as pool:
        return Present(list(pool.map(one, range(worlds))), kept)


def _unstated(network: Network, *, loops_stated: bool, counted: int) -> Iterator[str]:
    """Yield what the tables leave open, so that something stands for it in every world."""
    if not loops_stated:
        yield "the present policy: the loops table states none, so the default policy stands for it"
    if counted:
        yield f"the stock of the start at {plural(counted, 'stock point')}: what their loops aim at stands for it"
    if defaulted := int(network.source["defaulted_lead"].sum()):
        yield f"lead times of {plural(defaulted, 'source')}, in no table either: the default stands for them"


def _unrecorded(network: Network, record: Record) -> Iterator[str]:
    if not len(record.customers.rows):
        yield f"anything since the start, {network.clock.date(0).isoformat()}: all orders and sales lie before it"
    if record.facts is None:
        told = "receipts, work, scrap, shipments or deliveries"
        if network.settings.world == "plant":
            yield f"what came of orders and pulls: no journal and no `events` tell {told}"
        else:
            yield (
                f"what came of orders and pulls: nobody tells {told} in this world; with"
                ' world = "plant" in business.toml, rows of `events` do'
            )
        if not len(record.counts):
            yield "stock on any day after the start: no `counted`"
        return
    if not record.adopted:
        yield "a history under these tables: the company lived by those in force, and they are others"
    kinds = set(np.unique(record.facts["kind"]).tolist())
    if not kinds & {int(Kind.DELIVERED), int(Kind.SHIPPED)}:
        yield "deliveries: no `delivered` and no `shipped`"
    elif int(Kind.DELIVERED) not in kinds:
        yield "when goods arrived: no `delivered`; `shipped` stands for it"
    if record.inventory is None:
        yield "stock by day: nobody told what came in or left"
