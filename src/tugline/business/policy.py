"""The default policy: which loop each stock point gets where no table says so, at what levels, and why.

Pull to order wherever the customer waits long enough; keep stock only where supply takes longer than the customer
does (the decoupling point). Lead times are compared from the customer upstream: what is left of the customer's wait
after a point's own time is the wait of the points that feed it.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from tugline.business.rates import Rates, first_sources
from tugline.loops.kanban import card_count, supplier_card_count
from tugline.network.layout import MAKE, MOVE, SOURCE_KINDS
from tugline.network.network import Network
from tugline.state.duration import source_ticks
from tugline.state.layout import ONE_CARD, SUPPLIER_CARD
from tugline.units.quantity import format_estimate

SERVICE_FACTOR = 1.645
"""Safety factor: 95 % of replenishment cycles without a stock-out, if demand is about normal."""
ORDER_CYCLE_DAYS = 7
"""What is bought or made to stock is pulled about once a week, what keeps for less than that more often."""
CARD_SAFETY = 0.1
"""Share of cards beyond mean use, for kanban loops whose table states no number of cards."""
DAILY = -(127 + 128 * 0)
"""Review code: every day of the week, at the local midnight."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One point's loop by name, its parameters in integer units, and why it is that one."""

    point: int
    loop: str
    parameters: dict[str, int] = field(default_factory=dict)
    why: str = ""
    estimated: dict[str, str] = field(default_factory=dict)
    """Of a loop that a table states: what it leaves open, each by its name with the value taken and from what."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the choice rests on, by stock point: days until it can be had from its source, days its demand waits."""

    lead_days: np.ndarray
    wait_days: np.ndarray
    least_lot: np.ndarray
    """The least that the first source of each point makes or delivers at a time, in integer units."""
    till: np.ndarray
    """True where customers take goods over the counter."""
    keep_days: np.ndarray
    """Local days that goods keep, the day on which they come being the first."""


def survey(
    network: Network, grid: object, rates: Rates, *, wait_days: np.ndarray, till: np.ndarray, keep_days: np.ndarray
) -> Situation:
    """Return lead time, with the source's safety time, and wait of every point.

    Parameters
    ----------
    wait_days
        Days that customers wait at each point, inf where no customer asks. Shape (P,).
    till
        Shape (P,): points with sales over the counter, whose customers do not wait at all.
    keep_days
        Local days that goods keep, shape (P,).
    """
    first = first_sources(network)
    lead = np.full(len(first), np.inf)
    least_lot = np.ones(len(first), np.int64)
    wait = np.where(till, 0.0, wait_days)
    for point in range(len(first)):  # rows are in level order: every point's demand comes before it
        row = int(first[point])
        if row < 0:
            continue
        source = network.source[row]
        least_lot[point] = _whole(int(source["minimum"]), int(source["multiple"]))
        lot = max(1, int(source["minimum"]), math.ceil(rates.mean[point]))
        lead[point] = lead_days_of(network, grid, row, lot)
        left = wait[point] - lead[point] if lead[point] <= wait[point] else lead[point]
        if source["kind"] == MOVE and source["from_point"] >= 0:
            below = int(source["from_point"])
            wait[below] = min(wait[below], left)
        elif source["kind"] == MAKE:
            parts = network.need["point"][int(source["need_start"]) : int(source["need_stop"])]
            wait[parts] = np.minimum(wait[parts], left)
    return Situation(lead, wait, least_lot, till, keep_days)


def lead_days_of(network: Network, grid: object, row: int, lot: int) -> float:
    """Return the days from a pull of a lot from a source to its goods, with the source's safety time."""
    ticks = source_ticks(grid, row, lot) + int(network.source["safety_ticks"][row])
    return float(ticks / (86_400 / network.tick_seconds))


def choose(network: Network, rates: Rates, situation: Situation, points: np.ndarray) -> list[Choice]:
    """Return the loop of each of the given points."""
    first = first_sources(network)
    return [_choose_one(network, rates, situation, int(point), int(first[point])) for point in points]


