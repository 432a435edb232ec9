"""What goes beyond what there is waits in quarantine, with its numbers and a way on, and changes nothing."""

import re

import pytest

import tugline as tl
from tugline.business.checking import examine
from tugline.errors import RefusedError

COLUMNS = ("event", "reference", "at", "quantity", "item", "due", "amount")
SOURCES = {"lead_time": ["5d"], "item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["acme"]}


def tables(*events, order=None, **more):
    """Return ten bikes, eight of them ordered by ann, fifty on their way, and what happened."""
    ordered = {
        "order": "A",
        "line": "1",
        "item": "bike",
        "quantity": "8",
        "customer": "ann",
        "ordered_at": "2026-01-06",
    }
    rows = {name: [str(dict(event).get(name, "")) for event in events] for name in COLUMNS}
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": ["bike", "cart"], "cost": ["100"] * 2, "price": ["200"] * 2},
        "sources": SOURCES,
        "stock": {"item": ["bike"], "location": ["main"], "on_hand": ["10"]},
        "supply": {
            "reference": ["PO-1"], "item": ["bike"], "location": ["main"], "kind": ["buy"], "quantity": ["50"],
            "due": ["2026-02-01"],
        },
        "customers": {"customer": ["ann"]},
        "orders": {name: [cell] for name, cell in {**ordered, **(order or {})}.items()},
        **({"events": rows} if events else {}),
        **more,
    }  # fmt: skip


def said(event, reference="", at="2026-01-08", **more):
    return {"event": event, "reference": reference, "at": at, **more}


def waits(business):
    return [row.why for row in business.quarantined()]


SHIPPED_ALL = said("shipped", "A 1", "2026-01-07")
CASES = [
    (
        [said("shipped", "A 1", quantity=9)],
        "of 'A 1' 8 are open, and 9 left: raise the quantity of the order by 1 first",
    ),
    (
        [said("shipped", "A 1", "2026-01-07", quantity=5), said("shipped", "A", quantity=4)],
        "of 'A' 3 are open, and 4 left: raise the quantity of the order by 1 first",
    ),
    (
        [said("returned", "A 1", quantity=1, item="bike")],
        "of 'A 1' 0 have left and not come back, and 1 came back: state first what else has left",
    ),
    (
        [SHIPPED_ALL, said("returned", "A", "2026-01-07", quantity=6, item="bike"),
         said("returned", "A 1", quantity=3, item="bike")],
        "of 'A 1' 2 have left and not come back, and 3 came back: state first what else has left",
    ),
    (
        [said("scrapped", quantity=11, item="bike")],
        "of bike at main 10 are on hand, and 11 are lost: state first what was counted, if there are more",
    ),
    (
        [said("scrapped", "", "2026-01-07", quantity=6, item="bike"), said("scrapped", quantity=5, item="bike")],
        "of bike at main 4 are on hand, and 5 are lost: state first what was counted, if there are more",
    ),
    (
        [said("received", "PO-1", "2026-01-07", quantity=20), said("scrapped", "PO-1", quantity=31)],
        "of 'PO-1' 30 are still to come, and 31 are lost: what came in is scrapped by item and location",
    ),
    (
        [said("deposit", "A 1", amount=-5)],
        "for 'A 1' 0.00 are paid ahead and unused, and 5.00 were paid back; expected no more than that",
    ),
    (
        [said("deposit", "A 1", "2026-01-07", amount=20), said("deposit", "A", amount="-20.01")],
        "for 'A' 20.00 are paid ahead and unused, and 20.01 were paid back; expected no more than that",
    ),
]  # fmt: skip


