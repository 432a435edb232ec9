"""The command `plan`, as a user runs it: from tables, from a journal, and what it refuses."""

import csv
import json

import pytest

TABLES = {
    "items": "item,cost,price\nbench,,200\nboard,5,\n",
    "locations": "location\nworks\nshop\n",
    "boms": "item,component,quantity,location\nbench,board,2,works\n",
    "resources": "resource,location\nsaw,works\noven,works\n",
    "operations": "item,step,resource,run_time,location\nbench,1,saw,1d,works\nbench,2,oven,12h,works\n",
    "sources": "item,location,kind,from,lead_time\nbench,shop,move,works,1d\nbench,works,make,,\n"
    "board,works,buy,acme,3d\n",
    "stock": "item,location,on_hand\nboard,works,2\nbench,shop,0\nbench,works,0\n",
    "loops": "item,location,loop\n*,*,to_order\n",
    "orders": "order,item,location,quantity,ordered_at,wanted_at\nA,bench,shop,1,2026-01-05T00:00,2026-01-20\n"
    "B,bench,shop,2,2026-01-05T00:00,2026-01-07\nC,bench,shop,1,2026-01-06T00:00,2026-01-25\n",
}
SETTINGS = 'name = "works"\ncurrency = "EUR"\ntimezone = "UTC"\nstart = "2026-01-05"\nworld = "plant"\n'


@pytest.fixture
def works(tmp_path):
    """Return a folder with two resources, a line that cannot be in time, boards to buy and benches to move."""
    folder = tmp_path / "works"
    folder.mkdir()
    (folder / "business.toml").write_text(SETTINGS)
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def test_a_folder_that_never_ran_is_planned_from_its_tables_and_still_has_no_journal(tugline, works):
    done = tugline("plan", works)
    assert done.returncode == 0, done.stderr
    assert "has never run: answered from its tables, with the signals up to 2026-01-06 00:00" in done.stderr
    assert "3 open lines, 66.7% on time" in done.stdout
    for words in ("Lateness by priority", "board at works is there on 2026-01-09", "What to start next", "acme"):
        assert words in done.stdout, words
    assert [path.name for path in (works / ".tugline").iterdir()] == ["plan.html"]
    page = (works / ".tugline" / "plan.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<script" not in page


def test_its_document_is_of_the_signals_up_to_a_time_and_comes_alone(tugline, works):
    done = tugline("plan", works, "--until", "2026-01-05", "--prefer", "least_late", "--json")
    document = json.loads(done.stdout)
    assert [order["order"] for order in document["orders"]] == ["B", "A"]
    assert (document["as_of"][:10], document["prefer"], document["schema"]) == ("2026-01-05", "least_late", 1)
    assert document["purchases"]
    assert {(move["from"], move["to"]) for move in document["moves"]} == {("works", "shop")}
    assert not (works / ".tugline").exists()


def test_a_folder_that_has_run_is_planned_as_its_journal_has_it(tugline, works):
    assert tugline("run", works, "--until", "2026-01-05", "--no-report").returncode == 0
    done = tugline("plan", works, "--json")
    assert done.stderr == ""
    document = json.loads(done.stdout)
    assert len(document["orders"]) == 2
    assert document["changes"] is None
    refused = tugline("plan", works, "--until", "2026-01-06")
    assert refused.returncode == 2
    assert "has run, and is asked as of the moment up to which it has" in refused.stderr
    assert "Run it on first" in refused.stderr


def test_it_says_what_changed_since_the_last_plan_and_keeps_each(tugline, works):
    assert tugline("run", works, "--until", "2026-01-05", "--no-report").returncode == 0
    first = tugline("plan", works, "--no-report")
    assert "Since the plan of" not in first.stdout
    assert tugline("run", works, "--until", "2026-01-06", "--no-report").returncode == 0
    second = tugline("plan", works)
    assert "Since the plan of 2026-01-05" in second.stdout, second.stdout
    assert "1 new" in second.stdout
    assert "Lines with another date than by the last plan" in second.stdout
    assert "What changed" in (works / ".tugline" / "plan.html").read_text(encoding="utf-8")
    third = tugline("plan", works, "--no-report", "--json")
    changes = json.loads(third.stdout)["changes"]
    assert (changes["since"][:10], changes["lines"], changes["work"]) == ("2026-01-06", [], [])
    assert json.loads(tugline("plan", works, "--anew", "--json").stdout)["changes"] is None


def test_a_last_plan_that_cannot_be_read_is_told_of_and_one_that_is_named_is_refused(tugline, works, tmp_path):
    assert tugline("run", works, "--until", "2026-01-05", "--no-report").returncode == 0
    kept = works / ".tugline" / "journal.db.fewest_late.plan.json"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("{}")
    done = tugline("plan", works, "--no-report")
    assert done.returncode == 0
    assert "not compared with the last plan in" in done.stderr
    assert json.loads(kept.read_text())["business"] == "works"
    missing = tugline("plan", works, "--since", tmp_path / "old.json")
    assert missing.returncode == 2
    assert "old.json: No such file or directory; expected a plan as `tugline plan --json` prints it" in missing.stderr
    named = tmp_path / "other.json"
    named.write_text(kept.read_text().replace('"business":"works"', '"business":"mill"'))
    assert "'mill'" in tugline("plan", works, "--since", named).stderr
    assert tugline("plan", works, "--since", named, "--anew").returncode == 2


def test_a_plan_that_cannot_be_kept_is_shown_all_the_same(tugline, works):
    assert tugline("run", works, "--until", "2026-01-05", "--no-report").returncode == 0
    (works / ".tugline" / "journal.db.fewest_late.plan.json").mkdir()
    done = tugline("plan", works, "--no-report", "--anew")
    assert done.returncode == 4
    assert "What to start next" in done.stdout
    assert "the plan is shown, and not kept to compare with" in done.stderr


def test_tables_that_were_edited_since_are_told_of(tugline, works):
    assert tugline("run", works, "--until", "2026-01-05", "--no-report").returncode == 0
    with (works / "operations.csv").open("a", newline="") as file:
        csv.writer(file).writerow(["bench", "3", "oven", "1h", "works"])
    done = tugline("plan", works, "--no-report")
    assert done.returncode == 0, done.stderr
    assert "were changed since, and not adopted" in done.stderr


def test_it_refuses_what_it_cannot_do(tugline, works, tmp_path):
    unknown = tugline("plan", works, "--prefer", "soon")
    assert unknown.returncode == 2
    assert "fewest_late" in unknown.stderr
    missing = tugline("plan", works, "--journal", tmp_path / "nowhere.db")
    assert missing.returncode == 2
    assert "there is no such file" in missing.stderr
    assert tugline("plan", works, "--report", "a.html", "--no-report").returncode == 2
    assert tugline("plan", works, "--until", "soon").returncode == 2
    other = tugline("plan", works, "--report", works / "items.csv")
    assert other.returncode == 3
    assert (works / "items.csv").read_text() == TABLES["items"]
