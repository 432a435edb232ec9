"""The command `case`, as a user runs it."""

import json


def test_it_lists_the_cases_without_a_name(tugline, process):
    done = process("case")
    assert done.returncode == 0, done.stderr
    assert "The beer game" in done.stdout
    assert json.loads(tugline("case", "--json").stdout)["cases"][0]["case"] == "beer"


def test_it_runs_one_and_says_what_was_reached_and_what_was_not(tugline, tmp_path):
    done = tugline("case", "beer", "--replications", "5", "--no-sensitivity", "--report", "beer.html")
    assert done.returncode == 0, done.stderr
    assert "cost of the benchmark rule" in done.stdout
    assert "not reached" in done.stdout
    assert "assumed" in done.stdout
    page = (tmp_path / "beer.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Bullwhip by echelon" in page
    assert "<script" not in page


def test_its_document_holds_verdicts_parameters_and_what_each_assumption_moves(tugline):
    done = tugline("case", "beer", "--replications", "2", "--json", "--quiet")
    document = json.loads(done.stdout)
    assert {"verdicts", "parameters", "sensitivity", "study"} <= document.keys()
    assert document["parameters"]["theta"]["value"] == 0.36
    words = {v["published"]["says"]: v["verdict"] for v in document["verdicts"]}
    assert words["cost of the benchmark rule"] == "reached"
    assert words["levels that chase late and noisy signals against people, cost"] in {"not reached", "not decided"}
    tried = [(s["parameter"], s["value"]) for s in document["sensitivity"]]
    assert ("signal_noise", 0.6) in tried
    assert all(document["parameters"][name]["assumed"] for name, _ in tried)


def test_it_refuses_what_is_no_case_and_numbers_out_of_range(tugline):
    done = tugline("case", "bear")
    assert done.returncode == 2
    assert "Maybe 'beer' is meant." in done.stderr
    done = tugline("case", "beer", "--replications", "1")
    assert (done.returncode, "case beer, replications: 1; expected 2 to 10000" in done.stderr) == (2, True)
    assert tugline("case", "beer", "--years", "99").returncode == 2
