"""Random businesses live through `tl.open` and `advance`: nothing breaks, and after every pulse everything holds."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

import tugline as tl

SEEDS = st.integers(0, 2**32 - 1)
END = "2026-04-11"


@settings(max_examples=25)
@given(seed=SEEDS)
def test_whatever_a_business_is_everything_holds_after_every_pulse(make, run, watch, seed):
    one = make(seed)
    tables = one.tables()
    with watch() as watched, tl.open(tables) as business:
        for hours in range(0, 18 * 24, 31):
            business.advance(one.start + timedelta(hours=hours))
        business.advance(END)
        assert watched.pulses >= 1
        assert business.verify() == []
        result = business.result()
        assert result.trial_balance == 0
        assert all(business.explain(pull.id) for pull in result.pulls[:3])
        stepwise = business.digest
    assert run(tables, END)[0] == stepwise


@settings(max_examples=25)
@given(seed=SEEDS)
def test_whatever_the_people_of_a_plant_say_everything_holds_after_every_pulse(make, watch, told, seed):
    random_one = make(seed, world="plant")
    luck, now = random_one.luck, random_one.start
    with watch() as watched, tl.open(random_one.tables()) as business:
        for _ in range(12):
            now += timedelta(minutes=luck.randint(0, 2000))
            business.signal(*told(luck, business, random_one, now))
            business.advance(now)
        assert watched.pulses >= 1
        assert business.verify() == []
        assert business.result().trial_balance == 0


@settings(max_examples=12)
@given(seed=SEEDS, data=st.data())
def test_the_same_rows_in_another_order_are_the_same_business(make, run, seed, data):
    one = make(seed)
    expected = run(one.tables(), END)
    # The first location is the default one: which it is, the order of that table says.
    for rows in [rows for name, rows in one.rows.items() if name != "locations"]:
        data.draw(st.randoms(use_true_random=False)).shuffle(rows)
    assert run(one.tables(), END) == expected


@settings(max_examples=8)
@given(seed=SEEDS)
def test_a_journal_on_disk_reopened_on_the_way_comes_to_the_same(make, run, tmp_path_factory, seed):
    tables, path = make(seed).tables(), tmp_path_factory.mktemp("journal") / "journal.db"
    expected = run(tables, END)
    for stop in ("2026-03-24", "2026-03-30T12:00", END):
        left = run(tables, stop, journal=path)
        assert run(tables, stop, journal=path) == left
    assert left == expected


@settings(max_examples=30)
@given(seed=SEEDS, data=st.data())
def test_a_business_with_a_broken_cell_is_refused_with_what_is_wrong_or_runs(make, seed, data):
    one = make(seed)
    names = sorted(name for name, rows in one.rows.items() if rows)
    row = data.draw(st.sampled_from(one.rows[data.draw(st.sampled_from(names))]))
    column = data.draw(st.sampled_from(sorted(row)))
    row[column] = data.draw(st.sampled_from(["", "-1", "0", "nonsense", "1e9", "2026-13-40", "*", "0.00001", "é\t"]))
    try:
        with tl.open(one.tables()) as business:
            business.advance(END)
            assert business.verify() == []
    except tl.InvalidBusinessError as error:
        problems = error.problems
    else:
        problems = ()
    assert all(problem.table and problem.expected for problem in problems)
