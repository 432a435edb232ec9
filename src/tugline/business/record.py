"""What a company's history records: customers as they came, and in a plant what its floor, yard and counts told."""

from collections import Counter
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from tugline.business.adoption import tables_in_force
from tugline.business.business import JOURNAL, Business
from tugline.business.chronicle import Chronicle
from tugline.business.core import Core
from tugline.business.epochs import Epochs
from tugline.business.event_rows import ANSWERS, WORDS
from tugline.business.outside import in_order
from tugline.business.references import line_names
from tugline.business.reopening import recover
from tugline.business.tabled import Tabled
from tugline.business.tabled_choices import behind_their_lines
from tugline.errors import RefusedError
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.journal.journal import Journal
from tugline.journal.opening import open_journal
from tugline.ledger.statements import daily_series
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.state.movement import IN_CASH, ON_ACCOUNT
from tugline.studies.recorded import COMES_AGAIN, Recorded

_AGAIN = np.array([int(kind) for kind in COMES_AGAIN])
_NAMES_LINE = np.array([
    int(kind) for kind in (
        Kind.ORDER_CANCELLED, Kind.ORDER_CHANGED, Kind.ORDER_TERMS_SET, Kind.ORDER_CHOICE_SET, Kind.RETURNED
    )
])  # fmt: skip
_OF_PLANT = np.array([int(kind) for kind in (Kind.RECEIVED, Kind.SHIPPED, Kind.DELIVERED, Kind.FINISHED)])


@dataclass(frozen=True, slots=True)
class Record:
    """What happened from the start to tick `until`, in the rows of one network.

    `told` says where it stands. `facts` are all facts of a plant, None = no plant: nobody told what came of orders.
    `inventory` is the stock by day in cents, None = not known; `counts` are facts of counts in
    a world that tells no stock by day, by tick; `adopted` = it was lived through under these
    very tables; `left_out` counts by its word what cannot come again.
    """

    told: str
    customers: Recorded
    until: int
    whole_days: bool
    facts: np.ndarray | None
    inventory: np.ndarray | None
    counts: np.ndarray
    adopted: bool
    left_out: Counter[str]

    def days(self, day_start: np.ndarray) -> tuple[int, int]:
        """Return the local day of the start and the day after the last one that is recorded."""
        first = int(np.searchsorted(day_start, 0, side="right")) - 1
        if not self.whole_days:
            return first, int(np.searchsorted(day_start, self.until, side="right"))
        # Where people told what happened nobody knows yet what the rest of the last day brings.
        return first, max(first + 1, int(np.searchsorted(day_start, self.until + 1, side="right")) - 1)


def record_of(
    source: str | PathLike[str] | dict[str, Any], tables: Tables, network: Network, tabled: Tabled, journal: Journal
) -> Record:
    """Return the record of a business: of a plant its journal, or its events; else the orders and sales of its tables.

    Parameters
    ----------
    tabled, journal
        The signals of the tables, and the journal that keeps their names.

    Raises
    ------
    StorageError
        The journal of the plant is damaged.
    RefusedError
        It belongs to another world, or begins at another time.
    """
    is_plant = network.settings.world == "plant"
    path = Path() if isinstance(source, dict) else Path(source) / JOURNAL
    if is_plant and path.is_file():
        with open_journal(path, create=False, read_only=True, world=network.settings.world) as kept:
            core = _recovered(kept, network, path)
            adopted = Epochs(kept).in_force().content.network == tables.hash
            return _of_plant(core, network, f"the journal {path.name}", adopted=adopted)
    if not is_plant or not tables["events"].n:
        return _of_tables(network, tabled, journal)
    with Business(tables, None) as business:
        business.advance()
        return _of_plant(business._core, network, "the tables of orders, sales and events", adopted=True)


