"""What a kanban loop never holds at once: said where something waits for it, and doubted before the first run."""

import pytest

import tugline as tl
from tugline.business.checking import examine

TABLES = {
    "business": {"name": "k", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["P", "C"], "cost": ["", "2"], "price": ["30", ""]},
    "boms": {"item": ["P"], "component": ["C"], "quantity": ["2"]},
    "sources": {"item": ["P", "C"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"]},
    "stock": {"item": ["P", "C"], "location": ["main"] * 2, "on_hand": ["0", "28"]},
}


def loops(**parameters):
    kanban = {"cards": "2", "container": "10", "mode": "", "lot": "", **parameters}
    return {"item": ["C"], "location": ["main"], "loop": ["kanban"]} | {name: [x] for name, x in kanban.items()}


def held(order, **parameters):
    with tl.open({**TABLES, "loops": loops(**parameters)}) as business:
        business.signal(order)
        business.advance("2026-01-05T10:00")
        (promise,) = business.result().promises
        return promise.cause


def test_what_is_on_hand_and_free_is_not_short():
    """23 P need 46 C, of which 28 are there."""
    cause = held(tl.Order("A", "P", 23, at="2026-01-05T09:00"))
    assert cause.startswith("C at main is short by 18 and none is on order")


@pytest.mark.parametrize(
    ("parameters", "hold"), [({}, "2 cards hold 20"), ({"mode": "signal", "lot": "1"}, "containers hold 30")]
)
def test_cards_that_never_hold_what_is_needed_at_once_say_so(parameters, hold):
    cause = held(tl.Order("A", "P", 23, at="2026-01-05T09:00"), **parameters)
    assert cause.endswith(f"; its {hold} at most, and 46 are needed at once")


def test_enough_cards_are_not_blamed():
    cause = held(tl.Order("A", "P", 23, at="2026-01-05T09:00"), cards="5")
    assert "C at main is short" in cause
    assert "at most" not in cause


@pytest.mark.parametrize(
    ("minimum", "parameters", "hold"),
    [("11", {}, "20"), ("10", {}, None), ("16", {"mode": "signal", "lot": "1"}, "30"), ("15", {"cards": "3"}, None)],
)
def test_a_loop_that_never_holds_the_smallest_lot_of_who_draws_from_it_is_doubted(minimum, parameters, hold):
    """Each P takes 2 C."""
    tables = {**TABLES, "sources": {**TABLES["sources"], "minimum": [minimum, ""]}, "loops": loops(**parameters)}
    problems, _, _, doubts = examine(tables)
    assert problems == []
    why = (
        f"C at main: all its containers hold {hold}, and the smallest lot of P at main needs {2 * int(minimum)} at "
        "once, so it waits for ever; more cards or larger containers let it go"
    )
    assert [(d.table, d.row, d.value, d.why) for d in doubts] == ([("loops", 2, hold, why)] if hold else [])


def test_a_lot_that_is_moved_or_that_a_card_asks_for_needs_all_of_it_at_once():
    """A card at the shop asks for 25, of which the 2 containers at main hold 20."""
    sources = {"item": ["C"] * 2, "location": ["main", "shop"], "kind": ["buy", "move"], "from": ["acme", "main"]}
    kanban = {
        "item": ["C"] * 2, "location": ["main", "shop"], "loop": ["kanban"] * 2, "cards": ["2", "2"],
        "container": ["10", "25"],
    }  # fmt: skip
    _, _, _, doubts = examine({**TABLES, "boms": [], "sources": sources, "loops": kanban})
    assert [(d.row, d.value) for d in doubts if "smallest lot" in d.why] == [(2, "20")]
    assert "the smallest lot of C at shop needs 25 at once" in doubts[0].why
