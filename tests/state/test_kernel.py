"""Kernels compile once for all values, and their cache can never serve stale code."""

from pathlib import Path

import pytest

from tugline.state import kernel as module
from tugline.state.arena import GRID, STATE, arrays, new_state
from tugline.state.arithmetic import ceil_div
from tugline.state.kernel import kernel, layout_hash
from tugline.state.tape import TAPE
from tugline.state.work import mark_dirty


@kernel
def three_ways(s):
    mark_dirty(s, 0)
    mark_dirty(s, 1)
    mark_dirty(s, ceil_div(5, 2))


def test_a_constant_in_a_call_compiles_nothing_anew():
    state = new_state(5, 1)
    three_ways(state)
    assert arrays(state)["dirty_flag"].tolist() == [1, 1, 0, 1, 0]
    assert all("Literal" not in str(kind) for signature in mark_dirty.signatures for kind in signature)


def test_bundles_have_short_names():
    """Numba would name them by all their fields, and put that name into every symbol."""
    assert max(len(bundle.name) for bundle in (GRID, STATE, TAPE)) < 40


def test_another_clone_finds_what_one_has_compiled(tmp_path):
    names = [module.ByContent.get_suitable_cache_subpath(str(tmp_path / clone / "tugline" / "state" / "work.py"))
             for clone in ("one", "other")]  # fmt: skip
    assert names == ["tugline-state"] * 2
    assert Path(mark_dirty.stats.cache_path).name == "tugline-state"


@pytest.fixture
def package(tmp_path, monkeypatch):
    for layer in module._LAYERS:
        (tmp_path / layer).mkdir()
        (tmp_path / layer / "steps.py").write_text("@kernel\ndef f(): pass\n")
        (tmp_path / layer / "notes.py").write_text("A = 1\n")
        (tmp_path / layer / "layout.py").write_text("B = 1\n")
    monkeypatch.setattr(module, "_PACKAGE", tmp_path)
    module._sources_hash.cache_clear()
    yield tmp_path
    module._sources_hash.cache_clear()


@pytest.mark.parametrize(
    ("changed", "stale"),
    [
        ("state/steps.py", {"state", "loops", "engine", "ledger", "world", "promise"}),
        ("state/layout.py", {"state", "loops", "engine", "ledger", "world", "promise"}),
        ("world/steps.py", {"world", "promise"}),
        ("network/layout.py", {"network", "state", "loops", "engine", "ledger", "world", "promise"}),
        ("engine/notes.py", set()),
    ],
)
def test_a_change_makes_the_caches_of_its_own_layer_and_of_those_above_stale(package, changed, stale):
    before = {layer: module._sources_hash(layer) for layer in module._LAYERS}
    module._sources_hash.cache_clear()
    with (package / changed).open("a") as file:
        file.write("# changed\n")
    after = {layer: module._sources_hash(layer) for layer in module._LAYERS}
    assert {layer for layer in before if before[layer] != after[layer]} == stale


def test_a_snapshot_depends_on_all_layers(package):
    assert layout_hash() == module._sources_hash("world")
