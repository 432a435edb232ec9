"""Pieces lost on the floor or the road cost what went into them, however the floor says so."""

import pytest

import tugline as tl

TABLES = {
    "business": {"name": "plant", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "locations": {"location": ["main", "shop"]},
    "items": {"item": ["bike", "wheel"], "cost": ["", "10"], "price": ["200", ""]},
    "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
    "resources": {"resource": ["bench"], "cost_per_hour": ["30"]},
    "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["1h"], "labour_cost": ["5"]},
    "sources": {
        "item": ["bike", "wheel", "bike"], "location": ["main", "main", "shop"], "kind": ["make", "buy", "move"],
        "from": ["", "acme", "main"], "lead_time": ["", "3d", "1d"],
    },
    "stock": {"item": ["wheel", "bike"], "location": ["main"] * 2, "on_hand": ["100", "0"]},
}  # fmt: skip
BIKE = 2 * 10 + 30 + 5
"""Two wheels, an hour of the bench and its labour, in EUR: the standard cost, too."""


@pytest.fixture
def plant():
    """Return a plant in which 10 bikes are ordered, and the pull that makes them."""
    with tl.open(TABLES) as business:
        business.signal(tl.Order("A", "bike", 10, "2026-01-05", location="main"))
        business.advance("2026-01-05")
        yield business, next(pull.id for pull in business.pulls if pull.kind == "make")
        assert business.verify() == []
        assert business.quarantined() == []


def say(business, *events):
    """Have (event, reference, day, more) happen and return the balances that are not 0, debit positive."""
    for event, reference, day, more in events:
        business.signal(tl.Event(event, reference, f"2026-01-{day}", **more))
    business.advance("2026-01-20")
    result = business.result()
    assert result.trial_balance == 0
    accounts = {account.account: account.debit - account.credit for account in result.accounts}
    return {name: balance for name, balance in accounts.items() if balance}


def test_a_piece_lost_before_any_work_costs_its_material(plant):
    """200.00 of wheels go into ten bikes: two of them are 40.00, and nobody had said that they were begun."""
    business, pull = plant
    found = say(business, ("scrapped", pull, "06", {"quantity": 2}))
    assert (found["scrap"], found["work_in_process"], found["inventory_bought"]) == (40, 160, 1000 - 200)


def one_at_a_time(tables, location):
    """Open a plant with two orders of ten bikes and a loop with room for one pull: the second is only proposed."""
    business = tl.open(
        {
            **tables,
            "loops": {"item": ["bike"], "location": [location], "loop": ["to_order"], "room": ["1"]},
        }
    )
    for order in "AB":
        business.signal(tl.Order(order, "bike", 10, "2026-01-05", location=location))
    business.advance("2026-01-05")
    (proposed,) = (pull.id for pull in business.pulls if pull.state == "proposed")
    return business, proposed


def test_a_pull_that_is_only_proposed_takes_its_material_with_the_first_loss():
    """As one that is released: 200.00 of wheels go into ten bikes, and two of them are lost."""
    business, pull = one_at_a_time(TABLES, "main")
    with business:
        found = say(business, ("scrapped", pull, "06", {"quantity": 2}))
        assert (found["scrap"], found["work_in_process"], found["inventory_bought"]) == (40, 160, 1000 - 200)


def test_a_proposed_pull_starts_more_than_are_to_come_out_good():
    """Of 80 % yield: 13 bikes are started for ten good ones. 26 wheels are 260.00; two of ten are 52.00."""
    operations = {**TABLES["operations"], "yield": ["0.8"]}
    business, pull = one_at_a_time({**TABLES, "operations": operations}, "main")
    with business:
        found = say(business, ("scrapped", pull, "06", {"quantity": 2}))
        assert (found["scrap"], found["work_in_process"]) == (52, 208)


def test_a_proposed_move_takes_what_it_moves():
    """Ten bikes are 550.00; four of them get lost on the road."""
    stock = {"item": ["bike"], "location": ["main"], "on_hand": ["20"]}
    business, pull = one_at_a_time({**TABLES, "stock": stock}, "shop")
    with business:
        found = say(business, ("scrapped", pull, "06", {"quantity": 4}))
        assert (found["scrap"], found["transit"]) == (4 * BIKE, 6 * BIKE)


def test_a_piece_lost_after_its_work_costs_the_work_as_well(plant):
    """Ten are finished: 550.00 went in. One is lost: 55.00. The other nine come in at standard and nothing is left."""
    business, pull = plant
    found = say(
        business,
        ("started", pull, "06", {}),
        ("finished", pull, "07", {}),
        ("scrapped", pull, "08", {"quantity": 1}),
        ("received", pull, "09", {}),
    )
    assert (found["scrap"], found["inventory_made"]) == (BIKE, 9 * BIKE)
    assert not found.keys() & {"production_variance", "work_in_process"}


def test_what_came_in_before_is_not_lost(plant):
    """Six of ten finished bikes came in; 4 × 55.00 are left, of which three are 165.00."""
    business, pull = plant
    found = say(
        business,
        ("finished", pull, "07", {}),
        ("received", pull, "08", {"quantity": 6}),
        ("scrapped", pull, "09", {"quantity": 3}),
    )
    assert (found["scrap"], found["work_in_process"], found["inventory_made"]) == (3 * BIKE, BIKE, 6 * BIKE)


def test_pieces_that_are_not_finished_are_lost_first(plant):
    """Five of ten are finished. The other five are lost, at 20.00 of wheels; all work stays with the five that come."""
    business, pull = plant
    found = say(
        business,
        ("finished", pull, "07", {"quantity": 5}),
        ("scrapped", pull, "08", {"quantity": 5}),
        ("received", pull, "09", {}),
    )
    assert (found["scrap"], found["inventory_made"], found["conversion_applied"]) == (5 * 20, 5 * BIKE, -5 * 35)
    assert not found.keys() & {"production_variance", "work_in_process"}


def test_finished_pieces_are_lost_after_the_others(plant):
    """Seven are lost when five are finished: five at 20.00 of wheels, and two at 55.00 with their work."""
    business, pull = plant
    found = say(
        business,
        ("finished", pull, "07", {"quantity": 5}),
        ("scrapped", pull, "08", {"quantity": 7}),
        ("received", pull, "09", {}),
    )
    assert (found["scrap"], found["inventory_made"], found["conversion_applied"]) == (100 + 2 * BIKE, 3 * BIKE, -5 * 35)
    assert not found.keys() & {"production_variance", "work_in_process"}


def test_finished_pieces_are_lost_with_what_their_work_cost(plant):
    """Work on five cost 100.01. Seven are lost: 7 × 20.00 of wheels and 2/5 of 100.01, to the cent."""
    business, pull = plant
    events = ("finished", pull, "07", {"quantity": 5, "amount": "100.01"}), ("scrapped", pull, "08", {"quantity": 7})
    found = say(business, *events)
    assert (found["scrap"], found["work_in_process"]) == (180.00, 120.01)
    found = say(business, ("scrapped", pull, "20", {"quantity": 3}))
    assert found["scrap"] == 300.01
    assert "work_in_process" not in found


def test_what_is_lost_is_not_finished_any_more(plant):
    """Of ten, six are finished and two of those come in; of eight, five are lost: four unfinished and one finished."""
    business, pull = plant
    found = say(
        business,
        ("finished", pull, "07", {"quantity": 6}),
        ("received", pull, "08", {"quantity": 2}),
        ("scrapped", pull, "09", {"quantity": 5}),
    )
    assert (found["scrap"], found["work_in_process"]) == (4 * 20 + BIKE, 3 * BIKE)
    # Three are still to come and finished. Then it is to be ten: two came in, and five have no work yet.
    found = say(business, ("confirmed", pull, "20", {"quantity": 10}))
    assert found["conversion_applied"] == -6 * 35
    business.signal(tl.Event("received", pull, "2026-01-21"))
    business.advance("2026-01-22")
    assert {a.account: a.credit for a in business.result().accounts}["conversion_applied"] == (6 + 5) * 35


def test_steps_that_are_finished_are_in_all_pieces():
    """In the plain world a step is finished for all ten bikes at once: 200.00 of wheels and 50.00 of labour went in."""
    operations = {"item": ["bike"] * 2, "step": ["1", "2"], "labour_cost": ["5", "3"], "run_time": ["1h", "100h"]}
    resources = {"resource": ["bench"], "cost_per_hour": ["0"]}
    business = {**TABLES["business"], "world": "plain"}
    tables = {**TABLES, "business": business, "resources": resources, "operations": operations}
    tables["operations"]["resource"] = ["bench"] * 2
    with tl.open(tables) as business:
        business.signal(tl.Order("A", "bike", 10, "2026-01-05", location="main"))
        business.advance("2026-01-10")
        pull = next(pull.id for pull in business.pulls if pull.kind == "make")
        found = say(business, ("scrapped", pull, "11", {"quantity": 2}))
        assert (found["scrap"], found["work_in_process"]) == (50, 200)
        assert business.verify() == []


def test_a_pull_of_which_everything_is_lost_leaves_nothing(plant):
    """Work cost 100.01 instead of 350.00: with the wheels 300.01 went in. A third, then the rest, are lost."""
    business, pull = plant
    found = say(business, ("finished", pull, "07", {"amount": "100.01"}), ("scrapped", pull, "08", {"quantity": 3}))
    assert (found["scrap"], found["work_in_process"]) == (90.00, 210.01)  # 90.003 to the cent
    found = say(business, ("scrapped", pull, "20", {"quantity": 7}))
    assert found["scrap"] == pytest.approx(300.01)
    assert not found.keys() & {"production_variance", "work_in_process"}


def test_what_the_floor_says_that_was_lost_is_what_it_cost(plant):
    business, pull = plant
    found = say(business, ("scrapped", pull, "06", {"quantity": 2, "amount": "12.34"}))
    assert (found["scrap"], found["work_in_process"]) == (12.34, 187.66)


def test_a_loss_that_the_floor_says_cost_nothing_costs_nothing(plant):
    """The 200.00 of wheels stay with the eight bikes that are still to come."""
    business, pull = plant
    found = say(business, ("scrapped", pull, "06", {"quantity": 2, "amount": 0}))
    assert (found.get("scrap", 0), found["work_in_process"]) == (0, 200)


def test_a_table_tells_a_loss_at_no_cost_from_one_that_says_no_cost():
    """What is under way at the start is worth 55.00 a bike; one of W1 and one of W2 are lost."""
    events = {
        "at": ["2026-01-06", "2026-01-06"], "event": ["scrapped"] * 2, "reference": ["W1", "W2"], "quantity": ["1"] * 2,
        "amount": ["0", ""],
    }  # fmt: skip
    supply = {
        "reference": ["W1", "W2"], "item": ["bike"] * 2, "location": ["main"] * 2, "kind": ["make"] * 2,
        "quantity": ["2"] * 2, "due": ["2026-01-08"] * 2,
    }  # fmt: skip
    for amounts, scrap in ((["0", ""], BIKE), (["", ""], 2 * BIKE), (["0", "0"], 0)):
        with tl.open({**TABLES, "supply": supply, "events": {**events, "amount": amounts}}) as business:
            assert say(business).get("scrap", 0) == scrap
            assert business.quarantined() == []


def test_what_is_lost_on_the_road_costs_what_left():
    stock = {"item": ["bike"], "location": ["main"], "on_hand": ["10"]}
    with tl.open({**TABLES, "stock": stock}) as business:
        business.signal(tl.Order("A", "bike", 10, "2026-01-05", location="shop"))
        business.advance("2026-01-05")
        pull = next(pull.id for pull in business.pulls if pull.kind == "move")
        found = say(business, ("started", pull, "06", {}), ("scrapped", pull, "07", {"quantity": 4}))
        assert (found["scrap"], found["transit"]) == (4 * BIKE, 6 * BIKE)


def test_what_a_supplier_has_cost_nothing_yet():
    with tl.open({**TABLES, "stock": {"item": ["wheel"], "location": ["main"], "on_hand": ["0"]}}) as business:
        business.signal(tl.Order("A", "bike", 10, "2026-01-05", location="main"))
        business.advance("2026-01-05")
        pull = next(pull.id for pull in business.pulls if pull.kind == "buy")
        assert "scrap" not in say(business, ("scrapped", pull, "06", {"quantity": 4}))


def test_stock_that_is_lost_costs_its_standard():
    with tl.open(TABLES) as business:
        assert say(business, ("scrapped", "", "06", {"quantity": 3, "item": "wheel"}))["scrap"] == 30


def test_a_loss_below_zero_is_none():
    with tl.open(TABLES) as business:
        business.signal(tl.Event("scrapped", "P9", "2026-01-06", 2, amount="-1"))
        business.advance("2026-01-07")
        (row,) = business.quarantined()
        assert row.why == "'scrapped' costs -1.00; expected 0 or more, or none: what went in"


@pytest.mark.parametrize(("amount", "shown"), [("12.34", "12.34"), (0, "0.00")])
def test_stock_that_is_lost_names_no_amount_of_its_own(amount, shown):
    """Three wheels would be 30.00 at standard: nothing is posted until the row is mended."""
    with tl.open(TABLES) as business:
        found = say(business, ("scrapped", "", "06", {"quantity": 3, "item": "wheel", "amount": amount}))
        assert (found.get("scrap", 0), found["inventory_bought"]) == (0, 1000)
        (row,) = business.quarantined()
        assert row.why == (
            f"'scrapped' at a stock point has an amount of {shown}; expected none, it costs its standard, or a pull as "
            "its reference"
        )
