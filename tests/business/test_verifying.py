"""A business that cannot be opened: the chain is read only for what may be damage, and nothing stays open."""

import pytest

import tugline as tl
from tugline.errors import JournalCorruptError, NetworkChangedError, RefusedError, UsageError
from tugline.journal.journal import Journal

TABLES = {
    "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
    "items": {"item": ["bike"], "cost": ["100"], "price": ["200"]},
    "orders": {"order": ["A"], "item": ["bike"], "quantity": ["2"], "ordered_at": ["2026-01-06"]},
}


@pytest.fixture
def kept(tmp_path):
    """Return the journal of a business that has run."""
    with tl.open(TABLES, journal=tmp_path / "j") as business:
        business.advance("2026-01-10")
    return tmp_path / "j"


@pytest.fixture
def read(monkeypatch):
    """Return a list that grows whenever a whole chain is read."""
    seen = []
    whole = Journal.verify
    monkeypatch.setattr(Journal, "verify", lambda journal: seen.append(journal) or whole(journal))
    return seen


def fail_with(monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("tugline.business.business.reopen", fail)


def test_tables_that_are_not_in_force_are_told_without_reading_the_chain(kept, read):
    with pytest.raises(NetworkChangedError):
        tl.open({**TABLES, "items": {"item": ["bike"], "cost": ["90"], "price": ["200"]}}, journal=kept)
    assert read == []


@pytest.mark.parametrize("error", [RefusedError("no"), UsageError("what")])
def test_what_says_itself_what_is_wrong_is_not_taken_for_damage(kept, read, monkeypatch, error):
    fail_with(monkeypatch, error)
    with pytest.raises(type(error)):
        tl.open(TABLES, journal=kept)
    assert read == []


def test_any_other_failure_is_looked_for_in_the_chain(kept, read, monkeypatch):
    fail_with(monkeypatch, ValueError("odd"))
    with pytest.raises(ValueError, match="odd"):
        tl.open(TABLES, journal=kept)
    assert len(read) == 1


def test_the_journal_is_let_go_of_though_the_chain_cannot_be_read(kept, monkeypatch):
    def unreadable(_):
        raise JournalCorruptError("j", first_bad=1, reason="gone")

    with monkeypatch.context() as some:
        fail_with(some, ValueError("odd"))
        some.setattr(Journal, "verify", unreadable)
        with pytest.raises(JournalCorruptError):
            tl.open(TABLES, journal=kept)
    with tl.open(TABLES, journal=kept) as business:
        assert business.verify() == []
