"""Every command as a user meets it: output on stdout, messages on stderr, exit codes that mean something."""

import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from importlib.metadata import version

import pytest

from tugline.cli.app import exit_code
from tugline.cli.commands import app
from tugline.errors import JournalCorruptError

CONTRACT = {
    "schema", "business", "as_of", "digest", "trial_balance", "pulls", "promises", "stock", "quarantine", "metrics",
}  # fmt: skip
PULL = {
    "id", "at", "kind", "item", "location", "from", "quantity", "due", "loop", "signal", "state", "why",
}  # fmt: skip


def loaded_after(code):
    """What of the heavy packages a process has loaded after some code."""
    heavy = "print(sorted({'numba', 'pyarrow', 'numpy', 'apsw', 'rich'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\n{heavy}"], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def test_the_command_is_there_before_anything_heavy_is_loaded():
    assert loaded_after("import tugline.cli") == "[]\n"


def test_help_lists_the_commands_without_loading_the_engine():
    said = loaded_after("from tugline.cli.app import exit_code; exit_code(['--help'])")
    assert said.splitlines()[-1] == "['rich']"
    for command in ("init", "check", "import", "run", "explain", "verify", "quarantine", "--version"):
        assert command in said


@pytest.mark.parametrize("command", ["init", "check", "import", "run", "explain", "apply", "verify", "quarantine"])
def test_every_command_and_option_says_what_it_does(command, capsys):
    assert exit_code([command, "--help"]) == 0
    said = capsys.readouterr().out
    assert "Usage: tugline" in said
    for line in said.splitlines():
        assert not re.fullmatch(r"│ \*? *(--[\w-]+|[A-Z]+) *│", line), f"{line} has no help"


def test_the_version_is_that_of_the_package(capsys):
    assert exit_code(["--version"]) == 0
    assert capsys.readouterr().out.strip() == version("tugline")


def test_init_check_run_explain_and_verify_work_from_nothing(tugline, process, tmp_path):
    assert tugline("init", "mine").returncode == 0
    checked = tugline("check", "mine")
    assert (checked.returncode, checked.stdout.splitlines()[0]) == (0, "mine is sound")
    ran = process("run", "mine")
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


