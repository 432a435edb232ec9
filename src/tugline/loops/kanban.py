"""`kanban`: a fixed number of cards; each that comes back is one pull of one container."""

from typing import Any

from tugline.loops.schema import LoopParameter
from tugline.state.arithmetic import ceil_div, times
from tugline.state.kernel import kernel
from tugline.state.layout import SIGNAL
from tugline.state.supply import net_flow

PARAMETERS = (
    LoopParameter(
        "cards",
        "integer",
        "cards in the loop; empty = estimated by the formula. signal: containers left when it comes up",
    ),
    LoopParameter("container", "quantity", "units in one container; empty = estimated"),
    LoopParameter("mode", "mode", "one_card, withdrawal, production, signal or supplier; empty = one_card"),
    LoopParameter("lot", "integer", "signal: containers in one lot"),
    LoopParameter("review", "review", "supplier: when a delivery takes the cards"),
    LoopParameter("return_when", "return", "when a card comes back: first (piece taken) or empty (container)"),
)


@kernel
def full_containers(loop: Any, on_hand: int) -> int:
    """Return how many containers still hold their card.

    A card comes back when the first piece is taken from its container, or, where the loop says so, with the last.
    """
    if loop.container <= 0:
        return 0
    if loop.return_when != 0:
        return -((-on_hand) // loop.container)
    return on_hand // loop.container


@kernel
def most_held(loop: Any) -> int:
    """Return what all containers of a loop hold: no card pulls beyond that."""
    containers = loop.cards + max(1, loop.lot) if loop.mode == SIGNAL else loop.cards
    return times(containers, loop.container)


@kernel
def held_for_cards(loop: Any, stock: Any) -> int:
    """Return the stock that the cards of a loop are taken to be on.

    Where stock is unknown all containers are taken to have been full at the start: what left unrecorded brings cards
    back. What is in quarantine holds no card: it is replaced.
    """
    usable = stock.on_hand - stock.quarantined
    if stock.proven:
        return usable
    return max(0, usable + most_held(loop) - stock.found)


@kernel
def cards_lacking(loop: Any, stock: Any) -> int:
    """Return how many cards who waits with nothing on its way brings back: unknown stock proves not to be there."""
    if stock.proven or loop.container <= 0:
        return 0
    return ceil_div(max(0, -net_flow(stock)), loop.container)


@kernel
def signal_is_up(loop: Any, on_hand: int) -> bool:
    """Return whether the triangle is uncovered: no more containers are left than it hangs on."""
    return loop.mode == SIGNAL and full_containers(loop, on_hand) <= loop.cards


@kernel
def pull_quantity(loop: Any) -> int:
    """Return what one card asks for: a container, or the lot of a signal card."""
    return times(loop.container, max(1, loop.lot)) if loop.mode == SIGNAL else loop.container


def card_count(demand_per_day: float, lead_days: float, safety: float, container: float) -> int:
    """Return the number of cards K = ceil(D L (1 + alpha) / c), at least 1 where there is demand [1]_.

    Parameters
    ----------
    demand_per_day
        D, units per day, >= 0.
    lead_days
        L, from detaching the card to the full container back, days.
    safety
        alpha, share, >= 0.
    container
        c, units, > 0.

    References
    ----------
    .. [1] Monden, Toyota Production System, ch. on the number of kanban.
    """
    from math import ceil

    if demand_per_day <= 0:
        return 0
    return max(1, ceil(demand_per_day * lead_days * (1 + safety) / container - 1e-9))


def supplier_card_count(
    demand_per_day: float, container: float, *, days: float, deliveries: float, later: float, safety_days: float
) -> int:
    """Return the cards of a supplier loop: ceil(D / c * (a (1 + c') / b + s)).

    Notes
    -----
    b = `deliveries` in a = `days`; a card is filled c' = `later` deliveries after the one that took it.
    """
    from math import ceil

    return ceil(demand_per_day / container * (days * (1 + later) / deliveries + safety_days) - 1e-9)


def explain(loop: Any, card: int, show: Any) -> str:
    """Return the rule with its numbers in one clause."""
    if int(loop["mode"]) == SIGNAL:
        return f"the signal card came up: {int(loop['cards'])} containers of {show(int(loop['container']))} are left"
    return f"card {card} of {int(loop['cards'])} came back"