def _choose_one(network: Network, rates: Rates, s: Situation, point: int, source_row: int) -> Choice:
    if source_row < 0:
        return Choice(point, "to_order", why="no source is known: what is asked for waits")
    kind = SOURCE_KINDS[int(network.source["kind"][source_row])]
    lead, wait = s.lead_days[point], s.wait_days[point]
    took = f"{_verb(kind)} takes {days_text(lead)}"
    if lead <= wait and not s.till[point]:
        waits = "nobody asked for it before the start" if wait == math.inf else f"its demand waits {days_text(wait)}"
        return Choice(point, "to_order", why=f"{waits}, {took}")
    if rates.mean[point] <= 0:
        return Choice(point, "to_order", why=f"{took}, but nobody took any in the {rates.days} days before the start")
    if s.till[point]:
        level = _cover(rates, point, lead + 1)
        why = f"customers do not wait, {took}: {use_text(network, rates, point)}, {days_text(lead + 1)} to cover"
        return Choice(point, "base_stock", {"level": level, "review": DAILY}, why)
    low = _cover(rates, point, lead)
    used = f"{use_text(network, rates, point)}, {cycle_text(s, point)} a pull"
    why = f"its demand waits {days_text(wait)}, {took}: {used}"
    return Choice(point, "min_max", {"min": low, "max": low + _cycle_use(rates, s, point)}, why)


def _cover(rates: Rates, point: int, days: float) -> int:
    """Return the stock that covers a lead time: its mean demand and the safety factor times its deviation."""
    spread = SERVICE_FACTOR * math.sqrt(rates.variance[point] * days)
    return max(1, math.ceil(float(rates.mean[point]) * days + spread - 1e-9))


def _cycle_days(s: Situation, point: int) -> int:
    """Return the days for which is pulled at once: a week, and no longer than goods keep."""
    return min(ORDER_CYCLE_DAYS, int(s.keep_days[point]))


def _cycle_use(rates: Rates, s: Situation, point: int) -> int:
    return max(1, math.ceil(float(rates.mean[point]) * _cycle_days(s, point)))


def cycle_text(s: Situation, point: int) -> str:
    """Return for how long is pulled at once, as a sentence has it."""
    days = _cycle_days(s, point)
    return "a week's use" if days == ORDER_CYCLE_DAYS else f"the use of the {days_text(days)} that it keeps"


def fill_in(rates: Rates, situation: Situation, choice: Choice) -> Choice:
    """Return a choice of the `loops` table with the levels that it leaves open."""
    point = choice.point
    lead = situation.lead_days[point]
    days = lead if math.isfinite(lead) else 0.0
    given = dict(choice.parameters)
    if choice.loop == "base_stock":
        given.setdefault("level", _cover(rates, point, days + 1))
    elif choice.loop == "reorder":
        given.setdefault("point", _cover(rates, point, days))
        given.setdefault("quantity", _cycle_use(rates, situation, point))
    elif choice.loop == "min_max":
        given.setdefault("min", _cover(rates, point, days))
        given.setdefault("max", given["min"] + _cycle_use(rates, situation, point))
    elif choice.loop == "kanban":
        given.setdefault("mode", ONE_CARD)
        given.setdefault("container", _whole(math.ceil(rates.mean[point]), int(situation.least_lot[point])))
        given.setdefault("cards", _cards(given, float(rates.mean[point]), days))
    return Choice(point, choice.loop, given, choice.why)


def _whole(quantity: int, multiple: int) -> int:
    """Return the smallest multiple that is at least `quantity` and not 0; multiple >= 1."""
    return max(1, -(-quantity // multiple)) * multiple


def _cards(given: dict[str, int], use: float, lead_days: float) -> int:
    """Return the number of cards of a loop that states none, by the formula of its mode; at least 1."""
    weekdays = (-given.get("review", 0)) % 128 if given.get("review", 0) < 0 else 0
    deliveries = weekdays.bit_count()
    if given["mode"] == SUPPLIER_CARD and deliveries:
        later = math.ceil(lead_days * deliveries / 7 - 1e-9)
        return max(
            1, supplier_card_count(use, given["container"], days=7, deliveries=deliveries, later=later, safety_days=0)
        )
    return max(1, card_count(use, lead_days, CARD_SAFETY, given["container"]))


def _verb(kind: str) -> str:
    return {"make": "making it", "move": "moving it", "buy": "buying it", "drop": "buying it"}[kind]


def days_text(days: float) -> str:
    """Return a number of days as a sentence has it."""
    if days == 0:
        return "no time"
    said = f"{days:.2g}" if days < 100 else f"{days:.0f}"
    return "1 day" if said == "1" else f"{said} days"


def use_text(network: Network, rates: Rates, point: int) -> str:
    """Return how much is used at a stock point a day, in the item's unit."""
    scale = float(network.point["scale"][point])
    mean, variance = rates.mean[point] / scale, rates.variance[point] / scale**2
    return f"{format_estimate(mean)} a day used (variance {format_estimate(variance)})"
