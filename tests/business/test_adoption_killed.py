"""A process that is killed while it adopts tables leaves the old ones in force, or the new ones; never half of each."""

import random
import signal
import subprocess
import sys
import time

import pytest

import tugline as tl

ADOPT = """
import sys
import tugline as tl
from test_adoption_killed import tables
with tl.open(tables(int(sys.argv[2])), journal=sys.argv[1]) as business:
    print("open", flush=True)
    for n in range(int(sys.argv[2]) + 1, 10**6):
        business.adopt(tables(n))
        business.signal(tl.Order(f"K{n}", "i3", 2, business.now))
        business.advance(business.now)
        print(n, flush=True)
"""
N = 40


def tables(n):
    """Return the n-th business: its lead times and prices differ from those of every other one."""
    names = [f"i{i}" for i in range(N)]
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
        "items": {"item": names, "cost": [str(10 + n % 7)] * N, "price": ["20"] * N},
        "sources": {
            "item": names, "location": ["main"] * N, "kind": ["buy"] * N, "from": ["acme"] * N,
            "lead_time": [f"{1 + n % 30}d"] * N,
        },
        "stock": {"item": names, "location": ["main"] * N, "on_hand": ["1"] * N},
    }  # fmt: skip


def in_force(journal, candidates):
    """Return which of some businesses a journal says is in force; it opens as that one and is whole."""
    found = []
    for n in candidates:
        try:
            with tl.open(tables(n), journal=journal) as business:
                assert business.verify() == []
                found.append(n)
        except tl.TuglineError as error:
            assert "are not those that are in force" in str(error)  # noqa: PT017 - one of them opens
    assert len(found) == 1
    return found[0]


@pytest.mark.slow
def test_killing_an_adoption_leaves_one_business_in_force(tmp_path, root):
    journal, luck, n, killed = tmp_path / "journal.db", random.Random(7), 0, 0
    for _ in range(6):
        command = [sys.executable, "-c", ADOPT, str(journal), str(n)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root / "tests" / "business") as process:
            assert process.stdout.readline() == "open\n"
            assert process.stdout.readline() == f"{n + 1}\n"  # its kernels are warm now
            time.sleep(luck.uniform(0, 0.4))
            process.send_signal(signal.SIGKILL)
            said = [int(line) for line in process.stdout.read().split()]
        killed += process.returncode == -signal.SIGKILL
        told = max([n + 1, *said])
        n = in_force(journal, (told, told + 1))
    assert killed == 6
    assert n >= 6
