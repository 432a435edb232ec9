"""`apply` and loops: cards of other containers, sources that share otherwise."""

import copy

import pytest

import tugline as tl
from tugline.business.opened import open_in_force

TABLES = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "world": "plain"},
    "items": [{"item": "bolt", "cost": "1", "price": "2"}],
    "locations": [{"location": "works"}],
    "sources": [
        {"item": "bolt", "location": "works", "kind": "buy", "from": "acme", "lead_time": "1d", "share": "0.6"},
        {"item": "bolt", "location": "works", "kind": "buy", "from": "bolts", "lead_time": "1d", "share": "0.4"},
    ],
}


class Shop:
    def __init__(self, path):
        self.path, self.tables = path, copy.deepcopy(TABLES)

    def run(self, until):
        with tl.open(self.tables, journal=self.path) as business:
            business.advance(until)
            assert business.verify() == []
            return business.result()

    def apply(self):
        with open_in_force(self.path) as business:
            return business.adopt(self.tables)


@pytest.fixture
def shop(tmp_path):
    return Shop(tmp_path / "journal.db")


def kanban(container, cards):
    return [
        {
            "item": "bolt", "location": "works", "loop": "kanban", "mode": "one_card", "container": str(container),
            "cards": str(cards),
        }
    ]  # fmt: skip


@pytest.mark.parametrize(("container", "cards"), [(5, 6), (10, 3), (30, 1), (15, 2)])
def test_the_same_stock_in_other_containers_pulls_nothing(shop, container, cards):
    shop.tables["stock"] = [{"item": "bolt", "location": "works", "on_hand": "30"}]
    shop.tables["loops"] = kanban(10, 3)
    shop.run("2024-01-03")
    shop.tables["loops"] = kanban(container, cards)
    assert shop.apply().pulls == 0
    # Smaller containers in the same number are less stock; one more of them is pulled.
    shop.tables["loops"] = kanban(5, 7)
    assert shop.apply().pulls == 1
    assert shop.run("2024-01-05").stock[0].on_hand == 35


def order(number, day, quantity):
    return {"order": str(number), "item": "bolt", "quantity": str(quantity), "ordered_at": f"2024-01-{day:02d}"}


def test_a_source_that_joins_by_an_adoption_takes_its_share_from_then_on(shop):
    third = {"item": "bolt", "location": "works", "kind": "buy", "from": "cogs", "lead_time": "1d", "share": "0.2"}
    shop.tables["loops"] = [{"item": "bolt", "location": "works", "loop": "to_order"}]
    shop.tables["orders"] = [order(n, 2, 100) for n in range(10)]
    shop.run("2024-01-03")
    shop.tables["sources"][0]["share"] = "0.4"
    shop.tables["sources"].append(third)
    shop.apply()
    shop.tables["orders"] += [order(100 + n, 10, 10) for n in range(10)]
    given = [pull.from_ for pull in shop.run("2024-01-10").pulls if pull.quantity == 10]
    assert [given.count(name) for name in ("acme", "bolts", "cogs")] == [4, 4, 2]


def test_an_old_pull_is_told_with_the_loop_of_its_time(shop):
    """5 are there and 9 are ordered: the position is -4, and 9 more reach the maximum of 5."""
    loop = {"item": "bolt", "location": "works", "loop": "min_max", "min": "0", "max": "5"}
    shop.tables["stock"] = [{"item": "bolt", "location": "works", "on_hand": "5"}]
    shop.tables["loops"] = [loop]
    shop.tables["orders"] = [order("A", 2, 9)]
    said = "position -4 ≤ minimum 0, up to maximum 5: pull 9"
    assert [pull.why for pull in shop.run("2024-01-02T12:00").pulls] == [said]
    shop.tables["loops"] = [{**loop, "max": "50"}]
    shop.tables["items"].append({"item": "axle", "cost": "1", "price": "2"})
    shop.apply()
    assert shop.run("2024-01-03").pulls[0].why == said
