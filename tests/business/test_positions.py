"""The position that is shown is the one that the loop goes by, where stock is known and where it is not."""

import pytest

import tugline as tl
from tugline.engine.to_stock import position_of
from tugline.state import arena

LOOPS = {
    "base_stock": {"level": "40", "display": "50"},
    "reorder": {"point": "10", "quantity": "30"},
    "min_max": {"min": "10", "max": "40"},
    "to_order": {},
}


@pytest.mark.parametrize("known", [True, False])
def test_what_is_shown_is_what_the_engine_goes_by(known):
    items = list(LOOPS)
    tables = {
        "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
        "items": {"item": items},
        "sources": [
            {"item": item, "location": "main", "kind": "buy", "from": "acme", "lead_time": "9d", "minimum": "7"}
            for item in items
        ],
        "loops": [{"item": item, "location": "main", "loop": item, **loop} for item, loop in LOOPS.items()],
        "stock": [{"item": item, "location": "main", "on_hand": "45"} for item in items] if known else [],
        "sales": [
            {"item": item, "location": "main", "quantity": str(3 + 5 * n), "sold_at": "2026-01-06"}
            for n, item in enumerate(items)
        ],
        "orders": [
            {"order": item, "line": "1", "item": item, "quantity": "60", "ordered_at": "2026-01-07"} for item in items
        ],
    }
    with tl.open(tables) as business:
        business.advance("2026-01-08")
        shown = {view.item: view.position for view in business.result().stock}
        state = business._core.state
        for item, loop in LOOPS.items():
            point = business.network.point_row(item, "main")
            if loop:
                assert shown[item] == position_of(state, point)
        assert len(set(shown.values())) > 1
        assert int(arena.arrays(state)["stock"]["proven"].max()) == known
