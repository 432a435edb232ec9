"""Loops turned by factors: what they keep and their lots, and no further than what is kept sells while it is good."""

from dataclasses import replace
from typing import Any

import numpy as np

from tugline.business.perishing import shelf_days
from tugline.business.policy import Choice, lead_days_of
from tugline.business.rates import first_sources
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.studies.ageing import KEEPS

FRONT, BEHIND, LOTS = "kept where customers ask", "kept behind it", "lots"
KEPT = {"base_stock": ("level",), "reorder": ("point",), "min_max": ("min",), "kanban": ("cards",)}
"""What says how much each loop keeps."""


def most_that_sells(network: Network, grid: Any, tables: Tables, use: np.ndarray) -> np.ndarray:
    """Return up to what a loop may fill each point, inf where nothing spoils: the use of the days it keeps, shape (P,).

    What is under way does not age, so that the use of the lead time comes on top, as `check` has it.
    """
    keeps, first = shelf_days(network, tables), first_sources(network)
    most = np.full(len(keeps), np.inf)
    for p in np.flatnonzero((keeps < KEEPS) & (use > 0)).tolist():
        lead = lead_days_of(network, grid, int(first[p]), max(1, int(np.ceil(use[p])))) if first[p] >= 0 else 0.0
        most[p] = use[p] * (float(keeps[p]) + lead)
    return most


def scaled(
    choices: list[Choice], factors: dict[str, float], front: np.ndarray, most: np.ndarray | None = None
) -> list[Choice]:  # fmt: skip
    """Return loops with what they keep and their lots times the factors, whole units, never below 1.

    What is kept: the level of base_stock, the point of reorder, the min of min_max, the cards of kanban. Lots: the
    quantity of reorder, and what lies between min and max. Containers, displays and days of review stay as they are.
    No loop is turned up to more than `most` of its point, shape (P,); one that is there already is not turned up.
    """
    lot = factors.get(LOTS, 1.0)
    found = []
    for choice in choices:
        keep = factors.get(FRONT if front[choice.point] else BEHIND, 1.0)
        turned = _scaled(choice, keep, lot)
        found.append(turned if most is None else _capped(turned, choice, float(most[choice.point])))
    return found


def _scaled(choice: Choice, keep: float, lot: float) -> Choice:
    given = dict(choice.parameters)
    for name in KEPT.get(choice.loop, ()):
        if name in given:
            given[name] = max(1, round(given[name] * keep))
    if choice.loop == "reorder" and "quantity" in given:
        given["quantity"] = max(1, round(given["quantity"] * lot))
    if choice.loop == "min_max":
        between = choice.parameters["max"] - choice.parameters["min"]
        given["max"] = given["min"] + max(1, round(between * lot))
    return replace(choice, parameters=given)


def _capped(turned: Choice, choice: Choice, most: float) -> Choice:
    """Return a loop that fills up to no more than `most`, or than it did before it was turned."""
    over = _filled(turned) - max(most, _filled(choice))
    if over <= 0:
        return turned
    given, over = dict(turned.parameters), int(np.ceil(over))
    if turned.loop == "base_stock":
        given["level"] = max(1, given["level"] - over)
    elif turned.loop == "kanban":
        given["cards"] = max(1, given["cards"] - -(-over // given["container"]))
    elif turned.loop == "reorder":
        off = min(over, given["quantity"] - 1)
        given["quantity"] -= off
        given["point"] = max(1, given["point"] - (over - off))
    elif turned.loop == "min_max":
        given["max"] = max(2, given["max"] - over)
        given["min"] = min(given["min"], given["max"] - 1)
    return replace(turned, parameters=given)


def _filled(choice: Choice) -> float:
    """Return what a loop fills its position up to, 0 of one that keeps nothing."""
    given = choice.parameters
    if choice.loop == "reorder":
        return given.get("point", 0) + given.get("quantity", 0)
    if choice.loop == "kanban":
        return given.get("cards", 0) * given.get("container", 0)
    return given.get({"base_stock": "level", "min_max": "max"}.get(choice.loop, ""), 0)
