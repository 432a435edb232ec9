"""A plant that lived in a simulated world: how it varied is read from its journal, whatever its tables say of it."""

import numpy as np
import pytest

import tugline as tl
from tests.business.test_honest_twin import live_through, maker, write
from tugline.business.adoption import tables_in_force
from tugline.business.as_recorded import AsRecorded, with_suppliers
from tugline.business.in_work import _beyond
from tugline.business.recorded_times import recorded_times
from tugline.errors import UsageError
from tugline.facts.kinds import Kind
from tugline.promise.hours import open_until
from tugline.studies.predictive import LEAST, Sample
from tugline.world.chances import gamma_row
from tugline.world.luck import ONE

DAY = 1440
ASKED = {"item": "bike", "quantity": 2}


@pytest.fixture(scope="module")
def plant(tmp_path_factory):
    """A business whose journal holds a year with a spread of 0.4, and whose tables give none."""
    folder = tmp_path_factory.mktemp("recorded") / "b"
    write(folder, maker())
    facts = live_through(folder)
    with tl.open(folder, journal=folder / ".tugline" / "journal.db") as business:
        write(folder, maker(spread=""))
        business.adopt(folder)
        yield business, facts


def test_factors_are_those_that_a_slow_reader_of_the_facts_finds(plant):
    """Wheels are six days away: by hand, each purchase from its release to its receipt over six days, once a day."""
    business, facts = plant
    core = business._core
    recorded = recorded_times(core.network, core.grid, facts, core.now)
    wheel = core.network.point_row("wheel", "main") + 1
    asked, by_day = {}, {}
    for row in facts:
        if row["kind"] == Kind.PULL_RELEASED and row["point"] == wheel:
            asked[int(row["seq"])] = int(row["tick"])
        elif row["kind"] == Kind.RECEIVED and int(row["reference"]) in asked:
            at = asked[int(row["reference"])]
            by_day.setdefault(at // DAY, (int(row["tick"]) - at) / (6 * DAY))
    (sample,) = recorded.leads.values()
    assert len(sample.known) > 40
    assert sample.known.tolist() == [by_day[day] for day in sorted(by_day)]
    (work,) = recorded.works.values()
    assert set(work.known.tolist()) == {1.0}, "nothing makes work vary in this world"


def test_the_record_gives_dates_where_tables_give_one_and_says_what_it_rests_on(plant):
    business, _ = plant
    by_record = business.likely(**ASKED, runs=39)
    by_tables = business.likely(**ASKED, runs=39, spreads="tables")
    assert (by_record.varies, by_tables.varies) == (True, False)
    assert by_record.dates[0].date <= by_record.dates[1].date
    assert len({one.date for one in by_tables.dates}) == 1
    told = "\n".join(by_record.rests_on)
    assert "lead times of acme are fitted from" in told
    assert "the time of work on bench is fitted from" in told
    assert "others order later as on the last 363 days of the record" in told
    assert "lead_time_spread" not in told
    assert any("no lead_time_spread" in sentence for sentence in by_tables.rests_on)
    assert business.likely(**ASKED, runs=39) == by_record


def test_what_the_record_tells_too_little_of_goes_by_the_column_and_says_how_many_it_needs(tmp_path):
    write(tmp_path / "new", maker())
    with tl.open(tmp_path / "new") as business:
        found, by_tables = (business.likely(**ASKED, runs=19, spreads=each) for each in ("record", "tables"))
    told = "\n".join(found.rests_on)
    assert "too few deliveries of acme: 0, needs 5; lead times vary by the lead_time_spread" in told
    assert "too few steps on bench: 0, needs 5; work takes its planned time" in told
    assert "nobody orders anything after this order: there are 0 whole days on record" in told
    assert found.dates == by_tables.dates, "nothing but the tables is left"


def test_what_is_neither_record_nor_tables_is_refused(plant):
    business, _ = plant
    with pytest.raises(UsageError, match="spreads: 'both'; expected 'record' or 'tables'"):
        business.likely(**ASKED, spreads="both")


def test_each_world_has_spreads_of_its_own_and_the_same_key_the_same(plant):
    business, _ = plant
    core = business._core
    recorded = AsRecorded(core, tables_in_force(core.journal))
    (row,) = recorded.leads.row.values()
    first, again, other = (recorded.world(key, core.now)[0].spread[row] for key in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_sources_with_few_records_go_by_all_of_their_supplier():
    class Network:
        source = np.zeros(4, [("kind", np.int64), ("supplier", np.int64)])

    Network.source["kind"], Network.source["supplier"] = 2, [0, 0, 1, -1]
    many, few = Sample(np.ones(LEAST), np.zeros(0)), Sample(np.full(2, 3.0), np.array([1.0]))
    samples, own = with_suppliers(Network, {0: many, 1: few, 3: few}, frozenset())
    assert own == {0}
    assert samples[0] is many
    assert sorted(samples[1].known.tolist()) == [1.0] * LEAST + [3.0] * 2
    assert samples[1].beyond.tolist() == [1.0]
    assert len(samples[2].known) == 0
    assert samples[3] is few
    assert set(with_suppliers(Network, {0: many, 1: few, 3: few}, frozenset({0}))[0]) == {1, 2, 3}


def test_open_ticks_that_have_passed_are_those_of_a_calendar():
    rows = np.zeros(2, [("start", np.int64), ("stop", np.int64), ("before", np.int64)])
    rows["start"], rows["stop"], rows["before"] = [10, 30], [15, 40], [0, 5]
    hours = {"calendar_start": np.array([0, 2]), "open": rows}
    ticks = np.array([0, 10, 12, 15, 20, 30, 31, 40, 99])
    assert open_until(hours, 0, ticks).tolist() == [0, 0, 2, 5, 5, 5, 6, 15, 15]
    assert open_until(hours, -1, ticks).tolist() == ticks.tolist()


@pytest.mark.parametrize("passed", [0.0, 0.5, 2.0])
def test_what_is_left_of_exponential_work_is_the_same_whatever_has_passed(passed):
    """Without memory: half of it is over after ln 2 more, whenever one looks."""
    row = gamma_row(1.0)
    assert _beyond(row, passed, 0.5) - passed == pytest.approx(np.log(2), rel=0.02)
    assert _beyond(np.full_like(row, ONE), 1.5, 0.5) == 0, "beyond all of it"
