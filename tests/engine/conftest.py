"""The engine's test bench, for all tests of the engine, the state and the loops."""

import importlib.util
from pathlib import Path

import pytest


def _module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


HERE = Path(__file__).parent
bench_module = _module(HERE / "bench.py")
driver_module = _module(HERE / "driver.py")


@pytest.fixture(scope="session")
def kit():
    """The module `bench`: Net, Bench, brief, differences, ..."""
    return bench_module


@pytest.fixture
def net():
    return bench_module.Net()


@pytest.fixture
def on():
    """Return a bench on a network; when the test is over, the journal of each bench is replayed and compared."""
    benches = []

    def start(network):
        benches.append(bench_module.Bench(network))
        return benches[-1]

    yield start
    for bench in benches:
        bench.check_replay()


@pytest.fixture
def brief():
    return bench_module.brief


@pytest.fixture(scope="session")
def driver():
    """The module `driver`: random networks and plants."""
    return driver_module


@pytest.fixture(scope="session")
def reference():
    """The module `engine_twin`: the slow twin."""
    return _module(HERE.parent / "reference" / "engine_twin.py")