DATES = [
    (
        said("confirmed", "PO-1", "2026-01-08T09:00", due="2026-01-08T08:59"),
        "due 2026-01-08 08:59 lies before 2026-01-08 09:00; expected a later time, or none: as it was due",
    ),
    (
        said("placed", "PO-1", due="2026-01-07"),
        "due 2026-01-07 23:59 lies before 2026-01-08 00:00; expected a later time, or none: as it was due",
    ),
    (
        said("placed", "PO-1", "2026-01-05", due="2025-12-30"),
        "due 2025-12-30 23:59 lies before 2026-01-05 00:00; expected a later time, or none: as it was due",
    ),
    (
        said("held", "PO-1", due="2026-01-07"),
        "due 2026-01-07 00:00 lies before 2026-01-08 00:00; expected a later time, or none: until it is freed",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("event", "why"), DATES)
def test_a_date_before_its_time_waits_until_it_is_mended_and_check_tells_it(event, why):
    (doubt,) = examine(tables(event)).doubts
    assert (doubt.row, doubt.why, doubt.quarantined) == (2, why, True)
    with tl.open(tables(event)) as business:
        business.advance("2026-01-10")
        assert waits(business) == [why]
        with pytest.raises(RefusedError, match="lies before"):
            business.retry(business.quarantined()[0].id)
    with tl.open(tables()) as business:
        business.signal(tl.Event(**event))
        business.advance("2026-01-10")
        assert waits(business) == [why]


@pytest.mark.parametrize("by", ["table", "python"])
@pytest.mark.parametrize(("events", "why"), CASES)
def test_what_goes_beyond_what_there_is_waits_and_changes_nothing(tmp_path, by, events, why):
    *sound, _ = events
    with tl.open(tables(*sound)) as business:
        business.advance("2026-01-10")
        assert waits(business) == []
        digest = business.digest
    stated = tables(*events) if by == "table" else tables()
    with tl.open(stated, journal=tmp_path / "j") as business:
        if by == "python":
            business.signal(*(tl.Event(**event) for event in events))
        business.advance("2026-01-10")
        assert waits(business) == [why]
        assert business.digest == digest
        (row,) = business.quarantined()
        business.retry(row.id)
        business.advance("2026-01-11")
        assert [(again.id, again.why) for again in business.quarantined()] == [(row.id, why)]
        assert business.verify() == []


@pytest.mark.parametrize(
    "event",
    [
        said("shipped", "A 1", quantity=8),
        said("scrapped", quantity=10, item="bike"),
        said("scrapped", quantity=3, item="cart"),
        said("scrapped", "PO-1", quantity=50),
        said("confirmed", "PO-1", "2026-01-08T09:00", due="2026-01-08"),
        said("confirmed", "PO-1"),
    ],
    ids=["all that is open", "all that is there", "unknown stock", "all to come", "a bare date", "no date"],
)
def test_what_is_just_there_or_not_known_is_taken_in(event):
    with tl.open(tables(event)) as business:
        business.advance("2026-01-10")
        assert waits(business) == []
        assert business.verify() == []


def test_more_is_shipped_once_the_order_is_for_more_and_the_row_is_tried_again(tmp_path):
    event = said("shipped", "A 1", quantity=9)
    with tl.open(tables(event), journal=tmp_path / "j") as business:
        business.advance("2026-01-10")
    with tl.open(tables(event, order={"quantity": "9"}), journal=tmp_path / "j") as business:
        (row,) = business.quarantined()
        business.retry(row.id)
        business.advance("2026-01-10")
        assert waits(business) == []
        assert business.result().promises == []
        assert business.verify() == []


def test_a_row_that_is_mended_in_its_table_is_taken_in_by_the_next_run_and_a_worse_one_waits_anew(tmp_path):
    for quantity, waiting in (("11", 1), ("12", 1), ("4", 0)):
        with tl.open(tables(said("scrapped", quantity=quantity, item="bike")), journal=tmp_path / "j") as business:
            business.advance("2026-01-10")
            assert len(waits(business)) == waiting
            assert all(f"and {quantity} are lost" in why for why in waits(business))
            on_hand = {row.item: row.on_hand for row in business.result().stock}
    assert on_hand["bike"] == 6
    with tl.open(tables(said("scrapped", quantity="4", item="bike")), journal=tmp_path / "j") as business:
        facts = business.facts
        business.advance("2026-01-10")
        assert (waits(business), business.facts) == ([], facts)


@pytest.mark.parametrize("world", ["plant", "plain"])
def test_of_two_losses_of_one_minute_the_one_that_finds_enough_is_taken_in(world):
    business_of = tables(said("scrapped", quantity=6, item="bike"), said("scrapped", quantity=7, item="bike"))
    business_of["business"]["world"] = world
    del business_of["orders"], business_of["supply"]
    with tl.open(business_of) as business:
        business.advance("2026-01-10")
        (why,) = waits(business)
        assert re.fullmatch(r"of bike at main (3|4) are on hand, and (6|7) are lost: state first .*", why)
        assert business.verify() == []


def test_what_left_before_the_start_may_come_back_and_no_more(tmp_path):
    before = {"ordered_at": "2026-01-02", "status": "open", "shipped": "3"}
    first, then = (said("returned", "A 1", at, quantity=2, item="bike") for at in ("2026-01-07", "2026-01-08"))
    with tl.open(tables(first, then, order=before), journal=tmp_path / "j") as business:
        business.advance("2026-01-10")
        assert waits(business) == [
            "of 'A 1' 1 have left and not come back, and 2 came back: state first what else has left"
        ]


@pytest.mark.parametrize(("shipped", "most"), [("", 8), ("3", 3)])
def test_of_a_line_that_was_closed_before_the_start_no_more_comes_back_than_had_left(shipped, most):
    for quantity in (most, most + 1):
        event = said("returned", "A 1", quantity=quantity, item="bike")
        with tl.open(tables(event, order={"ordered_at": "2026-01-02", "shipped": shipped})) as business:
            business.advance("2026-01-10")
            why = (
                f"of 'A 1' {most} have left and not come back, and {quantity} came back: state first what else has left"
            )
            assert waits(business) == ([why] if quantity > most else [])


@pytest.mark.parametrize(
    ("signal", "named"),
    [
        (tl.Order("SO9", "tent", 1, "2026-01-08", line="2"), "SO9 2 tent"),
        (tl.Sale("R7", "tent", 1, "2026-01-08", location="moon"), "R7 tent moon"),
        (tl.Event("returned", "SO9", "2026-01-08", 1, item="tent"), "returned SO9 tent"),
    ],
)
def test_a_row_of_an_unknown_item_is_named_by_its_number(signal, named):
    with tl.open(tables()) as business:
        business.signal(signal)
        (row,) = business.quarantined()
        assert row.content["row"] == named
        assert "at ''" not in row.why


def test_a_row_of_a_table_with_an_unknown_item_is_named_by_its_number():
    sales = {"receipt": ["R7"], "item": ["tent"], "quantity": ["1"], "sold_at": ["2026-01-08"]}
    with tl.open(tables(order={"item": "tent"}, sales=sales)) as business:
        found = {row.table: (row.content["row"], row.why) for row in business.quarantined()}
    why = "item 'tent' is no stock point of the business"
    assert found == {"orders": ("A 1 tent", why), "sales": ("R7 tent", why)}
