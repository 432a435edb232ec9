"""Many threads promise, cancel and receive at once: nothing is ever promised twice, and nothing is lost."""

import random
import threading
from collections import Counter

import pytest

import tugline as tl
from tugline.errors import RefusedError

THREADS, EACH = 8, 1250
STOCK, KITS, COMING = 5, 30, 40
SETS_A_DAY = 12
"""Three benches, eight hours a day, two hours a set."""
PLANT = {
    "business": {
        "name": "Shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "tick": "minute", "world": "plant",
    },
    "items": {"item": ["tv", "kit"], "price": ["300", ""], "cost": ["100", "40"]},
    "locations": {"location": ["shop"]},
    "boms": {"item": ["tv"], "component": ["kit"], "quantity": ["1"]},
    "suppliers": {"supplier": ["acme"]},
    "sources": {
        "item": ["tv", "kit"], "location": ["shop"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
        "lead_time": ["", "1d"], "valid_to": ["", "2026-01-02"],
    },
    "calendars": {
        "calendar": ["day"] * 7, "weekday": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "opens": ["08:00"] * 7,
        "closes": ["16:00"] * 7,
    },
    "resources": {"resource": ["bench"], "calendar": ["day"], "units": ["3"]},
    "operations": {"item": ["tv"], "step": ["1"], "resource": ["bench"], "run_time": ["2h"]},
    "stock": {"item": ["tv", "kit"], "location": ["shop"] * 2, "on_hand": [str(STOCK), str(KITS)]},
    "supply": {
        "reference": ["PO"], "item": ["kit"], "location": ["shop"], "kind": ["buy"], "quantity": [str(COMING)],
        "due": ["2026-01-08"],
    },
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
}  # fmt: skip
"""Televisions of kits of which no more can be bought. Nobody states that anything was made, so no capacity is lost."""


class Racer:
    """One thread: it books, cancels what it booked, agrees to what it reserved, and takes in kits."""

    def __init__(self, number, writer):
        self.dice, self.name, self.writer = random.Random(number), f"T{number}", writer
        self.booked: list[str] = []
        self.did: Counter[str] = Counter()
        self.failed: list[BaseException] = []

    def run(self):
        try:
            for turn in range(EACH):
                self.act(turn)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            self.failed.append(error)

    def act(self, turn):
        dice = self.dice.random()
        if dice < 0.03:
            self.say("received", tl.Event("received", "PO", "2026-01-05", quantity=1))
        elif self.booked and dice < 0.3:
            order = self.booked.pop(self.dice.randrange(len(self.booked)))
            self.say("cancelled", tl.Cancel(order, "2026-01-05"))
        else:
            self.book(f"{self.name}-{turn}")

    def say(self, what, signal):
        self.writer.ask(lambda shop: (shop.signal(signal), shop.advance(shop.now)))
        self.did[what] += 1

    def book(self, order):
        until = "2026-01-05" if self.dice.random() < 0.5 else None
        quantity = self.dice.randint(1, 4)
        try:
            self.writer.ask(lambda shop: shop.reserve(order, item="tv", quantity=quantity, reserved_until=until))
        except RefusedError:
            self.did["refused"] += 1
            return
        self.booked.append(order)
        self.did["booked"] += 1
        if until and self.dice.random() < 0.5:
            self.say("agreed", tl.Event("agreed", order, "2026-01-05"))


def nothing_is_sold_twice(shop):
    """Hold what was promised against what can be there by each date, by hand; return it, and whether a plan fails."""
    result = shop.result()
    received = sum(point.on_hand for point in result.stock if point.item == "kit") - KITS
    promises = sorted(result.promises, key=lambda promise: promise.promised)
    sold = 0
    for promise in promises:
        sold += promise.quantity
        days = int(promise.promised[8:10]) - 4
        kits = KITS + (COMING if days >= 4 else 0)
        assert sold <= STOCK + min(SETS_A_DAY * days, max(kits, KITS + received))
    return sold, any(order.at_risk for order in shop.plan().orders)


@pytest.mark.slow
def test_ten_thousand_racing_promises_cancellations_and_receipts_sell_nothing_twice():
    with tl.Writer(lambda: tl.open(PLANT)) as writer:
        writer.ask(lambda shop: shop.advance("2026-01-05"))
        racers = [Racer(number, writer) for number in range(THREADS)]
        threads = [threading.Thread(target=racer.run) for racer in racers]
        for thread in threads:
            thread.start()
        looks = []
        while any(thread.is_alive() for thread in threads):
            looks.append(writer.ask(nothing_is_sold_twice)[1])
            for thread in threads:
                thread.join(0.2)
        assert [racer.failed for racer in racers] == [[] for _ in racers]
        did = sum((racer.did for racer in racers), Counter())
        assert sum(did.values()) >= THREADS * EACH
        assert min(did["booked"], did["cancelled"], did["refused"], did["agreed"], did["received"]) > 100
        # A plan made anew may fail to find again how everything fits; then nothing more is booked before that.
        assert sum(looks) <= len(looks) / 2
        sold, _ = writer.ask(nothing_is_sold_twice)
        assert 0.9 * (STOCK + KITS + COMING) <= sold <= STOCK + KITS + COMING, "it is nearly sold out, and not more"
        promises = writer.ask(lambda shop: [promise.order for promise in shop.result().promises])
        assert sorted(promises) == sorted(order for racer in racers for order in racer.booked)
        assert writer.ask(lambda shop: shop.quarantined()) == []
        assert writer.ask(lambda shop: shop.verify()) == []
