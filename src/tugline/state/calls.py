"""Calls between kernels that cost their caller two slots of its frame in all, not two for each call written in it.

Numba gives each call its own slot for what it returns and its own for what went wrong, and fills all of them with
zeros where the caller begins, whether or not it comes to that call. A kernel that sends forty kinds of fact on their
ways has three hundred of them: that took a third of all time. A slot is read right after its call and never again, so
calls that return the same type can share theirs, and nothing has to be filled: a callee writes what its caller reads.
"""

from typing import Any

from llvmlite import ir
from numba.core import callconv, cgutils
from numba.core.debuginfo import suspend_emission


class _SharedSlots:
    """Numba's helpers for writing code as they are, but for slots of a call."""

    def __getattr__(self, name: str) -> Any:
        return getattr(cgutils, name)

    @staticmethod
    def alloca_once(builder: Any, ty: Any, size: Any = None, name: str = "", zfill: bool = False) -> Any:
        """Return the slot of a type in the function that is being written."""
        if size is not None or zfill:
            return cgutils.alloca_once(builder, ty, size, name, zfill)
        slots: dict[str, ir.AllocaInstr] = builder.function.__dict__.setdefault("tugline_slots", {})
        if str(ty) not in slots:
            with suspend_emission(builder), builder.goto_entry_block():
                slots[str(ty)] = builder.alloca(ty, name=name)
        return slots[str(ty)]


def share_slots() -> None:
    """Have all code that numba writes from now on share its calls' slots."""
    callconv.cgutils = _SharedSlots()
