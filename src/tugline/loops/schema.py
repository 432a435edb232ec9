"""What a loop's parameter is: its name in `loops.csv`, the kind of value, and what it means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoopParameter:
    """One parameter of a loop; `kind` is quantity, integer, review, mode or return."""

    name: str
    kind: str
    says: str
