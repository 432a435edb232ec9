"""What every run of a study begins with, and what it rests on, in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from tugline.business.aims import aims
from tugline.business.core import Core
from tugline.business.founding import found, plan_loops
from tugline.business.order_costs import order_costs
from tugline.business.perishing import perishing_of, what_spoils
from tugline.business.policy import Choice
from tugline.business.tabled import Tabled, read_signals
from tugline.business.varying import chances_of, what_varies
from tugline.facts.kinds import FACT, Kind
from tugline.journal.journal import Journal
from tugline.journal.opening import open_journal
from tugline.ledger.post import post_all
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.state import arena
from tugline.state.tape import movements_of, new_tape
from tugline.studies.bullwhip import echelons
from tugline.studies.customers import LEAST_YEAR, History
from tugline.studies.replicate import Base
from tugline.units.quantity import plural
from tugline.world.drive import pulse_and_observe


class Founded(NamedTuple):
    """A business of tables after its opening pulse: what its tables tell, its loops, and the first whole local day."""

    core: Core
    tabled: Tabled
    choices: list[Choice]
    day: int


@contextmanager
def founded(network: Network, tables: Tables) -> Iterator[Founded]:
    """Found a business with a world in a journal of its own, which is gone with the context."""
    with open_journal() as journal:
        yield found_in(journal, network, tables, world=True)


def found_in(journal: Journal, network: Network, tables: Tables, *, world: bool) -> Founded:
    """Found a business in a journal that holds nothing yet."""
    core = Core(network, journal, world=world)
    tabled = read_signals(network, tables, journal)
    _, choices = plan_loops(network, core.grid, tables, tabled)
    found(core, tables, choices)
    return Founded(core, tabled, choices, int(np.searchsorted(network.day_start, core.now, side="left")))


def base_of(core: Core, tables: Tables, day: int) -> tuple[Base, int]:
    """Return the business as every run begins with it, and at how many points stock had to be assumed."""
    network = core.network
    state, world = core.fork()
    counts = assumed_counts(state)
    tape = new_tape(1024)
    now = int(arena.arrays(state)["head"]["tick"][0])
    if len(counts):
        pulse_and_observe(state, core.grid, world, tape, counts, 0, len(counts), now)
        post_all(core.books, movements_of(tape))
    chances, failing = chances_of(network, tables)
    base = Base(
        core.grid, state, core.books, world, chances, day, network.day_start, network.tick_seconds,
        int(network.settings.carrying_rate), echelons(network.point, network.source, network.need), failing,
        order_costs(network, tables), perishing_of(network, tables),
    )  # fmt: skip
    return base, len(counts)


def assumed_counts(state: Any) -> np.ndarray:
    """Return counts of what is taken to be where stock is unknown: what its loop aims at, else nothing."""
    arrays = arena.arrays(state)
    stock, loop = arrays["stock"], arrays["loop"]
    unknown = np.flatnonzero((stock["proven"] == 0) & (loop["kind"] > 0))
    rows = np.zeros(len(unknown), FACT)
    rows["kind"], rows["point"], rows["priority"] = int(Kind.COUNTED), unknown + 1, 5
    rows["quantity"] = np.maximum(aims(loop)[unknown], stock["on_hand"][unknown])
    return rows


def _orders_and_sales(history: History) -> str:
    kinds = history.lines["kind"][history.start[:-1]]
    many = [(int((kinds == Kind.ORDER_PLACED).sum()), "order"), (int((kinds == Kind.SALE_MADE).sum()), "sale")]
    return " and ".join(plural(n, name) for n, name in many if n)


def what_a_study_rests_on(
    network: Network, tables: Tables, history: History, counted: int, market: list[str] | None
) -> list[str]:  # fmt: skip
    """Return one sentence for each assumption.

    `market` says what becomes of demand where customers are drawn from the company's own orders; None = they are not.
    """
    told = [
        *(_who_is_drawn(network, history) if market is not None else [
            "customers come as whoever wrote this study says, and are not drawn from the company's own orders"
        ]),
        *(market or ()),
        *what_varies(tables),
        *what_spoils(network, tables),
        ("order lines wait until they can ship, and count in days to delivery with their age while they do; customers"
        " at a till take what is there and go without the rest"),
    ]  # fmt: skip
    if counted:
        told.append(f"{counted:,} stock points of unknown stock begin with what their loops aim at")
    return told


def _who_is_drawn(network: Network, history: History) -> Iterator[str]:
    """Yield what customers are drawn from, and whether that tells a season."""
    first, last = (network.clock.date(0).toordinal() + d for d in (history.days[0], history.days[1] - 1))
    of_days = history.days[1] - history.days[0]
    seasonal = of_days >= LEAST_YEAR
    when = "at that time of the year" if seasonal else "on such a day of the week"
    yield (
        f"customers are drawn whole from {_orders_and_sales(history)} of {date.fromordinal(first)} to"
        f" {date.fromordinal(last)}, as many a day as then {when}; what nobody asked for because it was not there is"
        " not among them"
    )
    if not seasonal:
        yield (
            f"NO SEASON IS KNOWN: {of_days:,} days of orders are less than a year, so that every month of the study is"
            " like the mean of these days; where a year has high and low months, no figure here is one of a year"
        )