def test_explain_tells_an_order_of_many_lines_in_brief_unless_all_is_asked_for(workshop, capsys):
    lines = "".join(f"BIG,{n},CHAIR,{n},2026-03-02 08:00,2026-04-01\n" for n in range(1, 13))
    items = (workshop / "items.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    header = "order,line,item,quantity,ordered_at,wanted_at\n"
    (workshop / "orders.csv").write_text(header + lines.replace("CHAIR", items), encoding="utf-8")
    (workshop / "events.csv").unlink(missing_ok=True)
    assert exit_code(["run", str(workshop), "--no-report", "--quiet", "--until", "2026-03-02T09:00"]) == 0
    capsys.readouterr()
    assert exit_code(["explain", str(workshop), "BIG"]) == 0
    brief = capsys.readouterr().out.splitlines()
    assert brief[0].startswith("order BIG: 12 lines, ")
    assert [line.split(":")[0].strip() for line in brief[1:-1]] == [f"line {n}" for n in range(1, 13)]
    assert brief[-1] == 'more: `tugline explain FOLDER "BIG 1"` for one line, `--all` for all of them'
    assert exit_code(["explain", str(workshop), "BIG", "--all"]) == 0
    every = capsys.readouterr().out.splitlines()
    assert len(every) > len(brief)
    assert exit_code(["explain", str(workshop), "BIG", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["explanation"] == every
    assert exit_code(["explain", str(workshop), "BIG 2"]) == 0
    assert capsys.readouterr().out.startswith("order BIG line 2\n  asked: 2 piece of stool at workshop, ")


def test_explain_of_nothing_names_what_can_be_explained(workshop, capsys):
    exit_code(["run", str(workshop), "--no-report", "--quiet"])
    capsys.readouterr()
    assert exit_code(["explain", str(workshop), "P999999"]) == 2
    assert "P999999 is no pull" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["explain", "verify", "quarantine"])
def test_commands_on_a_business_that_never_ran_say_what_to_do_first(workshop, capsys, command):
    arguments = [command, str(workshop), *(["P1"] if command == "explain" else [])]
    assert exit_code(arguments) == 2
    assert "Run it first: `tugline run" in capsys.readouterr().err


def test_check_reports_every_problem_as_text_and_as_json(workshop, capsys):
    items = (workshop / "items.csv").read_text()
    (workshop / "items.csv").write_text(items + "extra,,,\n" * 2 + "broken,too,few\n")
    assert exit_code(["check", str(workshop)]) == 1
    assert "items line" in capsys.readouterr().out
    assert exit_code(["check", str(workshop), "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert problems
    assert set(problems[0]) == {"code", "table", "row", "column", "value", "expected", "hint"}


def test_check_tells_the_rows_that_a_run_would_not_take_in_and_finds_the_folder_sound(workshop, capsys):
    rows = [
        "at,event,item,quantity",
        "2026-03-02,counted,tent,1",
        "2026-03-02,countd,stool,1",
        *["2026-03-02,counted,stool,1"] * 2,
    ]
    (workshop / "events.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert exit_code(["check", str(workshop)]) == 0
    sound, *said = capsys.readouterr().out.splitlines()
    assert sound == f"{workshop} is sound"
    assert said[0] == "rows that a run would put in quarantine:"
    assert said[1] == "  events line 2: counted tent: item 'tent' is not known"
    assert said[2].startswith("  events line 3: countd stool: event 'countd'; expected one of ")
    assert said[3:5] == [
        "rows that a run takes as they are, and that may be a mistake:",
        "  events line 5: counted stool: it says the same as line 4: both count",
    ]
    assert exit_code(["check", str(workshop), "--json"]) == 0
    doubts = json.loads(capsys.readouterr().out)["doubts"]
    assert [(row["table"], row["row"], row["quarantined"]) for row in doubts] == [
        ("events", 2, True), ("events", 3, True), ("events", 5, False),
    ]  # fmt: skip
    (workshop / "stock.csv").write_text("item,location,on_hand\ntent,workshop,1\n", encoding="utf-8")
    assert exit_code(["check", str(workshop)]) == 1
    problem, count, *beside = capsys.readouterr().out.splitlines()
    assert problem.startswith("stock line 2, item: 'tent'; expected an item of the items table.")
    assert count == f"1 problem in {workshop}"
    assert beside == said[:5]
    (workshop / "stock.csv").write_text("item,location,on_hand\nstool,workshop,1\n", encoding="utf-8")
    with (workshop / "customers.csv").open("a", encoding="utf-8") as customers:
        customers.write("pub,,,many,\n")
    assert exit_code(["check", str(workshop)]) == 1
    *_, last = capsys.readouterr().out.splitlines()
    assert last == f"1 problem in {workshop}; rows that a run would put in quarantine are told once there is none"


def test_a_row_that_only_its_table_can_mend_is_refused_when_it_is_tried_again(workshop, capsys):
    sales = workshop / "sales.csv"
    sales.write_text("sold_at,item,quantity,receipt\n2026-02-03,tent,1,R1\n", encoding="utf-8")
    assert exit_code(["run", str(workshop), "--no-report", "--quiet", "--until", "2026-02-04"]) == 0
    capsys.readouterr()
    assert exit_code(["quarantine", str(workshop), "--retry", "1"]) == 3
    said = capsys.readouterr().err
    assert "quarantine 1: item 'tent' is no stock point of the business" in said
    assert "Mend it in its table" in said
    assert exit_code(["quarantine", str(workshop), "--retry", "99"]) == 2
    assert "the next run takes it in" in capsys.readouterr().err


def test_run_tells_problems_as_check_does(workshop, capsys):
    items = (workshop / "items.csv").read_text()
    (workshop / "items.csv").write_text(items + "extra,,,\n" * 2 + "broken,too,few\n")
    exit_code(["check", str(workshop)])
    *checked, count = capsys.readouterr().out.splitlines()
    assert exit_code(["run", str(workshop)]) == 1
    heading, *told = capsys.readouterr().err.splitlines()
    assert told == checked
    assert heading.removeprefix("tugline: ").split(" in ")[0] == count.split(" in ")[0]


def test_very_many_problems_are_cut_with_a_way_to_all_of_them(workshop, capsys):
    items = (workshop / "items.csv").read_text()
    rows = "".join(f"thing-{n},,cost-{n}\n" for n in range(25))
    (workshop / "items.csv").write_text(items.splitlines()[0] + "\n" + rows)
    assert exit_code(["run", str(workshop)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert re.fullmatch(r"… and \d+ more", told[-2])
    assert told[-1] == "`tugline check FOLDER` lists all of them."


def test_a_folder_that_is_not_there_is_a_usage_error_without_a_traceback(process):
    done = process("run", "nowhere")
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
    from tugline.business.business import JOURNAL
    from tugline.business.opened import open_business

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


def test_what_to_do_about_damage_is_a_thing_that_can_be_done(workshop, capsys, monkeypatch):
    """A backup may be put in its place; without one the tables are taken in anew."""

    def damaged(*_, **__):
        raise JournalCorruptError("journal.db", first_bad=1, reason="its facts were changed")

    monkeypatch.setattr("tugline.cli.running.open_business", damaged)
    assert exit_code(["run", str(workshop)]) == 4
    message, advice = capsys.readouterr().err.splitlines()
    assert message.endswith("damaged from sequence number 1 on: its facts were changed")
    assert advice.startswith("Put the file aside and restore a backup of it. Without a backup, run again")
    assert "before" not in advice


def test_a_sound_folder_says_what_it_leaves_open(workshop, capsys):
    (workshop / "stock.csv").unlink()
    assert exit_code(["check", str(workshop)]) == 0
    said = capsys.readouterr().out
    assert "is sound\nwhere the tables say nothing, this is taken:\n" in said
    assert "stock: unknown, 0 until counted" in said


def test_an_import_may_name_its_format_first_or_as_an_option(tmp_path, capsys):
    export = tmp_path / "orders.csv"
    export.write_text(SHOPIFY, encoding="utf-8")
    assert exit_code(["import", "shopify", str(export), str(tmp_path / "a")]) == 0
    assert exit_code(["import", str(export), str(tmp_path / "b"), "--format", "shopify"]) == 0
    assert exit_code(["import", str(export), str(tmp_path / "c")]) == 0
    assert "next: tugline check" in capsys.readouterr().out
    made = [(tmp_path / name / "orders.csv").read_bytes() for name in "abc"]
    assert made[0] == made[1] == made[2]


SHOPIFY = (
    "Name,Email,Currency,Created at,Cancelled at,Fulfillment Status,Source,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku\n"
    "#1001,ann@example.com,EUR,2026-01-05 09:12:00 +0100,,unfulfilled,web,2,Mug,9.50,MUG\n"
)


def test_an_import_of_something_else_says_what_it_takes(tmp_path, capsys):
    assert exit_code(["import", str(tmp_path), str(tmp_path / "new")]) == 2
    assert "Say what it is: --format adventureworks or online-retail or shopify." in capsys.readouterr().err
    assert exit_code(["import", "sap", str(tmp_path), str(tmp_path / "new")]) == 2
    assert "expected one of adventureworks" in capsys.readouterr().err


def test_what_is_wrong_goes_to_standard_error_with_a_way_on(workshop, capsys):
    assert exit_code(["explain", str(workshop), "P1"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    message, advice = said.err.splitlines()
    assert message.startswith("tugline: ")
    assert re.fullmatch(r"Run it first: `tugline run .*`\.", advice)


def test_a_report_that_cannot_be_written_is_said_after_the_run_is_shown(workshop, tmp_path, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert exit_code(["run", str(workshop), "--report", str(blocked / "page.html")]) == 4
    said = capsys.readouterr()
    assert "Make now" in said.out
    assert "cannot be written" in said.err


@pytest.mark.parametrize("name", ["items.csv", "business.toml", "mine.html", "notes.bin"])
def test_a_report_is_written_over_no_file_but_a_report(workshop, capsys, name):
    path = workshop / name
    if not path.exists():
        path.write_bytes(b"<!doctype html>\n<p>mine</p>" if name.endswith("html") else b"\xff\x00")
    before = path.read_bytes()
    assert exit_code(["run", str(workshop), "--report", str(path)]) == 3
    said = capsys.readouterr()
    assert (said.out, path.read_bytes()) == ("", before)
    assert "is no report of tugline; it is left as it is" in said.err
    assert not (workshop / ".tugline").exists()


def test_a_report_is_written_over_a_report(workshop, tmp_path):
    page = tmp_path / "page.html"
    for until in ("2026-03-02", "2026-03-05"):
        assert exit_code(["run", str(workshop), "--report", str(page), "--quiet", "--until", until]) == 0
        assert until in page.read_text(encoding="utf-8")


def test_a_folder_is_no_file_for_a_report(workshop, tmp_path, capsys):
    assert exit_code(["run", str(workshop), "--report", str(tmp_path)]) == 2
    message, advice = capsys.readouterr().err.splitlines()
    assert message == f"tugline: --report {tmp_path}: a folder; expected a file"
    assert advice == f"Name a file, as {tmp_path / 'report.html'}."


def test_a_report_is_written_beside_the_document_if_it_is_named(workshop, tmp_path, capsysbinary):
    page = tmp_path / "deep" / "page.html"
    assert exit_code(["run", str(workshop), "--json", "--report", str(page)]) == 0
    assert json.loads(capsysbinary.readouterr().out)["schema"] == "tugline/run/1"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert exit_code(["run", str(workshop), "--report", str(page), "--no-report"]) == 2


def test_a_fault_of_ours_is_one_sentence_unless_somebody_looks_for_it(workshop, capsys, monkeypatch):
    def broken(_folder):
        raise KeyError("spoon")

    monkeypatch.setattr("tugline.business.checking.examine", broken)
    assert exit_code(["check", str(workshop)]) == 70
    said = capsys.readouterr().err
    assert "a fault of tugline: KeyError: 'spoon'" in said
    assert "Traceback" not in said
    monkeypatch.setenv("TUGLINE_DEBUG", "1")
    with pytest.raises(KeyError):
        exit_code(["check", str(workshop)])


def test_an_interrupted_run_says_that_what_was_acknowledged_is_kept(workshop, capsys, monkeypatch):
    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("tugline.business.checking.examine", interrupted)
    assert exit_code(["check", str(workshop)]) == 130
    assert "kept" in capsys.readouterr().err


def test_a_terminal_that_knows_no_signs_still_gets_its_lists(tugline, process):
    tugline("init", "mine")
    done = process("run", "mine", "--no-report", env={**os.environ, "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"})
    assert done.returncode == 0, done.stderr
    assert "Make now" in done.stdout


def test_apply_shows_what_changed_and_adopts_it(workshop, capsys):
    assert exit_code(["run", str(workshop), "--no-report", "--quiet"]) == 0
    path = workshop / "sources.csv"
    assert "6d" in path.read_text()
    path.write_text(path.read_text().replace("6d", "9d"))
    assert exit_code(["run", str(workshop), "--no-report", "--quiet"]) == 3
    capsys.readouterr()
    assert exit_code(["apply", str(workshop), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "lead_time 6d → 9d" in said
    assert "nothing was written" in said
    assert exit_code(["apply", str(workshop)]) == 0
    assert "adopted with fact" in capsys.readouterr().out
    assert exit_code(["run", str(workshop), "--no-report", "--quiet"]) == 0
    assert exit_code(["verify", str(workshop)]) == 0
    assert exit_code(["apply", str(workshop)]) == 0
    assert "nothing changed" in capsys.readouterr().out


class Person(io.StringIO):
    """Somebody at a terminal who has typed an answer."""

    def isatty(self):
        return True


@pytest.mark.parametrize(("answer", "adopted"), [("n\n", False), ("\n", False), ("", False), ("y\n", True)])
def test_apply_asks_somebody_at_a_terminal_first(answer, adopted, workshop, capsys, monkeypatch):
    assert exit_code(["run", str(workshop), "--no-report"]) == 0
    path = workshop / "sources.csv"
    path.write_text(path.read_text().replace("6d", "9d"))
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", Person(answer))
    assert exit_code(["apply", str(workshop)]) == 0
    said = capsys.readouterr()
    assert said.out.count("lead_time 6d → 9d") == 1
    assert said.err == "Go by these tables from now on? [y/N] "
    assert ("adopted with fact" in said.out) is adopted
    assert ("nothing was written" in said.out) is not adopted
    monkeypatch.setattr("sys.stdin", Person("never read"))
    assert exit_code(["apply", str(workshop), "--yes"]) == 0
    assert capsys.readouterr().err == ""


def test_every_command_speaks_json(workshop, tmp_path, capsysbinary):
    def document(*arguments):
        assert exit_code([*map(str, arguments), "--json"]) == 0
        return json.loads(capsysbinary.readouterr().out)

    export = tmp_path / "orders.csv"
    export.write_text(SHOPIFY, encoding="utf-8")
    assert document("init", tmp_path / "new")["rows"]["items"] > 1
    assert document("import", export, tmp_path / "shop")["format"] == "shopify"
    assert document("check", workshop)["problems"] == []
    pull = document("run", workshop)["pulls"][0]["id"]
    assert document("explain", workshop, pull)["explanation"][0].startswith(pull)
    assert document("apply", workshop) == {"tables": [], "loops": [], "fact": 0, "pulls": 0}
    assert document("plan", workshop)["schema"] == 1
    wanted = next(line["item"] for line in document("plan", workshop)["orders"])
    assert document("promise", workshop, "--item", wanted, "--quantity", "1")["schema"] == 1
    assert document("allot", workshop, "--item", wanted)["schema"] == 1
    assert document("waiting", workshop)["schema"] == 1
    assert document("level", workshop, "--resource", "saw")["schema"] == 1
    assert document("andon", workshop)["schema"] == 1
    # Nobody named a lot: what was there at the start has the name of the fact that opened it.
    opened = next(
        f"F{n}" for n in range(1, 99) if "stock opened" in document("explain", workshop, f"F{n}")["explanation"][0]
    )
    assert document("trace", workshop, "--lot", opened)["schema"] == 1
    assert document("verify", workshop)["sound"] is True
    assert document("quarantine", workshop) == {"quarantine": [], "refused_again": []}
    few = ("--years", "0.1", "--replications", "2", "--warm-up", "0")
    assert document("study", workshop, *few)["replications"] == 2
    assert document("case")["schema"] == 1
    assert document("search", workshop, *few, "--budget", "3")["worlds"] == 2
    offered = {name for name in app if not name.startswith("-")}
    assert offered == {
        "init", "import", "check", "run", "plan", "promise", "allot", "waiting", "andon", "level", "trace", "study",
        "search", "case", "explain", "apply", "verify", "quarantine",
    }  # fmt: skip


def test_a_reader_may_stop_reading(tugline, tmp_path):
    tugline("init", "mine")
    command = f"{sys.executable} -c 'from tugline.cli import main; main()' run mine --no-report"
    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1; exit ${{PIPESTATUS[0]}}"], cwd=tmp_path, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_an_interrupt_in_the_middle_of_a_run_leaves_a_journal_that_goes_on(tugline, tmp_path):
    tugline("init", "mine")
    command = [sys.executable, "-c", "from tugline.cli import main; main()", "run", "mine", "--no-report"]
    started = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while started.poll() is None and not (tmp_path / "mine" / ".tugline" / "journal.db").exists():
        time.sleep(0.01)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=120)
    assert (started.returncode, said) in {(130, "tugline: interrupted; what was acknowledged is kept\n"), (0, "")}
    again = tugline("run", "mine", "--json")
    assert again.returncode == 0, again.stderr
    tugline("init", "twin")
    whole = tugline("run", "twin", "--json")
    assert json.loads(again.stdout)["digest"] == json.loads(whole.stdout)["digest"]
