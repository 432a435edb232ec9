"""Where worlds run makes no difference: threads, processes and a real Ray give the same digest, bit for bit."""

import pytest

import tugline as tl
from tugline.errors import UsageError
from tugline.state import arena
from tugline.studies.engines import ENGINES
from tugline.studies.replicate import Policy
from tugline.studies.shared import Shared, packed, unpacked
from tugline.world.arena import digest

DAYS = range(1, 57)
TABLES = {
    "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain"},
    "items": {"item": ["bike", "wheel"], "cost": ["", "10"], "price": ["100", ""]},
    "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
    "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["2h"]},
    "resources": {
        "resource": ["bench"], "cost_per_hour": ["10"], "time_spread": ["0.5"], "time_between_failures": ["90h"],
        "time_to_repair": ["5h"],
    },
    "suppliers": {"supplier": ["acme"]},
    "sources": {
        "item": ["bike", "wheel"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
        "lead_time": ["", "10d"], "lead_time_spread": ["", "0.5"],
    },
    "stock": {"item": ["bike", "wheel"], "location": ["main"] * 2, "on_hand": ["10", "60"]},
    "orders": {
        "order": [f"A{d}" for d in DAYS], "item": ["bike"] * len(DAYS), "quantity": ["2"] * len(DAYS),
        "ordered_at": [f"2026-{1 + d // 29:02}-{1 + d % 28:02}T09:00" for d in DAYS],
    },
}  # fmt: skip


def found(engine, threads=2):
    return tl.study(TABLES, policies=["pull", "hybrid", "push"], replications=3, years=0.1, warm_up=14, threads=threads,
                    engine=engine)  # fmt: skip


@pytest.fixture(scope="module")
def alone():
    return found("threads", threads=1)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_threads_processes_and_ray_give_the_same_study(engine, alone):
    if engine == "ray":
        pytest.importorskip("ray", reason="Ray is an extra: pip install 'tugline[ray]'")
    other = found(engine)
    assert other.digest == alone.digest
    assert other.differences == alone.differences
    assert other.bridge == alone.bridge


@pytest.mark.slow
def test_processes_reach_a_precision_in_the_same_worlds_as_threads():
    more = {"replications": 20, "precision": 0.2, "years": 0.1, "warm_up": 14, "threads": 2}
    alone, other = (
        tl.study(TABLES, policies=["pull", "push"], engine=engine, **more) for engine in ("threads", "processes")
    )
    assert other.precision == alone.precision
    assert other.digest == alone.digest


def test_an_engine_that_there_is_not_is_refused_before_any_time_is_spent():
    with pytest.raises(UsageError, match="study, engine: 'dask'; expected threads, processes or ray"):
        found("dask")


def test_a_business_is_the_same_after_its_journey(base_of_tables):
    base = base_of_tables(TABLES)
    shared = unpacked(packed(Shared(base, (), None, 0, 1)))
    for before, after in zip(arena.arrays(base.state).values(), arena.arrays(shared.base.state).values(), strict=True):
        assert before.tobytes() == after.tobytes()
    assert digest(shared.base.world) == digest(base.world)
    assert shared.base.failing == base.failing


def test_a_policy_of_a_session_cannot_go_to_another_process(base_of_tables):
    base = base_of_tables(TABLES)
    policy = Policy("mine", arena.arrays(base.state)["head"][:0], "", planner=lambda key: key)
    with pytest.raises(UsageError, match="cannot be taken to another process"):
        packed(Shared(base, (policy,), None, 0, 1))
