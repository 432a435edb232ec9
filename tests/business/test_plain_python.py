"""With `NUMBA_DISABLE_JIT=1` the kernels are plain Python, slow and open to a debugger, and decide the same."""

import os
import subprocess
import sys

BUSINESS = """
import tugline as tl

tables = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "world": "plain"},
    "items": [{"item": "bike", "cost": "100", "price": "200"}, {"item": "wheel", "cost": "10"}, {"item": "bolt"}],
    "locations": [{"location": "works"}],
    "boms": [
        {"item": "bike", "component": "wheel", "quantity": "2"},
        {"item": "bike", "component": "bolt", "quantity": "8"},
    ],
    "loops": [
        {"item": "wheel", "location": "works", "loop": "min_max", "min": "4", "max": "10"},
        {"item": "bolt", "location": "works", "loop": "kanban", "mode": "one_card", "container": "20", "cards": "3"},
    ],
    "stock": [{"item": name, "location": "works", "on_hand": "40"} for name in ("wheel", "bolt")],
    "orders": [
        {"order": str(n), "item": "bike", "quantity": str(n), "ordered_at": f"2024-01-{2 * n:02d}"} for n in range(1, 8)
    ],
}
with tl.open(tables) as business:
    business.advance("2024-02-01")
    assert business.verify() == []
    print(len(business.result().pulls), business.digest)
"""


def said(**environment):
    run = subprocess.run(
        [sys.executable, "-c", BUSINESS], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_plain_python_comes_to_the_digest_that_compiled_kernels_come_to():
    compiled = said()
    assert compiled == said(NUMBA_DISABLE_JIT="1")
    assert int(compiled.split()[0]) > 10
