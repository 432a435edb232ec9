"""The andon board of a business: who calls where, how long calls take, and what a stop puts at risk."""

from tugline.business.andon_views import Andon, AndonCall
from tugline.business.at_risk import Risks
from tugline.business.call_times import CallTimes
from tugline.business.calls import Call, read_calls
from tugline.business.held import Held
from tugline.business.naming import Naming


class AndonBoard(Held):
    """What a business can say of its calls and stops."""

    def andon(self) -> Andon:
        """Return the open calls, the times that calls take, and what each open stop puts at risk; nothing is written.

        At risk is every open order line that would be there sooner if the resource ran now. What is not is not listed.
        """
        core = self._core
        calls, naming = read_calls(core), Naming(core.network)
        times = CallTimes(core.network, calls.every, core.now)
        open_stops = [call for call in calls.open_stops() if call.resource >= 0]
        risks = Risks(core) if open_stops else None
        waiting = [call for call in calls.every if call.is_open and call.resource >= 0]
        return Andon(
            business=core.network.settings.name,
            as_of=naming.when(core.now) or "",
            facts=core.journal.last_seq,
            since=naming.when(times.since) or "",
            calls=tuple(
                _shown(naming, times, call, core.now) for call in sorted(waiting, key=lambda call: call.called)
            ),
            stops=tuple(risks.of(call) for call in open_stops) if risks is not None else (),
            total=times.total(),
            resources=times.by_resource(),
            reasons=times.by_reason(),
            unmatched=calls.unmatched,
        )


def _shown(naming: Naming, times: CallTimes, call: Call, now: int) -> AndonCall:
    return AndonCall(
        resource=naming.network.resource_names[call.resource],
        reason=call.reason,
        severity="call" if call.stopped is None else "stop",
        state="called" if call.answered is None else "answered",
        called=naming.when(call.called) or "",
        age_minutes=times.minutes(now - call.called),
        answered=naming.when(call.answered) if call.answered is not None else None,
        stopped=naming.when(call.stopped) if call.stopped is not None else None,
        expected=naming.when(call.expected),
    )
