"""Who counts on a pull now, and which pulls serve an order line now, whoever caused them."""

import pytest

import tugline as tl

START = "2026-01-05"
MAKER = {
    "business": {"name": "maker", "currency": "EUR", "timezone": "UTC", "start": START},
    "items": {"item": ["bike", "wheel"], "cost": ["100", "10"]},
    "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
    "sources": {
        "item": ["bike", "wheel"], "location": ["main", "main"], "kind": ["make", "buy"], "from": ["", "acme"],
        "lead_time": ["1d", "3d"],
    },
    "stock": {"item": ["wheel", "bike"], "location": ["main", "main"], "on_hand": ["0", "0"]},
    "loops": {"item": ["bike", "wheel"], "location": ["main", "main"], "loop": ["to_order", "to_order"]},
}  # fmt: skip


def order(name, quantity, wanted, item="bike"):
    return tl.Order(name, item, quantity, line="1", at="2026-01-07T12:00", wanted=wanted)


@pytest.fixture
def plant():
    """Return a plant where 40 bikes for A and their 80 wheels were taken on, before A was cancelled."""
    with tl.open(MAKER) as business:
        business.signal(tl.Order("A", "bike", 40, line="1", at="2026-01-06", wanted="2026-01-20"))
        business.advance("2026-01-07")
        for pull in business.pulls:
            business.signal(tl.Event("accepted", pull.id, at="2026-01-07T10:00"))
        business.signal(tl.Cancel("A 1", at="2026-01-07T11:00"))
        business.advance("2026-01-07T11:30")
        yield business


def go_on(business, *signals):
    business.signal(*signals)
    business.advance("2026-01-08")
    assert business.verify() == []
    return {pull.item: pull for pull in business.result(open_only=True).pulls}


def test_a_pull_whose_order_is_gone_says_who_counts_on_it_now_down_the_bill(plant):
    pulls = go_on(plant, order("C", 25, "2026-01-22"))
    asked = "order A line 1 needs 40 more than is here or coming: pull 40"
    assert pulls["bike"].why == f"{asked}; now for order C line 1"
    assert pulls["wheel"].why == (
        f"{pulls['bike'].id} (bike) for order A line 1 needs 80 more than is here or coming: pull 80"
        "; now for order C line 1"
    )
    assert f"  why: {asked}; now for order C line 1" in plant.explain(pulls["bike"].id).splitlines()


def test_of_several_the_one_that_wants_it_first_is_named(plant):
    pulls = go_on(
        plant, order("C", 10, "2026-01-25"), order("D", 10, "2026-01-21"), order("E", 10, "2026-01-23"),
        order("F", 5, "2026-01-24"),
    )  # fmt: skip
    assert pulls["bike"].why.endswith("pull 40; now for order D line 1 and 3 more")
    assert pulls["wheel"].why.endswith("pull 80; now for order D line 1 and 3 more")


def test_a_pull_that_nobody_counts_on_says_so_and_what_it_asked_for_is_still_its_own(plant):
    pulls = {pull.item: pull for pull in plant.result(open_only=True).pulls}
    assert pulls["bike"].why.endswith("pull 40; nobody waits for it any more")
    assert pulls["wheel"].why.endswith("pull 80")


def test_a_pull_that_its_own_order_counts_on_keeps_its_reason(plant):
    go_on(plant, order("C", 60, "2026-01-22"))
    more = next(pull for pull in plant.result(open_only=True).pulls if pull.item == "bike" and pull.quantity == 20)
    assert more.why == "order C line 1 needs 20 more than is here or coming: pull 20"


