"""The engine that runs a plant is the one that runs a study: the same facts give the same pulls and the same books."""

import numpy as np
import pytest

from tugline.business.asked import asked
from tugline.business.needed import read_source
from tugline.business.policies import Company, known
from tugline.business.study_base import assumed_counts, base_of, found_in
from tugline.facts.kinds import Kind
from tugline.journal.opening import open_journal
from tugline.ledger.metrics import metrics
from tugline.ledger.statements import trial_balance
from tugline.network.compile import compile_network
from tugline.studies.customers import expect
from tugline.studies.replicate import digest_of, run
from tugline.world.chances import key_of

NO_KEYS = np.zeros((0, 2), np.uint64)
OWN = [int(kind) for kind in (Kind.PULSE_CLOSED, Kind.STOCK_FOUND, Kind.CARD_MOVED)]
"""Kinds below those of decisions that only the engine itself states here."""
DAYS = range(1, 57)


@pytest.fixture(scope="module")
def company():
    """A maker of bikes with a till for wheels beside: lead times, work and lots vary, the bench fails, lots are bad."""
    return read_source(
        {
            "business": {
                "name": "b", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2026-03-02", "world": "plain",
            },
            "items": {"item": ["bike", "wheel"], "cost": ["", "10"], "price": ["100", "20"]},
            "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
            "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["2h"]},
            "resources": {
                "resource": ["bench"], "cost_per_hour": ["10"], "time_spread": ["0.5"],
                "time_between_failures": ["40h"], "time_to_repair": ["3h"],
            },
            "suppliers": {"supplier": ["acme"]},
            "sources": {
                "item": ["bike", "wheel"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
                "lead_time": ["", "6d"], "lead_time_spread": ["", "0.5"], "yield_spread": ["0.3", ""],
                "reject_rate": ["", "0.05"],
            },
            "stock": {"item": ["wheel"], "location": ["main"], "on_hand": ["40"]},
            "orders": {
                "order": [f"A{d}" for d in DAYS], "item": ["bike"] * len(DAYS), "quantity": ["2"] * len(DAYS),
                "ordered_at": [f"2026-{1 + d // 28:02}-{1 + d % 28:02}T09:00" for d in DAYS],
                "wanted_at": [f"2026-{1 + d // 28:02}-{1 + d % 28:02}T18:00" for d in DAYS],
            },
            "sales": {
                "sold_at": [f"2026-{1 + d // 28:02}-{1 + d % 28:02}T12:00" for d in DAYS],
                "item": ["wheel"] * len(DAYS), "quantity": ["1"] * len(DAYS),
            },
        }
    )  # fmt: skip


def opened(tables, journal, *, world):
    return found_in(journal, compile_network(tables), tables, world=world).core


@pytest.mark.parametrize("name", ["pull", "push"])
def test_facts_of_a_simulated_year_fed_through_the_journal_give_the_same_state_and_books(company, name):
    with open_journal() as imagined, open_journal() as kept:
        core = opened(company, imagined, world=True)
        history = asked(core.network, company)
        policy = Company(core, company, history, known(core.network, history), 0).policy(name)
        base, _ = base_of(core, company, 0)
        facts = []
        outcome = run(
            base, policy, expect(history, 0, 370), key_of(7, 0), warm_up=5, days=365,
            seen=lambda some: facts.append(some.copy()),
        )  # fmt: skip
        live = opened(company, kept, world=False)
        live.take(assumed_counts(live.state), NO_KEYS, 0)
        every = np.concatenate(facts)
        for kind in (Kind.RESOURCE_DOWN, Kind.RESOURCE_UP, Kind.SCRAPPED, Kind.PULL_CLOSED):
            assert (every["kind"] == int(kind)).any(), f"luck has it that there is some {kind.name}"
        pulses = np.split(every, np.flatnonzero(np.diff(every["pulse"])) + 1)
        assert len(pulses) > 700
        for pulse in pulses:
            outside = (pulse["kind"] < int(Kind.PULL_RELEASED)) & ~np.isin(pulse["kind"], OWN)
            live.take(pulse[outside], NO_KEYS, int(pulse["tick"][0]))
        assert digest_of(live.state) == outcome.digest
        as_of = int(live.network.day_start[370]) - 1
        measured = metrics(live.books, as_of, window_days=365, carrying_rate_ppm=base.carrying_rate_ppm)
        assert {m.name: outcome.values[m.name] for m in measured.values()} == {
            m.name: m.value for m in measured.values()
        }
        assert trial_balance(live.books) == 0
        assert live.journal.last_seq == int(every["seq"][-1])
