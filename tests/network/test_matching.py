"""The same name is the same thing, whatever row it stands in."""

import pytest

from tugline.network.matching import match

TABLES = {
    "items": "item\nbike\nwheel",
    "sources": "item, location, kind, from, lead_time\nbike, shop, make, ,\nwheel, shop, buy, acme, 2d",
    "operations": """
        item, step, resource, alternative, run_time
        bike, 1 cut, saw, , 1h
        bike, 2 weld, welder, by hand, 1h
        bike, 2 weld, bench, by hand, 1h
        bike, 2 weld, robot, robot, 1h
        bike, 3 paint, booth, , 1h
    """,
}
CUT, WELD_BENCH, WELD_WELDER, ROBOT, PAINT = range(5)


@pytest.fixture
def old(compiled):
    return compiled(**TABLES)


@pytest.fixture
def against(old, compiled):
    """Return a function from changed tables to the matching."""
    return lambda **changed: match(old, compiled(**{**TABLES, **changed}))


def test_a_network_matches_itself_row_by_row(old):
    same = match(old, old)
    for name in ("point", "source", "party", "resource"):
        rows = getattr(same, name)
        assert rows.tolist() == list(range(len(rows)))
    assert [same.group_row(row) for row in (CUT, WELD_BENCH, ROBOT, PAINT)] == [CUT, WELD_BENCH, ROBOT, PAINT]
    assert [same.step_row(row) for row in range(5)] == [CUT, WELD_BENCH, WELD_BENCH, WELD_BENCH, PAINT]


def test_rows_follow_names(old, against):
    rows = against(
        items="item\na bell\nbike\nwheel",
        sources=TABLES["sources"] + "\na bell, attic, buy, a smith, 1d",
        resources="resource\nanvil\nsaw\nwelder\nbench\nrobot\nbooth",
    )
    for name, names in (
        ("point", "point_names"), ("source", "source_names"), ("party", "party_keys"), ("resource", "resource_names"),
    ):  # fmt: skip
        new = [getattr(rows.new, names)[row] for row in getattr(rows, name).tolist()]
        assert new == list(getattr(old, names))
    assert rows.party.tolist() == [1]


def test_what_is_gone_has_no_row(against):
    rows = against(
        items="item\nbike", sources="item, location, kind, from, lead_time\nbike, shop, make, ,",
    )  # fmt: skip
    assert sorted(rows.point.tolist()) == [-1, 0]
    assert sorted(rows.source.tolist()) == [-1, 0]
    assert rows.party.tolist() == [-1]


def test_another_lead_time_is_the_same_source_and_another_supplier_is_not(against):
    lead = TABLES["sources"].replace("2d", "9d")
    assert (against(sources=lead).source >= 0).all()
    assert (against(sources=TABLES["sources"].replace("acme", "smith")).source < 0).sum() == 1


def test_a_step_that_is_gone_gives_way_to_the_next_one_that_is_left(against):
    less = "\n".join(line for line in TABLES["operations"].splitlines() if "2 weld" not in line)
    rows = against(operations=less)
    assert [rows.step_row(row) for row in range(5)] == [0, 1, 1, 1, 1]
    assert [rows.group_row(row) for row in range(5)] == [0, -1, -1, -1, 1]
    less = "\n".join(line for line in TABLES["operations"].splitlines() if "3 paint" not in line)
    assert against(operations=less).step_row(PAINT) == -1


def test_an_alternative_on_other_resources_is_another(against):
    rows = against(operations=TABLES["operations"].replace("bench", "table"))
    assert rows.group_row(WELD_BENCH) == -1
    assert rows.step_row(WELD_BENCH) >= 0
    assert rows.new.resource_names[rows.new.operation["resource"][rows.group_row(ROBOT)]] == "robot"


def test_steps_of_a_source_that_is_gone_are_gone(against):
    rows = against(items="item\nwheel", sources="item,location,kind\nwheel,shop,make", operations="item,step,resource,run_time\nwheel,1 cut,saw,1h")  # fmt: skip  # noqa: E501
    assert (rows.step_row(CUT), rows.group_row(CUT)) == (-1, -1)
