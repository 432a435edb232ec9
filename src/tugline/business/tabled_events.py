"""What the floor and the yard state in `events`: receipts, starts, counts, ... as facts."""

from collections import Counter

import numpy as np

from tugline.business.event_rows import BY_DAY_END, EventRows, Told
from tugline.business.opening import actor_of
from tugline.business.outside import blank, signals
from tugline.business.resolving import THOUSANDTHS
from tugline.business.retracted import OrderRows
from tugline.business.signal_reader import Reader, Unusable, texts_of
from tugline.facts.keys import content_hashes, key_digests, with_ordinals
from tugline.facts.kinds import Kind
from tugline.journal.translate import Translator
from tugline.network.tables import MISSING


def read_events(r: Reader, orders: OrderRows) -> None:
    """Add the events from the start on; those that speak of a pull or line keep its name until they are taken in."""
    table = r.tables["events"]
    if not table.n:
        return
    ticks = r.ticks(table["at"])
    rows = blank(table.n, Kind.COUNTED, ticks)
    usable = ticks >= 0
    told = _told(r)
    maker = EventRows(r.network, r.journal, orders.terms(), r.meant)
    in_time = np.argsort(ticks, kind="stable")
    for i in in_time[usable[in_time]].tolist():
        why = maker.fill(rows[i], told[i])
        if why:
            usable[i] = False
            content = " ".join(part for part in (told[i].event, told[i].reference, told[i].item) if part)
            r.unusable.append(Unusable("events", int(table.lines[i]), content, why))
    stamps = [f"{t}\t{e.event}\t{e.reference}\t{e.item}" for t, e in zip(ticks.tolist(), told, strict=True)]
    texts = _numbered(r, stamps, rows, usable)
    r.parts.append(signals("events", actor_of(r.journal, "events"), rows, texts, table.lines).only(usable))


def _numbered(r: Reader, stamps: list[str], rows: np.ndarray, usable: np.ndarray) -> list[str]:
    """Return the keys of usable rows: those that say one thing of one time are numbered.

    A row that was taken in keeps its number whatever stands beside it since; the others get the free numbers in the
    order of what they say.
    """
    order = np.lexsort((rows["amount"], rows["quantity"], rows["point"], rows["due"]))
    texts = with_ordinals(stamps, order[usable[order]].tolist())
    often = Counter(stamp for stamp, used in zip(stamps, usable.tolist(), strict=True) if used)
    several = [i for i in order.tolist() if usable[i] and often[stamps[i]] > 1]
    if not several:
        return texts
    names = [texts[i] for i in several]
    seq, known = r.journal.known(key_digests("events", names))
    says = content_hashes(Translator(r.journal, r.network).to_journal(rows[several])).tolist()
    taken: dict[tuple[str, int], list[str]] = {}
    free: dict[str, list[str]] = {}
    for i, name, fact, content in zip(several, names, seq.tolist(), known.tolist(), strict=True):
        (taken.setdefault((stamps[i], content), []) if fact else free.setdefault(stamps[i], [])).append(name)
    rest = []
    for i, content in zip(several, says, strict=True):
        if own := taken.get((stamps[i], content)):
            texts[i] = own.pop(0)
        else:
            rest.append(i)
    for (stamp, _), names in taken.items():
        # What was taken in and stands there no more was edited: one of the others is told so.
        free[stamp] = names + free.get(stamp, [])
    for i in rest:
        texts[i] = free[stamps[i]].pop(0)
    return texts


def _told(r: Reader) -> list[Told]:
    table = r.tables["events"]
    item, location = texts_of(table["item"]), texts_of(table["location"])
    # Quantities are in the smallest units of their item; without one they are in thousandths.
    scales = dict(zip(r.network.items.name, r.network.items.scale.tolist(), strict=True))
    scale = [scales.get(name, THOUSANDTHS) for name in item]
    events, due = texts_of(table["event"]), r.ticks(table["due"])
    lots, reasons = texts_of(table["lot"]), texts_of(table["reason"])
    by_day = table.names_day("due") & np.isin(events, list(BY_DAY_END))
    due[by_day] = r.network.clock.day_ends(due[by_day])
    columns = zip(
        events, texts_of(table["reference"]), item, location, scale, table["quantity"].tolist(),
        table["amount"].tolist(), due.tolist(), lots, reasons, strict=True,
    )  # fmt: skip
    return [
        Told(
            event, reference, name, place,
            None if quantity == MISSING else quantity * (THOUSANDTHS // units),
            None if amount == MISSING else amount,
            until, lot, reason,
        )
        for event, reference, name, place, units, quantity, amount, until, lot, reason in columns
    ]  # fmt: skip
