"""What speaks of the journal works from the journal, however the tables of the folder were edited since."""

import json

import pytest

from tugline.cli.app import exit_code

SPEAKING = {"verify": [], "explain": ["P39"], "quarantine": []}


def raise_price(folder):
    path = folder / "items.csv"
    text = path.read_text(encoding="utf-8")
    assert ",59\n" in text
    path.write_text(text.replace(",59\n", ",61\n"), encoding="utf-8")


EDITS = {
    "an edited table": (raise_price, "were changed since, and not adopted"),
    "a broken table": (lambda folder: (folder / "items.csv").write_text("item\nb,ad\n"), "have problems now"),
    "no settings": (lambda folder: (folder / "business.toml").unlink(), "have problems now"),
    "another world": (
        lambda folder: (folder / "business.toml").write_text(
            (folder / "business.toml").read_text().replace('world = "plain"', 'world = "plant"')
        ),
        "were changed since, and not adopted",
    ),
}


@pytest.fixture
def ran(workshop, capsys):
    """Return the folder after a run, and what each command says of it."""
    assert exit_code(["run", str(workshop), "--no-report", "--quiet"]) == 0
    capsys.readouterr()
    said = {}
    for command, more in SPEAKING.items():
        assert exit_code([command, str(workshop), *more]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        said[command] = out
    return workshop, said


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("command", SPEAKING)
def test_it_says_the_same_as_before_and_one_line_that_the_tables_differ(ran, capsys, command, edit):
    folder, before = ran
    change, words = EDITS[edit]
    change(folder)
    assert exit_code([command, str(folder), *SPEAKING[command]]) == 0
    out, err = capsys.readouterr()
    # Why the default policy chose a loop rests on rows of the folder, and is left out.
    same = [line for line in before[command].splitlines() if not line.startswith("  loop: ")]
    assert [line for line in out.splitlines() if not line.startswith("  loop: ")] == same
    assert err == f"tugline: the tables in {folder} {words}. This speaks of the tables in force.\n"


def test_a_run_still_wants_the_tables_in_force(ran, capsys):
    folder, _ = ran
    raise_price(folder)
    assert exit_code(["run", str(folder), "--no-report", "--quiet"]) == 3
    assert "tugline apply" in capsys.readouterr().err


def test_the_document_stays_one_document(ran, capsys):
    folder, _ = ran
    raise_price(folder)
    assert exit_code(["verify", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sound"] is True
