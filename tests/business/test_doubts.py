"""Before a run, `check` tells the rows that it would put in quarantine, and those that may be a mistake."""

import pytest

import tugline as tl
from tugline.business.checking import examine

ORDERS = ("order", "line", "item", "quantity", "ordered_at", "wanted_at")
EVENTS = ("at", "event", "reference", "item", "quantity", "amount")


def business(*, orders=(), events=(), world="plant", **more):
    """Return tables; line 2 is the first given row of each."""
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": world},
        "items": {"item": ["bike", "cart"], "cost": ["100"] * 2, "price": ["200"] * 2},
        "stock": {"item": ["bike"], "location": ["main"], "on_hand": ["10"]},
        "supply": {
            "reference": ["PO-1"], "item": ["bike"], "location": ["main"], "kind": ["buy"], "quantity": ["50"],
            "due": ["2026-02-01"],
        },
        "orders": [dict(zip(ORDERS, row, strict=True)) for row in orders],
        "events": [dict(zip(EVENTS, row, strict=True)) for row in events],
        **more,
    }  # fmt: skip


A = ("A", "1", "bike", "2", "2026-01-06", "")


def told(tables):
    problems, _, _, doubts = examine(tables)
    assert problems == []
    return [(d.table, d.row, d.value, d.why, d.quarantined) for d in doubts]


BAD = business(
    orders=[
        A,
        ("A", "1", "bike", "3", "2026-01-06", ""),
        ("B", "", "tent", "1", "2026-01-06", ""),
        ("C", "", "bike", "0", "2026-01-06", ""),
        ("D", "", "bike", "1", "2026-01-06", "2026-01-07"),
        ("E", "", "bike", "0", "2026-01-02", ""),
    ],
    events=[
        ("2026-01-07", "shipt", "A 1", "", "", ""),
        ("2026-01-07", "counted", "", "tent", "1", ""),
        ("2026-01-07", "shipped", "Z 9", "", "", ""),
        ("2026-01-07", "received", "PO-9", "", "", ""),
        ("2026-01-07", "paid", "ann", "", "", ""),
        ("2026-01-07", "shipped", "A 1", "", "1", ""),
        ("2026-01-07", "shipped", "D", "", "", ""),
        ("2026-01-07", "received", "PO-1", "", "20", ""),
        ("2026-01-07", "freight_out", "", "", "", "-5"),
    ],
    sales={"receipt": ["R"], "item": ["tent"], "quantity": ["1"], "sold_at": ["2026-01-08"]},
)


def test_every_row_that_a_run_puts_in_quarantine_is_told_before_it():
    with tl.open(BAD) as run:
        run.advance("2026-01-10")
        waiting = {(row.table, row.line) for row in run.quarantined()}
    assert {(table, row) for table, row, _, _, quarantined in told(BAD) if quarantined} == waiting
    assert waiting == {("orders", n) for n in (3, 4, 5)} | {("events", n) for n in (2, 3, 4, 5, 6, 10)} | {("sales", 2)}


def test_each_of_them_names_its_row_and_why():
    assert [(table, row, value, why) for table, row, value, why, _ in told(BAD) if row in {3, 4, 5}] == [
        ("events", 3, "counted tent", "item 'tent' is not known"),
        (
            "events",
            4,
            "shipped Z 9",
            "'Z 9' is no row of orders: a run knows it only if it was told before, or in Python",
        ),
        ("events", 5, "received PO-9", "'PO-9' is neither a pull, as P12, nor a reference of supply"),
        ("orders", 3, "A 1", "the order line stands in line 2 already, with other content; expected one row for each"),
        ("orders", 4, "B tent", "item 'tent' is no stock point of the business"),
        (
            "orders",
            5,
            "C",
            "quantity 0: nothing is ordered, unless a run has taken in the line before: then it cancels it",
        ),
    ]


def test_what_a_plain_world_says_itself_is_told():
    events = [("2026-01-07", "shipped", "A 1", "", "", "")]
    (doubt,) = told(business(orders=[A], events=events, world="plain"))
    assert doubt[3].startswith("the plain world states 'shipped' itself")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("B", "", "bike", "1", "2026-01-06 09:00", "2026-01-05"), "wanted before the day on which it was ordered"),
        (("B", "", "bike", "1", "2026-01-06 09:00", "2026-01-06"), ""),
    ],
    ids=["the day before", "a bare date of the same day"],
)
def test_what_is_wanted_before_it_was_ordered_is_doubted_and_taken_in(row, why):
    tables = business(orders=[A, row])
    found = told(tables)
    assert [(table, line, value, quarantined) for table, line, value, _, quarantined in found] == (
        [("orders", 3, "B", False)] if why else []
    )
    assert all(why in doubt[3] for doubt in found)
    with tl.open(tables) as run:
        run.advance("2026-01-10")
        assert run.quarantined() == []


def test_the_same_event_twice_is_doubted_and_counts_twice():
    twice = ("2026-01-07", "scrapped", "", "bike", "1", "")
    tables = business(events=[twice, ("2026-01-07", "scrapped", "", "bike", "2", ""), twice])
    assert told(tables) == [("events", 4, "scrapped bike", "it says the same as line 2: both count", False)]
    with tl.open(tables) as run:
        run.advance("2026-01-10")
        assert [row.on_hand for row in run.result().stock if row.item == "bike"] == [6]


