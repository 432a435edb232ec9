"""Compile all kernels once, so that the first real run need not wait for it."""

from datetime import date

from tugline.business.opened import open_business
from tugline.business.said import Order


def warm() -> None:
    """Run a tiny business in memory through everything that is compiled: make, move, buy, promise, replay."""
    business = open_business(
        {
            "business": {"name": "warm", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "world": "plain"},
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
            "stock": {"item": ["wheel"], "location": ["works"], "on_hand": ["1"]},
        }
    )
    with business:
        business.signal(Order("A", item="bike", quantity=1, at=date(2024, 1, 2).isoformat(), location="shop"))
        business.advance("2024-01-03")
        business.result()
        business.verify()


if __name__ == "__main__":
    warm()
