"""Every command as a user meets it: output on stdout, messages on stderr, exit codes that mean something."""

import json
import sqlite3
import subprocess
import sys

import pytest

from tugline.cli.app import exit_code

CONTRACT = {
    "schema", "business", "as_of", "digest", "trial_balance", "pulls", "promises", "stock", "quarantine", "metrics",
}  # fmt: skip
PULL = {
    "id", "at", "kind", "item", "location", "from", "quantity", "due", "loop", "signal", "state", "why",
}  # fmt: skip


def test_help_lists_the_commands_without_loading_the_engine():
    code = (
        "import sys; from tugline.cli.app import exit_code; exit_code(['--help'])\n"
        "print(sorted({'numba', 'pyarrow', 'numpy', 'apsw'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "verify" in done.stdout


def test_init_check_run_explain_and_verify_work_from_nothing(tugline, tmp_path):
    assert tugline("init", "mine").returncode == 0
    checked = tugline("check", "mine")
    assert (checked.returncode, checked.stdout) == (0, "mine is sound\n")
    ran = tugline("run", "mine")
    assert ran.returncode == 0, ran.stderr
    assert "Make now" in ran.stdout
    assert "\x1b" not in ran.stdout
    assert (tmp_path / "mine" / ".tugline" / "journal.db").exists()
    assert "<html" in (tmp_path / "mine" / ".tugline" / "report.html").read_text()
    verified = tugline("verify", "mine")
    assert verified.returncode == 0, verified.stdout
    assert "replay are whole" in verified.stdout


def test_run_prints_the_contract_as_json_and_goes_on_from_its_journal(workshop, capsysbinary):
    assert exit_code(["run", str(workshop), "--json"]) == 0
    first = json.loads(capsysbinary.readouterr().out)
    assert set(first) >= CONTRACT
    assert first["pulls"]
    assert all(set(pull) >= PULL for pull in first["pulls"])
    assert first["trial_balance"] == 0
    assert exit_code(["run", str(workshop), "--json", "--open"]) == 0
    again = json.loads(capsysbinary.readouterr().out)
    assert again["digest"] == first["digest"]
    assert len(again["pulls"]) < len(first["pulls"])


def test_explain_tells_a_pull_a_line_and_a_figure(workshop, capsysbinary):
    exit_code(["run", str(workshop), "--json"])
    result = json.loads(capsysbinary.readouterr().out)
    pull = result["pulls"][0]
    assert exit_code(["explain", str(workshop), pull["id"]]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert pull["why"] in told
    assert exit_code(["explain", str(workshop), "dio"]) == 0
    assert b"dio" in capsysbinary.readouterr().out


def test_explain_of_nothing_names_what_can_be_explained(workshop, capsys):
    exit_code(["run", str(workshop), "--no-report", "--quiet"])
    capsys.readouterr()
    assert exit_code(["explain", str(workshop), "P999999"]) == 2
    assert "P999999 is no pull" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["explain", "verify", "quarantine"])
def test_commands_on_a_business_that_never_ran_say_what_to_do_first(workshop, capsys, command):
    arguments = [command, str(workshop), *(["P1"] if command == "explain" else [])]
    assert exit_code(arguments) == 2
    assert "first: tugline run" in capsys.readouterr().err


def test_check_reports_every_problem_as_text_and_as_json(workshop, capsys):
    items = (workshop / "items.csv").read_text()
    (workshop / "items.csv").write_text(items + "extra,,,\n" * 2 + "broken,too,few\n")
    assert exit_code(["check", str(workshop)]) == 1
    assert "items line" in capsys.readouterr().out
    assert exit_code(["check", str(workshop), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert problems
    assert set(problems[0]) == {"code", "table", "row", "column", "value", "expected", "hint"}


def test_a_folder_that_is_not_there_is_a_usage_error_without_a_traceback(tugline):
    done = tugline("run", "nowhere")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_time_names_what_was_expected(workshop, capsys):
    assert exit_code(["run", str(workshop), "--until", "yesterday"]) == 2
    assert "yesterday" in capsys.readouterr().err


def test_an_unknown_option_is_a_usage_error(capsys):
    assert exit_code(["run", "--colour"]) == 2
    assert "tugline" in capsys.readouterr().err


def test_changed_tables_are_refused_until_they_are_adopted(workshop, capsys):
    assert exit_code(["run", str(workshop), "--no-report", "--quiet"]) == 0
    path = workshop / "locations.csv"
    text = path.read_text() if path.exists() else "location\n"
    path.write_text(text + "attic" + "," * text.splitlines()[0].count(",") + "\n")
    capsys.readouterr()
    assert exit_code(["run", str(workshop), "--no-report", "--quiet"]) == 3
    assert "tugline apply" in capsys.readouterr().err


def test_a_second_writer_is_told_to_try_again(workshop, capsys):
    from tugline.business.business import JOURNAL, open_business

    with open_business(workshop, journal=workshop / JOURNAL):
        assert exit_code(["run", str(workshop), "--quiet"]) == 75
    assert "Traceback" not in capsys.readouterr().err


def test_init_never_writes_over_somebodys_work(workshop, capsys):
    assert exit_code(["init", str(workshop)]) == 3
    assert "not empty" in capsys.readouterr().err


def test_a_damaged_journal_is_refused_with_the_first_bad_number(workshop, capsys):
    assert exit_code(["run", str(workshop), "--no-report", "--quiet"]) == 0
    path = workshop / ".tugline" / "journal.db"
    with sqlite3.connect(path) as database:
        facts = bytearray(database.execute("SELECT facts FROM batch ORDER BY 1 LIMIT 1").fetchone()[0])
        facts[len(facts) // 2] ^= 1
        database.execute("UPDATE batch SET facts = ? WHERE rowid = (SELECT min(rowid) FROM batch)", (bytes(facts),))
    database.close()
    capsys.readouterr()
    assert exit_code(["verify", str(workshop)]) in {1, 4}
    said = capsys.readouterr()
    assert "damaged" in said.out + said.err
