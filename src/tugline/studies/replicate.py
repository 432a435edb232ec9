"""One run of one policy in one world of luck, from a business as it stands to what came of it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple, Protocol, cast

import numpy as np

from tugline.engine.lines import line_slot
from tugline.ledger import books as ledger_books
from tugline.ledger import layout as lay
from tugline.ledger.books import Books
from tugline.ledger.metric import CENTS
from tugline.ledger.metrics import metrics
from tugline.ledger.post import post_all
from tugline.ledger.statements import daily_series, trial_balance
from tugline.ledger.window import look
from tugline.state import arena
from tugline.state.tape import clear, facts_of, movements_of, new_tape
from tugline.studies.ageing import NOTHING_SPOILS, Ageing, Perishing
from tugline.studies.breakdowns import Breakdowns, Failing
from tugline.studies.bullwhip import NO_SWINGS, Bullwhip, Echelons, Swings
from tugline.studies.contribution import Part, parts
from tugline.studies.customers import Crowd
from tugline.studies.gauge import Gauge
from tugline.studies.loads import NO_LOAD, Load, Loads
from tugline.studies.recorded import LineNames, Recorded
from tugline.studies.watch import Waits, Watch
from tugline.world.arena import World
from tugline.world.drive import advance, pulse_and_observe
from tugline.world.simulated import Chances, till_of, with_luck

CHUNK_DAYS = 7
"""So many days of customers are drawn at a time, so that memory does not grow with the time simulated."""
TAPE_ROOM = 100_000
NOBODY = np.zeros(0, np.int64)
IN_CENTS = frozenset({"lost_sales", "order_cost", "contribution", "variances", "waste"})
"""Figures of a run that are money and none of the books'."""


class Planner(Protocol):
    """Who pushes: told what customers asked for, it says what to release."""

    def see(self, facts: np.ndarray) -> None:
        """Take in what happened in the days that were planned last; nobody sees who left a till without the goods."""

    def plan(self, state: Any, day: int, days: int) -> np.ndarray:
        """Return facts from outside for so many days from a local day on: `FACT`, in any order of their ticks."""


class Base(NamedTuple):
    """A business as it stands, which every run begins from and none changes.

    `chances` say how things vary, `failing` which resources fail, `perishing` which goods spoil; `day` is the local day
    with which a run begins, and `day_start` holds the tick of each local midnight. `order_cents` = what one order costs
    at each source beside its price, which no account knows; None = nothing.
    """

    grid: Any
    state: Any
    books: Books
    world: World
    chances: Chances
    day: int
    day_start: np.ndarray
    tick_seconds: int
    carrying_rate_ppm: int
    echelons: Echelons
    failing: tuple[Failing, ...] = ()
    order_cents: np.ndarray | None = None
    perishing: Perishing = NOTHING_SPOILS


@dataclass(frozen=True, slots=True)
class Policy:
    """What a run goes by: facts that set its loops at the start, and who pushes, if anybody does."""

    name: str
    facts: np.ndarray
    says: str
    planner: Callable[[int], Planner] | None = None
    """Given the key of a replication's luck."""
    every: int = CHUNK_DAYS
    """Days between two plans, >= 1."""
    gauge: Callable[[], Gauge] | None = None
    measures: bool = False
    """Its planner is its gauge, too: what it did says more than any state."""
    rests_on: tuple[str, ...] = ()
    """What its figures rest on beside what every policy's do, one sentence each."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one run in its window: figures by name, None = not known and `missing` says why."""

    values: dict[str, float | None]
    missing: dict[str, str]
    waits: Waits
    series: dict[str, np.ndarray]
    flows: dict[str, int]
    digest: str
    in_cents: frozenset[str] = frozenset()
    """Figures that are money, in cents."""
    swings: Swings = NO_SWINGS
    load: Load = NO_LOAD


