"""Random businesses, and what must hold between any two pulses."""

import importlib.util
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import tugline as tl
from tugline.business import core as core_module
from tugline.engine.invariants import SENTENCES, broken
from tugline.ledger.books import live_arrays
from tugline.ledger.statements import disagreements, trial_balance
from tugline.state import arena

_spec = importlib.util.spec_from_file_location("random_business", Path(__file__).parent / "random_business.py")
random_business = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(random_business)


def half_even(numerator, denominator):
    """Return a quotient rounded half to even, in integers."""
    whole, rest = divmod(numerator, denominator)
    return whole + (2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1))


def hold(core):
    """Check everything that must hold between two pulses."""
    number = int(broken(core.state, core.grid))
    assert not number, SENTENCES[number]
    assert trial_balance(core.books) == 0
    assert disagreements(core.books) == []
    stock, point = arena.arrays(core.state)["stock"]["on_hand"].tolist(), core.network.point
    cost, scale = point["standard_cost"].tolist(), point["scale"].tolist()
    books = live_arrays(core.books)["point"]["value"].tolist()
    assert books == [half_even(n * c, s * 100) for n, c, s in zip(stock, cost, scale, strict=True)]


@pytest.fixture(scope="session")
def watch():
    """Return a context in which everything is checked after every single pulse; it counts them."""

    class Watch:
        def __enter__(self):
            self.pulses, self._patch = 0, pytest.MonkeyPatch()
            self._patch.setattr(core_module, "TAPE_ROOM", 1)
            write = core_module.Core._write

            def checked(core, *arguments):
                first = write(core, *arguments)
                hold(core)
                self.pulses += 1
                return first

            self._patch.setattr(core_module.Core, "_write", checked)
            return self

        def __exit__(self, *_):
            self._patch.undo()

    return Watch


@pytest.fixture(scope="session")
def make():
    """Return a maker of random businesses: `make(seed, world=..., dirty=...)`."""
    return lambda seed, **more: random_business.RandomBusiness(random.Random(seed), **more)


@pytest.fixture(scope="session")
def told():
    """Return what the people of a plant may say: `told(luck, business, random_one, now)`."""
    return random_business.told


@pytest.fixture(scope="session")
def run():
    """Return a runner: open tables, go on to some times one after another, and return what came of it."""

    def run_tables(tables, *stops, journal=None):
        with tl.open(tables, journal=journal) as business:
            for stop in stops:
                business.advance(stop)
            accounts = [(a.account, a.debit, a.credit) for a in business.result(open_only=True).accounts]
            return business.digest, accounts, business.facts

    return run_tables


LIVES = """
import os, sys
{program}
warm()
for _ in sys.stdin:
    child = os.fork()
    if not child:
        print("pid", os.getpid(), flush=True)
        live()
        os._exit(0)
    print("end", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@pytest.fixture(scope="session")
def lives(root):
    """Return a context that makes processes to be killed: `with lives(program, ...) as live, live() as process: ...`.

    The program has a `warm` and a `live`. A process is a fork of one that is warm: to load all kernels anew takes it
    longer than all that it does until it dies. `process.said()` is the next thing that it says, "" after its end;
    `process.kill(seconds)` waits, kills it, and returns whether that ended it, and all that it said until then.
    """

    class Process:
        def __init__(self, parent):
            self._parent, self.ended = parent, None
            parent.stdin.write("go\n")
            parent.stdin.flush()
            word, pid = parent.stdout.readline().split()
            assert word == "pid"
            self._pid = int(pid)

        def said(self):
            line = self._parent.stdout.readline().strip()
            if not line.startswith("end "):
                return line
            self.ended = int(line.removeprefix("end "))
            assert self.ended in {0, -signal.SIGKILL}
            return ""

        def kill(self, seconds):
            time.sleep(seconds)
            # One that is done may be gone already.
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            told = list(iter(self.said, ""))
            return self.ended == -signal.SIGKILL, told

    @contextmanager
    def begun(program, *arguments):
        command = [sys.executable, "-c", LIVES.format(program=program), *map(str, arguments)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root / "tests" / "business"
        ) as parent:
            yield lambda: Process(parent)
            parent.stdin.close()

    return begun
