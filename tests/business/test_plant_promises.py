"""In a plant a promise counts from what people stated: work goes on since it began, and what was due is overdue."""

import pytest

import tugline as tl
from tugline.report.promise_lists import promises_listing

TABLES = {
    "business": {"name": "plant", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["bike", "wheel"], "cost": ["", "10"], "price": ["200", ""]},
    "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
    "resources": {"resource": ["bench", "booth"]},
    "operations": {
        "item": ["bike", "bike"], "step": ["1", "2"], "resource": ["bench", "booth"], "run_time": ["3d", "2d"],
    },
    "sources": {
        "item": ["bike", "wheel"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
        "lead_time": ["", "10d"],
    },
    "stock": {"item": ["wheel", "bike"], "location": ["main"] * 2, "on_hand": ["2", "0"]},
}  # fmt: skip
ONE_STEP = {
    **TABLES,
    "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["3d"], "setup_time": ["1d"]},
}
NO_WHEELS = {**ONE_STEP, "stock": {"item": ["wheel", "bike"], "location": ["main"] * 2, "on_hand": ["0", "0"]}}
UNROUTED = {
    **{name: table for name, table in TABLES.items() if name not in {"operations", "resources"}},
    "sources": {**TABLES["sources"], "lead_time": ["3d", "10d"]},
}


@pytest.fixture
def plant():
    """Return a maker of plants in which so many bikes are ordered on Monday, the 5th: the plant and its pulls."""
    opened = []

    def make(tables=TABLES, bikes=1):
        business = tl.open(tables)
        opened.append(business)
        business.signal(tl.Order("A", "bike", bikes, "2026-01-05"))
        business.advance("2026-01-05")
        return business, {pull.kind: pull.id for pull in business.result().pulls}

    yield make
    for business in opened:
        assert business.verify() == []
        assert business.quarantined() == []
        business.close()


def say(business, event, reference, at, told="", **more):
    """Have something happen at `at`; it is heard of at once, or `told`."""
    if told:
        business.advance(told)
    business.signal(tl.Event(event, reference, at, **more))
    business.advance(told or at)


def promise(business, order="A"):
    """Return the day on which an order is promised, and why it is late."""
    (found,) = [promise for promise in business.result().promises if promise.order == order]
    return (found.promised or "never")[:10], found.cause


def promised(business, *days):
    """Return the day on which the order is promised as of each of some days."""
    found = []
    for day in days:
        business.advance(f"2026-01-{day}")
        found.append(promise(business)[0][8:])
    return found


def test_work_that_has_begun_ends_on_the_same_day_whenever_one_looks(plant):
    """Set-up of a day and a run of three: begun on the 5th, done on the 9th. On the 12th it is overdue."""
    business, pulls = plant(ONE_STEP)
    say(business, "started", pulls["make"], "2026-01-05")
    assert promised(business, "05", "06", "08", "09", "12") == ["09", "09", "09", "09", "12"]
    assert promise(business)[1] == f"{pulls['make']} (bike) is being made, was due 2026-01-09 and has not come"


def test_work_that_has_not_begun_is_promised_from_now_on(plant):
    business, _ = plant(ONE_STEP)
    assert promised(business, "05", "07") == ["09", "11"]


def test_a_start_that_is_told_late_counts_from_when_it_was(plant):
    business, pulls = plant(ONE_STEP)
    say(business, "started", pulls["make"], "2026-01-05", told="2026-01-07")
    assert promised(business, "07") == ["09"]


def test_of_a_routing_only_what_is_left_by_standard_is_still_to_do(plant):
    """Three days on the bench and two in the booth: begun on the 5th, in the booth from the 8th, done on the 10th."""
    business, pulls = plant()
    say(business, "started", pulls["make"], "2026-01-05")
    assert promised(business, "06", "09", "10", "13") == ["10", "10", "10", "13"]


def test_work_that_is_finished_is_not_done_again(plant):
    business, pulls = plant()
    say(business, "started", pulls["make"], "2026-01-05")
    say(business, "finished", pulls["make"], "2026-01-06")
    assert promised(business, "06", "07") == ["06", "07"]


def test_work_that_is_finished_and_that_nobody_said_was_begun_is_not_done_again(plant):
    business, pulls = plant()
    say(business, "finished", pulls["make"], "2026-01-06")
    assert promised(business, "06", "07") == ["06", "07"]


def test_pieces_that_are_finished_are_not_made_again_and_nothing_is_set_up_again(plant):
    """Two bikes take 1 + 2 * 3 days. One of them is finished on the 8th; the other takes three days from then on."""
    stock = {"item": ["wheel"], "location": ["main"], "on_hand": ["4"]}
    business, pulls = plant({**ONE_STEP, "stock": stock}, bikes=2)
    say(business, "started", pulls["make"], "2026-01-05")
    assert promised(business, "07") == ["12"]
    say(business, "finished", pulls["make"], "2026-01-08", quantity=1)
    assert promised(business, "08", "10", "11", "13") == ["11", "11", "11", "13"]


def test_work_without_steps_and_its_lead_time_count_from_the_start_too(plant):
    business, pulls = plant(UNROUTED)
    say(business, "started", pulls["make"], "2026-01-05", told="2026-01-06")
    assert promised(business, "06", "07", "10") == ["08", "08", "10"]
    assert promise(business)[1].endswith("is being made, was due 2026-01-09 and has not come")


def test_work_that_begins_without_its_material_on_the_records_is_promised(plant):
    business, pulls = plant(NO_WHEELS)
    say(business, "started", pulls["make"], "2026-01-06")
    assert promised(business, "06", "08") == ["10", "10"]


def test_only_who_has_begun_holds_a_machine(plant):
    """The first of two was never begun; the second has the bench until the 10th, and then it is the first one's."""
    stock = {"item": ["wheel"], "location": ["main"], "on_hand": ["4"]}
    business, _ = plant({**ONE_STEP, "stock": stock})
    business.signal(tl.Order("B", "bike", 1, "2026-01-06"))
    business.advance("2026-01-06")
    second = max((pull.id for pull in business.result().pulls), key=lambda id_: int(id_[1:]))
    say(business, "started", second, "2026-01-06")
    business.advance("2026-01-08")
    assert promise(business, "B")[0] == "2026-01-10"
    assert promise(business, "A")[0] == "2026-01-14"


def test_a_source_that_names_a_date_after_the_start_is_believed(plant):
    business, pulls = plant(ONE_STEP)
    say(business, "started", pulls["make"], "2026-01-05")
    say(business, "confirmed", pulls["make"], "2026-01-06", due="2026-01-20")
    assert promised(business, "06", "19", "21") == ["20", "20", "21"]


def test_a_purchase_comes_when_its_supplier_says_and_is_overdue_after_that(plant):
    """Wheels are there ten days after they are ordered; then come a set-up of a day and a run of three."""
    business, pulls = plant(NO_WHEELS)
    wheels = f"{pulls['buy']} (wheel)"
    assert promised(business, "06") == ["20"]
    assert promise(business)[1] == f"{wheels} waits to be ordered"
    say(business, "accepted", pulls["buy"], "2026-01-07")
    assert promise(business) == ("2026-01-21", f"{wheels} is accepted, not yet placed")
    say(business, "placed", pulls["buy"], "2026-01-08", due="2026-01-12")
    assert promise(business) == ("2026-01-16", f"{wheels} is ordered, due 2026-01-12")
    say(business, "placed", pulls["buy"], "2026-01-09", due="2026-01-13")
    assert promise(business) == ("2026-01-17", f"{wheels} is ordered, due 2026-01-13")
    say(business, "confirmed", pulls["buy"], "2026-01-09", due="2026-01-14")
    assert promised(business, "10", "14") == ["18", "18"]
    assert promise(business)[1] == f"{wheels} is ordered, due 2026-01-14"
    business.advance("2026-01-15")
    assert promise(business) == ("2026-01-19", f"{wheels} is ordered, was due 2026-01-14 and has not come")


def test_a_purchase_whose_supplier_names_no_date_takes_its_lead_time_from_when_it_was_placed(plant):
    business, pulls = plant(NO_WHEELS)
    say(business, "placed", pulls["buy"], "2026-01-06", told="2026-01-08")
    assert promise(business) == ("2026-01-20", f"{pulls['buy']} (wheel) is ordered, due 2026-01-16")
    business.advance("2026-01-18")
    assert promise(business)[1] == f"{pulls['buy']} (wheel) is ordered, was due 2026-01-16 and has not come"


def test_open_supply_that_is_past_its_date_is_overdue(plant):
    supply = {
        "reference": ["PO-1"], "item": ["wheel"], "location": ["main"], "kind": ["buy"], "quantity": ["2"],
        "due": ["2026-01-07"],
    }  # fmt: skip
    business, _ = plant({**NO_WHEELS, "supply": supply})
    assert promised(business, "06", "09") == ["11", "13"]
    assert promise(business)[1].endswith("(wheel) is ordered, was due 2026-01-07 and has not come")
    say(business, "placed", "PO-1", "2026-01-09", due="2026-01-20")
    assert promise(business)[0] == "2026-01-24"
    assert promise(business)[1].endswith("(wheel) is ordered, due 2026-01-20")


def test_a_part_that_a_loop_keeps_says_that_its_purchase_waits_to_be_ordered(plant):
    loops = {"item": ["wheel"], "location": ["main"], "loop": ["min_max"], "min": ["1"], "max": ["8"]}
    business, pulls = plant({**NO_WHEELS, "loops": loops})
    assert promise(business)[1].endswith(f"on order, {pulls['buy']} (wheel) waits to be ordered")
    say(business, "placed", pulls["buy"], "2026-01-06", due="2026-01-15")
    assert promise(business)[1].endswith("on order, next due 2026-01-15")
    business.advance("2026-01-17")
    assert promise(business)[1].endswith(
        f"on order, {pulls['buy']} (wheel) is ordered, was due 2026-01-15 and has not come"
    )


def test_what_somebody_has_taken_on_with_all_its_material_can_start(plant):
    business, pulls = plant()
    (pull,) = business.result().pulls
    assert pull.blocked_by == f"{pulls['make']} (bike) waits to be started: all its material is there"
    say(business, "accepted", pulls["make"], "2026-01-06")
    (pull,) = business.result().pulls
    assert pull.blocked_by == f"{pulls['make']} (bike) waits to be started: all its material is there"


def test_a_quote_counts_with_the_machines_that_work_has_begun_on(plant):
    """The bench is held until the 9th; the wheels of another bike are there. It is made from then on, in four days."""
    stock = {"item": ["wheel"], "location": ["main"], "on_hand": ["4"]}
    business, pulls = plant({**ONE_STEP, "stock": stock})
    say(business, "started", pulls["make"], "2026-01-05")
    business.advance("2026-01-08")
    assert business.quote(item="bike", quantity=1).promised[:10] == "2026-01-13"


def test_a_quote_names_the_date_of_a_purchase_as_the_promises_do(plant):
    """Of the least lot of ten wheels two bikes' are free: ordered on the 6th with no date, they take ten days."""
    business, pulls = plant({**NO_WHEELS, "sources": {**TABLES["sources"], "minimum": ["", "10"]}})
    say(business, "placed", pulls["buy"], "2026-01-06")
    business.advance("2026-01-08")
    cause = f"{pulls['buy']} (wheel) is ordered, due 2026-01-16"
    assert (promise(business)[1], business.quote(item="bike", quantity=1).cause) == (cause, cause)


def test_who_confirms_without_a_date_does_not_mean_one_that_is_past(plant):
    """The wheels are asked for on the 5th. What was placed on the 6th and confirmed after takes its lead time."""
    business, pulls = plant(NO_WHEELS)
    say(business, "placed", pulls["buy"], "2026-01-06")
    say(business, "confirmed", pulls["buy"], "2026-01-08")
    assert promise(business) == ("2026-01-20", f"{pulls['buy']} (wheel) is ordered, due 2026-01-16")


def test_a_purchase_that_is_asked_for_later_than_its_lead_time_comes_when_it_was_asked_for(plant):
    """The bike is wanted on the 30th and takes four days: the wheels on the 26th, though they need not take so long."""
    business, _ = plant({**NO_WHEELS, "stock": {"item": ["bike"], "location": ["main"], "on_hand": ["1"]}})
    business.signal(tl.Order("B", "bike", 1, "2026-01-06", wanted="2026-01-30"))
    business.advance("2026-01-06")
    (wheels,) = [pull for pull in business.result().pulls if pull.kind == "buy"]
    assert (wheels.due[:10], promise(business, "B")[0]) == ("2026-01-26", "2026-01-20")
    say(business, "placed", wheels.id, "2026-01-06")
    assert promise(business, "B")[0] == "2026-01-30"
    (wheels,) = [pull for pull in business.result().pulls if pull.kind == "buy"]
    assert wheels.due[:10] == "2026-01-26"


def test_of_several_parts_the_one_that_comes_last_holds_the_line_up(plant):
    """Of tubes, due on the 12th, a frame is made in two days; wheels take ten, and nobody has ordered them."""
    tables = {
        **{name: table for name, table in TABLES.items() if name not in {"operations", "resources"}},
        "items": {"item": ["bike", "frame", "wheel", "tube"], "cost": ["", "", "10", "2"]},
        "boms": {
            "item": ["bike", "bike", "frame"], "component": ["frame", "wheel", "tube"], "quantity": ["1", "2", "3"],
        },
        "sources": {
            "item": ["bike", "frame", "wheel", "tube"], "location": ["main"] * 4,
            "kind": ["make", "make", "buy", "buy"], "from": ["", "", "acme", "mill"],
            "lead_time": ["1d", "2d", "10d", "20d"],
        },
        "stock": {"item": ["bike"], "location": ["main"], "on_hand": ["0"]},
    }  # fmt: skip
    business, _ = plant(tables)
    pulls = {pull.item: pull.id for pull in business.result().pulls}
    assert promise(business) == ("2026-01-28", f"{pulls['tube']} (tube) waits to be ordered")
    say(business, "placed", pulls["tube"], "2026-01-06", due="2026-01-12")
    (line,) = business.result().promises
    assert (line.promised[:10], line.wanted, line.late_days) == ("2026-01-17", None, 0)
    assert line.cause == f"{pulls['wheel']} (wheel) waits to be ordered"
    assert {p.item: p.blocked_by for p in business.result().pulls}["bike"] == line.cause
    (row,) = promises_listing(business.result(), 9).rows
    assert ("as soon as can be", "", line.cause) == (row[5].text, row[6].small, row[7].text)
