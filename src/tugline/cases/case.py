"""What a case is built to: tables, policies, customers, and what is measured beside a study's own figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tugline.business.studying import CustomersOf, PolicyOf
from tugline.studies.replicate import Outcome


@dataclass(frozen=True, slots=True)
class Built:
    """A business and the policies that are compared in it.

    `policies` are by the names that the case's file gives them; `figures` gives more figures of a run by name.
    """

    tables: dict[str, Any]
    policies: Mapping[str, PolicyOf]
    customers: CustomersOf | None = None
    figures: Callable[[Outcome], Mapping[str, float | None]] = field(default=lambda _: {})


Build = Callable[[Mapping[str, float]], Built]
"""Given the parameters by name."""
