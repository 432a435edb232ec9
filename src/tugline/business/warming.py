"""Compile all kernels once, so that the first real run need not wait for it."""

from datetime import date

from tugline.business.business import Business
from tugline.business.opened import open_business
from tugline.business.said import Event, Order

_TABLES = {
    "items": {"item": ["bike", "wheel"], "cost": ["100", "10"], "price": ["200", ""]},
    "locations": {"location": ["shop", "works"]},
    "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"], "location": ["works"]},
    "sources": {
        "item": ["bike", "bike", "wheel"],
        "location": ["shop", "works", "works"],
        "kind": ["move", "make", "buy"],
        "from": ["works", "", "acme"],
        "lead_time": ["1d", "1d", "3d"],
    },
    "resources": {"resource": ["bench"]},
    "operations": {"item": ["bike"], "location": ["works"], "step": ["1"], "resource": ["bench"], "run_time": ["1h"]},
    "stock": {"item": ["wheel"], "location": ["works"], "on_hand": ["1"]},
}


def warm() -> None:
    """Run a tiny business in memory through everything that is compiled: make, move, buy, plan, promise, replay."""
    for world in ("plain", "plant"):
        named = {"name": "warm", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "world": world}
        with open_business({"business": named, **_TABLES}) as business:
            business.signal(Order("A", item="bike", quantity=1, at=date(2024, 1, 2).isoformat(), location="shop"))
            business.signal(Event("down", "bench", "2024-01-02"))
            business.advance("2024-01-02")
            business.result()
            business.signal(Event("up", "bench", "2024-01-03"))
            business.advance("2024-01-03")
            if world == "plant":
                _state(business)
            business.result()
            business.plan()
            business.promise(item="bike", quantity=1, location="shop", ways_out=True)
            business.verify()


def _state(plant: Business) -> None:
    """Say how far the pulls of a plant are."""
    for pull in plant.result().pulls:
        words = ("placed", "confirmed") if pull.kind == "buy" else ("started", "finished")
        for word in words[: 1 if pull.kind == "move" else 2]:
            plant.signal(Event(word, pull.id, "2024-01-03"))
    plant.advance("2024-01-06")


if __name__ == "__main__":
    warm()