def run(
    base: Base, policy: Policy, customers: Crowd, key: int, *, warm_up: int, days: int,
    seen: Callable[[np.ndarray], None] | None = None,
) -> Outcome:  # fmt: skip
    """Run a policy over `warm_up` + `days` days and measure the last `days` of them; `seen` is shown every fact."""
    state = arena.copy_state(base.state)
    world = with_luck(base.world, key, len(arena.arrays(state)["stock"]), base.chances)
    books = ledger_books.from_arrays(ledger_books.to_arrays(base.books), base.day_start)
    tape, said = new_tape(4096), new_tape(256)
    begin, last = base.day + warm_up, base.day + warm_up + days
    watch, bullwhip = Watch(int(base.day_start[begin])), Bullwhip(base.echelons, begin, base.day_start)
    loads = Loads(base.grid, int(base.day_start[begin]), base.tick_seconds, base.chances.source["a_week"])
    names = LineNames(
        customers.spoken_of if isinstance(customers, Recorded) else NOBODY, lambda line: line_slot(state, line) >= 0
    )
    # A business may begin in the middle of a day.
    now = max(int(base.day_start[base.day]), int(arena.arrays(state)["head"]["tick"][0]))
    ageing = Ageing(base.perishing, arena.arrays(state)["stock"]["on_hand"], base.day_start, base.day)
    if len(policy.facts):
        pulse_and_observe(state, base.grid, world, tape, policy.facts, 0, len(policy.facts), now)
        post_all(books, movements_of(tape))
        ageing.add(movements_of(tape))
        if seen is not None:
            seen(facts_of(tape))
    # Stops that are recorded come again; where none are, they are drawn.
    known = isinstance(customers, Recorded) and customers.tells_stops
    breakdowns = Breakdowns(() if known else base.failing, key, now)
    planner = policy.planner(key) if policy.planner is not None else None
    gauge = policy.gauge() if policy.gauge is not None else cast("Gauge", planner) if policy.measures else None
    before = till_of(world)
    for day, stop in _chunks(base.day, begin, last, policy.every):
        many = stop - day
        if day == begin:
            before = till_of(world)
        signals = customers.signals(key, base.day_start, day, many)
        bullwhip.ask(signals)
        if planner is not None:
            signals = _together(planner.plan(state, day, many), signals)
        signals = _together(breakdowns.until(int(base.day_start[stop]) - 1), signals)
        at_once = 1 if gauge is not None or len(base.perishing.point) else many
        for part, until in _parts(base.day_start, signals, day, stop, at_once):
            # What spoils is known when the rest of the day is over.
            told = chain(names.parts(part, until), ageing.nights(until))
            for facts in _advance(base, state, world, tape, said, told):
                names.see(facts)
                watch.add(facts)
                bullwhip.add(facts)
                loads.add(facts)
                post_all(books, movements_of(tape))
                ageing.add(movements_of(tape))
                if planner is not None:
                    planner.see(facts)
                if seen is not None:
                    seen(facts)
            if gauge is not None and day >= begin:
                gauge.read(state)
    tills = {name: value - before[name] for name, value in till_of(world).items()}
    as_of = int(base.day_start[last]) - 1
    found = _measured(base, books, watch, state, tills, as_of, days, bullwhip.swings(days))
    gauged = gauge.values() if gauge is not None else {}
    return replace(found, load=loads.found(as_of + 1), values={**found.values, **gauged})


def _chunks(first: int, begin: int, last: int, every: int) -> Iterator[tuple[int, int]]:
    """Yield (first day, day after) of parts of a run, one of which starts when the warm-up ends."""
    day = first
    while day < last:
        stop = min(day + every, last if day >= begin else begin)
        yield day, stop
        day = stop


def _parts(
    day_start: np.ndarray, signals: np.ndarray, day: int, stop: int, days: int
) -> Iterator[tuple[np.ndarray, int]]:  # fmt: skip
    """Yield the signals of so many days at a time, and the last tick of those days."""
    cut = 0
    for first in range(day, stop, days):
        after = int(day_start[min(first + days, stop)])
        end = int(np.searchsorted(signals["tick"], after))
        yield signals[cut:end], after - 1
        cut = end


