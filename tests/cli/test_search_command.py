"""The command `search`, as a user runs it."""

import json

FEW = ("--years", "0.1", "--replications", "2", "--warm-up", "10", "--budget", "5")


def test_a_search_prints_what_it_found_and_touches_nothing(tugline, process, workshop):
    before = sorted(path.name for path in workshop.iterdir())
    done = process("search", workshop, *FEW, "--service", "0.1")
    assert done.returncode == 0, done.stderr
    assert "a search over its loops" in done.stdout
    assert "Best of those with a service of 10.0%" in done.stdout
    assert "Speed against cost" in done.stdout
    assert sorted(path.name for path in workshop.iterdir()) == before
    document = json.loads(tugline("search", workshop, *FEW, "--json").stdout)
    assert document["tried"][0]["factors"] == [1.0] * len(document["knobs"])
    assert document["frontier"]


def test_a_search_says_what_it_cannot_do(tugline, workshop):
    done = tugline("search", workshop, "--service", "2")
    assert done.returncode == 2
    assert "search, service: 2.0; expected 0 to 1" in done.stderr
