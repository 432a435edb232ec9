"""A resource that is down: promises reckon with when it is expected back, and what it holds up names it."""

import copy

import pytest

import tugline as tl
from tugline.report.now import blockers

TABLES = {
    "business": {"name": "bakery", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["cake", "flour"], "cost": ["", "1"], "price": ["20", ""]},
    "boms": {"item": ["cake"], "component": ["flour"], "quantity": ["2"]},
    "resources": {"resource": ["bench", "oven"]},
    "operations": {
        "item": ["cake", "cake"], "step": ["1", "2"], "resource": ["bench", "oven"], "run_time": ["2d", "1d"],
    },
    "sources": {
        "item": ["cake", "flour"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "mill"],
        "lead_time": ["", "2d"],
    },
    "stock": {"item": ["flour", "cake"], "location": ["main"] * 2, "on_hand": ["0", "0"]},
}  # fmt: skip
OVEN = "P9 (cake) cannot go on: oven is down since 2026-01-05 00:00"
FLOUR = "P10 (flour) is ordered, due 2026-01-07"
WORLDS = pytest.mark.parametrize("world", ["plant", "plain"])


def bakery(world="plant", **more):
    """Return a bakery: flour takes 2 days, a cake 2 days on the bench and 1 in the oven: 5 days from its order on."""
    return {**copy.deepcopy(TABLES), "business": {**TABLES["business"], "world": world}, **more}


def promise(business):
    (found,) = business.promises
    return (found.promised or "never")[:10], found.cause


def ordered(business, *said):
    """A cake is ordered on the 5th for the 6th, beside what else is said."""
    business.signal(*said, tl.Order("A", "cake", 1, "2026-01-05", wanted="2026-01-06"))
    business.advance("2026-01-05")
    for pull in business.result(open_only=True).pulls:
        if pull.kind == "buy" and business.result().world == "plant":
            business.signal(tl.Event("placed", pull.id, "2026-01-05"))
    business.advance("2026-01-05")


@WORLDS
@pytest.mark.parametrize(
    ("due", "promised", "cause"),
    [
        (None, "never", OVEN),
        ("2026-01-20", "2026-01-21", f"{OVEN}, expected back 2026-01-20 00:00"),
        ("2026-01-11T12:00", "2026-01-12", f"{OVEN}, expected back 2026-01-11 12:00"),
        # Flour comes on the 7th, the bench has it until the 9th: an oven that is back by then holds nothing up.
        ("2026-01-09", "2026-01-10", FLOUR),
        ("2026-01-06", "2026-01-10", FLOUR),
    ],
)
def test_a_promise_waits_for_what_is_expected_back_and_names_it(world, due, promised, cause):
    with tl.open(bakery(world)) as business:
        ordered(business, tl.Event("down", "oven", "2026-01-05", due=due))
        assert promise(business) == (promised, cause.replace("P10", _flour(business)))
        assert f"waits: {promise(business)[1]}" in business.explain("A")
        assert business.verify() == []


def _flour(business):
    return next(pull.id for pull in business.pulls if pull.kind == "buy")


@WORLDS
def test_a_quote_reckons_with_the_stop_as_the_promise_of_the_order_does(world):
    with tl.open(bakery(world)) as business:
        business.signal(tl.Event("down", "oven", "2026-01-05", due="2026-01-20"))
        business.advance("2026-01-05")
        quote = business.quote(item="cake", quantity=1, wanted="2026-01-06")
        assert quote.promised[:10] == "2026-01-21"
        assert quote.cause.endswith("oven is down since 2026-01-05 00:00, expected back 2026-01-20 00:00")


