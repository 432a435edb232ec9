"""What all typed facts share: the columns of a row, by name."""

from typing import ClassVar

import msgspec

from tugline.facts.kinds import Kind


class Fact(msgspec.Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """One thing that has happened, as a frozen value; see `docs/design/facts.md` for the columns and units.

    Every column of a row is there, so that `from_rows` and `to_rows` lose nothing; 0 means "none". A kind names the
    columns that it cannot do without by declaring them again without a default.
    """

    kind: ClassVar[Kind]

    seq: int = 0
    pulse: int = 0
    tick: int = 0
    code: int = 0
    point: int = 0
    party: int = 0
    source: int = 0
    resource: int = 0
    lot: int = 0
    reference: int = 0
    quantity: int = 0
    amount: int = 0
    due: int = 0
    occurred_at: int = 0
    priority: int = 0
    cause: int = 0
    actor: int = 0
