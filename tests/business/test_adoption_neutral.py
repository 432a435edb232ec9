"""Adopting tables that change nothing about what is in use moves every row, and must change nothing else."""

import csv
import shutil

import pytest

import tugline as tl

END = "2014-01-27"
WHENS = ("2014-01-07T13:07", "2014-01-16")
MORE = {
    "items": [{"item": "0-first", "cost": "5"}, {"item": "0-second"}, {"item": "ZZ-last"}],
    "locations": [{"location": "annex"}],
    "suppliers": [{"supplier": "0 Supplier"}],
    "customers": [{"customer": "0 Customer"}],
    "resources": [{"resource": "0 Bench", "units": "1"}],
    "operations": [{"item": "0-first", "step": "0", "resource": "0 Bench", "run_time": "5min"}],
    "boms": [{"item": "0-first", "component": "0-second", "quantity": "2"}],
    "sources": [{"item": "0-second", "location": "annex", "kind": "buy", "from": "0 Supplier"}],
}


@pytest.fixture(scope="module")
def bicycles(request):
    return request.config.rootpath / "examples" / "bicycles"


@pytest.fixture(scope="module")
def larger(bicycles, tmp_path_factory):
    """The same folder with rows that sort before all others, so that hardly any row of the network stays in place."""
    folder = tmp_path_factory.mktemp("larger") / "bicycles"
    shutil.copytree(bicycles, folder)
    for name, rows in MORE.items():
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            heading = next(csv.reader(file))
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, heading, lineterminator="\n")
            writer.writerows(rows)
    return folder


def seen(business):
    """Everything that people see of a business but for the numbers of facts."""
    result = business.result()
    return {
        "pulls": [
            (p.at, p.kind, p.item, p.location, p.from_, p.quantity, p.due, p.loop, p.state, p.received)
            for p in result.pulls
        ],
        "promises": sorted((p.order, p.line, p.quantity, p.wanted, p.promised, p.late_days) for p in result.promises),
        "stock": sorted((s.item, s.location, s.on_hand, s.on_order, s.allocated, s.value) for s in result.stock),
        "accounts": result.accounts,
        "figures": [figure.value for figure in result.figures],
        "service": result.metrics,
        "series": result.series,
    }


@pytest.fixture(scope="module")
def undisturbed(bicycles):
    with tl.open(bicycles) as business:
        for when in (*WHENS, END):
            business.advance(when)
        return seen(business)


def test_what_follows_is_what_would_have_followed(bicycles, larger, undisturbed, tmp_path):
    journal = tmp_path / "journal.db"
    with tl.open(bicycles, journal=journal) as business:
        business.advance(WHENS[0])
        adoption = business.adopt(larger)
        assert len(adoption.tables) == sum(map(len, MORE.values()))
        assert {change.what for change in (*adoption.tables, *adoption.loops)} == {"added"}
        assert adoption.pulls == 0
        business.advance(WHENS[1])
        live = business.digest
    with tl.open(larger, journal=journal) as business:
        assert business.digest == live
        business.advance(END)
        assert seen(business) == undisturbed
        assert business.verify() == []


def test_the_way_back_takes_out_what_was_never_used(bicycles, larger, undisturbed):
    with tl.open(bicycles) as business:
        business.advance(WHENS[0])
        business.adopt(larger)
        business.advance(WHENS[1])
        assert {change.what for change in business.adopt(bicycles).tables} == {"removed"}
        business.advance(END)
        assert seen(business) == undisturbed
        assert business.verify() == []
