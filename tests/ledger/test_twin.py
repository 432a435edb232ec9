"""The books against a slow twin in plain Python, on random movements: equal to the cent after each one."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.facts.kinds import Kind
from tugline.ledger.accounts import ACCOUNTS
from tugline.ledger.books import Books, from_arrays, live_arrays, new_books, to_arrays
from tugline.ledger.post import entries, post, post_all
from tugline.ledger.statements import closings, disagreements
from tugline.network.layout import POINT
from tugline.state import movement as mv
from tugline.state.movement import MOVEMENT

# Days of 5 ticks but for changes of the clock, and one date that was left out; the books start in the middle of one.
DAYS = np.cumsum([-2, *np.tile([5, 5, 4, 5, 6, 0, 5], 6000)])
N_PARTIES = 3
# Standard cost and list price in 1/10,000 per item unit, decimals, made, owner.
SHELVES = [
    (40_000, 0, 0, False, -1),
    (33_333, 99_999, 3, True, -1),
    (12_345, 20_000, 1, True, -1),
    (25_050, 50_000, 2, False, 1),
    (0, 10_000, 0, False, -1),
]


class Twin:
    """Books as a textbook would keep them: dictionaries, fractions, and one `if` per kind."""

    def __init__(self) -> None:
        self.cost = [shelf[0] for shelf in SHELVES]
        self.on_hand = [0] * len(SHELVES)
        self.account: dict[str, int] = defaultdict(int)
        self.party: dict[tuple[str, int], int] = defaultdict(int)
        self.slot: dict[int, tuple[str, int]] = {}
        self.tally: dict[str, int] = defaultdict(int)
        self.days: list[dict[str, int]] = []

    def money(self, point: int, quantity: int, unit_price: int) -> int:
        return round(Fraction(quantity * unit_price, 100 * 10 ** SHELVES[point][2]))

    def worth(self, point: int) -> int:
        return self.money(point, self.on_hand[point], self.cost[point])

    def stock_account(self, point: int) -> str:
        _, _, _, made, owner = SHELVES[point]
        return "payables" if owner >= 0 else "inventory_made" if made else "inventory_bought"

    def change(self, point: int, quantity: int) -> int:
        before = self.worth(point)
        self.on_hand[point] += quantity
        return self.worth(point) - before

    def post(self, debit: str, credit: str, cents: int, party: int = -1) -> None:
        for name, side in ((debit, cents), (credit, -cents)):
            if debit != credit:
                self.account[name] += side
                self.party[name, party] += side

    def under_way(self, slot: int, fresh: str, credit: str, cents: int, party: int = -1) -> None:
        name, held = self.slot.get(slot, (fresh, 0))
        name = name if held else fresh
        self.post(name, credit, cents, party)
        self.slot[slot] = name, held + cents

    def close(self, slot: int) -> None:
        name, held = self.slot.get(slot, ("work_in_process", 0))
        lost = "count_loss" if held > 0 else "count_gain"
        self.under_way(slot, name, lost if name == "transit" else "production_variance", -held)

    def take(self, m: Any) -> None:
        while DAYS[len(self.days) + 1] <= m["tick"]:
            self.days.append(dict(self.account))
        kind, code, point, quantity = int(m["kind"]), int(m["code"]), int(m["point"]), int(m["quantity"])
        amount, party, slot = int(m["amount"]), int(m["party"]), int(m["slot"])
        name = Kind(kind).name if kind < mv.WRITE_DOWN else str(kind)
        if name in {"SHIPPED", "SALE_MADE", "RETURNED"}:
            self.sell(name, code, point, quantity, amount, party)
        elif name in {"RECEIVED", "STARTED", "FINISHED", "PULL_CLOSED", "SUPPLY_OPENED"}:
            self.supply(name, code, point, quantity, amount, party, slot, int(m["final"]))
        elif name in {"STOCK_OPENED", "COUNTED", "STOCK_FOUND", "SCRAPPED", str(mv.REVALUED)}:
            self.correct(name, code, point, quantity, amount, slot)
        else:
            self.pay(name, code, amount, party)

    def sell(self, name: str, code: int, point: int, quantity: int, amount: int, party: int) -> None:
        owner, price = SHELVES[point][4], SHELVES[point][1]
        moved = self.change(point, quantity)
        paid = self.money(point, -quantity, amount)
        if name == "RETURNED":
            self.post("returns", "cash" if code == mv.IN_CASH else "receivables", -paid, party)
        else:
            self.post("receivables" if name == "SHIPPED" else "cash", "revenue", paid, party)
            self.tally["lines"] += 1
        self.post("cost_of_sales", self.stock_account(point), -moved, owner)
        if price and amount:
            at_list = self.money(point, -quantity, price)
            self.tally["list"] += at_list
            self.tally["listed"] += paid
            self.tally["lost"] += at_list - paid if price > amount else 0

    def supply(
        self, name: str, code: int, point: int, quantity: int, amount: int, party: int, slot: int, final: int
    ) -> None:
        fresh = "transit" if code == 1 else "work_in_process"
        owner = SHELVES[point][4]
        if name == "SUPPLY_OPENED":
            worth = amount if code == 0 else self.money(point, quantity, self.cost[point])
            self.under_way(slot, fresh, "opening_equity", worth)
        elif name == "STARTED":
            self.under_way(slot, fresh, self.stock_account(point), -self.change(point, quantity), owner)
        elif name == "FINISHED":
            self.under_way(
                slot, "work_in_process", "conversion_applied" if party < 0 else "payables", amount, max(party, -1)
            )
        elif name == "RECEIVED" and code <= 1:
            self.under_way(slot, fresh, self.stock_account(point), -self.change(point, quantity), owner)
        elif name == "RECEIVED":
            moved, invoiced = self.change(point, quantity), self.money(point, quantity, amount)
            if owner < 0:
                self.post(self.stock_account(point), "payables", moved, party)
                self.post("price_variance", "payables", invoiced - moved, party)
        if name == "PULL_CLOSED" or (name == "RECEIVED" and final and slot >= 0):
            self.close(slot)

    def correct(self, name: str, code: int, point: int, quantity: int, amount: int, slot: int) -> None:
        if name == "SCRAPPED" and point < 0:
            self.under_way(slot, "work_in_process", "scrap", -amount)
            return
        if name == str(mv.REVALUED):
            before = self.worth(point)
            self.cost[point] = amount
            if SHELVES[point][4] < 0:
                self.post(self.stock_account(point), "revaluation", self.worth(point) - before)
            return
        moved = self.change(point, quantity)
        if name == "STOCK_OPENED" or (name == "STOCK_FOUND" and code == mv.FOUND_UNKNOWN):
            if SHELVES[point][4] < 0:
                self.post(self.stock_account(point), "opening_equity", moved)
            return
        counter = (
            "scrap" if name == "SCRAPPED" else "count_gain" if name == "STOCK_FOUND" or quantity > 0 else "count_loss"
        )
        self.post(self.stock_account(point), counter, moved, SHELVES[point][4])

    def pay(self, name: str, code: int, amount: int, party: int) -> None:
        sides = {
            "PAID": [("cash", "receivables"), ("payables", "cash")],
            "FREIGHT_CHARGED": [("freight_in", "payables"), ("freight_out", "payables"), ("expedite", "payables")],
            str(mv.EXCHANGE_DIFFERENCE): [("exchange_gain_loss", "receivables"), ("exchange_gain_loss", "payables")],
        }
        plain = {
            "OVERTIME_CHARGED": ("overtime", "payables"),
            "DEPOSIT_RECEIVED": ("cash", "customer_deposits"),
            "DELIVERED": ("customer_deposits", "receivables"),
            str(mv.WRITE_DOWN): ("write_down", "stock_allowance"),
            "BALANCE_OPENED": (ACCOUNTS[code], "opening_equity"),
        }
        debit, credit = plain[name] if name in plain else sides[name][code - 1]
        self.post(debit, credit, amount, party)


# Kind: allowed codes, and whether it names a point, needs a slot.
SHAPES: list[tuple[int, tuple[int, ...], bool, bool]] = [
    (Kind.STOCK_OPENED, (0,), True, False), (Kind.SUPPLY_OPENED, (0, 1), True, True),
    (Kind.BALANCE_OPENED, (1, 2, 7, 8, 9, 10, 11, 12), False, False), (Kind.RECEIVED, (0, 1, 2, 3), True, True),
    (Kind.STARTED, (0, 1), True, True), (Kind.FINISHED, (0,), False, True), (Kind.PULL_CLOSED, (0,), False, True),
    (Kind.SHIPPED, (0,), True, False), (Kind.SALE_MADE, (0,), True, False), (Kind.RETURNED, (0, 1), True, False),
    (Kind.SCRAPPED, (0,), True, False), (Kind.SCRAPPED, (0,), False, True), (Kind.COUNTED, (0,), True, False),
    (Kind.STOCK_FOUND, (0, 1), True, False), (Kind.PAID, (1, 2), False, False),
    (Kind.FREIGHT_CHARGED, (1, 2, 3), False, False), (Kind.DEPOSIT_RECEIVED, (0,), False, False),
    (Kind.DELIVERED, (0,), False, False), (Kind.OVERTIME_CHARGED, (0,), False, False),
    (mv.WRITE_DOWN, (0,), False, False), (mv.REVALUED, (0,), True, False),
    (mv.EXCHANGE_DIFFERENCE, (1, 2), False, False),
]  # fmt: skip
DRAW = st.tuples(
    st.integers(0, len(SHAPES) - 1), st.integers(0, 7), st.integers(0, len(SHELVES) - 1), st.integers(0, 2),
    st.integers(-50_000, 50_000), st.integers(0, 200_000), st.integers(-1, N_PARTIES - 1), st.integers(0, 1),
    st.sampled_from([0, 0, 1, 4, 17]),
)  # fmt: skip


def movements_of(draws: list[tuple[int, ...]]) -> np.ndarray:
    rows = np.zeros(len(draws), MOVEMENT)
    tick = 0
    for row, (shape, code, point, slot, quantity, amount, party, final, step) in zip(rows, draws, strict=True):
        kind, codes, has_point, has_slot = SHAPES[shape]
        tick += step
        signed = amount if has_point else amount - 100_000
        row["tick"], row["kind"], row["code"] = tick, kind, codes[code % len(codes)]
        row["point"], row["slot"] = point if has_point else -1, slot if has_slot else -1
        row["quantity"], row["amount"], row["party"], row["final"] = quantity, signed, party, final
    rows["seq"] = np.arange(1, len(rows) + 1)
    return rows


def fresh_books() -> Books:
    points = np.zeros(len(SHELVES), POINT)
    points["item"] = np.arange(len(SHELVES))
    for name, column in (("standard_cost", 0), ("price", 1)):
        points[name] = [shelf[column] for shelf in SHELVES]
    points["scale"] = [10 ** shelf[2] for shelf in SHELVES]
    made, owner = np.array([shelf[3] for shelf in SHELVES]), np.array([shelf[4] for shelf in SHELVES])
    return new_books(points, made=made, n_parties=N_PARTIES, day_start=DAYS, owner=owner)


def same(a: Books, b: Books) -> bool:
    left, right = to_arrays(a), to_arrays(b)
    return left.keys() == right.keys() and all(np.array_equal(left[name], right[name]) for name in left)


@settings(deadline=None, max_examples=300)
@given(st.lists(DRAW, min_size=3, max_size=50))
def test_books_equal_their_twin_to_the_cent_after_each_movement(draws: list[tuple[int, ...]]) -> None:
    rows, books, twin = movements_of(draws), fresh_books(), Twin()
    for row in range(len(rows)):
        sides = entries(books, rows[row : row + 1])
        twin.take(rows[row])

        live = live_arrays(books)
        assert dict(zip(ACCOUNTS[1:], live["balance"].tolist()[1:], strict=True)) == {
            name: twin.account[name] for name in ACCOUNTS[1:]
        }
        assert live["balance"].sum() == sides["amount"].sum() == 0
        assert live["point"]["on_hand"].tolist() == twin.on_hand
        own = sum(twin.worth(point) for point, shelf in enumerate(SHELVES) if shelf[4] < 0)
        assert twin.account["inventory_bought"] + twin.account["inventory_made"] == own
        assert disagreements(books) == []
    for column, name in (("receivable", "receivables"), ("payable", "payables"), ("deposit", "customer_deposits")):
        # The nameless share the last row.
        found = live_arrays(books)["party"][column].tolist()
        assert found == [twin.party[name, party] for party in (0, 1, 2, -1)]
    tally = live_arrays(books)["tally"].tolist()
    assert tally[:3] == [twin.tally["list"], twin.tally["listed"], twin.tally["lost"]]
    kept = closings(books, len(twin.days))[:, 1 : len(ACCOUNTS)].tolist()
    assert kept == [[day.get(name, 0) for name in ACCOUNTS[1:]] for day in twin.days]


@settings(deadline=None, max_examples=150)
@given(st.lists(DRAW, min_size=1, max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_how_movements_are_cut_into_calls_and_snapshots_changes_nothing(
    draws: list[tuple[int, ...]], first: int, second: int
) -> None:
    rows = movements_of(draws)
    whole, parts = fresh_books(), fresh_books()
    post_all(whole, rows)

    low, high = sorted((min(first, len(rows)), min(second, len(rows))))
    post_all(parts, rows[:low])
    entries(parts, rows[low:high])
    parts = from_arrays(to_arrays(parts), DAYS)
    post_all(parts, rows[high:])

    assert same(whole, parts)
    assert same(whole, from_arrays(to_arrays(whole), DAYS))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(DRAW, max_size=20), DRAW, st.sampled_from(["kind", "code", "point", "slot", "party", "tick", "quantity"])
)
def test_a_refused_movement_leaves_the_books_as_they_were(
    draws: list[tuple[int, ...]], last: tuple[int, ...], wrong: str
) -> None:
    rows = movements_of([*draws, last])
    rows[-1][wrong] = -5 if wrong != "quantity" else 1 << 61
    books, expected = fresh_books(), fresh_books()
    post_all(expected, rows[:-1])

    done = post(books, rows, 0, len(rows))

    if done < len(rows):
        assert done == len(rows) - 1
        assert same(books, expected)
    else:
        # Some kinds read neither code nor quantity; then there is nothing to refuse.
        assert wrong in {"code", "quantity"}


@pytest.mark.slow
def test_a_long_random_history_balances() -> None:
    draws = np.random.default_rng(7)  # noqa: TID251 - a fixed seed
    raw = [
        tuple(
            int(draws.integers(low, high))
            for low, high in (
                (0, len(SHAPES)), (0, 8), (0, 5), (0, 3), (-50_000, 50_000), (0, 200_000), (-1, 3), (0, 2), (0, 9),
            )
        )
        for _ in range(20_000)
    ]  # fmt: skip
    books, twin = fresh_books(), Twin()
    rows = movements_of(raw)
    post_all(books, rows)
    for row in rows:
        twin.take(row)

    assert disagreements(books) == []
    found = dict(zip(ACCOUNTS[1:], live_arrays(books)["balance"].tolist()[1:], strict=True))
    assert found == {name: twin.account[name] for name in ACCOUNTS[1:]}
