"""Check everything that can be checked: the journal's chain, the books, the state against a replay."""

from tugline.business.core import Core
from tugline.business.digest import digest_of
from tugline.engine.invariants import SENTENCES, broken
from tugline.errors import JournalCorruptError, TryAgainError
from tugline.journal.journal import Journal
from tugline.ledger.statements import disagreements

DAMAGED = "the journal is damaged"
"""How a finding about the facts of the journal begins."""


def verify(core: Core) -> list[str]:
    """Return what is wrong, in words; an empty list means that all is whole."""
    report = core.journal.verify()
    found = [f"{DAMAGED} from fact {report.first_bad} on: {report.reason}"] if report.first_bad else []
    found += [f"beside the facts, which are not touched by it: {note}" for note in report.notes]
    found += [f"books: {text}" for text in disagreements(core.books)]
    number = int(broken(core.state, core.grid))
    if number:
        found.append(f"state: {SENTENCES[number]} does not hold")
    if not report.first_bad:
        twin = Core(core.network, core.journal, world=core.world is not None)
        twin.replay_all()
        if digest_of(twin) != digest_of(core):
            found.append("state: replaying the journal from its first fact gives another digest")
    return found


def damage_behind(journal: Journal, error: Exception) -> JournalCorruptError | None:
    """Return the damage of a journal that may be why a business cannot be opened, None if there is none."""
    if isinstance(error, JournalCorruptError | TryAgainError):
        return None
    report = journal.verify()
    if not report.first_bad:
        return None
    return JournalCorruptError(journal.path, first_bad=report.first_bad, reason=report.reason)