def _advance(
    base: Base, state: Any, world: Any, tape: Any, said: Any, parts: Iterable[tuple[np.ndarray, int]]
) -> Iterator[np.ndarray]:
    for signals, until in parts:
        cursor, tick = 0, int(arena.arrays(state)["head"]["tick"][0])
        while tick <= until:
            clear(tape)
            cursor, tick = advance(state, base.grid, world, tape, said, signals, cursor, until, TAPE_ROOM)
            yield facts_of(tape)
        assert cursor == len(signals), "signals of a chunk lie in its days"


def digest_of(state: Any) -> str:
    """Return the sha256 of the engine's state."""
    total = hashlib.sha256()
    for array in arena.arrays(state).values():
        total.update(array.tobytes())
    return total.hexdigest()


def _together(first: np.ndarray, then: np.ndarray) -> np.ndarray:
    """Return signals of two sources by tick; at the same tick those of the first come first."""
    both = np.concatenate([first, then])
    sorted_: np.ndarray = both[np.argsort(both["tick"], kind="stable")]
    return sorted_


def _measured(
    base: Base, books: Books, watch: Watch, state: Any, tills: dict[str, int], as_of: int, days: int, swings: Swings
) -> Outcome:
    if trial_balance(books) != 0:  # pragma: no cover - the books refuse to get there
        raise AssertionError("the books of a simulated run do not balance")
    measured = metrics(books, as_of, window_days=days, carrying_rate_ppm=base.carrying_rate_ppm)
    values = {m.name: m.value for m in measured.values()}
    missing = {m.name: m.why_missing for m in measured.values() if m.value is None}
    per_day = 86_400 / base.tick_seconds
    lines = watch.lines()
    service, waits = lines.service(as_of), lines.waits(as_of, per_day)
    told = {
        "on_time_share": service.on_time_share,
        "fill_rate": service.fill_rate,
        "days_to_delivery_p50": waits.of_most(50),
        "days_to_delivery_p95": waits.of_most(95),
        "lines": float(service.lines),
    }
    nobody = service.why_missing or "no line was placed"
    missing |= {name: nobody for name, value in told.items() if value is None}
    orders = watch.orders(base.order_cents)
    told["orders_placed"], told["order_cost"] = float(orders.placed), float(orders.cents)
    told["lost_sales"] = float(tills["lost"]) if tills["lines"] else None
    told["till_service"] = 1 - tills["short"] / tills["lines"] if tills["lines"] else None
    if not tills["lines"]:
        missing |= dict.fromkeys(("lost_sales", "till_service"), "nobody came to a till")
    window = look(books, as_of, days)
    flows = {
        **{f"account {code}": window.flow[code] for code in range(1, lay.N_ACCOUNTS)},
        **{f"tally {code}": window.tally[code] for code in range(lay.N_TALLIES)},
        "order cost": orders.cents, "inventory sum": window.inventory_sum,
        "wip sum": window.summed[lay.WORK_IN_PROCESS],
    }  # fmt: skip
    # Without a cost of what is sold or kept, revenue would pass for money earned.
    unknown = [name for name in ("gross_margin", "average_inventory") if values[name] is None]
    steps = parts(flows, days, base.carrying_rate_ppm)
    told["contribution"], told["variances"] = (
        (None, None) if unknown else (float(sum(steps)), float(steps[Part.VARIANCES]))
    )
    missing |= dict.fromkeys(("contribution", "variances"), missing[unknown[0]]) if unknown else {}
    spoils = len(base.perishing.point) > 0
    told["waste"] = float(-steps[Part.WASTE]) if spoils and not unknown else None
    missing |= {} if told["waste"] is not None else {"waste": missing[unknown[0]] if spoils else "nothing spoils"}
    series = {name: column[-days:] for name, column in daily_series(books, as_of).items()}
    return Outcome(
        values={**values, **told},
        missing=missing,
        waits=waits,
        series=series,
        flows=flows,
        digest=digest_of(state),
        swings=swings,
        in_cents=IN_CENTS | {m.name for m in measured.values() if m.unit == CENTS},
    )