def test_only_who_says_that_it_runs_ends_a_stop():
    """The 20th passes and nobody said that the oven runs: it may be back at once, and is said to be late."""
    with tl.open(bakery("plain")) as business:
        ordered(business, tl.Event("down", "oven", "2026-01-05", due="2026-01-20"))
        business.advance("2026-01-25")
        assert promise(business) == ("2026-01-26", f"{OVEN}, was expected back 2026-01-20 00:00")
        business.signal(tl.Event("up", "oven", "2026-01-25"))
        business.advance("2026-01-25")
        assert promise(business)[0] == "2026-01-26"
        assert "oven" not in promise(business)[1]
        business.advance("2026-01-27")
        assert not business.promises


def test_who_says_again_that_it_is_down_says_when_it_is_expected_back_now():
    with tl.open(bakery()) as business:
        ordered(business, tl.Event("down", "oven", "2026-01-05", due="2026-01-12"))
        business.signal(tl.Event("down", "oven", "2026-01-06", due="2026-01-15"))
        business.advance("2026-01-06")
        assert promise(business) == ("2026-01-16", f"{OVEN}, expected back 2026-01-15 00:00")
        business.signal(tl.Event("down", "oven", "2026-01-07"))
        business.advance("2026-01-07")
        assert promise(business) == ("never", OVEN)


def test_work_on_the_step_before_a_stop_is_held_up_by_it():
    stock = {"item": ["flour", "cake"], "location": ["main"] * 2, "on_hand": ["2", "0"]}
    with tl.open(bakery("plain", stock=stock)) as business:
        ordered(business, tl.Event("down", "oven", "2026-01-05", due="2026-01-12"))
        business.advance("2026-01-06")
        assert [pull.state for pull in business.result(open_only=True).pulls] == ["started"]
        assert promise(business) == ("2026-01-13", f"{OVEN}, expected back 2026-01-12 00:00")


def test_another_machine_for_the_step_is_as_good():
    tables = bakery()
    tables["resources"]["resource"].append("small oven")
    operations = [
        dict(zip(tables["operations"], row, strict=True)) for row in zip(*tables["operations"].values(), strict=True)
    ]
    tables["operations"] = [
        *({**row, "alternative": "1"} for row in operations),
        {"item": "cake", "step": "2", "alternative": "2", "resource": "small oven", "run_time": "1d"},
    ]
    with tl.open(tables) as business:
        ordered(business, tl.Event("down", "oven", "2026-01-05"))
        assert promise(business)[0] == "2026-01-10"
        assert "oven" not in promise(business)[1]


def test_a_stop_stays_as_it_is_when_other_tables_are_adopted():
    with tl.open(bakery()) as business:
        ordered(business, tl.Event("down", "oven", "2026-01-05", due="2026-01-20"))
        changed = bakery()
        changed["resources"]["resource"].insert(0, "mixer")
        business.adopt(changed)
        assert promise(business) == ("2026-01-21", f"{OVEN}, expected back 2026-01-20 00:00")


def test_lines_that_wait_for_one_resource_are_held_up_by_one_thing():
    with tl.open(bakery()) as business:
        business.signal(tl.Order("B", "cake", 1, "2026-01-05", wanted="2026-01-06"))
        ordered(business, tl.Event("down", "oven", "2026-01-05", due="2026-01-20"))
        (found,) = blockers(list(business.promises))
        assert (found.what, found.lines) == (
            "oven is down since 2026-01-05 00:00, expected back 2026-01-20 00:00", 2,
        )  # fmt: skip


def test_a_date_before_the_stop_is_refused():
    with tl.open(bakery()) as business:
        business.signal(tl.Event("down", "oven", "2026-01-05T09:00", due="2026-01-04"))
        business.advance("2026-01-06")
        (row,) = business.quarantine
        expected = "expected a later time, or none: nobody knows when it runs again"
        assert row.why == f"due 2026-01-04 00:00 lies before 2026-01-05 09:00; {expected}"


def test_the_fact_says_when_the_resource_is_expected_back():
    with tl.open(bakery()) as business:
        ordered(business, tl.Event("down", "oven", "2026-01-05", due="2026-01-20"))
        assert any("[expected back 2026-01-20 00:00]" in business.explain(f"F{n}") for n in range(1, business.facts))
