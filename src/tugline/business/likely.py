"""How likely a date is: an order in many simulated worlds, all of which run on from the business as it stands."""

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from tugline.business.adoption import tables_in_force
from tugline.business.as_recorded import AsRecorded
from tugline.business.asking import Asked, asked_rows
from tugline.business.core import TAPE_ROOM, Core
from tugline.business.in_work import end_anew, in_work
from tugline.business.likely_views import Likely, LikelyDate
from tugline.business.naming import Naming
from tugline.business.on_the_way import draw_anew, on_the_way
from tugline.business.projection import DAYS_AHEAD, granted
from tugline.business.recorded_orders import Later
from tugline.business.recorded_words import what_is_recorded
from tugline.business.saying import tick_of
from tugline.business.stops import Stops
from tugline.business.varying import chances_of, what_varies
from tugline.errors import UsageError
from tugline.facts.kinds import NEVER, Kind
from tugline.network.tables import Tables
from tugline.state import arena
from tugline.state.layout import WHOLE
from tugline.state.tape import clear, facts_of, new_tape
from tugline.studies.breakdowns import Breakdowns, Failing
from tugline.world import arena as world_arena
from tugline.world.chances import key_of
from tugline.world.drive import advance
from tugline.world.simulated import Chances, with_luck

RUNS, SEED = 199, 1
MOST_RUNS = 100_000
P80, P95 = 0.8, 0.95
NOBODY_ELSE = "nobody orders anything after this order: later orders that would rank before it are not simulated"


