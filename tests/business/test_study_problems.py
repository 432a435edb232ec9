"""What a study refuses is told by check, all at once, and what nothing goes by is told by both."""

from datetime import date, timedelta

import pytest

import tugline as tl
from tugline.business.checking import examine
from tugline.errors import InvalidBusinessError

START = date(2026, 3, 2)
SHORT = {"policies": "pull", "replications": 2, "years": 0.1, "warm_up": 0}


def shop():
    """A shop that sold two lamps a day, and makes shades on a bench."""
    sold = [START - timedelta(days=d) for d in range(60, 0, -1) for _ in range(2)]
    return {
        "business": {"name": "s", "currency": "EUR", "timezone": "UTC", "start": START.isoformat(), "world": "plain"},
        "items": {
            "item": ["lamp", "shade"], "cost": ["10", "2"], "price": ["30", "9"], "price_response": ["2", ""],
            "on_sale_at": ["2026-01-01", ""], "ends_at": ["2027-01-01", ""],
        },
        "suppliers": {"supplier": ["acme", "bulbs"], "time_between_outages": ["", ""], "time_to_recover": ["", ""]},
        "sources": {"item": ["lamp", "shade"], "location": ["main"] * 2, "kind": ["buy", "make"], "from": ["acme", ""]},
        "operations": {"item": ["shade"], "step": ["1"], "resource": ["bench"], "run_time": ["1h"]},
        "resources": {
            "resource": ["bench"], "time_between_failures": [""], "time_to_repair": [""], "load_limit": [""],
        },
        "markdowns": {"item": ["lamp"], "weeks_on_sale": [""], "at": ["2026-03-10"], "depth": ["0.5"]},
        "sales": {
            "sold_at": [f"{day}T{10 + n % 8}:00" for n, day in enumerate(sold)],
            "item": ["lamp"] * len(sold), "quantity": ["1"] * len(sold),
        },
    }  # fmt: skip


def wrong():
    tables = shop()
    tables["items"]["ends_at"] = ["2025-12-24", ""]
    tables["suppliers"] |= {"time_between_outages": ["90d", "1min"], "time_to_recover": ["", "5000d"]}
    tables["resources"]["time_to_repair"] = ["8h"]
    tables["markdowns"] = {
        "item": ["lamp", "shade"], "weeks_on_sale": ["", "3"], "at": ["2026-03-10"] * 2, "depth": ["1", "0.1"],
    }  # fmt: skip
    return tables


REFUSED = [
    ("items", 2, "ends_at", "2025-12-24", "a time after its on_sale_at, 2026-01-01"),
    ("markdowns", 2, "depth", "1", "at a price_response of 2 at most 100 times as many customers as at list price"),
    ("markdowns", 3, "weeks_on_sale", "3", "weeks_on_sale or at, not both: they say when the price falls"),
    ("resources", 2, "time_between_failures", "", "both times of a resource that fails, or neither"),
    ("suppliers", 2, "time_to_recover", "", "both times of a supplier that fails, or neither"),
    ("suppliers", 3, "time_to_recover", "5000d", "at most 10 times its time_between_outages, 1min"),
]


@pytest.mark.parametrize("refuses", [tl.study, tl.search])
def test_a_study_refuses_all_that_it_cannot_go_by_at_once(refuses):
    with pytest.raises(InvalidBusinessError) as refused:
        refuses(wrong())
    told = sorted((p.table, p.row, p.column, p.value, p.expected) for p in refused.value.problems)
    assert told == REFUSED


def test_check_tells_what_a_study_refuses():
    problems, _, _, doubts = examine(wrong())
    assert problems == []
    told = [(d.table, d.row, d.value, d.why) for d in doubts if "a study refuses" in d.why]
    assert sorted(told) == [
        (table, row, value, f"a study refuses this {column}; expected {expected}")
        for table, row, column, value, expected in REFUSED
    ]


def idle():
    tables = shop()
    tables["suppliers"]["time_to_recover"] = ["21d", ""]
    tables["resources"]["load_limit"] = ["8h"]
    tables["markdowns"] = {
        "item": ["lamp", "shade"], "weeks_on_sale": ["", "3"], "at": ["2029-01-01", ""], "depth": ["0.3", "0.1"],
    }  # fmt: skip
    return tables


def test_check_and_study_tell_what_nothing_goes_by():
    why = {(d.table, d.row, d.value): d.why for d in examine(idle()).doubts}
    assert why["suppliers", 2, "21d"].startswith("time_to_recover without a time_between_outages")
    assert why["markdowns", 3, "3"].endswith("which is not given: the price never falls")
    assert why["resources", 2, "8h"].startswith("load_limit: no conwip loop of the loops table passes this resource")
    said = " ".join(tl.study(idle(), **SHORT).assumptions)
    assert "the time_to_recover of 1 supplier does nothing: no time_between_outages is given" in said
    assert "1 item without an on_sale_at: their markdowns by weeks on sale are left out" in said
    assert "1 row of the markdowns table would count after the end of the study: no price falls" in said
    assert "the load_limit of 1 resource does nothing: no conwip loop of these policies passes them" in said


def test_a_load_limit_is_said_where_a_conwip_loop_goes_by_it():
    tables = shop()
    tables["resources"]["load_limit"] = ["8h"]
    tables["loops"] = {"item": ["shade"], "location": ["main"], "loop": ["conwip"]}
    assert not [d for d in examine(tables).doubts if "load_limit" in d.why]
    said = " ".join(tl.study(tables, **{**SHORT, "policies": "pull,present"}).assumptions)
    assert "conwip loops of the policy present release no more work to 1 resource than their load_limit" in said
    assert "does nothing" in " ".join(tl.study(tables, **SHORT).assumptions)


def test_a_study_says_that_order_limits_do_not_hold_back_its_customers():
    said = "order limits and quotas hold for promises and for orders that come in"
    assert not any(said in each for each in tl.study(shop(), **SHORT).assumptions)
    limited = {**shop(), "limits": {"item": ["lamp"], "customer": ["*"], "quantity": ["1"]}}
    assert any(said in each for each in tl.study(limited, **SHORT).assumptions)
