"""A line of two products, levelled: its pace, its box, its cards, its wheel, and a floor that goes by them."""

import copy
from datetime import datetime, timedelta

import pytest

import tugline as tl
from tugline.errors import UsageError

# A week of one press, eight hours a day from Monday 5 January 2026. Six pairs of red are wanted by noon of Friday and
# three of blue by its end: each an order, two hours and a set-up of a quarter of an hour. A pair takes two soles and a
# pot of its own paint.
TABLES = {
    "business": {"name": "shoes", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["red", "blue", "red paint", "blue paint", "sole"]},
    "boms": {
        "item": ["red", "red", "blue", "blue"], "component": ["red paint", "sole", "blue paint", "sole"],
        "quantity": ["1", "2", "1", "2"],
    },
    "calendars": {
        "calendar": ["early"] * 5, "weekday": ["mon", "tue", "wed", "thu", "fri"], "opens": ["06:00"] * 5,
        "closes": ["14:00"] * 5,
    },
    "resources": {"resource": ["press", "shelf"], "calendar": ["early", ""]},
    "operations": {
        "item": ["red", "blue"], "step": ["1"] * 2, "resource": ["press"] * 2, "run_time": ["2h"] * 2,
        "setup_time": ["15min"] * 2, "setup_group": ["warm", "cold"],
    },
    "setups": {
        "resource": ["press"] * 2, "from_group": ["warm", "cold"], "to_group": ["cold", "warm"],
        "time": ["30min", "90min"],
    },
    "stock": {"item": ["red paint", "blue paint", "sole"], "location": ["main"] * 3, "on_hand": ["100"] * 3},
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
    "orders": {
        "order": [f"R{n}" for n in range(6)] + [f"B{n}" for n in range(3)], "item": ["red"] * 6 + ["blue"] * 3,
        "quantity": ["1"] * 9, "ordered_at": ["2026-01-05"] * 9,
        "wanted_at": ["2026-01-09T12:00"] * 6 + ["2026-01-09"] * 3,
    },
}  # fmt: skip


def opened(**changes):
    business = tl.open({**copy.deepcopy(TABLES), **changes})
    business.advance()
    return business


@pytest.fixture
def shoes():
    with opened() as business:
        yield business


def colours(level):
    return "".join(card.item[0] for card in level.cards)


def test_takt_is_the_open_time_over_what_is_wanted(shoes):
    level = shoes.level(resource="press", days=5)
    # Five days of eight hours for nine pairs: one every 4 h 26 min 40 s. Each takes two hours on the press.
    assert (level.open_hours, level.run_hours, level.takt_seconds) == (40, 18, 16_000)
    assert [(p.item, p.lots, p.quantity, p.cycle_seconds) for p in level.products] == [
        ("blue", 3, 3, 7200), ("red", 6, 6, 7200),
    ]  # fmt: skip
    assert (level.until[:16], level.pack, level.pitch_seconds) == ("2026-01-10T00:00", 1, 16_000)


def test_paints_are_used_evenly_where_the_plan_made_one_colour_after_the_other(shoes):
    level = shoes.level(resource="press", days=5)
    assert colours(level) == "rbrrbrrbr"
    paints = {part.item: part for part in level.parts}
    # The plan makes six red pairs first: then red paint is 6 - 6 * 6 / 9 = 2 pots ahead. Levelled it is a third.
    assert (paints["red paint"].farthest_planned, paints["red paint"].farthest_levelled) == (2, 0.3333)
    assert paints["sole"].farthest_levelled == 0
    assert level.distance_levelled < level.distance_planned


@pytest.mark.parametrize("method", ["goal-chasing", "heijunka"])
def test_every_pair_has_a_card_and_every_card_its_time_in_open_hours(shoes, method):
    level = shoes.level(resource="press", days=5, method=method)
    assert sorted(lot for card in level.cards for lot in card.lots) == sorted(
        operation.lot for operation in shoes.plan().operations
    )
    assert [card.number for card in level.cards] == list(range(1, 10))
    assert level.cards[0].starts[:16] == "2026-01-05T06:00"
    assert level.cards[-1].ends[:16] == "2026-01-09T14:00"
    # Two pairs take 8 h 53 min 20 s of open time: the third card begins on Tuesday, 53 min 20 s after six.
    assert level.cards[2].starts[:16] == "2026-01-06T06:54"
    assert all("06:00" <= card.starts[11:16] < "14:00" for card in level.cards)


def test_the_box_has_a_card_of_both_in_turn(shoes):
    level = shoes.level(resource="press", days=5, method="heijunka")
    assert len(level.slots) == 4
    for product in level.products:
        assert sum(product.box) == product.cards
        assert max(product.box) - min(product.box) <= 1


def test_a_pack_of_three_is_a_card_of_three_lots(shoes):
    level = shoes.level(resource="press", days=5, pack=3)
    assert [(card.item, card.quantity, len(card.lots)) for card in level.cards] == [
        ("red", 3, 3), ("blue", 3, 3), ("red", 3, 3),
    ]  # fmt: skip
    assert level.pitch_seconds == 48_000


def test_set_ups_of_the_levelled_sequence_are_counted_by_the_groups(shoes):
    level = shoes.level(resource="press", days=5)
    # Planned: the first pair a quarter of an hour, five more like it, then once to cold and two quarters.
    assert level.setup_hours_planned == pytest.approx(6 * 0.25 + 0.5 + 2 * 0.25)
    # r b r r b r r b r: three times to cold, three times back to warm, two quarters within and one to begin with.
    assert level.setup_hours_levelled == pytest.approx(0.25 + 3 * 0.5 + 3 * 1.5 + 2 * 0.25)
    assert level.needed_hours == pytest.approx(18 + 6.75)


