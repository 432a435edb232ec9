"""The first pulse of a business, and which loop each of its stock points gets."""

import msgspec
import numpy as np

from tugline.business import policy
from tugline.business.core import Core
from tugline.business.epochs import content_of
from tugline.business.estimated import estimate
from tugline.business.loop_table import stated_loops
from tugline.business.naming import Naming
from tugline.business.opening import card_facts, loop_facts, opening_signals
from tugline.business.perishing import shelf_days
from tugline.business.policy import Choice
from tugline.business.rates import Demand, Rates, measure
from tugline.business.tabled import Tabled
from tugline.facts.kinds import FACT, Kind
from tugline.network.network import Network
from tugline.network.tables import MISSING, Tables
from tugline.state.arena import Grid

WORLDS = {"plain": 1, "simulated": 2, "plant": 3}


def plan_loops(network: Network, grid: Grid, tables: Tables, tabled: Tabled) -> tuple[Rates, list[Choice]]:
    """Return the rates of use and the loop of every stock point: what the table states, else the default policy."""
    rates = measure(network, tabled.history)
    situation = policy.survey(
        network, grid, rates, wait_days=waits_of(network, tables, tabled.waits), till=tabled.till,
        keep_days=shelf_days(network, tables),
    )  # fmt: skip
    stated = {choice.point: choice for choice in stated_loops(network, tables)}
    others = np.array([p for p in range(len(network.point)) if p not in stated], np.int64)
    naming = Naming(network)
    chosen = [estimate(naming, rates, situation, choice) for choice in stated.values()]
    chosen += policy.choose(network, rates, situation, others)
    return rates, sorted(chosen, key=lambda choice: choice.point)


def waits_of(network: Network, tables: Tables, waits: Demand) -> np.ndarray:
    """Return the days that customers wait at each point: the median of its orders before the start, inf = none."""
    wait = np.full(len(network.point), np.inf)
    asked = np.unique(waits.point)
    given = tables["customers"]["wait_days"]
    usual = float(np.median(given[given != MISSING])) if (given != MISSING).any() else 0.0
    order = np.lexsort((waits.quantity, waits.point))
    points, days = waits.point[order], waits.quantity[order]
    starts = np.searchsorted(points, asked)
    stops = np.searchsorted(points, asked, side="right")
    median = days[(starts + stops - 1) // 2] if len(asked) else np.zeros(0)
    wait[asked] = np.maximum(np.where(median > 0, median, usual), 0)
    return wait


def found(core: Core, tables: Tables, choices: list[Choice]) -> None:
    """Run the opening pulse: the business's name and network, its loops, and what is there, owed and under way."""
    network, journal = core.network, core.journal
    opened = np.zeros(1, FACT)
    opened["kind"] = Kind.BUSINESS_OPENED
    opened["code"] = WORLDS[network.settings.world]
    opened["reference"] = journal.intern("network", [network.hash])
    openings = opening_signals(network, tables, journal)
    stock = openings.rows[openings.rows["kind"] == int(Kind.STOCK_OPENED)]
    on_hand = dict(zip((stock["point"] - 1).tolist(), stock["quantity"].tolist(), strict=True))
    own = np.concatenate([opened, loop_facts(choices), card_facts(choices, on_hand)])
    rows = np.concatenate([own, openings.rows])
    core.take(rows, openings.digests, 0, bodies={0: msgspec.msgpack.encode(content_of(tables, network))})
