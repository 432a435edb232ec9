"""What was promised is shown as such, in lists of a run and of a plan, and what is at risk says so."""

import msgspec

from tugline.report.plan_lists import lines_listing
from tugline.report.promise_lists import promises_listing


def test_a_promise_shows_whether_it_is_reserved_and_what_is_expected_where_it_is_at_risk(some_result):
    result = some_result()
    promise = msgspec.structs.replace(
        result.promises[0], late_days=0.0, wanted=None, state="promised", promised="2014-06-20T23:59:00-07:00"
    )
    kept = msgspec.structs.replace(promise, order="K")
    reserved = msgspec.structs.replace(promise, order="R", state="reserved")
    risky = msgspec.structs.replace(promise, order="X", at_risk=True, expected="2014-06-23T10:00:00-07:00")
    listing = promises_listing(msgspec.structs.replace(result, promises=[kept, reserved, risky]), 9)
    notes = {row[0].text: (row[6].text, row[6].small) for row in listing.rows}
    assert notes == {
        "K": ("2014-06-20", "promised"), "R": ("2014-06-20", "reserved"), "X": ("2014-06-20", "at risk: 2014-06-23"),
    }  # fmt: skip
    assert listing.summary.endswith("; 1 promise at risk")


def test_a_plan_lists_what_it_cannot_keep_among_the_latest_lines(some_plan):
    plan = some_plan()
    order = msgspec.structs.replace(plan.orders[2], promised="2026-01-08T23:59:00+00:00", at_risk=True)
    listing = lines_listing(msgspec.structs.replace(plan, orders=(*plan.orders[:2], order, plan.orders[3])), 3)
    (row,) = [row for row in listing.rows if row[0].text == order.order]
    assert (row[7].text, row[7].small) == ("2026-01-09", "promised 2026-01-08")
    assert listing.summary.endswith(", 1 promise at risk")