def test_a_pull_to_stock_counts_on_its_material_itself():
    """The wheels of A are placed, its bike is not and is withdrawn; trikes sold then want wheels for more to stock."""
    tables = {
        **MAKER, "items": {"item": ["bike", "wheel", "trike"], "cost": ["100", "10", "120"]},
        "boms": {"item": ["bike", "trike"], "component": ["wheel", "wheel"], "quantity": ["2", "3"]},
        "sources": {
            "item": ["bike", "wheel", "trike"], "location": ["main"] * 3, "kind": ["make", "buy", "make"],
            "from": ["", "acme", ""], "lead_time": ["1d", "3d", "1d"],
        },
        "stock": {"item": ["wheel", "bike", "trike"], "location": ["main"] * 3, "on_hand": ["0", "0", "10"]},
        "loops": {
            "item": ["bike", "wheel", "trike"], "location": ["main"] * 3, "loop": ["to_order", "to_order", "min_max"],
            "min": ["", "", "5"], "max": ["", "", "10"],
        },
    }  # fmt: skip
    with tl.open(tables) as business:
        business.signal(tl.Order("A", "bike", 20, line="1", at="2026-01-06", wanted="2026-01-07"))
        business.advance("2026-01-07")
        bike, wheel = business.pulls
        business.signal(tl.Event("placed", wheel.id, at="2026-01-07T10:00"))
        business.signal(tl.Cancel("A 1", at="2026-01-07T11:00"))
        business.signal(tl.Sale("R1", "trike", 6, at="2026-01-07T12:00"))
        business.advance("2026-01-08")
        wheel, trike = business.result(open_only=True).pulls
    assert wheel.why == (
        f"{bike.id} (bike) for order A line 1 needs 40 more than is here or coming: pull 40; now for {trike.id} (trike)"
    )
    assert trike.why.endswith("up to maximum 10: pull 6")


def test_supply_that_was_open_at_the_start_was_asked_for_by_nobody():
    supply = {
        "item": ["bike"], "location": ["main"], "quantity": ["3"], "kind": ["make"], "reference": ["W1"], "step": ["1"],
        "due": ["2026-01-20"],
    }  # fmt: skip
    with tl.open({**MAKER, "supply": supply}) as business:
        business.advance("2026-01-06")
        (pull,) = business.pulls
        assert pull.why == "open at the start under W1"
        assert business.explain("W1") == business.explain(pull.id)


def test_a_reference_tells_all_that_was_open_under_it_and_an_order_of_that_name():
    supply = [
        {"item": item, "location": "main", "quantity": "3", "kind": kind, "reference": "A", "due": "2026-01-20"}
        for item, kind in (("bike", "make"), ("wheel", "buy"))
    ]
    orders = [{"order": "A", "item": "bike", "quantity": "1", "ordered_at": "2026-01-05", "wanted_at": "2026-01-25"}]
    with tl.open({**MAKER, "supply": supply, "orders": orders}) as business:
        business.advance("2026-01-06")
        told = business.explain("A")
    assert told.startswith("order A")
    assert [line.split(" at ")[0].split(": ")[1] for line in told.splitlines() if line.startswith("P")] == [
        "make 3 of bike", "buy 3 of wheel",
    ]  # fmt: skip


def test_a_line_names_the_pulls_that_serve_it_now_down_the_levels(plant):
    pulls = go_on(plant, order("C", 25, "2026-01-22"), order("D", 30, "2026-01-23"))
    bike, wheel = pulls["bike"], pulls["wheel"]
    told = plant.explain("C 1").splitlines()
    assert told[-3:-1] == [f"  served by {pid(plant, 40)} (25 of 40)", f"    served by {pid(plant, 80)} (80 of 80)"]
    told = plant.explain("D 1").splitlines()
    assert told[-5:-1] == [
        f"  served by {pid(plant, 40)} (15 of 40)", f"    served by {pid(plant, 80)} (80 of 80)",
        f"  served by {bike.id} (15 of 15)", f"    served by {wheel.id} (30 of 30)",
    ]  # fmt: skip
    assert (
        f"  {pid(plant, 40)} make 40 bike (accepted): order A line 1 needs 40 more than is here or coming: pull 40"
        in [line.partition(";")[0] for line in told]
    )


def test_an_order_in_brief_counts_the_pulls_that_serve_its_lines(plant):
    lines = [tl.Order("C", "bike", 5, line=line, at="2026-01-07T12:00", wanted="2026-01-22") for line in ("1", "2")]
    go_on(plant, *lines)
    told = plant.explain("C", brief=True).splitlines()
    assert told[1].startswith("  line 1: 5 of bike; 2 pulls; open, wanted 2026-01-22")
    assert told[2].startswith("  line 2: 5 of bike; 2 pulls; open, wanted 2026-01-22")


def test_millions_are_told_to_the_last_piece(plant):
    go_on(plant, order("C", 1_234_567, "2026-01-22"))
    assert f" make {1_234_567 - 40:,} bike (released): " in plant.explain("C 1")


def pid(business, quantity):
    return next(pull.id for pull in business.pulls if pull.quantity == quantity)
