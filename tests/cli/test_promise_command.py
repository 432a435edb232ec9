"""The command that promises a date."""

import json

import pytest

from tests.business.test_offering import WORKS


@pytest.fixture
def folder(folder_of):
    """Return the works as a folder that has never run."""
    return folder_of(WORKS)


def test_a_folder_that_never_ran_is_asked_in_memory(tugline, folder):
    done = tugline("promise", folder, "--item", "bike", "--quantity", "4", "--wanted", "2026-01-06")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("4 bike at works: 2026-01-08 14:00")
    assert "never run" in done.stderr
    assert not (folder / ".tugline").exists()


def test_a_folder_that_ran_is_asked_as_it_stands_and_nothing_is_written(tugline, folder):
    assert tugline("run", folder, "--until", "2026-01-05").returncode == 0
    journal = (folder / ".tugline" / "journal.db").read_bytes()
    done = tugline("promise", folder, "--item", "bike", "--quantity", "4", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["promised"] == "2026-01-08T14:00:00+00:00"
    assert (folder / ".tugline" / "journal.db").read_bytes() == journal


def test_what_a_customer_chooses_has_its_own_date_and_price(tugline, request):
    computers = request.config.rootpath / "examples" / "computers"
    asked = ("promise", computers, "--item", "pc", "--quantity", "1", "--until", "2026-03-02T13:00", "--options")
    done = tugline(*asked, "cpu=8-core disk=2TB")
    assert done.returncode == 0, done.stderr
    first, second, *_ = done.stdout.splitlines()
    assert first.startswith("board=standard case=small cpu=8-core disk=2TB")
    assert first.endswith("1,055.00 each")
    assert second.startswith("1 pc at works: 2026-03-02")
    refused = tugline(*asked, "memory=64GB")
    assert refused.returncode == 2
    assert "memory=64GB requires board=wide. Nearest: board=wide memory=64GB at 1,180.00 EUR" in refused.stderr


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--item", "bik", "--quantity", "1"), "'bik'"),
        (("--item", "bike", "--quantity", "none"), "'none'"),
        (("--item", "bike", "--quantity", "-1"), "-1"),
        (("--item", "bike", "--quantity", "1", "--wanted", "soon"), "soon"),
        (("--item", "bike"), "quantity"),
        (("--item", "bike", "--quantity", "1", "--customer", "nobody"), "'nobody'"),
        (("--item", "bike", "--quantity", "1", "--probability", "--spreads", "both"), "'record' or 'tables'"),
        (("--item", "bike", "--quantity", "1", "--runs", "50"), "--runs without --probability"),
        (("--item", "bike", "--quantity", "1", "--spreads", "tables"), "--spreads without --probability"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_value(tugline, folder, given, says):
    done = tugline("promise", folder, *given)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_with_a_flag_it_also_says_how_likely_dates_are_and_without_spreads_that_none_is(tugline, folder):
    asked = ("promise", folder, "--item", "bike", "--quantity", "4", "--json")
    without, done = json.loads(tugline(*asked).stdout), json.loads(tugline(*asked, "--probability").stdout)
    assert (without["p80"], without["p95"], without["likely"]) == (None, None, None)
    assert done["p80"] == done["p95"] == done["likely"]["dates"][0]["date"] == "2026-01-08T14:00:00+00:00"
    assert (done["likely"]["varies"], done["likely"]["runs"], done["likely"]["chance"]) == (False, 1, 1)
    # A date that can be kept is what would be booked, not the moment at which it is there.
    wanted = json.loads(tugline(*asked, "--probability", "--wanted", "2026-01-20").stdout)
    assert (wanted["late_days"], wanted["likely"]["chance"]) == (0, 1)
    text = tugline("promise", folder, "--item", "bike", "--quantity", "4", "--probability").stdout
    assert "No table gives a spread" in text
