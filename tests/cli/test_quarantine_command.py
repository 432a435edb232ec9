"""`tugline quarantine`: what is tried again is taken in or says why it still is not, and the exit code tells which."""

import json

import pytest

from tugline.cli.app import exit_code

FILES = {
    "business.toml": 'name = "b"\ncurrency = "EUR"\ntimezone = "UTC"\nstart = "2026-01-05"\nworld = "plant"\n',
    "items.csv": "item,cost,price\nbike,100,200\n",
    "stock.csv": "item,location,on_hand\nbike,main,10\n",
    "orders.csv": "order,item,quantity,ordered_at\nA,bike,2,2026-01-06\n",
    "events.csv": (
        "at,event,reference,item,quantity\n2026-01-07,shipped,A,,3\n2026-01-07,scrapped,,bike,11\n"
        "2026-01-08,counted,,bike,9\n"
    ),
}
SCRAPPED = "events line 3: scrapped bike@main: {}of bike at main {} are on hand, and 11 are lost"


@pytest.fixture
def plant(tmp_path, capsys):
    """Return a folder that has run, with a shipment and a loss of more than there was in quarantine."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert exit_code(["run", str(tmp_path), "--no-report", "--quiet", "--until", "2026-01-09"]) == 0
    capsys.readouterr()
    return tmp_path


def said(capsys, plant, *arguments):
    code = exit_code(["quarantine", str(plant), *arguments])
    return code, capsys.readouterr().out


def numbers(capsys, plant):
    rows = json.loads(said(capsys, plant, "--json")[1])["quarantine"]
    return {row["line"]: str(row["number"]) for row in rows}


def test_a_row_that_is_refused_again_says_why_it_is_now(plant, capsys):
    code, out = said(capsys, plant)
    assert code == 0
    assert SCRAPPED.format("", 10) in out
    code, out = said(capsys, plant, "--retry", numbers(capsys, plant)[3])
    assert code == 3
    assert SCRAPPED.format("still refused: ", 9) in out
    assert out.count("still refused") == 1
    assert said(capsys, plant)[0] == 0


def test_a_row_that_is_taken_in_is_listed_no_more(plant, capsys):
    waiting = numbers(capsys, plant)
    (plant / "orders.csv").write_text(FILES["orders.csv"].replace("bike,2", "bike,3"), encoding="utf-8")
    code, out = said(capsys, plant, "--retry", waiting[2])
    assert (code, "still refused" in out, "1 row in quarantine" in out) == (0, False, True)


def test_of_two_rows_the_one_that_is_refused_again_decides_and_the_document_names_it(plant, capsys):
    waiting = numbers(capsys, plant)
    (plant / "orders.csv").write_text(FILES["orders.csv"].replace("bike,2", "bike,3"), encoding="utf-8")
    code, out = said(capsys, plant, "--json", "--retry", waiting[2], "--retry", waiting[3])
    document = json.loads(out)
    assert code == 3
    assert document["refused_again"] == [int(waiting[3])]
    assert [row["line"] for row in document["quarantine"]] == [3]
