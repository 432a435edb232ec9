"""Lots by the facts, held against a slow reading piece by piece: all said, nothing said, and some of it said."""

import random
from collections import Counter, defaultdict

import pytest

import tugline as tl
from tugline.business.genealogy import Genealogy
from tugline.facts.kinds import Kind
from tugline.state import arena

TABLES = {
    "business": {"name": "bakery", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {
        "item": ["cake", "dough", "egg", "flour"], "cost": ["", "", "0.2", "1"], "price": ["20", "", "", ""],
        "tracked": ["yes"] * 4,
    },
    "customers": {"customer": ["ann", "ben"]},
    "boms": {"item": ["cake", "cake", "dough"], "component": ["dough", "egg", "flour"], "quantity": ["1", "3", "2"]},
    "sources": {
        "item": ["cake", "dough", "egg", "flour"], "location": ["main"] * 4, "kind": ["make", "make", "buy", "buy"],
        "from": ["", "", "farm", "mill"], "lead_time": ["1h", "1h", "1d", "2d"],
    },
    "stock": {"item": ["cake", "dough", "egg", "flour"], "location": ["main"] * 4, "on_hand": ["0", "0", "7", "5"]},
}  # fmt: skip
BILLS = {"cake": {"dough": 1, "egg": 3}, "dough": {"flour": 2}}


class Bakery:
    """A plant that is told of pieces one by one, and the truth about them: which piece is of which lot.

    Parameters
    ----------
    says
        Share of the draws of which people say the lot. With 1 the pieces are picked by chance, else the first ones go.
    """

    def __init__(self, business, seed, says):
        self.business, self.dice, self.says = business, random.Random(seed), says
        self.pieces = defaultdict(list)
        self.uses, self.receipts = Counter(), Counter()
        self.minute = 0
        opened = Genealogy(business._core).receipts
        for receipt in opened:
            self.come(receipt.lot.item, receipt.lot.name, receipt.quantity, 0)

    def at(self):
        self.minute += self.dice.randint(1, 200)
        return f"2026-01-{5 + self.minute // 1440:02}T{self.minute // 60 % 24:02}:{self.minute % 60:02}"

    def come(self, item, lot, quantity, pull):
        # What comes to a lot that is there stands with it.
        pieces = self.pieces[item]
        place = len(pieces) - pieces[::-1].index(lot) if lot in pieces else len(pieces)
        pieces[place:place] = [lot] * quantity
        self.receipts[item, lot, pull] += quantity

    def go(self, item, quantity, pull):
        """Take pieces, and return which lots people say they were, empty = they say nothing."""
        said = self.dice.random() < self.says
        if said:
            taken = [self.pieces[item].pop(self.dice.randrange(len(self.pieces[item]))) for _ in range(quantity)]
        else:
            taken = [self.pieces[item].pop(0) for _ in range(quantity)]
        for lot in taken:
            self.uses[item, lot, pull, not said] += 1
        return Counter(taken) if said else Counter()

    def tell(self, *events):
        self.business.signal(*events)
        self.business.advance(events[-1].at)
        assert self.business.quarantined() == []

    def step(self):
        """Have one thing happen: a receipt, a start, a shipment, a loss."""
        shown = self.business.result(open_only=True)
        pulls = [pull for pull in shown.pulls if pull.state != "proposed"]
        self.dice.shuffle(pulls)
        for pull in pulls:
            id_, rest = int(pull.id[1:]), int(pull.quantity - pull.received)
            if pull.kind == "make" and pull.state in ("released", "ready"):
                wanted = {part: each * rest for part, each in BILLS[pull.item].items()}
                if all(len(self.pieces[part]) >= quantity for part, quantity in wanted.items()):
                    return self.start(pull.id, id_, wanted)
            elif pull.kind == "buy" or pull.state in ("started", "part received"):
                return self.receive(pull, id_, self.dice.randint(1, rest))
        for line in shown.ship_now:
            return self.ship(line)
        return None

    def start(self, name, id_, wanted):
        at, events = self.at(), []
        for part, quantity in wanted.items():
            for lot, pieces in self.go(part, quantity, id_).items():
                events.append(tl.Event("consumed", name, at, item=part, quantity=pieces, lot=lot))
        self.tell(*events, tl.Event("started", name, at))

    def receive(self, pull, id_, quantity):
        lot = (
            self.dice.choice(["", f"{pull.item[0].upper()}-{self.dice.randint(1, 9)}"])
            if self.says < 1
            else (f"{pull.item[0].upper()}-{self.dice.randint(1, 9)}")
        )
        self.come(pull.item, lot or pull.id, quantity, id_)
        self.tell(tl.Event("received", pull.id, self.at(), quantity=quantity, lot=lot))

    def ship(self, line):
        for lot, pieces in (self.go(line.item, int(line.quantity), 0) or {"": int(line.quantity)}).items():
            self.tell(tl.Event("shipped", f"{line.order} {line.line}".strip(), self.at(), quantity=pieces, lot=lot))


def lived(seed, says, steps=40):
    business = tl.open(TABLES)
    business.advance("2026-01-05")
    bakery = Bakery(business, seed, says)
    for n in range(4):
        bakery.tell(
            tl.Order(
                f"A-{n}", "cake", bakery.dice.randint(1, 4), bakery.at(), customer=bakery.dice.choice(["ann", "ben"])
            )
        )
    for _ in range(steps):
        bakery.step()
    return business, bakery


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("says", [0, 1])
def test_uses_and_receipts_are_those_of_the_pieces(seed, says):
    business, bakery = lived(seed, says)
    with business:
        lots = Genealogy(business._core)
        found = Counter()
        for use in lots.uses:
            draw = use.draw
            found[draw.lot.item, draw.lot.name, use.pull, draw.assumed] += draw.quantity
        # Where all is said, what was there at the start has been given its name by the fact that opened it.
        assert found == bakery.uses
        came = Counter()
        for receipt in lots.receipts:
            came[receipt.lot.item, receipt.lot.name, receipt.pull] += receipt.quantity
        assert came == bakery.receipts
        there = {place.partition("\t")[0]: shelf.held for place, shelf in lots.shelves.items()}
        for item, pieces in bakery.pieces.items():
            assert Counter({lot.name: quantity for lot, quantity in there.get(item, {}).items()}) == Counter(pieces)
        assert business.verify() == []


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_said_pieces_are_conserved_lot_by_lot(seed):
    business, bakery = lived(seed, 0.5)
    with business:
        lots = Genealogy(business._core)
        sums = Counter()
        for receipt in lots.receipts:
            sums[receipt.lot] += receipt.quantity
        for use in lots.uses:
            sums[use.draw.lot] -= use.draw.quantity
        for each in lots.renamed:
            sums[each.lot] += each.quantity
            sums[each.of] -= each.quantity
        held = Counter()
        for shelf in lots.shelves.values():
            held.update(shelf.held)
        assert {lot: quantity for lot, quantity in sums.items() if quantity} == dict(held)
        # As much is there as the engine has, and what people said of draws stands as they said it.
        stock = arena.arrays(business._core.state)["stock"]["on_hand"]
        for row, name in enumerate(business.network.point_names):
            assert sum(lots.shelves[name].held.values()) == stock[row]
        said = Counter()
        for use in lots.uses:
            if not use.draw.assumed:
                said[use.draw.lot.item, use.draw.lot.name, use.pull] += use.draw.quantity
        truth = Counter()
        for (item, lot, pull, assumed), quantity in bakery.uses.items():
            if not assumed:
                truth[item, lot, pull] += quantity
        assert said == truth


def test_a_draw_that_nobody_spoke_of_leaves_what_is_said_to_go_later():
    """Flour M-1 came first, but is said to be in the second dough: so the first one took M-2."""
    with tl.open(
        {**TABLES, "stock": {"item": ["flour", "egg", "dough", "cake"], "location": ["main"] * 4, "on_hand": ["0"] * 4}}
    ) as business:
        business.signal(tl.Order("A", "dough", 1, "2026-01-05"), tl.Order("B", "dough", 1, "2026-01-05"))
        business.advance("2026-01-05")
        made = [pull.id for pull in business.pulls if pull.kind == "make"]
        bought = [pull.id for pull in business.pulls if pull.kind == "buy"]
        business.signal(
            tl.Event("received", bought[0], "2026-01-06", lot="M-1"),
            tl.Event("received", bought[1], "2026-01-07", lot="M-2"),
            tl.Event("started", made[0], "2026-01-08"),
            tl.Event("consumed", made[1], "2026-01-09", item="flour", quantity=2, lot="M-1"),
            tl.Event("started", made[1], "2026-01-09"),
        )
        business.advance("2026-01-10")
        assert business.quarantined() == []
        uses = [(use.draw.lot.name, f"P{use.pull}", use.draw.assumed) for use in Genealogy(business._core).uses]
        assert uses == [("M-2", made[0], True), ("M-1", made[1], False)]


def test_goods_that_are_moved_keep_their_lot_and_returns_come_back_as_it():
    tables = {
        "business": TABLES["business"],
        "items": {"item": ["lamp"], "cost": ["5"], "price": ["9"]},
        "locations": {"location": ["shop", "hall"]},
        "sources": {
            "item": ["lamp", "lamp"], "location": ["shop", "hall"], "kind": ["move", "buy"], "from": ["hall", "acme"],
            "lead_time": ["1d", "2d"],
        },
        "stock": {"item": ["lamp", "lamp"], "location": ["shop", "hall"], "on_hand": ["0", "0"]},
    }  # fmt: skip
    with tl.open(tables) as business:
        business.signal(tl.Order("A", "lamp", 3, "2026-01-05", location="shop"))
        business.advance("2026-01-05")
        ids = {pull.kind: pull.id for pull in business.pulls}
        business.signal(
            tl.Event("received", ids["buy"], "2026-01-06", lot="L-1"), tl.Event("started", ids["move"], "2026-01-07"),
            tl.Event("received", ids["move"], "2026-01-08"), tl.Event("shipped", "A", "2026-01-09"),
            tl.Event("returned", "A", "2026-01-12", item="lamp", location="shop", quantity=1),
        )  # fmt: skip
        business.advance("2026-01-13")
        assert business.quarantined() == []
        trace = business.trace("L-1")
        assert (trace.came_in, trace.shipped, trace.on_hand) == (4, 3, 1)
        assert [(each.supplier, each.how, each.location, each.quantity) for each in trace.supplies] == [
            ("acme", "bought", "hall", 3), ("", "returned", "shop", 1),
        ]  # fmt: skip
        assert [(each.order, each.quantity, each.level, each.assumed) for each in trace.orders] == [("A", 3, 0, True)]
        lots = Genealogy(business._core)
        assert [use.fact.kind for use in lots.uses] == [int(Kind.STARTED), int(Kind.SHIPPED)]


def test_sales_losses_counts_and_what_was_found_are_all_told():
    tables = {
        "business": TABLES["business"], "items": {"item": ["lamp"], "cost": ["5"], "price": ["9"]},
        "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["4"]},
    }  # fmt: skip
    with tl.open(tables) as business:
        business.signal(
            tl.Sale("1", "lamp", 1, "2026-01-06"), tl.Event("scrapped", item="lamp", at="2026-01-07", quantity=1),
            tl.Event("counted", item="lamp", at="2026-01-08", quantity=5), tl.Sale("2", "lamp", 3, "2026-01-09"),
        )  # fmt: skip
        business.advance("2026-01-10")
        lots = Genealogy(business._core)
        opened, counted = [receipt.lot for receipt in lots.receipts]
        trace = business.trace(opened.name)
        # One was sold, one scrapped, and the two that were left were sold first.
        assert (trace.came_in, trace.shipped, trace.lost, trace.on_hand) == (4, 3, 1, 0)
        trace = business.trace(counted.name)
        assert (trace.came_in, trace.shipped, trace.on_hand) == (3, 1, 2)
        assert [each.how for each in trace.supplies] == ["counted"]
