"""A replay of the present policy without luck states the facts of a run, whatever the business is."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import tugline as tl
from tugline.business import study_base
from tugline.business.needed import read_source
from tugline.business.record import record_of
from tugline.facts.kinds import FACT
from tugline.network.compile import compile_network
from tugline.studies.replicate import Policy, run

NAMES = ("reference", "lot", "actor")
"""Columns with names that each journal numbers for itself."""


def only_what_comes_again(tables):
    """Leave away what a replay leaves out, the tills at which a simulated world loses customers, and luck."""
    tables = {name: rows for name, rows in tables.items() if name not in ("cards", "sales")}
    events = tables.pop("events", {"event": []})
    keep = [i for i, event in enumerate(events["event"]) if event in ("returned", "down", "up")]
    tables.get("sources", {}).pop("lead_time_spread", None)
    return {**tables, "events": {name: [cells[i] for i in keep] for name, cells in events.items()}} if keep else tables


def replayed(tables):
    """Return the facts of the present policy after those of the opening, and the last tick of its days."""
    read = read_source(tables)
    network = compile_network(read)
    parts = [np.zeros(0, FACT)]
    with pytest.MonkeyPatch.context() as patch, study_base.founded(network, read) as business:
        # A study has to assume stock that is not known; a run does not.
        patch.setattr(study_base, "assumed_counts", lambda _: np.zeros(0, FACT))
        record = record_of(tables, read, network, business.tabled, business.core.journal)
        first, stop = record.days(network.day_start)
        base, _ = study_base.base_of(business.core, read, first)
        run(
            base, Policy("present", np.zeros(0, FACT), ""), record.customers, 1, warm_up=0, days=stop - first,
            seen=lambda facts: parts.append(facts.copy()),
        )  # fmt: skip
    return np.concatenate(parts), int(network.day_start[stop]) - 1


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
@example(seed=12548).via("a business without sources")
def test_whatever_a_business_is_its_replay_states_the_facts_of_its_run(make, seed):
    tables = only_what_comes_again(make(seed, dirty=False).tables())
    facts, last = replayed(tables)
    with tl.open(tables) as business:
        opening = business.facts
        business.advance(business.network.clock.moment(last))
        core = business._core
        rows = core.translator.from_journal(np.concatenate([np.zeros(0, FACT), *core.journal.read(opening)]))
    assert len(facts) == len(rows)
    for column in FACT.names:
        if column not in NAMES:
            assert np.array_equal(facts[column], rows[column]), column
