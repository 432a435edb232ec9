"""What is said to have happened and cannot have happened is refused with its reason, from tables and from Python."""

import pytest

import tugline as tl
from tugline.business.checking import examine
from tugline.errors import UsageError

BIKE = {
    "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["bike", "frame"], "cost": ["", "100"], "price": ["500", ""]},
    "boms": {"item": ["bike"], "component": ["frame"], "quantity": ["1"]},
    "sources": {
        "item": ["bike", "frame"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
        "lead_time": ["2d", "5d"],
    },
    "stock": {"item": ["frame", "bike"], "location": ["main"] * 2, "on_hand": ["1", "2"]},
}  # fmt: skip


def ordered(**more):
    columns = {"order": "A", "line": "1", "item": "bike", "quantity": "6", "ordered_at": "2026-01-05T09:00", **more}
    return {"orders": {name: [cell] for name, cell in columns.items()}}


def happened(*events):
    columns = ("at", "event", "reference", "item", "quantity")
    return {"events": [dict(zip(columns, event, strict=True)) for event in events]}


def pulls(business):
    return {pull.item: pull for pull in business.result().pulls}


def waits(business):
    return [row.why for row in business.quarantined()]


@pytest.mark.parametrize("by", ["table", "python"])
def test_what_is_bought_is_not_finished_and_nobody_is_owed_for_it(tmp_path, by):
    with tl.open({**BIKE, **ordered()}, journal=tmp_path / "j") as business:
        business.advance("2026-01-06")
        number = pulls(business)["frame"].id
    event = ("2026-01-07", "finished", number, "", "1")
    stated = {**BIKE, **ordered(), **(happened(event) if by == "table" else {})}
    with tl.open(stated, journal=tmp_path / "j") as business:
        if by == "python":
            business.signal(tl.Event("finished", number, "2026-01-07", 1))
        business.advance("2026-01-08")
        why = f"{number!r} is a pull to buy: only one to make is finished; this one is received"
        assert waits(business) == [why]
        assert {a.account: a.credit - a.debit for a in business.result().accounts}["payables"] == 0


def test_no_more_is_finished_than_is_not_finished_yet():
    with tl.open({**BIKE, **ordered()}) as business:
        business.advance("2026-01-06")
        number = pulls(business)["bike"].id
        for day, quantity in ((7, 3), (8, 2), (9, 1)):
            business.signal(tl.Event("finished", number, f"2026-01-0{day}", quantity))
            business.advance(f"2026-01-{day + 1:02d}")
        why = f"of {number!r} 1 are still to be finished, and 2 were finished: "
        assert waits(business) == [why + "what came in beyond the pull is told by `received`"]
        assert business.verify() == []


def test_events_before_the_start_are_told_and_passed_over():
    stated = {**BIKE, **happened(("2026-01-01T09:00", "counted", "", "bike", "9"))}
    with tl.open(stated) as business:
        business.advance("2026-01-06")
        assert waits(business) == []
        assert any("events before the start" in note for note in business.result().notes)
    assert examine(stated).idle == {"events before the start": 1}


@pytest.mark.parametrize(
    "signal",
    [
        tl.Order("Z", "bike", 1, "1990-01-01"),
        tl.Sale("R", "bike", 1, "1990-01-01"),
        tl.Count("bike", 1, "1990-01-01"),
        tl.Cancel("Z", "1990-01-01"),
        tl.Event("counted", "", "1990-01-01", 1, item="bike"),
    ],
)
def test_a_signal_before_the_start_is_refused(signal):
    with tl.open(BIKE) as business:
        with pytest.raises(UsageError, match=r"^at '1990-01-01' lies before the start, 2026-01-05") as caught:
            business.signal(signal)
        assert "`stock`, `supply`, `balances`" in caught.value.hint


def test_what_waits_is_named_by_the_word_that_was_said():
    stated = {**BIKE, **happened(("2026-01-07", "approved", "P999", "", ""), ("2026-01-07", "started", "P998", "", ""))}
    with tl.open(stated) as business:
        business.advance("2026-01-08")
        assert {row.content["row"] for row in business.quarantined()} == {"approved P999", "started P998"}


def test_returns_of_a_line_that_was_closed_before_the_start_add_up():
    back = [(f"2026-01-0{day}", "returned", "A 1", "bike", "4") for day in (8, 7)]
    with tl.open({**BIKE, **ordered(ordered_at="2026-01-02"), **happened(*back)}) as business:
        business.advance("2026-01-10")
        assert [(row.line, row.why) for row in business.quarantined()] == [
            (2, "of 'A 1' 2 have left and not come back, and 4 came back: state first what else has left")
        ]


def test_a_return_of_another_item_waits_though_its_line_was_closed_before_the_start():
    back = ("2026-01-07", "returned", "A 1", "frame", "1")
    with tl.open({**BIKE, **ordered(ordered_at="2026-01-02"), **happened(back)}) as business:
        business.advance("2026-01-10")
        assert waits(business) == ["'A 1' is for 'bike'"]


def test_a_number_below_zero_is_refused_in_plain_words():
    with tl.open(BIKE) as business, pytest.raises(UsageError, match=r"quantity -2; expected 0 or more, with at most 3"):
        business.signal(tl.Event("counted", "", "2026-01-07", -2, item="bike"))
