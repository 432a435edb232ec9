"""The honest twin where the truth is known: a plant that is itself a simulated world, and tables that lie about it."""

import csv
import re
import shutil
import tomllib
from functools import cache

import numpy as np
import pytest

import tugline as tl
from tugline.business.asked import asked
from tugline.business.needed import read_source
from tugline.business.study_base import base_of, found_in
from tugline.errors import RefusedError
from tugline.facts.keys import key_digests
from tugline.facts.kinds import FACT, Kind
from tugline.journal.opening import open_journal
from tugline.network.compile import compile_network
from tugline.studies.customers import expect
from tugline.studies.replicate import Policy, run
from tugline.studies.twin import CHANCE, DIFFERS, REPRODUCED
from tugline.world.chances import key_of

YEAR = 365
OWN = [int(kind) for kind in (Kind.PULSE_CLOSED, Kind.STOCK_FOUND, Kind.CARD_MOVED)]
SETTINGS = """
name = "b"
currency = "EUR"
timezone = "Europe/Berlin"
start = "2026-03-02"
world = "plant"
"""


def maker(*, lead="6d", spread="0.4", run_time="2h"):
    """A maker of bikes to order, whose wheels come from a supplier that varies."""
    days = range(1, 57)
    return {
        "items": {"item": ["bike", "wheel"], "cost": ["30", "10"], "price": ["100", "20"]},
        "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
        "operations": {"item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": [run_time]},
        "resources": {"resource": ["bench"], "cost_per_hour": ["10"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["bike", "wheel"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
            "lead_time": ["", lead], "lead_time_spread": ["", spread],
        },
        "loops": {
            "item": ["bike", "wheel"], "location": ["main"] * 2, "loop": ["to_order", "reorder"], "point": ["", "24"],
            "quantity": ["", "20"],
        },
        "stock": {"item": ["wheel", "bike"], "location": ["main"] * 2, "on_hand": ["40", "0"]},
        "orders": {
            "order": [f"A{d}" for d in days], "item": ["bike"] * len(days), "quantity": ["2"] * len(days),
            "ordered_at": [f"2026-{1 + d // 28:02}-{1 + d % 28:02}T09:00" for d in days],
            "wanted_at": [f"2026-{1 + d // 28:02}-{1 + d % 28:02}T18:00" for d in days],
        },
    }  # fmt: skip


def write(folder, tables):
    folder.mkdir(exist_ok=True)
    (folder / "business.toml").write_text(SETTINGS)
    for name, columns in tables.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([list(columns), *zip(*columns.values(), strict=True)])


def opened(tables, journal, *, world):
    return found_in(journal, compile_network(tables), tables, world=world).core


def live_through(folder, luck=99):
    """Have the plant of a folder live through a year of a simulated world, and keep it in the folder's journal."""
    tables = read_source(folder)
    with open_journal() as imagined:
        core = opened(tables, imagined, world=True)
        base, counted = base_of(core, tables, 0)
        assert counted == 0
        parts = []
        customers = expect(asked(core.network, tables), 0, YEAR)
        run(
            base, Policy("present", np.zeros(0, FACT), ""), customers, key_of(luck, 0), warm_up=0, days=YEAR,
            seen=lambda facts: parts.append(facts.copy()),
        )  # fmt: skip
    facts = np.concatenate(parts)
    with open_journal(folder / ".tugline" / "journal.db", business="b", world="plant") as journal:
        plant = opened(tables, journal, world=False)
        who = int(journal.intern("actor", ["python"])[0])
        for pulse in np.split(facts, np.flatnonzero(np.diff(facts["pulse"])) + 1):
            rows = pulse[(pulse["kind"] < int(Kind.PULL_RELEASED)) & ~np.isin(pulse["kind"], OWN)].copy()
            rows["actor"] = who
            plant.take(rows, key_digests("python", [f"{seq}" for seq in rows["seq"].tolist()]), int(pulse["tick"][0]))
        plant.run_reviews(int(plant.network.day_start[YEAR]) - 1)
        plant.keep_now()
    return facts


@pytest.fixture(scope="module")
def plant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plant") / "b"
    write(folder, maker())
    return folder, live_through(folder)


@pytest.fixture(scope="module")
def told(plant):
    """Return a function that lets the plant's tables say something else and returns the honest twin; each once."""
    folder, _ = plant

    @cache
    def twin(**lies):
        write(folder, maker(**lies))
        try:
            return tl.study(folder, replay=True, policies=["present"], replications=4).twin
        finally:
            write(folder, maker())

    return twin


def verdicts(twin):
    return {(f.aspect, f.of): f.verdict for f in twin.findings}


ALL = {
    ("lead time", "acme"), ("lead time spread", "acme"), ("run time", "bench"), ("on time", ""),
    ("order to delivery, half of lines", ""), ("order to delivery, 95% of lines", ""), ("stock, mean of days", ""),
}  # fmt: skip


def test_a_world_that_is_as_the_tables_say_is_reproduced(told):
    twin = told()
    found = {(f.aspect, f.of): f for f in twin.findings}
    assert set(found) == ALL
    assert DIFFERS not in {f.verdict for f in twin.findings}
    lead, work = found["lead time", "acme"], found["run time", "bench"]
    assert lead.n > 50
    assert abs(lead.recorded - lead.twin) < 0.1 * lead.recorded
    assert abs(lead.recorded / 6 - 1) < 0.1, "six days, as is stated and as it was"
    assert (work.recorded, work.verdict) == (pytest.approx(work.twin), REPRODUCED), "work has no luck"
    assert abs(found["lead time spread", "acme"].recorded - 0.4) < 0.1
    assert abs(found["on time", ""].difference) < 0.1
    assert abs(found["stock, mean of days", ""].twin - 1) < 0.1
    assert "a plant" not in twin.says[0]


@pytest.mark.slow
def test_plants_that_live_as_their_tables_say_hardly_ever_seem_to_differ(tmp_path):
    """Of seven such plants, with figures at 95 %, no assumption differs, and outcomes of two at most."""
    off = []
    for luck in range(7):
        folder = tmp_path / f"{luck}"
        write(folder, maker())
        live_through(folder, luck=luck)
        off.append(tl.study(folder, replay=True, policies=["present"], replications=4).twin.differing)
    assert not [f for each in off for f in each if f.assumption]
    assert sum(bool(each) for each in off) <= 2


def test_the_record_is_what_the_facts_say(plant, told):
    """Worked out again, pull by pull, from the facts of the world that the plant lived in."""
    _, facts = plant
    lead = next(f for f in told().findings if f.aspect == "lead time")
    wheels = facts[(facts["kind"] == Kind.PULL_PLACED)]
    placed = dict(zip(wheels["reference"].tolist(), wheels["tick"].tolist(), strict=True))
    took = [
        (int(row["tick"]) - placed[int(row["reference"])]) / 1440
        for row in facts[facts["kind"] == Kind.RECEIVED]
        if int(row["reference"]) in placed
    ]
    assert (lead.n, lead.recorded) == (len(took), pytest.approx(sum(took) / len(took)))


@pytest.mark.parametrize(
    ("lies", "which", "column"),
    [
        ({"lead": "3d"}, ("lead time", "acme"), "lead_time in sources"),
        ({"lead": "9d"}, ("lead time", "acme"), "lead_time in sources"),
        ({"spread": ""}, ("lead time spread", "acme"), "lead_time_spread in sources"),
        ({"spread": "0.8"}, ("lead time spread", "acme"), "lead_time_spread in sources"),
        ({"run_time": "1h"}, ("run time", "bench"), "run_time in operations"),
        ({"run_time": "3h"}, ("run time", "bench"), "run_time in operations"),
    ],
)
def test_a_table_that_lies_is_pointed_at_and_no_other(told, lies, which, column):
    twin = told(**lies)
    pointed = {(f.aspect, f.of): f.assumption for f in twin.differing if f.assumption}
    assert pointed == {which: column}
    assert any(column in sentence for sentence in twin.says)


def test_customers_feel_a_lead_time_that_is_stated_too_short(told):
    """The twin delivers sooner than the plant did, and says that this goes with the lead time."""
    twin = told(lead="1d")
    outcomes = {f.aspect for f in twin.differing if not f.assumption}
    assert outcomes & {"on time", "order to delivery, 95% of lines"}
    assert any(sentence.startswith("What customers and the books saw differs, too") for sentence in twin.says)


def test_a_world_that_is_mended_as_recorded_reproduces_what_customers_saw(told):
    """With one wrong column mended nothing differs any more; of two wrong ones each alone is not enough."""
    (one,) = told(lead="2d").mended
    assert one.columns == ("lead_time in sources",)
    assert DIFFERS not in {f.verdict for f in one.outcomes}
    twin = told(lead="2d", run_time="4h")
    columns = ("lead_time in sources", "run_time in operations")
    assert [m.columns for m in twin.mended] == [(columns[0],), (columns[1],), columns]
    assert [DIFFERS in {f.verdict for f in m.outcomes} for m in twin.mended] == [True, True, False]
    assert "So nothing of that differs any more." in twin.says[-1]
    assert "still differ" in twin.says[-2]


def test_where_no_outcome_differs_nothing_has_to_be_explained(told):
    assert told().mended == ()


def test_tables_that_are_not_in_force_are_named(told):
    assert any("lived by those in force" in text for text in told(lead="3d").not_recorded)
    assert not any("lived by those in force" in text for text in told().not_recorded)


def test_a_record_of_another_time_or_of_a_simulated_world_is_refused(plant, tmp_path):
    folder, _ = plant
    other = tmp_path / "b"
    shutil.copytree(folder, other)
    (other / "business.toml").write_text(SETTINGS.replace("2026-03-02", "2026-03-09"))
    with pytest.raises(RefusedError, match=r"begins at 2026-03-02T00:00:00\+01:00, by the minute and the tables at"):
        tl.study(other, replay=True)
    plain = tmp_path / "p"
    write(plain, maker())
    (plain / "business.toml").write_text(SETTINGS.replace("plant", "plain"))
    with tl.open(plain, journal=plain / ".tugline" / "journal.db") as business:
        business.advance("2026-05-01")
    (plain / "business.toml").write_text(SETTINGS)
    with pytest.raises(RefusedError, match="belongs to the world 'plain', not 'plant'"):
        tl.study(plain, replay=True)


def test_nothing_of_the_journal_is_changed_by_a_study(plant):
    folder, _ = plant
    path = folder / ".tugline" / "journal.db"
    before = path.read_bytes()
    tl.study(folder, replay=True, policies=["present"], replications=2)
    assert path.read_bytes() == before


def test_an_ordinary_study_of_a_plant_has_its_twin_too(plant):
    folder, _ = plant
    study = tl.study(folder, policies=["pull", "present"], replications=2, years=0.25, warm_up=14)
    assert {(f.aspect, f.of) for f in study.twin.findings} == ALL | {("order lines and sales", "")}
    assert study.twin.record == "the journal journal.db"


def test_a_plant_whose_floor_loses_pieces_is_told_of_its_yield(tmp_path):
    """Of ten bikes two are scrapped each time; the tables state that all come out."""
    folder = tmp_path / "b"
    tables = maker(spread="")
    tables["stock"]["on_hand"] = ["2000", "0"]
    tables["orders"] = {"order": ["A"], "item": ["bike"], "quantity": ["1"], "ordered_at": ["2026-02-20"]}
    write(folder, tables)
    with tl.open(folder, journal=folder / ".tugline" / "journal.db") as business:
        for week in range(8):
            at = np.datetime64("2026-03-02T08:00") + np.timedelta64(7 * week, "D")
            hours = [str(at + np.timedelta64(h, "h")) for h in range(40)]
            business.signal(tl.Order(f"B{week}", item="bike", quantity=10, at=hours[0], wanted=hours[39]))
            business.advance(hours[0])
            while pulls := [p for p in business.result(open_only=True).pulls if p.item == "bike"]:
                (pull,) = pulls
                many = pull.quantity
                business.signal(tl.Event("started", pull.id, at=hours[1]))
                business.advance(hours[1])
                if many == 10:
                    business.signal(tl.Event("scrapped", pull.id, at=hours[2], quantity=2))
                    business.advance(hours[2])
                business.signal(tl.Event("received", pull.id, at=hours[20 if many == 10 else 30]))
                business.advance(hours[20 if many == 10 else 30])
                hours[1:3] = hours[21:23]
            business.signal(tl.Event("shipped", f"B{week}", at=hours[38]))
            business.advance(hours[38])
    twin = tl.study(folder, replay=True, policies=["present"]).twin
    lost = next(f for f in twin.findings if f.aspect == "lost on the way")
    assert (lost.of, lost.verdict, lost.assumption) == ("bench", DIFFERS, "yield in operations")
    assert lost.recorded == pytest.approx(2 / 12), "of twelve pieces that were begun two were lost"
    assert lost.twin == 0, "the tables give no yield_spread"
    assert "when goods arrived: no `delivered`; `shipped` stands for it" in twin.not_recorded


def lost_by(twin):
    return {f.of: f for f in twin.findings if f.aspect == "lost on the way"}


def test_what_a_plant_loses_by_its_yield_spread_the_twin_loses_too(tmp_path):
    """Lots of 2 of a factor of mean 1 that is cut at 1: the plant loses, and a twin of the same tables as much.

    Tables without the spread have a twin that loses nothing, and it says where to look.
    """
    folder = tmp_path / "b"
    tables = maker(spread="")
    tables["sources"]["yield_spread"] = ["0.7", ""]
    write(folder, tables)
    live_through(folder)
    same = lost_by(tl.study(folder, replay=True, policies=["present"]).twin)
    assert 0.1 < same["bench"].twin < 0.5
    assert same["bench"].verdict != DIFFERS
    assert (same["acme"].recorded, same["acme"].twin) == (0, 0)
    write(folder, maker(spread=""))
    twin = tl.study(folder, replay=True, policies=["present"]).twin
    other = lost_by(twin)["bench"]
    assert (other.recorded, other.twin, other.verdict) == (same["bench"].recorded, 0, DIFFERS)
    assert any("yield in operations" in sentence for sentence in twin.says)


def test_what_is_not_recorded_is_said_by_name(told, tmp_path):
    twin = told()
    assert "losses on the floor: no `scrapped` that names a pull" in twin.not_recorded
    assert tomllib.loads(SETTINGS)["world"] == "plant"
    plain = {**maker(), "business": {**tomllib.loads(SETTINGS), "world": "plain"}}
    plain["orders"]["ordered_at"] = [f"2026-{3 + d // 28:02}-{2 + d % 26:02}T09:00" for d in range(56)]
    plain["orders"]["wanted_at"] = plain["orders"]["ordered_at"]
    nothing = tl.study(plain, replay=True, policies=["present"]).twin
    assert nothing.findings == ()
    assert "is not known: it records nothing" in nothing.says[0]
    assert any("nobody tells receipts" in text for text in nothing.not_recorded)


def test_sales_that_the_twin_cannot_make_say_that_goods_were_there_which_it_lacks():
    """A shop sold five lamps a day for weeks; its tables say that there were ten and that none comes in time."""
    days = [f"2026-{m:02}-{d:02}" for m in (2, 3, 4) for d in range(1, 29)]
    shop = {
        "business": {"name": "s", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain"},
        "items": {"item": ["lamp"], "cost": ["10"], "price": ["25"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["20d"],
        },
        "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["10"]},
        "sales": {
            "sold_at": [f"{day}T{10 + k}:00" for day in days for k in range(5)], "item": ["lamp"] * 5 * len(days),
            "quantity": ["1"] * 5 * len(days),
        },
    }  # fmt: skip
    study = tl.study(shop, replay=True)
    (tills,) = [f for f in study.twin.findings if f.aspect.startswith("recorded sales")]
    assert (tills.recorded, tills.verdict) == (1.0, DIFFERS)
    assert tills.twin == pytest.approx(1 - 18 * 5 / (5 * 55), abs=0.05), "for 20 days there are 10 lamps: two days"
    assert "sales are not demand" in " ".join(study.assumptions)
    assert CHANCE not in verdicts(study.twin).values()


def lamps(lead):
    """A shop that sells a lamp a day as long as there is one, and pulls ten as soon as five are left.

    Ten lie there on day 0. On days 4, 16, .. at 15:00 ten are pulled, and they come at noon of days 11, 23, ..: after
    6.875 days. So on two evenings of each twelve nothing is there, those of days 9 and 10.
    """
    day = np.datetime64("2026-03-01")
    sold = [str(day + d) for d in range(-20, 60) if d < 0 or d % 12 < 10]
    came = [str(day + d) for d in range(11, 60, 12)]
    events = {"at": [f"{d}T12:00" for d in came], "event": ["received"] * len(came), "item": ["lamp"] * len(came)}
    return {
        "business": {"name": "s", "currency": "EUR", "timezone": "UTC", "start": "2026-03-01", "world": "plant"},
        "items": {"item": ["lamp"], "cost": ["10"], "price": ["25"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": [lead],
        },
        "loops": {"item": ["lamp"], "location": ["main"], "loop": ["reorder"], "point": ["5"], "quantity": ["10"]},
        "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["10"]},
        "sales": {"sold_at": [f"{d}T15:00" for d in sold], "item": ["lamp"] * len(sold), "quantity": ["1"] * len(sold)},
        "events": events,
    }  # fmt: skip


def test_a_plant_without_a_journal_is_read_from_its_events():
    twin = tl.study(lamps("4d"), replay=True, policies=["present"]).twin
    lead = next(f for f in twin.findings if f.aspect == "lead time")
    assert twin.record == "the tables of orders, sales and events"
    assert (lead.of, lead.twin, lead.verdict) == ("acme", pytest.approx(4), DIFFERS)
    assert (lead.n, lead.recorded) == (4, 6.875), "the fifth receipt is of a day that is not over"
    assert any(text.startswith("when orders went out to suppliers: no `placed`") for text in twin.not_recorded)


def test_days_on_which_a_till_was_empty_are_counted_where_the_record_tells():
    told = " ".join(tl.study(lamps("4d"), replay=True, policies=["present"]).assumptions)
    (share,) = re.findall(r"at 1 till of 1 nothing was there at the end of some day, ([\d.]+)% of all days", told)
    assert float(share) == pytest.approx(100 * 10 / 59, abs=0.05), "of 59 whole days five times two"


def test_counts_of_a_plain_world_are_held_against_the_stock_of_the_twin():
    """Wheels are counted each Friday as a run leaves them: first as they are, then as if half of them were gone."""
    plain = {**maker(spread=""), "business": {**tomllib.loads(SETTINGS), "world": "plain"}}
    plain["orders"]["ordered_at"] = [f"2026-{3 + d // 28:02}-{2 + d % 26:02}T09:00" for d in range(56)]
    plain["orders"]["wanted_at"] = plain["orders"]["ordered_at"]
    fridays = [f"2026-03-{day:02}T18:00" for day in (6, 13, 20, 27)]
    with tl.open(plain) as business:
        there = []
        for friday in fridays:
            business.advance(friday)
            there.append(next(s.on_hand for s in business.result().stock if s.item == "wheel"))
    assert sum(there) > 0
    assert len(set(there)) > 1
    for part, verdict in ((1, REPRODUCED), (2, DIFFERS)):
        counts = [str(int(n) // part) for n in there]
        events = {"at": fridays, "event": ["counted"] * 4, "item": ["wheel"] * 4, "quantity": counts}
        twin = tl.study({**plain, "events": events}, replay=True, policies=["present"]).twin
        (found,) = twin.findings
        assert (found.aspect, found.n, found.verdict) == ("stock where it was counted", 4, verdict)
        assert found.twin == pytest.approx(sum(there) / sum(map(int, counts)))
        assert "count by count" in found.note
    without = tl.study(plain, replay=True, policies=["present"]).twin
    assert "stock on any day after the start: no `counted`" in without.not_recorded


def test_where_all_orders_lie_before_the_start_an_ordinary_study_says_that_nothing_is_recorded():
    """The plant's folder without its journal: its orders are of January and February, it starts in March."""
    tables = {**maker(), "business": tomllib.loads(SETTINGS)}
    twin = tl.study(tables, policies=["present"], replications=2, years=0.1, warm_up=0).twin
    assert "is not known: it records nothing" in twin.says[0]
    assert twin.says[1].startswith("In the study as many customers come as are recorded")
    assert twin.worlds == 0
    assert "anything since the start, 2026-03-02: all orders and sales lie before it" in twin.not_recorded
    assert any(text.startswith("what came of orders and pulls: no journal") for text in twin.not_recorded)
