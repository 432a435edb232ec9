"""Promises with a probability, given by businesses that know their record alone, judged by what then happened."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tugline.business.as_recorded import AsRecorded
from tugline.business.core import Core
from tugline.business.likely import Worlds, rank_of
from tugline.business.needed import read_source
from tugline.business.study_base import found_in
from tugline.facts.keys import key_digests
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.journal.journal import Journal
from tugline.journal.opening import open_journal
from tugline.network.compile import compile_network
from tugline.network.tables import Tables as Read
from tugline.studies.breakdowns import Breakdowns
from tugline.studies.predictive import luck_of
from tugline.world.chances import key_of
from validation.lived import MINUTES, Drawn, draw, orders_of, truth_of
from validation.plant import Plant

RECORD_DAYS, JUDGED_DAYS, AFTER_DAYS = 180, 40, 200
"""Days of which the record is, of which promises are judged, and after these, in which what was promised comes."""
ORDERS_AFTER = 40
"""Days after the judged ones in which customers still order, so that later orders may be in the way."""
PROBABILITIES = (0.8, 0.95)
RUNS = 59
"""Worlds for each promise: dates hold as often as they say with any number, with more of them they lie closer."""
_OWN = [int(kind) for kind in (Kind.PULSE_CLOSED, Kind.STOCK_FOUND, Kind.CARD_MOVED)]


class Judged(NamedTuple):
    """What became of the promises of one business: for each whether it held, shape (promises, probabilities).

    `ahead` = days from order to the date promised, same shape, and `took` days it really took, shape (promises,).
    `at_once` = orders beside these that were promised with the first probability at the moment of asking: what is there
    is no matter of chance, and would make any method look good.
    """

    kind: str
    at_once: int
    held: np.ndarray
    ahead: np.ndarray
    took: np.ndarray


def judge(number: int, seed: int, most: int, runs: int = RUNS, *, by_record: bool = True) -> Judged:
    """Draw a business, let it live, and judge the promises of orders after its record, evenly spread, at most `most`.

    Without its record it goes by its tables, which tell no spread. The luck of what is drawn, of what happens and of
    the worlds that promises are made in have nothing in common.
    """
    luck = luck_of(seed, number)
    drawn = draw(number, luck)
    facts = _live(drawn, luck, key_of(seed, 1_000_000 + number))
    tables = read_source(drawn.tables)
    with open_journal(business="v", world="plant") as journal:
        core = found_in(journal, compile_network(tables), tables, world=False).core
        asked = _judged(facts, most)
        return _ask(
            drawn, core, journal, tables, facts, asked, runs if by_record else 1, seed * 1_000_000 + number * 1000
        )


def _live(drawn: Drawn, luck: np.random.Generator, key: int) -> np.ndarray:
    """Return all facts of a business that lives in a world which is as the truth is."""
    plant, network = Plant(drawn.tables), compile_network(read_source(drawn.tables))
    truth = truth_of(network, plant.base.chances, luck)
    plant.base = plant.base._replace(chances=truth.chances)
    orders = orders_of(drawn, network, RECORD_DAYS + JUDGED_DAYS + ORDERS_AFTER, luck)
    until = (RECORD_DAYS + JUDGED_DAYS + AFTER_DAYS) * MINUTES
    signals = np.concatenate([orders, Breakdowns(truth.failing, key, 0).until(until)])
    return plant.run(signals[np.argsort(signals["tick"], kind="stable")], [until], key, tuple(Kind)).facts


def _ask(
    drawn: Drawn, core: Core, journal: Journal, tables: Read, facts: np.ndarray, asked: np.ndarray, runs: int, seed: int
) -> Judged:  # fmt: skip
    """Tell a plant what happened, pulse by pulse, and ask before each judged order comes; one run = by its tables."""
    there = _there(facts)
    who = int(journal.intern("actor", ["python"])[0])
    recorded: AsRecorded | None = None
    held, ahead, took, done = list[list[bool]](), list[list[float]](), list[float](), 0
    for pulse in np.split(facts, np.flatnonzero(np.diff(facts["pulse"])) + 1):
        tick = int(pulse["tick"][0])
        for order in pulse[(pulse["kind"] == int(Kind.ORDER_PLACED)) & np.isin(pulse["seq"], asked)]:
            core.run_reviews(tick - 1)
            recorded = AsRecorded(core, tables) if recorded is None and runs > 1 else recorded
            ticks = _promised(core, tables, recorded, order, runs, seed + done)
            came = there.get(int(order["seq"]), NEVER)
            done += 1
            if ticks[0] <= core.now:
                continue
            # It was asked one tick before it came.
            held.append([came <= at + 1 for at in ticks])
            ahead.append([(at - tick) / MINUTES for at in ticks])
            took.append((came - tick) / MINUTES)
        if done == len(asked):
            break
        rows = pulse[(pulse["kind"] < int(Kind.PULL_RELEASED)) & ~np.isin(pulse["kind"], _OWN)].copy()
        rows["actor"] = who
        core.take(rows, key_digests("python", [f"{seq}" for seq in rows["seq"].tolist()]), tick)
    shape = -1, len(PROBABILITIES)
    return Judged(
        drawn.kind, done - len(held), np.array(held, np.bool_).reshape(shape), np.array(ahead).reshape(shape),
        np.array(took),
    )  # fmt: skip


def _promised(
    core: Core, tables: Read, recorded: AsRecorded | None, order: np.ndarray, runs: int, seed: int
) -> Sequence[int]:  # fmt: skip
    row = np.zeros(1, FACT)
    for name in ("kind", "point", "party", "quantity", "priority", "code", "due", "amount"):
        row[name] = order[name]
    row["tick"] = row["occurred_at"] = core.now
    worlds = Worlds(core, tables, recorded)
    ticks = sorted(worlds.arrives(row, key_of(seed, number)) for number in range(runs))
    return [ticks[min(runs, rank_of(p, runs)) - 1] for p in PROBABILITIES]


def _judged(facts: np.ndarray, most: int) -> np.ndarray:
    """Return the orders that are judged, evenly spread over those after the record."""
    placed = facts[facts["kind"] == int(Kind.ORDER_PLACED)]
    days = placed["tick"] // MINUTES
    after = placed["seq"][(days >= RECORD_DAYS) & (days < RECORD_DAYS + JUDGED_DAYS)]
    some: np.ndarray = after[np.unique(np.linspace(0, len(after) - 1, min(most, len(after))).astype(np.int64))]
    return some


def _there(facts: np.ndarray) -> dict[int, int]:
    """Return when all of each order was at its customer."""
    placed = facts[facts["kind"] == int(Kind.ORDER_PLACED)]
    wanted = dict(zip(placed["seq"].tolist(), placed["quantity"].tolist(), strict=True))
    found: dict[int, int] = {}
    for row in facts[facts["kind"] == int(Kind.DELIVERED)]:
        line = int(row["reference"])
        wanted[line] -= int(row["quantity"])
        if wanted[line] == 0:
            found[line] = int(row["tick"])
    return found
