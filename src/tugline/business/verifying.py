"""Check everything that can be checked: the journal's chain, the books, the state against a replay."""

from tugline.business.core import Core
from tugline.business.digest import digest_of
from tugline.engine.invariants import SENTENCES, broken
from tugline.errors import JournalCorruptError, NetworkChangedError, RefusedError, TryAgainError, UsageError
from tugline.journal.journal import Journal
from tugline.ledger.statements import disagreements

DAMAGED = "the journal is damaged"
"""How a finding about the facts of the journal begins."""

_SAYS_ITSELF = (JournalCorruptError, TryAgainError, NetworkChangedError, RefusedError, UsageError)


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


def let_go(journal: Journal, error: BaseException) -> JournalCorruptError | None:
    """Close the journal of a business that cannot be opened and return the damage behind that, None if there is none.

    To look for it the whole chain is read: not where the error itself says what is wrong.
    """
    try:
        if not isinstance(error, Exception) or isinstance(error, _SAYS_ITSELF):
            return None
        report = journal.verify()
        if not report.first_bad:
            return None
        return JournalCorruptError(journal.path, first_bad=report.first_bad, reason=report.reason)
    finally:
        journal.close()