def test_every_part_every_interval_is_the_turn_over_the_spare_time(shoes):
    wheel = shoes.level(resource="press", days=5).wheel
    assert [(group.group, group.items, group.setup_hours) for group in wheel.groups] == [
        ("cold", ("blue",), 0.5), ("warm", ("red",), 1.5),
    ]  # fmt: skip
    # A turn takes two hours, 22 of 40 hours are spare: a turn in 5 days * 2 / 22.
    assert (wheel.setup_hours, wheel.at_least_hours, wheel.interval_days) == (2, 2, 0.455)
    lots = [product.interval_lot for product in shoes.level(resource="press", days=5).products]
    assert lots == [1, 1]


def test_a_line_without_spare_time_has_no_interval():
    orders = {**TABLES["orders"], "quantity": ["3"] * 9}
    with opened(orders=orders) as shoes:
        level = shoes.level(resource="press", days=5)
    assert (level.run_hours, level.open_hours) == (54, 40)
    assert level.wheel.interval_days is None
    assert {product.interval_lot for product in level.products} == {None}


def test_nothing_wanted_is_nothing_to_level():
    with opened(orders={**TABLES["orders"], "wanted_at": ["2026-03-09"] * 9}) as shoes:
        level = shoes.level(resource="press", days=5)
    assert (level.cards, level.products, level.takt_seconds, level.wheel, level.holds) == ((), (), None, None, ())


def test_products_without_parts_are_levelled_themselves():
    tables = copy.deepcopy(TABLES)
    del tables["boms"]
    with tl.open(tables) as shoes:
        shoes.advance()
        level = shoes.level(resource="press", days=5)
    assert (level.levelled_by, [part.item for part in level.parts]) == ("products", ["blue", "red"])
    assert colours(level) == "rbrrbrrbr"


def test_levelling_writes_nothing(shoes):
    before = shoes.digest, shoes.facts
    shoes.level(resource="press", days=5)
    assert (shoes.digest, shoes.facts) == before


def test_a_released_sequence_is_what_the_plan_goes_by_then(shoes):
    level = shoes.level(resource="press", days=5)
    # All lots are pulls that have not begun; the first is to begin at once, all others wait.
    assert (len(level.holds), level.not_held) == (9, ())
    assert level.on_time_planned == level.on_time_held == 1
    facts = shoes.facts
    shoes.release(level)
    assert shoes.facts > facts
    operations = sorted(shoes.plan().operations, key=lambda operation: operation.start)
    assert [operation.lot for operation in operations] == [card.lots[0] for card in level.cards]
    assert all(o.start >= card.starts for o, card in zip(operations, level.cards, strict=True))
    # They are held now, and stay so.
    assert shoes.level(resource="press", days=5).holds == ()
    assert len(shoes.level(resource="press", days=5).not_held) == 9


def test_a_plain_floor_starts_each_pair_at_its_place_and_not_before():
    with tl.open({**copy.deepcopy(TABLES), "business": {**TABLES["business"], "world": "plain"}}) as shoes:
        shoes.advance()
        level = shoes.level(resource="press", days=5)
        shoes.release(level)
        assert len(level.holds) == 9
        for card in level.cards:
            pull, start = card.lots[0], datetime.fromisoformat(card.starts)
            shoes.advance(start - timedelta(minutes=1))
            before = {each.id: each.state for each in shoes.pulls}
            shoes.advance(start)
            after = {each.id: each.state for each in shoes.pulls}
            assert before[pull] != "started"
            assert after[pull] == "started"


def test_what_was_levelled_before_something_happened_is_not_released(shoes):
    level = shoes.level(resource="press", days=5)
    shoes.release(level)
    with pytest.raises(UsageError, match="expected shoes"):
        shoes.release(level)
    with pytest.raises(UsageError, match="expected what `level` returned"):
        shoes.release("press")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"resource": "pres"}, "resource 'pres'; expected press, shelf. Maybe 'press'"),
        ({"resource": "press", "days": 0}, "days 0; expected 1 to 366"),
        ({"resource": "press", "method": "luck"}, "method 'luck'; expected one of goal-chasing, heijunka, solver"),
        ({"resource": "press", "prefer": "luck"}, "prefer 'luck'; expected"),
        ({"resource": "press", "pack": 0}, "pack 0; expected more than 0 pieces"),
        ({"resource": "press", "pack": "few"}, "pack 'few'; expected a number of pieces"),
        ({"resource": "press", "pack": 0.001}, "pack 0.001 makes 9,000 cards; expected 2,000 at most"),
        ({"resource": 3}, "resource 3; expected a text"),
    ],
)
def test_what_cannot_be_levelled_is_refused(shoes, asked, said):
    with pytest.raises(UsageError, match=said):
        shoes.level(**asked)


def test_a_line_that_is_down_has_no_hours(shoes):
    shoes.signal(tl.Event("down", "press", "2026-01-05"))
    shoes.advance("2026-01-05")
    with pytest.raises(UsageError, match="resource 'press' has no free hours from 2026-01-05 00:00 to 2026-01-12"):
        shoes.level(resource="press")


def test_lots_of_a_choice_of_options_are_levelled_like_all_others(root):
    with tl.open(root / "examples" / "computers") as computers:
        computers.advance()
        level = computers.level(resource="bench", days=5)
        planned = [operation for operation in computers.plan().operations if operation.resource == "bench"]
        assert 0 < len(level.cards) <= len(planned)
