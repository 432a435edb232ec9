"""How long calls waited for an answer and for their end, and how much of its open hours a resource stood still."""

from collections.abc import Callable, Sequence
from math import ceil
from statistics import fmean

from tugline.business.andon_views import AndonTimes, Times
from tugline.business.calls import Call
from tugline.network.network import Network
from tugline.promise.hours import open_between

DAYS = 365
"""Calls of so many days are counted."""
FEW, FEW_FOR_TAIL = 5, 20
"""Fewer calls than these have no mean and median, and no 95th percentile: one more could turn them over."""


class CallTimes:
    """Figures over the calls that were made in a window up to the tick `now`.

    Parameters
    ----------
    calls
        Of all times.
    """

    def __init__(self, network: Network, calls: Sequence[Call], now: int) -> None:
        self._network, self._now = network, now
        self.since = max(0, now - DAYS * 86_400 // network.tick_seconds)
        self._calls = [call for call in calls if call.called >= self.since]
        self._stops = [call for call in calls if call.stopped is not None and self._end(call) > self.since]

    def total(self) -> AndonTimes:
        """Return the figures of all calls."""
        return self._times(self._calls, self._stops, None, None)

    def by_resource(self) -> tuple[AndonTimes, ...]:
        """Return the figures of each resource at which somebody called or that stood still, by name."""
        rows = {call.resource for call in (*self._calls, *self._stops) if call.resource >= 0}
        names = self._network.resource_names
        return tuple(
            self._times(*self._both(lambda call, row=row: call.resource == row), row, None)  # type: ignore[misc]
            for row in sorted(rows, key=lambda row: names[row])
        )

    def by_reason(self) -> tuple[AndonTimes, ...]:
        """Return the figures of each reason, those with most calls first."""
        reasons = {call.reason for call in (*self._calls, *self._stops)}
        found = [
            self._times(*self._both(lambda call, reason=reason: call.reason == reason), None, reason)  # type: ignore[misc]
            for reason in reasons
        ]
        return tuple(sorted(found, key=lambda each: (-each.calls, each.reason or "")))

    def minutes(self, ticks: int) -> float:
        """Return ticks as minutes."""
        return ticks * self._network.tick_seconds / 60

    def _both(self, fits: Callable[[Call], bool]) -> tuple[list[Call], list[Call]]:
        return [call for call in self._calls if fits(call)], [call for call in self._stops if fits(call)]

    def _times(self, calls: list[Call], stops: list[Call], row: int | None, reason: str | None) -> AndonTimes:
        answered = [call.answered - call.called for call in calls if call.answered is not None]
        fixed = [call.fixed - call.called for call in calls if call.fixed is not None]
        stopped = sum(self._open_ticks(call.resource, call.stopped or 0, self._end(call)) for call in stops)
        whole = self._open_ticks(row, self.since, self._now) if row is not None else 0
        return AndonTimes(
            resource=self._network.resource_names[row] if row is not None else None,
            reason=reason,
            calls=len(calls),
            stops=sum(call.stopped is not None for call in calls),
            open=sum(call.is_open for call in calls),
            to_answer=self._over(answered, "answered"),
            to_fix=self._over(fixed, "fixed"),
            stopped_hours=self.minutes(stopped) / 60,
            stopped_share=stopped / whole if whole else None,
        )

    def _over(self, ticks: list[int], what: str) -> Times:
        n, sorted_ = len(ticks), sorted(ticks)
        known = f"{n} of the calls {'is' if n == 1 else 'are'} {what}"
        why = f"{known}: fewer than {FEW}" if n < FEW else ""
        if FEW <= n < FEW_FOR_TAIL:
            why = f"{known}: fewer than {FEW_FOR_TAIL} for p95"

        def rank(share: float, least: int) -> float | None:
            return self.minutes(sorted_[ceil(share * n) - 1]) if n >= least else None

        mean = self.minutes(1) * fmean(sorted_) if n >= FEW else None
        return Times(count=n, mean=mean, p50=rank(0.5, FEW), p95=rank(0.95, FEW_FOR_TAIL), why_null=why)

    def _end(self, call: Call) -> int:
        return self._now if call.fixed is None else min(call.fixed, self._now)

    def _open_ticks(self, resource: int, start: int, stop: int) -> int:
        """Return the ticks of a stretch of time, within the window, in which a resource is open."""
        start = max(start, self.since)
        if stop <= start or resource < 0:
            return 0
        hours = {"open": self._network.open, "calendar_start": self._network.calendar_start}
        return open_between(hours, int(self._network.resource["calendar"][resource]), start, stop)
