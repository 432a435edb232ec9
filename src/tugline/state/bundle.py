"""Bundles of arrays that kernels take as one argument: numba StructRefs with a short name."""

from types import SimpleNamespace
from typing import Any

from numba import config, types
from numba.experimental import structref

from tugline.state.kernel import with_fields


class Bundle(types.StructRef):
    """Numba type of a bundle. Register each subclass with `structref.register`.

    Numba names a struct by the names and types of all its fields, and puts that name, tens of kilobytes for records,
    into the symbol of every function and of every call. The name of the class says as much, since the kernels' cache
    is keyed by the sources.
    """

    def __init__(self, fields: Any) -> None:
        super().__init__(fields)
        self.name = f"tugline.{type(self).__qualname__}"

    def preprocess_fields(self, fields: Any) -> Any:
        """Forget literal types."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


class _Plain(SimpleNamespace):
    """What stands for a bundle where kernels are plain Python."""

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, with_fields(value))


def _plain(_: Bundle) -> _Plain:
    return _Plain()


new: Any = _plain if config.DISABLE_JIT else structref.new
"""Return an empty bundle of a type; for kernels."""