def test_a_bill_that_leads_back_through_what_is_bought_is_doubted():
    boms = {"item": ["bike", "cart"], "component": ["cart", "bike"], "quantity": ["1", "1"]}
    sources = {"item": ["cart"], "location": ["main"], "kind": ["buy"], "from": ["acme"]}
    (doubt,) = told(business(boms=boms, sources=sources))
    assert doubt[:3] == ("boms", 0, "bike → cart → bike")
    assert "one of these is not" in doubt[3]
    assert told(business(boms={**boms, "valid_to": ["2026-01-05", ""]}, sources=sources)) == []


def test_a_bill_that_leads_back_through_very_many_that_are_bought_is_doubted_in_few_words():
    names = [f"i{number:06d}" for number in range(100_000)]
    boms = {"item": names, "component": [*names[1:], names[0]], "quantity": ["1"] * len(names)}
    bought = {"item": names, "location": ["main"] * len(names), "kind": ["buy"] * len(names)}
    tables = {"business": business()["business"], "items": {"item": names}, "boms": boms, "sources": bought}
    (doubt,) = told(tables)
    assert doubt[2].endswith("i000005 → … (99,994 more) → i000000")


def test_a_sound_business_leaves_no_doubt():
    assert told(business(orders=[A], events=[("2026-01-07", "shipped", "A", "", "1", "")])) == []


ITSELF = {"item": ["bike"], "component": ["bike"], "quantity": ["1"]}
LOOPS = {"item": ["bike"], "location": ["main"], "loop": ["min_max"], "min": ["9"], "max": ["3"]}


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"boms": ITSELF}, ["network.circle"]),
        ({"loops": LOOPS}, ["loop.value"]),
        ({"loops": {**LOOPS, "min": ["1"], "review": ["someday"]}}, ["loop.parameter"]),
        (
            {"loops": LOOPS, "stock": {"item": ["tent"], "location": ["main"], "on_hand": ["1"]}},
            ["loop.value", "reference.unknown"],
        ),
    ],
    ids=["a bill", "a loop", "a review", "a loop and stock"],
)
def test_doubts_are_told_beside_problems_of_what_no_signal_rests_on(more, codes):
    problems, _, _, found = examine({**BAD, **more})
    assert [problem.code for problem in problems] == codes
    assert found == examine(BAD).doubts


@pytest.mark.parametrize("table", ["items", "orders", "suppliers", "sources"])
def test_doubts_are_not_told_where_what_they_rest_on_has_problems(table):
    problems, _, _, found = examine({**BAD, table: {"name": ["odd"]}})
    assert table in {problem.table for problem in problems}
    assert found is None


def test_what_two_tables_say_together_is_told_beside_what_is_wrong_in_a_third():
    sources = {"item": ["bike"] * 2, "location": ["main"] * 2, "kind": ["buy"] * 2, "from": ["acme"] * 2}
    problems, _, _, found = examine({**BAD, "loops": LOOPS, "sources": sources})
    assert [problem.code for problem in problems] == ["loop.value", "source.repeated"]
    assert found is None


def test_a_location_that_only_orders_name_may_be_a_mistake():
    orders = [
        dict(zip(ORDERS, A, strict=True)) | {"location": place, "line": place} for place in ("mian", "main", "mian")
    ]
    found = told(business() | {"orders": orders})
    why = "no other table names this location: goods will be moved there. Maybe 'main'?"
    assert found == [("orders", 2, "mian", why, False)]
    nowhere = business() | {"orders": orders, "stock": [], "supply": []}
    assert told(nowhere) == [], "a business that says nothing of places is told nothing of them"


def test_a_card_for_less_than_its_source_delivers_is_doubted():
    """Each card would ask for 10; the supplier delivers 40 at least, in dozens, and at most 100."""
    sources = {
        "item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["S"],
        "minimum": ["40"], "multiple": ["12"], "maximum": ["100"],
    }  # fmt: skip
    suppliers = {"supplier": ["S"]}
    cards = {"item": ["bike"], "location": ["main"], "loop": ["kanban"], "cards": ["3"], "container": ["10"]}
    found = told(business(sources=sources, suppliers=suppliers, loops=cards))
    assert [(table, row, value, quarantined) for table, row, value, _, quarantined in found] == [
        ("loops", 2, "10", False)
    ]
    assert found[0][3].startswith(
        "bike at main: a card asks for one container, its source for a minimum of 40 and multiples of 12; a container"
    )
    assert told(business(sources=sources, suppliers=suppliers, loops={**cards, "container": ["48"]})) == []
    signal = {**cards, "container": ["12"], "mode": ["signal"], "lot": ["10"]}
    assert "a maximum of 100" in told(business(sources=sources, suppliers=suppliers, loops=signal))[0][3]
    assert told(business(sources=sources, suppliers=suppliers, loops={**signal, "lot": ["4"]})) == []
