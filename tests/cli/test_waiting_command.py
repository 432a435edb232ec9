"""The command `waiting`: from tables, from a journal, and what it refuses."""

import json

import pytest

from tests.business.test_waiting import TABLES


@pytest.fixture
def shop(folder_of):
    """Return the shop of consoles as a folder that has never run."""
    return folder_of(TABLES)


def test_a_folder_that_never_ran_is_asked_in_memory(tugline, shop):
    done = tugline("waiting", shop)
    assert done.returncode == 0, done.stderr
    assert "never run" in done.stderr
    assert not (shop / ".tugline").exists()
    assert "Who waits  4 open lines" in done.stdout
    assert "mind: beside C" in done.stdout
    assert "Who waits no longer  1 line" in done.stdout


def test_one_that_ran_is_asked_as_of_its_journal_and_left_as_it_is(tugline, shop):
    assert tugline("run", shop, "--no-report", "--until", "2026-01-06").returncode == 0
    before = tugline("waiting", shop, "--item", "console", "--json")
    document = json.loads(before.stdout)
    assert [line["order"] for line in document["lines"]] == ["D", "B", "A", "C"]
    assert tugline("waiting", shop, "--item", "console", "--json").stdout == before.stdout
    assert json.loads(tugline("waiting", shop, "--item", "game", "--json").stdout)["lines"] == []


def test_it_refuses_what_is_not_there(tugline, shop):
    done = tugline("waiting", shop, "--item", "consle")
    assert done.returncode == 2
    assert "Maybe 'console'" in done.stderr
    assert tugline("waiting", shop, "--location", "moon").returncode == 2
