"""Whatever is handed over wrongly in Python gets one clear error, and a closed business says that it is closed."""

from datetime import date, datetime

import numpy as np
import pytest

import tugline as tl
from tugline.errors import TuglineError, UsageError

SHOP = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
    "items": {"item": ["lamp"], "cost": ["10"], "price": ["25"]},
    "sources": {"item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["3d"]},
    "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["8"]},
}
ORDER = {"order": "A", "item": "lamp", "quantity": 1, "at": "2026-01-07"}
ARGUMENTS = {
    "adopt": (SHOP,), "advance": (), "dismiss": (1,), "explain": ("P1",), "plan": (), "promise": (), "quote": (),
    "quarantined": (), "reserve": ("B",), "likely": (),
    "level": (), "refused_again": (), "release": ("level",),
    "result": (), "retry": (1,), "signal": (tl.Order(**ORDER),), "ticks_to_run": (None,),
    "verify": (), "allot": (), "waiting": (), "andon": (), "trace": ("L-1",),
}  # fmt: skip
KEYWORDS = {
    "quote": {"item": "lamp", "quantity": 1}, "promise": {"item": "lamp", "quantity": 1}, "level": {"resource": "saw"},
}  # fmt: skip
KEYWORDS["reserve"] = KEYWORDS["likely"] = KEYWORDS["promise"]
KEYWORDS["allot"] = {"item": "lamp"}
AFTER_CLOSE = {"close", "journal_path"}
ODD = [
    "x", "", [], (), {}, 5, -1, 1.5, float("nan"), float("inf"), 10**30, True, b"x", object(),
    datetime(2026, 1, 7),  # noqa: DTZ001 - a time without a zone is meant
    date(2026, 1, 7), np.int64(3), np.zeros(2), "9999-01-01", "0001-01-01", None,
]  # fmt: skip
FIELDS = [
    (kind, field) for kind in (tl.Order, tl.Sale, tl.Cancel, tl.Count, tl.Event) for field in kind.__struct_fields__
]
GIVEN = {
    "Order": ORDER, "Sale": {"receipt": "R", "item": "lamp", "quantity": 1, "at": "2026-01-07"},
    "Cancel": {"order": "A", "at": "2026-01-07"}, "Count": {"item": "lamp", "quantity": 1, "at": "2026-01-07"},
    "Event": {"event": "received", "reference": "P1", "at": "2026-01-07"},
}  # fmt: skip


@pytest.fixture(scope="module")
def shop():
    with tl.open(SHOP) as business:
        business.advance("2026-01-06")
        yield business


def public(kind):
    return sorted(name for name in dir(kind) if not name.startswith("_"))


def ask(business, name):
    """Call a public method, or read a public property."""
    if callable(getattr(tl.Business, name)):
        return getattr(business, name)(*ARGUMENTS[name], **KEYWORDS.get(name, {}))
    return getattr(business, name)


@pytest.mark.parametrize("name", [name for name in public(tl.Business) if name not in AFTER_CLOSE])
def test_whatever_is_asked_of_a_closed_business_says_that_it_is_closed(name, tmp_path):
    business = tl.open(SHOP, journal=tmp_path / "journal.db")
    business.advance("2026-01-06")
    business.close()
    business.close()
    with pytest.raises(UsageError, match="this business is closed") as caught:
        ask(business, name)
    assert "tugline.open" in caught.value.hint


def test_what_was_read_before_closing_stays():
    with tl.open(SHOP) as business:
        business.advance("2026-01-06")
        stock, books = business.stock, business.books
    assert stock[0].on_hand == 8
    assert books.metric("working_capital").value == 80


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("x", ""),
        (None, ""),
        (7, ""),
        ([tl.Order(**ORDER)], "Signals stand beside each other: `signal(*several)` hands over all of them."),
        (tl.Order, "Say what was signalled: `Order(...)`."),
    ],
)
def test_what_is_no_signal_is_refused_and_nothing_of_the_call_is_queued(shop, said, hint):
    with pytest.raises(UsageError, match=r"signal 2: .* expected one of Order, Sale, Cancel, Count, Event") as caught:
        shop.signal(tl.Sale(receipt="never", item="lamp", quantity=1, at="2026-01-05"), said)
    assert caught.value.hint == hint
    shop.advance(shop.now)
    assert not shop.result().counts.get("sales")


def refused(call):
    """Run a call that may do or be refused, but must not fail in any other way."""
    try:
        call()
    except TuglineError:
        return True
    return False


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_an_odd_value_of_a_signal_is_taken_or_refused_in_words(shop, kind, field):
    # None stands for "not said" in some fields; all the others are refused at least one of these.
    assert sum(refused(lambda odd=odd: shop.signal(kind(**{**GIVEN[kind.__name__], field: odd}))) for odd in ODD) > 0


def test_a_value_of_another_type_is_named_with_what_was_expected(shop):
    with pytest.raises(UsageError, match=r"^Order, at 5; expected a text or a datetime$"):
        shop.signal(tl.Order(**{**ORDER, "at": 5}))
    with pytest.raises(UsageError, match=r"^Order, priority 'high'; expected a whole number$"):
        shop.signal(tl.Order(**ORDER, priority="high"))


@pytest.mark.parametrize(
    "call",
    [
        lambda shop, odd: shop.signal(odd),
        lambda shop, odd: shop.ticks_to_run(odd),
        lambda shop, odd: shop.retry(odd),
        lambda shop, odd: shop.dismiss(odd),
        lambda shop, odd: shop.explain(odd),
        lambda shop, odd: shop.adopt(odd, dry=True),
        lambda shop, odd: shop.adopt(SHOP, who=odd, dry=True),
        lambda shop, odd: shop.quote(item=odd, quantity=1),
        lambda shop, odd: shop.quote(item="lamp", quantity=odd),
        lambda shop, odd: shop.quote(item="lamp", quantity=1, location=odd),
        lambda shop, odd: shop.quote(item="lamp", quantity=1, customer=odd),
        lambda shop, odd: shop.quote(item="lamp", quantity=1, wanted=odd),
        lambda shop, odd: tl.open(SHOP).advance(odd),
        lambda shop, odd: tl.open(odd),
        lambda shop, odd: tl.open(SHOP, journal=odd) if not isinstance(odd, str) else tl.open(odd),
        lambda shop, odd: tl.check(odd),
    ],
)
def test_an_odd_argument_is_taken_or_refused_in_words(shop, call):
    assert sum(refused(lambda odd=odd: call(shop, odd)) for odd in ODD) > 0
