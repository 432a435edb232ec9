"""Rows that were taken in before: the same content has no effect, other content of an order line is a change of it."""

import numpy as np

from tugline.business.outside import Signals
from tugline.business.resolving import RESOLVED
from tugline.business.signal_reader import Unusable
from tugline.facts.keys import key_digests
from tugline.facts.kinds import Kind
from tugline.journal.journal import Journal

_PLACED = int(Kind.ORDER_PLACED)


def changes_of(
    due: Signals, content: np.ndarray, known: np.ndarray, journal: Journal
) -> tuple[Signals, list[Unusable]]:
    """Return what repeated rows change, as facts, and those whose change cannot be told from their row alone.

    Parameters
    ----------
    due
        Rows with keys that the journal knows, all of them.
    content
        Content hash of each as it stands now; `known` that with which it was taken in.

    Notes
    -----
    A changed order line becomes an `OrderChanged` with quantity, wanted date and priority as they stand now. Its key is
    made of the line's key and the new content, so that reading the same tables again changes nothing.
    """
    changed = (content != known) & ~np.isin(due.rows["kind"], RESOLVED)
    lines = changed & (due.rows["kind"] == _PLACED)
    rows = due.rows[lines].copy()
    rows["kind"] = Kind.ORDER_CHANGED
    texts = [f"{d.tobytes().hex()}\t{c}" for d, c in zip(due.digests[lines], content[lines].tolist(), strict=True)]
    digests = key_digests("changes", texts)
    new = journal.known(digests)[0] == 0
    others = due.rows[changed & ~lines]
    why = "it was taken in before with other content; what a till has sold is corrected by a return or a count"
    unusable = [
        Unusable("signals", 0, f"{Kind(int(row['kind'])).name.lower()} at {int(row['tick'])}", why) for row in others
    ]
    return Signals(rows[new], digests[new], due.lines[lines][new]), unusable
