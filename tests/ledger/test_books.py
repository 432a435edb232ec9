from typing import Any

import numpy as np
import pytest

from tugline.errors import UsageError
from tugline.ledger import layout
from tugline.ledger.books import FIELDS, from_arrays, live_arrays, new_books, to_arrays
from tugline.ledger.post import post_all
from tugline.ledger.statements import closings, trial_balance

DAYS = np.arange(2000) * 10


def test_new_books_are_empty_and_know_their_points(shop: Any) -> None:
    live = live_arrays(shop)

    assert tuple(live) == FIELDS
    assert trial_balance(shop) == 0
    assert not live["balance"].any()
    assert live["point"]["account"].tolist() == [
        layout.INVENTORY_BOUGHT, layout.INVENTORY_BOUGHT, layout.INVENTORY_MADE, layout.INVENTORY_MADE, layout.PAYABLES,
    ]  # fmt: skip
    assert live["point"]["last_sold"].tolist() == live["point"]["sold_before"].tolist() == [-1] * 5


def test_books_without_any_point_or_party_still_take_money(make_points: Any, move: Any) -> None:
    books = new_books(make_points(), made=np.zeros(0, bool), n_parties=0, day_start=np.arange(20_000))
    post_all(books, move("PAID", code=1, amount=5))

    assert trial_balance(books) == 0


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"made": np.zeros(2, bool)}, "2 classes and 1 owners; expected 1"),
        ({"owner": np.zeros(3, np.int64)}, "1 classes and 3 owners; expected 1"),
        ({"day_start": np.array([0])}, r"days that begin with ticks \[0\]"),
        ({"day_start": np.array([1, 5])}, r"days that begin with ticks \[1, 5\]"),
        ({"day_start": np.array([-5, 0])}, r"days that begin with ticks \[-5, 0\]"),
        ({"day_start": np.array([0, 5, 4])}, r"days that begin with ticks \[0, 5, 4\]"),
        ({"owner": np.array([2])}, "owners 2 to 2; expected -1 to 1"),
        ({"owner": np.array([-2])}, "owners -2 to -2; expected -1 to 1"),
    ],
)
def test_what_does_not_fit_is_refused(make_points: Any, changed: dict[str, Any], message: str) -> None:
    given = {"made": np.zeros(1, bool), "n_parties": 2, "day_start": np.arange(9) * 10} | changed

    with pytest.raises(UsageError, match=message):
        new_books(make_points((1, 1, 0)), **given)


@pytest.mark.parametrize(("field", "value"), [("scale", 0), ("standard_cost", -1), ("price", -1)])
def test_a_point_with_an_impossible_number_is_refused_by_name(make_points: Any, field: str, value: int) -> None:
    points = make_points((1, 1, 0), (1, 1, 0))
    points[1][field] = value

    with pytest.raises(UsageError, match=f"point 1, {field}: {value}; expected at least"):
        new_books(points, made=np.zeros(2, bool), n_parties=0, day_start=np.arange(20_000))


def test_a_snapshot_is_plain_int64_and_a_copy(shop: Any, move: Any) -> None:
    post_all(shop, move("STARTED", code=0, point=0, slot=3, quantity=-1, tick=25))
    kept = to_arrays(shop)
    post_all(shop, move("PAID", code=1, amount=5, tick=25))

    assert set(kept) == set(FIELDS) - {"entry", "day_start"}
    assert all(array.dtype == np.int64 and array.flags.c_contiguous for array in kept.values())
    assert kept["balance"][layout.CASH] == 0
    assert kept["slot"].shape == (4, 2)
    assert kept["closing"].shape == (2, layout.N_ACCOUNTS + layout.N_TALLIES)


def test_spare_room_and_forgotten_slots_leave_no_trace_in_a_snapshot(shop: Any, move: Any, make_points: Any) -> None:
    other = new_books(
        make_points((4, 0, 0), (10, 0, 0), (100, 150, 0), (100, 150, 0), (2.5, 5, 1)),
        made=np.array([False, False, True, True, False]),
        n_parties=3,
        day_start=np.arange(2000) * 10,
        owner=np.array([-1, -1, -1, -1, 1]),
    )
    assert to_arrays(other)["slot"].shape == (0, 2)
    for code, point in ((0, 1), (1, 1)):
        post_all(other, move("STARTED", code=code, point=point, slot=900, quantity=-1))
        post_all(other, move("RECEIVED", code=code, point=point, slot=900, quantity=1, final=1))

    assert to_arrays(other)["slot"].shape == (0, 2)


def test_a_snapshot_of_other_books_is_refused_and_says_what_is_wrong(shop: Any, move: Any) -> None:
    post_all(shop, move("PAID", code=1, amount=5, tick=25))
    kept = to_arrays(shop)

    for changed, message in (
        ({"tally": kept["tally"][:-1]}, r"tally: shape \(8,\); expected a width of 9"),
        ({"point": kept["point"].ravel()}, "point: shape"),
        ({"closing": kept["closing"][:1]}, "one head, a closing for each day"),
        ({"head": kept["head"][:0]}, "one head"),
        ({"balance": kept["balance"] + 1}, "the accounts sum to 29 cents; expected 0"),
    ):
        with pytest.raises(UsageError, match=message):
            from_arrays(kept | changed, DAYS)
    with pytest.raises(UsageError, match="slot: nothing"):
        from_arrays({name: array for name, array in kept.items() if name != "slot"}, DAYS)
    with pytest.raises(UsageError, match="day 2 from tick 20 to 30; no such day"):
        from_arrays(kept, np.arange(2000) * 9)


def test_days_without_movements_are_closed_with_what_the_day_before_left(shop: Any, move: Any) -> None:
    post_all(shop, move("PAID", code=1, amount=5, tick=9))
    post_all(shop, move("PAID", code=1, amount=7, tick=1234))

    live = live_arrays(shop)
    assert live["head"]["day"][0] == 123
    assert live["closing"][:123, layout.CASH].tolist() == [5] * 123
    assert closings(shop, 125)[-2:, layout.CASH].tolist() == [12, 12]


def test_a_day_ends_with_its_last_tick(shop: Any, move: Any) -> None:
    for tick in (9, 10, 19, 20):
        post_all(shop, move("PAID", code=1, amount=1, tick=tick))

    assert live_arrays(shop)["closing"][:2, layout.CASH].tolist() == [1, 3]


def test_a_slot_far_out_makes_room_for_itself(shop: Any, move: Any) -> None:
    post_all(shop, move("STARTED", code=0, point=0, slot=100_000, quantity=-1))

    assert live_arrays(shop)["slot"]["value"][100_000] == 400
    assert len(live_arrays(shop)["slot"]) == 100_001
