"""A program to be killed: for each line it reads it forks a child that appends facts until it dies.

The child says its process id, then the number of the last durable fact after each commit; when it is dead, its parent
says `end`. One warm parent makes many children quickly.
"""

import os
import sys
from pathlib import Path

import numpy as np

from tugline.facts.kinds import FACT
from tugline.journal.opening import open_journal

PER_COMMIT = 3


def rows_after(seq):
    """Return the next facts: each is a function of its own number."""
    rows = np.zeros(PER_COMMIT, FACT)
    rows["kind"] = 42
    rows["seq"] = np.arange(seq + 1, seq + 1 + PER_COMMIT)
    rows["quantity"] = rows["seq"] * 2_654_435_761 % 1_000_003
    return rows


def append_for_ever(file):
    out = sys.stdout.fileno()
    with open_journal(file) as journal:
        os.write(out, b"pid %d\n" % os.getpid())
        while True:
            journal.intern("point", [f"after {journal.last_seq}"])
            journal.append(rows_after(journal.last_seq))
            os.write(out, b"%d\n" % journal.last_seq)


def main():
    file = Path(sys.argv[1])
    with open_journal() as warm:
        warm.append(rows_after(0))
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            append_for_ever(file)
        os.waitpid(child, 0)
        os.write(sys.stdout.fileno(), b"end\n")


if __name__ == "__main__":
    main()
