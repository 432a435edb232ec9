"""What order rows say of options: the choice of each line as a fact that follows it, or why it cannot be had."""

import numpy as np

from tugline.business.choosing import Chooser
from tugline.business.outside import Signals
from tugline.business.signal_reader import Reader, Unusable, texts_of
from tugline.facts.kinds import Kind
from tugline.journal.journal import Journal
from tugline.network.network import Network
from tugline.network.tables import Table

BEHIND = 2
"""The key of a choice is that of its line plus so much: it stands behind the line and its terms in a pulse."""


def chosen(r: Reader, table: Table, lines: np.ndarray, takes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the choice of each row as its number, and which rows can be taken; the others are noted with the reason.

    Parameters
    ----------
    lines
        The rows as order lines, `FACT`.
    takes
        Which rows are taken otherwise; what others say of options is history.
    """
    number, can, chooser = np.zeros(table.n, np.int64), takes.copy(), Chooser(r.network)
    said = table["options"]
    for row in np.flatnonzero(takes & (said.codes >= 0)).tolist():
        number[row], why = chooser.number(int(lines["point"][row]) - 1, said.text(row))
        if why:
            can[row] = False
            order, line = table["order"].text(row), table["line"].text(row)
            named = " ".join(part for part in (order, line, table["item"].text(row)) if part)
            r.unusable.append(Unusable("orders", int(table.lines[row]), named, why))
    return number, can


def choices_of(r: Reader, placed: Signals, number: np.ndarray, stated: np.ndarray) -> Signals:
    """Return the choices of lines that chose other than the defaults, or that did so when they were taken in before.

    Parameters
    ----------
    placed
        The lines, one for each row of the other arrays.
    stated
        Whether a line names its price: then that stays, whatever is chosen.
    """
    return follow(r.journal, r.network, placed, number, stated)


def follow(journal: Journal, network: Network, placed: Signals, number: np.ndarray, stated: np.ndarray) -> Signals:
    """Return the choices that follow lines as facts; see `choices_of`."""
    digests = placed.digests.copy()
    digests[:, 1] += np.uint64(BEHIND)
    some = number != 0
    # Of items without options nobody has ever chosen anything.
    may = np.isin(network.point["item"][placed.rows["point"] - 1], list(network.options)) & ~some
    if may.any():
        some[may] = journal.known(digests[may])[0] > 0
    some &= placed.rows["quantity"] > 0
    rows, chooser = placed.rows[some].copy(), Chooser(network)
    for row, choice, kept in zip(rows, number[some].tolist(), stated[some].tolist(), strict=True):
        row["lot"] = choice
        if not kept:
            row["amount"] = chooser.price(int(row["point"]) - 1, choice)
    rows["kind"], rows["quantity"], rows["code"], rows["due"] = Kind.ORDER_CHOICE_SET, 0, 0, 0
    return Signals(rows, digests[some], placed.lines[some])


def behind_their_lines(new: Signals) -> np.ndarray:
    """Return which signals, bool, are choices that stand behind their own line, which is new with them."""
    choices = new.rows["kind"] == int(Kind.ORDER_CHOICE_SET)
    found = np.zeros(len(new), np.bool_)
    for i in np.flatnonzero(choices).tolist():
        for back in (1, 2):
            line = i - back
            if line < 0 or new.rows["kind"][line] != int(Kind.ORDER_PLACED):
                continue
            apart = new.digests[i] - new.digests[line]
            same_tick = new.rows["tick"][i] == new.rows["tick"][line]
            found[i] = bool((apart == (0, BEHIND)).all() and same_tick)
            break
    return found


__all__ = ["BEHIND", "behind_their_lines", "choices_of", "chosen", "follow", "texts_of"]
