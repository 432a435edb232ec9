"""The command `level`: from tables, from a journal, released, and what it refuses."""

import json

import pytest

from tests.business.test_levelling import TABLES


@pytest.fixture
def shoes(folder_of):
    """Return the shoes as a folder that has never run."""
    return folder_of(TABLES)


def test_a_folder_that_never_ran_is_levelled_in_memory(tugline, shoes, tmp_path):
    done = tugline("level", shoes, "--resource", "press", "--days", "5", "--cards", tmp_path / "cards.csv")
    assert done.returncode == 0, done.stderr
    assert "Takt 4 h 27 min" in done.stdout
    assert "never run" in done.stderr
    assert [path.name for path in (shoes / ".tugline").iterdir()] == ["level.html"]
    assert (
        (tmp_path / "cards.csv").read_text().startswith("number,item,location,quantity,lots,starts,ends\n1,red,main,1,")
    )
    # Cards are written over cards.
    assert tugline("level", shoes, "--resource", "press", "--cards", tmp_path / "cards.csv").returncode == 0


def test_a_released_sequence_is_in_the_journal_and_the_plan_goes_by_it(tugline, shoes):
    assert tugline("run", shoes, "--until", "2026-01-05", "--no-report").returncode == 0
    asked = ("level", shoes, "--resource", "press", "--days", "5", "--json")
    level = json.loads(tugline(*asked).stdout)
    assert len(level["holds"]) == 9
    done = tugline(*asked, "--release")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["cards"] == level["cards"]
    plan = json.loads(tugline("plan", shoes, "--json").stdout)
    operations = sorted(plan["operations"], key=lambda operation: operation["start"])
    assert [operation["lot"] for operation in operations] == [card["lots"][0] for card in level["cards"]]
    assert "held" in tugline("explain", shoes, level["holds"][0]["pull"]).stdout


def test_it_refuses_what_it_cannot_do(tugline, shoes, tmp_path):
    asked = ("level", shoes, "--resource", "press")
    never = tugline(*asked, "--release")
    assert never.returncode == 2
    assert "has not run yet, so there is nothing to hold" in never.stderr
    unknown = tugline("level", shoes, "--resource", "pres")
    assert unknown.returncode == 2
    assert "Maybe 'press'" in unknown.stderr
    assert tugline(*asked, "--days", "0").returncode == 2
    assert tugline(*asked, "--method", "luck").returncode == 2
    other = tugline(*asked, "--cards", shoes / "items.csv")
    assert other.returncode == 3
    assert "holds no cards of tugline" in other.stderr
    assert tugline(*asked, "--cards", tmp_path).returncode == 2
    (tmp_path / "file").write_text("")
    assert tugline(*asked, "--cards", tmp_path / "file" / "cards.csv").returncode != 0