class Worlds:
    """Simulated worlds that begin with a business as it stands now; the business itself is never changed.

    Parameters
    ----------
    tables
        Those in force: what varies, and by how much.
    recorded
        How things vary by the record of a plant, in place of the tables wherever it tells enough.
    """

    def __init__(self, core: Core, tables: Tables, recorded: AsRecorded | None = None) -> None:
        self._state, self._world = core.fork()
        self._grid, self._network, self._now = core.grid, core.network, core.now
        arena.arrays(self._state)["head"]["tick"] = core.now
        self._recorded = recorded
        self._chances, self._failing = chances_of(core.network, tables)
        if recorded is not None:
            self._chances = recorded.chances
            self._failing = recorded.world(0, core.now)[1]
        self._coming = on_the_way(core, self._world, self._chances)
        self._going = in_work(core, self._world, self._chances)
        stops = Stops(self._world, core.grid, core.now)
        self._granted, self._down = granted(self._state, stops, core.now), stops.endless()
        self._per_day = max(1, 86_400 // core.network.tick_seconds)
        self.varies = _varies(self._chances, self._failing) or (recorded is not None and recorded.orders.enough)

    def arrives(self, row: np.ndarray, key: int) -> int:
        """Return when the customer has the last of an order in one world; NEVER = not within `DAYS_AHEAD` days."""
        placed, arrived, asked = 0, 0, int(row["quantity"][0])
        for facts in self._facts(row, key):
            if not placed:
                of = (facts["kind"] == int(Kind.ORDER_PLACED)) & (facts["reference"] == 0)
                placed = int(facts["seq"][of][-1]) if of.any() else 0
            rows = facts[(facts["kind"] == int(Kind.DELIVERED)) & (facts["reference"] == placed)]
            for tick, quantity in zip(rows["tick"].tolist(), rows["quantity"].tolist(), strict=True):
                arrived += quantity
                if arrived >= asked:
                    return int(tick)
        return NEVER

    def _drawn(self, key: int) -> tuple[Chances, tuple[Failing, ...], Later | None]:
        if self._recorded is None:
            return self._chances, self._failing, None
        return self._recorded.world(key, self._now)

    def _facts(self, row: np.ndarray, key: int) -> Iterator[np.ndarray]:
        """Run one world on in steps that double, and give the facts in parts that hold until the next one."""
        state = arena.copy_state(self._state)
        chances, failing, later = self._drawn(key)
        world = with_luck(world_arena.copy_world(self._world), key, len(self._network.point), _copied(chances))
        draw_anew(world, self._coming, key, self._now, self._per_day)
        end_anew(world, self._grid, self._going, key, self._now)
        breakdowns = Breakdowns(failing, key, self._now, self._down)
        tape, said = new_tape(4096), new_tape(256)
        given, days, tick = np.concatenate([self._granted, row]), 0, self._now
        while tick < self._now + DAYS_AHEAD * self._per_day:
            until = self._now + days * self._per_day
            told = np.concatenate([given, breakdowns.until(until), *([] if later is None else [later.until(until)])])
            signals = told[np.argsort(told["tick"], kind="stable")]
            given, signals = signals[signals["tick"] > until], signals[signals["tick"] <= until]
            cursor = 0
            while tick <= until:
                clear(tape)
                cursor, tick = advance(state, self._grid, world, tape, said, signals, cursor, until, TAPE_ROOM)
                yield facts_of(tape)
            # The next step may bring signals before whatever comes next without them.
            tick, days = until, min(DAYS_AHEAD, max(1, 2 * days))


def likely(
    core: Core, *, item: str, quantity: float | str, location: str, wanted: str | datetime | None, customer: str,
    options: str | Mapping[str, str], promised: str | None, probabilities: Sequence[float], runs: int, seed: int,
    recorded: AsRecorded | None = None,
) -> Likely:  # fmt: skip
    """Return by when an order placed now is at its customer with some probabilities, and how likely `promised` holds.

    Parameters
    ----------
    recorded
        How a plant varies by its record; None = things vary as the tables in force say, and nobody else orders.

    Raises
    ------
    UsageError
        There is no such item, location or customer; a value cannot be read; a probability is not between 0 and 1, or
        needs more runs; or `runs` or `seed` is out of range.
    """
    _refuse(probabilities, runs, seed)
    row = asked_rows(core, Asked(item, quantity, location, wanted, customer, options))
    row["code"] = WHOLE
    tables = tables_in_force(core.journal)
    worlds, naming = Worlds(core, tables, recorded), Naming(core.network)
    done = runs if worlds.varies else 1
    ticks = np.sort(np.array([worlds.arrives(row, key_of(seed, number)) for number in range(done)], np.int64))
    at = tick_of(core.network, promised, day_end=True) if promised is not None else None
    beyond = int((ticks >= NEVER).sum())
    if recorded is not None:
        rests_on = what_is_recorded(recorded, core.network, tables, int(row["point"][0]) - 1)
    else:
        rests_on = [*what_varies(tables), NOBODY_ELSE]
    return Likely(
        dates=tuple(_date(ticks, p, naming, varies=worlds.varies) for p in probabilities),
        chance=float((ticks <= at).mean()) if at is not None else None,
        runs=done,
        seed=seed,
        beyond=beyond,
        varies=worlds.varies,
        rests_on=tuple(rests_on),
    )


def rank_of(probability: float, runs: int) -> int:
    """Return which of `runs` ordered dates holds with at least a probability, from 1: ceil(p (n + 1)).

    Notes
    -----
    If what really happens is drawn as the runs were, it is no later than the k-th of n with probability k / (n + 1)
    where no two are equal, and at least that where some are [1]_.

    References
    ----------
    .. [1] Vovk, Gammerman, Shafer, Algorithmic learning in a random world, ch. 2.
    """
    # 0.8 * 5 must be 4: what floats add is less than a billionth.
    return math.ceil(probability * (runs + 1) - 1e-9)


def _date(ticks: np.ndarray, probability: float, naming: Naming, *, varies: bool) -> LikelyDate:
    rank = rank_of(probability, len(ticks)) if varies else 1
    tick = int(ticks[rank - 1])
    if tick < NEVER:
        return LikelyDate(probability=probability, date=naming.when(tick), why="")
    late = int((ticks >= NEVER).sum())
    why = f"it does not ship within {DAYS_AHEAD} days in {late:,} of {len(ticks):,} runs"
    return LikelyDate(probability=probability, date=None, why=why)


def _refuse(probabilities: Sequence[Any], runs: Any, seed: Any) -> None:
    if not isinstance(runs, int) or isinstance(runs, bool) or not 1 <= runs <= MOST_RUNS:
        raise UsageError(f"runs: {runs!r}; expected a whole number from 1 to {MOST_RUNS:,}")
    if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
        raise UsageError(f"seed: {seed!r}; expected a whole number of at least 0")
    for p in probabilities:
        if isinstance(p, bool) or not isinstance(p, int | float) or not 0 < p < 1:
            raise UsageError(f"probability: {p!r}; expected a number between 0 and 1")
        if rank_of(p, runs) > runs:
            least = math.ceil(p / (1 - p) - 1e-9)
            raise UsageError(f"runs: {runs}; expected at least {least:,}, to tell a date that holds with {p:g}")


def _varies(chances: Chances, failing: tuple[Failing, ...]) -> bool:
    source = chances.source
    some = (
        source["lead_row"] >= 0, source["yield_row"] >= 0, source["rejected"] > 0, chances.resource["work_row"] >= 0,
        chances.supplier["runs"] > 0,
    )  # fmt: skip
    return bool(failing) or any(bool(column.any()) for column in some)


def _copied(chances: Chances) -> Chances:
    """Return chances of which a world may forget and remember what it likes: `spread` is only ever read."""
    source, resource, supplier, spread = chances
    return Chances(source.copy(), resource.copy(), supplier.copy(), spread)
