"""Networks worked out by hand, and what must hold for every network."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tugline.errors import InvalidBusinessError
from tugline.network.layout import BUY, MAKE, MOVE, NEVER
from tugline.network.network import Network

DAY = 24 * 60


def points(network):
    """Return level by "item at location"."""
    return {
        name.replace("\t", " at "): int(level)
        for name, level in zip(network.point_names, network.point["level"], strict=True)
    }


def sources(network):
    """Return every source as one text."""
    return [" ".join(name.split("\t")).rstrip() for name in network.source_names]


def only_source(network, item, location=""):
    (row,) = network.source_rows(network.point_row(item, location))
    return network.source[row]


def needs(network, item, location=""):
    source = only_source(network, item, location)
    return {
        network.point_names[need["point"]].replace("\t", " at "): (int(need["numerator"]), int(need["denominator"]))
        for need in network.need[source["need_start"] : source["need_stop"]]
    }


def problems(build, **tables):
    with pytest.raises(InvalidBusinessError) as caught:
        build(**tables)
    return caught.value.problems


def test_the_bicycles_have_the_points_that_their_tables_imply(bicycles):
    assert points(bicycles) == {
        "bike at shop": 0,
        "bike at plant": 1,
        "frame at plant": 2,
        "wheel at plant": 2,
        "tube at welder": 3,
        "tube at plant": 4,
    }


def test_the_bicycles_have_one_source_each(bicycles):
    assert sources(bicycles) == [
        "bike shop move plant",
        "bike plant make",
        "frame plant make welder",
        "wheel plant buy unnamed supplier",
        "tube welder move plant",
        "tube plant buy steel co",
    ]
    assert bicycles.source["kind"].tolist() == [MOVE, MAKE, MAKE, BUY, MOVE, BUY]
    assert bicycles.source["lead_ticks"].tolist() == [DAY, 0, 4 * DAY, 14 * DAY, DAY, 3 * DAY]
    assert bicycles.source["defaulted_lead"].tolist() == [1, 0, 0, 1, 1, 0]
    assert bicycles.source_line.tolist() == [3, 0, 4, 0, 0, 2]


def test_the_bill_counts_scrap_and_decimals_exactly(bicycles):
    # 5.25 m of tube in mm, of which 2 % is lost: 5250 / 0.98 = 37500 / 7.
    assert needs(bicycles, "frame", "plant") == {"tube at welder": (37500, 7)}
    assert needs(bicycles, "bike", "plant") == {"frame at plant": (1, 1), "wheel at plant": (2, 1)}


def test_steps_follow_their_numbers_not_their_text(bicycles):
    # Step 3 comes before step 20. The bench works at 80 %: 30 / 0.8 = 37.5 minutes.
    assert [bicycles.step_name(row) for row in range(2)] == ["3", "20"]
    assert bicycles.operation.tolist() == [
        (1, 0, bicycles.resource_names.index("paint"), 90, 12, 1, 0),
        (2, 0, bicycles.resource_names.index("bench"), 0, 75, 2, 30_000),
    ]
    source = only_source(bicycles, "bike", "plant")
    assert (source["yield_numerator"], source["yield_denominator"]) == (97, 100)
    row = int(bicycles.point["source_start"][bicycles.point_row("bike", "plant")])
    assert [bicycles.step_number(row, name) for name in ("3", "20", "4")] == [1, 2, 0]


def test_costs_are_rolled_up_from_given_ones(bicycles):
    cost = {bicycles.items.name[p["item"]]: int(p["standard_cost"]) for p in bicycles.point}
    # Frame: 5.25 / 0.98 m at 1.50 = 8.0357 and 7 for the welder. Bike: frame 15.0357, wheels 40, labour 3, bench
    # 40 an hour for 37.5 minutes = 25; together 83.0357, of 100 started 97 are good: 85.6038.
    assert cost == {"bike": 856_038, "frame": 150_357, "wheel": 200_000, "tube": 15_000}
    assert not bicycles.point["defaulted_cost"].any()


def test_a_purchase_without_a_price_is_expected_at_standard_cost(bicycles):
    wheel = only_source(bicycles, "wheel", "plant")
    assert (wheel["unit_cost"], wheel["defaulted_cost"]) == (200_000, 1)


def test_only_a_row_of_stock_makes_stock_known(bicycles):
    known = [bicycles.point_names[row] for row in np.flatnonzero(bicycles.point["unknown_stock"] == 0)]
    assert known == ["bike\tshop"]


def test_what_was_assumed_is_told(bicycles):
    told = bicycles.explain_defaults()
    assert ("source", "wheel at plant", "buy from unnamed supplier") in told
    assert ("lead time", "wheel at plant, buy", "14 days") in told
    assert ("stock", "bike at plant", "unknown, 0 until counted") in told


def test_without_a_table_of_resources_those_of_the_routings_are_there(compiled):
    network = compiled(items="item\npen\n", operations="item, step, resource, run_time\npen, 1, press, 1min\n")
    assert network.resource.tolist() == [(1, -1, 0, 0)]
    assert ("resource", "press", "1 unit, always open, no cost") in network.explain_defaults()


def test_without_a_table_of_customers_those_of_the_orders_are_there(compiled):
    network = compiled(
        items="item\npen\n", orders="order, customer, item, quantity, ordered_at\n1, bob, pen, 1, 2024-01-02\n"
    )
    assert network.party_keys == ("supplier\tunnamed supplier", "customer\tbob")
    assert network.party["priority"].tolist() == [0, 5]


def test_arrays_are_read_only_and_the_network_says_what_it_is(bicycles):
    for name in ("point", "source", "need", "operation", "resource", "party", "open", "day_start", "terms"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(bicycles, name)[...] = 0
    assert repr(bicycles) == (
        "<Network 'test': 4 items, 4 locations, 6 stock points on 5 levels, 6 sources, 2 resources, 3 parties>"
    )


def test_names_lead_to_rows_and_back(bicycles):
    for row, name in enumerate(bicycles.point_names):
        assert bicycles.point_row(*name.split("\t")) == row
    assert bicycles.point_row("bike", "moon") == bicycles.point_row("unicycle") == -1
    assert bicycles.location_names[bicycles.registers.default_location] == "plant"
    assert bicycles.point_row("bike") == bicycles.point_row("bike", "plant")


def test_the_smallest_business_is_items_and_a_file_of_signals(compiled):
    network = compiled(items="item\npen\nink\n", sales="sold_at, item, quantity\n2024-01-02T10:00, pen, 1\n")
    assert points(network) == {"ink at main": 0, "pen at main": 0}
    assert sources(network) == ["ink main buy unnamed supplier", "pen main buy unnamed supplier"]
    assert ("standard cost", "pen", "0") in network.explain_defaults()
    assert network.point["defaulted_cost"].tolist() == [1, 1]


def test_the_first_location_that_is_no_supplier_is_the_default(compiled):
    network = compiled(
        items="item\npen\n",
        locations="location\nacme\nzoo\nbar\n",
        suppliers="supplier\nacme\n",
        orders="order, item, quantity, ordered_at\n1, pen, 1, 2024-01-02\n",
    )
    assert points(network) == {"pen at zoo": 0}


def test_an_unknown_item_among_signals_makes_no_point(compiled):
    network = compiled(items="item\npen\n", sales="sold_at, item, location, quantity\n2024-01-02, pencil, shop, 1\n")
    assert list(points(network)) == ["pen at shop"]


def test_a_point_without_a_source_moves_from_where_its_item_comes_from(compiled):
    network = compiled(
        items="item\npen\n",
        locations="location, parent\nnorth, region\nregion, hub\nhub,\nsouth,\n",
        sources="item, location, kind\npen, south, make\npen, hub, buy\n",
        sales="sold_at, item, location, quantity\n2024-01-02, pen, north, 1\n2024-01-02, pen, region, 1\n",
    )
    # The nearest parent with an origin is the hub; the default location (north) has none of its own.
    assert sources(network) == [
        "pen north move hub",
        "pen region move hub",
        "pen south make",
        "pen hub buy unnamed supplier",
    ]


def test_what_is_drawn_from_without_a_source_is_an_origin_itself(compiled):
    network = compiled(
        items="item\npen\nink\n",
        boms="item, component, quantity\npen, ink, 1\n",
        sources="item, location, kind, from\npen, shop, move, depot\n",
        sales="sold_at, item, location, quantity\n2024-01-02, pen, kiosk, 1\n",
    )
    assert sources(network) == [
        "pen kiosk move depot",
        "pen shop move depot",
        "pen depot make",
        "ink depot buy unnamed supplier",
    ]


def test_a_bill_for_one_location_makes_it_there_only(compiled):
    network = compiled(
        items="item\npen\nink\n",
        boms="item, component, quantity, location\npen, ink, 2, plant\n",
        sales="sold_at, item, location, quantity\n2024-01-02, pen, shop, 1\n",
    )
    assert sources(network) == ["pen shop move plant", "pen plant make", "ink plant buy unnamed supplier"]


def test_lines_for_one_location_are_added_to_those_for_all(compiled):
    network = compiled(
        items="item\npen\nink\ncap\n",
        boms="item, component, quantity, location\npen, ink, 2,\npen, ink, 1/3, a\npen, cap, 1, b\n",
        sources="item, location, kind\npen, a, make\npen, b, make\n",
    )
    assert needs(network, "pen", "a") == {"ink at a": (7, 3)}
    assert needs(network, "pen", "b") == {"cap at b": (1, 1), "ink at b": (2, 1)}


def test_two_places_that_send_to_one_processor_both_feed_it(compiled):
    network = compiled(
        items="item\npin\nwire\n",
        boms="item, component, quantity\npin, wire, 1\n",
        sources="""
            item, location, kind, from
            pin,  a,        make, plater
            pin,  b,        make, plater
        """,
    )
    feeds = [text for text in sources(network) if text.startswith("wire plater")]
    assert feeds == ["wire plater move a", "wire plater move b"]
    assert needs(network, "pin", "a") == {"wire at plater": (1, 1)}


def test_sources_are_used_in_the_order_of_their_priority(compiled):
    network = compiled(
        items="item\npen\n",
        sources="""
            item, location, kind, from,  priority, valid_from, valid_to,   share
            pen,  shop,     buy,  zeta,  ,         ,           ,           0.25
            pen,  shop,     buy,  alpha, 2,        ,           2024-03-01,
            pen,  shop,     buy,  beta,  ,         2024-02-01, ,           0.75
        """,
    )
    assert sources(network) == [
        "pen shop buy beta 1 2024-02-01",
        "pen shop buy zeta",
        "pen shop buy alpha 2",
    ]
    assert network.source["share"].tolist() == [750_000, 250_000, 0]
    assert network.source["valid_from"].tolist() == [31 * DAY, -NEVER, -NEVER]
    assert network.source["valid_to"].tolist() == [NEVER, NEVER, 60 * DAY]


def test_purchase_units_and_currencies_are_converted_once(compiled):
    network = compiled(
        items="item\npen\n",
        rates="currency, date, rate\nUSD, 2023-06-01, 0.95\nUSD, 2024-01-01, 0.9\nUSD, 2024-01-02, 0.1\n",
        sources="""
            item, location, kind, unit, unit_factor, minimum, multiple, maximum, unit_cost, freight_cost, currency
            pen,  shop,     buy,  box,  12,          5,       2,        10,      7,         1,            USD
        """,
    )
    # A box of 12 costs 7 dollars at 0.9: 0.525 a piece; its freight 0.9 / 12 = 0.075.
    source = only_source(network, "pen", "shop")
    assert [int(source[name]) for name in ("minimum", "multiple", "maximum")] == [60, 24, 120]
    assert [int(source[name]) for name in ("unit_cost", "freight_cost")] == [5250, 750]


def test_prices_are_rounded_half_even(compiled):
    sources_table = (
        "item, location, kind, from, unit_factor, unit_cost\npen, a, buy, x, 8, 0.0004\npen, b, buy, x, 8, {}\n"
    )
    for price, expected in (("0.0012", 2), ("0.002", 2), ("0.0028", 4)):
        network = compiled(items="item\npen\n", sources=sources_table.format(price))
        # 4/8 of a ten thousandth goes to 0; 12/8 to 2, 20/8 to 2, 28/8 to 4.
        assert only_source(network, "pen", "a")["unit_cost"] == 0
        assert only_source(network, "pen", "b")["unit_cost"] == expected


def test_who_sells_boxes_sells_whole_boxes(compiled):
    network = compiled(
        items="item, decimals\npen, 0\noil, 2\nsand, 0\n",
        sources="""
            item, location, kind, unit_factor
            pen,  a,        buy,  12
            oil,  a,        buy,  1/4
            sand, a,        buy,  1/3
        """,
    )
    assert {network.items.name[p["item"]]: int(only_source(network, network.items.name[p["item"]], "a")["multiple"])
            for p in network.point} == {"pen": 12, "oil": 25, "sand": 1}  # fmt: skip


def test_days_count_open_days_where_a_calendar_is_named_and_elapsed_time_where_none_is(compiled):
    network = compiled(
        items="item\na\nb\nc\nd\n",
        calendars="calendar, weekday, opens, closes\nweek, mon, 08:00, 16:00\n",
        sources="""
            item, location, kind, lead_time, calendar, safety_time, fence
            a,    x,        buy,  5d,        week,     90min,       1d
            b,    x,        buy,  2w,        ,         ,
            c,    x,        buy,  36h,       week,     ,
            d,    x,        buy,  ,          week,     ,
        """,
    )
    columns = ("lead_ticks", "lead_open", "defaulted_lead", "safety_ticks", "fence_ticks")
    rows = {item: [int(only_source(network, item, "x")[name]) for name in columns] for item in "abcd"}
    assert rows == {
        "a": [5, 1, 0, 90, DAY],
        "b": [14 * DAY, 0, 0, 0, 0],
        "c": [36 * 60, 0, 0, 0, 0],
        "d": [14, 1, 1, 0, 0],
    }


def test_durations_round_up_to_ticks(compiled):
    network = compiled(
        tick="hour",
        items="item\na\n",
        sources="item, location, kind, lead_time, safety_time\na, x, buy, 61min, 10min\n",
    )
    source = only_source(network, "a", "x")
    assert (source["lead_ticks"], source["safety_ticks"]) == (2, 1)


def test_bill_lines_count_as_they_hold_at_the_start(compiled):
    network = compiled(
        items="item\npen\nold\nnow\nnew\n",
        boms="""
            item, component, quantity, valid_from, valid_to
            pen,  old,       1,        ,           2024-01-01
            pen,  now,       1,        2024-01-01, 2024-02-01
            pen,  new,       1,        2024-02-01,
        """,
    )
    assert needs(network, "pen") == {"now at main": (1, 1)}
    # What will be drawn from later lies deeper already; what never will is a point of its own.
    assert points(network) == {"old at main": 0, "pen at main": 0, "new at main": 1, "now at main": 1}


def test_the_cheapest_option_is_the_default_one(compiled):
    network = compiled(
        items="item\npc\nslow\nfast\nred\nblue\n",
        options="item, group, option, price_delta\npc, cpu, quick, 50\npc, cpu, plain,\n",
        boms="""
            item, component, quantity, option_group, option
            pc,   fast,      1,        cpu,          quick
            pc,   slow,      1,        cpu,          plain
            pc,   red,       1,        case,         red
            pc,   blue,      1,        case,         blue
        """,
    )
    # Of the cases none has a price; the first by name counts.
    assert needs(network, "pc") == {"slow at main": (1, 1), "blue at main": (1, 1)}


def test_alternatives_and_resources_needed_together_keep_their_places(compiled):
    network = compiled(
        items="item\npen\n",
        operations="""
            item, step, alternative, resource, run_time, yield
            pen,  B,    ,            z,        2min,     0.9
            pen,  A,    2,           y,        1min,     0.8
            pen,  A,    10,          x,        1min,     0.7
            pen,  A,    2,           w,        1min,
        """,
    )
    names = network.resource_names
    rows = [
        (int(o["step"]), int(o["alternative"]), names[o["resource"]], network.step_name(row))
        for row, o in enumerate(network.operation)
    ]
    assert rows == [(1, 0, "w", "A"), (1, 0, "y", "A"), (1, 1, "x", "A"), (2, 0, "z", "B")]
    # Enough is started for the worst alternative: 0.7 * 0.9.
    source = only_source(network, "pen")
    assert (source["yield_numerator"], source["yield_denominator"]) == (63, 100)


def test_yields_that_no_small_ratio_holds_start_a_little_more(compiled):
    steps = "\n".join(f"pen, {k}, r, 1min, 0.9{k}7" for k in range(1, 9))
    network = compiled(items="item, decimals\npen, 1\n", operations=f"item, step, resource, run_time, yield\n{steps}\n")
    source = only_source(network, "pen")
    exact = np.prod([0.9 + k / 100 + 0.007 for k in range(1, 9)])
    share = source["yield_numerator"] / source["yield_denominator"]
    assert source["yield_denominator"] <= 10**5
    assert exact - 1e-5 < share <= exact


def test_a_circle_is_told_whole_and_once(compiled):
    found = problems(
        compiled,
        items="item\na\nb\nc\nd\n",
        boms="item, component, quantity\na, b, 1\nb, c, 1\nc, a, 1\nb, a, 1\nd, a, 1\n",
    )
    assert [(p.code, p.table, p.value) for p in found] == [("network.circle", "boms", "a → b → a")]


def test_a_circle_of_moves_names_the_locations(compiled):
    found = problems(compiled, items="item\na\n", sources="item, location, kind, from\na, x, move, y\na, y, move, x\n")
    assert [(p.table, p.value) for p in found] == [("sources", "a at x → a at y → a at x")]


BOTH = "item, component, quantity\na, b, 1\nb, a, 1\n"


@pytest.mark.parametrize(
    ("boms", "sources", "told"),
    [
        (BOTH, "", ("boms", 0, "component", "a → b → a", "boms line 2 or boms line 3 is the wrong way round?")),
        ("item, component, quantity\na, a, 1\n", "", ("boms", 2, "component", "a → a", "")),
        ("", "a, main, move, main\n", ("sources", 2, "from", "a → a", "")),
        ("item, component, quantity\nb, a, 1\na, a, 1\n", "a, main, make, main\n",
         ("boms", 3, "component", "a → a", "")),
        ("item, component, quantity, location\na, b, 1, main\nb, a, 1, shop\n", "b, main, move, shop\n",
         ("boms", 0, "component", "a at main → b at main → b at shop → a at shop → a at main",
          "boms line 2 or sources line 2 or boms line 3 is the wrong way round?")),
    ],
    ids=["bills", "a bill of itself", "a move to itself", "a bill of itself with a source", "bills and moves"],
)  # fmt: skip
def test_a_circle_is_told_in_the_table_and_with_the_rows_that_make_it(compiled, boms, sources, told):
    given = {"boms": boms} if boms else {}
    if sources:
        given["sources"] = f"item, location, kind, from\n{sources}"
    (found,) = problems(compiled, items="item\na\nb\n", **given)
    assert (found.table, found.row, found.column, found.value, found.hint) == told
    assert found.code == "network.circle"


def test_every_problem_is_told_at_once(compiled):
    found = problems(
        compiled,
        items="item\npen\nink\n",
        boms="item, component, quantity, scrap_rate\npen, ink, 1, 1\npen, ink, 1000003, 0.333331\n",
        sources="""
            item, location, kind, from, currency, multiple, maximum, minimum, unit_factor
            pen,  a,        move, ,     ,         ,         ,        ,
            ink,  a,        buy,  x,    XYZ,      ,         ,        ,
            ink,  b,        buy,  x,    ,         1,        ,        ,        1/2
            ink,  c,        buy,  x,    ,         ,         5,       6,
        """,
        operations="item, step, resource, setup_time, run_time\npen, 1, r, 30s, 1min\n",
        suppliers="supplier, order_days\nx, mon/someday\n",
    )
    assert [(p.code, p.table, p.row) for p in found] == [
        ("bill.scrap", "boms", 2),
        ("bill.too_fine", "boms", 3),
        ("operation.finer_than_tick", "operations", 2),
        ("source.from", "sources", 2),
        ("source.currency", "sources", 3),
        ("source.lot", "sources", 4),
        ("source.lot", "sources", 5),
        ("party.order_days", "suppliers", 2),
    ]


def test_sources_that_nothing_tells_apart_are_a_problem(compiled):
    found = problems(
        compiled,
        items="item\npen\n",
        sources="item, location, kind, from, lead_time\npen, a, buy, x, 1d\npen, a, buy, y, 1d\npen, a, buy, x, 2d\n",
    )
    assert [(p.code, p.row, p.value) for p in found] == [("source.repeated", 4, "the same source as in line 2")]


def test_parties_have_their_own_terms_or_the_businesss(compiled):
    network = compiled(
        items="item\npen\n",
        suppliers="""
            supplier, payment_days, order_days, minimum_value, freight_free_value
            acme,     10,           "thu mon",  100.50,        1000
            zeta,     ,             ,           ,
        """.replace('"', ""),
        customers="customer, priority, payment_days, wait_days\nann, 1, 7, 3\nzeta, , ,\n",
    )
    rows = {key: network.party[row].tolist() for row, key in enumerate(network.party_keys)}
    location = network.location_names.index
    order_days = network.calendar_names.index("order_days=mon,thu")
    assert rows == {
        "supplier\tacme": (1, 10 * DAY, 0, -1, order_days, 10050, 100_000, location("acme"), 0),
        "supplier\tunnamed supplier": (1, 60 * DAY, 0, -1, -1, 0, 0, -1, 0),
        "supplier\tzeta": (1, 60 * DAY, 0, -1, -1, 0, 0, location("zeta"), 0),
        "customer\tann": (2, 7 * DAY, 1, 3 * DAY, -1, 0, 0, -1, 0),
        "customer\tzeta": (2, 30 * DAY, 5, -1, -1, 0, 0, location("zeta"), 0),
    }
    assert network.terms.tolist() == [30 * DAY, 60 * DAY, 0]  # 2024-01-01 is a Monday


def check(network: Network) -> None:
    """Check what holds for every network."""
    point, source = network.point, network.source
    assert np.all(np.diff(point["level"]) >= 0)
    for row in range(len(point)):
        assert [source["point"][s] for s in network.source_rows(row)] == [row] * len(network.source_rows(row))
    assert sum(len(network.source_rows(row)) for row in range(len(point))) == len(source)
    drawn = set()
    for s in source:
        below = [int(s["from_point"])] if s["kind"] == MOVE else network.need["point"][s["need_start"] : s["need_stop"]]
        for other in below:
            assert point["level"][other] > point["level"][s["point"]]
            drawn.add(int(other))
    assert all(row in drawn for row in range(len(point)) if point["level"][row] > 0)
    assert len(set(network.point_names)) == len(point)
    assert len(set(network.source_names)) == len(source)


ITEMS = [f"i{k}" for k in range(7)]
PLACES = ["a", "b", "c"]


@st.composite
def businesses(draw):
    """Return tables as lists of rows; bills lead from lower to higher items, moves from a to b to c."""
    item, place = st.integers(0, 6), st.integers(0, 2)
    boms = draw(st.lists(st.tuples(item, item, st.sampled_from(["", *PLACES])), max_size=10, unique=True))
    moves = draw(st.lists(st.tuples(item, place, place), max_size=6, unique=True))
    makes = draw(st.lists(st.tuples(item, place, st.sampled_from(["", "welder"])), max_size=4, unique=True))
    sales = draw(st.lists(st.tuples(item, place), max_size=6))
    return {
        "boms": ["item,component,quantity,location"] + [f"{ITEMS[a]},{ITEMS[b]},2,{at}" for a, b, at in boms if a < b],
        "sources": ["item,location,kind,from"]
        + [f"{ITEMS[i]},{PLACES[a]},move,{PLACES[b]}" for i, a, b in moves if a < b]
        + [f"{ITEMS[i]},{PLACES[a]},make,{outside}" for i, a, outside in makes],
        "sales": ["sold_at,item,location,quantity"] + [f"2024-01-02,{ITEMS[i]},{PLACES[a]},1" for i, a in sales],
    }


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(businesses(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(compiled, tables, luck: random.Random):
    def build(shuffle):
        texts = {}
        for name, (header, *rows) in {**tables, "items": ["item", *ITEMS]}.items():
            if shuffle:
                luck.shuffle(rows)
            texts[name] = "\n".join([header, *rows])
        try:
            return compiled(**texts)
        except InvalidBusinessError as error:
            return [(p.code, p.table, p.value) for p in error.problems]

    one, other = build(shuffle=False), build(shuffle=True)
    if isinstance(one, list):
        assert one == other
        return
    check(one)
    assert one.point_names == other.point_names
    assert one.source_names == other.source_names
    for name in ("point", "source", "need", "operation", "resource", "party", "open", "calendar_start"):
        assert np.array_equal(getattr(one, name), getattr(other, name))
