"""The command `allot`: from tables, from a journal, and what it refuses."""

import json

import pytest

from tests.business.test_allotting import TABLES


@pytest.fixture
def lamps(folder_of):
    """Return the lamps as a folder that has never run."""
    return folder_of(TABLES)


def test_a_folder_that_never_ran_is_shared_out_in_memory(tugline, lamps):
    done = tugline("allot", lamps, "--item", "lamp", "--rule", "linear")
    assert done.returncode == 0, done.stderr
    assert "never run" in done.stderr
    assert not (lamps / ".tugline").exists()
    assert "Open lines ask for 150: 120 in time, 30 later, 0 never; 10 left." in done.stdout
    # 70 of 80, 40 of 50 and 10 of 20 in time: each has 10 later.
    assert done.stdout.count("(late)") == 3
    assert "Nothing is written; shipping goes on by rank." in done.stdout


def test_one_that_ran_is_asked_as_of_its_journal_and_left_as_it_is(tugline, lamps):
    assert tugline("run", lamps, "--no-report").returncode == 0
    asked = ("allot", lamps, "--item", "lamp", "--rule", "uniform", "--json")
    before = tugline(*asked)
    document = json.loads(before.stdout)
    assert (document["schema"], document["rule"], document["missing"]) == (1, "uniform", 0)
    assert [line["order"] for line in document["lines"]] == ["C", "A", "B"]
    assert tugline(*asked).stdout == before.stdout
    assert json.loads(before.stdout)["facts"] == document["facts"]


def test_quotas_and_protected_stock_are_told(tugline, lamps):
    done = tugline("allot", lamps, "--item", "lamp", "--quota", "web=0.1,shop=0.9", "--protect", "1=20")
    assert done.returncode == 0, done.stderr
    assert "Channels" in done.stdout
    assert "Classes of priority" in done.stdout


def test_it_refuses_what_it_cannot_do(tugline, lamps):
    asked = ("allot", lamps, "--item", "lamp")
    assert "Maybe 'lamp'" in tugline("allot", lamps, "--item", "lmap").stderr
    assert tugline(*asked, "--rule", "luck").returncode == 2
    done = tugline(*asked, "--quota", "web=2")
    assert done.returncode == 2
    assert "expected a share from 0 to 1" in done.stderr
    assert tugline(*asked, "--protect", "first=20").returncode == 2
