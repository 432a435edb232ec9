"""The decorator for compiled kernels, with a cache that can never serve stale code.

Numba's file cache looks only at the file that holds a function: a change in another module that it calls would not
invalidate it. So the cache folder is named by a hash over the kernel sources of a function's own layer and of all
layers below it; a layer never calls a kernel above it, so a change there leaves the folder as it is. Where the package
lies does not count: what one clone has compiled serves the next one.
"""

import hashlib
import os
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np
from numba import config, njit, types
from numba.core.caching import UserProvidedCacheLocator

from tugline.state.calls import share_slots

F = TypeVar("F", bound=Callable[..., Any])

_PACKAGE = Path(__file__).resolve().parent.parent
_LAYERS = ("facts", "network", "state", "loops", "engine", "ledger", "world", "promise")
"""Layers with kernels or with constants that kernels freeze, lowest first."""
_LAID_OUT = "world"
"""The highest layer whose arrays a snapshot keeps."""
_CONSTANTS = frozenset({"calls.py", "kernel.py", "layout.py", "kinds.py", "parameters.py"})


@cache
def _sources_hash(layer: str) -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for below in _LAYERS[: _LAYERS.index(layer) + 1]:
        for path in sorted((_PACKAGE / below).glob("*.py")):
            text = path.read_bytes()
            if b"@kernel" in text or b"@inlined" in text or path.name in _CONSTANTS:
                digest.update(path.name.encode() + text)
    return digest.hexdigest()[:16]


def layout_hash() -> str:
    """Return what a snapshot of state, books and world depends on: the sources of everything that lays it out."""
    return _sources_hash(_LAID_OUT)


@cache
def _cache_dir(layer: str) -> str:
    home = os.environ.get("TUGLINE_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return str(Path(home) / "tugline" / f"{layer}-{_sources_hash(layer)}")


class ByContent(UserProvidedCacheLocator):
    """Numba's cache in a folder of its own, named without the path that the sources have on this machine.

    The folder above is named by the hash of the sources, and numba itself compares each file's, so nothing is stale.
    """

    @classmethod
    def get_suitable_cache_subpath(cls, py_file: str) -> str:
        """Return the folder's name: those of the last two folders of the source file."""
        return "-".join(Path(py_file).absolute().parent.parts[-2:])


_BY_CONTENT = f"{__name__}.{ByContent.__name__}"

share_slots()


def _layer_of(function: Callable[..., Any]) -> str:
    layer = function.__module__.split(".")[1] if function.__module__.startswith("tugline.") else ""
    return layer if layer in _LAYERS else _LAYERS[-1]


def kernel(function: F) -> F:
    """Compile a function to machine code without Python objects, cached on disk, callable from threads.

    The kernel must use integers only where it decides anything; see `docs/design/engine.md`. With `NUMBA_DISABLE_JIT=1`
    it stays plain Python, for a debugger or a measure of coverage.
    """
    if config.DISABLE_JIT:
        return _plain(function)
    before = config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES
    config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES = _cache_dir(_layer_of(function)), _BY_CONTENT
    try:
        compiled = njit(cache=True, nogil=True)(function)
    finally:
        config.CACHE_DIR, config.CACHE_LOCATOR_CLASSES = before
    template_for = compiled.get_call_template

    def one_for_all_values(args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        # Else numba compiles a kernel anew for every constant that it is called with: 0, -1, each kind of fact, ...
        return template_for(tuple(map(types.unliteral, args)), {k: types.unliteral(v) for k, v in kws.items()})

    compiled.get_call_template = one_for_all_values
    kept: F = compiled
    return kept


def _plain(function: F) -> F:
    @wraps(function)
    def called(*args: Any) -> Any:
        # Machine integers wrap without a word; the hash of the index relies on it.
        with np.errstate(over="ignore"):
            return function(*map(with_fields, args))

    kept: Any = called
    return kept


class _Record(np.record):  # type: ignore[misc]
    """A record whose fields come before the methods of its own (`min`, `max`)."""

    def __getattribute__(self, name: str) -> Any:
        fields = np.void.__getattribute__(self, "dtype").fields
        return self[name] if name in fields else super().__getattribute__(name)


def with_fields(value: Any) -> Any:
    """Return records with the same memory whose fields are attributes, any other value as it is."""
    if isinstance(value, np.ndarray | np.void) and value.dtype.names and value.dtype.type is np.void:
        record = np.dtype((_Record, value.dtype))
        return value.view(record) if isinstance(value, np.ndarray) else np.frombuffer(value, record)[0]
    return value


def inlined(function: F) -> F:
    """Make a function a part of every kernel that calls it: it is never compiled on its own.

    Numba links the machine code of everything that a kernel calls into it and optimises the whole again, kernel by
    kernel. A part of its own for every step of a tall program made the engine's first compilation take 200 s; with the
    steps that have one caller, and all those that call `fold`, inlined, it takes a tenth of that.
    """
    inside: F = njit(inline="always")(function)
    return inside
