"""A resource explained: the open pulls that need it, how much work each is, and which wait in its queue."""

from typing import Any

from tugline.business.explain import Explainer
from tugline.network.layout import MAKE
from tugline.units.quantity import format_number, plural


class ExplainedResources:
    """Explains resources of the business of an explainer, as of now."""

    def __init__(self, explainer: Explainer) -> None:
        self._explainer, self._network = explainer, explainer.naming.network

    def lines(self, row: int) -> list[str]:
        """Return who needs a resource for how long by standard; of a step with a choice the first one counts."""
        pulls = self._explainer.arrays["pull"]
        slots = (pulls["id"] > 0).nonzero()[0].tolist()
        needed = [(slot, ticks) for slot in slots if (ticks := self._ticks(pulls[slot], row)) is not None]
        needed.sort(key=lambda each: int(pulls["id"][each[0]]))
        units = int(self._network.resource["units"][row])
        total = self._hours(sum(ticks for _, ticks in needed))
        as_of = f"as of {self._explainer.naming.minute(self._explainer.core.now)}"
        said = (
            f"{plural(len(needed), 'open pull')}, {total} h of work by standard" if needed else "no open pull needs it"
        )
        return [
            f"resource {self._network.resource_names[row]}, {plural(units, 'unit')}, {as_of}: {said}",
            *(f"  {self._pull(slot, ticks)}" for slot, ticks in needed),
        ]

    def _pull(self, slot: int, ticks: int) -> str:
        waits = self._explainer.causes.of_pull(slot).says
        own = (
            waits.partition(") ")[2] if waits.startswith(f"P{int(self._explainer.arrays['pull'][slot]['id'])} ") else ""
        )
        return f"{self._explainer.open_pull(slot)}, {self._hours(ticks)} h; {own or f'waits: {waits}'}"

    def _ticks(self, pull: Any, row: int) -> int | None:
        """Return the time that a pull takes of a resource, None = it needs another one, or none."""
        source = int(pull["source"])
        if source < 0 or int(self._network.source["kind"][source]) != MAKE:
            return None
        record = self._network.source[source]
        pieces = int(pull["quantity"] - pull["received"])
        started = -(-pieces * int(record["yield_denominator"]) // int(record["yield_numerator"]))
        steps = self._network.operation[int(record["operation_start"]) : int(record["operation_stop"])]
        own = steps[(steps["resource"] == row) & (steps["alternative"] == 0)]
        if not len(own):
            return None
        return sum(int(o["setup_ticks"]) + started * int(o["run_numerator"]) // int(o["run_denominator"]) for o in own)

    def _hours(self, ticks: int) -> str:
        return format_number(round(ticks * self._network.tick_seconds / 3600, 2))