def _of_tables(network: Network, tabled: Tabled, journal: Journal) -> Record:
    until = max(0, tabled.last_tick)
    # Turns that come later on the last day belong to it.
    day_start = network.day_start
    turns = tabled.subscriptions.turns(0, int(day_start[np.searchsorted(day_start, until, side="right")]) - 1)
    signals = in_order([turns, tabled.signals])
    chosen = signals.rows[signals.rows["kind"] == Kind.ORDER_CHOICE_SET]
    choice_of = dict(zip(chosen["reference"].tolist(), chosen["lot"].tolist(), strict=True))
    # A choice that comes with its line needs no name of it.
    signals.rows["reference"][behind_their_lines(signals)] = 0
    rows = signals.rows
    rows = rows[(rows["kind"] != Kind.ORDER_PLACED) | (rows["quantity"] > 0)].copy()
    keep = np.isin(rows["kind"], _AGAIN)
    left_out, counts = _words(rows[~keep]), rows[rows["kind"] == Kind.COUNTED]
    rows = rows[keep]
    placed = rows[rows["kind"] == Kind.ORDER_PLACED]
    line_of = {int(row["reference"]): row for row in placed}
    lost = np.zeros(len(rows), np.bool_)
    for i in np.flatnonzero(np.isin(rows["kind"], _NAMES_LINE) & (rows["reference"] > 0)).tolist():
        lost[i] = not _speak_of(rows[i], line_of, choice_of, journal)
    left_out.update({"returned": int(lost.sum())} if lost.any() else {})
    told = "the tables of orders and sales"
    return Record(
        told, Recorded(rows[~lost]), until, whole_days=False, facts=None, inventory=None, counts=counts, adopted=True,
        left_out=left_out,
    )  # fmt: skip


def _speak_of(row: np.void, line_of: dict[int, np.void], choice_of: dict[int, int], journal: Journal) -> bool:
    """Have a row speak of its line by minus the name of that; return whether there is one."""
    name = int(row["reference"])
    if int(row["kind"]) == Kind.RETURNED:
        keys = line_names(journal.texts([name])[0])
        name = next((id_ for key in keys if (id_ := journal.name_id("line", key)) in line_of), 0)
        if not name:
            return False
        row["amount"], row["party"] = line_of[name]["amount"], line_of[name]["party"]
        row["code"], row["lot"] = (ON_ACCOUNT if row["party"] else IN_CASH), choice_of.get(name, 0)
    row["reference"] = -name
    return True


def _recovered(kept: Journal, network: Network, path: Path) -> Core:
    """Return the plant of a journal, under the tables in force; its ticks have to be those of the tables given."""
    core = recover(tables_in_force(kept), kept, world=False)
    ours, its = network.clock, core.network.clock
    if ours != its:
        say = (f"{clock.iso(0)}, by the {clock.tick}" for clock in (its, ours))
        raise RefusedError(
            f"the journal {path} begins at {' and the tables at '.join(say)}; expected the same",
            hint="Put `start`, `tick` and `timezone` of business.toml back; or study a folder without that journal.",
        )
    return core


def _of_plant(core: Core, network: Network, told: str, *, adopted: bool) -> Record:
    kept = np.concatenate([np.zeros(0, FACT), *core.journal.read()])
    facts = Chronicle(core.journal, network).rows(kept)
    outside = facts[facts["actor"] != 0]
    keep = np.isin(outside["kind"], _AGAIN) & ((outside["point"] > 0) | (outside["resource"] > 0))
    rows = outside[keep].copy()
    placed = facts[facts["kind"] == Kind.ORDER_PLACED]
    name_of = dict(zip(placed["seq"].tolist(), placed["reference"].tolist(), strict=True))
    for i in np.flatnonzero(np.isin(rows["kind"], _NAMES_LINE) & (rows["reference"] > 0)).tolist():
        rows["reference"][i] = -name_of.get(int(rows["reference"][i]), NEVER)
    series = None
    if np.isin(facts["kind"], _OF_PLANT).any():
        series = daily_series(core.books, core.now)["inventory"]
    rows = rows[np.argsort(rows["tick"], kind="stable")]
    left_out = _words(outside[~np.isin(outside["kind"], _AGAIN)])
    return Record(
        told, Recorded(rows), core.now, whole_days=True, facts=facts, inventory=series, counts=facts[:0],
        adopted=adopted, left_out=left_out,
    )  # fmt: skip


def _words(rows: np.ndarray) -> Counter[str]:
    """Return how many rows of each word of `events` there are, but for those that the world states itself."""
    kinds, many = np.unique(rows["kind"], return_counts=True)
    told = {WORDS[k]: n for k, n in zip(kinds.tolist(), many.tolist(), strict=True) if k in WORDS}
    return Counter({word: n for word, n in told.items() if word not in ANSWERS})
