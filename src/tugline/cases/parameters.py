"""The parameters of a case: a file with every number, where it is from, and what was published of the company."""

from importlib.resources import files
from typing import Literal

import msgspec

ASSUMED = "assumed"


class Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number that a case is built from.

    `source` names a publication, or begins with the word "assumed". A parameter that is assumed is tried at `low` and
    `high`, too, if they are given.
    """

    value: float
    unit: str
    says: str
    source: str
    low: float | None = None
    high: float | None = None

    @property
    def assumed(self) -> bool:
        """Whether nobody published it."""
        return self.source.startswith(ASSUMED)


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that was published of the company, as a range that the case is held against.

    `of` says what is held against it: the policy's `figure`; its ratio to that of the policy `against`; the share by
    which it is less than that of the policy `against`. An end that is left out is open.
    """

    says: str
    figure: str
    policy: str
    source: str
    of: Literal["value", "ratio", "less"] = "value"
    against: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""

    @property
    def assumed(self) -> bool:
        """Whether nobody published it: it is what was expected before the first run."""
        return self.source.startswith(ASSUMED)


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of the case that a study does not know, shown for every policy; `unit` as people say it, or "share"."""

    says: str
    figure: str
    unit: str = ""


class OverTime(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Figures that are one thing at several times, drawn as a line for every policy.

    Their names are `figure`, an underscore, and a number from 1 to `last`, in units of `step`.
    """

    says: str
    figure: str
    unit: str
    step: str
    last: int


class CaseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a case's file holds; the last one of `policies` is the baseline of its study."""

    title: str
    says: str
    policies: list[str]
    replications: int
    days: int
    warm_up: int
    parameters: dict[str, Parameter]
    published: list[Published]
    fixed: bool = False
    """What was published is of just so many days."""
    notes: list[str] = []
    """What has to be known to read the figures, as sentences without full stops."""
    left_out: dict[str, str] = {}
    """Figures of a study that say nothing of this company, each with the reason; the JSON has them."""
    shown: list[Shown] = []
    over_time: list[OverTime] = []

    def values(self) -> dict[str, float]:
        """Return the numbers by name."""
        return {name: parameter.value for name, parameter in self.parameters.items()}


def read_file(case: str) -> CaseFile:
    """Return the file of a case."""
    text = files(f"tugline.cases.{case}").joinpath("parameters.toml").read_bytes()
    return msgspec.toml.decode(text, type=CaseFile)
