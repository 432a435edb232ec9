"""A promise means delivery at the customer: goods leave with their lane, and are there when it arrives.

A shop sends parcels to everybody at two on weekdays, two open days on the way. A works has a lorry to the south on
Tuesdays and Fridays at seven, four hours on the way. 2026-01-05 is a Monday; 10 bikes are there.
"""

import numpy as np
import pytest

import tugline as tl
from tugline.business.digest import digest_of
from tugline.facts.kinds import Kind

DAYS = ("mon", "tue", "wed", "thu", "fri")
TABLES = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2026-01-05"},
    "items": {"item": ["bike"], "cost": ["100"], "price": ["200"]},
    "locations": {"location": ["main"]},
    "sources": {"item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["24h"]},
    "stock": {"item": ["bike"], "location": ["main"], "on_hand": ["10"]},
    "customers": {"customer": ["ann", "sue"], "place": ["", "south"], "payment_days": ["0", "0"]},
    "calendars": {"calendar": ["weekdays"] * 5 + ["lorry"] * 2, "weekday": [*DAYS, "tue", "fri"],
                  "opens": ["00:00"] * 5 + ["07:00"] * 2, "closes": ["24:00"] * 5 + ["07:01"] * 2},
    "lanes": {"from": ["main", "main"], "to": ["*", "south"], "carrier": ["post", "lorry"],
              "calendar": ["weekdays", "lorry"], "cut_off": ["14:00", ""], "lead_time": ["2d", "4h"]},
}  # fmt: skip


@pytest.fixture
def shop():
    """Return a maker of shops with ten bikes, open on Monday."""
    opened = []

    def make(world="plain", **tables):
        settings = {**TABLES["business"], "world": world}
        business = tl.open({**TABLES, "business": settings, **tables})
        opened.append(business)
        return business

    yield make
    for business in opened:
        business.close()


def order(number, quantity=1, at="2026-01-05T09:00", wanted="2026-01-09", customer="ann", **more):
    return tl.Order(number, "bike", quantity, at, customer=customer, wanted=wanted, **more)


def told(business, *kinds):
    """Return (kind, local time, quantity) of facts."""
    core = business._core
    rows = np.concatenate(list(core.journal.read()))
    rows = rows[np.isin(rows["kind"], [int(kind) for kind in kinds])]
    when = core.network.clock.iso
    return [(Kind(int(row["kind"])).name, when(int(row["tick"]))[:16], int(row["quantity"])) for row in rows]


def moved(business):
    return told(business, Kind.SHIPPED, Kind.DELIVERED)


def test_what_is_ready_by_the_cut_off_leaves_then_and_arrives_after_the_lead_time(shop):
    business = shop()
    business.signal(order("A"), order("B", at="2026-01-05T14:00"), order("C", at="2026-01-05T14:01"))
    business.advance("2026-01-20")
    assert moved(business) == [
        ("SHIPPED", "2026-01-05T14:00", 1), ("SHIPPED", "2026-01-05T14:00", 1),
        ("SHIPPED", "2026-01-06T14:00", 1),
        ("DELIVERED", "2026-01-07T14:00", 1), ("DELIVERED", "2026-01-07T14:00", 1),
        ("DELIVERED", "2026-01-08T14:00", 1),
    ]  # fmt: skip


def test_a_lorry_leaves_on_its_days_and_days_without_it_are_waited_for(shop):
    business = shop()
    business.signal(order("A", customer="sue", at="2026-01-06T08:00"))
    business.advance("2026-01-20")
    assert moved(business) == [("SHIPPED", "2026-01-09T07:00", 1), ("DELIVERED", "2026-01-09T11:00", 1)]


def test_parts_that_leave_on_different_days_arrive_each_in_its_time(shop):
    """Ten are there on Monday; two more come on Tuesday morning, a day after they were bought, and go by its post."""
    business = shop()
    business.signal(order("A", 12, partial="yes"))
    business.advance("2026-01-20")
    assert moved(business) == [
        ("SHIPPED", "2026-01-05T14:00", 10), ("SHIPPED", "2026-01-06T14:00", 2),
        ("DELIVERED", "2026-01-07T14:00", 10), ("DELIVERED", "2026-01-08T14:00", 2),
    ]  # fmt: skip


def test_what_has_not_left_can_be_called_back_and_what_left_cannot(shop):
    business = shop()
    business.signal(order("A", 10))
    business.signal(tl.Event("counted", item="bike", at="2026-01-05T12:00", quantity=9))
    business.advance("2026-01-20")
    assert moved(business) == [("SHIPPED", "2026-01-06T14:00", 10), ("DELIVERED", "2026-01-08T14:00", 10)]


def test_an_order_that_is_cancelled_before_the_cut_off_does_not_leave(shop):
    business = shop()
    business.signal(order("A"))
    business.signal(tl.Cancel("A", at="2026-01-05T13:00"))
    business.advance("2026-01-20")
    assert moved(business) == []


def test_the_customer_pays_from_when_goods_left_and_the_books_balance(shop):
    business = shop()
    business.signal(order("A"))
    business.advance("2026-01-06")
    assert told(business, Kind.PAID) == [("PAID", "2026-01-05T14:00", 0)]
    assert business.result().trial_balance == 0


def test_without_lanes_goods_are_there_as_they_leave(shop):
    nothing = {"lanes": None, "customers": {"customer": ["ann"], "place": ["north"]}}
    business = shop(**nothing)
    business.signal(order("A"))
    business.advance("2026-01-20")
    assert moved(business) == [("SHIPPED", "2026-01-05T09:00", 1), ("DELIVERED", "2026-01-05T09:00", 1)]


def test_who_must_be_ready_first_is_served_first(shop):
    """Both want theirs on Friday: the lorry can leave on that morning, the post must on Wednesday at two."""
    business = shop(stock={"item": ["bike"], "location": ["main"], "on_hand": ["1"]})
    business.signal(order("S", customer="sue"), order("A"))
    business.advance("2026-01-05T15:00")
    assert moved(business) == [("SHIPPED", "2026-01-05T14:00", 1)]
    line = business._core.journal.names("line")
    rows = np.concatenate(list(business._core.journal.read()))
    shipped = rows[rows["kind"] == int(Kind.SHIPPED)]["reference"][0]
    placed = rows[(rows["kind"] == int(Kind.ORDER_PLACED)) & (rows["seq"] == shipped)]["reference"][0]
    assert line[int(placed)].startswith("A")


def test_pulls_are_wanted_by_the_last_moment_to_be_ready(shop):
    business = shop("plant", stock={"item": ["bike"], "location": ["main"], "on_hand": ["0"]})
    business.signal(order("A", wanted="2026-01-15"))
    business.advance("2026-01-05T10:00")
    assert [pull.due for pull in business.result().pulls] == ["2026-01-13T14:00:00+01:00"]


def test_a_journal_folds_to_the_same_state_while_parcels_are_on_their_way(shop, tmp_path):
    business = tl.open(
        {**TABLES, "business": {**TABLES["business"], "world": "plain"}}, journal=tmp_path / "journal.db"
    )
    business.signal(order("A", 12, partial="yes"), order("B", customer="sue"))
    business.advance("2026-01-06T15:00")
    before = digest_of(business._core)
    business.close()
    again = tl.open({**TABLES, "business": {**TABLES["business"], "world": "plain"}}, journal=tmp_path / "journal.db")
    assert digest_of(again._core) == before
    again.advance("2026-01-20")
    assert len(moved(again)) == 6
    again.close()
