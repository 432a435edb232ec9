"""The command `study`, as a user runs it."""

import json

FEW = ("--years", "0.1", "--replications", "2", "--warm-up", "10")


def test_a_study_prints_figures_writes_a_page_and_touches_no_journal(tugline, process, workshop):
    done = process("study", workshop, *FEW)
    assert done.returncode == 0, done.stderr
    assert "a study of 2 policies" in done.stdout
    assert "What this rests on" in done.stdout
    page = workshop / ".tugline" / "study.html"
    assert f"report   {page}" in done.stdout
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert text.count("<svg") >= 3
    assert "<script" not in text
    assert [path.name for path in page.parent.iterdir()] == ["study.html"]
    again = tugline("study", workshop, *FEW, "--json", "--policies", "pull")
    document = json.loads(again.stdout)
    assert list(document["policies"]) == ["pull"]
    assert document["differences"] == document["bridge"] == []


def test_a_study_says_what_it_cannot_do(tugline, workshop):
    done = tugline("study", workshop, "--policies", "pull,pushh")
    assert done.returncode == 2
    assert "policy 'pushh'" in done.stderr
    assert "Maybe 'push' is meant." in done.stderr
    assert tugline("study", workshop, *FEW, "--report", workshop / "items.csv").returncode == 3
    assert tugline("study", workshop, "--no-report", "--report", "x.html").returncode == 2


def test_its_help_names_the_page_that_it_writes(tugline, workshop):
    assert "`.tugline/study.html`" in " ".join(tugline("study", "--help").stdout.split())


def test_a_fraction_is_not_rounded_to_a_whole_number(tugline, workshop):
    for option, value in (("--warm-up", "10.5"), ("--replications", "2.7"), ("--seed", "1.9"), ("--threads", "1.5")):
        done = tugline("study", workshop, option, value)
        assert done.returncode == 2
        assert f"{option}: '{value}'; expected a whole number" in " ".join(done.stderr.split())
    done = tugline("study", workshop, "--warm-up", "soon")
    assert "--warm-up: 'soon'; expected a whole number or auto" in " ".join(done.stderr.split())
