"""The glossary has every word that the code is built on, in order."""

import re

import pytest

WORDS = (
    "item", "location", "stock point", "source", "loop", "signal", "pull", "fact", "promise", "business", "world",
    "policy", "study", "books", "card", "lot", "journal", "network", "state", "pulse", "tick", "peg", "need", "owner",
)  # fmt: skip


@pytest.fixture(scope="module")
def entries(pages):
    return re.findall(r"^### (.*)$", pages["docs/glossary.md"], flags=re.MULTILINE)


def test_entries_are_in_alphabetical_order(entries):
    assert entries == sorted(entries, key=str.lower)


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_the_code_has_an_entry(entries, word):
    assert word in entries


def test_every_kind_of_loop_is_named(pages):
    from tugline.loops.catalogue import LOOPS

    assert {name for name in LOOPS if f"`{name}`" not in pages["docs/glossary.md"]} == set()


def test_no_entry_is_empty(pages):
    bodies = re.split(r"^### .*$", pages["docs/glossary.md"], flags=re.MULTILINE)[1:]
    assert all(len(body.strip()) > 20 for body in bodies)
