"""The decorator for compiled kernels, with a cache that can never serve stale code.

Numba's file cache looks only at the file that holds a function: a change in another module that it calls would not
invalidate it. So the cache folder is named by a hash over all kernel sources together.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba import config, njit

F = TypeVar("F", bound=Callable[..., Any])

_PACKAGE = Path(__file__).resolve().parent.parent
_LAYERS = ("facts", "network", "state", "loops", "engine", "ledger", "world", "business")


def _sources_hash() -> str:
    digest = hashlib.sha256(numba.__version__.encode())
    for layer in _LAYERS:
        for path in sorted((_PACKAGE / layer).glob("*.py")):
            text = path.read_bytes()
            if b"@kernel" in text or path.name in {"kernel.py", "layout.py", "kinds.py"}:
                digest.update(path.name.encode() + text)
    return digest.hexdigest()[:16]


def _cache_dir() -> str:
    home = os.environ.get("TUGLINE_CACHE") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return str(Path(home) / "tugline" / f"kernels-{_sources_hash()}")


_CACHE_DIR = _cache_dir()


def kernel(function: F) -> F:
    """Compile a function to machine code without Python objects, cached on disk, callable from threads.

    The kernel must use integers only where it decides anything; see `docs/design/engine.md`.
    """
    before = config.CACHE_DIR
    config.CACHE_DIR = _CACHE_DIR
    try:
        compiled: F = njit(cache=True, nogil=True)(function)
    finally:
        config.CACHE_DIR = before
    return compiled
